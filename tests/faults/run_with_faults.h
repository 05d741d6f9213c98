// Runs the program with the fault library loaded; fault_library.cpp lists the faults.
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
  int signal;     ///< 0 if no signal ended it
  std::string standard_output;
  std::string standard_error;
};

/// The conditions under which the program runs.
struct Surroundings {
  Environment environment = {};                              ///< added to the test's own
  std::optional<std::uint64_t> largest_file = std::nullopt;  ///< in bytes (RLIMIT_FSIZE)
  std::optional<std::uint64_t> most_memory = std::nullopt;   ///< in bytes (RLIMIT_AS)
  bool output_closed = false;                                ///< it runs without standard output
};

/// A running program, with nothing on standard input, and pipes for its output. The destructor
/// kills it if it still runs.
class Running {
 public:
  explicit Running(const std::vector<std::string>& arguments,
                   const Surroundings& surroundings = {});
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  pid_t pid() const { return pid_; }
  void send(int signal) const;

  /// Waits until its output fills the pipe, which nobody reads.
  void wait_for_full_pipe() const;

  /// Waits for the first of its output, then stops reading standard output.
  void close_output();

  /// Waits until it ends.
  Ended wait();

 private:
  struct Pipes;

  std::unique_ptr<Pipes> pipes_;
  pid_t pid_ = -1;
};

/// Runs the program to its end, with nothing on standard input, and pipes for its output, so that
/// printing changes no file.
/// @param environment added to the test's own
Ended run_program(const std::vector<std::string>& arguments, const Environment& environment = {});

/// Runs the program to its end without a fault.
/// @returns the number of calls that changed files; a fault can be placed at each of them
/// @throws std::runtime_error if a signal ended it, or nothing could be counted
std::uint64_t count_file_changes(const std::vector<std::string>& arguments);

/// Kills the program instead of its n-th change of a file.
Ended run_killed_at(std::uint64_t n, const std::vector<std::string>& arguments);

/// Sends SIGTERM to the program before its n-th change of a file.
Ended run_terminated_at(std::uint64_t n, const std::vector<std::string>& arguments);

/// Fills the disk from the n-th change of a file on.
Ended run_full_at(std::uint64_t n, const std::vector<std::string>& arguments);

}  // namespace s3rare::tests
