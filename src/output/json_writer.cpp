#include "output/json_writer.h"

#include <algorithm>
#include <array>

namespace s3rare::output {
namespace {

constexpr std::string_view kHexDigits = "0123456789abcdef";

void append_escape(std::string& to, unsigned char byte) {
  switch (byte) {
    case '"':
      to += "\\\"";
      return;
    case '\\':
      to += "\\\\";
      return;
    case '\n':
      to += "\\n";
      return;
    case '\r':
      to += "\\r";
      return;
    case '\t':
      to += "\\t";
      return;
    default:
      to += "\\u00";
      to += kHexDigits[byte >> 4];
      to += kHexDigits[byte & 0xf];
  }
}

// Bytes that stand for themselves in a JSON string.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < plain.size(); ++byte) plain[byte] = true;
  for (const std::size_t byte : {0x22, 0x5c, 0x7f, 0xc2}) plain[byte] = false;
  return plain;
}();

std::size_t count_plain(std::string_view text) {
  const auto is_plain = [](char c) { return kPlain[static_cast<unsigned char>(c)]; };
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_plain) -
                                  text.begin());
}

}  // namespace

void append_json_string(std::string& to, std::string_view text) {
  to += '"';
  while (!text.empty()) {
    const std::size_t plain = count_plain(text);
    to += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;

    const auto byte = static_cast<unsigned char>(text[0]);
    if (byte != 0xc2) {
      append_escape(to, byte);
      text.remove_prefix(1);
      continue;
    }
    // U+0080 to U+00BF: 0xc2 and a byte that is the code point itself.
    const auto second = static_cast<unsigned char>(text.size() > 1 ? text[1] : '\0');
    if (second >= 0x80 && second < 0xa0) {
      append_escape(to, second);
    } else {
      to += text.substr(0, 2);
    }
    text.remove_prefix(text.size() > 1 ? 2 : 1);
  }
  to += '"';
}

void JsonWriter::separate() {
  if (needs_comma_) text_ += ',';
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  text_ += bracket;
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  text_ += bracket;
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(text_, name);
  text_ += ':';
  needs_comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  append_json_string(text_, text);
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::members(std::string_view json) {
  separate();
  text_ += json.substr(1, json.size() - 2);
  needs_comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  text_ += json;
  needs_comma_ = true;
  return *this;
}

}  // namespace s3rare::output
