// One run at a time: a lock on a file beside the state.
//
// The file is locked by flock, not by what it says: a process that was killed holds nothing. It
// is never deleted, for whoever waited for a deleted file would hold a lock on nothing.
#pragma once

#include <string>

#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::state {

/// Holds a lock until it goes.
class Lock {
 public:
  /// Locks `path`, which is made if it is not there, and writes into it who holds it.
  /// @param state  the state that is locked; errors name it
  /// @param since  when this run began
  /// @returns an error of kind `in_use` that says who holds it, or of kind `io`
  static Result<Lock> take(const std::string& path, const std::string& state, EventTime since);

  Lock(Lock&& other) noexcept;
  Lock& operator=(Lock&& other) noexcept;
  ~Lock();

 private:
  explicit Lock(int descriptor) noexcept : descriptor_(descriptor) {}

  int descriptor_;
};

/// @returns the name of this machine, as far as it has one
std::string host_name();

}  // namespace s3rare::state
