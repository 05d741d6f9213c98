#include "json/brackets.h"

#include <string>

#include "catch.h"

using namespace s3rare::json;
using Outcome = BracketScan::Outcome;

namespace {

struct Scan {
  Outcome outcome;
  std::size_t size;
  std::size_t max_depth;
  std::size_t first_inner_end;

  friend bool operator==(const Scan&, const Scan&) = default;
};

Scan scan_with(BracketScan scanner, std::string_view text, std::size_t chunk) {
  scanner.start();
  Outcome outcome = Outcome::more;
  for (std::size_t at = 0; at < text.size() && outcome == Outcome::more; at += chunk) {
    outcome = scanner.scan(text.substr(at, chunk));
  }
  return {outcome, scanner.size(), scanner.scanned().max_depth, scanner.scanned().first_inner_end};
}

// Scans the text with every implementation.
Scan scan(std::string_view text, std::size_t chunk = 1 << 20) {
  const Scan first = scan_with(BracketScan(), text, chunk);
  for (const ByteKernels& kernels : byte_kernels()) {
    CAPTURE(kernels.name);
    CHECK(scan_with(BracketScan(kernels.index_text), text, chunk) == first);
  }
  return first;
}

}  // namespace

TEST_CASE("a value ends at the bracket that closes it") {
  CHECK(scan("{}x").size == 2);
  CHECK(scan(R"({"a":[1,{"b":2}]},{})").size == 17);
  CHECK(scan(R"({"a":[1,{"b":2}]})").max_depth == 3);
  CHECK(scan("{").outcome == Outcome::more);
}

TEST_CASE("brackets in strings are text") {
  CHECK(scan(R"({"}":"]{["}x)").size == 11);
  CHECK(scan(R"({"a":"\"}"}x)").size == 11);
  CHECK(scan(R"({"a":"\\"}x)").size == 10);
  CHECK(scan(R"({"a":"\\\"}"}x)").size == 13);
}

TEST_CASE("a bracket of the wrong kind is a mismatch at its offset") {
  CHECK(scan("{]").outcome == Outcome::mismatched);
  CHECK(scan("{]").size == 1);
  CHECK(scan("[{}}").size == 3);
}

TEST_CASE("the end of the first inner value is reported") {
  CHECK(scan(R"({"a":1,"b":{"c":[]},"d":{}})").first_inner_end == 19);
  CHECK(scan(R"({"a":1})").first_inner_end == 0);
}

TEST_CASE("chunks of any size give the same result as the whole text") {
  std::string text = R"({"k\\\"":"\\","list":[{"a":"}"},[[]],"\\\\\""],"x":")";
  text += std::string(150, 'y') + R"(\"\\"})";
  const Scan whole = scan(text);
  CHECK(whole.outcome == Outcome::closed);
  CHECK(whole.size == text.size());
  for (std::size_t chunk = 1; chunk <= text.size(); ++chunk) {
    const Scan cut = scan(text, chunk);
    CAPTURE(chunk);
    CHECK(cut.outcome == whole.outcome);
    CHECK(cut.size == whole.size);
    CHECK(cut.first_inner_end == whole.first_inner_end);
  }
}

TEST_CASE("nesting is matched down to the deepest record and only counted below it") {
  for (const std::size_t depth : {1023U, 1024U, 1025U, 5000U}) {
    const std::string text = std::string(depth, '[') + std::string(depth, ']');
    const Scan scanned = scan(text);
    CHECK(scanned.outcome == Outcome::closed);
    CHECK(scanned.max_depth == depth);
  }
  CHECK(scan(std::string(1024, '[') + "}").outcome == Outcome::mismatched);
}

TEST_CASE("a scanner can be reused") {
  BracketScan scanner;
  scanner.start();
  CHECK(scanner.scan(R"({"a)") == Outcome::more);
  CHECK(scanner.in_string());
  scanner.start();
  CHECK(scanner.scan("[]") == Outcome::closed);
  CHECK(scanner.size() == 2);
}
