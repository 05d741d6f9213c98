#include "output/messages.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::output;

TEST_CASE("an error names its path and offset if it has them") {
  CHECK(describe({ErrorKind::damaged, "a\n.json", 12, "found x"}) == "a\\x0a.json:12: found x");
  CHECK(describe({ErrorKind::io, "a.json", std::nullopt, "cannot open"}) == "a.json: cannot open");
  CHECK(describe({ErrorKind::usage, {}, std::nullopt, "--x: no"}) == "--x: no");
}
