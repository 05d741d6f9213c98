// The first and last record, the covered days, and the records ahead of the clock are those that
// the slow reference finds by parsing every record, whatever the order and spelling of the keys,
// the form of the times, and the chunks of the stream.

#include <algorithm>
#include <array>
#include <atomic>
#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "input/file_reader.h"
#include "memory_stream.h"
#include "property/generate_logs.h"
#include "reference/reader.h"

using namespace s3rare;
using namespace s3rare::tests;
using reference::Finding;

namespace {

#ifdef S3RARE_SANITIZED
constexpr int kTurns = 300;
#else
constexpr int kTurns = 1200;
#endif

constexpr std::array<std::size_t, 5> kChunks = {1, 7, 64, 4096, std::size_t{1} << 40};

std::string two_digits(std::uint64_t number) {
  return std::string(number < 10 ? "0" : "").append(std::to_string(number));
}

// A text that is a time, or nearly one.
std::string any_time(Random& random) {
  const std::string date = "2024-0" + std::to_string(2 + pick(random, 2)) + "-" +
                           two_digits(1 + pick(random, 4) * 9 + pick(random, 3));
  const std::string time = two_digits(pick(random, 24)) + ":" + two_digits(pick(random, 60)) + ":" +
                           two_digits(pick(random, 60));
  switch (pick(random, 24)) {
    case 0:
      return date + "T" + time + "." + std::to_string(pick(random, 1000)) + "Z";
    case 1:
      return date + "T" + time + "+0" + std::to_string(pick(random, 10)) + ":30";
    case 2:
      return date + " " + time + "-11:00";
    case 3:
      return date + "t" + time + "z";
    case 4:
      return date + "T23:59:60Z";
    case 5:
      return date + "T" + time + "z";
    case 6:
      return date + "T2" + std::to_string(pick(random, 10)) + ":00:00Z";
    case 7:
      return date + "T12:" + std::to_string(pick(random, 100)) + ":00Z";
    case 8:
      return date + "T12:00;00Z";
    case 9:
      return date + "T1/:00:00Z";
    case 10:
      return "2999-01-01T" + time + "Z";
    case 11:
      return "0001-01-01T00:00:00Z";
    case 12:
      return date + "T" + time + R"(\u005a)";
    default:
      return date + "T" + time + "Z";
  }
}

void replace_each(std::string& text, std::string_view old, Random& random, std::uint64_t one_in,
                  const std::string& before, const std::string& behind) {
  for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at + 1)) {
    if (pick(random, one_in) == 0) text.replace(at, old.size(), before + any_time(random) + behind);
  }
}

// A log whose records have all kinds of times, and members inside other members that are called
// like them.
GeneratedLog any_log(Random& random) {
  GeneratedLog log = generate_log(random);
  log.path = "a.json";
  replace_each(log.bytes, "2024-05-01T12:00:00Z", random, 1, {}, {});
  replace_each(log.bytes, R"("principalId":"")", random, 2, R"("eventTime":")", "\"");
  replace_each(log.bytes, R"("bucketName":"b/ucket")", random, 2, R"("eventTime":")", "\"");
  replace_each(log.bytes, R"("readOnly":true)", random, 2, R"("x":["eventTime",{"eventTime":")",
               R"("}])");
  return log;
}

// What a reading of one file found.
struct Times {
  std::set<std::int64_t> days;
  std::optional<EventTime> earliest;
  std::optional<EventTime> latest;
  std::uint64_t ahead = 0;
  std::optional<EventTime> furthest_ahead;

  void add(EventTime time, std::optional<EventTime> clock) {
    if (clock && time > *clock) {
      ++ahead;
      furthest_ahead = std::max(furthest_ahead, std::optional(time));
      return;
    }
    days.insert(utc_day(time));
    earliest = std::min(earliest.value_or(time), time);
    latest = std::max(latest.value_or(time), time);
  }

  friend bool operator==(const Times&, const Times&) = default;
};

std::string shown(const Times& times) {
  std::string text;
  for (const std::int64_t day : times.days) text += std::to_string(day) + " ";
  text +=
      times.earliest ? format_utc(*times.earliest) + " to " + format_utc(*times.latest) : "none";
  return text + ", ahead " + std::to_string(times.ahead);
}

// Reads a file with a reader of its own, twice: what the second reading finds must be the same.
Times read(const GeneratedLog& log, input::ReadTask task, std::size_t chunk,
           const json::ByteKernels& kernels) {
  std::atomic<std::uint64_t> progress{0};
  input::FileReader reader(std::move(task), progress, input::PutBefore(), kernels);
  const input::InputFile file{log.path, log.named};
  std::vector<std::optional<EventTime>> newest;
  for (int reading = 0; reading < 2; ++reading) {
    MemoryStream stream(log.bytes, chunk);
    newest.push_back(
        reader.read_bytes(stream, file, 0, [](const input::Match&) { return true; }).newest);
  }
  const input::ReadReport& report = reader.report();
  Times times;
  report.coverage.for_each_day([&](std::int64_t day) { times.days.insert(day); });
  times.earliest = report.coverage.earliest();
  times.latest = report.coverage.latest();
  times.ahead = report.counts.records_ahead / 2;
  times.furthest_ahead = report.furthest_ahead;
  CHECK(newest == std::vector(2, times.latest));
  CHECK(report.counts.records_ahead % 2 == 0);
  return times;
}

}  // namespace

TEST_CASE("the times of a log are those of every record, not of some") {
  Random random(1);
  std::size_t several_days = 0;
  std::size_t ahead = 0;
  for (int turn = 0; turn < kTurns; ++turn) {
    const GeneratedLog log = any_log(random);
    const reference::Reading reading = reference::read(log.bytes, log.path, log.named);
    REQUIRE_FALSE(reading.findings.too_nested);
    std::optional<EventTime> clock;
    if (pick(random, 3) > 0)
      clock =
          EventTime{1'706'745'600 + static_cast<Seconds>(pick(random, 60)) * 86'400 + 43'200, 0};
    Times expected;
    bool repeats = false;
    for (const Finding& finding : reading.findings.all) {
      if (finding.time) expected.add(*finding.time, clock);
      repeats = repeats || finding.repeats_time;
    }
    several_days += expected.days.size() > 1;
    ahead += expected.ahead > 0;
    // Drawn before the loop: how many kernels there are depends on the processor.
    const std::size_t chunk = kChunks[pick(random, kChunks.size())];
    for (const json::ByteKernels& kernels : json::byte_kernels()) {
      for (const input::Parse parse : {input::Parse::may_match, input::Parse::every}) {
        // Which time of several a record counts with depends on whether it is parsed.
        if (repeats && parse != input::Parse::every) continue;
        const Times found = read(log, {.parse = parse, .clock = clock}, chunk, kernels);
        if (found == expected) continue;
        FAIL(kernels.name << ", chunks of " << chunk << ": " << shown(found) << "\ninstead of "
                          << shown(expected) << "\nin:\n"
                          << log.bytes.substr(0, 20000));
      }
    }
  }
  CHECK(several_days > kTurns / 5);
  CHECK(ahead > kTurns / 16);
}

TEST_CASE("one record of another day among thousands is seen") {
  // Longer than a piece, so that records lie across pieces; the odd one lies at any place.
  Random random(2);
  const std::string usual =
      R"({"eventVersion":"1.09","userIdentity":{"type":"AWSService"},)"
      R"("eventTime":"2024-05-01T12:00:00Z","eventSource":"ec2.amazonaws.com",)"
      R"("eventName":"RunInstances","awsRegion":"eu-west-1"})";
  std::string other = usual;
  other.replace(other.find("2024-05-01"), 10, "2024-04-07");
  const std::vector<std::string> separators = {",", "\n"};
  constexpr std::size_t kRecords = 4000;
  for (int turn = 0; turn < 40; ++turn) {
    const std::size_t place = pick(random, kRecords);
    const std::string& separator = separators[pick(random, separators.size())];
    const bool is_document = separator == ",";
    std::string text = is_document ? R"({"Records":[)" : "";
    for (std::size_t i = 0; i < kRecords; ++i) {
      text += (i > 0 ? separator : std::string()) + (i == place ? other : usual);
    }
    text += is_document ? "]}" : "\n";
    const Times found =
        read({"a.json", false, text}, {}, std::size_t{1} << 40, json::byte_kernels().front());
    REQUIRE(found.days.size() == 2);
    REQUIRE(format_utc(*found.earliest) == "2024-04-07T12:00:00Z");
    REQUIRE(format_utc(*found.latest) == "2024-05-01T12:00:00Z");
  }
}
