// One line on a terminal that shows the progress of a run.
#pragma once

#include <chrono>
#include <cstdint>

namespace s3rare::output {

class ProgressLine {
 public:
  /// Redraws the line.
  /// @param elapsed  since the run began
  void show(std::uint64_t files, std::uint64_t bytes, std::chrono::steady_clock::duration elapsed);

  /// Removes the line, if it was shown.
  void clear();

 private:
  bool shown_ = false;
};

}  // namespace s3rare::output
