// One line on a terminal that tells how far a run is.
#pragma once

#include <chrono>
#include <cstdint>

namespace s3rare::output {

class ProgressLine {
 public:
  /// @param total_bytes  on disk, as far as sizes are known
  ProgressLine(std::uint64_t total_files, std::uint64_t total_bytes)
      : total_files_(total_files), total_bytes_(total_bytes) {}

  /// Redraws the line.
  /// @param elapsed  since the run began
  void show(std::uint64_t files, std::uint64_t bytes, std::chrono::steady_clock::duration elapsed);

  /// Takes the line away, if it was ever shown.
  void clear();

 private:
  std::uint64_t total_files_;
  std::uint64_t total_bytes_;
  bool shown_ = false;
};

}  // namespace s3rare::output
