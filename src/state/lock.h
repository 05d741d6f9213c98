// A lock on a file beside the state: one run at a time.
//
// flock locks the file, not its content, so a killed process holds no lock. The file is never
// deleted: a process that opened it before would then hold a lock on a file that nobody finds.
#pragma once

#include <string>

#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::state {

/// Holds a lock while it lives.
class Lock {
 public:
  /// Locks `path` and writes the holder into it; creates the file if it is absent.
  /// @param state  the state that is locked; errors name it
  /// @param since  when this run began
  /// @returns an error of kind `in_use` that names the holder, or of kind `io`
  static Result<Lock> take(const std::string& path, const std::string& state, EventTime since);

  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&& other) noexcept;
  ~Lock();

 private:
  explicit Lock(int descriptor) noexcept : descriptor_(descriptor) {}

  int descriptor_;
};

/// @returns the name of this machine, or `unknown`
std::string host_name();

}  // namespace s3rare::state
