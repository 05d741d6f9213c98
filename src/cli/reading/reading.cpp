// Files are found and read in batches, which bound the memory for file names: the next batch is
// found while the current one is read. The rest prepares a run before it reads, and reports after.

#include "cli/reading/reading.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <numeric>
#include <set>
#include <system_error>
#include <thread>

#include "cli/exit_code.h"
#include "cli/reading/files_ahead.h"
#include "cli/reading/workers.h"
#include "cli/terminal.h"
#include "input/recognition/content_kind.h"
#include "json/text.h"
#include "output/progress.h"
#include "state/state.h"
#include "text/quantities.h"
#include "text/terminal_text.h"

namespace s3rare::cli {
namespace {

constexpr std::size_t kShownFiles = 10;

// Files of at least this size are read first. The others are read in path order, which keeps the
// files of a folder together, as they are on disk and in the system's caches.
constexpr std::uint64_t kHugeBytes = 1024 * 1024;

// Limit of a batch. Two batches are in memory at once, a few megabytes of names, unless a single
// folder has more files. Batches start small and grow, so that the next one is found before the
// current one has been read.
constexpr std::size_t kMostBatchFiles = 16 * 1024;
constexpr std::size_t kFirstBatchFiles = 256;
constexpr std::size_t kBatchGrowth = 4;

// Returns the files of a batch, as indexes, in the order in which they are read.
std::vector<std::size_t> jobs_of(const std::vector<input::InputFile>& files, FileOrder order) {
  std::vector<std::size_t> jobs(files.size());
  std::iota(jobs.begin(), jobs.end(), std::size_t{0});
  if (order == FileOrder::by_path) return jobs;
  const auto weight = [&](std::size_t file) {
    return files[file].stamp.size >= kHugeBytes ? files[file].stamp.size : 0;
  };
  std::stable_sort(jobs.begin(), jobs.end(),
                   [&](std::size_t a, std::size_t b) { return weight(a) > weight(b); });
  return jobs;
}

// The state, and the files that may exist beside it.
std::vector<std::string> state_files(const options::Options& options) {
  if (!options.state) return {};
  std::error_code ignored;
  const std::string state = std::filesystem::weakly_canonical(*options.state, ignored).string();
  return {*options.state, state, state + "-journal", state + ".lock", state + state::kNewSuffix};
}

// The existing files that the run itself writes, or reads for other purposes than logs. They are
// not input, even in a folder that is.
std::set<input::FileIdentity> own_files(const options::Options& options) {
  std::set<input::FileIdentity> own;
  struct stat status {};
  const auto add = [&] {
    if (S_ISREG(status.st_mode)) own.emplace(status.st_dev, status.st_ino);
  };
  if (options.output && ::stat(options.output->c_str(), &status) == 0) add();
  for (const auto& file : {options.summary_json, options.investigate, options.html}) {
    if (file && ::stat(file->c_str(), &status) == 0) add();
  }
  if (::fstat(STDOUT_FILENO, &status) == 0) add();
  if (::stat(options.alerts.c_str(), &status) == 0) add();
  for (const std::string& file : state_files(options)) {
    if (::stat(file.c_str(), &status) == 0) add();
  }
  for (const auto* files : {&options.exceptions, &options.indicators, &options.geoip}) {
    for (const std::string& file : *files) {
      if (::stat(file.c_str(), &status) == 0) add();
    }
  }
  return own;
}

// Whether the last line of a file is a JSON document, or the end of one that takes several lines.
// Hand-written files often lack their last line end.
bool is_complete_json(std::string_view line) {
  constexpr std::string_view kSpace = " \t\r";
  const std::size_t begin = line.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return false;
  if (line.find_first_not_of(" \t\r}]") == std::string_view::npos) return true;
  const char first = line[begin];
  return (first == '{' || first == '[') && json::is_json(line);
}

Result<Done> write_summary_file(const std::string& path, const output::Summary& summary) {
  auto sink = files::Sink::replacement(path);
  if (!sink) return sink.error();
  auto written = sink->write(output::summary_json(summary));
  return written ? sink->commit() : written;
}

output::NamedFiles names_of(const input::FileList& files) {
  output::NamedFiles names;
  names.count = files.total();
  for (const auto& [path, parts] : files) names.first.push_back(path);
  return names;
}

// Warns of the first files of a list.
// @param what  what is wrong with a file, by the number of its parts
// @param rest  what is wrong with the others: `3 more files ...`
void warn_of(const output::Messages& messages, const input::FileList& files,
             const std::function<std::string(std::uint64_t parts)>& what, std::string_view rest) {
  std::uint64_t shown = 0;
  for (const auto& [path, parts] : files) {
    if (shown == kShownFiles) break;
    messages.warning(text::show_safely(path) + ": " + what(parts));
    ++shown;
  }
  if (files.total() == shown) return;
  const std::uint64_t more = files.total() - shown;
  messages.warning(fmt::format("{} {}", text::count_of(more, "more file", "more files"), rest));
}

// Warns of the files of kinds that are not read. Returns whether there are any.
bool warn_of_kinds(const output::Messages& messages, const input::SkippedFiles& skipped) {
  bool any = false;
  for (const input::ContentRow& row : input::content_rows()) {
    const input::FileList* const files = skipped.find(row.name);
    if (files == nullptr) continue;
    any = true;
    const auto what = [&](std::uint64_t) {
      return fmt::format("found {}, which is not read: {}", row.found, row.advice);
    };
    warn_of(messages, *files, what, fmt::format("of this kind: {}", row.name));
  }
  return any;
}

void warn_of_files(const output::Messages& messages, const input::ReadReport& report) {
  const auto always = [](std::string_view text) {
    return [text](std::uint64_t) { return std::string(text); };
  };
  warn_of(messages, report.unrecognised,
          always("found JSON that is not CloudTrail, expected records"),
          "hold JSON that is not CloudTrail");
  warn_of(
      messages, report.unread,
      always(
          "found JSON with eventSource in a shape that is not read, expected CloudTrail records"),
      "hold JSON with eventSource in a shape that is not read");
  warn_of(
      messages, report.partly_unrecognised,
      [](std::uint64_t parts) {
        return fmt::format(
            "found {} not CloudTrail beside its records, expected only records",
            parts == 1 ? "1 object that is" : text::count_of(parts, "object") + " that are");
      },
      "hold other objects beside their records");
  warn_of(
      messages, report.without_identity,
      [](std::uint64_t parts) {
        return fmt::format(
            "found {} without a usable userIdentity, expected an object with type and accountId: "
            "the rule cannot judge {}",
            text::count_of(parts, "record"), parts == 1 ? "it" : "them");
      },
      "hold records without a usable userIdentity");
}

// Whether two names refer to one file, which need not exist yet.
bool are_one_file(const std::string& a, const std::string& b) {
  std::error_code ignored;
  const auto place = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, ignored), ignored);
  };
  return a == b || place(a) == place(b);
}

}  // namespace

output::Messages make_messages(const options::Options& options) {
  return {colors_wanted(options.color, STDERR_FILENO), options.quiet};
}

Result<Done> check_output(const options::Options& options) {
  struct Written {
    const char* option;
    std::optional<std::string> path;
    bool may_be_there;
  };
  const std::vector<Written> files = {{"-o", options.output, options.append},
                                      {"--investigate", options.investigate, options.append},
                                      {"--html", options.html, true},
                                      {"--summary-json", options.summary_json, true}};
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].path) continue;
    if (auto usable = files::Sink::check(*files[i].path, files[i].may_be_there); !usable) {
      return usable.error();
    }
    for (std::size_t other = 0; other < i; ++other) {
      if (!files[other].path || !are_one_file(*files[other].path, *files[i].path)) continue;
      return Error{ErrorKind::usage,
                   {},
                   std::nullopt,
                   fmt::format("{}: found the file of {}, expected another file", files[i].option,
                               files[other].option)};
    }
    for (const std::string& file : state_files(options)) {
      if (!are_one_file(file, *files[i].path)) continue;
      return Error{ErrorKind::usage,
                   {},
                   std::nullopt,
                   "--state: found a file that the run writes as well, expected another file"};
    }
  }
  return Done();
}

Result<Done> check_can_be_read_again(const options::Options& options) {
  for (const std::string& path : options.paths) {
    struct stat status {};
    if (path != "-" && (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode) ||
                        S_ISDIR(status.st_mode))) {
      continue;
    }
    return Error{ErrorKind::usage, path, std::nullopt,
                 "found input that can be read only once, expected files or folders, such as "
                 "AWSLogs/: --investigate reads its input twice"};
  }
  if (!options.paths.empty()) return Done();
  return Error{ErrorKind::usage,
               {},
               std::nullopt,
               "PATH: found none, expected files or folders, such as AWSLogs/: --investigate reads "
               "its input twice, which standard input does not allow"};
}

Result<std::vector<std::string>> input_paths(const options::Options& options) {
  if (!options.paths.empty()) return options.paths;
  if (is_terminal(STDIN_FILENO)) {
    return Error{ErrorKind::usage,
                 {},
                 std::nullopt,
                 "PATH: found none, expected log files or folders, such as AWSLogs/, or logs on "
                 "standard input"};
  }
  return std::vector<std::string>{"-"};
}

input::TimeRange time_range_of(const options::Options& options) {
  input::TimeRange range{options.since, options.until};
  if (range.from) range.from = *range.from - options.window;
  return range;
}

Result<input::FileWalk> find_input(const options::Options& options, input::TimeRanges ranges,
                                   input::IsRemembered is_remembered) {
  auto paths = input_paths(options);
  if (!paths) return paths.error();
  return input::FileWalk::start(*paths, own_files(options), std::move(ranges),
                                std::move(is_remembered));
}

std::size_t thread_count(const options::Options& options) {
  return options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

input::PutBefore reading_ahead(const options::Options& options, SpareThreads& spare) {
  if (thread_count(options) == 1) return {};
  return [&spare](input::ByteStream& below) { return read_ahead(below, spare); };
}

void read_files(const options::Options& options, input::FileWalk& walk, ReadersShare& shared,
                const ReadFiles& what) {
  const bool show = is_wanted(options.progress, is_terminal(STDERR_FILENO) && !options.quiet);
  const auto begin = std::chrono::steady_clock::now();
  output::ProgressLine line;
  std::uint32_t first = 0;  // number of the batch's first file
  const auto on_tick = [&](std::size_t done) {
    if (show) line.show(first + done, shared.progress, std::chrono::steady_clock::now() - begin);
  };
  const auto on_interrupt = [&] {
    line.clear();
    what.on_interrupt();
  };
  const auto read_batch = [&](const std::vector<input::InputFile>& files,
                              const std::function<void()>& meanwhile) {
    const std::vector<std::size_t> jobs = jobs_of(files, what.order);
    std::vector<const input::InputFile*> in_order;
    in_order.reserve(jobs.size());
    for (const std::size_t file : jobs) in_order.push_back(&files[file]);
    const std::size_t worker_count = std::min(thread_count(options), files.size());
    FilesAhead ahead(std::move(in_order), worker_count, shared.progress);
    std::vector<std::function<void(std::size_t)>> workers;
    for (std::size_t reader = 0; reader < worker_count; ++reader) {
      workers.emplace_back([&, reader](std::size_t job) {
        const std::size_t file = jobs[job];
        what.read(reader, first + static_cast<std::uint32_t>(file), files[file],
                  ahead.take(reader, job));
      });
    }
    run_workers(workers, jobs.size(), shared.spare, meanwhile, on_tick, on_interrupt);
  };

  std::size_t batch = kFirstBatchFiles;
  std::vector<input::InputFile> files = walk.next(batch);
  while (!files.empty()) {
    // The next batch is found while this one is read; with one thread, after it.
    std::vector<input::InputFile> next;
    batch = std::min(kMostBatchFiles, batch * kBatchGrowth);
    const auto find_next = [&] { next = walk.next(batch); };
    const bool at_once = thread_count(options) > 1;
    read_batch(files, at_once ? find_next : std::function<void()>());
    if (!what.after_batch()) break;
    if (!at_once) find_next();
    first += static_cast<std::uint32_t>(files.size());
    files = std::move(next);
  }
  line.clear();
}

input::ReadReport merge_reports(const std::vector<const input::ReadReport*>& reports,
                                const input::PassedOver& passed_over) {
  input::ReadReport merged;
  for (const input::ReadReport* report : reports) {
    merged.counts += report->counts;
    merged.coverage.merge(report->coverage);
    merged.furthest_ahead = std::max(merged.furthest_ahead, report->furthest_ahead);
    merged.faults.merge(report->faults);
    merged.skipped.merge(report->skipped);
    merged.unrecognised.merge(report->unrecognised);
    merged.unread.merge(report->unread);
    merged.partly_unrecognised.merge(report->partly_unrecognised);
    merged.without_identity.merge(report->without_identity);
    merged.has_data_events = merged.has_data_events || report->has_data_events;
  }
  merged.dated_by_folder = passed_over.dated_by_folder;
  input::FirstByPath<input::FileFault> failures;
  for (const Error& failure : passed_over.failures) failures.add({failure, 0});
  failures.add_unlisted(passed_over.failures.left_out());
  merged.counts.files_failed += failures.total();
  merged.faults.merge(failures);
  return merged;
}

output::Summary summarize(const input::ReadReport& report, const input::PassedOver& passed_over) {
  const input::ReadCounts& counts = report.counts;
  output::Summary summary;
  summary.files.read = counts.files_read;
  summary.files.damaged = counts.files_damaged;
  summary.files.failed = counts.files_failed;
  summary.files.outside_dates = passed_over.outside_dates;
  summary.files.remembered = passed_over.remembered;
  input::SkippedFiles skipped = passed_over.skipped;
  skipped.merge(report.skipped);
  for (const auto* kinds : {&skipped.kinds(), &skipped.extensions()}) {
    for (const auto& [kind, files] : *kinds) summary.files.skipped[kind] = names_of(files);
  }
  summary.files.unrecognised = names_of(report.unrecognised);
  summary.files.unread = names_of(report.unread);
  summary.files.partly_unrecognised = names_of(report.partly_unrecognised);
  summary.files.without_identity = names_of(report.without_identity);
  summary.files.bytes_on_disk = counts.bytes_on_disk;
  summary.files.bytes_decompressed = counts.bytes_decompressed;
  summary.records.matched = counts.records_matched;
  summary.records.not_matched = counts.records_not_matched;
  summary.records.malformed = counts.records_malformed;
  summary.records.without_identity = counts.records_without_identity;
  summary.records.repaired = counts.records_repaired;
  summary.records.ahead = counts.records_ahead;
  summary.records.digests = counts.objects_digest;
  summary.records.insights = counts.objects_insight;
  summary.records.notifications = counts.objects_notification;
  summary.records.bulk_actions = counts.objects_bulk_action;
  summary.records.unrecognised = counts.objects_unrecognised;
  summary.matches.outside_range = counts.matches_outside_range;
  summary.matches.before_retention = counts.matches_before_retention;
  summary.matches.without_time = counts.matches_without_time;
  summary.matches.old_spelling = counts.matches_old_spelling;
  summary.earliest = report.coverage.earliest();
  summary.latest = report.coverage.latest();
  return summary;
}

Result<files::Sink> open_output(const options::Options& options) {
  if (!options.output) return files::Sink::standard_output();
  if (!options.append) return files::Sink::new_file(*options.output);
  const auto warn_of_torn = [&](const files::UnendedLine& torn) {
    constexpr std::size_t kMaxShownBytes = 400;
    constexpr std::size_t kShownColumns = 100;
    make_messages(options).warning(fmt::format(
        "{}: the last line is torn, as a killed run leaves it: cutting off its {} from byte {} on: "
        "{}",
        text::show_safely(*options.output), text::count_of(torn.text.size(), "byte"), torn.offset,
        text::shorten(text::show_safely(torn.text.substr(0, kMaxShownBytes)), kShownColumns)));
  };
  return files::Sink::append_to(*options.output, {is_complete_json, warn_of_torn});
}

ExitCode report_faults(const output::Messages& messages, const input::ReadReport& report,
                       bool remembered_records) {
  for (const input::FileFault& fault : report.faults) messages.error(fault.first, fault.others);
  if (report.faults.left_out() > 0) {
    messages.error(
        fmt::format("{} could not be read completely; the first {}, by path, are named above",
                    text::count_of(report.faults.left_out(), "more file", "more files"),
                    report.faults.total() - report.faults.left_out()));
  }
  warn_of_files(messages, report);
  const bool left_out = warn_of_kinds(messages, report.skipped);
  if (const input::DatedByFolder& dated = report.dated_by_folder; dated.files > 0) {
    messages.warning(fmt::format(
        "left out {} that CloudTrail did not name, for the date of the folder alone, such as {}: "
        "to read such a file, name it or its folder",
        text::count_of(dated.files, "file"), text::show_safely(dated.first)));
  }
  if (report.furthest_ahead && report.counts.records_ahead > 0) {
    messages.warning(fmt::format(
        "found {} later than this machine's clock, up to {}: ignored for covered days, --max-age "
        "and --retain; check the clock",
        text::count_of(report.counts.records_ahead, "record"), format_utc(*report.furthest_ahead)));
  }
  const bool understood = report.unread.empty() && report.partly_unrecognised.empty() &&
                          report.without_identity.empty();
  if (report.counts.judged() == 0 && !remembered_records) {
    messages.warning(
        report.counts.records_without_identity == 0
            ? "no CloudTrail record was read: this run says nothing about what happened"
            : "no record could be judged: this run says nothing about what happened");
    return ExitCode::incomplete;
  }
  return report.faults.empty() && understood && !left_out ? ExitCode::done : ExitCode::incomplete;
}

Result<ExitCode> report_reading(const options::Options& options, const output::Messages& messages,
                                const input::ReadReport& report, const output::Summary& summary,
                                bool remembered_records) {
  const ExitCode code = report_faults(messages, report, remembered_records);
  messages.note(output::summary_text(summary));
  if (options.summary_json) {
    if (auto written = write_summary_file(*options.summary_json, summary); !written) {
      return written.error();
    }
  }
  return code;
}

}  // namespace s3rare::cli
