// The map of the program. A record's way, from top to bottom:
//   find files -> decompress -> cut into records -> predicate -> match -> history -> alerts ->
//   lines
// With a state, earlier runs join in at three places: files that they have read are passed over,
// the history is merged with theirs, and once the alerts are out the state is written.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <limits>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <vector>

#include "cli/commands.h"
#include "cli/enrich.h"
#include "cli/excepting.h"
#include "cli/exit_code.h"
#include "cli/line_output.h"
#include "cli/match_identity.h"
#include "cli/memory.h"
#include "cli/random_key.h"
#include "cli/reading.h"
#include "cli/signals.h"
#include "input/detail_compressor.h"
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
  input::DetailCompressor details;
  History history;
  std::vector<std::pair<input::InputFile, input::FileResult>> files;  // for the state
  std::map<std::uint32_t, std::string> paths;  // of the files that alerts may name
  std::uint64_t matches_without_term = 0;
  ExceptionHits excepted;

  Worker(const Options& options, const input::TimeRange& range, const HashKey& key,
         input::DetailDictionary& dictionary, SpareThreads& spare,
         std::atomic<std::uint64_t>& progress)
      : reader(options.principal, range, options.state.has_value(), progress,
               reading_ahead(options, spare)),
        details(dictionary),
        history(options.window, key,
                [this](std::string_view kept) { return details.expand(kept); }) {}
};

void add_match(Worker& worker, const input::Match& match, const std::string& path,
               const Options& options) {
  const auto term = term_of(match.fields, options.term_fields);
  if (!term) {
    ++worker.matches_without_term;
    return;
  }
  const std::string event_id = event_id_of(match, *term);
  // What is learned needs no detail: only alerts tell of it.
  const bool is_learned = options.learn || (options.since && match.time.time < *options.since);
  worker.history.add({*term, match.time.time, event_id, match.origin}, [&] {
    if (is_learned) return std::string();
    worker.paths.try_emplace(match.origin.file, path);
    return worker.details.compress(worker.reader.read_detail(match, options.original));
  });
}

// What a complete history has brought.
struct Findings {
  std::vector<Alert> alerts;
  HeldBack held;
  std::uint64_t learned = 0;
  output::PrioritySummary priorities;  // of the alerts that are written
};

Findings judge(History& history, const Coverage& coverage, const Options& options) {
  auto [alerts, learned] = find_alerts(history, coverage, options.learn ? kNever : options.since);
  HeldBack held = hold_back(alerts, options.max_alerts);
  return {std::move(alerts), std::move(held), learned, {}};
}

void summarize_matches(const Worker& worker, const Findings& found, const Options& options,
                       output::Summary& summary) {
  output::MatchSummary& matches = summary.matches;
  matches.alerted = found.alerts.size();
  matches.held_back = found.held.alerts.size();
  matches.learned = found.learned;
  matches.without_term = worker.matches_without_term;
  matches.excepted =
      std::accumulate(worker.excepted.begin(), worker.excepted.end(), matches.excepted);
  matches.known = summary.records.matched - matches.total();
  summary.priorities = found.priorities;
  summary.max_alerts = options.max_alerts;
  summary.held_back_slots = found.held.slots;
}

// Names the buckets, sources and user agents that the most alerts are about.
void rank_alerts(Worker& worker, const std::vector<Alert>& alerts, const HashKey& key,
                 output::Summary& summary) {
  struct Ranked {
    DetailField field;
    output::Ranking& ranking;
    output::RankingBuilder builder;
  };
  std::array ranked = {
      Ranked{DetailField::source_address, summary.sources, output::RankingBuilder(key)},
      Ranked{DetailField::bucket, summary.buckets, output::RankingBuilder(key)},
      Ranked{DetailField::user_agent, summary.user_agents, output::RankingBuilder(key)}};
  const auto each_value = [&](auto take) {
    for (const Alert& alert : alerts) {
      const std::string detail = worker.details.expand(alert.episode->earliest.detail());
      const DetailReader reader(detail);
      for (Ranked& each : ranked) take(each.builder, reader.find(each.field));
    }
  };
  each_value([](auto& builder, std::string_view value) { builder.count(value); });
  for (Ranked& each : ranked) each.builder.sort();
  each_value([](auto& builder, std::string_view value) { builder.name(value); });
  for (Ranked& each : ranked) each.ranking = each.builder.take();
}

struct Line {
  std::string text;
  Priority priority = Priority::medium;
};

// What turns the alerts of a run into lines.
struct Lines {
  output::AlertContext context;
  Worker& worker;
  Enricher& enricher;

  Line of(const Alert& alert) const {
    const Earliest& match = alert.episode->earliest;
    const std::string detail = worker.details.expand(match.detail());
    const DetailReader reader(detail);
    const Enrichment enrichment = enricher.enrich(reader);
    std::string path;
    input::repair_utf8(worker.paths.at(match.origin().file), path);
    std::string text = output::render_alert(alert, reader, context, enrichment, path);
    text += '\n';
    return {std::move(text), enrichment.assessment.priority};
  }
};

// Writes the alerts' lines to the output, and into the state those that are held back too.
Result<Done> write_alerts(LineOutput& output, const Lines& lines, Findings& found, Memory* memory) {
  for (const Alert& alert : found.alerts) {
    const Line line = lines.of(alert);
    found.priorities.add(line.priority);
    if (memory != nullptr) memory->keep(alert, line.text);
    if (auto written = output.write(line.text); !written) return written;
  }
  if (memory == nullptr) return Done();
  for (const Alert& alert : found.held.alerts) memory->keep(alert, lines.of(alert).text);
  return Done();
}

// First the alerts, then the state. A crash between the two repeats alerts in the next run, with
// the same ids; the other way round it would lose them. Tells people of an error.
Result<Done> write_all(const Options& options, const output::Messages& messages, const Lines& lines,
                       Findings& found, const History& history, const input::ReadReport& report,
                       Memory* memory) {
  // Files are written whole or not at all, also when the run is told to end meanwhile.
  std::optional<SignalHold> hold;
  if (options.output) hold.emplace();
  auto output = LineOutput::open(options);
  auto written = output ? write_alerts(*output, lines, found, memory) : output.error();
  if (written && memory != nullptr) {
    written = memory->store(history, report, found.alerts.size());
  }
  if (written) written = output->commit();
  if (memory == nullptr) {
    const bool reader_left = !written && written.error().kind == ErrorKind::closed_pipe;
    if (!written && !reader_left) messages.error(written.error());
    if (written && hold) hold->keep();
    return written;
  }
  if (!written) {
    messages.error(written.error());
    messages.error("the state stays as it was: the next run raises these alerts again");
    return written;
  }
  // From here on the alerts are out.

  if (!hold) hold.emplace();
  auto committed = memory->commit();
  if (!committed) {
    messages.error(committed.error());
    messages.error(
        "the alerts are out, but the state stays as it was: the next run repeats them, with the "
        "same ids");
  }
  // Whoever hears that the run was interrupted may throw its alerts away.
  if (committed) hold->keep();
  return committed;
}

void warn_of_forgotten(const output::Messages& messages, std::uint64_t matches,
                       std::optional<EventTime> horizon) {
  if (matches == 0 || !horizon) return;
  messages.warning(fmt::format(
      "{} before {} raised nothing: the state does not reach back so far (--retain)",
      matches == 1 ? "1 match" : fmt::format("{} matches", matches), format_utc(*horizon)));
}

void warn_of_held(const Options& options, const output::Messages& messages, const HeldBack& held) {
  if (held.alerts.empty()) return;
  const bool kept = options.state && !options.state_readonly;
  messages.warning(fmt::format(
      "{} in {} of 5 minutes {} held back by --max-alerts {}; {}",
      output::count_of(held.alerts.size(), "alert"), output::count_of(held.slots, "slot"),
      held.alerts.size() == 1 ? "was" : "were", options.max_alerts,
      kept ? "s3rare state alerts --held prints them" : "run without it to see all"));
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
  const auto exceptions = read_exceptions(options);
  if (!exceptions) return fail(exceptions.error());
  auto enricher = Enricher::open(options);
  if (!enricher) return fail(enricher.error());
  std::optional<Memory> memory;
  if (options.state) {
    auto opened = Memory::open(options);
    if (!opened) return fail(opened.error());
    memory.emplace(std::move(*opened));
    memory->use_exceptions(exceptions->fingerprint());
  }
  input::TimeRange range = time_range_of(options);
  input::IsRemembered is_remembered;
  if (memory) {
    range.horizon = memory->horizon();
    is_remembered = [&](const input::InputFile& file) { return memory->is_remembered(file); };
  }
  auto walk = find_input(options, range, is_remembered);
  if (!walk) return fail(walk.error());

  const HashKey key = random_key();
  std::atomic<std::uint64_t> progress{0};
  input::DetailDictionary dictionary;
  SpareThreads spare(thread_count(options));
  std::vector<std::unique_ptr<Worker>> workers(thread_count(options));
  for (auto& worker : workers) {
    worker = std::make_unique<Worker>(options, range, key, dictionary, spare, progress);
    worker->excepted.resize(exceptions->size());
  }
  ReadFiles what;
  what.read = [&](std::size_t reader, std::uint32_t number, const input::InputFile& file,
                  std::optional<input::FileStream> opened) {
    Worker& worker = *workers[reader];
    const auto on_match = [&](const input::Match& match) {
      if (const auto hit = exceptions->find(match.fields, match.time.time)) {
        ++worker.excepted[*hit];
        return true;
      }
      add_match(worker, match, file.path, options);
      return true;
    };
    const auto result = worker.reader.read(file, number, on_match, std::move(opened));
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
  read_files(options, *walk, spare, progress, what);
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
    add_hits(whole.excepted, worker->excepted);
  }
  const input::ReadReport report = merge_reports(reports, walk->passed_over());
  Coverage coverage = report.coverage;
  if (memory) {
    auto recalled = memory->recall(whole.history, coverage, report.coverage.earliest());
    if (!recalled) return fail(recalled.error());
  }
  // From here on the history is complete.

  Findings found = judge(whole.history, coverage, options);
  const Lines lines{{options.term_fields, options.window}, whole, *enricher};
  Memory* const keeper = memory ? &*memory : nullptr;
  const auto written = write_all(options, messages, lines, found, whole.history, report, keeper);
  if (!written) {
    const bool reader_left = written.error().kind == ErrorKind::closed_pipe && !memory;
    return reader_left ? value_of(ExitCode::done) : exit_code_of(written.error());
  }
  // From here on alerts and state are written.

  output::Summary summary = summarize(report, walk->passed_over());
  summarize_matches(whole, found, options, summary);
  if (!options.quiet || options.summary_json) {
    rank_alerts(whole, found.alerts, key, summary);
    summary.exceptions = summarize_exceptions(*exceptions, whole.excepted, summary.latest);
  }
  enricher->summarize(summary);
  if (memory) summary.files.remembered_damaged = memory->remembered_damaged();
  if (memory && memory->is_new()) {
    messages.warning(fmt::format(
        "{}: found no state there, made a new one: what came before these logs is not known",
        output::show_safely(*options.state)));
  }
  if (memory && memory->had_other_exceptions() && !options.rescan) {
    messages.warning(
        "the exceptions are not those of the last run: files that were read before are not judged "
        "again (--rescan)");
  }
  warn_of_forgotten(messages, summary.matches.before_retention, range.horizon);
  warn_of_held(options, messages, found.held);
  const int places = value_of(enricher->check(messages, summary.latest));
  const auto code =
      report_reading(options, messages, report, summary, memory && memory->remembered_records());
  if (!code) {
    // With a state, exit code 2 says that it is as it was; now it is not.
    messages.error(code.error());
    return value_of(memory ? ExitCode::incomplete : ExitCode::failed);
  }
  const auto newest = memory ? memory->newest(report.coverage.latest()) : report.coverage.latest();
  const int age = value_of(check_age(options, messages, newest));
  return options.alert_exit_code && !found.alerts.empty() ? *options.alert_exit_code
                                                          : std::max({*code, age, places});
}

}  // namespace s3rare::cli
