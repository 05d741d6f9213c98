// Compares `investigate` with counts that are made record by record: generated records of a few
// sources and buckets, among others, divided into any files of any container, in any order, read
// by any number of threads.

#include <algorithm>

#include "catch.h"
#include "property/divided_logs.h"
#include "property/generate.h"
#include "property/program.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

struct Request {
  EventTime time;
  std::string source;
  std::string bucket;
  std::string event_id;
  bool anonymous = true;
  bool denied = false;
};

constexpr Seconds kBefore = 10 * kSecondsPerDay;
constexpr Seconds kAfter = 2 * kSecondsPerDay;

std::vector<Request> generate_requests(Random& random) {
  const EventTime start = *parse_date("2024-05-01");
  std::vector<Request> requests(20 + pick(random, 60));
  for (std::size_t i = 0; i < requests.size(); ++i) {
    requests[i] = {start + static_cast<Seconds>(pick(random, 40 * kSecondsPerDay)),
                   "192.0.2." + std::to_string(pick(random, 8)),
                   "bucket-" + std::to_string(pick(random, 3)),
                   "event-" + std::to_string(i),
                   pick(random, 3) > 0,
                   pick(random, 4) == 0};
  }
  // Some are exactly at the ends of another alert's window.
  for (std::size_t i = 0; i < 10; ++i) {
    const EventTime time = requests[pick(random, requests.size())].time;
    requests[i].time = pick(random, 2) == 0 ? time - kBefore : time + kAfter;
  }
  return requests;
}

std::string record_of_request(const Request& request) {
  return std::string(R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","accountId":")")
      .append(request.anonymous ? "anonymous" : "111122223333")
      .append(R"("},"eventTime":")")
      .append(format_utc(request.time))
      .append(R"(","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":")")
      .append(request.source)
      .append(request.denied ? R"(","errorCode":"AccessDenied)" : "")
      .append(R"(","requestParameters":{"bucketName":")")
      .append(request.bucket)
      .append(R"(","key":"k"},"eventID":")")
      .append(request.event_id)
      .append(R"("})");
}

// The counts in a dossier.
struct Numbers {
  std::uint64_t of_source = 0;
  std::uint64_t signed_by_source = 0;
  std::uint64_t prior = 0;
  std::uint64_t followup = 0;
  std::uint64_t others = 0;
  std::uint64_t others_denied = 0;

  std::string text() const {
    std::string text;
    for (const std::uint64_t number :
         {of_source, signed_by_source, prior, followup, others, others_denied}) {
      text.append(std::to_string(number)).append(" ");
    }
    return text;
  }
};

Numbers count(const std::vector<Request>& requests, const Request& alert) {
  Numbers numbers;
  for (const Request& request : requests) {
    if (request.time < alert.time - kBefore || request.time > alert.time + kAfter) continue;
    if (request.source == alert.source) {
      ++numbers.of_source;
      if (!request.anonymous) {
        ++numbers.signed_by_source;
      } else if (request.time < alert.time) {
        ++numbers.prior;
      } else if (request.event_id != alert.event_id) {
        ++numbers.followup;
      }
    } else if (request.anonymous && request.bucket == alert.bucket) {
      ++(request.denied ? numbers.others_denied : numbers.others);
    }
  }
  return numbers;
}

// The same counts, read from each line of dossiers; a count of 0 may be absent.
std::vector<std::string> numbers_of(const std::string& dossiers) {
  std::vector<std::vector<std::string>> columns;
  for (const char* path : {"source_activity.records", "source_activity.signed", "prior.records",
                           "followup.records", "other_sources.records", "other_sources.denied"}) {
    columns.push_back(values_of(dossiers, path));
  }
  std::vector<std::string> rows(columns.front().size());
  for (const auto& column : columns) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::string number = column[i];
      if (number.starts_with('{')) number = values_of(number, "records").front();
      rows[i].append(number.empty() ? "0" : number).append(" ");
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("dossiers count what the logs hold, for any division, order and threads") {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    CAPTURE(seed);
    const auto requests = generate_requests(random);
    const TemporaryFolder folder;
    std::vector<std::string> records;
    records.reserve(requests.size());
    for (const Request& request : requests) records.push_back(record_of_request(request));
    DividedLogs logs(random, folder, records, 6);
    const std::string alerts = run("detect -q" + logs.in_any_order());
    folder.write("alerts", alerts);
    const std::string options = "investigate -q --before 10d --after 2d --alerts " +
                                (folder.path() / "alerts").string() + " --threads ";
    const std::string dossiers = run(options + "1" + logs.in_any_order());
    for (const char* threads : {"1", "2", "5"}) {
      CHECK(run(options + threads + logs.in_any_order()) == dossiers);
    }

    const auto ids = values_of(alerts, "event.id");
    const auto found = numbers_of(dossiers);
    REQUIRE(found.size() == ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const auto alert =
          std::find_if(requests.begin(), requests.end(),
                       [&](const Request& request) { return request.event_id == ids[i]; });
      REQUIRE(alert != requests.end());
      CHECK(found[i] == count(requests, *alert).text());
    }
  }
}

// Each record of the one source is added to every alert, and a thread counts these additions before
// it merges its collection.
TEST_CASE("merging a thread's collection before the end does not change the result") {
  constexpr std::size_t kBuckets = 300;
  constexpr std::size_t kRecordsOfFile = 700;
  const TemporaryFolder folder;
  Random random(1);
  const EventTime start = *parse_date("2024-05-01");
  std::string files;
  for (int file = 0; file < 3; ++file) {
    std::string lines;
    for (std::size_t i = 0; i < kRecordsOfFile; ++i) {
      const Request request{start + static_cast<Seconds>(pick(random, kSecondsPerDay)),
                            i % 7 == 0 ? "192.0.2.8" : "192.0.2.7",
                            "bucket-" + std::to_string(pick(random, kBuckets)),
                            "event-" + std::to_string(file) + "-" + std::to_string(i),
                            pick(random, 8) > 0,
                            pick(random, 4) == 0};
      lines.append(record_of_request(request)).append("\n");
    }
    const std::string name = std::to_string(file) + ".ndjson";
    folder.write(name, lines);
    files.append(" ").append((folder.path() / name).string());
  }
  folder.write("alerts", run("detect -q --term aws.s3.bucket.name" + files));
  const std::string options =
      "investigate -q --alerts " + (folder.path() / "alerts").string() + " --threads ";
  const std::string dossiers = run(options + "1" + files);
  CHECK(values_of(dossiers, "alert").size() > kBuckets / 2);
  for (const char* threads : {"2", "3"}) CHECK(run(options + threads + files) == dossiers);
}
