#include "options/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "lists/exception_lines.h"

namespace s3rare::cli {
namespace {

constexpr Seconds kLongestWindow = 3650 * kSecondsPerDay;
constexpr unsigned kMostThreads = 1024;

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

std::optional<Format> parse_format(std::string_view text) {
  if (text == "ndjson") return Format::ndjson;
  if (text == "table") return Format::table;
  return std::nullopt;
}

std::optional<DossierFormat> parse_dossier_format(std::string_view text) {
  if (text == "json") return DossierFormat::json;
  if (text == "text") return DossierFormat::text;
  return std::nullopt;
}

Command command_named(std::string_view name) {
  struct Name {
    std::string_view name;
    Command command;
  };
  constexpr std::array<Name, 13> kNames = {{{"detect", Command::detect},
                                            {"explain", Command::explain},
                                            {"investigate", Command::investigate},
                                            {"match", Command::match},
                                            {"except", Command::except},
                                            {"rule", Command::rule},
                                            {"state show", Command::state_show},
                                            {"state alerts", Command::state_alerts},
                                            {"state export", Command::state_export},
                                            {"state import", Command::state_import},
                                            {"state merge", Command::state_merge},
                                            {"state prune", Command::state_prune},
                                            {"state check", Command::state_check}}};
  return std::find_if(kNames.begin(), kNames.end(),
                      [&](const Name& candidate) { return candidate.name == name; })
      ->command;
}

// A list such as `source,bucket`.
std::optional<std::vector<ExceptionField>> parse_exception_fields(std::string_view text) {
  std::vector<ExceptionField> fields;
  for (;;) {
    const std::size_t comma = text.find(',');
    const auto field = parse_exception_field(text.substr(0, comma));
    if (!field || std::find(fields.begin(), fields.end(), *field) != fields.end()) {
      return std::nullopt;
    }
    fields.push_back(*field);
    if (comma == std::string_view::npos) return fields;
    text.remove_prefix(comma + 1);
  }
}

constexpr std::string_view kMoment =
    "a time such as 2024-05-01T12:00:00Z, a date such as 2024-05-01, or an age such as 24h";

// Turns texts into values, one function for each that can be wrong. Keeps the first error.
class Reading {
 public:
  Reading(const CommandLine& words, EventTime now) : words_(words), now_(now) {}

  Result<std::variant<Options, Answer>> read() {
    options_.command = command_named(words_.command);
    options_.started = now_;
    options_.paths = words_.paths;
    options_.state = words_.state;
    options_.learn = words_.learn;
    options_.rescan = words_.rescan;
    options_.state_readonly = words_.state_readonly;
    options_.json = words_.json;
    options_.record = words_.record;
    options_.source = words_.source;
    options_.held = words_.held;
    options_.append = words_.append;
    options_.original = words_.original;
    options_.quiet = words_.quiet;
    if (words_.output != "-") options_.output = words_.output;
    options_.summary_json = words_.summary_json;
    read_rule();
    read_range();
    read_numbers();
    read_state();
    check_state_command();
    read_exceptions();
    check_explain();
    read_investigation();
    if (options_.command == Command::investigate) {
      take("--format", words_.format, options_.dossier_format, parse_dossier_format,
           "json or text");
    } else {
      take("--format", words_.format, options_.format, parse_format, "ndjson or table");
    }
    read_enrichment();
    take("--progress", words_.progress, options_.progress, parse_when, "auto, always or never");
    take("--color", words_.color, options_.color, parse_when, "auto, always or never");
    if (options_.output == "") {
      fail(bad_value("--output", "", "the name of a file, such as alerts.ndjson"));
    }
    if (options_.summary_json == "" || options_.summary_json == "-") {
      fail(bad_value("--summary-json", *options_.summary_json,
                     "the name of a file: standard output is the alerts'"));
    }
    if (options_.append && !options_.output && !options_.investigate) {
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
        "--principal", words_.principal, options_.principal,
        [](std::string_view text) -> std::optional<Principal> {
          if (text == "both") return Principal::both;
          if (text == rule::kAnonymous) return Principal::anonymous;
          return std::nullopt;
        },
        "both or anonymous");
    take("--term", words_.term, options_.term_fields, parse_term_fields,
         "source, host, bucket or action, or several of them joined by commas, such as "
         "source,host");
    take(
        "--window", words_.window, options_.window,
        [](std::string_view text) -> std::optional<Seconds> {
          const auto window = parse_duration(text);
          return window && *window <= kLongestWindow ? window : std::nullopt;
        },
        "a length of at most 3650d, such as 7d, 36h or 90m");
  }

  void read_range() {
    const auto parse = [&](std::string_view text) { return parse_moment(text, now_); };
    take("--since", words_.since, options_.since, parse, kMoment);
    take("--until", words_.until, options_.until, parse, kMoment);
    if (options_.since && options_.until && *options_.since >= *options_.until) {
      fail(usage(fmt::format("--until: found {}, expected a time after --since, which is {}",
                             format_utc(*options_.until), format_utc(*options_.since))));
    }
  }

  void read_state() {
    const auto parse_age = [](std::string_view text) { return parse_duration(text); };
    take("--retain", words_.retain, options_.retain, parse_age, "a length such as 90d");
    take("--max-age", words_.max_age, options_.max_age, parse_age, "a length such as 36h");
    take(
        "--before", words_.before, options_.before,
        [&](std::string_view text) { return parse_moment(text, now_); }, kMoment);
    if (options_.state == "" || options_.state == "-") {
      fail(bad_value("--state", *options_.state, "the name of a file, such as state.db"));
    }
    if (words_.retain && options_.retain < options_.window) {
      fail(
          usage(fmt::format("--retain: found {}, expected at least the history window, which is {}",
                            *words_.retain, format_duration(options_.window))));
    }
    options_.retain = std::max(options_.retain, options_.window);
    if (options_.learn && options_.state_readonly) {
      fail(usage("--learn: found --state-readonly as well, expected one of them: learning writes"));
    }
    if (options_.state) return;
    const auto needs_state = [&](bool given, const char* option) {
      if (given)
        fail(usage(fmt::format("{}: found no state, expected --state FILE as well", option)));
    };
    needs_state(options_.learn, "--learn");
    needs_state(options_.rescan, "--rescan");
    needs_state(options_.state_readonly, "--state-readonly");
    needs_state(words_.retain.has_value(), "--retain");
  }

  void read_exceptions() {
    options_.exceptions = words_.exceptions;
    for (const std::string& file : options_.exceptions) {
      if (file.empty()) fail(bad_value("--exceptions", file, "the name of a file of exceptions"));
    }
    const auto give = [&](const char* option, ExceptionField field,
                          const std::vector<std::string>& texts) {
      for (const std::string& text : texts) {
        Exception exception;
        auto added = add_condition(exception, field, text);
        if (!added) fail(usage(fmt::format("{}: {}", option, added.error().what)));
        options_.given_exceptions.emplace_back(fmt::format("{} {}", option, text),
                                               std::move(exception));
      }
    };
    give("--except-source", ExceptionField::source, words_.except_sources);
    give("--except-bucket", ExceptionField::bucket, words_.except_buckets);
    take("--by", words_.by, options_.by, parse_exception_fields,
         "source, bucket, user_agent, action, recipient_account or key, or several of them joined "
         "by commas, such as source,bucket");
    options_.reason = words_.reason.value_or(std::string());
    take(
        "--expires", words_.expires, options_.expires,
        [](std::string_view text) -> std::optional<std::string> {
          if (!lists::parse_expiry(text)) return std::nullopt;
          return std::string(text);
        },
        "a time such as 2025-01-01T12:00:00Z or a date such as 2025-01-01");
  }

  void read_enrichment() {
    options_.geoip = words_.geoip;
    options_.indicators = words_.indicators;
    for (const std::string& file : options_.geoip) {
      if (file.empty()) fail(bad_value("--geoip", file, "the name of a MaxMind DB file"));
    }
    for (const std::string& file : options_.indicators) {
      if (file.empty()) fail(bad_value("--indicators", file, "the name of a list of addresses"));
    }
  }

  void check_state_command() {
    if (!words_.command.starts_with("state ")) return;
    const auto need = [&](bool given, const char* what) {
      if (!given) fail(usage(fmt::format("{}: found no {}", words_.command, what)));
    };
    if (options_.command == Command::state_merge) {
      need(!options_.paths.empty(), "state, expected those that become one, such as a.db b.db");
      need(options_.output.has_value(), "output, expected the state that is made, -o FILE");
    } else {
      need(options_.state.has_value(),
           "state, expected the file that --state names, such as state.db");
    }
    if (options_.command == Command::state_prune) {
      need(options_.before.has_value(), "time, expected one, such as --before 2024-05-01");
    }
  }

  void check_explain() {
    if (options_.record == "") {
      fail(bad_value("--record", "", "an event ID, such as an alert's event.id"));
    }
    if (options_.source == "") {
      fail(bad_value("--source", "", "a source address, such as 192.0.2.146"));
    }
    if (options_.record && options_.source) {
      fail(usage("--source: found --record as well, expected one of them"));
    }
    const TermFields& fields = options_.term_fields;
    if (options_.source &&
        std::find(fields.begin(), fields.end(), TermField::source_address) == fields.end()) {
      fail(usage(fmt::format("--source: found --term {}, expected a term with source in it",
                             term_field_names(fields))));
    }
  }

  void read_investigation() {
    options_.alerts = words_.alerts.value_or(std::string());
    options_.investigate = words_.investigate;
    options_.html = words_.html;
    const auto read_length = [&](const char* option, const std::optional<std::string>& text,
                                 Seconds& length) {
      take(
          option, text, length,
          [](std::string_view given) -> std::optional<Seconds> {
            const auto parsed = parse_duration(given);
            return parsed && *parsed <= kLongestWindow ? parsed : std::nullopt;
          },
          "a length of at most 3650d, such as 30d, 36h or 90m");
      if (text && options_.command == Command::detect && !options_.investigate) {
        fail(usage(fmt::format("{}: found no investigation, expected --investigate FILE as well",
                               option)));
      }
    };
    read_length("--before", words_.look_before, options_.look_before);
    read_length("--after", words_.look_after, options_.look_after);
    for (const auto& [option, file] :
         {std::pair("--investigate", options_.investigate), {"--html", options_.html}}) {
      if (file == "" || file == "-") {
        fail(bad_value(option, *file, "the name of a file, which standard output is not"));
      }
    }
    if (options_.investigate && options_.learn) {
      fail(
          usage("--investigate: found --learn as well, expected one of them: what is learned "
                "raises no alert"));
    }
    if (options_.command != Command::investigate) return;
    if (options_.alerts.empty()) {
      fail(
          usage("--alerts: found none, expected a file of alerts, such as alerts.ndjson, or - for "
                "standard input"));
    }
    const bool reads_input =
        options_.paths.empty() || std::count(options_.paths.begin(), options_.paths.end(), "-") > 0;
    if (options_.alerts == "-" && reads_input) {
      fail(
          usage("PATH: found standard input, which is the alerts', expected log files or folders, "
                "such as AWSLogs/"));
    }
  }

  void read_numbers() {
    take("--max-alerts", words_.max_alerts, options_.max_alerts, parse_number,
         "a whole number, such as 100, or 0 for no limit");
    take(
        "--alert-exit-code", words_.alert_exit_code, options_.alert_exit_code,
        [](std::string_view text) -> std::optional<int> {
          const auto code = parse_number(text);
          if (!code || *code > 255) return std::nullopt;
          return static_cast<int>(*code);
        },
        "a whole number from 0 to 255, such as 3");
    take(
        "--threads", words_.threads, options_.threads,
        [](std::string_view text) -> std::optional<unsigned> {
          const auto threads = parse_number(text);
          if (!threads || *threads == 0 || *threads > kMostThreads) return std::nullopt;
          return static_cast<unsigned>(*threads);
        },
        "a whole number from 1 to 1024, such as 4");
  }

  const CommandLine& words_;
  EventTime now_;
  Options options_;
  std::optional<Error> error_;
};

}  // namespace

Result<std::variant<Options, Answer>> parse_options(int argc, const char* const* argv,
                                                    EventTime now) {
  auto read = read_command_line(argc, argv);
  if (!read) return read.error();
  if (const auto* answer = std::get_if<Answer>(&*read)) {
    return std::variant<Options, Answer>(*answer);
  }
  return Reading(std::get<CommandLine>(*read), now).read();
}

}  // namespace s3rare::cli
