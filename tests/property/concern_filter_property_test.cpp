// A record that concerns an alert must be parsed, however it is spelled. Compares the filter, which
// looks at bytes, with a reader that parses every record.

#include <algorithm>
#include <array>
#include <atomic>
#include <set>
#include <string>
#include <vector>

#include "catch.h"
#include "input/file_reader.h"
#include "investigate/concern_filter.h"
#include "investigate/openness/settings_text.h"
#include "json/padded_text.h"
#include "json/reader.h"
#include "memory_stream.h"
#include "property/generate_logs.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

#ifdef S3RARE_SANITIZED
constexpr int kTurns = 500;
#else
constexpr int kTurns = 6000;
#endif

const std::vector<std::string> kSources = {"192.0.2.7", "AWS Internal", "config.amazonaws.com",
                                           "2001:db8::1", "a/b \xef\xbf\xbd"};
const std::vector<std::string> kActions = {"PutBucketPolicy", "DeletePublicAccessBlock",
                                           "PutObject", "GetBucketPolicy"};

bool is_source(std::string_view value) {
  return std::find(kSources.begin(), kSources.end(), value) != kSources.end();
}
bool is_action(std::string_view value) {
  return std::find(kActions.begin(), kActions.end(), value) != kActions.end();
}

const std::vector<std::string> kHeaders = {"x-amz-acl", "x-amz-grant-read", "x-amz-id-2"};
const std::vector<std::string> kAcls = {"private", "public-read", "bucket-owner-full-control",
                                        "id=\"1\""};

// The fields of a parsed record.
bool opens_object(std::string_view record) {
  json::JsonReader reader{"requestParameters"};
  const json::PaddedText padded{std::string(record)};
  if (!reader.read(padded)) return false;
  const auto acl = investigate::openness::read_acl_text(reader[0].text, true);
  return acl && *acl != investigate::openness::Acl::owner_only();
}

const std::vector<std::string> kKeys = {"a/b.txt", "tNIP"};
bool is_key(std::string_view value) {
  return std::find(kKeys.begin(), kKeys.end(), value) != kKeys.end();
}

// Alerts with such sources and keys.
class Alerts {
 public:
  explicit Alerts(const std::vector<std::string>& sources)
      : alerts_(sources.size() + kKeys.size()),
        sources_(with(sources), &investigate::AlertToInvestigate::source),
        objects_(alerts_, &investigate::AlertToInvestigate::key) {}

  const investigate::AlertGroups& sources() const { return sources_; }
  const investigate::AlertGroups& objects() const { return objects_; }

 private:
  const std::vector<investigate::AlertToInvestigate>& with(
      const std::vector<std::string>& sources) {
    for (std::size_t i = 0; i < sources.size(); ++i) alerts_[i].source = sources[i];
    for (std::size_t i = 0; i < kKeys.size(); ++i) alerts_[sources.size() + i].key = kKeys[i];
    return alerts_;
  }

  std::vector<investigate::AlertToInvestigate> alerts_;
  investigate::AlertGroups sources_;
  investigate::AlertGroups objects_;
};

template <class Values>
const auto& any_of(Random& random, const Values& values) {
  return values[pick(random, values.size())];
}

class RecordMaker {
 public:
  explicit RecordMaker(Random& random) : random_(random), escaped_of_8_(any_of(random, kEscaped)) {}

  // Members in any order, some of them repeated, some of them nested.
  std::string record() {
    std::vector<std::string> members = {
        member("eventVersion", "1.08"),
        member("eventTime", "2024-05-01T12:00:00Z"),
        member("eventSource", source()),
        member("eventName", action()),
        member("sourceIPAddress", address()),
        member("userAgent", "[a\\ \"tN IP]"),
        key("userIdentity") + colon() + "{" + member("type", "AWSAccount") + "," +
            member("accountId", pick(random_, 4) == 0 ? "anonymous" : "111122223333") + "}",
        key("requestParameters") + colon() + parameters()};
    for (std::uint64_t i = pick(random_, 3); i > 0; --i) {
      members.push_back(pick(random_, 2) == 0 ? member("sourceIPAddress", address())
                                              : member("eventName", action()));
    }
    for (std::size_t i = members.size(); i > 1; --i) {
      std::swap(members[i - 1], members[pick(random_, i)]);
    }
    std::string text = "{" + space();
    for (std::size_t i = 0; i < members.size(); ++i) {
      text.append(i == 0 ? "" : ",").append(space()).append(members[i]);
    }
    return text + space() + "}";
  }

 private:
  static constexpr std::array<std::uint64_t, 5> kEscaped = {0, 0, 0, 1, 8};

  std::string space() {
    constexpr std::array<const char*, 6> kSpaces = {"", "", "", " ", "\t", "  "};
    return any_of(random_, kSpaces);
  }
  std::string colon() { return space() + ":" + space(); }
  std::string key(std::string_view name) { return quote(random_, name, escaped_of_8_); }
  std::string member(std::string_view name, std::string_view value) {
    // Sometimes only values are escaped: they alone then identify the record.
    const bool alone = pick(random_, 4) == 0;
    const std::string spelled = quote(random_, value, alone ? 1 + pick(random_, 8) : escaped_of_8_);
    return key(name) + colon() + spelled;
  }
  std::string source() { return pick(random_, 2) == 0 ? "s3.amazonaws.com" : "iam.amazonaws.com"; }
  std::string action() {
    return pick(random_, 3) == 0 ? any_of(random_, kActions) : std::string("GetObject");
  }
  std::string address() {
    if (pick(random_, 6) == 0) return "a/b \xff";
    return pick(random_, 3) == 0 ? any_of(random_, kSources) : std::string("198.51.100.9");
  }
  std::string parameters() {
    std::string text = "{" + member("bucketName", "tNIP");
    constexpr std::array<const char*, 4> kNames = {"a/b.txt", "key", "a/b", "tNIP"};
    for (std::uint64_t i = pick(random_, 3); i > 0; --i) {
      text += "," + member("key", any_of(random_, kNames));
    }
    if (pick(random_, 4) == 0) text += "," + member("sourceIPAddress", address());
    if (pick(random_, 4) == 0)
      text += "," + member(any_of(random_, kHeaders), any_of(random_, kAcls));
    return text + "}";
  }

  Random& random_;
  std::uint64_t escaped_of_8_;
};

// What the investigation wants of a parsed record.
bool concerns(const input::ParsedRecord& record) {
  if (is_source(record.fields.source_address.string())) return true;
  const std::string_view action = record.fields.event_name.string();
  if (action != "PutObject") return is_action(action);
  return is_key(record.fields.key.string()) || opens_object(record.record);
}

std::set<std::uint64_t> read(const std::string& log, bool every_record, std::size_t chunk,
                             const json::ByteKernels& kernels, std::uint64_t& parsed) {
  std::atomic<std::uint64_t> progress{0};
  std::set<std::uint64_t> found;
  const auto on_record = [&](const input::ParsedRecord& record) {
    ++parsed;
    if (concerns(record)) found.insert(record.origin.offset);
  };
  static const Alerts kAlerts(kSources);
  investigate::ConcernFilter filter(kAlerts.sources(), kAlerts.objects(), kernels);
  input::ReadTask task{.parse = input::Parse::every};
  if (!every_record) {
    task.parse = input::Parse::filtered;
    task.filter = [&](std::string_view record) { return filter.may_concern(record); };
  }
  input::FileReader reader(task, progress, {}, kernels);
  MemoryStream stream(log, chunk);
  reader.read_bytes(
      stream, {"a.json", true}, 0, [](const input::Match&) { return true; }, on_record);
  return found;
}

}  // namespace

TEST_CASE("no record that concerns an alert is skipped, however it is spelled") {
  std::uint64_t parsed = 0;
  std::uint64_t all = 0;
  for (int turn = 0; turn < kTurns; ++turn) {
    Random random(static_cast<std::uint64_t>(turn));
    CAPTURE(turn);
    std::string log = R"({"Records":[)";
    for (std::uint64_t i = 1 + pick(random, 5); i > 0; --i) {
      log += RecordMaker(random).record();
      log += i == 1 ? "]}" : ",";
    }
    const std::size_t chunk = 1 + pick(random, 4096);
    for (const json::ByteKernels& kernels : json::byte_kernels()) {
      CAPTURE(kernels.name);
      const auto wanted = read(log, true, chunk, kernels, all);
      if (read(log, false, chunk, kernels, parsed) != wanted) FAIL(log);
    }
  }
  CHECK(parsed < all);
}

TEST_CASE("in logs of every kind neither a match nor a record that concerns an alert is skipped") {
  std::atomic<std::uint64_t> progress{0};
  const Alerts alerts({"192.0.2.1"});
  for (int turn = 0; turn < kTurns; ++turn) {
    Random random(static_cast<std::uint64_t>(turn));
    CAPTURE(turn);
    GeneratedLog log = generate_log(random);
    if (turn % 2 == 1) damage_log(random, log.bytes);
    std::array<std::set<std::uint64_t>, 2> found;
    std::array<std::vector<std::uint64_t>, 3> matches;
    std::array<input::ReadCounts, 3> counts;
    for (const std::size_t how : {0U, 1U, 2U}) {
      const auto on_record = [&](const input::ParsedRecord& record) {
        // Any text may be a source: here the one in the logs' records.
        const bool is_listed = how < 2 && record.fields.source_address.is("192.0.2.1");
        if (is_listed) found[how].insert(record.origin.offset);
      };
      investigate::ConcernFilter filter(alerts.sources(), alerts.objects());
      const auto may_concern = [&](std::string_view record) { return filter.may_concern(record); };
      const input::Parse kinds[] = {input::Parse::every, input::Parse::filtered,
                                    input::Parse::may_match};
      input::FileReader reader({.parse = kinds[how], .filter = may_concern}, progress);
      MemoryStream stream(log.bytes);
      const auto on_match = [&](const input::Match& match) {
        matches[how].push_back(match.origin.offset);
        return true;
      };
      reader.read_bytes(stream, {log.path, log.named}, 0, on_match, on_record);
      counts[how] = reader.report().counts;
    }
    CHECK(found[1] == found[0]);
    CHECK(matches[1] == matches[2]);
    CHECK(counts[1].records() == counts[2].records());
    CHECK(counts[1].records_matched == counts[2].records_matched);
    CHECK(counts[1].records_malformed >= counts[2].records_malformed);
    CHECK(counts[1].records_malformed <= counts[0].records_malformed);
  }
}
