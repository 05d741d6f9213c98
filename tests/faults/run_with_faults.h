// Runs the program with the fault library loaded; see fault_library.cpp for what it can do.
#pragma once

#include <cstdint>
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

/// The disk is full from the n-th change of a file on.
Ended run_full_at(std::uint64_t n, const std::vector<std::string>& arguments);

}  // namespace s3rare::tests
