// Libraries that are loaded when they are first needed, since most runs never do: each that is
// linked brings others, and together they cost more to start with than a short document to read.
// For .cc files only; link with ${CMAKE_DL_LIBS}.
#pragma once

#include <dlfcn.h>

#include <string>

namespace tachado::handles {

// Stays loaded for the life of the process. Not thread-safe.
class SharedLibrary {
 public:
  // `name` with the interface's version: a newer one is another name, and other headers.
  explicit SharedLibrary(const char* name)
      : name_(name), library_(::dlopen(name, RTLD_LAZY | RTLD_LOCAL)) {
    if (library_ != nullptr) return;
    const char* reason = ::dlerror();
    failure_ = reason != nullptr ? reason : name_ + " cannot be loaded";
  }

  // The function takes its type from the library's own header: look_up("f", f) with
  // `decltype(&::f) f`. Null, and a failure, where there is none of that name.
  template <typename Function>
  void look_up(const char* name, Function& function) {
    function = optional<Function>(name);
    if (function == nullptr && failure_.empty()) failure_ = name_ + " has no " + name;
  }
  // POSIX lets a function's address come as a data pointer.
  template <typename Function>
  [[nodiscard]] Function optional(const char* name) const {
    return library_ != nullptr ? reinterpret_cast<Function>(::dlsym(library_, name)) : nullptr;
  }
  // Empty where all that was asked for is there.
  [[nodiscard]] const std::string& failure() const { return failure_; }

 private:
  std::string name_;
  void* library_;
  std::string failure_;
};

}  // namespace tachado::handles
