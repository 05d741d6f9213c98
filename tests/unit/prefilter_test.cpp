#include "input/prefilter.h"

#include <string>

#include "catch.h"

using namespace s3rare::input;

TEST_CASE("the principal is found wherever it stands") {
  for (const std::string needle : {"anonymous", "ANONYMOUS_PRINCIPAL", "\\u00"}) {
    for (std::size_t before = 0; before < 70; ++before) {
      for (const std::size_t after : {0U, 1U, 5U, 40U}) {
        const std::string text = std::string(before, 'y') + needle + std::string(after, '\\');
        if (!may_match(text)) FAIL(needle << " behind " << before << " before " << after);
      }
    }
  }
}

TEST_CASE("what spells the principal only in part is passed over") {
  for (const char* text : {"", "a", "anonymou", "nonymous", "anonymus", "\\u0", "\\u10", "payment",
                           "ym\\", "\\uanonym"}) {
    CAPTURE(text);
    CHECK_FALSE(may_match(text));
    CHECK_FALSE(may_match(std::string(33, 'x') + text + std::string(33, 'x')));
  }
}

TEST_CASE("every way to escape a character of the principal is found") {
  for (const std::string name : {"anonymous", "ANONYMOUS_PRINCIPAL"}) {
    for (std::size_t at = 0; at < name.size(); ++at) {
      for (const std::string slashes : {"\\", "\\\\", "\\\\\\\\"}) {
        constexpr std::string_view kDigits = "0123456789abcdef";
        std::string text = name;
        const auto code = static_cast<unsigned char>(name[at]);
        text.replace(at, 1, slashes + "u00" + kDigits[code >> 4] + kDigits[code & 15]);
        if (!may_match("{\"accountId\":\"" + text + "\"}")) FAIL(text);
      }
    }
  }
}
