#include "cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>

#include "cli/suggest.h"
#include "s3rare/version.h"

namespace s3rare::cli {
namespace {

constexpr Seconds kLongestWindow = 3650 * kSecondsPerDay;
constexpr unsigned kMostThreads = 1024;

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

// Texts as they stand on the command line.
struct RawOptions {
  std::vector<std::string> paths;
  std::optional<std::string> principal;
  std::optional<std::string> term;
  std::optional<std::string> window;
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::optional<std::string> max_alerts;
  std::optional<std::string> output;
  std::optional<std::string> summary_json;
  std::optional<std::string> alert_exit_code;
  std::optional<std::string> threads;
  std::optional<std::string> progress;
  std::optional<std::string> color;
  bool append = false;
  bool original = false;
  bool quiet = false;
};

Error usage(std::string what) { return {ErrorKind::usage, {}, std::nullopt, std::move(what)}; }

Error bad_value(std::string_view option, std::string_view value, std::string_view expected) {
  return usage(fmt::format("{}: found '{}', expected {}", option, value, expected));
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// A moment: RFC 3339, a date, or an age.
std::optional<EventTime> parse_moment(std::string_view text, EventTime now) {
  if (const auto time = parse_rfc3339(text)) return time->time;
  if (const auto date = parse_date(text)) return date;
  if (const auto age = parse_duration(text)) return now - *age;
  return std::nullopt;
}

std::optional<When> parse_when(std::string_view text) {
  if (text == "auto") return When::automatic;
  if (text == "always") return When::always;
  if (text == "never") return When::never;
  return std::nullopt;
}

// Turns texts into values, one function for each that can be wrong. Keeps the first error.
class Reading {
 public:
  Reading(const RawOptions& raw, EventTime now) : raw_(raw), now_(now) {}

  Result<std::variant<Options, Answer>> read(Command command) {
    options_.command = command;
    options_.paths = raw_.paths;
    options_.append = raw_.append;
    options_.original = raw_.original;
    options_.quiet = raw_.quiet;
    if (raw_.output != "-") options_.output = raw_.output;
    options_.summary_json = raw_.summary_json;
    read_rule();
    read_range();
    read_numbers();
    take("--progress", raw_.progress, options_.progress, parse_when, "auto, always or never");
    take("--color", raw_.color, options_.color, parse_when, "auto, always or never");
    if (options_.append && !options_.output) {
      fail(usage("--append: found no output file to append to, expected -o FILE as well"));
    }
    if (error_) return *error_;
    return std::variant<Options, Answer>(options_);
  }

 private:
  void fail(Error error) {
    if (!error_) error_ = std::move(error);
  }

  template <class Value, class Parse>
  void take(std::string_view option, const std::optional<std::string>& text, Value& value,
            Parse parse, std::string_view expected) {
    if (!text) return;
    if (const auto parsed = parse(*text)) {
      value = *parsed;
    } else {
      fail(bad_value(option, *text, expected));
    }
  }

  void read_rule() {
    take(
        "--principal", raw_.principal, options_.principal,
        [](std::string_view text) -> std::optional<Principal> {
          if (text == "both") return Principal::both;
          if (text == rule::kAnonymous) return Principal::anonymous;
          return std::nullopt;
        },
        "both or anonymous");
    take("--term", raw_.term, options_.term_fields, parse_term_fields,
         "source, host, bucket or action, or several of them joined by commas, such as "
         "source,host");
    take(
        "--window", raw_.window, options_.window,
        [](std::string_view text) -> std::optional<Seconds> {
          const auto window = parse_duration(text);
          return window && *window <= kLongestWindow ? window : std::nullopt;
        },
        "a length of at most 3650d, such as 7d, 36h or 90m");
  }

  void read_range() {
    const auto parse = [&](std::string_view text) { return parse_moment(text, now_); };
    constexpr std::string_view kMoment =
        "a time such as 2024-05-01T12:00:00Z, a date such as 2024-05-01, or an age such as 24h";
    take("--since", raw_.since, options_.since, parse, kMoment);
    take("--until", raw_.until, options_.until, parse, kMoment);
    if (options_.since && options_.until && *options_.since >= *options_.until) {
      fail(usage(fmt::format("--until: found {}, expected a time after --since, which is {}",
                             format_utc(*options_.until), format_utc(*options_.since))));
    }
  }

  void read_numbers() {
    take("--max-alerts", raw_.max_alerts, options_.max_alerts, parse_number,
         "a whole number, such as 100, or 0 for no limit");
    take(
        "--alert-exit-code", raw_.alert_exit_code, options_.alert_exit_code,
        [](std::string_view text) -> std::optional<int> {
          const auto code = parse_number(text);
          if (!code || *code > 255) return std::nullopt;
          return static_cast<int>(*code);
        },
        "a whole number from 0 to 255, such as 3");
    take(
        "--threads", raw_.threads, options_.threads,
        [](std::string_view text) -> std::optional<unsigned> {
          const auto threads = parse_number(text);
          if (!threads || *threads == 0 || *threads > kMostThreads) return std::nullopt;
          return static_cast<unsigned>(*threads);
        },
        "a whole number from 1 to 1024, such as 4");
  }

  const RawOptions& raw_;
  EventTime now_;
  Options options_;
  std::optional<Error> error_;
};

void add_shared_options(CLI::App& command, RawOptions& raw) {
  command.add_option("PATH", raw.paths,
                     "Log files, folders (walked), or - for standard input, which is also read "
                     "when no PATH is given and it is not a terminal. JSON as CloudTrail, "
                     "Firehose, EventBridge, CloudWatch Logs and lookup-events write it, plain, "
                     "gzip or zstd");
  command
      .add_option("--principal", raw.principal,
                  "Spellings of the anonymous principal: both (anonymous and the older "
                  "ANONYMOUS_PRINCIPAL) or anonymous [both]")
      ->group("Rule");
  command.add_option("--until,--to", raw.until, "Matches at or after this time do not exist")
      ->group("Time: RFC 3339, a date (00:00 UTC), or an age such as 24h");
  command
      .add_option("-o,--output", raw.output,
                  "Write to this file, whole or not at all; it must not exist [standard output]")
      ->group("Output");
  command.add_flag("--append", raw.append, "Add to the file of -o; a torn last line is cut first")
      ->group("Output");
  command
      .add_option("--summary-json", raw.summary_json,
                  "Write the closing summary as JSON to this file, in place of an older one")
      ->group("Output");
  command.add_flag("-q,--quiet", raw.quiet, "Only warnings and errors on standard error")
      ->group("Output");
  command
      .add_option("--progress", raw.progress,
                  "Progress line on standard error: auto (on a terminal), always, never [auto]")
      ->group("Output");
  command
      .add_option("--color", raw.color,
                  "Colors on standard error: auto (on a terminal, unless NO_COLOR is set), "
                  "always, never [auto]")
      ->group("Output");
  command.add_option("--threads", raw.threads, "Files read at once [number of cores]")
      ->group("Run");
}

void add_detect_options(CLI::App& command, RawOptions& raw) {
  add_shared_options(command, raw);
  command
      .add_option("--term", raw.term,
                  "Fields whose value must be new, one or several joined by commas: source "
                  "(source.address), host (tls.client.server_name), bucket "
                  "(aws.s3.bucket.name), action (event.action) [source]")
      ->group("Rule");
  command
      .add_option("--window", raw.window,
                  "History window: a value seen within it is not new; a number and s, m, h, d "
                  "or w [7d]")
      ->group("Rule");
  command
      .add_option("--max-alerts", raw.max_alerts,
                  "Keep the first N alerts of each 5 minutes of event time; the rule's own "
                  "limit is 100 [0: no limit]")
      ->group("Rule");
  command
      .add_option("--since,--from", raw.since,
                  "Alert only on matches at or after this time; matches of the window before "
                  "it are history")
      ->group("Time: RFC 3339, a date (00:00 UTC), or an age such as 24h");
  command.add_flag("--original", raw.original, "Add the record as read, as event.original")
      ->group("Output");
  command
      .add_option("--alert-exit-code", raw.alert_exit_code,
                  "Exit code when there are alerts and nothing failed")
      ->group("Run");
}

void add_match_options(CLI::App& command, RawOptions& raw) {
  add_shared_options(command, raw);
  command.add_option("--since,--from", raw.since, "Matches before this time are left out")
      ->group("Time: RFC 3339, a date (00:00 UTC), or an age such as 24h");
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

// Says what was meant, where the first word is no subcommand or an option is unknown.
std::optional<Error> explain(const CLI::App& app, const std::vector<std::string>& words) {
  if (words.empty()) {
    return usage("found no subcommand, expected detect, match or rule; try s3rare --help");
  }
  const std::string& first = words.front();
  const CLI::App* command = &app;
  if (first.rfind('-', 0) != 0) {
    if (std::find(kCommands.begin(), kCommands.end(), first) == kCommands.end()) {
      std::error_code ignored;
      if (std::filesystem::exists(first, ignored)) {
        return usage(fmt::format(
            "found the path '{}', expected a subcommand; did you mean: s3rare detect {}", first,
            first));
      }
      const auto meant = nearest(first, kCommands);
      return usage(fmt::format("found '{}', expected a subcommand: detect, match or rule{}", first,
                               meant ? "; did you mean " + *meant + "?" : ""));
    }
    command = app.get_subcommand(first);
  }
  const std::vector<std::string> names = option_names(*command);
  for (const std::string& word : words) {
    if (word == "--") break;
    if (word.rfind("--", 0) != 0) continue;
    const std::string name = word.substr(0, word.find('='));
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    const auto meant = nearest(name, names);
    const std::string where = command == &app ? "s3rare" : "s3rare " + first;
    return usage(fmt::format("{}: unknown option{}", name,
                             meant ? ", did you mean " + *meant + "?"
                                   : ", expected one that " + where + " --help lists"));
  }
  return std::nullopt;
}

}  // namespace

Result<std::variant<Options, Answer>> parse_options(int argc, const char* const* argv,
                                                    EventTime now) {
  RawOptions raw;
  CLI::App app{std::string(kAbout), "s3rare"};
  app.get_formatter()->column_width(28);
  app.require_subcommand(1);
  app.set_version_flag("--version", std::string("s3rare ") + kVersion);
  app.footer("Each subcommand has its own --help.\n\n" + std::string(kExitCodes));
  CLI::App* detect = app.add_subcommand("detect", "Print the alerts of logs");
  CLI::App* match =
      app.add_subcommand("match", "Print every match of logs, the record as read, one a line");
  app.add_subcommand("rule", "Print the rule that is applied, as JSON");
  add_detect_options(*detect, raw);
  add_match_options(*match, raw);
  detect->footer(fmt::format("{}\n\n{}", kDetectExamples, kExitCodes));
  match->footer(fmt::format("{}\n\n{}", kMatchExamples, kExitCodes));

  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  try {
    std::vector<std::string> reversed(words.rbegin(), words.rend());
    app.parse(reversed);
  } catch (const CLI::CallForVersion&) {
    return std::variant<Options, Answer>(Answer{std::string("s3rare ") + kVersion + "\n"});
  } catch (const CLI::CallForHelp&) {
    return std::variant<Options, Answer>(Answer{app.help()});
  } catch (const CLI::ParseError& error) {
    if (auto explained = explain(app, words)) return *explained;
    return usage(error.what());
  }
  if (detect->parsed()) return Reading(raw, now).read(Command::detect);
  if (match->parsed()) return Reading(raw, now).read(Command::match);
  return Reading(raw, now).read(Command::rule);
}

}  // namespace s3rare::cli
