#include "output/alert_line.h"

#include "catch.h"
#include "json/text.h"
#include "s3rare/detail.h"

using namespace s3rare;
using namespace s3rare::output;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;

class AlertLine {
 public:
  DetailWriter detail;
  std::string term = "192.0.2.1";
  std::optional<EventTime> previous_seen;
  TermFields fields = {TermField::source_address};
  bool forgets = false;
  std::string path = "logs/a.json";
  Enrichment enrichment;

  std::string render() {
    const std::string packed = detail.take();
    Episode episode{{1714564800, 0}, {1714564800, 0}, {"E", packed, {0, 0, 42}}};
    const EventTime seen = previous_seen.value_or(EventTime());
    const Episode previous{seen, seen, {"D", {}, {}}};
    const Alert alert{term, &episode, previous_seen ? &previous : nullptr, {3, false}};
    std::string line =
        render_alert(alert, DetailReader(packed), {fields, kWindow, forgets}, enrichment, path);
    CHECK(json::is_json(line));
    CHECK(line.find('\n') == std::string::npos);
    return line;
  }
};

bool has(const std::string& line, std::string_view part) {
  return line.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a line holds the time, the source and the new term") {
  AlertLine alert;
  alert.detail.append(DetailField::action, "GetObject");
  alert.detail.append(DetailField::source_address, "192.0.2.1");
  alert.detail.append(DetailField::bucket, "public");
  alert.detail.append(DetailField::key, "dump.sql");
  const std::string line = alert.render();
  CHECK(has(line, R"({"@timestamp":"2024-05-01T12:00:00Z","message":"Unauthenticated GetObject of )"
                  R"(dump.sql in bucket public by 192.0.2.1, not seen in the 7d before")"));
  CHECK(has(line, R"("source":{"address":"192.0.2.1","ip":"192.0.2.1"})"));
  CHECK(has(line, R"("related":{"ip":["192.0.2.1"]})"));
  CHECK(has(line, R"("s3":{"bucket":{"name":"public"},"object":{"key":"dump.sql"}})"));
  CHECK(has(line,
            R"("terms":{"source.address":"192.0.2.1"},"history_window":"7d",)"
            R"("previous_seen":null,"baseline_days":3,"baseline_complete":false,"offset":42)"));
  CHECK(has(line, R"("log":{"file":{"path":"logs/a.json"}})"));
}

TEST_CASE("the message names the term that is new") {
  const auto message = [](const TermFields& fields, const std::vector<std::string>& values,
                          std::optional<EventTime> previous_seen) {
    AlertLine alert;
    alert.detail.append(DetailField::action, "GetObject");
    alert.detail.append(DetailField::source_address, "192.0.2.1");
    alert.fields = fields;
    alert.term = *make_term(values, fields);
    alert.previous_seen = previous_seen;
    const std::string line = alert.render();
    const std::size_t begin = line.find("GetObject by ");
    return line.substr(begin, line.find("\",\"ecs\"") - begin);
  };
  CHECK(message({TermField::bucket}, {"b"}, std::nullopt) ==
        "GetObject by 192.0.2.1; the bucket b was not seen in the 7d before");
  CHECK(message({TermField::bucket}, {"b"}, EventTime()) ==
        "GetObject by 192.0.2.1; the bucket b was last seen 1970-01-01T00:00:00Z");
  const TermFields pair = {TermField::source_address, TermField::host};
  CHECK(message(pair, {"192.0.2.1", "h"}, std::nullopt) ==
        "GetObject by 192.0.2.1; the source 192.0.2.1 and the host h were not seen together in the "
        "7d before");
  CHECK(message(pair, {"192.0.2.1", "h"}, EventTime()) ==
        "GetObject by 192.0.2.1; the source 192.0.2.1 and the host h were last seen together "
        "1970-01-01T00:00:00Z");
  CHECK(message({TermField::action, TermField::host, TermField::bucket}, {"a", "h", "b"},
                std::nullopt) ==
        "GetObject by 192.0.2.1; the action a, the host h and the bucket b were not seen together "
        "in the 7d before");
}

TEST_CASE("where matches are forgotten, no earlier match means that it is not known") {
  AlertLine alert;
  CHECK_FALSE(has(alert.render(), "previous_seen_known"));
  alert.forgets = true;
  CHECK(has(alert.render(), R"("previous_seen":null,"previous_seen_known":false,)"));
  alert.previous_seen = EventTime();
  CHECK_FALSE(has(alert.render(), "previous_seen_known"));
}

TEST_CASE("only an address is written as an IP") {
  for (const char* address : {"AWS Internal", "config.amazonaws.com", "192.0.2.1, 192.0.2.2",
                              "192.0.2", "2001:db8::g", "192.0.2.1\n"}) {
    AlertLine alert;
    alert.detail.append(DetailField::source_address, address);
    const std::string line = alert.render();
    CAPTURE(address);
    CHECK_FALSE(has(line, "\"ip\":"));
  }
  AlertLine alert;
  alert.detail.append(DetailField::source_address, "2001:DB8::1");
  CHECK(has(alert.render(), R"("ip":"2001:DB8::1")"));
}

TEST_CASE("fields missing from the record are absent") {
  AlertLine alert;
  alert.fields = {TermField::bucket};
  const std::string line = alert.render();
  for (const char* name : {"\"source\"", "\"user_agent\"", "\"tls\"", "\"s3\":{", "\"related\"",
                           "\"resources\"", "\"flattened\"", "\"region\"", "\"read_only\"",
                           "\"event_version\"", "\"original\"", "\"truncated\""}) {
    CAPTURE(name);
    CHECK_FALSE(has(line, name));
  }
}

TEST_CASE("unknown facts about a source are absent, its exposure is always present") {
  AlertLine alert;
  alert.detail.append(DetailField::source_address, "192.0.2.1");
  const std::string line = alert.render();
  CHECK(has(line, R"("source":{"address":"192.0.2.1","ip":"192.0.2.1"})"));
  CHECK(has(line, R"("severity":"medium","priority":"medium","priority_reasons":[],)"
                  R"("exposure":{"effect":"read","key_kind":null},"terms")"));
  CHECK_FALSE(has(line, "\"indicator"));
  CHECK_FALSE(has(line, "\"enrichments\""));
}

TEST_CASE("facts about a place appear under source.geo") {
  AlertLine alert;
  alert.detail.append(DetailField::source_address, "192.0.2.1");
  alert.enrichment.place.city_name = "A\x1b\xc2\x9b";
  alert.enrichment.place.location = Location{-0.000001, 1e-300};
  alert.enrichment.as.number = 4294967295;
  CHECK(has(alert.render(), R"("geo":{"city_name":"A\u001b\u009b","location":{"lat":-1e-06,)"
                            R"("lon":1e-300}},"as":{"number":4294967295}})"));
}

TEST_CASE("the first list is the indicator, and all lists are enrichments") {
  AlertLine alert;
  alert.detail.append(DetailField::source_address, "192.0.2.1");
  alert.enrichment.indicators.first = {
      {*parse_network("192.0.2.1"), "a", "lists/a.txt", 3},
      {*parse_network("192.0.2.0/24"), "b", "lists/b.txt", 9},
  };
  alert.enrichment.indicators.omitted = 7;
  alert.enrichment.exposure = {Effect::listed, 0, 7, KeyKind::backup};
  alert.enrichment.assessment = {Priority::high, {"x"}};
  const std::string line = alert.render();
  CHECK(has(line, R"("indicator":{"type":"ipv4-addr","ip":"192.0.2.1","name":"192.0.2.1",)"
                  R"("provider":"a"},"enrichments":[{"indicator":{)"));
  CHECK(has(line, R"({"indicator":{"type":"ipv4-addr","ip":"192.0.2.1","name":"192.0.2.0/24",)"
                  R"("provider":"b"},"matched":{"atomic":"192.0.2.1","field":"source.ip",)"
                  R"("type":"indicator_match_rule"}}]},"tags")"));
  CHECK(has(line, R"("framework":"MITRE ATT&CK")"));
  CHECK(has(line,
            R"("priority":"high","priority_reasons":["x"],"exposure":{"effect":"listed",)"
            R"("bytes_out":0,"bytes_in":7,"key_kind":"backup"},"indicators":[{"file":)"
            R"("lists/a.txt","line":3},{"file":"lists/b.txt","line":9}],"indicators_omitted":7)"));
}

TEST_CASE("an alert names what was cut from a long record, and nothing else") {
  AlertLine alert;
  alert.detail.append(DetailField::bucket, "acme");
  alert.detail.append(DetailField::key, std::string(2 * kMaxDetailBytes, 'x'));
  alert.detail.append(DetailField::resource_arn, "arn");
  CHECK(has(alert.render(), R"("truncated":true,"truncated_fields":["aws.s3.object.key",)"
                            R"("aws.cloudtrail.resources"])"));
  AlertLine other;
  other.detail.mark_truncated();
  CHECK(has(other.render(), R"("truncated":true,"truncated_fields":[])"));
  AlertLine whole;
  CHECK_FALSE(has(whole.render(), "truncated"));
}

TEST_CASE("parameters appear as a string and as an object") {
  AlertLine alert;
  REQUIRE(alert.detail.append_json(DetailField::request_parameters, R"({"n":1.50})"));
  const std::string line = alert.render();
  CHECK(has(line, R"("request_parameters":"{\"n\":1.50}")"));
  CHECK(has(line, R"("flattened":{"request_parameters":{"n":1.50}})"));
}

TEST_CASE("parameters that are an array appear only as a string") {
  AlertLine alert;
  REQUIRE(alert.detail.append_json(DetailField::request_parameters, "[1]"));
  const std::string line = alert.render();
  CHECK(has(line, R"("request_parameters":"[1]")"));
  CHECK_FALSE(has(line, "flattened"));
}

TEST_CASE("the TLS version is split into protocol and number") {
  AlertLine alert;
  alert.detail.append(DetailField::tls_version, "TLSv1.3");
  CHECK(has(alert.render(), R"("tls":{"version":"1.3","version_protocol":"tls"})"));
  alert.detail.append(DetailField::tls_version, "QUIC");
  CHECK(has(alert.render(), R"("tls":{"version":"QUIC"})"));
}

TEST_CASE("resources are listed one by one") {
  AlertLine alert;
  alert.detail.append(DetailField::resource, "");
  alert.detail.append(DetailField::resource_arn, "arn:o");
  alert.detail.append(DetailField::resource, "");
  alert.detail.append(DetailField::resource_type, "AWS::S3::Bucket");
  alert.detail.append(DetailField::resource_account, "111122223333");
  CHECK(has(
      alert.render(),
      R"("resources":[{"arn":"arn:o"},{"type":"AWS::S3::Bucket","account_id":"111122223333"}])"));
}

TEST_CASE("a resource without a known member is left out") {
  AlertLine alert;
  alert.detail.append(DetailField::resource, "");
  CHECK_FALSE(has(alert.render(), "\"resources\""));
  alert.detail.append(DetailField::resource, "");
  alert.detail.append(DetailField::resource_arn, "arn:o");
  alert.detail.append(DetailField::resource, "");
  CHECK(has(alert.render(), R"("resources":[{"arn":"arn:o"}])"));
}

TEST_CASE("the message shows escapes, the fields hold the raw value") {
  AlertLine alert;
  alert.detail.append(DetailField::action, "GetObject");
  alert.detail.append(DetailField::source_address, "192.0.2.1\n");
  alert.detail.append(DetailField::bucket, "b\x1b[2J");
  alert.detail.append(DetailField::key, "gpj\u202e.exe");
  const std::string line = alert.render();
  CHECK(has(line, R"("message":"Unauthenticated GetObject of gpj\\xe2\\x80\\xae.exe in bucket )"
                  R"(b\\x1b[2J by 192.0.2.1\\x0a, not seen)"));
  CHECK(has(line, R"("address":"192.0.2.1\n")"));
  CHECK(has(line, R"("name":"b\u001b[2J")"));
  CHECK(has(line, R"("key":"gpj\u202e.exe")"));
}

TEST_CASE("each action has its ECS type") {
  for (const auto& [action, type] : {std::pair("GetObject", "access"),
                                     {"ListObjects", "access"},
                                     {"ListBucket", "access"},
                                     {"PutObject", "creation"},
                                     {"DeleteObject", "deletion"}}) {
    AlertLine alert;
    alert.detail.append(DetailField::action, action);
    CHECK(has(alert.render(), std::string("\"category\":[\"file\"],\"type\":[\"") + type + "\"]"));
  }
}

TEST_CASE("the fraction and the last sighting are written") {
  AlertLine alert;
  alert.detail.append(DetailField::fraction_digits, "3");
  alert.previous_seen = EventTime{0, 0};
  const std::string line = alert.render();
  CHECK(has(line, R"("@timestamp":"2024-05-01T12:00:00.000Z")"));
  CHECK(has(line, R"("previous_seen":"1970-01-01T00:00:00Z")"));
  CHECK(has(line, "last seen 1970-01-01T00:00:00Z"));
}

TEST_CASE("the event ID is the record's own, whole, or absent") {
  AlertLine alert;
  CHECK(has(alert.render(), R"("id":"E")"));
  alert.detail.append(DetailField::event_id, std::string(5000, 'e'));
  CHECK(has(alert.render(), R"("id":")" + std::string(5000, 'e')));
  alert.detail.append(DetailField::no_event_id, "");
  CHECK_FALSE(has(alert.render(), R"("module":"aws","id")"));
}
