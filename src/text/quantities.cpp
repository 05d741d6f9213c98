#include "text/quantities.h"

#include <array>
#include <cstddef>

namespace s3rare::text {
namespace {

// Returns the size in tenths of the unit, rounded half up.
std::uint64_t tenths(std::uint64_t bytes, std::uint64_t unit) {
  const std::uint64_t tenth = unit / 10;
  return bytes / tenth + (bytes % tenth >= tenth / 2 ? 1 : 0);
}

}  // namespace

std::string count_of(std::uint64_t count, std::string_view noun, std::string_view plural) {
  std::string text = std::to_string(count).append(" ");
  if (count == 1) return text.append(noun);
  return plural.empty() ? text.append(noun).append("s") : text.append(plural);
}

std::string bytes_text(std::uint64_t bytes) {
  constexpr std::array<std::string_view, 6> kUnits = {"kB", "MB", "GB", "TB", "PB", "EB"};
  constexpr std::uint64_t kTenthsOfNext = 10'000;
  if (bytes < 1000) return std::to_string(bytes).append(" B");
  std::size_t unit = 0;
  std::uint64_t size = 1000;
  while (unit + 1 < kUnits.size() && tenths(bytes, size) >= kTenthsOfNext) {
    size *= 1000;
    ++unit;
  }
  const std::uint64_t shown = tenths(bytes, size);
  return std::to_string(shown / 10)
      .append(".")
      .append(std::to_string(shown % 10))
      .append(" ")
      .append(kUnits[unit]);
}

std::string bytes_in_words(std::uint64_t bytes) {
  if (bytes < 1000) return count_of(bytes, "byte");
  return bytes_text(bytes).append(" (").append(std::to_string(bytes)).append(" bytes)");
}

}  // namespace s3rare::text
