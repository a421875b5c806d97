// What is to be read: files, folders with all that is in them, and lists of both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "stages/model/problem.h"

namespace tachado::pipeline {

struct Input {
  std::string path;                // bytes, as given plus the walked part
  std::optional<Problem> problem;  // known without opening it: an unreadable folder, a named pipe
};

// Everything that `arguments` name, in their order; a folder's files sorted by the bytes of their
// path, links to files followed, links to folders not but reported (so that no loop is walked).
// `@FILE` is a list of paths, one a line or NUL-separated; `@-` reads the list from standard input.
// A path that comes twice is taken once. What cannot be read is an Input with its problem, never an
// end; only a list that cannot be read is. `skip` (the output folder; may be empty) is left out
// when walked into. `-` is @-. `more`: paths from elsewhere, after those of the arguments. `roots`
// (may be null) is given the folders and files that all of them lie in, links followed; `/` where
// that would be too many.
[[nodiscard]] Result<std::vector<Input>> collect_inputs(const std::vector<std::string>& arguments,
                                                        const std::vector<std::string>& more,
                                                        const std::string& skip,
                                                        std::vector<std::string>* roots = nullptr);

// The paths in a list: NUL-separated where there is a NUL, else one a line.
[[nodiscard]] std::vector<std::string> split_list(const std::string& list);

// What tells one list of inputs from another.
[[nodiscard]] std::string digest_of(const std::vector<Input>& inputs);

// More than the array of any cluster has.
inline constexpr int kMostShards = 100'000;
// One of N parts of the inputs.
struct Shard {
  int number = 1;  // from 1
  int of = 1;
};

// Which of so many parts (from 0) a path falls to.
[[nodiscard]] int hashed_part(const std::string& path, int of);
// Keeps the inputs of one part. Told by a hash of the path, so that each falls to the same part
// whatever else there is.
void keep_shard(std::vector<Input>& inputs, const Shard& shard);

}  // namespace tachado::pipeline
