#include "text/terminal_text.h"

#include <algorithm>

#include "catch.h"
#include "text/code_point.h"

using namespace s3rare::text;

namespace {

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("plain text and other scripts are shown unchanged") {
  CHECK(show_safely("logs/a b.json") == "logs/a b.json");
  CHECK(show_safely("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80") ==
        "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
}

TEST_CASE("characters that could control a terminal are shown as bytes") {
  CHECK(show_safely("\x1b]0;x\x07") == "\\x1b]0;x\\x07");
  CHECK(show_safely("a\nb\x7f") == "a\\x0ab\\x7f");
  CHECK(show_safely("\xc2\x9b") == "\\xc2\\x9b");
  CHECK(show_safely("\xe2\x80\xae") == "\\xe2\\x80\\xae");
}

TEST_CASE("invalid UTF-8 is shown as bytes") {
  CHECK(show_safely("\xff") == "\\xff");
  CHECK(show_safely("\xc3") == "\\xc3");
  CHECK(show_safely("\xe0\x80\xaf") == "\\xe0\\x80\\xaf");
  CHECK(show_safely("\xed\xa0\x80") == "\\xed\\xa0\\x80");
  CHECK(show_safely("\xf4\x90\x80\x80") == "\\xf4\\x90\\x80\\x80");
}

TEST_CASE("invisible characters are shown as bytes") {
  CHECK(show_safely("a\u200bb") == "a\\xe2\\x80\\x8bb");  // zero width space
  CHECK(show_safely("\u061c") == "\\xd8\\x9c");           // Arabic letter mark
  CHECK(show_safely("\u00ad") == "\\xc2\\xad");           // soft hyphen
  CHECK(show_safely("\ufeff") == "\\xef\\xbb\\xbf");      // byte order mark
  CHECK(show_safely("\u2028") == "\\xe2\\x80\\xa8");      // line separator
  CHECK(show_safely("\u2066x\u2069") == "\\xe2\\x81\\xa6x\\xe2\\x81\\xa9");
  CHECK(show_safely("\U000e0041") == "\\xf3\\xa0\\x81\\x81");  // tag
}

TEST_CASE("combining marks follow a character, and their number is limited") {
  CHECK(show_safely("e\u0301") == "e\u0301");
  CHECK(show_safely("\u0301") == "\\xcc\\x81");
  CHECK(show_safely("\n\u0301") == "\\x0a\u0301");  // on the text that replaces the control
  CHECK(show_safely("e" + repeated("\u0301", 6)) ==
        "e" + repeated("\u0301", 4) + repeated("\\xcc\\x81", 2));
}

TEST_CASE("a width is counted in terminal columns") {
  CHECK(display_width("") == 0);
  CHECK(display_width("abc") == 3);
  CHECK(display_width("\u00e9e\u0301") == 2);
  CHECK(display_width("\u65e5\u672c\uff21\uac00") == 8);
  CHECK(display_width("\U0001f600") == 2);
  CHECK(display_width("\u1112\u1161\u11ab") == 2);  // Hangul as separate letters
  CHECK(display_width("\u0627\u05d0\u0e01\u2588\u2026") == 5);
}

TEST_CASE("a text that fits is unchanged, a longer one keeps both ends") {
  CHECK(shorten("abcdef", 6) == "abcdef");
  CHECK(shorten("abcdefg", 6) == "abc\u2026fg");
  CHECK(shorten("abcdefg", 1) == "\u2026");
  CHECK(shorten("\u65e5\u672c\u65e5\u672c", 7) == "\u65e5\u2026\u65e5\u672c");
  CHECK(shorten("\u65e5\u672c\u65e5\u672c", 6) == "\u65e5\u2026\u672c");
  CHECK(shorten("e\u0301bcdefe\u0301", 3) == "e\u0301\u2026e\u0301");
}

TEST_CASE("a shortened text never exceeds its columns") {
  const std::string text = "a\u65e5e\u0301b\U0001f600c\u672cd";
  for (std::size_t columns = 1; columns < 20; ++columns) {
    const std::string shortened = shorten(text, columns);
    CAPTURE(columns, shortened);
    CHECK(display_width(shortened) <= columns);
    CHECK(display_width(shortened) + 2 >= std::min(columns, display_width(text)));
  }
}

TEST_CASE("every character has one form, and no control is shown") {
  for (char32_t c = 0; c < 0x110000; ++c) {
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool turns = c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
                       (c >= 0x2066 && c <= 0x2069) || c == 0x061c;
    if (control || turns) CHECK(shape_of(c) == Shape::hidden);
  }
  CHECK(shape_of(0x20) == Shape::narrow);
  CHECK(shape_of(0x7e) == Shape::narrow);
  CHECK(shape_of(0xa0) == Shape::narrow);
  CHECK(shape_of(0xfffd) == Shape::narrow);
  CHECK(shape_of(0x10ffff) == Shape::narrow);
  CHECK(shape_of(0x300) == Shape::mark);
  CHECK(shape_of(0x1100) == Shape::wide);
  CHECK(shape_of(0x3fffd) == Shape::wide);
}
