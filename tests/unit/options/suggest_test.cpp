#include "options/suggest.h"

#include "catch.h"

using s3rare::options::nearest;

TEST_CASE("a typing error gets the intended word as suggestion") {
  const std::vector<std::string> words = {"detect", "match", "rule"};
  CHECK(nearest("detcet", words) == "detect");
  CHECK(nearest("dtect", words) == "detect");
  CHECK(nearest("mach", words) == "match");
  CHECK(nearest("rules", words) == "rule");
}

TEST_CASE("a word unlike every option gets no suggestion") {
  const std::vector<std::string> words = {"--since", "--until", "--threads"};
  CHECK_FALSE(nearest("--format", words));
  CHECK_FALSE(nearest("x", words));
  CHECK(nearest("--thread", words) == "--threads");
}
