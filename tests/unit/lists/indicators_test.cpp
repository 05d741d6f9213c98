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

std::string listed_in(const Indicators& indicators, const char* address) {
  std::string text;
  for (const ListedIn& listed : indicators.find(*parse_address(address))) {
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
  CHECK(indicators.find(*parse_address("192.0.2.1"))[0].path == first.path);
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
}
