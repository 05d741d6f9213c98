#include "input/object_run.h"

#include <string>
#include <vector>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

// The sizes of consecutive objects with one byte between them.
std::vector<std::size_t> sizes(std::string_view text, bool on_one_line = true) {
  std::vector<std::size_t> first;
  for (const json::ByteKernels& kernels : json::byte_kernels()) {
    CAPTURE(kernels.name);
    ObjectRun run(kernels.index_text);
    std::vector<std::size_t> found;
    for (std::size_t at = 0; at < text.size();) {
      const auto object = run.next(text.substr(at), at, on_one_line);
      if (!object) break;
      found.push_back(object->size);
      at += object->size + 1;
    }
    if (first.empty()) first = found;
    CHECK(found == first);
  }
  return first;
}

}  // namespace

TEST_CASE("consecutive objects are found, across the ends of batches") {
  std::string text;
  std::vector<std::size_t> expected;
  for (std::size_t i = 0; i < 400; ++i) {
    const std::string object = R"({"k":")" + std::string(i * 7 % 300, '}') + R"(","a":[{},[1]]})";
    expected.push_back(object.size());
    text += object + ",";
  }
  CHECK(sizes(text) == expected);
}

TEST_CASE("neither an incomplete object nor anything after it is found") {
  CHECK(sizes(R"({"a":1},{"b":)") == std::vector<std::size_t>{7});
  CHECK(sizes(R"({"a":1},{"b":"}")") == std::vector<std::size_t>{7});
  CHECK(sizes(R"({"a":[1}},{})").empty());
}

TEST_CASE("a run reports the same depth and first inner end as a scan") {
  const std::string text = R"({"a":1,"b":{"c":[]},"d":{}})";
  json::BracketScan scan;
  scan.start();
  REQUIRE(scan.scan(text) == json::BracketScan::Outcome::closed);
  ObjectRun run(json::byte_kernels().front().index_text);
  const auto object = run.next(text, 0, true);
  REQUIRE(object);
  CHECK(object->size == scan.size());
  CHECK(object->scanned.max_depth == scan.scanned().max_depth);
  CHECK(object->scanned.first_inner_end == scan.scanned().first_inner_end);
}

TEST_CASE("nesting above 64 is left to the scanner") {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '{') + std::string(depth, '}');
  };
  CHECK(sizes(nested(64)) == std::vector<std::size_t>{128});
  CHECK(sizes(nested(65)).empty());
  CHECK(sizes(nested(200)).empty());
}

TEST_CASE("a line feed inside an object matters in a stream of lines") {
  const std::string text = "{\"a\":\n1},{}";
  CHECK(sizes(text, true).empty());
  CHECK(sizes(text, false) == std::vector<std::size_t>{8, 2});
}

TEST_CASE("an object elsewhere is found again, whatever comes between") {
  const std::string text = R"({"a":1}"{"{"b":2})";
  ObjectRun run(json::byte_kernels().front().index_text);
  REQUIRE(run.next(text, 0, true));
  const auto second = run.next(std::string_view(text).substr(10), 10, true);
  REQUIRE(second);
  CHECK(second->size == 7);
}

TEST_CASE("a run over another stream starts afresh") {
  ObjectRun run(json::byte_kernels().front().index_text);
  REQUIRE(run.next("{},{},\"", 0, true));
  run.reset();
  const auto object = run.next(R"({"{":1})", 3, true);
  REQUIRE(object);
  CHECK(object->size == 7);
}

TEST_CASE("a rare pair is found anywhere inside an object, not outside it") {
  const std::string plain = R"({"k":")" + std::string(150, 'y') + R"("})";
  for (const json::ByteKernels& kernels : json::byte_kernels()) {
    CAPTURE(kernels.name);
    for (std::size_t at = 6; at < 154; ++at) {
      for (const std::string pair : {"ym", "\\u"}) {
        std::string marked = plain;
        marked.replace(at, 2, pair);
        std::string text = std::string(4000, ' ');
        text.replace(0, 2, "{}");
        text += R"("ym",)";
        std::vector<std::pair<std::size_t, bool>> objects = {{0, true}};
        for (int i = 0; i < 6; ++i) {
          objects.emplace_back(text.size(), i % 2 == 0);
          text += (i % 2 == 0 ? plain : marked) + R"(,"ym\u",)";
        }
        ObjectRun run(kernels.index_text);
        for (const auto& [offset, is_plain] : objects) {
          const auto object = run.next(std::string_view(text).substr(offset), offset, true);
          REQUIRE(object);
          if (object->scanned.is_plain != is_plain) FAIL(at << ' ' << offset);
        }
      }
    }
  }
}
