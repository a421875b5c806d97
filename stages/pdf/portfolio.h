// The documents of a portfolio: a PDF whose attached files are what it is about (ISO
// 32000-1, 12.3.5), as mail programs and tender platforms make them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "stages/pdf/pdf.h"

namespace tachado::pdf {

// Not thread-safe.
class Portfolio {
 public:
  // Fails like pdf::open, and with unsupported where the file is an ordinary PDF. `most`: files of
  // it that are known, the first ones.
  [[nodiscard]] static Result<Portfolio> open(const std::string& path,
                                              const std::vector<std::string>& passwords, int most);
  Portfolio(Portfolio&&) noexcept;
  Portfolio& operator=(Portfolio&&) noexcept;
  ~Portfolio();

  // The files' names, each once, in their order. Two of one name are told apart by a number.
  [[nodiscard]] const std::vector<std::string>& files() const;
  // Hands out the bytes of one, piece by piece; false from `take` ends it. Fails with damaged where
  // there is none of that name or it cannot be decoded.
  [[nodiscard]] Result<void> read(const std::string& name,
                                  const std::function<bool(std::string_view)>& take) const;

 private:
  struct State;
  explicit Portfolio(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tachado::pdf
