// The map of the program. A record's way, from top to bottom:
//   find files -> decompress -> cut into records -> predicate -> match -> history -> alerts ->
//   lines

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>

#include "cli/commands.h"
#include "cli/exit_code.h"
#include "cli/reading.h"
#include "cli/signals.h"
#include "input/json_text.h"
#include "output/alert_line.h"
#include "s3rare/alert.h"
#include "s3rare/detail.h"
#include "s3rare/history.h"

namespace s3rare::cli {
namespace {

// One thread's reader, with the history of what it has read.
struct Worker {
  input::FileReader reader;
  History history;
  std::map<std::uint32_t, std::string> paths;  // of the files that alerts may name
  std::uint64_t matches_without_term = 0;

  Worker(const Options& options, const input::TimeRange& range, const HashKey& key,
         std::atomic<std::uint64_t>& progress)
      : reader(options.principal, range, progress), history(options.window, key) {}
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

HashKey random_key() {
  std::random_device random;
  const auto word = [&] { return static_cast<std::uint64_t>(random()) << 32 | random(); };
  return {word(), word()};
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
  matches.held_back = held.alerts;
  matches.learned = learned;
  matches.without_term = worker.matches_without_term;
  matches.known = summary.records.matched - matches.total();
  summary.held_back_slots = held.slots;
  summary.sources = rank(alerts, DetailField::source_address);
  summary.buckets = rank(alerts, DetailField::bucket);
  summary.user_agents = rank(alerts, DetailField::user_agent);
}

Result<output::Done> write_alerts(const Options& options, const std::vector<Alert>& alerts,
                                  const std::map<std::uint32_t, std::string>& paths) {
  // A file is written whole or not at all, also when the run is told to end meanwhile.
  std::optional<SignalHold> hold;
  if (options.output) hold.emplace();
  auto sink = open_output(options);
  if (!sink) return sink.error();
  const output::AlertContext context{options.term_fields, options.window};
  std::string path;
  for (const Alert& alert : alerts) {
    input::repair_utf8(paths.at(alert.episode->earliest.origin.file), path);
    if (auto written = sink->write(output::render_alert(alert, context, path) + "\n"); !written) {
      return written;
    }
  }
  return sink->commit();
}

}  // namespace

int run_detect(const Options& options) {
  const output::Messages messages = make_messages(options);
  const auto fail = [&](const Error& error) {
    messages.error(error);
    return value_of(ExitCode::failed);
  };

  input::TimeRange range{options.since, options.until};
  if (range.from) range.from = *range.from - options.window;
  auto walk = find_input(options, range);
  if (!walk) return fail(walk.error());

  const HashKey key = random_key();
  std::atomic<std::uint64_t> progress{0};
  std::vector<std::unique_ptr<Worker>> workers(thread_count(options));
  for (auto& worker : workers) worker = std::make_unique<Worker>(options, range, key, progress);
  read_files(
      options, *walk, FileOrder::huge_first, progress,
      [&](std::size_t reader, std::uint32_t number, const input::InputFile& file) {
        Worker& worker = *workers[reader];
        worker.reader.read(file, number, [&](const input::Match& match) {
          add_match(worker, match, file.path, options);
          return true;
        });
      },
      [] {});
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
  // From here on the history is complete.

  auto [alerts, learned] = find_alerts(whole.history, report.coverage, options.since);
  const HeldBack held = hold_back(alerts, options.max_alerts);

  const auto written = write_alerts(options, alerts, whole.paths);
  const bool closed_pipe = !written && written.error().kind == ErrorKind::closed_pipe;
  if (!written && !closed_pipe) return fail(written.error());
  // From here on the alerts are out.

  if (closed_pipe) return value_of(ExitCode::done);
  output::Summary summary = summarize(report, walk->passed_over());
  summarize_alerts(whole, alerts, held, learned, summary);
  summary.max_alerts = options.max_alerts;
  if (held.alerts > 0) {
    messages.warning(
        fmt::format("{} in {} of 5 minutes {} held back by --max-alerts {}; run "
                    "without it to see all",
                    output::count_of(held.alerts, "alert"), output::count_of(held.slots, "slot"),
                    held.alerts == 1 ? "was" : "were", options.max_alerts));
  }
  const auto code = report_reading(options, messages, report, summary);
  if (!code) return fail(code.error());
  return options.alert_exit_code && !alerts.empty() ? *options.alert_exit_code : *code;
}

}  // namespace s3rare::cli
