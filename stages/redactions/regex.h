// A compiled pattern of PCRE2. Case and accents are the caller's matter: rules here match folded
// text (fold.h). Not thread-safe.
//
// Limits: a match that takes more than kMatchLimit steps gives nothing; the texts it is used on are
// single lines and paragraphs of at most kMaxSubject bytes, longer ones are cut.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace tachado::redactions {

class Regex {
 public:
  static constexpr std::size_t kMaxSubject = 20000;
  static constexpr unsigned kMatchLimit = 200000;

  // `pattern` is one of our own; one that does not compile matches nothing, which the tests of the
  // rules show.
  explicit Regex(std::string_view pattern);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  [[nodiscard]] bool valid() const { return state_ != nullptr; }

  // Byte ranges in the subject.
  struct Match {
    struct Range {
      std::size_t begin = 0;
      std::size_t end = 0;
      bool set = false;
    };
    std::vector<Range> groups;  // 0: the whole
    std::string_view subject;

    [[nodiscard]] std::size_t begin() const { return groups[0].begin; }
    [[nodiscard]] std::size_t end() const { return groups[0].end; }
    [[nodiscard]] bool has(std::size_t group) const {
      return group < groups.size() && groups[group].set;
    }
    [[nodiscard]] std::string_view operator[](std::size_t group) const {
      if (!has(group)) return {};
      return subject.substr(groups[group].begin, groups[group].end - groups[group].begin);
    }
  };

  [[nodiscard]] std::optional<Match> find(std::string_view subject, std::size_t from = 0) const;
  [[nodiscard]] bool matches(std::string_view subject) const { return find(subject).has_value(); }
  // All matches that do not overlap, at most `limit`.
  [[nodiscard]] std::vector<Match> find_all(std::string_view subject,
                                            std::size_t limit = 500) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tachado::redactions
