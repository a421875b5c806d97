// SHA-256, by libcrypto.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace tachado::pipeline {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void add(std::string_view bytes);
  // Lower-case hexadecimal; the object is used up.
  [[nodiscard]] std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace tachado::pipeline
