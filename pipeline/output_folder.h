// OUT: documents under their names, the tables over all of them, and .tachado/ for state. A file
// under its final name is whole.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "pipeline/files.h"
#include "pipeline/inputs.h"
#include "pipeline/last_folder.h"
#include "pipeline/new_file.h"
#include "pipeline/state.h"
#include "stages/model/document.h"

namespace tachado::pipeline {

class OutputFolder {
 public:
  // Makes what is missing and locks it; leftovers of a killed run are removed. Fails with io (not
  // writable, disk full) or with limit where another run holds the lock, and says what the user of
  // -o can do.
  [[nodiscard]] static Result<OutputFolder> open(const std::string& path, unsigned file_mode);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] State& state() { return *state_; }

  // A file to write a document to, and its place under the final name, where it replaces what
  // stands there. `fresh`: most likely nothing does. Any number at a time.
  [[nodiscard]] Result<NewFile> new_file();
  [[nodiscard]] Result<void> publish(NewFile file, const std::string& name, bool fresh);
  // The document `name`, written again for the path and manifest of `to`.
  [[nodiscard]] Result<NewFile> copy_document(const std::string& name, const SourceInfo& to);
  // The document at `file`: the same on disk where both lie on one file system (documents are
  // replaced, never changed), else a copy.
  [[nodiscard]] Result<NewFile> adopt_document(const std::string& file);
  // The file for the finished pages of the document at `path` (kept_pages.h), to read and append;
  // none where there is none and none is to be made. It outlives the run until it is dropped.
  [[nodiscard]] Result<Fd> kept_pages(const std::string& path, bool make);
  void drop_kept_pages(const std::string& path);
  void drop_all_kept_pages();
  // What was published so far outlives a power cut; only then does the state say that it is done.
  [[nodiscard]] Result<void> make_durable();
  [[nodiscard]] bool holds(const std::string& name);

  // For those who write the tables (batch_tables.h): the mode of files; where one of them is until
  // it is whole; and what holds the digest of the inputs that they are of, gone while something
  // changes.
  [[nodiscard]] unsigned file_mode() const { return file_mode_; }
  [[nodiscard]] std::string temporary_table(std::string_view name) const;
  [[nodiscard]] std::string tables_mark() const;
  // Whether a run into `folder` came to its end and the tables show it. `inputs`: and was of these.
  [[nodiscard]] static bool was_completed(const std::string& folder,
                                          const std::vector<Input>* inputs);
  // Whether the tables are those of `inputs` and nothing was changed since they were written.
  [[nodiscard]] bool tables_stand(const std::vector<Input>& inputs) const;
  // Before the first change: from now on they do not.
  void begin_changes() const;
  [[nodiscard]] Result<void> write_run_file(std::string_view json) const;

 private:
  OutputFolder(std::string path, unsigned file_mode, Fd lock, State state);
  [[nodiscard]] static Result<OutputFolder> try_open(const std::string& path, unsigned file_mode);
  [[nodiscard]] std::string pages_folder() const { return path_ + "/.tachado/pages"; }
  [[nodiscard]] std::string next_temporary();
  // Where the document `target` is to stand, its folder made.
  [[nodiscard]] Result<LastFolder::Place> place_of(const std::string& target);
  // How a file that was made without a name gets one.
  enum class Naming { not_known, by_descriptor, by_path, unsupported };
  void choose_naming();
  [[nodiscard]] Fd make_unnamed() const;
  [[nodiscard]] bool give_name(const Fd& file, const LastFolder::Place& place) const;

  std::string path_;
  unsigned file_mode_;
  Fd lock_;
  Fd documents_;  // their folder
  std::unique_ptr<State> state_;
  std::string made_folder_;  // the last one made by publish
  LastFolder published_to_;  // the same, open
  LastFolder looked_into_;
  Naming naming_ = Naming::not_known;
  std::uint64_t temporaries_ = 0;               // names that were given to files in writing
  bool published_ = false;                      // something since it was made durable
  std::unordered_set<std::string> kept_pages_;  // names of files with finished pages
};

}  // namespace tachado::pipeline
