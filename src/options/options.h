// The command line, checked and turned into values before any work begins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "options/command_line.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "s3rare/exceptions.h"
#include "s3rare/rule.h"
#include "s3rare/term.h"

namespace s3rare::cli {

enum class Command {
  detect,
  match,
  explain,
  investigate,
  except,
  rule,
  state_show,
  state_alerts,
  state_export,
  state_import,
  state_merge,
  state_prune,
  state_check
};
/// What the alerts are printed as.
enum class Format { ndjson, table };
/// What dossiers are printed as.
enum class DossierFormat { json, text };
enum class When { automatic, always, never };

/// How far back a state reaches if nothing else is said.
inline constexpr Seconds kDefaultRetention = 90 * kSecondsPerDay;

/// How far around an alert an investigation looks if nothing else is said.
inline constexpr Seconds kDefaultLookBefore = 30 * kSecondsPerDay;
inline constexpr Seconds kDefaultLookAfter = 7 * kSecondsPerDay;

struct Options {
  Command command = Command::detect;
  EventTime started;               ///< by the machine's clock: the only look at it
  std::vector<std::string> paths;  ///< `-` is standard input
  Principal principal = Principal::both;
  TermFields term_fields = {TermField::source_address};
  Seconds window = rule::kHistoryWindow;
  std::optional<EventTime> since;
  std::optional<EventTime> until;
  std::uint64_t max_alerts = 0;       ///< in 5 minutes of event time; 0: no limit
  std::optional<std::string> output;  ///< absent: standard output
  bool append = false;
  bool original = false;
  Format format = Format::ndjson;
  std::optional<std::string> summary_json;
  std::optional<int> alert_exit_code;
  std::optional<Seconds> max_age;  ///< of the newest record, seen from `started`

  std::vector<std::string> geoip;       ///< MaxMind DB files
  std::vector<std::string> indicators;  ///< lists of them

  std::vector<std::string> exceptions;                              ///< files of them
  std::vector<std::pair<std::string, Exception>> given_exceptions;  ///< by other options, as given

  // Of `except`.
  std::vector<ExceptionField> by = {ExceptionField::source, ExceptionField::bucket};
  std::string reason;
  std::string expires;  ///< a time or a date, or empty

  std::optional<std::string> state;  ///< of `detect`; the subcommands of `state` have it too
  bool learn = false;
  bool rescan = false;
  bool state_readonly = false;
  Seconds retain = kDefaultRetention;

  // Of `explain`.
  std::optional<std::string> record;  ///< an event ID
  std::optional<std::string> source;

  // Of `investigate`, and of `detect --investigate`.
  std::string alerts;                      ///< a file of them; `-` is standard input
  std::optional<std::string> investigate;  ///< of `detect`: the file of dossiers
  std::optional<std::string> html;         ///< the page of dossiers
  DossierFormat dossier_format = DossierFormat::json;
  Seconds look_before = kDefaultLookBefore;
  Seconds look_after = kDefaultLookAfter;

  bool json = false;  ///< of `explain` and `state show`
  // Of the subcommands of `state`.
  bool held = false;
  std::optional<EventTime> before;

  unsigned threads = 0;  ///< 0: one for each core
  bool quiet = false;
  When progress = When::automatic;
  When color = When::automatic;
};

/// Reads a command line.
/// @param now  the time that ages such as `24h` are counted back from
/// @returns options, an answer, or an error of kind `usage` that names the option and a right value
Result<std::variant<Options, Answer>> parse_options(int argc, const char* const* argv,
                                                    EventTime now);

}  // namespace s3rare::cli
