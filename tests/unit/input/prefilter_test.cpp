#include "input/prefilter.h"

#include <string>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

// Searches a record that contains the text, with every implementation.
bool record_may_match(const std::string& text) {
  const std::string record = R"({"key":")" + text + R"(","other":""})";
  const bool first = may_match(record);
  for (const json::ByteKernels& kernels : json::byte_kernels()) {
    CAPTURE(kernels.name);
    CHECK(may_match(record, kernels.find_rare_pair) == first);
  }
  return first;
}

std::string escape_of(char c, std::string_view digits) {
  const auto code = static_cast<unsigned char>(c);
  return {'\\', 'u', '0', '0', digits[code >> 4], digits[code & 15]};
}

}  // namespace

TEST_CASE("the principal is found anywhere") {
  for (const std::string needle : {"anonymous", "ANONYMOUS_PRINCIPAL", "\\u0061"}) {
    for (std::size_t before = 0; before < 140; ++before) {
      for (const std::size_t after : {0U, 1U, 5U, 40U, 80U}) {
        const std::string text = std::string(before, 'y').append(needle).append(after, 'm');
        if (!record_may_match(text)) FAIL(needle << " behind " << before << " before " << after);
      }
    }
  }
}

TEST_CASE("the principal is found at the very ends of a text") {
  for (const std::string_view text : {"anonymous", "ANONYMOUS", "\\u0061"}) {
    CHECK(may_match(text));
    CHECK_FALSE(may_match(text.substr(1)));
    CHECK_FALSE(may_match(text.substr(0, text.front() == '\\' ? 4 : 8)));
  }
}

TEST_CASE("a partial spelling of the principal is skipped") {
  for (const char* text :
       {"", "a", "anonymou", "nonymous", "anonymus", "\\u1061", "payment", "uym", "YM", "mymy"}) {
    CAPTURE(text);
    CHECK_FALSE(record_may_match(text));
    CHECK_FALSE(record_may_match(std::string(33, 'x') + text + std::string(33, 'x')));
    CHECK_FALSE(record_may_match(std::string(60, 'x') + text + std::string(63, 'x')));
  }
}

TEST_CASE("escapes that decode to no letter are skipped") {
  for (const char* text : {"\\u003d", "\\u0026", "\\u003C", "\\u0020", "\\u0101", "\\u4000"}) {
    CAPTURE(text);
    CHECK_FALSE(record_may_match(text));
  }
}

TEST_CASE("every escaped spelling of a character of the principal is found") {
  for (const std::string name : {"anonymous", "ANONYMOUS_PRINCIPAL"}) {
    for (std::size_t at = 0; at < name.size(); ++at) {
      for (const std::string_view digits : {"0123456789abcdef", "0123456789ABCDEF"}) {
        std::string text = name;
        text.replace(at, 1, escape_of(name[at], digits));
        if (!record_may_match(text)) FAIL(text);
      }
    }
  }
}
