// Runs the program with the fault library loaded; see fault_library.cpp for what it can do.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace s3rare::tests {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// How a run ended.
struct Ended {
  int exit_code;  ///< -1 if a signal ended it
  int signal;     ///< 0 if none did
  std::string standard_output;
  std::string standard_error;
};

/// What a program finds.
struct Surroundings {
  Environment environment = {};                              ///< added to the test's own
  std::optional<std::uint64_t> largest_file = std::nullopt;  ///< in bytes (RLIMIT_FSIZE)
  bool output_closed = false;                                ///< it has no standard output
};

/// A program that runs, with nothing on standard input, and pipes for its output. It is killed if
/// it still runs when this goes.
class Running {
 public:
  explicit Running(const std::vector<std::string>& arguments,
                   const Surroundings& surroundings = {});
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  pid_t pid() const { return pid_; }
  void send(int signal) const;

  /// Waits until what it has printed fills the pipe, which nobody reads.
  void wait_for_full_pipe() const;

  /// Waits for the first of what it prints, and listens to standard output no longer.
  void close_output();

  /// Waits for its end.
  Ended wait();

 private:
  struct Pipes;

  std::unique_ptr<Pipes> pipes_;
  pid_t pid_ = -1;
};

/// Runs the program to its end, with nothing on standard input, and pipes for its output: what it
/// prints is no change of a file.
/// @param environment added to the test's own
Ended run_program(const std::vector<std::string>& arguments, const Environment& environment = {});

/// Runs the program to its end without a fault.
/// @returns how many calls changed files, which is where faults can be put
/// @throws std::runtime_error if a signal ended it, or nothing could be counted
std::uint64_t count_file_changes(const std::vector<std::string>& arguments);

/// The program is killed in place of its n-th change of a file.
Ended run_killed_at(std::uint64_t n, const std::vector<std::string>& arguments);

/// The program is told to end (SIGTERM) before its n-th change of a file.
Ended run_terminated_at(std::uint64_t n, const std::vector<std::string>& arguments);

/// The disk is full from the n-th change of a file on.
Ended run_full_at(std::uint64_t n, const std::vector<std::string>& arguments);

}  // namespace s3rare::tests
