// Reads the files of a run, on several threads.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "cli/reading/ahead.h"
#include "input/file_reader.h"
#include "input/find_files.h"
#include "options/options.h"

namespace s3rare::cli {

/// The order in which workers take files.
enum class FileOrder {
  huge_first,  ///< huge files of known size first, so that none is read alone at the end; then by
               ///< path
  by_path
};

/// How a run reads its files.
struct ReadFiles {
  FileOrder order = FileOrder::huge_first;
  /// Reads a file, on the reader's thread.
  /// @param reader  number of the thread's reader, below `thread_count`
  /// @param number  number of the file in the run
  /// @param opened  see FileReader
  std::function<void(std::size_t reader, std::uint32_t number, const input::InputFile& file,
                     std::optional<input::FileStream> opened)>
      read;
  /// Called after each batch of files. Returns false to stop reading.
  std::function<bool()> after_batch = [] { return true; };
  /// See run_workers.
  std::function<void()> on_interrupt = [] {};
};

/// What the readers of a run share.
struct ReadersShare {
  SpareThreads spare;
  std::atomic<std::uint64_t> progress{0};  ///< bytes read from disk
  std::uint32_t files = 0;                 ///< number of files that were begun

  /// @param threads  the most threads that the run may use
  explicit ReadersShare(std::size_t threads) : spare(threads) {}
};

/// Finds the next files, at least as many if they remain; none at the end.
using FindFiles = std::function<std::vector<input::InputFile>(std::size_t least)>;

/// Reads files in batches, on several threads. Shows progress if the options ask for it.
void read_files(const options::Options& options, const FindFiles& find, ReadersShare& shared,
                const ReadFiles& what);

/// @returns a function that puts `read_ahead` on top of a file's stream; nothing if the run has one
///          thread
input::PutBefore reading_ahead(const options::Options& options, SpareThreads& spare);

/// @returns the task of a pass that collects what concerns alerts: whatever passes `concerns` is
///          parsed with all fields, and access logs come last
input::ReadTask collecting_task(const options::Options& options, input::RecordFilter concerns);

/// @returns `wanted` if the options ask for S3 server access logs
input::AccessLogs access_logs_of(const options::Options& options, input::AccessLogs wanted);

/// @returns how many threads a run uses at most
std::size_t thread_count(const options::Options& options);

}  // namespace s3rare::cli
