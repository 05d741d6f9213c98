// For any bytes in a list of indicators: a network that is read from a line must appear in that
// line, and a list of plain addresses must be read as by a slow reader that shares no code with the
// fast one.

#include <arpa/inet.h>

#include <array>
#include <cctype>
#include <cstdint>
#include <cstring>
#include <optional>
#include <sstream>
#include <string>

#include "fuzz/agree.h"
#include "json/text.h"
#include "lists/indicator_lines.h"

namespace {

using namespace s3rare;

Network slow_network(const std::array<unsigned char, 16>& bytes, bool is_v6, int length) {
  Network network{{is_v6, 0, 0}, length};
  for (std::size_t i = 0; i < 8; ++i) {
    network.first.high |= std::uint64_t{bytes[i]} << (56 - 8 * i);
    network.first.low |= std::uint64_t{bytes[i + 8]} << (56 - 8 * i);
  }
  return network;
}

std::optional<Network> slow_read(const std::string& text) {
  if (text.find('\0') != std::string::npos) return std::nullopt;
  const std::size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  std::array<unsigned char, 16> bytes{};
  bool is_v6 = false;
  if (inet_pton(AF_INET, address.c_str(), bytes.data()) != 1) {
    is_v6 = true;
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return std::nullopt;
  }
  const int bits = is_v6 ? 128 : 32;
  int length = bits;
  if (slash != std::string::npos) {
    const std::string digits = text.substr(slash + 1);
    if (digits.empty() || digits.size() > 3) return std::nullopt;
    if (digits.size() > 1 && digits[0] == '0') return std::nullopt;
    for (const char c : digits) {
      if (std::isdigit(static_cast<unsigned char>(c)) == 0) return std::nullopt;
    }
    length = std::stoi(digits);
    if (length > bits) return std::nullopt;
  }
  for (int i = length; i < bits; ++i) {
    if ((bytes[static_cast<std::size_t>(i / 8)] >> (7 - i % 8) & 1) != 0) return std::nullopt;
  }
  constexpr std::array<unsigned char, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (is_v6 && length >= 96 && std::memcmp(bytes.data(), kMapped.data(), kMapped.size()) == 0) {
    std::array<unsigned char, 16> v4{};
    std::memcpy(v4.data(), bytes.data() + kMapped.size(), 4);
    return slow_network(v4, false, length - 96);
  }
  return slow_network(bytes, is_v6, length);
}

std::string slow_trim(std::string text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.pop_back();
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.erase(0, 1);
  return text;
}

// Whether an address or network in the line equals this one.
bool appears_in(const std::string& line, const Network& network) {
  std::string decoded;
  json::decode_string(line, decoded);
  for (const std::string& text : {line, decoded}) {
    std::string token;
    for (const char c : text + "\n") {
      if (std::isxdigit(static_cast<unsigned char>(c)) != 0 || c == '.' || c == ':' || c == '/') {
        token += c;
        continue;
      }
      if (slow_read(token) == network) return true;
      token.clear();
    }
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::istringstream file(std::string(reinterpret_cast<const char*>(data), size));
  lists::IndicatorLines lines;
  std::optional<bool> is_plain;
  std::string line;
  while (std::getline(file, line)) {
    const auto read = lines.read(line);
    if (read && *read) {
      fuzz::agree(appears_in(line, **read), "a network and its line");
      const auto again = parse_network(format_network(**read));
      fuzz::agree(again && *again == **read, "a network and its written form");
    }
    const std::string rest = slow_trim(line.substr(0, line.find_first_of("#;")));
    const auto slow = slow_read(rest);
    if (!is_plain && !rest.empty()) is_plain = slow.has_value();
    if (rest.empty() && slow_trim(line).find_first_of("#;") == 0) {
      fuzz::agree(read && !*read, "a comment");
    } else if (is_plain == true) {
      fuzz::agree(rest.empty() ? read && !*read : static_cast<bool>(read) == slow.has_value(),
                  "which lines of a plain list are read");
      if (read && *read) fuzz::agree(**read == slow, "a plain line");
    }
    if (!read) return 0;  // reading ends here
  }
  return 0;
}
