// SIGINT and SIGTERM: watched while logs are read, held back while files are written.
#pragma once

#include <csignal>

namespace s3rare::cli {

/// Holds SIGINT and SIGTERM back from this thread, and from all threads that it starts, while it
/// lives. One that comes meanwhile acts afterwards.
class SignalHold {
 public:
  SignalHold();
  SignalHold(const SignalHold&) = delete;
  SignalHold& operator=(const SignalHold&) = delete;
  ~SignalHold();

  /// A descriptor that can be read from when a signal has come.
  int descriptor() const { return descriptor_; }

  /// @returns the number of the signal that has come
  int take() const;

  /// Holds them back until the process ends by itself: all is done, and its exit code must say so.
  void keep() { kept_ = true; }

 private:
  bool kept_ = false;
  sigset_t before_;
  int descriptor_;
};

}  // namespace s3rare::cli
