#include "stages/export/word_index.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

#include "stages/export/keys.h"

namespace tachado::exporting {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20U;  // of words and steps in memory
constexpr std::size_t kWordOverhead = 120;                  // of a map's node, about
constexpr std::size_t kLongest = 40;  // a longer word is a line of dots or a digest
// A word in more than half of the documents tells nothing apart; below this many documents every
// list is short anyway.
constexpr std::uint32_t kFewDocuments = 200;

std::string in_base_36(std::uint32_t number) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string digits;
  do {
    digits += kDigits[number % kDigits.size()];
    number /= static_cast<std::uint32_t>(kDigits.size());
  } while (number > 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::uint32_t from_base_36(std::string_view digits) {
  std::uint32_t number = 0;
  for (const char c : digits) {
    number = number * 36 + static_cast<std::uint32_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  return number;
}

Problem cannot_write(const std::string& path) {
  return {"export", std::nullopt, ProblemKind::io, path + " cannot be written"};
}

// One sorted file of words: a line with word, first and last document, count and steps each.
struct Line {
  std::string word;
  std::uint32_t last = 0;
  std::uint32_t count = 0;
  std::string steps;
};

bool read_line(std::ifstream& in, Line& line) {
  std::string whole;
  if (!std::getline(in, whole)) return false;
  const std::size_t a = whole.find('\t');
  const std::size_t b = whole.find('\t', a + 1);
  const std::size_t c = whole.find('\t', b + 1);
  line.word = whole.substr(0, a);
  line.last = from_base_36(std::string_view(whole).substr(a + 1, b - a - 1));
  line.count = from_base_36(std::string_view(whole).substr(b + 1, c - b - 1));
  line.steps = whole.substr(c + 1);
  return true;
}

// Steps of a later file go on from the last document of an earlier one; its first step was counted
// from the beginning.
void append(Line& to, const Line& later) {
  const std::size_t end = std::min(later.steps.find(' '), later.steps.size());
  const std::uint32_t first = from_base_36(std::string_view(later.steps).substr(0, end));
  to.steps += ' ' + in_base_36(first - to.last) + later.steps.substr(end);
  to.last = later.last;
  to.count += later.count;
}

// The scripts: words come sorted, so one is open at a time.
class Scripts {
 public:
  Scripts(std::string folder, std::uint32_t documents)
      : folder_(std::move(folder)), documents_(documents) {}

  [[nodiscard]] bool add(const Line& line) {
    const std::string name = line.word.substr(0, 2);
    if (names_.empty() || names_.back() != name) {
      if (!close()) return false;
      names_.push_back(name);
      out_.open(folder_ + "/" + name + ".js", std::ios::binary | std::ios::trunc);
      out_ << "tachado.words(\"" << name << "\",{";
      first_ = true;
    }
    const bool most = documents_ > kFewDocuments && line.count > documents_ / 2;
    out_ << (first_ ? "\n\"" : ",\n\"") << line.word << "\":\"" << (most ? "*" : line.steps) << '"';
    first_ = false;
    return static_cast<bool>(out_);
  }
  [[nodiscard]] bool close() {
    if (!out_.is_open()) return true;
    out_ << "\n});\n";
    out_.close();
    return !out_.fail();
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::string folder_;
  std::uint32_t documents_;
  std::ofstream out_;
  std::vector<std::string> names_;
  bool first_ = true;
};

}  // namespace

void WordIndex::add(std::string_view text) {
  const std::string plain = folded(text);
  for (std::size_t begin = 0; begin < plain.size();) {
    const std::size_t end = std::min(plain.find(' ', begin), plain.size());
    const std::string_view word = std::string_view(plain).substr(begin, end - begin);
    begin = end + 1;
    if (word.size() < 2 || word.size() > kLongest || of_document_.contains(word)) continue;
    of_document_.emplace(word);
  }
}

Result<void> WordIndex::end_document() {
  for (const std::string& word : of_document_) {
    Postings& postings = words_[word];
    if (postings.count == 0) {
      bytes_ += word.size() + kWordOverhead;
    } else {
      postings.steps += ' ';
    }
    postings.steps += in_base_36(documents_ - postings.last);
    postings.last = documents_ + 1;
    ++postings.count;
    bytes_ += 2;
  }
  of_document_.clear();
  ++documents_;
  return bytes_ > kMostBytes ? spill() : Result<void>();
}

Result<void> WordIndex::spill() {
  std::vector<const std::pair<const std::string, Postings>*> sorted;
  sorted.reserve(words_.size());
  for (const auto& entry : words_) sorted.push_back(&entry);
  std::sort(sorted.begin(), sorted.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  const std::string path = folder_ + "/.words" + std::to_string(spilled_);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  for (const auto* entry : sorted) {
    out << entry->first << '\t' << in_base_36(entry->second.last) << '\t'
        << in_base_36(entry->second.count) << '\t' << entry->second.steps << '\n';
  }
  out.close();
  if (out.fail()) return fail(cannot_write(path));
  ++spilled_;
  words_.clear();
  bytes_ = 0;
  return {};
}

Result<std::vector<std::string>> WordIndex::finish() {
  if (auto spilled = spill(); !spilled) return fail(std::move(spilled).error());
  std::vector<std::ifstream> files;
  std::vector<Line> lines(spilled_);
  std::vector<bool> open(spilled_, false);
  for (std::size_t i = 0; i < spilled_; ++i) {
    files.emplace_back(folder_ + "/.words" + std::to_string(i), std::ios::binary);
    open[i] = read_line(files[i], lines[i]);
  }
  Scripts scripts(folder_, documents_);
  for (;;) {
    // Few files: the least word by looking at each. Equal words in the order of their files, which
    // is that of the documents.
    std::size_t least = spilled_;
    for (std::size_t i = 0; i < spilled_; ++i) {
      if (open[i] && (least == spilled_ || lines[i].word < lines[least].word)) least = i;
    }
    if (least == spilled_) break;
    Line whole = lines[least];
    open[least] = read_line(files[least], lines[least]);
    for (std::size_t i = least + 1; i < spilled_; ++i) {
      if (!open[i] || lines[i].word != whole.word) continue;
      append(whole, lines[i]);
      open[i] = read_line(files[i], lines[i]);
    }
    if (!scripts.add(whole)) return fail(cannot_write(folder_));
  }
  if (!scripts.close()) return fail(cannot_write(folder_));
  for (std::size_t i = 0; i < spilled_; ++i) {
    files[i].close();
    std::filesystem::remove(folder_ + "/.words" + std::to_string(i));
  }
  return scripts.names();
}

}  // namespace tachado::exporting
