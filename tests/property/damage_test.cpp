// Truncation at every byte, and flipped bytes: the reader never crashes, never loses a whole
// record, and always reports the damage.

#include <algorithm>
#include <atomic>

#include "catch.h"
#include "gzip.h"
#include "input/file_reader.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

// The distance in bytes between changed bytes.
#ifdef S3RARE_SANITIZED
constexpr std::size_t kStep = 7;
#else
constexpr std::size_t kStep = 1;
#endif

std::string record(int number) {
  return R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","accountId":"anonymous"},)"
         R"("eventTime":"2024-05-01T12:00:00Z","eventSource":"s3.amazonaws.com",)"
         R"("eventName":"GetObject","sourceIPAddress":"192.0.2.)" +
         std::to_string(number) + R"(","eventID":"id-)" + std::to_string(number * 7919) + "\"}";
}

struct Read {
  std::size_t matches = 0;
  std::uint64_t records = 0;
  std::uint64_t damaged = 0;
  std::vector<FileFault> faults;
};

// Reads with one reader for all files, as a run does, and returns what this file added.
Read read(const std::string& path) {
  static std::atomic<std::uint64_t> progress{0};
  static FileReader reader({}, progress);
  Read result;
  reader.read({path, true}, 0, [&](const Match&) {
    ++result.matches;
    return true;
  });
  const ReadReport report = reader.take_report();
  result.records = report.counts.records();
  result.damaged = report.counts.files_damaged;
  result.faults.assign(report.faults.begin(), report.faults.end());
  return result;
}

// The end of each whole record in a text.
std::vector<std::size_t> record_ends(const std::string& text) {
  std::vector<std::size_t> ends;
  for (int number = 0; number < 5; ++number) {
    ends.push_back(text.find(record(number)) + record(number).size());
  }
  return ends;
}

std::size_t whole_records(const std::vector<std::size_t>& ends, std::size_t length) {
  return static_cast<std::size_t>(
      std::count_if(ends.begin(), ends.end(), [&](std::size_t end) { return end <= length; }));
}

std::string document() {
  std::string text = R"({"Records":[)" + record(0);
  for (int number = 1; number < 5; ++number) text.append(",").append(record(number));
  return text + "]}";
}

}  // namespace

TEST_CASE("a plain file cut at any byte yields every whole record, and an error") {
  const tests::TemporaryFolder folder;
  const std::string text = document();
  const auto ends = record_ends(text);
  for (std::size_t length = 0; length < text.size(); ++length) {
    const Read result = read(folder.write("a.json", text.substr(0, length)));
    CAPTURE(length);
    CHECK(result.matches == whole_records(ends, length));
    CHECK(result.damaged == 1);
    REQUIRE(result.faults.size() == 1);
    CHECK(result.faults[0].first.offset == length);
  }
  CHECK(read(folder.write("a.json", text)).faults.empty());
}

TEST_CASE("a gzip file cut at any byte yields every record that can be inflated, and an error") {
  const tests::TemporaryFolder folder;
  const std::string text = document();
  const std::string packed = tests::gzip(text);
  const auto ends = record_ends(text);
  for (std::size_t length = 0; length < packed.size(); ++length) {
    const Read result = read(folder.write("a.json.gz", packed.substr(0, length)));
    const std::size_t inflated =
        length < 3 ? 0 : tests::inflate_prefix(packed.substr(0, length)).size();
    CAPTURE(length, inflated);
    CHECK(result.matches >= whole_records(ends, inflated));
    CHECK(result.damaged == 1);
    CHECK(result.faults.size() == 1);
  }
  CHECK(read(folder.write("a.json.gz", packed)).matches == 5);
}

TEST_CASE("lines cut at any byte lose at most the last line") {
  const tests::TemporaryFolder folder;
  std::string text;
  for (int number = 0; number < 5; ++number) text += record(number) + "\n";
  const auto ends = record_ends(text);
  for (std::size_t length = 1; length < text.size(); ++length) {
    const Read result = read(folder.write("a.ndjson", text.substr(0, length)));
    const bool between = text[length] == '\n' || text[length - 1] == '\n';
    CAPTURE(length);
    CHECK(result.matches == whole_records(ends, length));
    CHECK(result.damaged == (between ? 0 : 1));
  }
}

TEST_CASE("a changed byte in a line loses at most that line") {
  const tests::TemporaryFolder folder;
  std::string text;
  for (int number = 0; number < 5; ++number) text += record(number) + "\n";
  for (std::size_t at = 0; at + 1 < text.size(); at += kStep) {
    if (text[at] == '\n') continue;
    for (const char c : {'"', '{', '}', ']', '\\', ',', 'x', '\x01', '\xff'}) {
      std::string changed = text;
      changed[at] = c;
      const Read result = read(folder.write("a.ndjson", changed));
      if (result.matches < 4 || result.records < 4 || result.records > 6) {
        FAIL("byte " << at << " as " << c << ": " << result.matches << " matches, "
                     << result.records << " records");
      }
    }
  }
  SUCCEED();
}

TEST_CASE("a changed byte in a document loses no record before it") {
  const tests::TemporaryFolder folder;
  const std::string text = document();
  const auto ends = record_ends(text);
  for (std::size_t at = 0; at < text.size(); at += kStep) {
    for (const char c : {'"', '{', '}', '[', ']', '\\', ',', '\xff'}) {
      // The next record's keys would become the document's own, and make it a record.
      if (text[at] == '{' && c == ']') continue;
      std::string changed = text;
      changed[at] = c;
      const Read result = read(folder.write("a.json", changed));
      const std::size_t before = whole_records(ends, at);
      if (result.matches < before && at > 12) {
        FAIL("byte " << at << " as " << c << ": " << result.matches << " of " << before);
      }
    }
  }
  SUCCEED();
}
