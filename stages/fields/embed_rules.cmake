# Writes OUTPUT: the rule files of FILES as raw string literals.
set(text "#include \"stages/fields/rules.h\"\n\nnamespace tachado::fields {\n\nconst std::vector<BuiltInFile>& built_in_files() {\n  static const std::vector<BuiltInFile> files{\n")
foreach(path IN LISTS FILES)
  get_filename_component(name "${path}" NAME)
  file(READ "${path}" content)
  string(APPEND text "      {\"${name}\", R\"rules(${content})rules\"},\n")
endforeach()
string(APPEND text "  };\n  return files;\n}\n\n}  // namespace tachado::fields\n")
file(WRITE "${OUTPUT}" "${text}")
