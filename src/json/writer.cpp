#include "json/writer.h"

#include <algorithm>
#include <array>

#include "json/text.h"

namespace s3rare::json {
namespace {

void append_escape(std::string& to, char c) {
  switch (c) {
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
      append_escaped(to, {&c, 1});
  }
}

// Bytes that need no escape in a JSON string, whatever follows.
constexpr std::array<bool, 256> kIsPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < plain.size(); ++byte) plain[byte] = true;
  for (const std::size_t byte : {0x22, 0x5c, 0x7f, 0xc2, 0xd8, 0xe2}) plain[byte] = false;
  return plain;
}();

std::size_t count_plain(std::string_view text) {
  const auto is_plain = [](char c) { return kIsPlain[static_cast<unsigned char>(c)]; };
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

    if (const std::size_t obeyed = obeyed_at_front(text); obeyed > 0) {
      append_escaped(to, text.substr(0, obeyed));
      text.remove_prefix(obeyed);
    } else if (static_cast<unsigned char>(text[0]) >= 0x80) {
      to += text[0];
      text.remove_prefix(1);
    } else {
      append_escape(to, text[0]);
      text.remove_prefix(1);
    }
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

}  // namespace s3rare::json
