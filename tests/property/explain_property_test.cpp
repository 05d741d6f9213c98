// Compares the counts of `explain` with a slow oracle that reads all records for every number, and
// checks that neither threads nor the division of records into files affect the result.

#include <algorithm>
#include <array>
#include <atomic>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "catch.h"
#include "input/file_reader.h"
#include "memory_stream.h"
#include "property/generate_logs.h"
#include "property/program.h"
#include "reference/json.h"
#include "s3rare/rule.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

#ifdef S3RARE_SANITIZED
constexpr int kTurns = 10;
constexpr int kReadingTurns = 100;
#else
constexpr int kTurns = 60;
constexpr int kReadingTurns = 600;
#endif

struct OracleRecord {
  std::string service;
  std::string action;
  std::string error;
  std::string type;
  std::string principal;
  std::string source;
  EventTime time;
  std::string event_id;
  std::string account;
  std::string region;
  std::string category;

  std::string json() const {
    std::string text = R"({"userIdentity":{"type":")" + type + R"(","accountId":")" + principal +
                       R"("},"eventTime":")" + format_utc(time) + R"(","eventSource":")" + service +
                       R"(","eventName":")" + action + R"(","awsRegion":")" + region +
                       R"(","sourceIPAddress":")" + source + R"(","eventID":")" + event_id +
                       R"(","recipientAccountId":")" + account + R"(")";
    if (!error.empty()) text += R"(,"errorCode":")" + error + R"(")";
    if (!category.empty()) text += R"(,"eventCategory":")" + category + R"(")";
    return text + "}";
  }

  // The number of the five clauses that hold before the first that does not.
  std::size_t clauses_held() const {
    const std::set<std::string> actions = {"GetObject", "PutObject", "ListObjects", "DeleteObject",
                                           "ListBucket"};
    if (service != "s3.amazonaws.com") return 0;
    if (!actions.contains(action)) return 1;
    if (!error.empty()) return 2;
    if (type != "AWSAccount" && type != "Unknown") return 3;
    return is_anonymous() ? 5 : 4;
  }
  bool is_anonymous() const {
    return principal == "anonymous" || principal == "ANONYMOUS_PRINCIPAL";
  }
  bool changes() const {
    return error.empty() && (action == "PutObject" || action == "PutObjectAcl");
  }
  bool is_foreign() const {
    return service == "s3.amazonaws.com" && !is_anonymous() && !account.empty() &&
           principal != account;
  }
  // The kind of near miss, and what it is counted by.
  std::pair<std::string, std::string> near_miss() const {
    if (is_foreign()) return {changes() ? "foreign_change" : "foreign_account", principal};
    if (!is_anonymous()) return {};
    switch (clauses_held()) {
      case 0:
        return {"other_service", service};
      case 1:
        return {changes() ? "changed" : "other_action", action};
      case 2:
        return {"denied", error};
      case 3:
        return {"other_identity", type};
      default:
        return {};
    }
  }
  std::string object() const { return event_id + " " + source; }
};

template <std::size_t N>
std::string one_of(Random& random, const std::array<const char*, N>& values) {
  return values[pick(random, N)];
}

std::vector<OracleRecord> generate_records(Random& random) {
  constexpr std::array<const char*, 4> kServices = {"s3.amazonaws.com", "s3.amazonaws.com",
                                                    "s3.amazonaws.com", "sqs.amazonaws.com"};
  constexpr std::array<const char*, 6> kActions = {"GetObject",  "PutObject",    "ListObjects",
                                                   "HeadObject", "PutObjectAcl", "GetBucketAcl"};
  constexpr std::array<const char*, 4> kErrors = {"", "", "AccessDenied", "NoSuchKey"};
  constexpr std::array<const char*, 3> kTypes = {"AWSAccount", "Unknown", "IAMUser"};
  constexpr std::array<const char*, 4> kPrincipals = {"anonymous", "anonymous",
                                                      "ANONYMOUS_PRINCIPAL", "111122223333"};
  constexpr std::array<const char*, 3> kAccounts = {"111122223333", "444455556666", ""};
  constexpr std::array<const char*, 2> kRegions = {"us-east-1", "eu-west-1"};
  constexpr std::array<const char*, 3> kCategories = {"", "Data", "Management"};
  std::vector<OracleRecord> records;
  const Seconds spread = pick(random, 2) == 0 ? 3 * kSecondsPerDay : 200 * kSecondsPerDay;
  for (std::uint64_t count = pick(random, 120); count > 0; --count) {
    records.push_back({one_of(random, kServices), one_of(random, kActions), one_of(random, kErrors),
                       one_of(random, kTypes), one_of(random, kPrincipals),
                       "192.0.2." + std::to_string(pick(random, 5)),
                       EventTime{static_cast<Seconds>(1'700'000'000 + pick(random, spread)), 0},
                       "id-" + std::to_string(pick(random, 60)), one_of(random, kAccounts),
                       one_of(random, kRegions), one_of(random, kCategories)});
    if (pick(random, 10) == 0) records.push_back(records[pick(random, records.size())]);
  }
  return records;
}

// Divides the records into files, in any order.
void write_files(Random& random, const TemporaryFolder& folder, const std::string& name,
                 std::vector<OracleRecord> records) {
  std::shuffle(records.begin(), records.end(), random);
  std::vector<std::string> file;
  int number = 0;
  folder.write(name + "/none.json", R"({"Records":[]})");
  for (std::size_t i = 0; i < records.size(); ++i) {
    file.push_back(records[i].json());
    if (pick(random, 7) != 0 && i + 1 < records.size()) continue;
    folder.write(name + "/" + std::to_string(number++) + ".json", contained(random, file));
    file.clear();
  }
}

std::string text_of(const reference::Value* value) { return value == nullptr ? "" : value->text; }

std::uint64_t number_of(const reference::Value* value) {
  return value == nullptr ? 0 : std::stoull(value->text);
}

// The output that must not depend on threads or files: all except the places of records.
std::string without_places(const reference::Value& value) {
  std::string text = value.text;
  for (const reference::Value& element : value.elements)
    text += "[" + without_places(element) + "]";
  for (const auto& [name, member] : value.members) {
    if (name == "path" || name == "offset" || name == "files") continue;
    text += name + ":" + without_places(member) + ";";
  }
  return text;
}

void check_funnel(const reference::Value& json, const std::vector<OracleRecord>& records) {
  const auto& clauses = json.find("predicate")->elements;
  REQUIRE(clauses.size() == 5);
  for (std::size_t clause = 0; clause < clauses.size(); ++clause) {
    const auto held = [&](std::size_t wanted) {
      return static_cast<std::uint64_t>(
          std::count_if(records.begin(), records.end(),
                        [&](const auto& record) { return record.clauses_held() >= wanted; }));
    };
    CHECK(number_of(clauses[clause].find("left")) == held(clause + 1));
    CHECK(number_of(clauses[clause].find("lost")) == held(clause) - held(clause + 1));
  }
}

void check_near_misses(const reference::Value& json, const std::vector<OracleRecord>& records) {
  for (const char* kind : {"changed", "foreign_change", "other_service", "other_action", "denied",
                           "other_identity", "foreign_account"}) {
    std::set<std::tuple<EventTime, std::string, std::string, std::string>> examples;
    std::uint64_t count = 0;
    std::map<std::string, std::uint64_t> by;
    for (const OracleRecord& record : records) {
      if (record.near_miss().first != kind) continue;
      ++count;
      ++by[record.near_miss().second];
      examples.emplace(record.time, record.event_id, record.source, record.action + record.error);
    }
    const reference::Value& miss = *json.find("near_misses")->find(kind);
    CHECK(number_of(miss.find("count")) == count);
    REQUIRE(miss.find("by")->members.size() == by.size());
    for (const auto& [name, value] : miss.find("by")->members) {
      CHECK(number_of(&value) == by[name]);
    }
    const auto& shown = miss.find("examples")->elements;
    REQUIRE(shown.size() == std::min<std::size_t>(5, examples.size()));
    auto example = examples.begin();
    for (const reference::Value& value : shown) {
      CHECK(text_of(value.find("time")) == format_utc(std::get<0>(*example)));
      CHECK(text_of(value.find("event_id")) == std::get<1>(*example));
      CHECK(text_of(value.find("source")) == std::get<2>(*example));
      CHECK(text_of(value.find("action")) + text_of(value.find("error")) == std::get<3>(*example));
      ++example;
    }
  }
}

void check_delivery(const reference::Value& json, const std::vector<OracleRecord>& records) {
  using Place = std::pair<std::string, std::string>;
  std::map<Place, std::set<Seconds>> hours;
  std::map<Place, std::array<std::uint64_t, 3>> counts;  // records, data reads, other data events
  for (const OracleRecord& record : records) {
    const Place place{record.account, record.region};
    hours[place].insert(record.time.seconds / 3600);
    ++counts[place][0];
    const bool is_object = record.action != "GetBucketAcl";
    const bool is_data = record.service == "s3.amazonaws.com" &&
                         (record.category.empty() ? is_object : record.category == "Data");
    if (is_data) ++counts[place][record.action.starts_with("Put") ? 2 : 1];
  }
  std::set<Seconds> of_all;
  for (const auto& [place, of_place] : hours) of_all.insert(of_place.begin(), of_place.end());
  // Hour by hour from the first to the last of all places.
  std::multiset<std::tuple<std::string, std::string, std::string, std::string>> gaps;
  std::uint64_t silent = 0;
  for (const auto& [place, of_place] : hours) {
    for (Seconds hour = *of_all.begin(); hour <= *of_all.rbegin(); ++hour) {
      if (of_place.contains(hour)) continue;
      const Seconds from = hour;
      while (!of_place.contains(hour) && hour <= *of_all.rbegin()) ++hour;
      silent += static_cast<std::uint64_t>(hour - from);
      gaps.emplace(place.first, place.second, format_utc({from * 3600, 0}),
                   format_utc({hour * 3600, 0}));
    }
  }
  const reference::Value& found = *json.find("gaps");
  CHECK(number_of(found.find("count")) == gaps.size());
  CHECK(number_of(found.find("hours")) == silent);
  REQUIRE(found.find("largest")->elements.size() == gaps.size());
  std::uint64_t previous = UINT64_MAX;
  for (const reference::Value& gap : found.find("largest")->elements) {
    const auto same = gaps.find({text_of(gap.find("account")), text_of(gap.find("region")),
                                 text_of(gap.find("from")), text_of(gap.find("to"))});
    REQUIRE(same != gaps.end());
    gaps.erase(same);
    CHECK(number_of(gap.find("hours")) <= previous);
    previous = number_of(gap.find("hours"));
  }
  REQUIRE(json.find("places")->elements.size() == counts.size());
  for (const reference::Value& place : json.find("places")->elements) {
    const auto& expected = counts[{text_of(place.find("account")), text_of(place.find("region"))}];
    CHECK(number_of(place.find("records")) == expected[0]);
    CHECK(number_of(place.find("s3_data_reads")) == expected[1]);
    CHECK(number_of(place.find("s3_data_others")) == expected[2]);
  }
}

void check_matches(const reference::Value& json, const std::vector<OracleRecord>& records) {
  std::vector<OracleMatch> matches;
  for (const OracleRecord& record : records) {
    if (record.clauses_held() < 5) continue;
    matches.push_back({record.source, record.time, record.event_id, {}});
  }
  const std::size_t total = matches.size();
  std::sort(matches.begin(), matches.end());
  matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
  const auto alerts = oracle_alerts(matches, rule::kHistoryWindow, std::nullopt);
  CHECK(number_of(json.find("matches")->find("total")) == total);
  CHECK(number_of(json.find("matches")->find("alerted")) == alerts.size());
  CHECK(number_of(json.find("matches")->find("known")) == total - alerts.size());

  // Each source, compared match by match.
  for (const char* source : {"192.0.2.0", "192.0.2.3"}) {
    std::set<std::string> expected;
    for (const OracleMatch& match : matches) {
      if (match.term != source) continue;
      const bool is_alert =
          std::any_of(alerts.begin(), alerts.end(), [&](const OracleAlert& alert) {
            return alert.term == source && alert.time == match.time &&
                   alert.event_id == match.event_id;
          });
      expected.insert(format_utc(match.time) + match.event_id + (is_alert ? "alerted" : "known"));
    }
    const auto told = reference::parse_json(run("explain --json --source " + std::string(source) +
                                                " '" + text_of(json.find("folder")) + "'"));
    REQUIRE(told);
    std::set<std::string> found;
    for (const reference::Value& match : told->find("matches")->elements) {
      found.insert(text_of(match.find("time")) + text_of(match.find("event_id")) +
                   text_of(match.find("fate")));
    }
    CHECK(found == expected);
  }
}

}  // namespace

TEST_CASE("explain counts what the oracle counts, for any threads and files") {
  for (int turn = 0; turn < kTurns; ++turn) {
    Random random(static_cast<std::uint64_t>(turn));
    CAPTURE(turn);
    const TemporaryFolder folder;
    const std::vector<OracleRecord> records = generate_records(random);
    const int code = records.empty() ? 1 : 0;
    std::string said;
    for (const char* name : {"a", "b"}) {
      write_files(random, folder, name, records);
      const std::string logs = (folder.path() / name).string();
      const std::string json = run("explain --json --threads 1 '" + logs + "'", code);
      CHECK(run("explain --json --threads 3 '" + logs + "'", code) == json);
      CHECK(run("explain --threads 1 '" + logs + "'", code) ==
            run("explain --threads 4 '" + logs + "'", code));
      auto parsed = reference::parse_json(json);
      REQUIRE(parsed);
      if (said.empty()) said = without_places(*parsed);
      CHECK(without_places(*parsed) == said);
      reference::Value where;
      where.kind = reference::Value::Kind::string;
      where.text = logs;
      parsed->members.push_back({"folder", where});
      check_funnel(*parsed, records);
      check_near_misses(*parsed, records);
      check_delivery(*parsed, records);
      if (!records.empty()) check_matches(*parsed, records);
    }
  }
}

TEST_CASE("a reader that parses every record finds the same records, and passes on each") {
  std::atomic<std::uint64_t> progress{0};
  for (int turn = 0; turn < kReadingTurns; ++turn) {
    Random random(static_cast<std::uint64_t>(turn));
    CAPTURE(turn);
    GeneratedLog log = generate_log(random);
    if (turn % 2 == 1) damage_log(random, log.bytes);
    std::vector<std::uint64_t> matches[2];
    std::uint64_t handed_over = 0;
    std::uint64_t met = 0;
    input::ReadCounts counts[2];
    for (const int every : {0, 1}) {
      const auto parse = every == 1 ? input::Parse::every : input::Parse::may_match;
      input::FileReader reader({.parse = parse}, progress);
      const auto on_record = [&](const input::ParsedRecord& record) {
        handed_over += every == 1 ? 1 : 0;
        met += every == 1 && !record.unmet ? 1 : 0;
      };
      MemoryStream stream(log.bytes);
      const auto on_match = [&](const input::Match& match) {
        matches[every].push_back(match.origin.offset);
        return true;
      };
      reader.read_bytes(stream, {log.path, log.named}, 0, on_match, on_record);
      counts[every] = reader.report().counts;
    }
    CHECK(matches[1] == matches[0]);
    CHECK(counts[1].records_matched == counts[0].records_matched);
    CHECK(met == counts[1].records_matched);
    CHECK(counts[1].records() == counts[0].records());
    CHECK(handed_over == counts[1].records() - counts[1].records_malformed);
    CHECK(counts[1].records_malformed >= counts[0].records_malformed);
  }
}
