#include "investigate/dossier/page.h"

#include "catch.h"
#include "json/text.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

constexpr std::string_view kBegin = "<script type=\"application/json\">";
constexpr std::string_view kEnd = "</script>\n";

// The text between the element's tags.
std::string embedded(std::string_view json) {
  const std::string text = page_dossier(json);
  REQUIRE(text.starts_with(kBegin));
  REQUIRE(text.ends_with(kEnd));
  return text.substr(kBegin.size(), text.size() - kBegin.size() - kEnd.size());
}

std::size_t times_in(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + 1)) {
    ++times;
  }
  return times;
}

}  // namespace

TEST_CASE("a dossier with nothing to escape appears in the page unchanged") {
  CHECK(embedded(R"({"a":"b\"\\/é","n":[1,null]})") == R"({"a":"b\"\\/é","n":[1,null]})");
  CHECK(embedded("").empty());
}

TEST_CASE("no string ends the element around it or begins a comment in it") {
  CHECK(embedded(R"(["</script>"])") == R"(["\u003c/script\u003e"])");
  CHECK(embedded(R"(["<!--<script>&lt;]]>"])") ==
        R"(["\u003c!--\u003cscript\u003e\u0026lt;]]\u003e"])");
}

TEST_CASE("line separators are escaped, characters with a similar beginning are not") {
  CHECK(embedded("[\"\xe2\x80\xa8\xe2\x80\xa9\"]") == R"(["\u2028\u2029"])");
  CHECK(embedded("[\"\xe2\x80\xa7\xe2\x82\xac\"]") == "[\"\xe2\x80\xa7\xe2\x82\xac\"]");
  CHECK(embedded("\xe2\x80") == "\xe2\x80");
  CHECK(embedded("\xe2") == "\xe2");
}

TEST_CASE("an embedded string decodes to itself, whatever its characters") {
  std::string text;
  for (char c = ' '; c < '\x7f'; ++c) {
    if (c != '"' && c != '\\') text += c;
  }
  text += "\xe2\x80\xa8 \xe2\x80\xae \xf0\x9f\x98\x80";
  const std::string json = embedded('"' + text + '"');
  std::string decoded;
  json::decode_string(std::string_view(json).substr(1, json.size() - 2), decoded);
  CHECK(json::is_json(json));
  CHECK(decoded == text);
}

TEST_CASE("the page fetches nothing and has one script and one style, both named by its policy") {
  const std::string page = std::string(page_begin()) += page_end();
  CHECK(page.starts_with("<!doctype html>"));
  CHECK(page.ends_with("</html>\n"));
  CHECK(times_in(page, "<script") == 1);
  CHECK(times_in(page, "<style") == 1);
  CHECK(times_in(page, "'sha256-") == 2);
  CHECK(page.find("default-src 'none'") != std::string::npos);
  for (const char* const forbidden :
       {"@SCRIPT", "@STYLE", "@DATA@", "unsafe-inline", " src=", " href=", "url(", "@import",
        "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "DOMParser"}) {
    CAPTURE(forbidden);
    CHECK(page.find(forbidden) == std::string::npos);
  }
}
