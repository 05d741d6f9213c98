#include "input/cut.h"

#include <string>
#include <vector>

#include "catch.h"
#include "memory_stream.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

struct CutPiece {
  Piece::Kind kind;
  std::string text;  // the object, or the description of the fault
  std::uint64_t offset;

  friend bool operator==(const CutPiece&, const CutPiece&) = default;
  friend std::ostream& operator<<(std::ostream& out, const CutPiece& piece) {
    return out << static_cast<int>(piece.kind) << "@" << piece.offset << ":" << piece.text;
  }
};

std::vector<CutPiece> cut(const std::string& text, std::size_t chunk = 1 << 20,
                          std::optional<Error> fault = std::nullopt) {
  tests::MemoryStream stream(text, chunk, std::move(fault));
  Window window;
  Cutter cutter(window);
  window.reset(stream);
  cutter.reset();
  std::vector<CutPiece> pieces;
  while (const auto piece = cutter.next()) {
    const bool is_object = piece->kind == Piece::Kind::object;
    pieces.push_back(
        {piece->kind, std::string(is_object ? piece->text : piece->fault), piece->offset});
  }
  return pieces;
}

std::vector<std::string> objects(const std::string& text, std::size_t chunk = 1 << 20) {
  std::vector<std::string> found;
  for (const CutPiece& piece : cut(text, chunk)) {
    if (piece.kind == Piece::Kind::object) found.push_back(piece.text);
  }
  return found;
}

std::vector<CutPiece> faults(const std::string& text) {
  std::vector<CutPiece> found;
  for (const CutPiece& piece : cut(text)) {
    if (piece.kind != Piece::Kind::object) found.push_back(piece);
  }
  return found;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a delivery file is cut into its records") {
  CHECK(objects(R"({"Records":[{"a":1},{"b":[2]}]})") == Texts{R"({"a":1})", R"({"b":[2]})"});
  CHECK(objects(R"({"Records":[]})").empty());
  CHECK(faults(R"({"Records":[{"a":1}]})").empty());
}

TEST_CASE("offsets count from the start of the stream") {
  const auto pieces = cut("\xef\xbb\xbf{\"Records\":[{}, {}]}");
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].offset == 15);
  CHECK(pieces[1].offset == 19);
}

TEST_CASE("a document with more keys than records is kept whole") {
  const std::string text = R"({"Records":[{"a":1}],"eventSource":"x","eventName":"y"})";
  CHECK(objects(text) == Texts{text});
}

TEST_CASE("arrays are opened at any depth") {
  CHECK(objects(R"([{"a":1},[{"b":2},[]]])") == Texts{R"({"a":1})", R"({"b":2})"});
}

TEST_CASE("values may follow each other with or without space") {
  CHECK(objects(R"({"a":1}{"b":2} {"c":3})") == Texts{R"({"a":1})", R"({"b":2})", R"({"c":3})"});
  CHECK(objects("{\"a\":1}\r\n{\"b\":2}\r\n") == Texts{R"({"a":1})", R"({"b":2})"});
  CHECK(objects("{\n \"a\": 1\n}\n{\n \"b\": 2\n}\n").size() == 2);
  CHECK(faults("{\n \"a\": 1\n}\n{\n \"b\": 2\n}\n").empty());
}

TEST_CASE("in a stream of lines a bad line loses only itself") {
  for (const std::string bad : {R"({"b":)", R"({"b":"})", "{]", "text", "}", R"({"b":1}x)", "5"}) {
    const std::string text = "{\"a\":1}\n" + bad + "\n{\"c\":3}\n";
    CAPTURE(text);
    const auto found = objects(text);
    CHECK(found.front() == R"({"a":1})");
    CHECK(found.back() == R"({"c":3})");
    CHECK(faults(text).size() == 1);
  }
}

TEST_CASE("a torn first line loses only itself") {
  CHECK(objects("\"eventName\":\"x\"}\n{\"c\":3}\n") == Texts{R"({"c":3})"});
  CHECK(objects("{\"b\":\"tor\n{\"c\":3}\n") == Texts{R"({"c":3})"});
  CHECK(objects("{]\n{\"c\":3}\n") == Texts{R"({"c":3})"});
  CHECK(objects("{\"b\":{\"d\":1}\n{\"c\":3}\n") == Texts{R"({"c":3})"});
  CHECK(objects("{\"b\":[{\"d\":1}\n{\"c\":3}\n") == Texts{R"({"c":3})"});
}

TEST_CASE("empty lines are ignored") {
  CHECK(objects("\n\n{\"a\":1}\n\n \r\n{\"b\":2}") == Texts{R"({"a":1})", R"({"b":2})"});
  CHECK(faults("\n\n{\"a\":1}\n\n \r\n{\"b\":2}").empty());
}

TEST_CASE("a truncated stream yields every whole object before its end") {
  const std::string text = R"({"Records":[{"a":1},{"b":2}]})";
  for (std::size_t length = 1; length < text.size(); ++length) {
    CAPTURE(text.substr(0, length));
    const auto found = objects(text.substr(0, length));
    CHECK(found.size() == (length >= 27 ? 2U : length >= 19 ? 1U : 0U));
    REQUIRE(faults(text.substr(0, length)).size() == 1);
    CHECK(faults(text.substr(0, length))[0].offset == length);
  }
}

TEST_CASE("a truncated record is lost, a truncated container is not") {
  CHECK(faults(R"({"Records":[{"a":1},{"b)")[0].kind == Piece::Kind::malformed);
  CHECK(faults(R"({"Records":[{"a":1},)")[0].kind == Piece::Kind::damage);
  CHECK(faults(R"({"Records":[{"a":1}])")[0].kind == Piece::Kind::damage);
  CHECK(faults("{\"a\":1")[0].kind == Piece::Kind::malformed);
}

TEST_CASE("a stream fault is reported at its offset") {
  const Error fault{ErrorKind::damaged, {}, std::nullopt, "broken"};
  const auto pieces = cut(R"({"Records":[{"a":1},{"b)", 1 << 20, fault);
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].text == R"({"a":1})");
  CHECK(pieces[1] == CutPiece{Piece::Kind::malformed, "broken", 23});
  const auto lines = cut("{\"a\":1}\n{\"b\":2}\n", 1 << 20, fault);
  REQUIRE(lines.size() == 3);
  CHECK(lines[2] == CutPiece{Piece::Kind::damage, "broken", 16});
}

TEST_CASE("an object above the limit is opened, and lost if it holds no records") {
  const std::string padding(kMaxRecordBytes, 'x');
  const std::string record = R"({"a":")" + padding + R"("})";
  CHECK(objects(record).empty());
  CHECK(faults(record)[0].kind == Piece::Kind::malformed);
  CHECK(objects(R"([)" + record + R"(,{"b":2}])") == Texts{R"({"b":2})"});

  const std::string container =
      R"({"x":")" + padding + R"(","\u0045vents":[{"a":1}],"logEvents":[{"b":2}]})";
  CHECK(objects(container) == Texts{R"({"a":1})", R"({"b":2})"});
  CHECK(faults(container).empty());
}

TEST_CASE("a record above the limit is lost, whatever else it holds") {
  const std::string record = R"({"eventSource":"s","Records":[],"eventName":"n","x":")" +
                             std::string(kMaxRecordBytes, 'x') + R"("})";
  const auto found = faults(record);
  REQUIRE(found.size() == 1);
  CHECK(found[0].kind == Piece::Kind::malformed);
}

TEST_CASE("an object of exactly the limit is kept whole") {
  const std::string text = R"({"a":")" + std::string(kMaxRecordBytes - 8, 'x') + R"("})";
  CHECK(text.size() == kMaxRecordBytes);
  CHECK(objects(text).size() == 1);
  CHECK(objects(text, 1000).size() == 1);
}

TEST_CASE("a large document is cut while it arrives") {
  std::string text = R"({"Records":[)";
  const std::string record = R"({"a":")" + std::string(1000, 'x') + R"("})";
  for (int i = 0; i < 5000; ++i) text += (i == 0 ? "" : ",") + record;
  text += "]}";
  CHECK(objects(text).size() == 5000);
  CHECK(objects(text, 777).size() == 5000);
  text.pop_back();
  CHECK(objects(text).size() == 5000);
}

TEST_CASE("chunks of any size give the same pieces") {
  const std::vector<std::string> texts = {
      R"({"Records":[{"a":"\"}\\"},{"b":[1,{"c":2}]}]})",
      "{\"a\":1}\n{\"b\":\nx\n{\"c\":3}",
      R"([{"a":1},"s",5,null,[{"b":2}]] x)",
      R"({"Records":[{"a":1}],"z":{"y":[1]}}{"b":2})",
      "\xef\xbb\xbf[\n {\"a\": 1}\n]\n",
      R"({"Records":[{"a":1},{"b":}]}])",
  };
  for (const std::string& text : texts) {
    const auto whole = cut(text);
    for (std::size_t chunk = 1; chunk <= text.size(); ++chunk) {
      CAPTURE(text, chunk);
      CHECK(cut(text, chunk) == whole);
    }
  }
}

TEST_CASE("scalars in an array are distinguished from objects") {
  const auto found = faults(R"([1,"a",null,{"a":1}])");
  CHECK(found.size() == 3);
  CHECK(found[0].kind == Piece::Kind::scalar);
}

TEST_CASE("a hundred thousand open brackets are refused, not followed") {
  const auto found = faults(std::string(100000, '['));
  REQUIRE(found.size() == 1);
  CHECK(found[0].offset == 64);
}

TEST_CASE("white space after a document with more keys is not kept") {
  std::string text = R"({"Records":[{"eventSource":"a","eventName":"b"}],"x":1})";
  text.append(16 * 1024 * 1024, ' ');
  tests::MemoryStream stream(text);
  Window window;
  Cutter cutter(window);
  window.reset(stream);
  cutter.reset();
  std::size_t pieces = 0;
  while (cutter.next()) ++pieces;
  CHECK(pieces == 1);
  CHECK(window.end() == text.size());
  CHECK(window.end() - window.begin() < 1024 * 1024);
}
