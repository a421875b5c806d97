// What a sealed worker must not be able to do, each as an attempt that fails in the named way.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace tachado::testing {

struct ForbiddenCall {
  std::string name;
  std::function<bool()> attempt;  // true: it worked; else errno says why not
  int refusal = 0;                // the errno of its refusal
};

// `file` is there, in `folder`, where more is tried to be made. The first does no harm where it
// works; the others are for sealed processes only.
std::vector<ForbiddenCall> forbidden_calls(const std::string& folder, const std::string& file);

// The names of those that were not refused as they should be, tried in this process.
std::vector<std::string> not_refused(const std::vector<ForbiddenCall>& calls);

}  // namespace tachado::testing
