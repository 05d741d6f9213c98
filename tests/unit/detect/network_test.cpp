#include "s3rare/network.h"

#include <arpa/inet.h>

#include <random>

#include "catch.h"

using namespace s3rare;

namespace {

Address address(const char* text) {
  CAPTURE(text);
  const auto parsed = parse_address(text);
  REQUIRE(parsed);
  return *parsed;
}

Network network(const char* text) {
  CAPTURE(text);
  const auto parsed = parse_network(text);
  REQUIRE(parsed);
  return *parsed;
}

std::string refusal(const char* text) {
  const auto parsed = parse_network(text);
  return parsed ? "taken as " + format_network(*parsed) : parsed.error().what;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::uint32_t> numbers(const NetworkTable& table, const char* text) {
  std::vector<std::uint32_t> found;
  table.for_each(address(text), [&](std::uint32_t number) {
    found.push_back(number);
    return true;
  });
  return found;
}

}  // namespace

TEST_CASE("addresses are formatted in their shortest form") {
  for (const char* text : {"0.0.0.0", "192.0.2.1", "255.255.255.255", "::", "::1", "2001:db8::1",
                           "2001:db8::", "1:2:3:4:5:6:7:8", "2001:db8:0:1:1:1:1:1", "2001:0:0:1::1",
                           "fe80::1:0:0:1"}) {
    CHECK(format_address(address(text)) == text);
  }
  CHECK(format_address(address("2001:DB8:0:0:0:0:0:1")) == "2001:db8::1");
  CHECK(format_address(address("2001:db8:0:0:1:0:0:1")) == "2001:db8::1:0:0:1");
  CHECK(format_address(address("1:2:3:4:5:6:7::")) == "1:2:3:4:5:6:7:0");
  CHECK(format_address(address("64:ff9b::192.0.2.33")) == "64:ff9b::c000:221");
}

TEST_CASE("invalid addresses are rejected") {
  for (const char* text : {"",
                           " ",
                           "192.0.2",
                           "192.0.2.",
                           "192.0.2.256",
                           "192.0.2.01",
                           "192.0.2.1 ",
                           " 192.0.2.1",
                           "192.0.2.1.1",
                           "0x7f.0.0.1",
                           "1",
                           ":",
                           ":::",
                           "1:",
                           ":1",
                           "1::2::3",
                           "1:2:3:4:5:6:7",
                           "1:2:3:4:5:6:7:8:9",
                           "1:2:3:4:5:6:7:8::",
                           "::1:2:3:4:5:6:7:8",
                           "12345::",
                           "g::",
                           "fe80::1%eth0",
                           "::192.0.2",
                           "::192.0.2.1:1",
                           "192.0.2.1::",
                           "1:2:3:4:5:6:7:192.0.2.1",
                           "AWS Internal",
                           "config.amazonaws.com",
                           "192.0.2.0/24"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_address(text));
  }
}

TEST_CASE("addresses are parsed as inet_pton parses them") {
  constexpr std::string_view kAlphabet = "0129af:.";
  std::mt19937_64 random(1);
  std::size_t read = 0;
  for (int turn = 0; turn < 300'000; ++turn) {
    std::string text;
    if (turn % 2 == 0) {
      // Mutate a valid address: random text is almost never valid.
      const std::array<const char*, 6> right = {"192.0.2.1",   "::ffff:192.0.2.1",
                                                "2001:db8::1", "1:2:3:4:5:6:7:8",
                                                "::",          "1::2:192.0.2.1"};
      text = right[random() % right.size()];
      text[random() % text.size()] = kAlphabet[random() % kAlphabet.size()];
      if (random() % 2 == 0) text.erase(random() % text.size(), 1);
    } else {
      const std::size_t length = random() % 12;
      while (text.size() < length) text += kAlphabet[random() % kAlphabet.size()];
    }
    std::array<unsigned char, 16> bytes{};
    const bool is_v4 = inet_pton(AF_INET, text.c_str(), bytes.data()) == 1;
    const bool is_v6 = !is_v4 && inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
    const auto parsed = parse_address(text);
    CAPTURE(text);
    REQUIRE(parsed.has_value() == (is_v4 || is_v6));
    if (!parsed) continue;
    ++read;
    const std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255};
    const bool is_mapped = is_v6 && std::equal(mapped.begin(), mapped.end(), bytes.begin());
    REQUIRE(parsed->is_v6 == (is_v6 && !is_mapped));
    std::array<unsigned char, 16> own{};
    for (std::size_t i = 0; i < own.size(); ++i) {
      own[i] =
          static_cast<unsigned char>((i < 8 ? parsed->high : parsed->low) >> (56 - 8 * (i % 8)));
    }
    if (is_mapped) std::copy(bytes.begin() + 12, bytes.end(), bytes.begin());
    REQUIRE(std::equal(own.begin(), own.begin() + parsed->bits() / 8, bytes.begin()));
    REQUIRE(parse_address(format_address(*parsed)) == parsed);
  }
  CHECK(read > 10'000);
}

TEST_CASE("an IPv4-mapped IPv6 address is the IPv4 address") {
  CHECK(address("::ffff:192.0.2.1") == address("192.0.2.1"));
  CHECK(address("::ffff:c000:201") == address("192.0.2.1"));
  CHECK(address("::192.0.2.1").is_v6);
  CHECK(network("::ffff:192.0.2.0/120") == network("192.0.2.0/24"));
  CHECK(network("::ffff:0:0/96") == network("0.0.0.0/0"));
  CHECK(network("::fffe:0:0/95").first.is_v6);
  CHECK_FALSE(network("::/0").contains(address("::ffff:192.0.2.1")));
}

TEST_CASE("a network ends with its last address") {
  const Network small = network("192.0.2.16/28");
  CHECK_FALSE(small.contains(address("192.0.2.15")));
  CHECK(small.contains(address("192.0.2.16")));
  CHECK(small.contains(address("192.0.2.31")));
  CHECK_FALSE(small.contains(address("192.0.2.32")));
  const Network wide = network("2001:db8::/65");
  CHECK(wide.contains(address("2001:db8::7fff:ffff:ffff:ffff")));
  CHECK_FALSE(wide.contains(address("2001:db8::8000:0:0:0")));
  CHECK_FALSE(wide.contains(address("2001:db8:0:1::")));
  CHECK(network("0.0.0.0/0").contains(address("255.255.255.255")));
  CHECK_FALSE(network("0.0.0.0/0").contains(address("::1")));
  CHECK(network("::/0").contains(address("ffff::")));
  CHECK(network("192.0.2.1") == network("192.0.2.1/32"));
  CHECK(network("2001:db8::1") == network("2001:db8::1/128"));
}

TEST_CASE("an invalid network is rejected with a message") {
  CHECK(refusal("192.0.2.0/33") ==
        "found '192.0.2.0/33', expected a length from 0 to 32 after the slash");
  CHECK(refusal("2001:db8::/129") ==
        "found '2001:db8::/129', expected a length from 0 to 128 after the slash");
  for (const char* text : {"192.0.2.0/", "192.0.2.0/ 24", "192.0.2.0/024", "192.0.2.0/24/24",
                           "192.0.2.0/-1", "192.0.2.0/255.255.255.0"}) {
    CHECK(holds(refusal(text), "after the slash"));
  }
  CHECK(refusal("192.0.2/24") ==
        "found '192.0.2/24', expected an address or a network, such as 192.0.2.0/24 or "
        "2001:db8::/32");
  CHECK(refusal("192.0.2.7/24") ==
        "found '192.0.2.7/24', with host bits set, expected the network 192.0.2.0/24 or "
        "the address 192.0.2.7");
  CHECK(holds(refusal("2001:db8::1/64"), "the network 2001:db8::/64 or the address 2001:db8::1"));
}

TEST_CASE("all networks that contain an address are found, narrowest first") {
  NetworkTable table;
  table.add(network("192.0.2.0/24"), 1);
  table.add(network("0.0.0.0/0"), 2);
  table.add(network("192.0.2.128/25"), 3);
  table.add(network("192.0.2.129"), 4);
  table.add(network("192.0.2.0/24"), 5);
  table.add(network("2001:db8::/32"), 6);
  table.add(network("::/0"), 7);
  using Numbers = std::vector<std::uint32_t>;
  CHECK(numbers(table, "192.0.2.129") == Numbers{4, 3, 1, 5, 2});
  CHECK(numbers(table, "192.0.2.130") == Numbers{3, 1, 5, 2});
  CHECK(numbers(table, "192.0.2.127") == Numbers{1, 5, 2});
  CHECK(numbers(table, "192.0.3.0") == Numbers{2});
  CHECK(numbers(table, "::ffff:192.0.3.0") == Numbers{2});
  CHECK(numbers(table, "2001:db8::1") == Numbers{6, 7});
  CHECK(numbers(table, "::1") == Numbers{7});
  CHECK(numbers(NetworkTable(), "::1").empty());
}

TEST_CASE("a look-up stops when the visitor returns false") {
  NetworkTable table;
  table.add(network("192.0.2.0/24"), 1);
  table.add(network("192.0.2.1"), 2);
  std::vector<std::uint32_t> found;
  table.for_each(address("192.0.2.1"), [&](std::uint32_t number) {
    found.push_back(number);
    return false;
  });
  CHECK(found == std::vector<std::uint32_t>{2});
}

TEST_CASE("the address of a source has no zone") {
  CHECK(parse_source_address("fe80::1%eth0") == parse_address("fe80::1"));
  CHECK(parse_source_address("192.0.2.1") == parse_address("192.0.2.1"));
  for (const char* text : {"fe80::1%", "%eth0", "192.0.2.1%eth0", "AWS Internal"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_source_address(text));
  }
}

TEST_CASE("a table keeps one number of a network among those that ascend from another") {
  NetworkTable table;
  const Network network = *parse_network("192.0.2.0/24");
  CHECK(table.add_once(network, 0, 0));
  CHECK_FALSE(table.add_once(network, 1, 0));
  CHECK(table.add_once(network, 2, 2));
  CHECK_FALSE(table.add_once(network, 3, 2));
  CHECK(table.add_once(*parse_network("192.0.2.0/25"), 4, 2));
  std::vector<std::uint32_t> found;
  table.for_each(*parse_address("192.0.2.1"), [&](std::uint32_t number) {
    found.push_back(number);
    return true;
  });
  CHECK(found == std::vector<std::uint32_t>{4, 0, 2});
}
