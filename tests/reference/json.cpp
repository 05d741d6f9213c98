#include "reference/json.h"

#include <cstddef>
#include <cstdint>

namespace s3rare::reference {
namespace {

constexpr std::uint32_t kReplacement = 0xfffd;
constexpr std::uint32_t kLastCodePoint = 0x10ffff;
constexpr std::uint32_t kFirstSurrogate = 0xd800;
constexpr std::uint32_t kFirstLowSurrogate = 0xdc00;
constexpr std::uint32_t kLastSurrogate = 0xdfff;

void append(std::string& text, std::uint32_t code_point) {
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
    return;
  }
  const int followers = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  constexpr std::uint32_t kLeads[] = {0, 0xc0, 0xe0, 0xf0};
  text += static_cast<char>(kLeads[followers] | code_point >> (6 * followers));
  for (int i = followers - 1; i >= 0; --i) {
    text += static_cast<char>(0x80 | (code_point >> (6 * i) & 0x3f));
  }
}

// One character of UTF-8, or the bytes that one U+FFFD replaces.
struct Character {
  std::uint32_t code_point = kReplacement;
  std::size_t size = 1;
  bool valid = false;
};

// Takes bytes as long as they can begin a character.
Character first_character(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes[0]);
  if (lead < 0x80) return {lead, 1, true};
  if (lead < 0xc0 || lead >= 0xf8) return {};
  const std::size_t size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const std::uint32_t smallest = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
  std::uint32_t bits = lead & (0xffU >> (size + 1));
  for (std::size_t taken = 1;; ++taken) {
    // Characters with this beginning have code points from `low` to `high`.
    const std::size_t missing = 6 * (size - taken);
    const std::uint32_t low = bits << missing;
    const std::uint32_t high = low + ((1U << missing) - 1);
    const bool surrogates = low >= kFirstSurrogate && high <= kLastSurrogate;
    if (high < smallest || low > kLastCodePoint || surrogates) {
      return {kReplacement, taken == 1 ? 1 : taken - 1, false};
    }
    if (taken == size) return {bits, size, true};
    const bool ended = taken == bytes.size();
    const auto next = ended ? 0U : static_cast<unsigned char>(bytes[taken]);
    if (ended || next < 0x80 || next >= 0xc0) return {kReplacement, taken, false};
    bits = bits << 6 | (next & 0x3f);
  }
}

// The four hexadecimal digits at the front.
std::optional<std::uint32_t> hex4(std::string_view digits) {
  if (digits.size() < 4) return std::nullopt;
  std::uint32_t value = 0;
  for (const char c : digits.substr(0, 4)) {
    const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(digit % 16);
  }
  return value;
}

// The character that the escape at the front stands for, and the length of the escape.
Character first_escape(std::string_view raw) {
  if (raw.size() == 1) return {};
  switch (raw[1]) {
    case '"':
    case '\\':
    case '/':
      return {static_cast<unsigned char>(raw[1]), 2, true};
    case 'b':
      return {'\b', 2, true};
    case 'f':
      return {'\f', 2, true};
    case 'n':
      return {'\n', 2, true};
    case 'r':
      return {'\r', 2, true};
    case 't':
      return {'\t', 2, true};
    case 'u':
      break;
    default:
      return {kReplacement, 2, false};
  }
  const auto unit = hex4(raw.substr(2));
  if (!unit) return {kReplacement, 2, false};
  if (*unit < kFirstSurrogate || *unit > kLastSurrogate) return {*unit, 6, true};
  const bool paired = *unit < kFirstLowSurrogate && raw.substr(6, 2) == "\\u";
  const auto low = paired ? hex4(raw.substr(8)) : std::nullopt;
  if (!low || *low < kFirstLowSurrogate || *low > kLastSurrogate) return {kReplacement, 6, true};
  const std::uint32_t upper_bits = *unit - kFirstSurrogate;
  return {0x10000 + upper_bits * 0x400 + (*low - kFirstLowSurrogate), 12, true};
}

// Every function reads what its name says at `at_`, and returns false if it is not there.
class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  bool document(Value& value) {
    skip_white_space();
    if (!any(value)) return false;
    skip_white_space();
    return at_ == text_.size();
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(std::string_view literal) {
    if (text_.substr(at_, literal.size()) != literal) return false;
    at_ += literal.size();
    return true;
  }

  void skip_white_space() {
    while (at_ < text_.size() && is_white_space(text_[at_])) ++at_;
  }

  bool any(Value& value) {
    switch (peek()) {
      case '{':
        return object(value);
      case '[':
        return array(value);
      case '"':
        value.kind = Value::Kind::string;
        return string(value.text);
      case 'n':
        value.kind = Value::Kind::null;
        return take("null");
      case 't':
      case 'f':
        value.kind = Value::Kind::boolean;
        value.text = peek() == 't' ? "true" : "false";
        return take(value.text);
      default:
        return number(value);
    }
  }

  bool object(Value& value) {
    value.kind = Value::Kind::object;
    take("{");
    skip_white_space();
    if (take("}")) return true;
    do {
      Member& member = value.members.emplace_back();
      skip_white_space();
      if (peek() != '"' || !string(member.name)) return false;
      skip_white_space();
      if (!take(":")) return false;
      skip_white_space();
      if (!any(member.value)) return false;
      skip_white_space();
    } while (take(","));
    return take("}");
  }

  bool array(Value& value) {
    value.kind = Value::Kind::array;
    take("[");
    skip_white_space();
    if (take("]")) return true;
    do {
      skip_white_space();
      if (!any(value.elements.emplace_back())) return false;
      skip_white_space();
    } while (take(","));
    return take("]");
  }

  bool string(std::string& text) {
    take("\"");
    const std::size_t begin = at_;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        text = decode(text_.substr(begin, at_ - begin));
        ++at_;
        return true;
      }
      if (static_cast<unsigned char>(text_[at_]) < 0x20) return false;
      if (text_[at_] != '\\') continue;
      const Character escape = first_escape(text_.substr(at_));
      if (!escape.valid) return false;
      at_ += escape.size - 1;
    }
    return false;
  }

  bool digits() {
    const std::size_t begin = at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    return at_ > begin;
  }

  bool number(Value& value) {
    value.kind = Value::Kind::number;
    const std::size_t begin = at_;
    take("-");
    if (!take("0") && !digits()) return false;
    if (take(".") && !digits()) return false;
    if (take("e") || take("E")) {
      if (!take("+")) take("-");
      if (!digits()) return false;
    }
    value.text = text_.substr(begin, at_ - begin);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

const Value* Value::find(std::string_view name) const {
  for (auto member = members.rbegin(); member != members.rend(); ++member) {
    if (member->name == name) return &member->value;
  }
  return nullptr;
}

std::optional<Value> parse_json(std::string_view text) {
  Value value;
  if (!Parser(text).document(value)) return std::nullopt;
  return value;
}

std::string decode(std::string_view raw) {
  std::string text;
  while (!raw.empty()) {
    const Character character = raw[0] == '\\' ? first_escape(raw) : first_character(raw);
    append(text, character.code_point);
    raw.remove_prefix(character.size);
  }
  return text;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const Character character = first_character(bytes);
    if (!character.valid) return false;
    bytes.remove_prefix(character.size);
  }
  return true;
}

bool is_white_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace s3rare::reference
