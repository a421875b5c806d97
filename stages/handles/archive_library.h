// libarchive, loaded with the first archive. For .cc files only; see shared_library.h.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>

#include "stages/handles/shared_library.h"

namespace tachado::handles {

// Its functions under their own names, without `archive_`.
struct ArchiveLibrary {
  decltype(&::archive_read_new) read_new;
  decltype(&::archive_read_free) read_free;
  decltype(&::archive_read_support_format_zip) read_support_format_zip;
  decltype(&::archive_read_support_format_tar) read_support_format_tar;
  decltype(&::archive_read_support_format_7zip) read_support_format_7zip;
  decltype(&::archive_read_support_format_rar) read_support_format_rar;
  decltype(&::archive_read_support_format_rar5) read_support_format_rar5;
  decltype(&::archive_read_support_filter_gzip) read_support_filter_gzip;
  decltype(&::archive_read_support_filter_bzip2) read_support_filter_bzip2;
  decltype(&::archive_read_support_filter_xz) read_support_filter_xz;
  decltype(&::archive_read_support_filter_zstd) read_support_filter_zstd;
  decltype(&::archive_read_add_passphrase) read_add_passphrase;
  decltype(&::archive_read_open_filename) read_open_filename;
  decltype(&::archive_read_next_header) read_next_header;
  decltype(&::archive_read_data) read_data;
  decltype(&::archive_error_string) error_string;
  decltype(&::archive_entry_pathname) entry_pathname;
  decltype(&::archive_entry_pathname_utf8) entry_pathname_utf8;
  decltype(&::archive_entry_hardlink) entry_hardlink;
  decltype(&::archive_entry_filetype) entry_filetype;
  decltype(&::archive_entry_size) entry_size;
  decltype(&::archive_entry_size_is_set) entry_size_is_set;
  std::string failure;  // empty where all of them are there

  // Loaded once.
  static const ArchiveLibrary& loaded() {
    static const ArchiveLibrary instance = load();
    return instance;
  }

 private:
  static ArchiveLibrary load() {
    SharedLibrary library("libarchive.so.13");
    ArchiveLibrary f{};
    library.look_up("archive_read_new", f.read_new);
    library.look_up("archive_read_free", f.read_free);
    library.look_up("archive_read_support_format_zip", f.read_support_format_zip);
    library.look_up("archive_read_support_format_tar", f.read_support_format_tar);
    library.look_up("archive_read_support_format_7zip", f.read_support_format_7zip);
    library.look_up("archive_read_support_format_rar", f.read_support_format_rar);
    library.look_up("archive_read_support_format_rar5", f.read_support_format_rar5);
    library.look_up("archive_read_support_filter_gzip", f.read_support_filter_gzip);
    library.look_up("archive_read_support_filter_bzip2", f.read_support_filter_bzip2);
    library.look_up("archive_read_support_filter_xz", f.read_support_filter_xz);
    library.look_up("archive_read_support_filter_zstd", f.read_support_filter_zstd);
    library.look_up("archive_read_add_passphrase", f.read_add_passphrase);
    library.look_up("archive_read_open_filename", f.read_open_filename);
    library.look_up("archive_read_next_header", f.read_next_header);
    library.look_up("archive_read_data", f.read_data);
    library.look_up("archive_error_string", f.error_string);
    library.look_up("archive_entry_pathname", f.entry_pathname);
    library.look_up("archive_entry_pathname_utf8", f.entry_pathname_utf8);
    library.look_up("archive_entry_hardlink", f.entry_hardlink);
    library.look_up("archive_entry_filetype", f.entry_filetype);
    library.look_up("archive_entry_size", f.entry_size);
    library.look_up("archive_entry_size_is_set", f.entry_size_is_set);
    f.failure = library.failure();
    return f;
  }
};

}  // namespace tachado::handles
