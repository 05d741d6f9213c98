#include "cli/reading/ahead.h"

#include <string>
#include <vector>

#include "catch.h"
#include "memory_stream.h"

using namespace s3rare;
using namespace s3rare::cli;

namespace {

std::string long_text() {
  std::string text(12 * 1024 * 1024 + 345, '\0');
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(i * i >> 7);
  return text;
}

struct Read {
  std::string text;
  std::optional<Error> fault;
};

Read read_all(input::ByteStream& stream, std::size_t room) {
  Read read;
  std::vector<char> bytes(room);
  for (;;) {
    const auto count = stream.read(bytes.data(), room);
    if (!count) read.fault = count.error();
    if (!count || *count == 0) return read;
    read.text.append(bytes.data(), *count);
  }
}

}  // namespace

TEST_CASE("a stream that is read ahead returns the bytes of the stream below") {
  const std::string text = long_text();
  for (const std::size_t spare_threads : {0U, 1U}) {
    for (const std::size_t room : {1000U, 256U * 1024U, 300'000U}) {
      SpareThreads spare(spare_threads);
      tests::MemoryStream below(text, 70'000);
      const auto stream = read_ahead(below, spare);
      const Read read = read_all(*stream, room);
      CHECK_FALSE(read.fault);
      CHECK(read.text == text);
    }
  }
}

TEST_CASE("an error follows the bytes before it, and every later read returns it again") {
  const std::string text = long_text();
  SpareThreads spare(1);
  tests::MemoryStream below(text, 70'000, Error{ErrorKind::io, {}, std::nullopt, "cannot read"});
  const auto stream = read_ahead(below, spare);
  const Read read = read_all(*stream, 100'000);
  REQUIRE(read.fault);
  CHECK(read.fault->what == "cannot read");
  CHECK(read.text == text);
  CHECK(read_all(*stream, 100'000).fault);
}

TEST_CASE("a stream gives its thread back when it is destroyed, at its end or before") {
  const std::string text = long_text();
  SpareThreads spare(1);
  for (const std::size_t wanted : {text.size() / 2, text.size()}) {
    tests::MemoryStream below(text);
    auto stream = read_ahead(below, spare);
    std::vector<char> bytes(256 * 1024);
    for (std::size_t got = 0; got < wanted;) got += *stream->read(bytes.data(), bytes.size());
    CHECK_FALSE(spare.take());
    stream.reset();
    CHECK(spare.take());
    spare.give();
  }
}
