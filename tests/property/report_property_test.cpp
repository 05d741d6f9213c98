// Compares `report` with counts and intervals that are made record by record: generated requests
// and changes of a few buckets of two accounts, divided into any files, read in any order by any
// number of threads.

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "catch.h"
#include "property/divided_logs.h"
#include "property/generate.h"
#include "property/program.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

const EventTime kStart = *parse_date("2024-05-01");
constexpr std::uint64_t kHours = 20 * 24;

// One bucket: made, opened for everything by a policy, then closed and opened in turn by its block.
struct World {
  std::string account;
  std::string bucket;
  std::vector<EventTime> toggles;  // the first closes

  EventTime opened() const { return kStart + 2; }
  bool is_open(EventTime time) const {
    if (time <= opened()) return false;
    const auto behind = std::upper_bound(toggles.begin(), toggles.end(), time);
    return (behind - toggles.begin()) % 2 == 0;
  }
};

struct StrangerRequest {
  EventTime time;
  std::size_t world = 0;
  std::string source;
  std::string action;
  std::string key;
  std::optional<std::uint64_t> bytes;
  bool denied = false;
};

std::string change_record(const World& world, EventTime time, const std::string& name,
                          const std::string& more, const std::string& id) {
  return std::string(
             R"({"eventVersion":"1.09","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::)")
      .append(world.account)
      .append(R"(:user/dana","accountId":")")
      .append(world.account)
      .append(R"("},"eventTime":")")
      .append(format_utc(time))
      .append(R"(","eventSource":"s3.amazonaws.com","awsRegion":"us-east-1","eventName":")")
      .append(name)
      .append(R"(","sourceIPAddress":"198.51.100.7","requestParameters":{"bucketName":")")
      .append(world.bucket)
      .append("\"")
      .append(more)
      .append(R"(},"recipientAccountId":")")
      .append(world.account)
      .append(R"(","eventID":")")
      .append(id)
      .append(R"("})");
}

std::string request_record(const World& world, const StrangerRequest& request,
                           const std::string& id) {
  std::string record =
      R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","accountId":"anonymous"},"eventTime":")" +
      format_utc(request.time) +
      R"(","eventSource":"s3.amazonaws.com","awsRegion":"us-east-1","eventName":")" +
      request.action + R"(","sourceIPAddress":")" + request.source + "\"";
  if (request.denied) record += R"(,"errorCode":"AccessDenied")";
  record += R"(,"requestParameters":{"bucketName":")" + world.bucket + "\"";
  if (!request.key.empty()) record += R"(,"key":")" + request.key + "\"";
  record += "}";
  if (request.bytes) {
    record += std::string(R"(,"additionalEventData":{"bytesTransferred)") +
              (request.action == "PutObject" ? "In" : "Out") +
              "\":" + std::to_string(*request.bytes) + "}";
  }
  return record + R"(,"recipientAccountId":")" + world.account + R"(","eventID":")" + id + R"("})";
}

std::vector<World> generate_worlds(Random& random) {
  std::vector<World> worlds;
  for (std::size_t number = 0; number < 1 + pick(random, 3); ++number) {
    World& world = worlds.emplace_back();
    world.account = number % 2 == 0 ? "111122223333" : "444455556666";
    world.bucket = "example-" + std::to_string(number);
    std::set<std::uint64_t> hours;
    for (std::size_t toggle = 0; toggle < pick(random, 6); ++toggle) {
      hours.insert(1 + pick(random, kHours - 1));
    }
    for (const std::uint64_t hour : hours) {
      world.toggles.push_back(kStart + static_cast<Seconds>(hour * 3600));
    }
  }
  return worlds;
}

std::vector<std::string> records_of(const World& world, const std::string& name) {
  const std::string policy =
      R"(,"bucketPolicy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::)" +
      world.bucket + R"(","arn:aws:s3:::)" + world.bucket + R"(/*"]}]})";
  const std::string all_on =
      R"(,"PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true})";
  std::vector<std::string> records = {
      change_record(world, kStart, "CreateBucket", "", name + "-a"),
      change_record(world, kStart + 1, "DeleteBucketPublicAccessBlock", "", name + "-b"),
      change_record(world, world.opened(), "PutBucketPolicy", policy, name + "-c")};
  for (std::size_t toggle = 0; toggle < world.toggles.size(); ++toggle) {
    const bool closes = toggle % 2 == 0;
    records.push_back(
        change_record(world, world.toggles[toggle],
                      closes ? "PutBucketPublicAccessBlock" : "DeleteBucketPublicAccessBlock",
                      closes ? all_on : "", name + "-t" + std::to_string(toggle)));
  }
  return records;
}

std::vector<StrangerRequest> generate_strangers(Random& random, const std::vector<World>& worlds) {
  constexpr std::array<const char*, 4> kActions = {"GetObject", "ListObjects", "PutObject",
                                                   "DeleteObject"};
  std::vector<StrangerRequest> requests(30 + pick(random, 80));
  for (StrangerRequest& request : requests) {
    request.world = pick(random, worlds.size());
    // Half an hour away from any change.
    request.time = kStart + static_cast<Seconds>(pick(random, kHours) * 3600 + 1800);
    request.source = "192.0.2." + std::to_string(pick(random, 12));
    request.action = kActions[std::min<std::uint64_t>(pick(random, 8), 7) % 4];
    if (request.action != "ListObjects") request.key = "k" + std::to_string(pick(random, 6));
    if (pick(random, 5) > 0) request.bytes = pick(random, 1000);
    request.denied = !worlds[request.world].is_open(request.time);
  }
  return requests;
}

std::string distinct_text(std::size_t count) {
  return R"({"count":)" + std::to_string(count) + R"(,"estimated":false})";
}

std::string effect_text(const std::vector<StrangerRequest>& requests, std::size_t world,
                        const std::string& action, bool has_objects) {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  std::uint64_t without = 0;
  std::set<std::string> keys;
  for (const StrangerRequest& request : requests) {
    if (request.world != world || request.denied || request.action != action) continue;
    ++count;
    bytes += request.bytes.value_or(0);
    without += request.bytes ? 0 : 1;
    keys.insert(request.key);
  }
  return R"({"requests":)" + std::to_string(count) +
         (has_objects ? R"(,"objects":)" + distinct_text(keys.size()) : "") + R"(,"bytes":)" +
         std::to_string(bytes) + R"(,"without_bytes":)" + std::to_string(without) + "}";
}

void check_counts(const std::string& line, const std::vector<StrangerRequest>& requests,
                  std::size_t world) {
  std::set<std::string> sources;
  std::uint64_t succeeded = 0;
  std::uint64_t denied = 0;
  for (const StrangerRequest& request : requests) {
    if (request.world != world) continue;
    ++(request.denied ? denied : succeeded);
    if (!request.denied) sources.insert(request.source);
  }
  CHECK(values_of(line, "access.succeeded").front() == std::to_string(succeeded));
  CHECK(values_of(line, "access.denied").front() == std::to_string(denied));
  CHECK(values_of(line, "access.sources").front() == distinct_text(sources.size()));
  // Each of these sources raises an alert somewhere: nothing precedes its first match.
  CHECK(values_of(line, "access.new_sources").front() == std::to_string(sources.size()));
  CHECK(values_of(line, "access.read").front() == effect_text(requests, world, "GetObject", true));
  CHECK(values_of(line, "access.listed").front() ==
        effect_text(requests, world, "ListObjects", false));
  CHECK(values_of(line, "access.written").front() ==
        effect_text(requests, world, "PutObject", true));
  CHECK(values_of(line, "access.deleted").front() ==
        effect_text(requests, world, "DeleteObject", true));
}

// The intervals in which the bucket was open for reading, as the report writes them.
std::vector<std::string> open_times(const World& world) {
  std::vector<std::string> times;
  std::string from = format_utc(world.opened());
  for (std::size_t toggle = 0; toggle < world.toggles.size(); ++toggle) {
    if (toggle % 2 == 0) {
      times.push_back(R"({"what":"read","state":"open","from":")" + from + R"(","to":")" +
                      format_utc(world.toggles[toggle] + 1) + "\"");
    } else {
      from = format_utc(world.toggles[toggle]);
    }
  }
  if (world.toggles.size() % 2 == 0) {
    times.push_back(R"({"what":"read","state":"open","from":")" + from + R"(","to":null)");
  }
  return times;
}

std::size_t times_in(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

void check_intervals(const std::string& line, const World& world) {
  const std::string exposed = values_of(line, "exposed.listed").front();
  const std::vector<std::string> expected = open_times(world);
  CHECK(times_in(exposed, R"("what":"read")") == expected.size());
  for (const std::string& time : expected) CHECK(times_in(exposed, time) == 1);
  const bool is_open = world.toggles.size() % 2 == 0;
  CHECK(values_of(line, "state.value").front() == (is_open ? "open" : "closed"));
}

}  // namespace

TEST_CASE("incidents hold the counts and intervals of the logs, for any division and threads") {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    Random random(seed);
    CAPTURE(seed);
    const std::vector<World> worlds = generate_worlds(random);
    const std::vector<StrangerRequest> requests = generate_strangers(random, worlds);
    std::vector<std::string> records;
    for (std::size_t world = 0; world < worlds.size(); ++world) {
      const auto more = records_of(worlds[world], "change-" + std::to_string(world));
      records.insert(records.end(), more.begin(), more.end());
    }
    for (std::size_t number = 0; number < requests.size(); ++number) {
      records.push_back(request_record(worlds[requests[number].world], requests[number],
                                       "event-" + std::to_string(number)));
    }
    const TemporaryFolder folder;
    DividedLogs logs(random, folder, records, 5);
    const std::string found = run("report -q --threads 1" + logs.in_any_order());
    for (const char* threads : {"1", "2", "5"}) {
      CHECK(run(std::string("report -q --threads ") + threads + logs.in_any_order()) == found);
    }

    std::map<std::string, std::size_t> by_bucket;
    for (std::size_t world = 0; world < worlds.size(); ++world) {
      by_bucket.emplace(worlds[world].bucket, world);
    }
    for (const std::string& line : split_lines(found)) {
      const std::string bucket = values_of(line, "bucket").front();
      const auto world = by_bucket.find(bucket);
      REQUIRE(world != by_bucket.end());
      CHECK(values_of(line, "account").front() == worlds[world->second].account);
      check_counts(line, requests, world->second);
      check_intervals(line, worlds[world->second]);
      by_bucket.erase(world);
    }
    // Buckets without an incident had no stranger.
    for (const auto& missing : by_bucket) {
      const std::size_t world = missing.second;
      CHECK(std::all_of(requests.begin(), requests.end(), [&](const StrangerRequest& request) {
        return request.world != world || request.denied;
      }));
    }
  }
}
