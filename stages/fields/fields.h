// What a contract says: numbers, amounts, parties, dates, identifiers, kind and subject, each with
// its evidence.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "stages/model/document.h"
#include "stages/model/fields.h"
#include "stages/model/page.h"

namespace tachado::fields {

// Compiled rules; immutable, shareable between documents. Loaded once per process.
class Rules {
 public:
  // The built-in rule files, then `files` of the user's, which add to them or replace rules of the
  // same name; the built-in watch list and `watch_lists` (watch_file.h). Fails with file, line and
  // reason.
  [[nodiscard]] static Result<std::shared_ptr<const Rules>> load(
      const std::vector<std::string>& files, const std::vector<std::string>& watch_lists = {});
  ~Rules();
  struct Data;
  [[nodiscard]] const Data& data() const { return *data_; }

 private:
  explicit Rules(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

// Reads a document's judged pages in order. Memory: the text and the candidates, no words. Not
// thread-safe.
class Collector {
 public:
  // `explain`: keep what explanation() tells.
  explicit Collector(std::shared_ptr<const Rules> rules, bool explain = false);
  ~Collector();
  void add(const Page& page);
  // `redactions` may flag fields whose value is hidden.
  [[nodiscard]] FieldsResult finish(const Metadata& metadata, const DocumentRedactions& redactions);
  // After finish(), where asked for: how its answers were reached, as lines of text.
  [[nodiscard]] const std::string& explanation() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tachado::fields
