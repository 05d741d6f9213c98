// Opens the next files and prefetches their first bytes while workers read earlier ones. On a slow
// disk, many reads in flight are several times faster than one for each core.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

#include "cli/reading/threads.h"
#include "input/file_stream.h"
#include "input/find_files.h"

namespace s3rare::cli {

/// Does nothing until a worker has had to wait for the disk: if files are in the system's cache,
/// workers read them fastest on their own. From then on it opens files ahead to the end of the
/// list, on threads of its own that only wait for the disk.
class FilesAhead {
 public:
  /// @param files     in the order in which workers take them; must outlive this object
  /// @param workers   the number of workers; they are numbered from 0
  /// @param progress  the bytes read from disk
  FilesAhead(std::vector<const input::InputFile*> files, std::size_t workers,
             std::atomic<std::uint64_t>& progress);
  FilesAhead(const FilesAhead&) = delete;
  FilesAhead& operator=(const FilesAhead&) = delete;
  ~FilesAhead();

  /// Takes a file. Each worker takes its files in order; no two workers take the same file.
  /// @param worker  number of the calling worker
  /// @param file    index in the constructor's list
  /// @returns the opened file; nothing if the worker has to open it
  std::optional<input::FileStream> take(std::size_t worker, std::size_t file);

  /// Starts to open files ahead, unless it has started already.
  void begin();

 private:
  enum class State { untouched, opening, opened, taken };
  struct Slot {
    std::atomic<State> state{State::untouched};
    std::optional<input::FileStream>
        file;  // set from `opened` to `taken`; absent if opening failed
  };

  void go_ahead();
  void open_ahead(input::FileOpener& opener, std::size_t file);
  bool has_waited(std::size_t worker);

  std::vector<const input::InputFile*> files_;
  std::vector<Slot> slots_;          // one for each file; empty until `begin`
  std::size_t most_ahead_ = 0;       // limit of the files that are open and not taken
  std::vector<std::int64_t> waits_;  // of each worker, when last measured; -1 before
  std::vector<std::size_t> taken_;   // number of files taken by each worker
  std::atomic<std::uint64_t>& progress_;
  std::atomic<std::size_t> next_{0};     // the next file to open ahead
  std::atomic<std::size_t> current_{0};  // the last file taken
  std::atomic<bool> running_{false};
  std::atomic<bool> stopped_{false};
  std::once_flag begun_;
  Threads threads_;
};

}  // namespace s3rare::cli
