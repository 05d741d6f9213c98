#include "cli/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "cli/suggest.h"
#include "s3rare/version.h"

namespace s3rare::cli {
namespace {

constexpr std::string_view kAbout =
    "Finds unauthenticated access to S3 buckets by sources that were not seen in the 7 days\n"
    "before, in exported CloudTrail logs. Alerts go to standard output as NDJSON, one Elastic\n"
    "Common Schema document a line; text for people goes to standard error.";

constexpr std::string_view kExitCodes =
    "Exit codes:\n"
    "  0    done, with or without alerts\n"
    "  1    done, but some input could not be read whole, or none of it was CloudTrail\n"
    "  2    wrong usage, or nothing could be done or written\n"
    "  130  interrupted (143: terminated); nothing was written";

constexpr std::string_view kDetectExamples =
    "Examples:\n"
    "  s3rare detect AWSLogs/                          every log below a folder\n"
    "  s3rare detect AWSLogs/ | jq -r .source.address  only the new sources\n"
    "  s3rare detect --since 2024-05-01 AWSLogs/       alerts from that day on; the 7 days\n"
    "                                                  before it are read as history\n"
    "  s3rare detect --since 24h -o alerts.ndjson AWSLogs/\n"
    "  aws s3 cp s3://bucket/key.json.gz - | s3rare detect\n"
    "  s3rare detect --term source,host --window 5d AWSLogs/   as Elastic's version 6";

constexpr std::string_view kMatchExamples =
    "Examples:\n"
    "  s3rare match AWSLogs/ > matches.ndjson     every match, as it was logged\n"
    "  s3rare detect matches.ndjson               gives the alerts of the whole logs\n"
    "  s3rare match AWSLogs/ | jq -r .userAgent | sort | uniq -c";

Error usage(std::string what) { return {ErrorKind::usage, {}, std::nullopt, std::move(what)}; }

constexpr const char* kTimeGroup = "Time: RFC 3339, a date (00:00 UTC), or an age such as 24h";

// Help is laid out in two columns that fit a terminal of 100 characters.
constexpr std::size_t kNameColumn = 28;
constexpr std::size_t kTextColumn = 70;

std::string wrap(std::string_view text) {
  std::string wrapped;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (column > 0 && column + 1 + end > kTextColumn) {
      wrapped += '\n';
      column = 0;
    } else if (column > 0) {
      wrapped += ' ';
      ++column;
    }
    wrapped += text.substr(0, end);
    column += end;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return wrapped;
}

// Adds options to one subcommand.
class Adder {
 public:
  explicit Adder(CLI::App& command) : command_(command) {}

  void option(const char* group, const char* names, std::optional<std::string>& text,
              const char* type, std::string_view about) {
    command_.add_option(names, text, wrap(about))->type_name(type)->group(group);
  }

  void flag(const char* group, const char* names, bool& given, std::string_view about) {
    command_.add_flag(names, given, wrap(about))->group(group);
  }

  void paths(std::vector<std::string>& paths) {
    command_
        .add_option("PATH", paths,
                    wrap("Log files, folders (walked), or - for standard input, which is also "
                         "read when no PATH is given and it is not a terminal. JSON as "
                         "CloudTrail, Firehose, EventBridge, CloudWatch Logs and lookup-events "
                         "write it; plain, gzip or zstd"))
        ->type_name("");
  }

 private:
  CLI::App& command_;
};

void add_principal(Adder& add, CommandLine& words) {
  add.option("Rule", "--principal", words.principal, "WHICH",
             "Spellings of the anonymous principal: both (anonymous and the older "
             "ANONYMOUS_PRINCIPAL) or anonymous [both]");
}

void add_output(Adder& add, CommandLine& words) {
  add.option("Output", "-o,--output", words.output, "FILE",
             "Write to this file, whole or not at all; it must not exist [standard output]");
  add.flag("Output", "--append", words.append,
           "Add to the file of -o instead; a torn last line is cut first");
  add.option("Output", "--summary-json", words.summary_json, "FILE",
             "Write the closing summary as JSON too; an older file is replaced");
  add.flag("Output", "-q,--quiet", words.quiet, "Only warnings and errors on standard error");
  add.option("Output", "--progress", words.progress, "WHEN",
             "Progress line on standard error: auto (on a terminal), always, never [auto]");
  add.option("Output", "--color", words.color, "WHEN",
             "Colors on standard error: auto (on a terminal, unless NO_COLOR is set), always, "
             "never [auto]");
}

void add_threads(Adder& add, CommandLine& words) {
  add.option("Run", "--threads", words.threads, "N", "Files read at once [number of cores]");
}

void add_detect_options(CLI::App& command, CommandLine& words) {
  Adder add(command);
  add.paths(words.paths);
  add.option("Rule", "--term", words.term, "FIELDS",
             "Fields whose value must be new, one or several joined by commas: source "
             "(source.address), host (tls.client.server_name), bucket (aws.s3.bucket.name), "
             "action (event.action) [source]");
  add.option(
      "Rule", "--window", words.window, "LENGTH",
      "History window: a value seen within it is not new. A number and s, m, h, d or w [7d]");
  add_principal(add, words);
  add.option("Rule", "--max-alerts", words.max_alerts, "N",
             "Keep the first N alerts of each 5 minutes of event time; the rule's own limit is 100 "
             "[0: no limit]");
  add.option(kTimeGroup, "--since,--from", words.since, "TIME",
             "Alert only on matches at or after this time; those of the window before it are "
             "history");
  add.option(kTimeGroup, "--until,--to", words.until, "TIME",
             "Matches at or after this time do not exist");
  add_output(add, words);
  add.flag("Output", "--original", words.original, "Add the record as read, as event.original");
  add_threads(add, words);
  add.option("Run", "--alert-exit-code", words.alert_exit_code, "N",
             "Exit code when there are alerts and nothing failed [0]");
}

void add_match_options(CLI::App& command, CommandLine& words) {
  Adder add(command);
  add.paths(words.paths);
  add_principal(add, words);
  add.option(kTimeGroup, "--since,--from", words.since, "TIME",
             "Matches before this time are left out");
  add.option(kTimeGroup, "--until,--to", words.until, "TIME",
             "Matches at or after this time are left out");
  add_output(add, words);
  add_threads(add, words);
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

const std::vector<std::string> kCommands = {"detect", "match", "rule"};

// A right value for an option whose help calls its value by this name.
std::string_view example_of(std::string_view type) {
  if (type == "TIME") return "2024-05-01";
  if (type == "LENGTH") return "7d";
  if (type == "FIELDS") return "source,host";
  if (type == "WHICH") return "both";
  if (type == "WHEN") return "auto";
  return type == "FILE" ? "out.json" : "4";
}

Error explain_first_word(const std::string& word) {
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) {
    return usage(fmt::format(
        "found the path '{0}', expected a subcommand; did you mean: s3rare detect {0}", word));
  }
  const auto meant = nearest(word, kCommands);
  return usage(fmt::format("found '{}', expected a subcommand: detect, match or rule{}", word,
                           meant ? "; did you mean " + *meant + "?" : ""));
}

Error explain_unknown_option(const std::string& name, const std::vector<std::string>& names,
                             const std::string& command) {
  const auto meant = nearest(name, names);
  return usage(fmt::format(
      "{}: unknown option, {}", name,
      meant ? "did you mean " + *meant + "?" : "expected one that " + command + " --help lists"));
}

// Says what is wrong in words of our own: CLI11's differ between its versions.
std::optional<Error> explain(const CLI::App& app, const std::vector<std::string>& words) {
  const CLI::App* command = &app;
  if (!words.empty() && words.front().rfind('-', 0) != 0) {
    if (std::find(kCommands.begin(), kCommands.end(), words.front()) == kCommands.end()) {
      return explain_first_word(words.front());
    }
    command = app.get_subcommand(words.front());
  }
  const bool is_subcommand = command != &app;
  const std::string name_of_command = is_subcommand ? "s3rare " + words.front() : "s3rare";
  const std::vector<std::string> names = option_names(*command);
  std::vector<const CLI::Option*> given;
  for (std::size_t i = is_subcommand ? 1 : 0; i < words.size() && words[i] != "--"; ++i) {
    const std::string name = words[i].substr(0, words[i].find('='));
    if (name.size() < 2 || name.front() != '-') continue;
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return explain_unknown_option(name, names, name_of_command);
    }
    const CLI::Option* option = command->get_option(name);
    if (option->get_type_name().empty()) continue;
    if (std::find(given.begin(), given.end(), option) != given.end()) {
      return usage(fmt::format("{}: found it twice, expected it once", name));
    }
    given.push_back(option);
    if (name == words[i] && ++i == words.size()) {
      return usage(fmt::format("{0}: found no value, expected one such as {0} {1}", name,
                               example_of(option->get_type_name())));
    }
  }
  if (!is_subcommand) {
    return usage("found no subcommand, expected detect, match or rule; try s3rare --help");
  }
  if (words.front() == "rule" && words.size() > 1) {
    return usage(fmt::format("rule: found '{}', expected no argument", words[1]));
  }
  return std::nullopt;
}

}  // namespace

Result<std::variant<CommandLine, Answer>> read_command_line(int argc, const char* const* argv) {
  CommandLine words;
  CLI::App app{std::string(kAbout), "s3rare"};
  app.get_formatter()->column_width(kNameColumn);
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("s3rare ") + kVersion, "Print the version");
  app.footer("Each subcommand has its own --help.\n\n" + std::string(kExitCodes));
  CLI::App* detect = app.add_subcommand("detect", "Print the alerts of logs, as NDJSON");
  CLI::App* match =
      app.add_subcommand("match", "Print every match of logs, the record as read, one a line");
  CLI::App* rule = app.add_subcommand("rule", "Print the rule that is applied, as JSON");
  add_detect_options(*detect, words);
  add_match_options(*match, words);
  detect->footer(fmt::format("{}\n\n{}", kDetectExamples, kExitCodes));
  match->footer(fmt::format("{}\n\n{}", kMatchExamples, kExitCodes));

  using Read = std::variant<CommandLine, Answer>;
  std::vector<std::string> given(argv + std::min(argc, 1), argv + argc);
  for (std::string& word : given) {
    // CLI11 would take a file name in brackets for a list.
    if (word.starts_with('[') && word.ends_with(']')) word.insert(0, "./");
  }
  try {
    app.parse(std::vector<std::string>(given.rbegin(), given.rend()));
  } catch (const CLI::CallForVersion&) {
    return Read(Answer{std::string("s3rare ") + kVersion + "\n"});
  } catch (const CLI::CallForHelp&) {
    return Read(Answer{app.help()});
  } catch (const CLI::ParseError& error) {
    if (auto explained = explain(app, given)) return *explained;
    return usage(error.what());
  }
  for (const CLI::App* command : {detect, match, rule}) {
    if (command->parsed()) words.command = command->get_name();
  }
  return Read(words);
}

}  // namespace s3rare::cli
