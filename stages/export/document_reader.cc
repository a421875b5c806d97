#include "stages/export/document_reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <streambuf>
#include <string>

#include "stages/export/document_json.h"

namespace tachado::exporting {
namespace {

using Event = nlohmann::json::parse_event_t;

constexpr int kDeepest = 32;  // brackets within brackets; our own documents reach 8

// Gathers the head member by member, hands pages on, and lets the parser forget both.
class Splitter {
 public:
  explicit Splitter(const DocumentHandler& handler) : handler_(handler) {}

  // What nlohmann::json asks while it parses: whether to keep `parsed`. `depth` counts the brackets
  // around it.
  bool keep(int depth, Event event, nlohmann::json& parsed) {
    if (depth > kDeepest) too_deep_ = true;
    if (too_deep_) return false;
    const bool ended =
        event == Event::object_end || event == Event::array_end || event == Event::value;
    if (depth == 1 && event == Event::key) {
      member_ = parsed.get<std::string>();
    } else if (member_ == "pages") {
      if (depth == 1 && event == Event::array_start) begin_pages();
      if (depth == 2 && ended) {
        if (known_ && parsed.is_object()) handler_.page(parsed);
        return false;
      }
    } else if (depth == 1 && ended) {
      head_[member_] = std::move(parsed);
      return false;
    }
    return true;
  }

  [[nodiscard]] bool too_deep() const { return too_deep_; }
  [[nodiscard]] bool known() const { return known_; }

 private:
  void begin_pages() {
    known_ = text_of(head_, "schema") == kDocumentSchema;
    if (known_) handler_.head(head_);
  }

  const DocumentHandler& handler_;
  nlohmann::json head_ = nlohmann::json::object();
  std::string member_;
  bool known_ = false;
  bool too_deep_ = false;
};

// A document without its words: they are lines of their own (document_json.h), and what is left is
// JSON still.
class WithoutWords : public std::streambuf {
 public:
  explicit WithoutWords(std::istream& in) : in_(in) {}

 protected:
  int_type underflow() override {
    do {
      if (!std::getline(in_, line_)) return traits_type::eof();
    } while (line_.starts_with(kWordsLine));
    line_ += '\n';
    setg(line_.data(), line_.data(), line_.data() + line_.size());
    return traits_type::to_int_type(line_.front());
  }

 private:
  std::istream& in_;
  std::string line_;
};

}  // namespace

Result<void> read_document(std::istream& in, const DocumentHandler& handler, Words words) {
  if (words == Words::skip) {
    WithoutWords filter(in);
    std::istream rest(&filter);
    return read_document(rest, handler, Words::keep);
  }
  Splitter splitter(handler);
  const auto keep = [&](int depth, Event event, nlohmann::json& parsed) {
    return splitter.keep(depth, event, parsed);
  };
  const nlohmann::json rest = nlohmann::json::parse(in, keep, false);
  if (splitter.too_deep()) {
    return fail({"export", std::nullopt, ProblemKind::limit, "the document is nested too deeply"});
  }
  if (rest.is_discarded() || !splitter.known()) {
    return fail({"export", std::nullopt, ProblemKind::damaged,
                 "not a whole document of schema tachado/document/1; run tachado on it again"});
  }
  return {};
}

const nlohmann::json& member(const nlohmann::json& object, const char* name) {
  static const nlohmann::json kNone;
  const auto found = object.find(name);
  return found == object.end() ? kNone : *found;
}

Rect box_of(const nlohmann::json& list, std::size_t first) {
  std::array<double, 4> corners{};
  for (std::size_t i = 0; i < corners.size(); ++i) {
    if (list.is_array() && first + i < list.size() && list[first + i].is_number()) {
      corners[i] = list[first + i].get<double>();
    }
  }
  return {corners[0], corners[1], corners[2], corners[3]};
}

std::string text_of(const nlohmann::json& object, const char* name) {
  const nlohmann::json& found = member(object, name);
  return found.is_string() ? found.get<std::string>() : std::string();
}

double number_of(const nlohmann::json& object, const char* name) {
  const nlohmann::json& found = member(object, name);
  return found.is_number() ? found.get<double>() : 0;
}

int whole_number_of(const nlohmann::json& object, const char* name) {
  constexpr double kLeast = std::numeric_limits<int>::min();
  constexpr double kMost = std::numeric_limits<int>::max();
  return static_cast<int>(std::clamp(number_of(object, name), kLeast, kMost));
}

}  // namespace tachado::exporting
