// The fast path - masks of several implementations, a window, a prefilter, simdjson - must read
// what the slow reference reads: record for record, count for count, in chunks of any size.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "catch.h"
#include "gzip.h"
#include "input/window.h"
#include "json/text.h"
#include "memory_stream.h"
#include "property/generate_logs.h"
#include "reference/agreement.h"
#include "reference/stream.h"

using namespace s3rare;
using namespace s3rare::tests;
using reference::FastPath;
using reference::Finding;
using reference::Reading;

namespace {

#ifdef S3RARE_SANITIZED
constexpr int kTurns = 150;
constexpr int kDamagedTurns = 500;
constexpr std::size_t kLargeFileStep = 5;
#else
constexpr int kTurns = 700;
constexpr int kDamagedTurns = 2000;
constexpr std::size_t kLargeFileStep = 1;
#endif

constexpr std::size_t kWhole = std::size_t{1} << 40;
constexpr std::array<std::size_t, 9> kChunks = {1, 2, 3, 7, 63, 64, 65, 4096, kWhole};
constexpr std::array<std::size_t, 2> kChunksOfLargeFiles = {65537, kWhole};

// Fails unless every fast path reads a log as the reference does.
void check(const Reading& expected, const GeneratedLog& log, FastPath& fast, std::size_t chunk,
           const std::string& on_disk) {
  MemoryStream stream(on_disk, chunk);
  const auto found = reference::difference(expected, fast.read(stream, log.path, log.named));
  if (found) {
    FAIL(fast.name() << ", chunks of " << chunk << ": " << *found << "\nin " << log.path << ":\n"
                     << log.bytes.substr(0, 20000));
  }
}

template <typename Chunks>
Reading check_all(const GeneratedLog& log, const Chunks& chunks) {
  static const auto all = reference::fast_paths();
  Reading expected = reference::read(log.bytes, log.path, log.named);
  for (const auto& fast : all) {
    for (const std::size_t chunk : chunks) check(expected, log, *fast, chunk, log.bytes);
  }
  return expected;
}

std::size_t count(const Reading& reading, Finding::Kind kind) {
  const auto& all = reading.findings.all;
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const Finding& finding) { return finding.kind == kind; }));
}

// A matching record of exactly this many bytes.
std::string record_of(std::size_t bytes) {
  const std::size_t rest = matching_record(R"(,"x":"")").size();
  return matching_record(R"(,"x":")" + std::string(bytes - rest, 'y') + "\"");
}

// A matching record with a value at exactly this depth; the record itself is at 1.
std::string record_of_depth(std::size_t depth) {
  const std::string closing(depth - 1, ']');
  return matching_record(R"(,"x":)" + std::string(depth - 1, '[') + closing);
}

// Text in UTF-16 with a byte order mark; nothing if the text is not valid UTF-8 or begins with a
// mark.
std::optional<std::string> utf16_of(std::string_view text, bool big_endian) {
  std::string bytes;
  const auto put = [&](std::uint32_t unit) {
    const char low = static_cast<char>(unit & 0xff);
    const char high = static_cast<char>(unit >> 8);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  };
  put(0xfeff);
  while (!text.empty()) {
    bool valid = false;
    const std::size_t size = json::utf8_sequence(text, valid);
    if (!valid) return std::nullopt;
    constexpr std::array<unsigned, 5> kFirstBits = {0, 0x7f, 0x1f, 0x0f, 0x07};
    std::uint32_t code_point = static_cast<unsigned char>(text[0]) & kFirstBits[size];
    for (std::size_t i = 1; i < size; ++i) {
      code_point = code_point << 6 | (static_cast<unsigned char>(text[i]) & 0x3f);
    }
    if (code_point >= 0x10000) {
      put(0xd800 + ((code_point - 0x10000) >> 10));
      put(0xdc00 + (code_point & 0x3ff));
    } else {
      put(code_point);
    }
    text.remove_prefix(size);
  }
  return bytes;
}

std::string csv_cell(std::string_view text) {
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + '"';
}

// A table with a column of records among others, in which each row holds a line of a log.
GeneratedLog generate_table(Random& random) {
  constexpr std::array<std::string_view, 5> kNames = {"_raw", "event.original", "@message",
                                                      "EventJson", "cloudtrailevent"};
  constexpr std::array<char, 4> kDelimiters = {',', ';', '\t', '|'};
  const char delimiter = kDelimiters[pick(random, 4)];
  const std::string line_end = pick(random, 2) == 0 ? "\n" : "\r\n";
  const std::size_t before = pick(random, 3);
  const std::size_t behind = pick(random, 3);
  std::string text = pick(random, 4) == 0 ? "\xef\xbb\xbf" : "";
  const auto add_row = [&](const std::string& cell) {
    for (std::size_t i = 0; i < before; ++i) text += "a" + std::to_string(i) + delimiter;
    text += cell;
    for (std::size_t i = 0; i < behind; ++i) {
      text += delimiter + (pick(random, 3) == 0 ? csv_cell("x\"\n" + line_end + ",;") : "b");
    }
    text += line_end;
  };
  add_row(std::string(kNames[pick(random, 5)]));
  for (std::size_t row = pick(random, 6) + 1; row > 0; --row) {
    const std::string log = pick(random, 2) == 0 ? matching_record() : generate_log(random).bytes;
    add_row(pick(random, 12) == 0 ? "-" : csv_cell(log));
  }
  return {pick(random, 2) == 0 ? "a.json" : "a.csv", pick(random, 2) == 0, text};
}

}  // namespace

TEST_CASE("whole logs are read as the reference reads them") {
  Random random(1);
  std::size_t matched = 0;
  std::size_t not_matched = 0;
  std::size_t others = 0;
  for (int turn = 0; turn < kTurns; ++turn) {
    const Reading reading = check_all(generate_log(random), kChunks);
    // An undamaged log leaves nothing undecided.
    REQUIRE_FALSE(reading.findings.too_nested);
    REQUIRE(count(reading, Finding::Kind::undecided) == 0);
    REQUIRE(count(reading, Finding::Kind::damage) == 0);
    matched += count(reading, Finding::Kind::matched);
    not_matched += count(reading, Finding::Kind::not_matched);
    others += count(reading, Finding::Kind::digest) + count(reading, Finding::Kind::insight) +
              count(reading, Finding::Kind::unrecognised);
  }
  CHECK(matched > kTurns / 2);
  CHECK(not_matched > kTurns / 2);
  CHECK(others > kTurns / 4);
}

TEST_CASE("damaged logs are read as the reference reads them") {
  Random random(2);
  std::size_t damaged = 0;
  std::size_t undecided = 0;
  for (int turn = 0; turn < kDamagedTurns; ++turn) {
    GeneratedLog log = generate_log(random);
    damage_log(random, log.bytes);
    const std::array<std::size_t, 3> chunks = {1, kChunks[1 + pick(random, 7)], kWhole};
    const Reading reading = check_all(log, chunks);
    damaged += reading.file == reference::FileKind::damaged;
    undecided += count(reading, Finding::Kind::undecided);
  }
  CHECK(damaged > kDamagedTurns / 4);
  CHECK(undecided < kDamagedTurns / 2);
}

TEST_CASE("compressed logs are read as the reference reads them inflated") {
  Random random(3);
  const auto all = reference::fast_paths();
  for (int turn = 0; turn < kTurns / 10; ++turn) {
    GeneratedLog log = generate_log(random);
    if (pick(random, 2) == 0) damage_log(random, log.bytes);
    const Reading expected = reference::read(log.bytes, log.path, log.named);
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{64}, kWhole}) {
      check(expected, log, *all.front(), chunk, gzip(log.bytes));
    }
  }
}

TEST_CASE("logs in UTF-16 are read as the reference reads them in UTF-8") {
  Random random(6);
  const auto all = reference::fast_paths();
  int read = 0;
  for (int turn = 0; turn < kTurns / 4; ++turn) {
    const GeneratedLog log = generate_log(random);
    const auto text = utf16_of(log.bytes, pick(random, 2) == 0);
    if (!text) continue;
    ++read;
    const Reading expected = reference::read(log.bytes, log.path, log.named);
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{65}, kWhole}) {
      check(expected, log, *all.front(), chunk, *text);
    }
  }
  CHECK(read > kTurns / 20);
}

TEST_CASE("tables of records are read as the reference reads them") {
  Random random(7);
  std::size_t matched = 0;
  std::size_t malformed = 0;
  for (int turn = 0; turn < kTurns; ++turn) {
    GeneratedLog log = generate_table(random);
    if (pick(random, 2) == 0) damage_log(random, log.bytes);
    const std::array<std::size_t, 3> chunks = {1, kChunks[1 + pick(random, 7)], kWhole};
    const Reading reading = check_all(log, chunks);
    matched += count(reading, Finding::Kind::matched);
    malformed += count(reading, Finding::Kind::malformed);
  }
  CHECK(matched > kTurns / 2);
  CHECK(malformed > kTurns / 10);
}

TEST_CASE("with today's principal alone, fewer records match") {
  Random random(4);
  const auto fast = reference::fast_paths(Principal::anonymous);
  for (int turn = 0; turn < kTurns / 4; ++turn) {
    const GeneratedLog log = generate_log(random);
    const Reading expected = reference::read(log.bytes, log.path, log.named, Principal::anonymous);
    check(expected, log, *fast.front(), kWhole, log.bytes);
  }
}

TEST_CASE("records of 2 MiB are read as the reference reads them") {
  constexpr std::size_t kLimit = reference::kMaxRecordBytes;
  const std::string small = matching_record();
  std::vector<std::string> texts;
  for (const std::size_t bytes : {kLimit - 1, kLimit, kLimit + 1}) {
    const std::string record = record_of(bytes);
    texts.push_back(R"({"Records":[)" + small + "," + record + "," + small + "]}");
    texts.push_back(small + "\n" + record + "\n" + small);
    texts.push_back("[ " + record + ", " + small + "]");
    // The wrapper is above the limit, even if the record in it is not.
    texts.push_back(R"({"detail":)" + record + "}" + small);
    // The first line breaks off in a record at the limit.
    texts.push_back(record.substr(0, bytes - 1) + "\n" + small + "\n");
  }
  texts.push_back(R"({"Records":[)" + record_of(kLimit) + R"(],"x":1})");
  texts.push_back(R"({"Records":[)" + record_of(kLimit - 200) + R"(],"message":"x"})");
  Random random(5);
  const std::string wrapper = R"({"message":)";
  const std::string escaped = quote(random, record_of(kLimit - 1000), 0);
  texts.push_back(wrapper + escaped + "}" + small);
  for (std::size_t i = 0; i < texts.size(); i += kLargeFileStep) {
    check_all({"a.json", false, texts[i]}, kChunksOfLargeFiles);
    check_all({"a.json", false, texts[i].substr(0, texts[i].size() - 10)}, kChunksOfLargeFiles);
  }
}

TEST_CASE("documents above 2 MiB are read as the reference reads them") {
  const std::string value(2000, 'y');
  std::string records = matching_record();
  while (records.size() < reference::kMaxRecordBytes * 3 / 2) {
    records += ',';
    records += matching_record(R"(,"x":")" + value + std::to_string(records.size()) + "\"");
  }
  const std::string document = R"({"Records":[)" + records + "]}";
  std::string with_more_keys = document;
  with_more_keys.insert(document.size() - 1, R"(,"logEvents":[{"message":"x"}],"eventName":"n")");
  std::string damaged = document;
  damaged[damaged.size() / 4 * 3] = '}';
  for (const std::string& text :
       {document, with_more_keys, damaged, R"({ "x": [{}], "Records": [)" + records + "]}",
        document.substr(0, document.size() / 2)}) {
    const Reading reading = check_all({"a.json", false, text}, kChunksOfLargeFiles);
    CHECK(count(reading, Finding::Kind::matched) > 500);
  }
}

TEST_CASE("records of depth 1,024 are read as the reference reads them") {
  Random random(6);
  for (const std::size_t depth : {1023U, 1024U, 1025U}) {
    const std::string record = record_of_depth(depth);
    const std::string escaped = quote(random, record, 0);
    for (const std::string& text :
         {record, R"({"Records":[)" + record + "," + record + "]}",
          R"({"x":1,"Records":[)" + record + "]}", "[[" + record + "]]",
          R"({"detail":)" + record + "}", R"({"message":)" + escaped + "}"}) {
      const Reading reading = check_all({"a.json", false, text}, kChunks);
      CHECK(count(reading, Finding::Kind::matched) + count(reading, Finding::Kind::malformed) > 0);
      CHECK((count(reading, Finding::Kind::malformed) > 0) == (depth > 1024));
    }
  }
}

TEST_CASE("the chunks of a stream reach the window unchanged") {
  const std::string text(1000, ' ');
  for (const std::size_t chunk : {4U, 7U, 63U, 64U, 65U}) {
    MemoryStream stream(text, chunk);
    input::Decompressor decompressor;
    decompressor.reset(stream);
    input::Window window;
    window.reset(decompressor);
    std::uint64_t end = 0;
    while (window.fill(end)) {
      CHECK((window.end() - end <= chunk || end == 0));
      end = window.end();
    }
    CHECK(end == text.size());
  }
}
