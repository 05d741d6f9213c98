#include "property/exception_oracle.h"

#include <arpa/inet.h>

#include <array>

#include "json/writer.h"

namespace s3rare::tests {
namespace {

// The bytes of an address, 4 or 16; empty if the text is not an address.
std::string bytes_of(const std::string& text) {
  std::string bytes(16, '\0');
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return bytes.substr(0, 4);
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return {};
  return bytes;
}

bool bit(const std::string& bytes, std::size_t i) {
  return (static_cast<unsigned char>(bytes[i / 8]) >> (7 - i % 8) & 1) != 0;
}

void set_bit(std::string& bytes, std::size_t i, bool value) {
  const auto mask = static_cast<char>(1 << (7 - i % 8));
  bytes[i / 8] = static_cast<char>(value ? bytes[i / 8] | mask : bytes[i / 8] & ~mask);
}

struct Range {
  std::string bytes;
  std::size_t length;
};

Range range_of(const std::string& network) {
  const std::size_t slash = network.find('/');
  std::string bytes = bytes_of(network.substr(0, slash));
  const std::size_t all = bytes.size() * 8;
  return {bytes, slash == std::string::npos ? all : std::stoul(network.substr(slash + 1))};
}

bool covers(const std::string& source, const std::string& address) {
  const Range range = range_of(source);
  const std::string bytes = bytes_of(address);
  if (range.bytes.empty() || bytes.size() != range.bytes.size()) return source == address;
  for (std::size_t i = 0; i < range.length; ++i) {
    if (bit(bytes, i) != bit(range.bytes, i)) return false;
  }
  return true;
}

bool satisfies(std::string_view text, std::string_view pattern) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') {
    return satisfies(text, pattern.substr(1)) ||
           (!text.empty() && satisfies(text.substr(1), pattern));
  }
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
         satisfies(text.substr(1), pattern.substr(1));
}

bool holds(const OracleException& exception, const OracleTexts& match, EventTime time) {
  if (exception.expires && time >= *exception.expires) return false;
  for (const auto& [name, wanted] : exception.conditions) {
    const auto found = match.find(name);
    if (found == match.end() || found->second.empty()) return false;
    const bool is_exact = name == "action" || name == "recipient_account";
    const bool is_met = name == "source" ? covers(wanted, found->second)
                        : is_exact       ? wanted == found->second
                                         : satisfies(found->second, wanted);
    if (!is_met) return false;
  }
  return true;
}

// Adds or subtracts one; the first address has no predecessor.
void step(std::string& bytes, bool up) {
  for (std::size_t i = bytes.size() * 8; i-- > 0;) {
    const bool was = bit(bytes, i);
    set_bit(bytes, i, !was);
    if (was != up) return;
  }
}

}  // namespace

std::optional<std::size_t> oracle_exception(const std::vector<OracleException>& exceptions,
                                            const OracleTexts& match, EventTime time) {
  for (std::size_t i = 0; i < exceptions.size(); ++i) {
    if (holds(exceptions[i], match, time)) return i;
  }
  return std::nullopt;
}

std::string address_text(const std::string& bytes) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  inet_ntop(bytes.size() == 4 ? AF_INET : AF_INET6, bytes.data(), text.data(), text.size());
  return text.data();
}

std::string generate_network(Random& random) {
  const bool is_v6 = pick(random, 3) == 0;
  std::string bytes = is_v6 ? std::string("\x20\x01\x0d\xb8", 4) + std::string(12, '\0')
                            : std::string("\xc0\x00\x02\x00", 4);
  const std::size_t all = bytes.size() * 8;
  // Many lengths are near word and byte boundaries.
  std::size_t length = all - pick(random, all - 8);
  if (pick(random, 30) == 0) length = pick(random, 9);
  if (pick(random, 3) == 0) length = std::array{all, all - 1, all / 2}[pick(random, 3)];
  if (is_v6 && pick(random, 2) == 0) length = 62 + pick(random, 5);
  for (std::size_t i = 0; i < all; ++i) {
    if (i >= length)
      set_bit(bytes, i, false);
    else if (pick(random, 12) == 0)
      set_bit(bytes, i, pick(random, 2) == 0);
  }
  if (length == all && pick(random, 2) == 0) return address_text(bytes);
  return address_text(bytes) + "/" + std::to_string(length);
}

std::string generate_address_near(Random& random, const std::string& network) {
  auto [bytes, length] = range_of(network);
  const std::uint64_t where = pick(random, 5);
  for (std::size_t i = length; i < bytes.size() * 8; ++i) {
    const bool inside = pick(random, 2) == 0;
    set_bit(bytes, i, where == 2 || where == 3 || (where == 4 && inside));
  }
  if (where == 1) step(bytes, false);
  if (where == 3) step(bytes, true);
  return address_text(bytes);
}

OracleException generate_exception(Random& random) {
  OracleException exception;
  const auto maybe = [&](const char* name, const std::vector<std::string>& values) {
    if (pick(random, 3) == 0) exception.conditions[name] = values[pick(random, values.size())];
  };
  if (pick(random, 3) != 0) {
    exception.conditions["source"] =
        pick(random, 12) == 0 ? "AWS Internal" : generate_network(random);
  }
  maybe("bucket", {"b", "b", "c", "b*", "?", "a*b", "*"});
  maybe("user_agent", {"[curl/8.0]", "[curl/*", "*.0]", "[c*l/?.?]", "other"});
  maybe("action", {"GetObject", "PutObject", "Get*"});
  maybe("recipient_account", {"111122223333", "444455556666", "1*"});
  maybe("key", {"key-0", "key-1", "key-?", "*-2*", "*x", "key-*"});
  if (exception.conditions.empty()) exception.conditions["key"] = "key-1";
  return exception;
}

std::string line_of(const OracleException& exception) {
  json::JsonWriter json;
  json.begin_object();
  for (const auto& [name, text] : exception.conditions) json.field(name, text);
  if (exception.expires) json.field("expires", format_utc(*exception.expires));
  return json.end_object().take();
}

}  // namespace s3rare::tests
