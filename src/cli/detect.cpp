// The map of the program. A record's way, from top to bottom:
//   find files -> decompress -> cut into records -> predicate -> match -> history -> alerts ->
//   lines
// With a state, earlier runs join in at three places: files that they have read are passed over,
// the history is merged with theirs, and once the alerts are out the state is written.

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/memory.h"
#include "cli/random_key.h"
#include "cli/reading.h"
#include "cli/signals.h"
#include "input/json_text.h"
#include "output/alert_line.h"
#include "s3rare/alert.h"
#include "s3rare/detail.h"
#include "s3rare/history.h"

namespace s3rare::cli {
namespace {

// No event is as late.
constexpr EventTime kNever{std::numeric_limits<Seconds>::max(), 0};

// One thread's reader, with the history of what it has read.
struct Worker {
  input::FileReader reader;
  History history;
  std::vector<std::pair<input::InputFile, input::FileResult>> files;  // for the state
  std::map<std::uint32_t, std::string> paths;  // of the files that alerts may name
  std::uint64_t matches_without_term = 0;

  Worker(const Options& options, const input::TimeRange& range, const HashKey& key,
         std::atomic<std::uint64_t>& progress)
      : reader(options.principal, range, options.state.has_value(), progress),
        history(options.window, key) {}
};

// What stands for an event ID that is missing: the same for the same record, however delivered.
std::string substitute_id(const input::Match& match, std::string_view term) {
  return siphash_128_hex(
      HashKey{}, length_prefixed({format_utc(match.time.time), term,
                                  match.fields.event_name.string(), match.fields.bucket.string(),
                                  match.fields.key.string(), match.fields.request_id.string()}));
}

void add_match(Worker& worker, const input::Match& match, const std::string& path,
               const Options& options) {
  const auto term = term_of(match.fields, options.term_fields);
  if (!term) {
    ++worker.matches_without_term;
    return;
  }
  std::string event_id = bounded(match.fields.event_id.string());
  if (event_id.empty()) event_id = substitute_id(match, *term);
  worker.history.add({*term, match.time.time, event_id, match.origin}, [&] {
    worker.paths.try_emplace(match.origin.file, path);
    return worker.reader.read_detail(match, options.original);
  });
}

output::Ranking rank(const std::vector<Alert>& alerts, DetailField field) {
  std::map<std::string, std::uint64_t> counts;
  for (const Alert& alert : alerts) {
    const auto value = DetailReader(alert.episode->earliest.detail).find(field);
    if (!value.empty()) ++counts[std::string(value)];
  }
  output::Ranking ranking(counts.begin(), counts.end());
  std::stable_sort(ranking.begin(), ranking.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return ranking;
}

void summarize_alerts(const Worker& worker, const std::vector<Alert>& alerts, const HeldBack& held,
                      std::uint64_t learned, output::Summary& summary) {
  output::MatchSummary& matches = summary.matches;
  matches.alerted = alerts.size();
  matches.held_back = held.alerts.size();
  matches.learned = learned;
  matches.without_term = worker.matches_without_term;
  matches.known = summary.records.matched - matches.total();
  summary.held_back_slots = held.slots;
  summary.sources = rank(alerts, DetailField::source_address);
  summary.buckets = rank(alerts, DetailField::bucket);
  summary.user_agents = rank(alerts, DetailField::user_agent);
}

// The alerts of a run, and what turns them into lines.
struct Lines {
  output::AlertContext context;
  const std::map<std::uint32_t, std::string>& paths;

  std::string of(const Alert& alert) const {
    std::string path;
    input::repair_utf8(paths.at(alert.episode->earliest.origin.file), path);
    return output::render_alert(alert, context, path) + "\n";
  }
};

// Writes the alerts' lines to the output, and into the state those that are held back too.
Result<Done> write_alerts(output::Sink& sink, const Lines& lines, const std::vector<Alert>& alerts,
                          const std::vector<Alert>& held, Memory* memory) {
  for (const Alert& alert : alerts) {
    const std::string line = lines.of(alert);
    if (memory != nullptr) memory->keep(alert, line);
    if (auto written = sink.write(line); !written) return written;
  }
  if (memory == nullptr) return Done();
  for (const Alert& alert : held) memory->keep(alert, lines.of(alert));
  return Done();
}

// A stopped delivery must not look like peace.
ExitCode check_age(const Options& options, const output::Messages& messages,
                   std::optional<EventTime> newest) {
  if (!options.max_age) return ExitCode::done;
  if (newest && *newest >= options.started - *options.max_age) return ExitCode::done;
  messages.warning(fmt::format(
      "the newest record is {}, expected one of the last {} (--max-age): are logs still delivered?",
      newest ? "of " + format_utc(*newest) : "missing", format_duration(*options.max_age)));
  return ExitCode::incomplete;
}

}  // namespace

int run_detect(const Options& options) {
  const output::Messages messages = make_messages(options);
  const auto fail = [&](const Error& error) {
    messages.error(error);
    return exit_code_of(error);
  };

  if (auto usable = check_output(options); !usable) return fail(usable.error());
  std::optional<Memory> memory;
  if (options.state) {
    auto opened = Memory::open(options);
    if (!opened) return fail(opened.error());
    memory.emplace(std::move(*opened));
  }
  input::TimeRange range{options.since, options.until};
  if (range.from) range.from = *range.from - options.window;
  input::IsRemembered is_remembered;
  if (memory) {
    range.horizon = memory->horizon();
    is_remembered = [&](const input::InputFile& file) { return memory->is_remembered(file); };
  }
  auto walk = find_input(options, range, is_remembered);
  if (!walk) return fail(walk.error());

  const HashKey key = random_key();
  std::atomic<std::uint64_t> progress{0};
  std::vector<std::unique_ptr<Worker>> workers(thread_count(options));
  for (auto& worker : workers) worker = std::make_unique<Worker>(options, range, key, progress);
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file) {
    Worker& worker = *workers[reader];
    const auto on_match = [&](const input::Match& match) {
      add_match(worker, match, file.path, options);
      return true;
    };
    const auto result = worker.reader.read(file, number, on_match);
    if (options.state) worker.files.emplace_back(file, result);
  };
  if (memory) {
    what.after_batch = [&] {
      for (auto& worker : workers) {
        for (const auto& [file, result] : worker->files) memory->remember(file, result);
        worker->files.clear();
      }
      return static_cast<bool>(memory->outcome());
    };
    what.on_interrupt = [&] { memory->abandon(); };
  }
  read_files(options, *walk, progress, what);
  if (memory && !memory->outcome()) return fail(memory->outcome().error());
  // From here on no input is read.

  Worker& whole = *workers.front();
  std::vector<const input::ReadReport*> reports;
  reports.reserve(workers.size());
  for (auto& worker : workers) {
    reports.push_back(&worker->reader.report());
    if (worker.get() == &whole) continue;
    whole.history.merge(std::move(worker->history));
    whole.paths.merge(worker->paths);
    whole.matches_without_term += worker->matches_without_term;
  }
  const input::ReadReport report = merge_reports(reports, walk->passed_over());
  Coverage coverage = report.coverage;
  if (memory) {
    auto recalled = memory->recall(whole.history, coverage, report.coverage.earliest());
    if (!recalled) return fail(recalled.error());
  }
  // From here on the history is complete.

  auto [alerts, learned] =
      find_alerts(whole.history, coverage, options.learn ? kNever : options.since);
  const HeldBack held = hold_back(alerts, options.max_alerts);

  // Files are written whole or not at all, also when the run is told to end meanwhile.
  std::optional<SignalHold> hold;
  if (options.output || options.state) hold.emplace();
  auto sink = open_output(options);
  if (!sink) return fail(sink.error());
  const Lines lines{{options.term_fields, options.window}, whole.paths};
  auto written = write_alerts(*sink, lines, alerts, held.alerts, memory ? &*memory : nullptr);
  if (written && memory) written = memory->store(whole.history, report, alerts.size());
  if (written) written = sink->commit();
  const bool closed_pipe = !written && written.error().kind == ErrorKind::closed_pipe;
  if (closed_pipe && !memory) return value_of(ExitCode::done);
  if (!written) {
    messages.error(written.error());
    if (memory) messages.error("the state stays as it was: the next run raises these alerts again");
    return exit_code_of(written.error());
  }
  // From here on the alerts are out. A crash before the state is written repeats them in the next
  // run, with the same ids; the other way round it would lose them.

  if (memory) {
    if (auto committed = memory->commit(); !committed) {
      messages.error(committed.error());
      messages.error(
          "the alerts are out, but the state stays as it was: the next run repeats them, with the "
          "same ids");
      return exit_code_of(committed.error());
    }
    if (memory->is_new()) {
      messages.warning(fmt::format(
          "{}: found no state there, made a new one: what came before these logs is not known",
          output::show_safely(*options.state)));
    }
  }
  hold.reset();

  output::Summary summary = summarize(report, walk->passed_over());
  summarize_alerts(whole, alerts, held, learned, summary);
  summary.max_alerts = options.max_alerts;
  if (memory) summary.files.remembered_damaged = memory->remembered_damaged();
  if (!held.alerts.empty()) {
    messages.warning(fmt::format(
        "{} in {} of 5 minutes {} held back by --max-alerts {}; {}",
        output::count_of(held.alerts.size(), "alert"), output::count_of(held.slots, "slot"),
        held.alerts.size() == 1 ? "was" : "were", options.max_alerts,
        memory ? "s3rare state alerts --held prints them" : "run without it to see all"));
  }
  const auto code =
      report_reading(options, messages, report, summary, memory && memory->remembered_records());
  if (!code) return fail(code.error());
  const auto newest = memory ? memory->newest(report.coverage.latest()) : report.coverage.latest();
  const int age = value_of(check_age(options, messages, newest));
  return options.alert_exit_code && !alerts.empty() ? *options.alert_exit_code
                                                    : std::max(*code, age);
}

}  // namespace s3rare::cli
