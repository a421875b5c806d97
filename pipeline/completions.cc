#include "pipeline/completions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace tachado::pipeline {
namespace {

std::vector<std::string> option_words(const CommandEntry& command) {
  std::vector<std::string> words;
  for (const OptionEntry& option : command.options) {
    words.insert(words.end(), option.names.begin(), option.names.end());
  }
  return words;
}

// Between apostrophes, where `more` needs a backslash too.
std::string quoted(std::string_view text, std::string_view more = "") {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (more.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

// ---- bash ----

std::string bash_script(const std::vector<CommandEntry>& commands) {
  std::vector<std::string> first = option_words(commands.front());
  std::string values;
  std::string options;
  for (const CommandEntry& command : commands) {
    if (command.name.empty()) continue;
    first.push_back(command.name);
    options += fmt::format("        {}) words='{}' ;;\n", command.name,
                           fmt::join(option_words(command), " "));
    for (const OptionEntry& option : command.options) {
      for (const std::string& name : option.names) {
        if (option.choices.empty()) continue;
        values += fmt::format("    '{} {}') words='{}' ;;\n", command.name, name,
                              fmt::join(option.choices, " "));
      }
    }
  }
  return fmt::format(
      "# bash completion of tachado; made by tachado completion bash\n"
      "_tachado() {{\n"
      "  local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} words=\n"
      "  COMPREPLY=()\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    words='{}'\n"
      "  else\n"
      "    case \"${{COMP_WORDS[1]}} $prev\" in\n{}    esac\n"
      "    if [ -z \"$words\" ] && [ \"${{cur#-}}\" != \"$cur\" ]; then\n"
      "      case ${{COMP_WORDS[1]}} in\n{}      esac\n"
      "    fi\n"
      "  fi\n"
      "  # No words: readline's own names of files.\n"
      "  [ -z \"$words\" ] || COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
      "}}\n"
      "complete -o default -F _tachado tachado\n",
      fmt::join(first, " "), values, options);
}

// ---- zsh ----

std::string zsh_option(const OptionEntry& option) {
  std::string names = option.names.front();
  if (option.names.size() > 1) {
    names =
        fmt::format("({0})'{{{1}}}'", fmt::join(option.names, " "), fmt::join(option.names, ","));
  }
  std::string value;
  if (option.takes_value) {
    value = option.choices.empty() ? ":value:_files"
                                   : fmt::format(":value:({})", fmt::join(option.choices, " "));
  }
  return fmt::format(" '{}[{}]{}'", names, quoted(option.description, "[]:"), value);
}

std::string zsh_script(const std::vector<CommandEntry>& commands) {
  std::string names;
  std::string cases;
  for (const CommandEntry& command : commands) {
    if (command.name.empty()) continue;
    names += fmt::format("    '{}:{}'\n", command.name, quoted(command.description, ":"));
    cases += fmt::format("    {}) _arguments", command.name);
    for (const OptionEntry& option : command.options) cases += " \\\n     " + zsh_option(option);
    cases += " \\\n      '*:file:_files' ;;\n";
  }
  return fmt::format(
      "#compdef tachado\n# zsh completion of tachado; made by tachado completion zsh\n"
      "_tachado() {{\n  local -a commands\n  commands=(\n{}  )\n"
      "  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
      "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n"
      "  case $command in\n{}  esac\n}}\n"
      "compdef _tachado tachado\n",
      names, cases);
}

// ---- fish ----

std::string fish_script(const std::vector<CommandEntry>& commands) {
  std::string script = "# fish completion of tachado; made by tachado completion fish\n";
  for (const CommandEntry& command : commands) {
    std::string where = "__fish_use_subcommand";
    if (!command.name.empty()) {
      script += fmt::format("complete -c tachado -n __fish_use_subcommand -f -a {} -d '{}'\n",
                            command.name, quoted(command.description, "\\"));
      where = fmt::format("'__fish_seen_subcommand_from {}'", command.name);
    }
    for (const OptionEntry& option : command.options) {
      script += fmt::format("complete -c tachado -n {}", where);
      for (const std::string& name : option.names) {
        script += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (!option.choices.empty()) {
        script += fmt::format(" -x -a '{}'", fmt::join(option.choices, " "));
      } else if (option.takes_value) {
        script += " -r";
      }
      script += fmt::format(" -d '{}'\n", quoted(option.description, "\\"));
    }
  }
  return script;
}

}  // namespace

std::optional<Shell> shell_from(std::string_view name) {
  if (name == "bash") return Shell::bash;
  if (name == "zsh") return Shell::zsh;
  if (name == "fish") return Shell::fish;
  return std::nullopt;
}

std::string completion_script(Shell shell, const std::vector<CommandEntry>& commands) {
  switch (shell) {
    case Shell::bash:
      return bash_script(commands);
    case Shell::zsh:
      return zsh_script(commands);
    case Shell::fish:
      return fish_script(commands);
  }
  return "";
}

}  // namespace tachado::pipeline
