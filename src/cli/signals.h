// SIGINT and SIGTERM: watched while logs are read, blocked while files are written.
#pragma once

#include <csignal>

namespace s3rare::cli {

/// Blocks SIGINT and SIGTERM in this thread, and in all threads that it starts, while it lives. A
/// signal that arrives meanwhile takes effect afterwards.
class SignalHold {
 public:
  SignalHold();
  SignalHold(const SignalHold&) = delete;
  SignalHold& operator=(const SignalHold&) = delete;
  ~SignalHold();

  /// A descriptor that becomes readable when a signal arrives.
  int descriptor() const { return descriptor_; }

  /// @returns the number of the signal that arrived
  int take() const;

  /// Keeps the signals blocked until the process exits: the work is done, and the exit code must
  /// say so.
  void keep() { kept_ = true; }

 private:
  bool kept_ = false;
  sigset_t before_;
  int descriptor_;
};

}  // namespace s3rare::cli
