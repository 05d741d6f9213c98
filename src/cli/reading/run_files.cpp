// Files are found and read in batches, which bound the memory for file names: the next batch is
// found while the current one is read.

#include "cli/reading/run_files.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>
#include <utility>
#include <vector>

#include "cli/reading/files_ahead.h"
#include "cli/reading/workers.h"
#include "cli/terminal.h"
#include "output/progress.h"

namespace s3rare::cli {
namespace {

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

}  // namespace

std::size_t thread_count(const options::Options& options) {
  return options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

input::AccessLogs access_logs_of(const options::Options& options, input::AccessLogs wanted) {
  return options.server_access_logs ? wanted : input::AccessLogs::named;
}

input::ReadTask collecting_task(const options::Options& options, input::RecordFilter concerns) {
  return {.parse = input::Parse::filtered,
          .filter = std::move(concerns),
          .clock = options.started,
          .access_logs = access_logs_of(options, input::AccessLogs::put_off)};
}

input::PutBefore reading_ahead(const options::Options& options, SpareThreads& spare) {
  if (thread_count(options) == 1) return {};
  return [&spare](input::ByteStream& below) { return read_ahead(below, spare); };
}

void read_files(const options::Options& options, const FindFiles& find, ReadersShare& shared,
                const ReadFiles& what) {
  const bool show = is_wanted(options.progress, is_terminal(STDERR_FILENO) && !options.quiet);
  const auto begin = std::chrono::steady_clock::now();
  output::ProgressLine line;
  std::uint32_t& first = shared.files;  // number of the batch's first file
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
  std::vector<input::InputFile> files = find(batch);
  while (!files.empty()) {
    // The next batch is found while this one is read; with one thread, after it.
    std::vector<input::InputFile> next;
    batch = std::min(kMostBatchFiles, batch * kBatchGrowth);
    const auto find_next = [&] { next = find(batch); };
    const bool at_once = thread_count(options) > 1;
    read_batch(files, at_once ? find_next : std::function<void()>());
    if (!what.after_batch()) break;
    if (!at_once) find_next();
    first += static_cast<std::uint32_t>(files.size());
    files = std::move(next);
  }
  line.clear();
}

}  // namespace s3rare::cli
