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

// An address, or one before a port.
std::optional<Network> slow_read_indicator(const std::string& text) {
  if (const auto network = slow_read(text)) return network;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos || text.find('/') != std::string::npos) return std::nullopt;
  const std::string port = text.substr(colon + 1);
  if (port.empty() || port.size() > 5) return std::nullopt;
  for (const char c : port) {
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) return std::nullopt;
  }
  std::string address = text.substr(0, colon);
  const bool is_v6 = address.find(':') != std::string::npos;
  if (is_v6) {
    if (address.size() < 2 || address.front() != '[' || address.back() != ']') return std::nullopt;
    address = address.substr(1, address.size() - 2);
  }
  return slow_read(address);
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
      if (slow_read(token) == network || slow_read_indicator(token) == network) return true;
      token.clear();
    }
  }
  return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string whole(reinterpret_cast<const char*>(data), size);
  std::istringstream file(whole);
  std::optional<Network> network;
  bool is_bad = false;
  lists::IndicatorLines lines([&](std::uint64_t, Result<Network> given) -> Result<Done> {
    is_bad = !given;
    if (!given) return given.error();
    network = *given;
    fuzz::agree(appears_in(whole, *given), "a network and its list");
    const auto again = parse_network(format_network(*given));
    fuzz::agree(again && *again == *given, "a network and its written form");
    return Done();
  });
  std::optional<bool> is_plain;
  std::string line;
  for (std::uint64_t number = 1; std::getline(file, line); ++number) {
    network.reset();
    is_bad = false;
    const bool is_read = static_cast<bool>(lines.read(number, line));
    fuzz::agree(is_read != is_bad, "an error and its line");
    const std::string rest = slow_trim(line.substr(0, line.find_first_of("#;")));
    const auto slow = slow_read_indicator(rest);
    if (!is_plain && !rest.empty()) is_plain = slow.has_value();
    if (is_plain == true) {
      if (network) fuzz::agree(appears_in(line, *network), "a network and its line");
      fuzz::agree(rest.empty() ? is_read && !network : is_read == slow.has_value(),
                  "which lines of a plain list are read");
      if (network) fuzz::agree(network == slow, "a plain line");
    } else if (!is_plain && rest.empty() && slow_trim(line).find_first_of("#;") == 0) {
      fuzz::agree(is_read && !network, "a comment");
    }
    if (!is_read) return 0;  // reading ends here
  }
  if (!lines.finish()) fuzz::agree(is_bad, "an error at the end");
  return 0;
}
