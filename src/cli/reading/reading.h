// What the subcommands that read logs have in common: their input, their messages, and the
// summary and exit code at the end.
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

/// Refuses, before anything is read, an output that cannot be written.
Result<Done> check_output(const options::Options& options);

/// Refuses, before anything is read, input that cannot be read a second time: standard input,
/// pipes.
Result<Done> check_can_be_read_again(const options::Options& options);

/// @returns the paths that the options name, or standard input, if it is no terminal
Result<std::vector<std::string>> input_paths(const options::Options& options);

/// @returns the time of the matches that a run needs: `--since` to `--until`, and the window before
///          it as history
input::TimeRange time_range_of(const options::Options& options);

/// Begins to walk the files of a run. Refuses a path that does not exist.
Result<input::FileWalk> find_input(const options::Options& options, input::TimeRanges ranges,
                                   input::IsRemembered is_remembered = {});

/// The order in which workers take files.
enum class FileOrder {
  huge_first,  ///< the largest first, where sizes are known, so that none runs on alone at the end;
               ///< then by path
  by_path
};

/// What is to be done with files.
struct ReadFiles {
  FileOrder order = FileOrder::huge_first;
  /// Reads a file, on the reader's thread.
  /// @param reader  number of the thread's reader, below `thread_count`
  /// @param number  of the file in the run
  /// @param opened  see FileReader
  std::function<void(std::size_t reader, std::uint32_t number, const input::InputFile& file,
                     std::optional<input::FileStream> opened)>
      read;
  /// Called when all files of a batch have been read; ends the reading by returning false.
  std::function<bool()> after_batch = [] { return true; };
  /// See run_workers.
  std::function<void()> on_interrupt = [] {};
};

/// What the readers of a run share.
struct ReadersShare {
  SpareThreads spare;
  std::atomic<std::uint64_t> progress{0};  ///< bytes read from disk

  /// @param threads  as many as the run may have
  explicit ReadersShare(std::size_t threads) : spare(threads) {}
};

/// Reads files on several threads, a batch of them at a time; shows progress where that is wanted.
void read_files(const options::Options& options, input::FileWalk& walk, ReadersShare& shared,
                const ReadFiles& what);

/// @returns what a reader's files are read through: see `read_ahead`
input::PutBefore reading_ahead(const options::Options& options, SpareThreads& spare);

/// @returns how many threads a run uses at most
std::size_t thread_count(const options::Options& options);

/// Puts together what the readers report, in order of paths.
input::ReadReport merge_reports(const std::vector<const input::ReadReport*>& reports,
                                const input::PassedOver& passed_over);

/// Fills the part of a summary that is about reading.
output::Summary summarize(const input::ReadReport& report, const input::PassedOver& passed_over);

/// Opens the output that the options name.
Result<files::Sink> open_output(const options::Options& options);

/// Tells people what could not be read whole, or is no CloudTrail.
/// @returns the exit code as far as reading decides it
ExitCode report_faults(const output::Messages& messages, const input::ReadReport& report,
                       bool remembered_records = false);

/// Tells people how it went: faults, warnings, summary.
/// @param remembered_records  whether files that were not read again hold records
/// @returns the exit code as far as reading decides it, or an error if the summary cannot be
///          written
Result<ExitCode> report_reading(const options::Options& options, const output::Messages& messages,
                                const input::ReadReport& report, const output::Summary& summary,
                                bool remembered_records = false);

}  // namespace s3rare::cli
