#include "options/command_line.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>

#include "options/suggest.h"
#include "s3rare/version.h"
#include "text/text_lines.h"

namespace s3rare::cli {
namespace {

constexpr std::string_view kAbout =
    "Finds unauthenticated access to S3 buckets by sources that were not seen in the 7 days\n"
    "before, in exported CloudTrail logs. Alerts go to standard output as NDJSON, one Elastic\n"
    "Common Schema document a line; text for people goes to standard error.";

constexpr std::string_view kExitCodes =
    "Exit codes:\n"
    "  0    done, with or without alerts\n"
    "  1    done, but some input could not be read whole, none of it was CloudTrail, or the "
    "newest\n"
    "       record is older than --max-age\n"
    "  2    wrong usage, or nothing could be done or written\n"
    "  75   the state is in use by another run: try again later\n"
    "  130  interrupted (143: terminated); no file was written, the state is as it was";

constexpr std::string_view kDetectExamples =
    "Examples:\n"
    "  s3rare detect AWSLogs/                          every log below a folder\n"
    "  s3rare detect AWSLogs/ | jq -r .source.address  only the new sources\n"
    "  s3rare detect --format table AWSLogs/           for people\n"
    "  s3rare detect --since 2024-05-01 AWSLogs/       alerts from that day on; the 7 days\n"
    "                                                  before it are read as history\n"
    "  s3rare detect --since 24h -o alerts.ndjson AWSLogs/\n"
    "  aws s3 cp s3://bucket/key.json.gz - | s3rare detect\n"
    "  s3rare detect --term source,host --window 5d AWSLogs/   as Elastic's version 6\n"
    "  s3rare detect --exceptions office.ndjson --except-bucket 'example-public-*' AWSLogs/\n"
    "  s3rare detect --state state.db -o alerts.ndjson AWSLogs/   only what is new since the last\n"
    "                                                  run, with the history of all runs before";

constexpr std::string_view kStateExamples =
    "Examples:\n"
    "  s3rare state show state.db\n"
    "  s3rare state alerts state.db --since 24h | jq -r .message\n"
    "  s3rare state merge eu.db us.db -o all.db\n"
    "  sqlite3 state.db 'SELECT * FROM sources ORDER BY last_seen DESC LIMIT 10'";

constexpr std::string_view kExplainExamples =
    "Examples:\n"
    "  s3rare explain AWSLogs/                         why is there no alert, or so few?\n"
    "  s3rare explain --since 24h AWSLogs/             of the last day\n"
    "  s3rare explain --record EVENT_ID AWSLogs/       why did this record (not) alert?\n"
    "  s3rare explain --source 192.0.2.146 --state state.db AWSLogs/\n"
    "                                                  what became of all its matches?\n"
    "  s3rare explain --json AWSLogs/ | jq '.near_misses.denied.by'";

constexpr std::string_view kInvestigateExamples =
    "Examples:\n"
    "  s3rare investigate --alerts alerts.ndjson AWSLogs/ > dossiers.ndjson\n"
    "  s3rare investigate --alerts alerts.ndjson --format text AWSLogs/     for people\n"
    "  s3rare investigate --alerts alerts.ndjson --html page.html AWSLogs/  for a browser, or "
    "mail\n"
    "  jq 'select(.s3rare.priority == \"high\")' alerts.ndjson |\n"
    "    s3rare investigate --alerts - --before 90d AWSLogs/ | jq '.findings[].text'\n"
    "  s3rare detect -o alerts.ndjson --investigate dossiers.ndjson AWSLogs/\n\n"
    "Exit codes:\n"
    "  0    done, also when there are no alerts\n"
    "  1    done, but the logs do not cover the time of an alert, or some input could not be read "
    "whole\n"
    "  2    wrong usage, a line that is no alert (it is named), or nothing could be written";

constexpr std::string_view kMatchExamples =
    "Examples:\n"
    "  s3rare match AWSLogs/ > matches.ndjson     every match, as it was logged\n"
    "  s3rare detect matches.ndjson               gives the alerts of the whole logs\n"
    "  s3rare match AWSLogs/ | jq -r .userAgent | sort | uniq -c";

constexpr std::string_view kExceptExamples =
    "Examples:\n"
    "  jq -c 'select(.aws.s3.bucket.name == \"example-site\")' alerts.ndjson |\n"
    "    s3rare except --by bucket --reason 'a public site' >> exceptions.ndjson\n"
    "  s3rare except --by source --expires 2025-01-01 alerts.ndjson > scanners.ndjson\n"
    "  s3rare detect --exceptions exceptions.ndjson --exceptions scanners.ndjson AWSLogs/\n\n"
    "Exit codes:\n"
    "  0    done\n"
    "  1    done, but some alerts cannot be excepted by these conditions\n"
    "  2    wrong usage, a line that is no alert (it is named), or nothing could be written";

constexpr const char* kTimeGroup = "Time: RFC 3339, a date (00:00 UTC), or an age such as 24h";

// Help is laid out in two columns that fit a terminal of 100 characters.
constexpr std::size_t kNameColumn = 28;
constexpr std::size_t kTextColumn = 70;

std::string wrap(std::string_view text) { return text::wrapped(text, kTextColumn, 0); }

// Adds options to one subcommand.
class Adder {
 public:
  explicit Adder(CLI::App& command) : command_(command) {}

  void option(const char* group, const char* names, std::optional<std::string>& text,
              const char* type, std::string_view about) {
    command_.add_option(names, text, wrap(about))->type_name(type)->group(group);
  }

  // An option that may be given several times.
  void repeatable(const char* group, const char* names, std::vector<std::string>& texts,
                  const char* type, std::string_view about) {
    command_.add_option(names, texts, wrap(about))
        ->type_name(type)
        ->group(group)
        ->allow_extra_args(false);
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

void add_rule(Adder& add, CommandLine& words) {
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
}

void add_file(Adder& add, CommandLine& words) {
  add.option("Output", "-o,--output", words.output, "FILE",
             "Write to this file, whole or not at all; it must not exist [standard output]");
  add.flag("Output", "--append", words.append,
           "Add to the file of -o instead; a torn last line is cut first");
}

void add_quiet(Adder add, CommandLine& words) {
  add.flag("Output", "-q,--quiet", words.quiet, "Only warnings and errors on standard error");
}

void add_progress(Adder& add, CommandLine& words) {
  add.option("Output", "--progress", words.progress, "WHEN",
             "Progress line on standard error: auto (on a terminal), always, never [auto]");
}

void add_output(Adder& add, CommandLine& words) {
  add_file(add, words);
  add.option("Output", "--summary-json", words.summary_json, "FILE",
             "Write the closing summary as JSON too; an older file is replaced");
  add_quiet(add, words);
  add_progress(add, words);
}

void add_format(Adder& add, CommandLine& words) {
  add.option("Output", "--format", words.format, "FORMAT",
             "ndjson, or table: for people, as wide as the terminal; not shortened where it goes "
             "elsewhere [ndjson]");
}

void add_color(Adder& add, CommandLine& words, std::string_view of_what) {
  add.option("Output", "--color", words.color, "WHEN",
             fmt::format("Colors {}: auto (on a terminal, unless NO_COLOR is set), always, never "
                         "[auto]",
                         of_what));
}

void add_threads(Adder& add, CommandLine& words) {
  add.option("Run", "--threads", words.threads, "N", "Files read at once [number of cores]");
}

void add_exceptions(Adder& add, CommandLine& words) {
  constexpr const char* kGroup = "Exceptions: what is neither alert nor history; repeatable";
  add.repeatable(kGroup, "--exceptions", words.exceptions, "FILE",
                 "NDJSON, one exception a line, of which all conditions must hold: source "
                 "(address, network or service name), bucket, user_agent, key (patterns of * and "
                 "?), action, recipient_account; also reason, and expires (a time or a date). "
                 "s3rare except writes such lines");
  add.repeatable(kGroup, "--except-source", words.except_sources, "CIDR",
                 "Except an address, a network such as 192.0.2.0/24, or a service by its name");
  add.repeatable(kGroup, "--except-bucket", words.except_buckets, "GLOB",
                 "Except the buckets of that name or pattern, such as 'example-public-*'");
}

void add_state(Adder& add, CommandLine& words) {
  constexpr const char* kGroup = "History between runs";
  add.option(kGroup, "--state", words.state, "FILE",
             "Keep the history of all runs in this file, an SQLite database, made if it is not "
             "there: sources of earlier runs are known, and files are read once");
  add.flag(kGroup, "--learn", words.learn,
           "Raise nothing: everything that is read is history from now on");
  add.option(
      kGroup, "--retain", words.retain, "LENGTH",
      "Forget what is older than a run's earliest record by this; at least the window [90d]");
  add.flag(kGroup, "--rescan", words.rescan, "Read files again that earlier runs have read");
  add.flag(kGroup, "--state-readonly", words.state_readonly,
           "Use the state, but do not write to it");
}

void add_except_options(CLI::App& command, CommandLine& words) {
  Adder add(command);
  command
      .add_option(
          "ALERTS", words.paths,
          wrap("Files of alerts as s3rare detect prints them, or as jq passes them on; - or "
               "none: standard input"))
      ->type_name("");
  constexpr const char* kGroup = "Exceptions";
  add.option(kGroup, "--by", words.by, "CONDITIONS",
             "Conditions of each exception, one or several joined by commas: source, bucket, "
             "user_agent, action, recipient_account, key [source,bucket]");
  add.option(kGroup, "--reason", words.reason, "TEXT", "Why they are excepted, for whoever asks");
  add.option(kGroup, "--expires", words.expires, "TIME",
             "Matches at or after this time, or date (00:00 UTC), are not excepted any more");
  add_file(add, words);
}

void add_enrichment(Adder& add, CommandLine& words) {
  constexpr const char* kGroup = "What alerts tell besides";
  add.repeatable(kGroup, "--geoip", words.geoip, "FILE",
                 "Place and network of the source, from a MaxMind DB file: GeoLite2, GeoIP2, DB-IP "
                 "or IPinfo. May be given several times: later files fill what earlier ones lack");
  add.repeatable(kGroup, "--indicators", words.indicators, "FILE",
                 "A list of addresses and networks known to be bad, one a line, CSV or NDJSON: its "
                 "hits are of high priority. May be given several times");
}

void add_look(Adder& add, const char* group, CommandLine& words) {
  add.option(group, "--before", words.look_before, "LENGTH",
             "Look at what was logged up to this long before an alert's event [30d]");
  add.option(group, "--after", words.look_after, "LENGTH",
             "The same after it. A number and s, m, h, d or w [7d]");
}

void add_investigate_options(CLI::App& command, CommandLine& words) {
  Adder add(command);
  add.paths(words.paths);
  constexpr const char* kGroup = "Investigation";
  add.option(kGroup, "--alerts", words.alerts, "FILE",
             "Alerts as s3rare detect prints them, or as jq passes them on; - is standard input");
  add_look(add, kGroup, words);
  add.option("Output", "--format", words.format, "FORMAT",
             "json: NDJSON, one dossier a line; or text: for people, at most 40 lines each [json]");
  add.option("Output", "--html", words.html, "FILE",
             "Write the dossiers as one page for a browser too, which needs nothing else; an older "
             "file is replaced");
  add_file(add, words);
  add_quiet(add, words);
  add_progress(add, words);
  add_color(add, words, "on standard error");
  add_threads(add, words);
}

void add_detect_options(CLI::App& command, CommandLine& words) {
  Adder add(command);
  add.paths(words.paths);
  add_rule(add, words);
  add_exceptions(add, words);
  add_enrichment(add, words);
  add.option(kTimeGroup, "--since,--from", words.since, "TIME",
             "Alert only on matches at or after this time; those of the window before it are "
             "history");
  add.option(kTimeGroup, "--until,--to", words.until, "TIME",
             "Matches at or after this time do not exist");
  add_output(add, words);
  add_color(add, words, "on standard error and of a table");
  add_format(add, words);
  add.flag("Output", "--original", words.original, "Add the record as read, as event.original");
  add_threads(add, words);
  add.option("Run", "--alert-exit-code", words.alert_exit_code, "N",
             "Exit code when there are alerts and nothing failed [0]");
  add.option(
      "Run", "--max-age", words.max_age, "LENGTH",
      "Exit code 1 when the newest record, of this run or an earlier one, is older than this: "
      "delivery may have stopped");
  add_state(add, words);
  constexpr const char* kInvestigation =
      "Investigation of the alerts, as s3rare investigate does it";
  add.option(kInvestigation, "--investigate", words.investigate, "FILE",
             "Read the logs once more, and write a dossier of each alert to this file, which must "
             "not exist; with --append it is added to");
  add_look(add, kInvestigation, words);
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
  add_color(add, words, "on standard error");
  add_threads(add, words);
}

void add_explain_options(CLI::App& command, CommandLine& words) {
  Adder add(command);
  add.paths(words.paths);
  add.option("Question", "--record", words.record, "EVENT_ID",
             "Tell of the records with this event ID alone: clause by clause, and which earlier "
             "matches decided. Reads the input twice");
  add.option("Question", "--source", words.source, "ADDRESS",
             "Tell of the matches of this source alone, in order of time, with what became of each "
             "(the first and the last 1,000)");
  add_rule(add, words);
  add_exceptions(add, words);
  add.option(kTimeGroup, "--since,--from", words.since, "TIME",
             "Explain only records at or after this time; matches of the window before it are "
             "history");
  add.option(kTimeGroup, "--until,--to", words.until, "TIME",
             "Records at or after this time do not exist");
  add.flag("Output", "--json", words.json, "One JSON document instead of text");
  add_progress(add, words);
  add_color(add, words, "on standard error");
  add_threads(add, words);
  add.option("History between runs", "--state", words.state, "FILE",
             "The state of detect: what earlier runs have seen counts. It is not written, and all "
             "files are read");
}

// Adds the subcommands of `state`, and returns them.
std::vector<CLI::App*> add_state_commands(CLI::App& state, CommandLine& words) {
  state.require_subcommand(1);
  state.footer(std::string(kStateExamples));
  std::vector<CLI::App*> commands;
  const auto command = [&](const char* name, const char* about) -> CLI::App& {
    commands.push_back(state.add_subcommand(name, about));
    return *commands.back();
  };
  const auto positional = [&](CLI::App& app) {
    app.add_option("STATE", words.state, "The file that --state names")->type_name("");
  };
  CLI::App& show = command("show", "Tell what a state holds");
  positional(show);
  Adder(show).flag("Output", "--json", words.json, "As JSON, to standard output");

  CLI::App& alerts = command("alerts", "Print the alerts of all runs again, as they were written");
  positional(alerts);
  Adder add_alerts(alerts);
  add_alerts.option(kTimeGroup, "--since,--from", words.since, "TIME",
                    "Only alerts at or after this time");
  add_alerts.flag("Alerts", "--held", words.held,
                  "Those that --max-alerts held back instead of those that were written");
  add_file(add_alerts, words);
  add_format(add_alerts, words);
  add_color(add_alerts, words, "on standard error and of a table");

  CLI::App& lines = command("export", "Print the history as NDJSON, one term a line, sorted");
  positional(lines);
  Adder add_lines(lines);
  add_file(add_lines, words);

  CLI::App& import = command("import", "Add exported lines to a state, which is made if need be");
  positional(import);
  import.add_option("LINES", words.paths, "Files of lines; - or none: standard input")
      ->type_name("");

  add_quiet(Adder(import), words);

  CLI::App& merge = command("merge", "Make one state of several");
  merge.add_option("STATE", words.paths, "States with the same settings")->type_name("");
  Adder(merge).option("Output", "-o,--output", words.output, "FILE",
                      "The state that is made; it must not exist");

  CLI::App& prune = command("prune", "Forget what is older than a time, alerts and files too");
  positional(prune);
  Adder(prune).option(kTimeGroup, "--before", words.before, "TIME",
                      "Everything before this time goes, and never comes back");
  add_quiet(Adder(prune), words);

  CLI::App& check = command("check", "Read all of a state, and say whether it is sound");
  positional(check);
  add_quiet(Adder(check), words);
  return commands;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    for (const std::string& name : option->get_snames()) names.push_back("-" + name);
  }
  return names;
}

const std::vector<std::string> kCommands = {"detect", "match", "explain", "investigate",
                                            "except", "rule",  "state"};
const std::vector<std::string> kStateCommands = {"show",  "alerts", "export", "import",
                                                 "merge", "prune",  "check"};

// A right value for an option whose help calls its value by this name.
std::string_view example_of(std::string_view type) {
  if (type == "TIME") return "2024-05-01";
  if (type == "LENGTH") return "7d";
  if (type == "FIELDS") return "source,host";
  if (type == "CONDITIONS") return "source,bucket";
  if (type == "CIDR") return "192.0.2.0/24";
  if (type == "GLOB") return "'example-public-*'";
  if (type == "TEXT") return "'the office'";
  if (type == "WHICH") return "both";
  if (type == "ADDRESS") return "192.0.2.146";
  if (type == "EVENT_ID") return "3038ebd2-c98a-4c65-9b6e-e22506292313";
  if (type == "WHEN") return "auto";
  if (type == "FORMAT") return "table";
  return type == "FILE" ? "out.json" : "4";
}

Error explain_first_word(const std::string& word) {
  std::error_code ignored;
  if (std::filesystem::exists(word, ignored)) {
    return usage(fmt::format(
        "found the path '{0}', expected a subcommand; did you mean: s3rare detect {0}", word));
  }
  const auto meant = nearest(word, kCommands);
  return usage(fmt::format(
      "found '{}', expected a subcommand: detect, match, explain, investigate, except, rule or "
      "state{}",
      word, meant ? "; did you mean " + *meant + "?" : ""));
}

Error explain_state_word(const std::vector<std::string>& words) {
  constexpr std::string_view kExpected =
      "expected a subcommand: show, alerts, export, import, merge, prune or check";
  if (words.size() < 2) return usage(fmt::format("state: found nothing more, {}", kExpected));
  const auto meant = nearest(words[1], kStateCommands);
  return usage(fmt::format("state: found '{}', {}{}", words[1], kExpected,
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
  std::string name_of_command = is_subcommand ? "s3rare " + words.front() : "s3rare";
  std::size_t first_argument = is_subcommand ? 1 : 0;
  if (is_subcommand && words.front() == "state") {
    const bool known = words.size() > 1 && std::find(kStateCommands.begin(), kStateCommands.end(),
                                                     words[1]) != kStateCommands.end();
    if (!known) return explain_state_word(words);
    command = command->get_subcommand(words[1]);
    name_of_command += " " + words[1];
    first_argument = 2;
  }
  const std::vector<std::string> names = option_names(*command);
  std::vector<const CLI::Option*> given;
  std::size_t positionals = 0;
  for (std::size_t i = first_argument; i < words.size() && words[i] != "--"; ++i) {
    const std::string name = words[i].substr(0, words[i].find('='));
    if (name.size() < 2 || name.front() != '-') {
      const bool one_only = words.front() == "state" && words[1] != "import" && words[1] != "merge";
      if (one_only && ++positionals > 1) {
        return usage(fmt::format("state {}: found '{}' after the state, expected one state",
                                 words[1], words[i]));
      }
      continue;
    }
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return explain_unknown_option(name, names, name_of_command);
    }
    const CLI::Option* option = command->get_option(name);
    if (option->get_type_name().empty()) continue;
    const bool repeatable = option->get_expected_max() > 1;
    if (!repeatable && std::find(given.begin(), given.end(), option) != given.end()) {
      return usage(fmt::format("{}: found it twice, expected it once", name));
    }
    given.push_back(option);
    if (name == words[i] && ++i == words.size()) {
      return usage(fmt::format("{0}: found no value, expected one such as {0} {1}", name,
                               name == "--state"        ? "state.db"
                               : name == "--exceptions" ? "exceptions.ndjson"
                               : name == "--alerts"     ? "alerts.ndjson"
                                                        : example_of(option->get_type_name())));
    }
  }
  if (!is_subcommand) {
    return usage(
        "found no subcommand, expected detect, match, explain, investigate, except, rule or state; "
        "try s3rare --help");
  }
  if (words.front() == "rule" && words.size() > 1) {
    return usage(fmt::format("rule: found '{}', expected no argument", words[1]));
  }
  return std::nullopt;
}

}  // namespace

Error usage(std::string what) { return {ErrorKind::usage, {}, std::nullopt, std::move(what)}; }

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
  CLI::App* explain_logs =
      app.add_subcommand("explain", "Tell why logs raise the alerts that they raise, or none");
  CLI::App* investigate = app.add_subcommand(
      "investigate", "Tell what the logs hold about alerts, a dossier each, as NDJSON");
  CLI::App* except =
      app.add_subcommand("except", "Print the exceptions that would silence alerts, as NDJSON");
  CLI::App* rule = app.add_subcommand("rule", "Print the rule that is applied, as JSON");
  CLI::App* state = app.add_subcommand("state", "Look after the state that detect --state keeps");
  const auto state_commands = add_state_commands(*state, words);
  add_detect_options(*detect, words);
  add_match_options(*match, words);
  add_except_options(*except, words);
  detect->footer(fmt::format("{}\n\n{}", kDetectExamples, kExitCodes));
  add_explain_options(*explain_logs, words);
  explain_logs->footer(fmt::format("{}\n\n{}", kExplainExamples, kExitCodes));
  add_investigate_options(*investigate, words);
  investigate->footer(std::string(kInvestigateExamples));
  match->footer(fmt::format("{}\n\n{}", kMatchExamples, kExitCodes));
  except->footer(std::string(kExceptExamples));

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
  for (const CLI::App* command : {detect, match, explain_logs, investigate, except, rule}) {
    if (command->parsed()) words.command = command->get_name();
  }
  for (const CLI::App* command : state_commands) {
    if (command->parsed()) words.command = "state " + command->get_name();
  }
  return Read(words);
}

}  // namespace s3rare::cli
