// Writes generated requests twice, as records of CloudTrail and as lines of S3 server access logs,
// and compares the alerts of both: what both logs hold must be equal. Both together must raise each
// alert once.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "json/writer.h"
#include "property/generate.h"
#include "property/program.h"
#include "s3rare/event_time.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

#ifdef S3RARE_SANITIZED
constexpr unsigned kRounds = 4;
#else
constexpr unsigned kRounds = 16;
#endif

struct Action {
  std::string_view name;
  std::string_view operation;
  std::string_view method;
  bool writes = false;
};
constexpr std::array kActions = {Action{"GetObject", "REST.GET.OBJECT", "GET"},
                                 Action{"GetObject", "WEBSITE.GET.OBJECT", "GET"},
                                 Action{"PutObject", "REST.PUT.OBJECT", "PUT", true},
                                 Action{"DeleteObject", "REST.DELETE.OBJECT", "DELETE"},
                                 Action{"ListObjects", "REST.GET.BUCKET", "GET"},
                                 Action{"HeadObject", "REST.HEAD.OBJECT", "HEAD"}};

struct GeneratedRequest {
  EventTime time;
  std::string source;
  Action action;
  std::string key;
  std::string agent;
  std::uint64_t bytes = 0;
  bool denied = false;
  std::string id;
};

template <class Values>
auto any_of(Random& random, const Values& values) {
  return values[pick(random, values.size())];
}

std::vector<GeneratedRequest> generate_requests(Random& random) {
  constexpr std::array<std::string_view, 8> kKeys = {
      "a", "reports/2024.csv", "a b", "100% \"x\"", "a%20b", "\xc3\xa4/", ".env", "a+b&c=d?"};
  constexpr std::array<std::string_view, 6> kAgents = {
      "curl/8.5", "a \"b\" c", "\"", "x\" 403 AccessDenied 1 1 1 1 \"-", "", "\\u0061\\"};
  std::vector<GeneratedRequest> requests(pick(random, 60));
  for (std::size_t i = 0; i < requests.size(); ++i) {
    GeneratedRequest& request = requests[i];
    // No two at one time: ties go by event ID, which only CloudTrail has.
    request.time = {1'700'000'000 + static_cast<Seconds>(pick(random, 60) * kSecondsPerDay / 2 + i),
                    0};
    request.source = "192.0.2." + std::to_string(pick(random, 4));
    request.action = any_of(random, kActions);
    if (request.action.operation != "REST.GET.BUCKET") request.key = any_of(random, kKeys);
    request.agent = any_of(random, kAgents);
    request.bytes = pick(random, 3) * 1000;
    request.denied = pick(random, 4) == 0;
    request.id = "R" + std::to_string(i);
  }
  return requests;
}

std::string record_of(const GeneratedRequest& request) {
  json::JsonWriter json;
  json.begin_object();
  json.key("userIdentity").begin_object().field("type", "AWSAccount");
  json.field("accountId", "anonymous").end_object();
  json.field("eventTime", format_utc(request.time)).field("eventSource", "s3.amazonaws.com");
  json.field("eventName", request.action.name).field("sourceIPAddress", request.source);
  if (!request.agent.empty()) json.field("userAgent", request.agent);
  if (request.denied) json.field("errorCode", "AccessDenied");
  json.key("requestParameters").begin_object().field("bucketName", "example-data");
  if (!request.key.empty()) json.field("key", request.key);
  json.end_object().key("additionalEventData").begin_object();
  if (request.action.writes) json.key("bytesTransferredIn").number(request.bytes);
  json.key("bytesTransferredOut").number(request.action.writes ? 0 : request.bytes);
  json.end_object().field("requestID", request.id);
  json.field("eventID", "00000000-0000-4000-8000-" + request.id).field("eventCategory", "Data");
  return json.end_object().take() + "\n";
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (kPlain.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return encoded;
}

std::string line_of(const GeneratedRequest& request) {
  constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::string time = format_utc(request.time);  // 2024-05-09T03:34:58Z
  const std::size_t month = std::stoul(time.substr(5, 2)) - 1;
  const std::string in_uri = percent_encoded(request.key);
  const auto or_dash = [](std::string text) { return text.empty() ? "-" : text; };
  const std::string size = request.bytes == 0 ? "-" : std::to_string(request.bytes);
  return "owner example-data [" + time.substr(8, 2) + "/" + std::string(kMonths[month]) + "/" +
         time.substr(0, 4) + ":" + time.substr(11, 8) + " +0000] " + request.source + " - " +
         request.id + " " + std::string(request.action.operation) + " " +
         or_dash(percent_encoded(in_uri)) + " \"" + std::string(request.action.method) + " /" +
         in_uri + " HTTP/1.1\" " + (request.denied ? "403 AccessDenied " : "200 - ") +
         (request.action.writes ? "- " + std::to_string(request.bytes) : size + " -") +
         " 10 9 \"-\" \"" + or_dash(request.agent) + "\" - hostid= - - - host - - -\n";
}

void write_files(Random& random, const TemporaryFolder& folder, const std::string& prefix,
                 std::vector<std::string> lines) {
  std::shuffle(lines.begin(), lines.end(), random);
  std::vector<std::string> files(1 + pick(random, 4));
  for (const std::string& line : lines) files[pick(random, files.size())] += line;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].empty()) folder.write(prefix + std::to_string(i), files[i]);
  }
}

std::string detect(const TemporaryFolder& folder, const std::string& logs) {
  return run("detect -q --server-access-logs " + (folder.path() / logs).string(), 0, 1);
}

}  // namespace

TEST_CASE("requests raise the same alerts from CloudTrail and from server access logs") {
  const auto seed = GENERATE(range(0U, kRounds));
  CAPTURE(seed);
  Random random(seed);
  const auto requests = generate_requests(random);
  std::vector<std::string> records;
  std::vector<std::string> lines;
  for (const GeneratedRequest& request : requests) {
    records.push_back(record_of(request));
    lines.push_back(line_of(request));
  }
  const TemporaryFolder folder;
  folder.write("trail/none.json", R"({"Records":[]})");
  folder.write("access/none.json", R"({"Records":[]})");
  write_files(random, folder, "trail/t", records);
  write_files(random, folder, "access/a", lines);
  write_files(random, folder, "both/t", records);
  write_files(random, folder, "both/a", lines);
  folder.write("both/none.json", R"({"Records":[]})");

  const std::string of_trail = detect(folder, "trail");
  const std::string of_access = detect(folder, "access");
  const std::string of_both = detect(folder, "both");
  for (const std::string_view path :
       {"@timestamp", "event.action", "source.address", "user_agent.original", "aws.s3",
        "s3rare.exposure", "s3rare.previous_seen", "s3rare.priority", "s3rare.baseline_days"}) {
    CAPTURE(path);
    CHECK(values_of(of_access, path) == values_of(of_trail, path));
  }
  for (const std::string& dataset : values_of(of_access, "event.dataset")) {
    CHECK(dataset == "aws.s3access");
  }
  CHECK(values_of(of_both, "s3rare.alert_id") == values_of(of_trail, "s3rare.alert_id"));
  CHECK(values_of(of_both, "event.dataset") == values_of(of_trail, "event.dataset"));
}
