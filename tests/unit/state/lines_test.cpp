#include "state/lines.h"

#include <vector>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::state;
using namespace std::string_literals;

namespace {

constexpr Seconds kNoon = 1'714'564'800;  // 2024-05-01T12:00:00Z

Settings settings(TermFields fields = {TermField::source_address}) {
  return {std::move(fields), 7 * kSecondsPerDay, Principal::both};
}

Episode episode(Seconds start, Seconds end, std::string id, Status status) {
  return {{start, 0}, {end, 0}, {id, {}, {}}, status};
}

Episodes episodes_of(const std::vector<Episode>& list) {
  Episodes episodes;
  for (const Episode& each : list) episodes.insert(each);
  return episodes;
}

const std::string kLine =
    R"({"terms":{"source.address":"192.0.2.1"},"window":"7d","principal":"both","episodes":[)"
    R"({"first_seen":"2024-05-01T12:00:00Z","last_seen":"2024-05-01T12:30:00Z",)"
    R"("event_id":"5f1c","status":"alerted"}]})";

// The line with one part replaced.
std::string with(const std::string& part, const std::string& other) {
  std::string line = kLine;
  const std::size_t at = line.find(part);
  REQUIRE(at != std::string::npos);
  return line.replace(at, part.size(), other);
}

}  // namespace

TEST_CASE("a term's line names its history and lists its episodes") {
  CHECK(term_line("192.0.2.1", episodes_of({episode(kNoon, kNoon + 1800, "5f1c", Status::alerted)}),
                  settings()) == kLine);
}

TEST_CASE("lines survive a round trip") {
  const TermFields fields = {TermField::host, TermField::bucket, TermField::action};
  const std::vector<std::string> values = {"h\0\x1b[31m\"\\\n"s, "b\xe2\x80\xa8,", "GetObject"};
  const std::string term = *make_term(values, fields);
  std::vector<Episode> list = {
      episode(-62'135'596'800, -62'135'596'800, "a\0b"s, Status::learned),
      episode(kNoon, kNoon + 1, "\"", Status::held),
      episode(253'402'300'799, 253'402'300'799, std::string(1000, 'i'), Status::alerted)};
  list[1].end.nanoseconds = 999'999'999;
  const Settings all{fields, 90, Principal::anonymous};

  const auto line = read_term_line(term_line(term, episodes_of(list), all));
  REQUIRE(line);
  CHECK(line->settings == all);
  CHECK(line->term == term);
  REQUIRE(line->episodes.size() == list.size());
  for (std::size_t i = 0; i < list.size(); ++i) {
    CHECK(line->episodes[i].start == list[i].start);
    CHECK(line->episodes[i].end == list[i].end);
    CHECK(line->episodes[i].earliest.event_id() == list[i].earliest.event_id());
    CHECK(line->episodes[i].status == list[i].status);
  }
}

TEST_CASE("the order of members, white space and additional members are ignored") {
  const auto line = read_term_line(
      " \t{ \"note\": [1, {}], \"principal\": \"anonymous\", \"episodes\": [ { \"status\": "
      "\"held\", \"event_id\": \"\\u0069d\", \"last_seen\": \"2024-05-01T14:00:00+02:00\", "
      "\"first_seen\": \"2024-05-01T12:00:00Z\", \"seen\": null } ], \"window\": \"168h\", "
      "\"te\\u0072ms\": { \"bucket\": \"b\", \"source\": \"s\" } }\r");
  REQUIRE(line);
  CHECK(line->settings.term_fields == TermFields{TermField::bucket, TermField::source_address});
  CHECK(line->settings.window == 7 * kSecondsPerDay);
  CHECK(line->settings.principal == Principal::anonymous);
  CHECK(line->term == make_term({"b", "s"}, line->settings.term_fields));
  REQUIRE(line->episodes.size() == 1);
  CHECK(line->episodes[0].end == EventTime{kNoon, 0});
  CHECK(line->episodes[0].earliest.event_id() == "id");
}

TEST_CASE("a line that is not from an export is refused, and the message says what was expected") {
  struct Bad {
    std::string line;
    std::string found;
  };
  const std::string no_terms = "found no terms";
  const std::string no_episodes = "found episodes that cannot be read";
  const std::string no_window = "found no window or no principal";
  const std::string no_json = "found no JSON object";
  const auto bad = GENERATE_COPY(values<Bad>({
      {"", no_json},
      {"nonsense", no_json},
      {"[]", no_json},
      {"null", no_json},
      {"\"{}\"", no_json},
      {"[" + kLine + "]", no_json},
      {kLine + kLine, no_json},
      {kLine.substr(0, kLine.size() - 1), no_json},
      {"{}", no_terms},
      {with("terms", "term"), no_terms},
      {with(R"({"source.address":"192.0.2.1"})", "{}"), no_terms},
      {with(R"({"source.address":"192.0.2.1"})", "[]"), no_terms},
      {with("source.address", "source.port"), no_terms},
      {with("source.address", "source,host"), no_terms},
      {with(R"("192.0.2.1")", R"("")"), no_terms},
      {with(R"("192.0.2.1")", "7"), no_terms},
      {with(R"("192.0.2.1")", R"("a","source":"b")"), no_terms},
      {with(R"("7d")", R"("7")"), no_window},
      {with(R"("7d")", "604800"), no_window},
      {with(R"("window":"7d",)", ""), no_window},
      {with(R"("both")", R"("all")"), no_window},
      {with(R"("principal":"both",)", ""), no_window},
      {with("episodes", "times"), no_episodes},
      {with("[{", R"([1,{)"), no_episodes},
      {with(kLine.substr(kLine.find('[')), "[]}"), no_episodes},
      {with(kLine.substr(kLine.find('[')), "{}}"), no_episodes},
      {with("first_seen", "first"), no_episodes},
      {with("last_seen", "last"), no_episodes},
      {with("12:00:00Z", "12:00:00"), no_episodes},
      {with("12:30:00Z", "11:59:59Z"), no_episodes},
      {with(R"("5f1c")", R"("")"), no_episodes},
      {with(R"("5f1c")", "5"), no_episodes},
      {with("alerted", "new"), no_episodes},
      {with(R"(,"status":"alerted")", ""), no_episodes},
  }));
  CAPTURE(bad.line);
  const auto line = read_term_line(bad.line);
  REQUIRE_FALSE(line);
  CHECK(line.error().kind == ErrorKind::malformed);
  CHECK(line.error().path.empty());
  CHECK(line.error().what.find(bad.found + ", expected") == 0);
}
