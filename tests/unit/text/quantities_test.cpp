#include "text/quantities.h"

#include <cstdint>

#include "catch.h"

using namespace s3rare::text;

TEST_CASE("counts agree with their noun") {
  CHECK(count_of(0, "request") == "0 requests");
  CHECK(count_of(1, "request") == "1 request");
  CHECK(count_of(2, "request") == "2 requests");
  CHECK(count_of(1, "match", "matches") == "1 match");
  CHECK(count_of(2, "match", "matches") == "2 matches");
}

TEST_CASE("sizes are rounded to a tenth, in steps of a thousand") {
  CHECK(bytes_text(0) == "0 B");
  CHECK(bytes_text(999) == "999 B");
  CHECK(bytes_text(1000) == "1.0 kB");
  CHECK(bytes_text(1049) == "1.0 kB");
  CHECK(bytes_text(1050) == "1.1 kB");
  CHECK(bytes_text(999'949) == "999.9 kB");
  CHECK(bytes_text(999'950) == "1.0 MB");
  CHECK(bytes_text(11'880'342) == "11.9 MB");
  CHECK(bytes_text(UINT64_MAX) == "18.4 EB");
}

TEST_CASE("sizes in sentences also give the exact bytes") {
  CHECK(bytes_in_words(0) == "0 bytes");
  CHECK(bytes_in_words(1) == "1 byte");
  CHECK(bytes_in_words(999) == "999 bytes");
  CHECK(bytes_in_words(11'880'342) == "11.9 MB (11880342 bytes)");
}
