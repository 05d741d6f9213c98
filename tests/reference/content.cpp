#include "reference/content.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "reference/json.h"

namespace s3rare::reference {
namespace {

constexpr std::size_t kFirst = 64 * 1024;
constexpr std::size_t kStart = 4096;

std::string_view without_mark(std::string_view text) {
  return text.starts_with("\xef\xbb\xbf") ? text.substr(3) : text;
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_tar(std::string_view text) {
  if (text.size() < 262) return false;
  if (text.substr(257, 5) == "ustar") return true;
  if (text.size() < 512 || text[0] == '\0') return false;
  unsigned long sum = 0;
  for (std::size_t i = 0; i < 512; ++i) {
    sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(text[i]);
  }
  std::string digits(text.substr(148, 8));
  digits.erase(0, digits.find_first_not_of(' '));
  digits.resize(std::min(digits.size(), digits.find_first_not_of("01234567")));
  return !digits.empty() && std::stoul(digits, nullptr, 8) == sum;
}

}  // namespace

bool begins_object(std::string_view text) {
  std::string start;
  for (const char c : without_mark(text.substr(0, kStart))) {
    if (!is_white_space(c)) start += c;
  }
  const std::size_t object = start.find_first_not_of('[');
  return object != std::string::npos && start.substr(object, 2) == "{\"";
}

bool is_other_kind(std::string_view text) {
  text = text.substr(0, kFirst);
  const std::string zero(1, '\0');
  for (const std::string& magic :
       {std::string("PK\3\4"), std::string("PK\5\6"), std::string("PK\7\10"),
        std::string("7z\xbc\xaf\x27\x1c"), std::string("Rar!\x1a\7"),
        std::string("\xfd") + "7zXZ" + zero, std::string("\x04\x22\x4d\x18"), std::string("PAR1"),
        std::string("PARE"), std::string("Obj\1"), zero + zero + "\xfe\xff",
        std::string("\xff\xfe"), std::string("\xfe\xff")}) {
    if (text.starts_with(magic)) return true;
  }
  if (text.starts_with("BZh") && text.size() > 4 &&
      (text.substr(4).starts_with("1AY&SY") || text.substr(4).starts_with("\x17rE8P\x90"))) {
    return true;
  }
  std::string little;
  std::string big;
  for (const char c : std::string("eventSource")) {
    little += c + zero;
    big += zero + c;
  }
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(little) || rest.starts_with(big)) return true;
  }
  return is_tar(text);
}

bool mentions_cloudtrail(std::string_view text) {
  text = without_mark(text.substr(0, kFirst));
  if (has(text, "eventSource")) return true;
  std::string header(text.substr(0, text.find('\n')));
  for (char& c : header) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (header.find_first_of(",;\t|") == std::string::npos || has(header, "{")) return false;
  return (has(header, "eventsource") && has(header, "eventname")) || has(header, "aws.cloudtrail");
}

}  // namespace s3rare::reference
