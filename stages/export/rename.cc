#include "stages/export/rename.h"

#include "stages/export/json_writer.h"
#include "stages/export/record_json.h"

namespace tachado::exporting {

// Between path and manifest stand values of ours only; quotes within a text are escaped, so that
// neither mark is ever part of one.
std::string renamed_line(std::string_view line, const SourceInfo& to) {
  constexpr std::string_view kBegin = R"("source":{)";
  constexpr std::string_view kAfterPath = R"(,"sha256":)";
  constexpr std::string_view kManifest = R"(,"manifest":{)";
  const std::size_t after_path = line.find(kAfterPath);
  const std::size_t manifest = line.find(kManifest);
  const std::size_t end = line.rfind("}}");
  if (!line.starts_with(kBegin) || after_path == std::string_view::npos ||
      manifest == std::string_view::npos || end == std::string_view::npos) {
    return std::string(line);
  }
  std::string path;
  JsonWriter path_writer(path, Precision::published);
  path_writer.begin_object();
  write_path(path_writer, to);
  std::string manifest_text;
  JsonWriter manifest_writer(manifest_text, Precision::published);
  write_manifest(manifest_writer, to);
  std::string renamed(kBegin);
  renamed += std::string_view(path).substr(1);  // the brace stands in kBegin
  renamed += line.substr(after_path, manifest - after_path);
  renamed += ',';
  renamed += manifest_text;
  renamed += line.substr(end + 1);
  return renamed;
}

}  // namespace tachado::exporting
