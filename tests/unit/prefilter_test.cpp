#include "input/prefilter.h"

#include <string>

#include "catch.h"
#include "input/brackets.h"

using namespace s3rare::input;

namespace {

// Of a record around the text, cut into chunks.
bool may_match(const std::string& text, std::size_t chunk = 1 << 20) {
  const std::string record = R"({"key":")" + text + R"(","other":""})";
  BracketScan scan;
  scan.start();
  auto outcome = BracketScan::Outcome::more;
  for (std::size_t at = 0; outcome == BracketScan::Outcome::more; at += chunk) {
    REQUIRE(at < record.size());
    outcome = scan.scan(std::string_view(record).substr(at, chunk));
  }
  REQUIRE(outcome == BracketScan::Outcome::closed);
  return scan.scanned().may_match;
}

std::string escape_of(char c, std::string_view digits) {
  const auto code = static_cast<unsigned char>(c);
  return std::string("\\u00") + digits[code >> 4] + digits[code & 15];
}

}  // namespace

TEST_CASE("the principal is found wherever it stands") {
  for (const std::string needle : {"anonymous", "ANONYMOUS_PRINCIPAL", "\\u0061"}) {
    for (std::size_t before = 0; before < 140; ++before) {
      for (const std::size_t after : {0U, 1U, 5U, 40U, 80U}) {
        const std::string text = std::string(before, 'y') + needle + std::string(after, 'm');
        if (!may_match(text)) FAIL(needle << " behind " << before << " before " << after);
      }
    }
  }
}

TEST_CASE("the principal is found in chunks of any size") {
  for (const std::string needle : {"anonymous", "ANONYMOUS_PRINCIPAL", "\\u0061"}) {
    for (std::size_t before = 50; before < 70; ++before) {
      for (std::size_t chunk = 1; chunk < 140; ++chunk) {
        if (!may_match(std::string(before, 'y') + needle, chunk)) {
          FAIL(needle << " behind " << before << " in chunks of " << chunk);
        }
      }
    }
  }
}

TEST_CASE("what spells the principal only in part is passed over") {
  for (const char* text :
       {"", "a", "anonymou", "nonymous", "anonymus", "\\u1061", "payment", "uym", "YM", "mymy"}) {
    CAPTURE(text);
    CHECK_FALSE(may_match(text));
    CHECK_FALSE(may_match(std::string(33, 'x') + text + std::string(33, 'x')));
    CHECK_FALSE(may_match(std::string(60, 'x') + text + std::string(63, 'x')));
  }
}

TEST_CASE("escapes that spell no letter are passed over") {
  for (const char* text : {"\\u003d", "\\u0026", "\\u003C", "\\u0020", "\\u0101", "\\u4000"}) {
    CAPTURE(text);
    CHECK_FALSE(may_match(text));
  }
}

TEST_CASE("every way to escape a character of the principal is found") {
  for (const std::string name : {"anonymous", "ANONYMOUS_PRINCIPAL"}) {
    for (std::size_t at = 0; at < name.size(); ++at) {
      for (const std::string_view digits : {"0123456789abcdef", "0123456789ABCDEF"}) {
        std::string text = name;
        text.replace(at, 1, escape_of(name[at], digits));
        if (!may_match(text)) FAIL(text);
      }
    }
  }
}
