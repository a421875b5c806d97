#include "pipeline/command_line.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "pipeline/command_checks.h"
#include "pipeline/command_options.h"
#include "pipeline/completions.h"
#include "pipeline/engines_version.h"
#include "pipeline/help.h"
#include "pipeline/messages.h"
#include "pipeline/similar.h"
#include "stages/export/document_json.h"

namespace tachado::pipeline {
namespace {

Answered usage_error(const std::string& subject, const std::string& what) {
  return {ExitCode::usage, "", message_line("error", subject, what)};
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// The values that an option takes: CLI11 names them within braces in the type that help shows.
std::vector<std::string> choices_of(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t begin = type.find('{');
  const std::size_t end = type.rfind('}');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return {};
  return CLI::detail::split(type.substr(begin + 1, end - begin - 1), ',');
}

CommandEntry entry_of(const CLI::App& command, const std::string& name) {
  CommandEntry entry{name, command.get_description(), {}};
  for (const CLI::Option* option : command.get_options()) {
    OptionEntry known;
    for (const std::string& letter : option->get_snames()) known.names.push_back("-" + letter);
    for (const std::string& word : option->get_lnames()) known.names.push_back("--" + word);
    if (known.names.empty()) continue;
    known.description = option->get_description();
    known.takes_value = option->get_items_expected_max() > 0;
    known.choices = choices_of(*option);
    entry.options.push_back(std::move(known));
  }
  return entry;
}

std::string completions_of(const CLI::App& app, const std::string& shell) {
  std::vector<CommandEntry> commands{entry_of(app, "")};
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(entry_of(*command, command->get_name()));
  }
  return completion_script(shell_from(shell).value_or(Shell::bash), commands);
}

Answered unknown_command(const std::vector<std::string>& names, const std::string& typed) {
  const auto meant = most_similar(typed, names);
  return usage_error(
      typed, meant ? fmt::format("no such command; did you mean {}?", *meant)
                   : fmt::format("no such command; the commands are {}", fmt::join(names, ", ")));
}

Answered unknown_option(const CLI::App& command, const std::string& typed) {
  const std::string name = typed.substr(0, typed.find('='));
  const auto meant = most_similar(name, option_names(command));
  return usage_error(
      name, meant ? fmt::format("no such option; did you mean {}?", *meant)
                  : fmt::format("no such option; see tachado {} --help", command.get_name()));
}

// CLI11 says "--ocr: x not in {auto,never}" and the like: our form with what to do.
Answered wrong_value(const CLI::App& command, const std::string& said) {
  const std::size_t colon = said.find(": ");
  const bool names_option = colon != std::string::npos && said.starts_with('-');
  return usage_error(names_option ? said.substr(0, colon) : "",
                     fmt::format("{}; see tachado {} --help",
                                 names_option ? said.substr(colon + 2) : said, command.get_name()));
}

const CLI::App* chosen_command(const CLI::App& app) {
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  return chosen.empty() ? &app : chosen.front();
}

std::string version_text() {
  return fmt::format("tachado {}\n{}\nlanguages: {}\nLicence: GPL-3.0-or-later\n",
                     exporting::kVersion, engines_version(true),
                     fmt::join(ocr::installed_languages(), ", "));
}

// For run.json: a password is not for others to read.
std::vector<std::string> masked(const std::vector<std::string>& arguments) {
  std::vector<std::string> shown{"tachado"};
  bool secret = false;
  for (const std::string& argument : arguments) {
    const bool joined = argument.starts_with("--password=");
    shown.push_back(secret ? "***" : joined ? "--password=***" : argument);
    secret = argument == "--password";
  }
  return shown;
}

Command command_of(Typed& typed, const CLI::App& chosen,
                   const std::vector<std::string>& arguments) {
  if (auto refusal = complete(typed, chosen.get_name())) {
    return usage_error(refusal->subject, refusal->what);
  }
  if (chosen.get_name() == "run") {
    typed.run.settings = std::move(typed.settings);
    typed.run.command = masked(arguments);
    return std::move(typed.run);
  }
  if (chosen.get_name() == "status") return std::move(typed.status);
  if (chosen.get_name() == "merge") {
    typed.merge.command = masked(arguments);
    return std::move(typed.merge);
  }
  if (chosen.get_name() == "plan") {
    typed.plan.settings = std::move(typed.settings);
    return std::move(typed.plan);
  }
  if (chosen.get_name() == "export") {
    typed.exported.settings = std::move(typed.settings);
    return std::move(typed.exported);
  }
  if (chosen.get_name() == "search") return std::move(typed.search);
  if (chosen.get_name() == "compare") {
    typed.compared.settings = std::move(typed.settings);
    return std::move(typed.compared);
  }
  if (chosen.get_name() == "report") {
    typed.report.report.language =
        typed.report_language == "en" ? exporting::Language::english : exporting::Language::spanish;
    typed.report.settings = std::move(typed.settings);
    return std::move(typed.report);
  }
  constexpr std::array<std::pair<std::string_view, Stage>, 5> kStages{
      {{"extract", Stage::extract},
       {"regions", Stage::regions},
       {"ocr", Stage::ocr},
       {"redactions", Stage::redactions},
       {"fields", Stage::fields}}};
  for (const auto& [name, stage] : kStages) {
    if (chosen.get_name() == name) typed.tool.stage = stage;
  }
  typed.tool.settings = std::move(typed.settings);
  return std::move(typed.tool);
}

}  // namespace

Command parse_command_line(const std::vector<std::string>& arguments) {
  CLI::App app(std::string(kDescription), "tachado");
  app.footer(std::string(kOverview));
  app.get_formatter()->column_width(kHelpColumn);
  app.set_help_flag("-h,--help", "This help");
  bool version = false;
  app.add_flag("--version", version, "The version, and those of the engines");
  app.require_subcommand(0, 1);
  Typed typed;
  add_commands(app, typed);

  if (arguments.empty()) return Answered{ExitCode::usage, "", app.help()};
  const std::string& first = arguments.front();
  const std::vector<std::string> names = command_names(app);
  const bool known = std::find(names.begin(), names.end(), first) != names.end();
  if (!first.starts_with('-') && !known) return unknown_command(names, first);
  // CLI11 takes them from the back.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    return Answered{ExitCode::ok, app.help(), ""};
  } catch (const CLI::ExtrasError&) {
    const CLI::App* command = chosen_command(app);
    const std::vector<std::string> extras = command->remaining();
    return unknown_option(*command, extras.empty() ? "" : extras.front());
  } catch (const CLI::ParseError& error) {
    return wrong_value(*chosen_command(app), error.what());
  }
  if (version) return Answered{ExitCode::ok, version_text(), ""};
  const CLI::App* chosen = chosen_command(app);
  if (chosen == &app) return Answered{ExitCode::usage, "", app.help()};
  if (chosen->get_name() == "completion") {
    return Answered{ExitCode::ok, completions_of(app, typed.shell), ""};
  }
  return command_of(typed, *chosen, arguments);
}

}  // namespace tachado::pipeline
