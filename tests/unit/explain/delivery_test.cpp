#include "explain/delivery.h"

#include <string>
#include <vector>

#include "catch.h"
#include "s3rare/rule.h"

using namespace s3rare;
using namespace s3rare::explain;

namespace {

struct Text {
  RecordFields fields;
  LoggedRecord at(const char* time, std::string_view account = "1", std::string_view region = "r") {
    const auto parsed = parse_rfc3339(time);
    return {fields,  parsed ? std::optional(parsed->time) : std::nullopt,
            account, region,
            {},      {},
            {},      {},
            {},      0};
  }
};

Gaps gaps_of(const Delivery& delivery, std::size_t most) {
  return delivery.gaps(delivery.hours(std::nullopt, std::nullopt), most);
}

EventTime time_of(const char* text) { return parse_rfc3339(text)->time; }

Field string_field(std::string_view text) { return {Field::Kind::string, text}; }

}  // namespace

TEST_CASE("an hour set holds hours before 1970 and at both ends of the calendar") {
  HourSet hours;
  const std::vector<const char*> times = {"0001-01-01T00:00:00Z", "1969-12-31T23:59:59Z",
                                          "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"};
  for (const char* time : times) hours.add(parse_rfc3339(time)->time);
  std::vector<std::int64_t> seen;
  hours.for_each([&](std::int64_t hour) { seen.push_back(hour); });
  REQUIRE(seen.size() == 4);
  CHECK(seen[1] == -1);
  CHECK(seen[2] == 0);
}

TEST_CASE("records in adjacent hours leave no gap, and an hour between them is one") {
  Text text;
  Delivery delivery;
  delivery.add(text.at("2024-05-01T00:00:00Z"));
  delivery.add(text.at("2024-05-01T01:59:59Z"));
  CHECK(gaps_of(delivery, 10).count == 0);
  delivery.add(text.at("2024-05-01T03:00:00Z"));
  const Gaps gaps = gaps_of(delivery, 10);
  REQUIRE(gaps.largest.size() == 1);
  CHECK(format_utc(gaps.largest[0].from) == "2024-05-01T02:00:00Z");
  CHECK(format_utc(gaps.largest[0].to) == "2024-05-01T03:00:00Z");
  CHECK(gaps.hours == 1);
}

TEST_CASE("gaps reach from the first to the last record of all places, or over a given range") {
  Text text;
  Delivery delivery;
  delivery.add(text.at("2024-05-01T00:30:00Z", "1"));
  delivery.add(text.at("2024-05-01T09:30:00Z", "1"));
  delivery.add(text.at("2024-05-01T05:30:00Z", "2"));
  const auto hours_of = [&](std::optional<EventTime> since, std::optional<EventTime> until) {
    const HourRange range = delivery.hours(since, until);
    std::vector<std::uint64_t> silent;
    for (const auto& [place, logs] : delivery.places()) {
      silent.push_back(silent_hours(logs.hours, range));
    }
    const Gaps gaps = delivery.gaps(range, 10);
    CHECK(gaps.hours == silent[0] + silent[1]);
    CHECK(delivery.gaps_of_all(range, 10).hours + 1 == silent[0]);
    return silent;
  };
  CHECK(hours_of(std::nullopt, std::nullopt) == std::vector<std::uint64_t>{8, 9});
  // Only full hours are expected.
  CHECK(hours_of(time_of("2024-04-30T22:30:00Z"), time_of("2024-05-01T11:30:00Z")) ==
        std::vector<std::uint64_t>{10, 11});
}

TEST_CASE("an account that had records regularly and has none at the end has stopped") {
  const auto stopped = [](std::int64_t with_records, std::int64_t gap, std::int64_t without) {
    HourSet hours;
    for (std::int64_t hour = 0; hour < with_records; ++hour) {
      hours.add({(hour < 3 ? hour : hour + gap) * 3600, 0});
    }
    return stopped_hours(hours, {0, with_records + gap + without});
  };
  CHECK(stopped(72, 0, 120) == 120);
  CHECK(stopped(24, 0, 24) == 24);
  CHECK(stopped(23, 0, 24) == 0);
  CHECK(stopped(72, 0, 23) == 0);
  CHECK(stopped(72, 60, 120) == 0);
  CHECK(stopped(72, 59, 120) == 120);
}

TEST_CASE("only the largest gaps are listed, but all are counted") {
  Text text;
  Delivery delivery;
  for (int day = 1; day <= 9; ++day) {
    delivery.add(text.at(("2024-05-0" + std::to_string(day) + "T00:00:00Z").c_str()));
    if (day % 2 == 0)
      delivery.add(text.at(("2024-05-0" + std::to_string(day) + "T12:00:00Z").c_str()));
  }
  const Gaps gaps = gaps_of(delivery, 2);
  CHECK(gaps.count == 12);
  CHECK(gaps.hours == 8 * 24 - 12);
  REQUIRE(gaps.largest.size() == 2);
  CHECK(format_utc(gaps.largest[0].from) == "2024-05-01T01:00:00Z");
  CHECK(format_utc(gaps.largest[1].from) == "2024-05-03T01:00:00Z");
}

TEST_CASE("a delivery keeps the first places in order, in any order of records") {
  Text text;
  Delivery forward;
  Delivery backward;
  constexpr int kMany = static_cast<int>(Delivery::kPlaces) + 100;
  for (int i = 0; i < kMany; ++i) {
    forward.add(text.at("2024-05-01T00:00:00Z", std::to_string(100000 + i)));
    backward.add(text.at("2024-05-01T00:00:00Z", std::to_string(100000 + kMany - 1 - i)));
  }
  CHECK(forward.places().size() == Delivery::kPlaces);
  CHECK(forward.all().records == kMany);
  CHECK(forward.places().begin()->first == backward.places().begin()->first);
  CHECK(forward.places().rbegin()->first == backward.places().rbegin()->first);
  forward.merge(backward);
  CHECK(forward.places().size() == Delivery::kPlaces);
  CHECK(forward.places().rbegin()->second.records == 2);
}

TEST_CASE("an hour set keeps the latest hours") {
  HourSet hours;
  HourSet backward;
  for (std::int64_t i = 0; i < 2000; ++i) {
    hours.add({i * 64 * 3600, 0});
    backward.add({(1999 - i) * 64 * 3600, 0});
  }
  std::vector<std::int64_t> seen[2];
  hours.for_each([&](std::int64_t hour) { seen[0].push_back(hour); });
  backward.for_each([&](std::int64_t hour) { seen[1].push_back(hour); });
  CHECK(seen[0] == seen[1]);
  CHECK(seen[0].size() == 1024);
  CHECK(seen[0].back() == 1999 * 64);
  // Nothing is known of the hours before.
  CHECK(hours.has_dropped());
  CHECK(silent_hours(hours, {0, 1999 * 64 + 1}) == std::uint64_t{1023} * 63);
}

TEST_CASE("a record without a time counts for its place, but for no hour") {
  Text text;
  Delivery delivery;
  delivery.add(text.at("yesterday"));
  CHECK(delivery.all().records == 1);
  CHECK_FALSE(delivery.all().first);
  CHECK(gaps_of(delivery, 1).count == 0);
}

TEST_CASE("category decides what is an S3 data event, then managementEvent, then the action") {
  RecordFields fields;
  fields.event_source = string_field(rule::kProvider);
  fields.event_name = string_field("GetObject");
  LoggedRecord record{fields, {}, {}, {}, {}, {}, {}, {}, {}, 0};
  CHECK(is_s3_data_event(record));
  record.management = true;
  CHECK_FALSE(is_s3_data_event(record));
  record.category = "Data";
  CHECK(is_s3_data_event(record));
  fields.event_name = string_field("GetBucketAcl");
  record.category = {};
  record.management = std::nullopt;
  CHECK_FALSE(is_s3_data_event(record));
  record.management = false;
  CHECK(is_s3_data_event(record));
  fields.event_source = string_field("lambda.amazonaws.com");
  CHECK_FALSE(is_s3_data_event(record));
}
