// What belongs to a document as a whole. Pages flow beside it, one at a time (page.h): nothing
// holds them all.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "stages/model/fields.h"
#include "stages/model/page.h"
#include "stages/model/problem.h"

namespace tachado {

struct Signature {
  std::optional<std::string> signer;
  std::optional<std::string> time;  // ISO 8601
  bool covers_whole_file = false;
};

struct Attachment {
  std::optional<std::string> name;  // none where the name is itself a leak
  std::optional<std::int64_t> bytes;
};

struct Metadata {
  std::optional<std::string> title;
  std::optional<std::string> author;
  std::optional<std::string> producer;
  std::optional<std::string> created;  // ISO 8601
  std::optional<std::string> modified;
  int pages = 0;
  bool encrypted = false;
  int revisions = 1;
  std::vector<Signature> signatures;
  std::vector<Attachment> attachments;
  std::vector<Problem> problems;  // damage met while opening that could be survived
};

struct SourceInfo {
  std::string path;                       // as given plus the walked part, UTF-8
  std::optional<std::string> path_bytes;  // percent-escaped where the name is no UTF-8
  std::string sha256;  // lower-case hexadecimal; empty where the file could not be read
  std::int64_t bytes = 0;
  std::string media_type;
  std::map<std::string, std::string> manifest;
};

struct Ground {
  std::optional<std::string> law;
  std::optional<std::string> article;
  std::optional<std::string> fraction;
  std::optional<std::string> paragraph;
  std::optional<std::string> classification;  // reserved, confidential; "class" in the JSON
  std::optional<std::string> date;
  std::optional<std::string> period;
  std::optional<std::string> until;
  std::optional<std::string> classified_by;
  std::optional<std::string> reference;
  std::optional<std::string> removed;
  std::optional<std::string> note;  // where the citation does not fit the class that is stated
  std::vector<Evidence> evidence;
};

// Over the whole document. Counts are none unless every page was examined.
struct DocumentRedactions {
  std::optional<int> count;
  std::vector<int> pages;
  std::optional<double> area_share;
  std::optional<double> content_share;
  std::optional<std::int64_t> characters_estimated;
  std::optional<std::string> level;  // none, light, moderate, heavy
  std::optional<int> failed;
  std::optional<int> unverified;
  std::map<std::string, int> kinds;
  std::vector<std::string> hidden_fields;  // summary.redacted_fields
  std::vector<Ground> grounds;
  std::vector<std::string> checks;  // made on the document as a whole: revisions, bookmarks, …
  std::vector<Finding> leaks;
};

enum class Status { ok, partial, failed };
std::string_view to_string(Status status);

struct DocumentInfo {
  std::string options_hash;
  SourceInfo source;
  Status status = Status::ok;
  std::vector<Problem> problems;  // the one that decided status first
  Metadata metadata;
  int pages_examined = 0;
  FieldsResult fields;
  DocumentRedactions redactions;
};

}  // namespace tachado
