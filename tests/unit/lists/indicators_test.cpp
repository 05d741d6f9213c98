#include "lists/indicators.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "catch.h"
#include "lists/list_file.h"

using namespace s3rare;
using namespace s3rare::lists;

namespace {

// A list whose file exists as long as this object.
class List {
 public:
  List(const char* name, const std::string& text)
      : path("/tmp/s3rare_" + std::to_string(getpid()) + "_" + name) {
    std::ofstream(path, std::ios::binary) << text;
  }
  List(const List&) = delete;
  List& operator=(const List&) = delete;
  ~List() { std::remove(path.c_str()); }

  std::string path;
};

std::string listed_in(Indicators& indicators, const char* address) {
  std::string text;
  for (const ListedIn& listed : indicators.find(*parse_address(address)).first) {
    text += format_network(listed.network) + "@" + std::to_string(listed.line) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("every line that covers an address is found, the narrowest first") {
  const List first("first.netset", "# one\n192.0.2.0/24\n2001:db8::/32\n192.0.2.1\n");
  const List second("second.txt",
                    "\xef\xbb\xbf"
                    "192.0.2.1\r\n0.0.0.0/0");
  Indicators indicators;
  REQUIRE(indicators.add(first.path));
  REQUIRE(indicators.add(second.path));
  CHECK(listed_in(indicators, "192.0.2.1") ==
        "192.0.2.1@4 192.0.2.1@1 192.0.2.0/24@2 0.0.0.0/0@2 ");
  CHECK(listed_in(indicators, "192.0.2.255") == "192.0.2.0/24@2 0.0.0.0/0@2 ");
  CHECK(listed_in(indicators, "192.0.3.0") == "0.0.0.0/0@2 ");
  CHECK(listed_in(indicators, "2001:db8:1::7") == "2001:db8::/32@3 ");
  CHECK(listed_in(indicators, "2001:db9::").empty());
  CHECK(indicators.lists()[0].networks == 3);
  CHECK(indicators.find(*parse_address("192.0.2.1")).first[0].path == first.path);
}

TEST_CASE("a network that a list repeats counts once, with its first line") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "192.0.2.0/24\n192.0.2.1\n";
  const List first("first.txt", text);
  const List second("second.txt", "192.0.2.0/24\n");
  Indicators indicators;
  REQUIRE(indicators.add(first.path));
  REQUIRE(indicators.add(second.path));
  CHECK(listed_in(indicators, "192.0.2.1") == "192.0.2.1@2 192.0.2.0/24@1 192.0.2.0/24@1 ");
  CHECK(indicators.lists()[0].networks == 2);
}

TEST_CASE("an alert gets the narrowest of many nested networks, and the number of the others") {
  std::string text;
  for (int length = 0; length <= 128; ++length) text += "::/" + std::to_string(length) + "\n";
  const List first("first.txt", text);
  const List second("second.txt", text);
  Indicators indicators;
  REQUIRE(indicators.add(first.path));
  REQUIRE(indicators.add(second.path));
  const Listings found = indicators.find(*parse_address("::"));
  REQUIRE(found.first.size() == kMostListings);
  CHECK(found.first[0].network.length == 128);
  CHECK(found.first[kMostListings - 1].network.length == 128 - (kMostListings - 1) / 2);
  CHECK(found.omitted == 258 - kMostListings);
}

TEST_CASE("the networks that were hit are counted, each once") {
  const List list("list.txt", "192.0.2.0/24\n192.0.2.1\n198.51.100.1\n");
  Indicators indicators;
  REQUIRE(indicators.add(list.path));
  CHECK(indicators.lists()[0].hit == 0);
  indicators.find(*parse_address("192.0.2.7"));
  indicators.find(*parse_address("192.0.2.8"));
  CHECK(indicators.lists()[0].hit == 1);
  indicators.find(*parse_address("192.0.2.1"));
  indicators.find(*parse_address("203.0.113.1"));
  CHECK(indicators.lists()[0].hit == 2);
}

TEST_CASE("bad lines are counted if asked for, and the first is kept") {
  const List list("bad.txt", "192.0.2.1\nbad.example\n192.0.2.7/24\n192.0.2.2\n");
  Indicators indicators(BadLines::count);
  REQUIRE(indicators.add(list.path));
  CHECK(indicators.lists()[0].networks == 2);
  CHECK(indicators.lists()[0].bad_lines == 2);
  CHECK(indicators.lists()[0].first_bad->what.starts_with("line 2: found 'bad.example'"));
  CHECK(indicators.lists()[0].first_bad->path == list.path);
  CHECK_FALSE(indicators.add("/tmp/s3rare/no/such"));
}

TEST_CASE("a list is named after its file, without folder and extension") {
  CHECK(provider_of("/lists/firehol_level1.netset") == "firehol_level1");
  CHECK(provider_of("drop_v4.json") == "drop_v4");
  CHECK(provider_of("a.b/drop") == "drop");
  CHECK(provider_of("x/.hidden") == ".hidden");
}

TEST_CASE("an error names the file and the line") {
  const List list("bad.txt", "192.0.2.1\n\n# two\nbad.example\n");
  Indicators indicators;
  const auto added = indicators.add(list.path);
  REQUIRE_FALSE(added);
  CHECK(added.error().path == list.path);
  CHECK(added.error().what.starts_with("line 4: "));
  CHECK(indicators.add("/tmp/s3rare/no/such").error().kind == ErrorKind::io);
  CHECK_FALSE(indicators.add("/tmp"));
}

TEST_CASE("a line ends with LF, CR LF or the end of the file, and its length is limited") {
  const auto lines_of = [](const std::string& text) {
    const List list("lines.txt", text);
    std::string lines;
    const auto read =
        read_list_file(list.path, "the lines", [&](std::uint64_t number, std::string_view line) {
          lines += std::to_string(number) + ":" + std::to_string(line.size()) + " ";
          return Result<Done>(Done());
        });
    return read ? lines : read.error().what;
  };
  const std::string longest(kMaxLineBytes, 'x');
  CHECK(lines_of("") == "");
  CHECK(lines_of("\n") == "1:0 ");
  CHECK(lines_of("a\r\nbb\n\nccc") == "1:1 2:2 3:0 4:3 ");
  CHECK(lines_of(std::string("a\0b\n", 4)) == "1:3 ");
  CHECK(lines_of(longest) == "1:262144 ");
  CHECK(lines_of(longest + "\n" + longest + "\r\nx") == "1:262144 2:262144 3:1 ");
  CHECK(lines_of("a\n" + longest + "x\n").starts_with("line 2: "));
  CHECK(lines_of(longest + longest).starts_with("line 1: "));
  for (const std::size_t length : {65534U, 65535U, 65536U, 131070U}) {
    const std::string line(length, 'x');
    CHECK(lines_of(line + "\n" + line + "\r\n\n" + line) ==
          "1:" + std::to_string(length) + " 2:" + std::to_string(length) +
              " 3:0 4:" + std::to_string(length) + " ");
  }
}
