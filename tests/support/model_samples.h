// Documents and pages made up from a seed, with every member of the model set to something: for
// round trips and for the schema. Values keep to the closed lists of the document schema. The same
// seed gives the same values on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/model/document.h"

namespace tachado::testing {

class Samples {
 public:
  explicit Samples(std::uint64_t seed) : state_(seed * 2654435761U + 1) {}

  [[nodiscard]] Page page(int number);
  [[nodiscard]] DocumentInfo document(int pages);

 private:
  std::uint64_t next();
  int below(int limit) { return static_cast<int>(next() % static_cast<std::uint64_t>(limit)); }
  bool coin() { return below(2) == 1; }
  double ratio();   // 0 to 1, all 53 bits in use
  double length();  // 0 to 1000 points
  std::string text();
  std::string one_of(const std::vector<std::string>& names);
  Rect box();
  Point point();
  Quad quad();
  Color color();
  Problem problem();
  Evidence evidence();
  Finding finding(bool leak);
  Ground ground();
  Shape shape();
  ImagePlacement image();
  Annotation annotation();
  Region region();
  Redaction redaction(int page, int number);
  Metadata metadata(int pages);
  SourceInfo source();
  DocumentRedactions redactions();
  FieldsResult fields();
  Fields field_lists();
  FieldsSummary summary();
  void found(Found& found);

  template <typename T>
  std::optional<T> maybe(T value) {
    return coin() ? std::optional<T>(std::move(value)) : std::nullopt;
  }
  template <typename Make>
  auto some(int most, Make make) {
    std::vector<decltype(make())> list;
    for (int left = below(most + 1); left > 0; --left) list.push_back(make());
    return list;
  }

  std::uint64_t state_;
};

}  // namespace tachado::testing
