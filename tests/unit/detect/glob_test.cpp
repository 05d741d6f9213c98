#include "s3rare/glob.h"

#include <chrono>

#include "catch.h"

using namespace s3rare;

namespace {

bool matches(const char* pattern, std::string_view text) {
  const auto glob = Glob::parse(pattern);
  REQUIRE(glob);
  return glob->matches(text);
}

}  // namespace

TEST_CASE("a pattern must match the whole text") {
  CHECK(matches("public", "public"));
  CHECK_FALSE(matches("public", "public-site"));
  CHECK_FALSE(matches("public", "a-public"));
  CHECK_FALSE(matches("public", "Public"));
  CHECK_FALSE(matches("public", ""));
}

TEST_CASE("a star matches any characters or none") {
  CHECK(matches("example-*", "example-"));
  CHECK(matches("example-*", "example-a/b"));
  CHECK_FALSE(matches("example-*", "example"));
  CHECK(matches("*.png", "a/b.c.png"));
  CHECK_FALSE(matches("*.png", "b.png.gz"));
  CHECK(matches("*", ""));
  CHECK(matches("**", "anything"));
  CHECK(matches("a*b*c", "abbc"));
  CHECK(matches("a*bc*bd", "abcabcbd"));
  CHECK_FALSE(matches("a*bc*bd", "abcabd*"));
  CHECK_FALSE(matches("ab*ba", "aba"));
}

TEST_CASE("a question mark matches one character of any UTF-8 length") {
  CHECK(matches("a?c", "abc"));
  CHECK(matches("a?c",
                "a\xc3\xa9"
                "c"));
  CHECK(matches("?", "\xf0\x9f\x94\x91"));
  CHECK_FALSE(matches("??", "\xf0\x9f\x94\x91"));
  CHECK_FALSE(matches("*??", "\xc3\xa9"));
  CHECK_FALSE(matches("a?c", "ac"));
  CHECK_FALSE(matches("a?", "a"));
}

TEST_CASE("a backslash makes the next character literal") {
  CHECK(matches("\\*", "*"));
  CHECK_FALSE(matches("\\*", "a"));
  CHECK(matches("a\\?", "a?"));
  CHECK(matches("\\\\", "\\"));
  CHECK(matches("\\a", "a"));
  CHECK_FALSE(Glob::parse("a\\"));
  CHECK_FALSE(Glob::parse("a\xff"));
  CHECK_FALSE(Glob::parse("\\\xfe"));
}

TEST_CASE("brackets and braces match themselves") {
  CHECK(matches("[ab]{c,d}", "[ab]{c,d}"));
  CHECK_FALSE(matches("[ab]", "a"));
}

TEST_CASE("the pattern of a text matches only that text") {
  for (const char* text : {"a*b", "?", "\\", "\\*", "plain"}) {
    const auto glob = Glob::parse(glob_of(text));
    REQUIRE(glob);
    CHECK(glob->only_text() == text);
    CHECK(glob->matches(text));
  }
  CHECK_FALSE(Glob::parse("a*")->only_text());
  CHECK_FALSE(Glob::parse("a?")->only_text());
}

TEST_CASE("a pattern with many stars is matched quickly") {
  std::string pattern;
  for (int i = 0; i < 30; ++i) pattern += "a*";
  const std::string text(100'000, 'a');
  CHECK(matches(pattern.c_str(), text));
  CHECK_FALSE(matches((pattern + "b").c_str(), text));
}

TEST_CASE("a pattern takes time in proportion to the text, whatever it repeats") {
  const std::string text(1'000'000, 'a');
  const std::string part(20'000, 'a');
  std::string stars;
  for (int i = 0; i < 1000; ++i) stars += "*a";
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(matches("*a*a*a*b", text));
  CHECK_FALSE(matches((stars + "*b*").c_str(), text));
  CHECK_FALSE(matches(("*" + part + "b*").c_str(), text));
  CHECK_FALSE(matches(("*" + part + "b").c_str(), text));
  CHECK_FALSE(matches(("*a?" + part.substr(0, 1000) + "b*").c_str(), text));
  CHECK(matches((stars + "*" + part + "*").c_str(), text));
  // Trying each position takes minutes.
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}

TEST_CASE("a question mark between stars matches one character, in segments of any length") {
  for (const std::size_t length : {1U, 62U, 63U, 64U, 65U, 130U}) {
    const std::string before(length, 'a');
    const std::string pattern = "*" + before + "?c*";
    CAPTURE(length);
    CHECK(matches(pattern.c_str(), "x" + before + "bc"));
    CHECK(matches(pattern.c_str(), before + before + "\xc3\xa9" + "c\xc3\xa9"));
    CHECK_FALSE(matches(pattern.c_str(), before + "\xc3\xa9\xc3\xa9" + "c"));
    CHECK_FALSE(matches(pattern.c_str(), before + "c"));
    CHECK_FALSE(matches(pattern.c_str(), before.substr(1) + "xbc"));
  }
  CHECK(matches("*?*", "\xf0\x9f\x94\x91"));
  CHECK_FALSE(matches("*?*?*", "\xf0\x9f\x94\x91"));
  CHECK(matches("*a?*?b",
                "a\xc3\xa9\xc3\xa9"
                "b"));
  CHECK_FALSE(matches("*a?*?b",
                      "a\xc3\xa9"
                      "b"));
}

TEST_CASE("the pieces of a pattern are its texts between wildcards") {
  const auto pieces = [](const char* pattern) {
    std::vector<std::string> copies;
    const auto glob = Glob::parse(pattern);
    for (const std::string_view piece : glob->pieces()) copies.emplace_back(piece);
    return copies;
  };
  CHECK(pieces("*ab?c\\**") == std::vector<std::string>{"ab", "c*"});
  CHECK(pieces("abc") == std::vector<std::string>{"abc"});
  CHECK(pieces("*?*").empty());
}

// The naive matcher: each star tries every length.
namespace {
bool slowly_matches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*') {
    for (std::size_t i = 0; i <= text.size(); ++i) {
      if (slowly_matches(pattern.substr(1), text.substr(i))) return true;
    }
    return false;
  }
  return !text.empty() && (pattern[0] == '?' || pattern[0] == text[0]) &&
         slowly_matches(pattern.substr(1), text.substr(1));
}
}  // namespace

TEST_CASE("all short patterns agree with a naive matcher on all short texts") {
  const auto all = [](const std::string& letters) {
    std::vector<std::string> texts = {""};
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (texts[i].size() == 5) continue;
      for (const char letter : letters) {
        std::string longer = texts[i];
        texts.push_back(longer += letter);
      }
    }
    return texts;
  };
  const auto texts = all("ab");
  std::size_t differences = 0;
  for (const std::string& pattern : all("ab*?")) {
    for (const std::string& text : texts) {
      differences += matches(pattern.c_str(), text) != slowly_matches(pattern, text) ? 1 : 0;
    }
  }
  CHECK(differences == 0);
}
