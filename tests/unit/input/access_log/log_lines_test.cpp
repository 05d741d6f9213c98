#include "input/access_log/log_lines.h"

#include <string>
#include <vector>

#include "catch.h"
#include "memory_stream.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

struct Taken {
  std::string text;
  std::uint64_t offset;
  bool is_ended;
  bool operator==(const Taken&) const = default;
};

std::vector<Taken> lines_of(const std::string& bytes, std::size_t chunk,
                            std::optional<Error> fault = std::nullopt) {
  tests::MemoryStream stream(bytes, chunk, fault);
  Window window;
  window.reset(stream);
  LogLines lines(window);
  std::vector<Taken> taken;
  while (const auto line = lines.next()) {
    taken.push_back(
        {line->is_too_long ? "(too long)" : std::string(line->text), line->offset, line->is_ended});
  }
  return taken;
}

}  // namespace

TEST_CASE("lines do not depend on how the stream is cut") {
  const std::string bytes = "one\ntwo\r\n\n\r\nthree\nfour";
  const std::vector<Taken> expected = {
      {"one", 0, true}, {"two", 4, true}, {"three", 12, true}, {"four", 18, false}};
  for (std::size_t chunk = 1; chunk <= bytes.size(); ++chunk) {
    INFO(chunk);
    CHECK(lines_of(bytes, chunk) == expected);
  }
}

TEST_CASE("a line where the stream breaks off is dropped") {
  const Error fault{ErrorKind::damaged, "", 9, "broken"};
  CHECK(lines_of("one\ntwo", 3, fault) == std::vector<Taken>{{"one", 0, true}});
}

TEST_CASE("a line that is too long is told and costs no memory") {
  const std::string bytes = std::string(LogLines::kMostBytes + 5'000'000, 'x') + "\nnext\n";
  const auto taken = lines_of(bytes, 64 * 1024);
  REQUIRE(taken.size() == 2);
  CHECK(taken[0] == Taken{"(too long)", 0, true});
  CHECK(taken[1].text == "next");
}
