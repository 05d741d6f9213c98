#include "lists/indicator_lines.h"

#include <vector>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::lists;

namespace {

using Texts = std::vector<std::string>;

// The networks that a list names, up to the first error, which appears as its text. With their
// lines, `1:192.0.2.1`, if asked for.
Texts read(const Texts& lines, bool with_lines = false, std::uint64_t* of_other_types = nullptr) {
  Texts found;
  IndicatorLines list([&](std::uint64_t line, Result<Network> network) -> Result<Done> {
    if (!network) {
      found.push_back("error: " + network.error().what);
      return network.error();
    }
    found.push_back((with_lines ? std::to_string(line) + ":" : std::string()) +
                    format_network(*network));
    return Done();
  });
  std::uint64_t number = 0;
  for (const std::string& line : lines) {
    if (!list.read(++number, line)) return found;
  }
  if (list.finish() && of_other_types != nullptr) *of_other_types = list.of_other_types();
  return found;
}

bool is_refused(const Texts& lines) {
  const Texts found = read(lines);
  return !found.empty() && found.back().starts_with("error: ");
}

}  // namespace

TEST_CASE("a line holds one address or network, and comments are ignored") {
  CHECK(read({"# FireHOL", "", "192.0.2.1", "  198.51.100.0/24\t", "2001:db8::/32 # whole",
              "203.0.113.7;SBL1", "; the end"}) ==
        Texts{"192.0.2.1", "198.51.100.0/24", "2001:db8::/32", "203.0.113.7"});
  CHECK(read({"; Spamhaus DROP List", "192.0.2.0/24 ; SBL123"}) == Texts{"192.0.2.0/24"});
}

TEST_CASE("a mapped address is read as the IPv4 address in it") {
  CHECK(read({"::ffff:192.0.2.1"}) == Texts{"192.0.2.1"});
}

TEST_CASE("a CSV header names the column of addresses") {
  CHECK(read({"first_seen_utc,dst_ip,dst_port", "2021-01-01 00:00:00,192.0.2.1,443"}) ==
        Texts{"192.0.2.1"});
  CHECK(read({"#####", "# abuse.ch #", R"("first_seen_utc","dst_ip","malware")",
              R"("2021-01-01","192.0.2.1","a ""b"", c")", "# END 1 entries"}) ==
        Texts{"192.0.2.1"});
  CHECK(read({"# list of things, such as these", "# id, CIDR ,note", "1, 192.0.2.0/24 ,x"}) ==
        Texts{"192.0.2.0/24"});
  CHECK(read({"IP_Address", "192.0.2.1"}) == Texts{"192.0.2.1"});
  CHECK(read({"network,ip", "x,192.0.2.1"}) == Texts{"192.0.2.1"});
}

TEST_CASE("a comment that looks like a header does not turn addresses into CSV") {
  CHECK(read({"# network, address", "192.0.2.0/24 ; SBL1"}) == Texts{"192.0.2.0/24"});
}

TEST_CASE("the comment behind an address is no CSV header, whatever words it has") {
  for (const char* comment :
       {" # scanner, ip, seen twice", ";ip,network", " # address,x", "#,ip"}) {
    CAPTURE(comment);
    const std::string line = std::string("192.0.2.146") + comment;
    CHECK(read({line}) == Texts{"192.0.2.146"});
    CHECK(read({line, "198.51.100.20"}) == Texts{"192.0.2.146", "198.51.100.20"});
    CHECK(read({"192.0.2.999" + std::string(comment)}).back().starts_with("error: "));
  }
  CHECK(read({"# ours, ip", "192.0.2.999"}).back().find("expected an address or network, a JSON") !=
        std::string::npos);
}

TEST_CASE("a row of data is no CSV header") {
  CHECK(read({"192.0.2.1,ip"}).back().starts_with("error: "));
  CHECK(read({"2024-01-01 ip,ip,192.0.2.1"}).back().starts_with("error: "));
}

TEST_CASE("an address may have a port") {
  CHECK(read({"192.0.2.1:443", "[2001:db8::1]:65535 # x", "2001:db8::443", "192.0.2.2"}) ==
        Texts{"192.0.2.1", "2001:db8::1", "2001:db8::443", "192.0.2.2"});
  for (const char* line : {"192.0.2.1:", "192.0.2.1:x", "192.0.2.0/24:443", "[192.0.2.1]:443",
                           "[2001:db8::1]", "192.0.2.1:443:443", "192.0.2.1:123456", ":443"}) {
    CAPTURE(line);
    CHECK(is_refused({line}));
  }
}

TEST_CASE("ThreatFox rows of other types are counted, not read") {
  std::uint64_t others = 0;
  CHECK(read({"################", "# Last updated: 2024-05-09, 03:34:00 UTC #",
              R"(# "first_seen_utc","ioc_id","ioc_value","ioc_type","tags")",
              R"("2024-05-09", "1", "192.0.2.1:443", "ip:port", "a,b")",
              R"("2024-05-09", "2", "bad.example", "domain", "")",
              R"("2024-05-09", "3", "http://192.0.2.7/x", "url", "")", "# Number of entries: 3"},
             true, &others) == Texts{"4:192.0.2.1"});
  CHECK(others == 2);
  CHECK(read({R"({"ioc_type":"domain","ioc_value":"bad.example"})",
              R"({"ioc_value":"192.0.2.1:80","ioc_type":"ip:port"})"},
             false, &others) == Texts{"192.0.2.1"});
  CHECK(others == 1);
  CHECK(is_refused({"ioc_value,ioc_type", "bad.example,ip:port"}));
  CHECK(is_refused({"ioc_value,ioc_type", "192.0.2.1:80"}));
}

TEST_CASE("AWS's ip-ranges.json is read on one line and on many, each prefix with its line") {
  const std::string one =
      R"({"syncToken":"1","prefixes":[{"ip_prefix":"192.0.2.0/24","region":"x"},)"
      R"({"ip_prefix":"198.51.100.0/24"}],"ipv6_prefixes":[{"ipv6_prefix":"2001:db8::/32"}]})";
  CHECK(read({one}, true) == Texts{"1:192.0.2.0/24", "1:198.51.100.0/24", "1:2001:db8::/32"});
  CHECK(read({"", "{", R"(  "ipv6_prefixes": [)", "    {", R"(      "region": "x",)",
              R"(      "ipv6_prefix": "2001:db8::/32"})", R"(    , {"ipv6_prefix": "::1"}],)",
              R"(  "prefixes": [)", R"(    {"ip_prefix": "192.0.2.0/24"})", "  ]", "}", ""},
             true) == Texts{"9:192.0.2.0/24", "6:2001:db8::/32", "7:::1"});
  CHECK(read({R"({"prefixes":[]})"}).empty());
}

TEST_CASE("a JSON document that is no ip-ranges.json is refused") {
  for (const Texts& lines :
       {Texts{"{", "}"}, Texts{"{", R"("prefixes":[)"}, Texts{"{", R"("prefixes":{}})"},
        Texts{R"({"prefixes":[{"ipv6_prefix":"2001:db8::/32"}]})"},
        Texts{R"({"prefixes":["192.0.2.0/24"]})"}, Texts{R"({"prefixes":[{"ip_prefix":7}]})"},
        Texts{R"({"prefixes":[{"ip_prefix":"x"}]})"}, Texts{R"({"prefixes":[]})", "192.0.2.1"},
        Texts{"{", R"("prefixes":[]})", R"({"ip":"192.0.2.1"})"}, Texts{"{", "]"}}) {
    CAPTURE(lines);
    CHECK(is_refused(lines));
  }
}

TEST_CASE("every NDJSON object except metadata holds an address") {
  CHECK(read({R"({"cidr":"192.0.2.0/24","sblid":"SBL1"})",
              R"({"sblid":"SBL2","CIDR":"\u0031.2.3.4"})", R"({"type":"metadata","size":2})"}) ==
        Texts{"192.0.2.0/24", "1.2.3.4"});
}

TEST_CASE("a line that names no network is refused") {
  const auto lines = GENERATE(
      Texts{"bad.example"}, Texts{"192.0.2.1", "bad.example"}, Texts{"192.0.2.1/33"},
      Texts{"192.0.2.1/24"}, Texts{"192.0.2.1 x"}, Texts{"192.0.2.1,x"}, Texts{"name,port", "x,1"},
      Texts{"192.0.2.1", "name,ip"}, Texts{"ip,x", "192.0.2.1,\"open"}, Texts{"x,ip", "y"},
      Texts{"x,ip", "y,"}, Texts{"x,ip", "y,\"192.0.2.1\"z"}, Texts{R"({"cidr":"192.0.2.0/24")"},
      Texts{R"({"sblid":"SBL1"})"}, Texts{R"({"ip":1})"}, Texts{R"({"ip":"x"})"},
      Texts{R"({"ip":"192.0.2.1"})", "192.0.2.1"}, Texts{"\xff\xfe"}, Texts{std::string("\0", 1)});
  CAPTURE(lines);
  CHECK(is_refused(lines));
}

TEST_CASE("an error quotes only the beginning of a line") {
  const Texts found = read({std::string(60000, 'x')});
  CHECK(found.back().size() < 300);
  CHECK(read({"192.0.2.1", std::string(60000, 'x')}).back().size() < 300);
}
