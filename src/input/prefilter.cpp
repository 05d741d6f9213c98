// The search starts from rare pairs of bytes: `ym`, in either case, and `\u`.

#include "input/prefilter.h"

namespace s3rare::input {
namespace {

constexpr std::string_view kNeedle = "anonymous";
constexpr std::size_t kNameBeforePair = 4;
constexpr char kLowerCase = 0x20;

// Whether the name, in either case, surrounds its `ym`.
bool is_name(std::string_view record, std::size_t pair) {
  if (pair < kNameBeforePair) return false;
  const std::string_view text = record.substr(pair - kNameBeforePair, kNeedle.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] | kLowerCase) != kNeedle[i]) return false;
  }
  return text.size() == kNeedle.size();
}

// Whether the escape is one of an ASCII letter or `_`.
bool is_letter(std::string_view record, std::size_t pair) {
  const std::string_view digits = record.substr(pair + 2, 3);
  return digits.size() == 3 && digits.starts_with("00") && digits[2] >= '4' && digits[2] <= '7';
}

}  // namespace

bool may_match(std::string_view record, json::FindPair find_rare_pair) {
  for (std::size_t at = find_rare_pair(record, 0); at != std::string_view::npos;
       at = find_rare_pair(record, at + 1)) {
    if (record[at] == '\\' ? is_letter(record, at) : is_name(record, at)) return true;
  }
  return false;
}

}  // namespace s3rare::input
