#include "s3rare/outcome.h"

#include "catch.h"

using namespace s3rare;

TEST_CASE("an error code of any type is an error; the message replaces a missing code") {
  RecordFields fields;
  CHECK(error_of(fields).empty());
  CHECK_FALSE(is_failure(fields));
  fields.error_message = {Field::Kind::string, "no"};
  CHECK(error_of(fields) == "no");
  fields.error_code = {Field::Kind::other, {}};
  CHECK(error_of(fields) == "(no string)");
  CHECK(is_failure(fields));
}

TEST_CASE("a null or empty error is not a failure") {
  RecordFields fields;
  fields.error_code = {Field::Kind::null, {}};
  fields.error_message = {Field::Kind::string, ""};
  CHECK_FALSE(is_failure(fields));
}
