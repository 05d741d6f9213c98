// A pair of bytes is the start of a search: `ym`, in either case, and `\u`. What would be needed to
// decide and is not in memory counts as found.

#include "input/prefilter.h"

#include <bit>

namespace s3rare::input {
namespace {

constexpr std::string_view kNeedle = "anonymous";
constexpr std::size_t kNameBeforeSecond = 5;  // bytes of it before the `m` of the pair
constexpr char kLowerCase = 0x20;

bool is_name(std::string_view piece, std::size_t second) {
  if (second < kNameBeforeSecond) return true;
  const std::string_view text = piece.substr(second - kNameBeforeSecond, kNeedle.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] | kLowerCase) != kNeedle[i]) return false;
  }
  return true;
}

// Whether the escape is one of an ASCII letter or `_`.
bool is_letter(std::string_view piece, std::size_t second) {
  const std::string_view digits = piece.substr(second + 1, 3);
  constexpr std::string_view kZeros = "00";
  if (!digits.starts_with(kZeros)) return digits.size() < kZeros.size();
  return digits.size() == kZeros.size() || (digits.back() >= '4' && digits.back() <= '7');
}

}  // namespace

void Prefilter::look_closer(std::uint64_t name, std::uint64_t escape, std::string_view piece,
                            std::size_t at) {
  for (; name != 0 && !found_; name &= name - 1) {
    found_ = is_name(piece, at + static_cast<std::size_t>(std::countr_zero(name)));
  }
  for (; escape != 0 && !found_; escape &= escape - 1) {
    found_ = is_letter(piece, at + static_cast<std::size_t>(std::countr_zero(escape)));
  }
}

}  // namespace s3rare::input
