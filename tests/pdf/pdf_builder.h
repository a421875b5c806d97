// Small PDFs for tests, written by hand: the objects and content streams stand in the tests, the
// offsets are counted here.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tachado::test {

class PdfBuilder {
 public:
  // 1 is the catalog and 2 the page tree: they are made from the pages and `catalog_entries`.
  int add(const std::string& body) {
    objects_.push_back(body);
    return static_cast<int>(objects_.size()) + 2;
  }

  int add_stream(const std::string& dict, const std::string& data) {
    return add("<< " + dict + " /Length " + std::to_string(data.size()) + " >>\nstream\n" + data +
               "\nendstream");
  }

  static std::string ref(int object) { return std::to_string(object) + " 0 R"; }

  // /F1 of the pages to come: one of the fourteen that every reader has.
  void font(const std::string& name) { font_ = name; }

  // A page of 200 by 300 points unless `entries` say otherwise.
  int add_page(const std::string& content, const std::string& entries = "/MediaBox [0 0 200 300]",
               const std::string& resources = "") {
    const int stream = add_stream("", content);
    const int font = add("<< /Type /Font /Subtype /Type1 /BaseFont /" + font_ +
                         " /Encoding /WinAnsiEncoding >>");
    const int page =
        add("<< /Type /Page /Parent 2 0 R " + entries + " /Contents " + ref(stream) +
            " /Resources << /Font << /F1 " + ref(font) + " >> " + resources + " >> >>");
    pages_.push_back(page);
    return page;
  }

  void catalog(const std::string& entries) { catalog_ += " " + entries; }
  void trailer(const std::string& entries) { trailer_ += " " + entries; }

  // The whole file, in one revision.
  [[nodiscard]] std::string build() const {
    std::string kids;
    for (const int page : pages_) kids += ref(page) + " ";
    std::vector<std::string> all{
        "<< /Type /Catalog /Pages 2 0 R" + catalog_ + " >>",
        "<< /Type /Pages /Count " + std::to_string(pages_.size()) + " /Kids [" + kids + "] >>"};
    all.insert(all.end(), objects_.begin(), objects_.end());
    std::string file = "%PDF-1.7\n";
    std::vector<std::pair<int, std::size_t>> offsets;
    for (std::size_t i = 0; i < all.size(); ++i) {
      offsets.emplace_back(static_cast<int>(i) + 1, file.size());
      file += std::to_string(i + 1) + " 0 obj\n" + all[i] + "\nendobj\n";
    }
    return finish(std::move(file), offsets, static_cast<int>(all.size()) + 1, "");
  }

  // `file` with one object replaced in an appended revision.
  [[nodiscard]] std::string revise(std::string file, int object, const std::string& body) const {
    const std::size_t mark = file.rfind("startxref\n") + 10;
    const std::string before = file.substr(mark, file.find('\n', mark) - mark);
    const std::vector<std::pair<int, std::size_t>> offsets{{object, file.size()}};
    file += std::to_string(object) + " 0 obj\n" + body + "\nendobj\n";
    return finish(std::move(file), offsets, static_cast<int>(objects_.size()) + 3,
                  "/Prev " + before);
  }

 private:
  [[nodiscard]] std::string finish(std::string file,
                                   const std::vector<std::pair<int, std::size_t>>& offsets,
                                   int size, const std::string& extra) const {
    const std::size_t start = file.size();
    file += "xref\n";
    for (const auto& [object, offset] : offsets) {
      const std::string digits = std::to_string(offset);
      file += std::to_string(object) + " 1\n" + std::string(10 - digits.size(), '0') + digits +
              " 00000 n \n";
    }
    file += "trailer\n<< /Size " + std::to_string(size) + " /Root 1 0 R" + trailer_ + " " + extra +
            " >>\nstartxref\n" + std::to_string(start) + "\n%%EOF\n";
    return file;
  }

  std::string font_ = "Helvetica";
  std::vector<std::string> objects_;
  std::vector<int> pages_;
  std::string catalog_;
  std::string trailer_;
};

}  // namespace tachado::test
