#include "json/text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace s3rare::json {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";  // U+FFFD

std::optional<std::uint32_t> hex4(std::string_view digits) {
  if (digits.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : digits.substr(0, 4)) {
    value <<= 4;
    if (c >= '0' && c <= '9') {
      value |= static_cast<std::uint32_t>(c - '0');
    } else if (c >= 'a' && c <= 'f') {
      value |= static_cast<std::uint32_t>(c - 'a' + 10);
    } else if (c >= 'A' && c <= 'F') {
      value |= static_cast<std::uint32_t>(c - 'A' + 10);
    } else {
      return std::nullopt;
    }
  }
  return value;
}

void append_utf8(std::string& text, std::uint32_t code_point) {
  const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xc0 | code_point >> 6);
    put(0x80 | (code_point & 0x3f));
  } else if (code_point < 0x10000) {
    put(0xe0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  } else {
    put(0xf0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3f));
    put(0x80 | (code_point >> 6 & 0x3f));
    put(0x80 | (code_point & 0x3f));
  }
}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }

// Decodes the escape after a backslash. Returns the number of bytes read.
std::size_t decode_escape(std::string_view rest, std::string& text) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (rest.empty()) {
    text += kReplacement;
    return 0;
  }
  const std::size_t letter = kLetters.find(rest[0]);
  if (letter != std::string_view::npos) {
    text += kMeanings[letter];
    return 1;
  }
  const auto unit = rest[0] == 'u' ? hex4(rest.substr(1)) : std::nullopt;
  if (!unit) {
    text += kReplacement;
    return 1;
  }
  constexpr std::size_t kUnitBytes = 5;
  if (is_high_surrogate(*unit) && rest.substr(kUnitBytes, 2) == "\\u") {
    const auto low = hex4(rest.substr(kUnitBytes + 2));
    if (low && is_low_surrogate(*low)) {
      append_utf8(text, 0x10000 + ((*unit - 0xd800) << 10) + (*low - 0xdc00));
      return 2 * kUnitBytes + 1;
    }
  }
  if (is_high_surrogate(*unit) || is_low_surrogate(*unit)) {
    text += kReplacement;
  } else {
    append_utf8(text, *unit);
  }
  return kUnitBytes;
}

// Appends the escape at the front of `rest`; any byte may follow its backslash. A lone surrogate,
// at which jq stops, becomes U+FFFD. Returns the number of bytes read.
std::size_t append_escape(std::string& text, std::string_view rest) {
  constexpr std::size_t kEscapeBytes = 6;
  constexpr std::string_view kReplacementEscape = "\\ufffd";
  const auto unit = rest.substr(1, 1) == "u" ? hex4(rest.substr(2)) : std::nullopt;
  if (unit && (is_high_surrogate(*unit) || is_low_surrogate(*unit))) {
    const bool goes_on = is_high_surrogate(*unit) && rest.substr(kEscapeBytes, 2) == "\\u";
    const auto low = goes_on ? hex4(rest.substr(kEscapeBytes + 2)) : std::nullopt;
    const bool is_pair = low && is_low_surrogate(*low);
    text += is_pair ? rest.substr(0, 2 * kEscapeBytes) : kReplacementEscape;
    return is_pair ? 2 * kEscapeBytes : kEscapeBytes;
  }
  // A quote after the backslash does not end the string. Other bytes are handled separately.
  const bool is_quote = rest.substr(1, 1) == "\"" || rest.substr(1, 1) == "\\";
  const std::size_t length = is_quote ? 2 : 1;
  text += rest.substr(0, length);
  return length;
}

// `char` is unsigned on some processors.
bool is_beyond_ascii(char c) { return static_cast<signed char>(c) < 0; }

// Returns the number of bytes at the front of the JSON text that are printed unchanged.
std::size_t kept_at_front(std::string_view json, bool in_string) {
  const char last_space = in_string ? ' ' - 1 : ' ';
  std::size_t size = 0;
  while (size < json.size() && json[size] > last_space && json[size] < 0x7f && json[size] != '"' &&
         json[size] != '\\') {
    ++size;
  }
  return size;
}

constexpr std::uint64_t kEachByte = 0x0101010101010101;
constexpr std::uint64_t kTopBits = 0x80 * kEachByte;

// Sets the top bit of each zero byte. Above the first zero byte it may set others too.
std::uint64_t zeros_in(std::uint64_t bytes) { return (bytes - kEachByte) & ~bytes & kTopBits; }

}  // namespace

std::size_t utf8_sequence(std::string_view bytes, bool& valid) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(bytes[i]); };
  const std::uint8_t first = byte(0);
  valid = true;
  if (first < 0x80) return 1;
  std::size_t length = 0;
  std::uint8_t low = 0x80;
  std::uint8_t high = 0xbf;
  if (first >= 0xc2 && first <= 0xdf) {
    length = 2;
  } else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    if (first == 0xe0) low = 0xa0;
    if (first == 0xed) high = 0x9f;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    if (first == 0xf0) low = 0x90;
    if (first == 0xf4) high = 0x8f;
  }
  valid = false;
  for (std::size_t i = 1; i < std::max<std::size_t>(length, 1); ++i) {
    if (i == bytes.size() || byte(i) < low || byte(i) > high) return i;
    low = 0x80;
    high = 0xbf;
  }
  valid = length != 0;
  return std::max<std::size_t>(length, 1);
}

std::size_t obeyed_at_front(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  switch (byte(0)) {
    case 0x7f:
      return 1;
    case 0xc2:  // U+0080 to U+009F
      return byte(1) >= 0x80 && byte(1) < 0xa0 ? 2 : 0;
    case 0xd8:  // U+061C
      return byte(1) == 0x9c ? 2 : 0;
    case 0xe2: {  // U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069
      const unsigned last = byte(2);
      const bool obeyed = byte(1) == 0x80
                              ? last == 0x8e || last == 0x8f || (last >= 0xa8 && last <= 0xae)
                              : byte(1) == 0x81 && last >= 0xa6 && last <= 0xa9;
      return obeyed ? 3 : 0;
    }
    default:
      return 0;
  }
}

void append_escaped(std::string& text, std::string_view character) {
  // The first byte of a sequence of n bytes (2 or 3) holds 7 - n bits of the code point.
  auto code_point = static_cast<unsigned char>(character[0]) &
                    (character.size() == 1 ? 0x7fU : 0x7fU >> character.size());
  for (const char c : character.substr(1)) {
    code_point = code_point << 6 | (static_cast<unsigned char>(c) & 0x3fU);
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  text += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) text += kDigits[code_point >> shift & 0xf];
}

bool repair_utf8(std::string_view bytes, std::string& text) {
  text.clear();
  bool repaired = false;
  while (!bytes.empty()) {
    bool valid = true;
    const std::size_t length = utf8_sequence(bytes, valid);
    text += valid ? bytes.substr(0, length) : kReplacement;
    repaired = repaired || !valid;
    bytes.remove_prefix(length);
  }
  return repaired;
}

void decode_string(std::string_view raw, std::string& text) {
  text.clear();
  if (plain_size(raw) == raw.size()) {
    text = raw;
    return;
  }
  text.reserve(raw.size());
  while (!raw.empty()) {
    const std::size_t backslash = raw.find('\\');
    text += raw.substr(0, backslash);
    if (backslash == std::string_view::npos) break;
    raw.remove_prefix(backslash + 1);
    raw.remove_prefix(decode_escape(raw, text));
  }
  if (std::any_of(text.begin(), text.end(), is_beyond_ascii)) {
    std::string valid;
    if (repair_utf8(text, valid)) text = std::move(valid);
  }
}

std::size_t plain_size(std::string_view text) {
  std::size_t at = 0;
#if defined(__SSE2__)
  // Most texts are names of members, shorter than one block.
  constexpr std::size_t kBlock = sizeof(__m128i);
  for (; text.size() - at >= kBlock; at += kBlock) {
    __m128i bytes;
    std::memcpy(&bytes, text.data() + at, sizeof(bytes));
    // The mask takes the top bit of each byte, which the bytes beyond ASCII have set themselves.
    const __m128i ends =
        _mm_or_si128(bytes, _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                         _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
    const auto mask = static_cast<unsigned>(_mm_movemask_epi8(ends));
    if (mask != 0) return at + static_cast<std::size_t>(std::countr_zero(mask));
  }
#endif
  if constexpr (std::endian::native == std::endian::little) {
    for (; text.size() - at >= sizeof(std::uint64_t); at += sizeof(std::uint64_t)) {
      std::uint64_t bytes = 0;
      std::memcpy(&bytes, text.data() + at, sizeof(bytes));
      const std::uint64_t ends = zeros_in(bytes ^ (kEachByte * '"')) |
                                 zeros_in(bytes ^ (kEachByte * '\\')) | (bytes & kTopBits);
      if (ends != 0) return at + static_cast<std::size_t>(std::countr_zero(ends)) / 8;
    }
  }
  while (at < text.size() && text[at] != '"' && text[at] != '\\' && !is_beyond_ascii(text[at])) {
    ++at;
  }
  return at;
}

std::string_view raw_string_at(std::string_view text, std::size_t begin) {
  std::size_t at = begin;
  while (at < text.size()) {
    at += plain_size(text.substr(at));
    if (at >= text.size()) break;
    if (text[at] == '"') return text.substr(begin, at - begin);
    at += text[at] == '\\' ? 2 : 1;
  }
  return {};
}

bool string_is(std::string_view raw, std::string_view text) {
  if (raw.find('\\') == std::string_view::npos) return raw == text;
  std::string decoded;
  decode_string(raw, decoded);
  return decoded == text;
}

std::string minify(std::string_view json) {
  std::string text;
  text.reserve(json.size());
  bool in_string = false;
  while (!json.empty()) {
    const std::size_t kept = kept_at_front(json, in_string);
    text += json.substr(0, kept);
    json.remove_prefix(kept);
    if (json.empty()) break;
    std::size_t length = 1;
    if (!in_string && is_space(json[0])) {
      // omitted
    } else if (in_string && json[0] == '\\') {
      length = append_escape(text, json);
    } else if (const std::size_t obeyed = in_string ? obeyed_at_front(json) : 0; obeyed > 0) {
      append_escaped(text, json.substr(0, obeyed));
      length = obeyed;
    } else {
      bool valid = true;
      length = utf8_sequence(json, valid);
      text += valid ? json.substr(0, length) : kReplacement;
      if (json[0] == '"') in_string = !in_string;
    }
    json.remove_prefix(length);
  }
  return text;
}

Children::Children(std::string_view text) : text_(text), is_object_(text.front() == '{') {}

std::optional<Child> Children::fail() {
  malformed_ = true;
  return std::nullopt;
}

// Skips white space and, like the cutter, commas. False at the end of the text.
bool Children::skip_space() {
  while (position_ < text_.size() && (is_space(text_[position_]) || text_[position_] == ',')) {
    ++position_;
  }
  return position_ < text_.size();
}

std::optional<std::string_view> Children::read_string() {
  const std::size_t begin = position_;
  const std::string_view raw = raw_string_at(text_, begin + 1);
  if (raw.data() == nullptr) return std::nullopt;
  position_ = begin + raw.size() + 2;
  return text_.substr(begin, raw.size() + 2);
}

std::optional<Child> Children::read_value() {
  Child child;
  const char c = text_[position_];
  if (c == '"') {
    const auto text = read_string();
    if (!text) return std::nullopt;
    child.value = *text;
    return child;
  }
  if (c == '{' || c == '[') {
    scan_.start();
    if (scan_.scan(text_.substr(position_)) != BracketScan::Outcome::closed) return std::nullopt;
    child.value = text_.substr(position_, scan_.size());
    child.scanned = scan_.scanned();
    position_ += scan_.size();
    return child;
  }
  const std::size_t begin = position_;
  while (position_ < text_.size() && !is_space(text_[position_]) &&
         std::string_view(",]}:\"{[").find(text_[position_]) == std::string_view::npos) {
    ++position_;
  }
  if (position_ == begin) return std::nullopt;
  child.value = text_.substr(begin, position_ - begin);
  return child;
}

std::optional<Child> Children::next() {
  if (malformed_) return std::nullopt;
  if (!skip_space()) return fail();
  if (text_[position_] == (is_object_ ? '}' : ']')) return std::nullopt;

  std::string_view key;
  if (is_object_) {
    if (text_[position_] != '"') return fail();
    const auto raw = read_string();
    if (!raw) return fail();
    key = raw->substr(1, raw->size() - 2);
    while (position_ < text_.size() && is_space(text_[position_])) ++position_;
    if (position_ == text_.size() || text_[position_] != ':') return fail();
    ++position_;
    while (position_ < text_.size() && is_space(text_[position_])) ++position_;
    if (position_ == text_.size()) return fail();
  }
  auto child = read_value();
  if (!child) return fail();
  child->key = key;
  return child;
}

}  // namespace s3rare::json
