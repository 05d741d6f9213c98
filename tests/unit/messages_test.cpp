#include "output/messages.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::output;

TEST_CASE("plain text and other scripts are shown as they are") {
  CHECK(show_safely("logs/a b.json") == "logs/a b.json");
  CHECK(show_safely("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") ==
        "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

TEST_CASE("what could drive a terminal is shown as bytes") {
  CHECK(show_safely("\x1b]0;x\x07") == "\\x1b]0;x\\x07");
  CHECK(show_safely("a\nb\x7f") == "a\\x0ab\\x7f");
  CHECK(show_safely("\xc2\x9b") == "\\xc2\\x9b");
  CHECK(show_safely("\xe2\x80\xae") == "\\xe2\\x80\\xae");
}

TEST_CASE("what is no UTF-8 is shown as bytes") {
  CHECK(show_safely("\xff") == "\\xff");
  CHECK(show_safely("\xc3") == "\\xc3");
  CHECK(show_safely("\xe0\x80\xaf") == "\\xe0\\x80\\xaf");
  CHECK(show_safely("\xed\xa0\x80") == "\\xed\\xa0\\x80");
  CHECK(show_safely("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
}

TEST_CASE("an error names path and offset where it has them") {
  CHECK(describe({ErrorKind::damaged, "a\n.json", 12, "found x"}) == "a\\x0a.json:12: found x");
  CHECK(describe({ErrorKind::io, "a.json", std::nullopt, "cannot open"}) == "a.json: cannot open");
  CHECK(describe({ErrorKind::usage, {}, std::nullopt, "--x: no"}) == "--x: no");
}
