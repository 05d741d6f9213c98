#include "input/access_log/object_key.h"

#include "catch.h"

using s3rare::input::object_key;

TEST_CASE("a key that is encoded twice is decoded twice") {
  CHECK(object_key("a%2520b", "GET /a%20b HTTP/1.1") == "a b");
  CHECK(object_key("a%2520b", "GET /example-data/a%20b?x=y HTTP/1.1") == "a b");
  CHECK(object_key("a%2520b", "") == "a b");
  CHECK(object_key("%25C3%25A4", "") == "\xc3\xa4");
}

TEST_CASE("a key whose own text holds an encoding keeps it") {
  CHECK(object_key("a%252520b", "GET /a%2520b HTTP/1.1") == "a%20b");
}

TEST_CASE("a key that is encoded as in the request line is decoded once") {
  CHECK(object_key("a%2520b", "GET /a%2520b HTTP/1.1") == "a%20b");
  CHECK(object_key("a%20b", "GET /a%20b HTTP/1.1") == "a b");
}

TEST_CASE("what is no encoding stays as it is") {
  CHECK(object_key("photos/cat.jpg", "GET /photos/cat.jpg HTTP/1.1") == "photos/cat.jpg");
  CHECK(object_key("a+b", "") == "a+b");
  CHECK(object_key("100%", "") == "100%");
  CHECK(object_key("%zz%4", "") == "%zz%4");
  CHECK(object_key("", "").empty());
}
