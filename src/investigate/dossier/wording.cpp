#include "investigate/dossier/wording.h"

#include <array>
#include <string_view>

#include "text/quantities.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kLongestQuote = 100;

struct WordedUnit {
  Seconds seconds;
  std::string_view noun;
};
constexpr std::array<WordedUnit, 4> kWordedUnits = {
    {{kSecondsPerDay, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}}};

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

}  // namespace

std::string length_in_words(Seconds length) {
  if (length < 0) length = -length;
  std::size_t unit = 0;
  while (unit + 1 < kWordedUnits.size() && length < kWordedUnits[unit].seconds) ++unit;
  const auto whole = [&](std::size_t i) {
    return text::count_of(static_cast<std::uint64_t>(length / kWordedUnits[i].seconds),
                          kWordedUnits[i].noun);
  };
  std::string text = whole(unit);
  length %= kWordedUnits[unit].seconds;
  ++unit;
  if (unit < kWordedUnits.size() && length >= kWordedUnits[unit].seconds)
    text.append(" ").append(whole(unit));
  return text;
}

std::string name_in_words(std::string_view name) {
  if (name.size() <= kLongestQuote) return std::string(name);
  std::size_t end = kLongestQuote;
  while (end > 0 && is_continuation(name[end])) --end;
  return std::string(name.substr(0, end)).append("...");
}

}  // namespace s3rare::investigate
