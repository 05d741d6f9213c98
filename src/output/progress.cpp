#include "output/progress.h"

#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace s3rare::output {

void ProgressLine::show(std::uint64_t files, std::uint64_t bytes,
                        std::chrono::steady_clock::duration elapsed) {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  const double megabytes = static_cast<double>(bytes) / 1e6;
  const std::string text = fmt::format("\r\x1b[K{} files, {:.1f} MB, {:.0f} MB/s", files, megabytes,
                                       seconds > 0 ? megabytes / seconds : 0.0);
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

void ProgressLine::clear() {
  if (!shown_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace s3rare::output
