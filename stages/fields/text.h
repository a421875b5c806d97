// A document's text in the two orders that fields are read from, and the way back to the page.
//
// prose: page texts one after the other; running heads and feet are blanked from their second
//        occurrence on, so that a sentence goes on over the page break.
// rows:  the first and last pages line by line as they look, cells parted by a tabulator, so that a
//        label stands before its value.
//
// Positions are code points (fold.h). Memory: about five bytes a character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "stages/fields/pattern.h"
#include "stages/fields/watch_index.h"
#include "stages/model/fields.h"
#include "stages/model/page.h"

namespace tachado::fields {

// A run of a view's text that lies unbroken on one page.
struct Piece {
  std::size_t begin = 0;  // in the view
  std::size_t length = 0;
  std::size_t page = 0;    // index, not number
  std::size_t offset = 0;  // code points in the page's text
};

struct View {
  std::string folded;
  std::vector<Piece> pieces;                                      // ascending
  [[nodiscard]] std::size_t page_at(std::size_t position) const;  // index of the page
  [[nodiscard]] Span whole() const { return {0, folded.size()}; }
};

// One visual row of `rows`, in page coordinates.
struct Row {
  Span span;
  std::size_t page = 0;
  double x0 = 0;
  double y0 = 0;
  double y1 = 0;
};

// A line that stands on several pages at the same place in their text.
struct RunningLine {
  Span first;  // in prose
  int pages = 0;
};

class DocumentText {
 public:
  void add(const Page& page);
  // The folded text of the page that was added last; until close().
  [[nodiscard]] const std::string& last_folded() const { return folded_.back(); }
  // Ends reading: finds running lines, joins the pages.
  void close();

  [[nodiscard]] const View& prose() const { return prose_; }
  [[nodiscard]] const View& rows() const { return rows_; }
  [[nodiscard]] const std::vector<Row>& row_list() const { return row_list_; }
  [[nodiscard]] const std::vector<RunningLine>& running_lines() const { return running_; }
  [[nodiscard]] std::size_t pages() const { return pages_.size(); }
  // Where the page of this number begins in the prose; 0 where there is none.
  [[nodiscard]] std::size_t page_begin(int number) const;
  [[nodiscard]] int page_number(std::size_t index) const { return pages_[index].number; }

  // As printed, line feeds as blanks, runs of blanks as one.
  [[nodiscard]] std::string printed(const View& view, Span span) const;
  // One entry for each unbroken piece of page text.
  [[nodiscard]] std::vector<Evidence> evidence(const View& view, Span span) const;
  // Mean confidence of the recognised words in the span; 1 where the text layer gave them.
  [[nodiscard]] double word_confidence(const View& view, Span span) const;
  // Sets `capital` and `recognised` of words that lie in the prose, in order.
  void mark_words(std::vector<WatchWord>& words) const;
  // Whether the letter is printed as a capital.
  [[nodiscard]] bool upper_at(const View& view, std::size_t position) const;
  // Where the span's begin lies in the prose, for comparing places between the views.
  [[nodiscard]] std::size_t in_prose(const View& view, std::size_t position) const;

 private:
  struct PlacedWord {
    std::size_t begin = 0;
    std::size_t end = 0;
    Rect box;
    float confidence = 1;
    bool recognised = false;
  };
  struct PageText {
    int number = 1;
    std::string text;
    std::vector<std::size_t> marks;  // byte offset of every kMarkEvery-th code point
    std::vector<PlacedWord> words;
    std::size_t prose_begin = 0;
    std::size_t length = 0;  // code points
    bool recognised = false;
  };
  static constexpr std::size_t kMarkEvery = 64;

  struct PageSpan {
    std::size_t page = 0;
    Span span;
  };
  [[nodiscard]] std::vector<PageSpan> page_spans(const View& view, Span span) const;
  static void mend_letters(PageText& page, std::string& folded);
  // The byte at which a code point of the page's text begins.
  [[nodiscard]] static std::size_t byte_of(const PageText& page, std::size_t code_point);
  [[nodiscard]] std::string_view slice(const PageText& page, Span span) const;
  void blank_running_lines();

  std::vector<PageText> pages_;
  std::vector<std::string> folded_;  // by page, until close()
  std::vector<View> page_rows_;      // of the first and last pages, until close()
  std::vector<std::vector<Row>> page_row_lists_;
  View prose_;
  View rows_;
  std::vector<Row> row_list_;
  std::vector<RunningLine> running_;
};

}  // namespace tachado::fields
