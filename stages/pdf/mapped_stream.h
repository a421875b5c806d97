// A small file as one piece of memory. Poppler's own file stream reads 256 bytes at a time: a
// system call for each, a tenth of the time that a text page takes.
#pragma once

#include <Object.h>
#include <Stream.h>

#include <memory>
#include <string>

namespace tachado::pdf {

// Files above this are read in pieces: what is mapped counts as resident memory once it was
// touched, and a long scan would grow with its pages.
constexpr Goffset kMaxMappedBytes = Goffset{32} << 20;

// The whole file, read if it is very small, else mapped, until the stream is destroyed; for PDFDoc,
// which takes it over. Null where the file is larger than the limit, empty, or can be neither: it
// is to be read by its path then. A mapped file that shrinks while it is read ends the process with
// SIGBUS, as it may any worker.
[[nodiscard]] std::unique_ptr<BaseStream> map_file(const std::string& path);

}  // namespace tachado::pdf
