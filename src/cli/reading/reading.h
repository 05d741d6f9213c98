// What the subcommands that read logs share: finding and reading input, messages, summary, and exit
// code.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "cli/exit_code.h"
#include "cli/reading/ahead.h"
#include "files/sink.h"
#include "input/file_reader.h"
#include "input/find_files.h"
#include "options/options.h"
#include "output/messages.h"
#include "output/summary.h"

namespace s3rare::cli {

output::Messages make_messages(const options::Options& options);

/// Call it before reading.
/// @returns an error if an output cannot be written, or if one file is used for two purposes
Result<Done> check_output(const options::Options& options);

/// Call it before reading.
/// @returns an error if the input includes standard input or a pipe, which can be read only once
Result<Done> check_can_be_read_again(const options::Options& options);

/// @returns the paths that the options name, or `-` for standard input if they name none; an error
///          if standard input is then a terminal
Result<std::vector<std::string>> input_paths(const options::Options& options);

/// @returns the time range of the matches that a run needs: `--since` to `--until`, and the window
///          before `--since` as history
input::TimeRange time_range_of(const options::Options& options);

/// Starts to walk the files of a run.
/// @returns an error if a path does not exist
Result<input::FileWalk> find_input(const options::Options& options, input::TimeRanges ranges,
                                   input::IsRemembered is_remembered = {});

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

  /// @param threads  the most threads that the run may use
  explicit ReadersShare(std::size_t threads) : spare(threads) {}
};

/// Reads files in batches, on several threads. Shows progress if the options ask for it.
void read_files(const options::Options& options, input::FileWalk& walk, ReadersShare& shared,
                const ReadFiles& what);

/// @returns a function that puts `read_ahead` on top of a file's stream; nothing if the run has one
///          thread
input::PutBefore reading_ahead(const options::Options& options, SpareThreads& spare);

/// @returns how many threads a run uses at most
std::size_t thread_count(const options::Options& options);

/// Merges the reports of the readers, and adds the failures of the walk.
input::ReadReport merge_reports(const std::vector<const input::ReadReport*>& reports,
                                const input::PassedOver& passed_over);

/// @returns a summary with the counts of reading; the caller fills in the others
output::Summary summarize(const input::ReadReport& report, const input::PassedOver& passed_over);

/// Opens the output that the options name, or standard output.
Result<files::Sink> open_output(const options::Options& options);

/// Prints an error for each file that could not be read completely, and warnings about input that
/// is not CloudTrail.
/// @param remembered_records  whether files that were not read again hold records
/// @returns `done`, or `incomplete` if there are faults or no CloudTrail record was read
ExitCode report_faults(const output::Messages& messages, const input::ReadReport& report,
                       bool remembered_records = false);

/// Prints faults, warnings and the summary, and writes the summary file of `--summary-json`.
/// @param remembered_records  whether files that were not read again hold records
/// @returns the exit code of `report_faults`, or an error if the summary cannot be written
Result<ExitCode> report_reading(const options::Options& options, const output::Messages& messages,
                                const input::ReadReport& report, const output::Summary& summary,
                                bool remembered_records = false);

}  // namespace s3rare::cli
