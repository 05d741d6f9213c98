#include "lists/indicator_lines.h"

#include <vector>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::lists;

namespace {

using Texts = std::vector<std::string>;

// The networks that the lines of a list name, up to the first error, which appears as its text.
Texts read(const Texts& lines) {
  IndicatorLines list;
  Texts found;
  for (const std::string& line : lines) {
    const auto network = list.read(line);
    if (!network) {
      found.push_back("error: " + network.error().what);
      return found;
    }
    if (*network) found.push_back(format_network(**network));
  }
  return found;
}

bool is_refused(const Texts& lines) { return read(lines).back().starts_with("error: "); }

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
