// Opens the next files, and has their first bytes brought to memory, while workers are busy with
// earlier ones: on a disk that makes them wait, many reads under way are several times faster than
// one for each core.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "input/file_stream.h"
#include "input/find_files.h"

namespace s3rare::cli {

/// Does nothing until a worker has had to wait: files that are in the system's cache are read
/// fastest by whoever needs them. From then on it goes ahead to the end of the list, on threads of
/// its own that do nothing but wait for the disk.
class FilesAhead {
 public:
  /// @param files    in the order in which workers take them; they outlive this object's end
  /// @param workers  how many there are; each has a number below it, and tells it
  FilesAhead(std::vector<const input::InputFile*> files, std::size_t workers,
             std::atomic<std::uint64_t>& progress);
  FilesAhead(const FilesAhead&) = delete;
  FilesAhead& operator=(const FilesAhead&) = delete;
  ~FilesAhead();

  /// Takes a file. Every worker takes its files in order, and no two take the same.
  /// @returns the file, opened; nothing if the worker has to open it
  std::optional<input::FileStream> take(std::size_t worker, std::size_t file);

  /// Begins to go ahead, if it has not begun yet.
  void begin();

 private:
  enum class State { untouched, opening, opened, taken };
  struct Slot {
    std::atomic<State> state{State::untouched};
    std::optional<input::FileStream> file;  // once it is opened, until it is taken
  };

  void go_ahead();
  bool has_waited(std::size_t worker);

  std::vector<const input::InputFile*> files_;
  std::vector<Slot> slots_;  // one for each file, once it has begun
  std::size_t most_ahead_ = 0;
  std::vector<std::int64_t> waits_;  // of each worker, when it was last asked
  std::vector<std::size_t> taken_;   // files, of each worker
  std::atomic<std::uint64_t>& progress_;
  std::atomic<std::size_t> next_{0};     // to be opened
  std::atomic<std::size_t> current_{0};  // the last file that was taken
  std::atomic<bool> running_{false};
  std::atomic<bool> stopped_{false};
  std::once_flag begun_;
  std::vector<std::thread> threads_;
};

}  // namespace s3rare::cli
