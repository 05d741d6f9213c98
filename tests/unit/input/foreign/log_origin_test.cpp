#include "input/foreign/log_origin.h"

#include "catch.h"

using namespace s3rare::input;

TEST_CASE("the origin of a record is the file that an export names") {
  const auto nested = log_origin(R"({"log":{"file":{"path":"a.json"},"offset":17}})");
  REQUIRE(nested);
  CHECK(nested->path == "a.json");
  CHECK(nested->offset == "17");
  const auto dotted = log_origin(R"({"log.file.path":["b.json"],"log.file.offset":"0"})");
  REQUIRE(dotted);
  CHECK(dotted->path == "b.json");
  CHECK(dotted->offset == "0");
}

TEST_CASE("an origin without a file is none, and an odd offset is left out") {
  CHECK_FALSE(log_origin(""));
  CHECK_FALSE(log_origin(R"({"log":{"offset":17}})"));
  CHECK_FALSE(log_origin(R"({"log":"text","log.file.path":""})"));
  for (const char* offset : {"-1", "\"x\"", "1e9", "007", "12345678901234567890", "null"}) {
    const auto origin =
        log_origin(R"({"log.file.path":"a","log.offset":)" + std::string(offset) + "}");
    REQUIRE(origin);
    CHECK(origin->offset.empty());
  }
}
