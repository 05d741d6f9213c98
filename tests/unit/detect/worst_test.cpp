#include "s3rare/worst.h"

#include <algorithm>
#include <array>
#include <vector>

#include "catch.h"
#include "s3rare/enrichment.h"

using namespace s3rare;

namespace {

constexpr std::optional<std::uint64_t> kUnknown = std::nullopt;

struct Timed {
  EventTime time;
  Request request;
};

Timed at(Seconds seconds, std::string_view action, std::string_view key,
         std::optional<std::uint64_t> bytes, std::string_view event_id = "id") {
  return {{seconds, 0}, {action, "b", key, event_id, bytes}};
}

Worst worst_of(const std::vector<Timed>& requests) {
  Worst worst;
  for (const Timed& request : requests) worst.add(request.time, request.request);
  return worst;
}

// The worst of two, in both orders and merged.
std::string_view key_of_worst(const Timed& a, const Timed& b) {
  static Worst worst;
  worst = worst_of({a, b});
  Worst merged = worst_of({b});
  merged.merge(worst_of({a}));
  for (const Worst& other : {worst_of({b, a}), worst_of({b, a, b}), merged}) {
    CHECK(other.request().key == worst.request().key);
    CHECK(other.time() == worst.time());
    CHECK(other.bytes() == worst.bytes());
    CHECK(other.harm() == worst.harm());
  }
  return worst.request().key;
}

}  // namespace

TEST_CASE("each kind of harm is worse than the one before, whatever the bytes and the times") {
  const std::array all = {
      at(9, "GetObject", "dump.sql", 0),        at(8, "ListObjects", "", 1000),
      at(7, "GetObject", "a", kUnknown),        at(6, "GetObject", "b", 900),
      at(5, "GetObject", "dump.sql", kUnknown), at(4, "GetObject", "small.sql", 1),
      at(3, "PutObject", "written", 0),         at(2, "DeleteObject", "deleted", kUnknown)};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      CAPTURE(i, j);
      CHECK(key_of_worst(all.at(i), all.at(j)) == all.at(j).request.key);
    }
  }
}

TEST_CASE("of equal harm, more bytes, then the earlier request, then the smaller ID is the worst") {
  CHECK(key_of_worst(at(1, "GetObject", "a", 1), at(2, "GetObject", "b", 2)) == "b");
  CHECK(key_of_worst(at(1, "GetObject", "a", 2), at(2, "GetObject", "b", 2)) == "a");
  CHECK(key_of_worst(at(1, "GetObject", "a", 2, "2"), at(1, "GetObject", "b", 2, "1")) == "b");
  CHECK(key_of_worst(at(1, "GetObject", "a", 2), at(1, "GetObject", "b", 2)) == "a");
}

TEST_CASE("a request without an action is never the worst") {
  Worst worst = worst_of({{{0, 0}, {}}});
  CHECK(worst.empty());
  worst.add({1, 0}, at(1, "GetObject", "", 0).request);
  CHECK_FALSE(worst.empty());
}

TEST_CASE("the worst request keeps its texts, cut to a bounded length") {
  const std::string text(100'000, 'x');
  const std::string key = text + ".sql";
  const Request request{"GetObject", text, key, text, 7};
  Worst worst;
  worst.add({1, 0}, request);
  CHECK(worst.request().action == "GetObject");
  CHECK(worst.request().bucket.substr(0, 1024) == std::string(1024, 'x'));
  CHECK(worst.request().bucket.size() < 1100);
  CHECK(worst.request().key.size() < 1100);
  CHECK(worst.request().event_id.size() < 1100);
  CHECK(worst.key_kind() == KeyKind::database_dump);
}

TEST_CASE("an episode has the priority of its worst request, with its reasons") {
  const Exposure nothing_sent{Effect::read, 0, std::nullopt, std::nullopt};
  const auto assessed = [&](const std::vector<Timed>& requests) {
    return assess_episode(nothing_sent, {}, worst_of(requests));
  };
  const Timed decoy = at(0, "GetObject", "decoy", 0);
  CHECK(assessed({decoy}).priority == Priority::low);
  CHECK(assessed({decoy, at(1, "ListObjects", "", 5)}).priority == Priority::medium);
  CHECK(assessed({decoy, at(1, "ListObjects", "", 5)}).reasons.empty());
  const Assessment secret = assessed({decoy, at(1, "GetObject", "dump.sql", 5)});
  CHECK(secret.priority == Priority::high);
  CHECK(secret.reasons == std::vector<std::string>{"the key looks like a database dump"});
  CHECK(assessed({decoy, at(1, "PutObject", "a", 0)}).reasons ==
        std::vector<std::string>{"an object was written"});
}

TEST_CASE("the reasons of the first and of the worst request are reported if both are high") {
  const Exposure secret{Effect::read, 5, std::nullopt, KeyKind::database_dump};
  const Worst worst = worst_of({at(0, "GetObject", "a.sql", 5), at(1, "PutObject", "b", 5)});
  CHECK(assess_episode(secret, {}, worst).reasons ==
        std::vector<std::string>{"the key looks like a database dump", "an object was written"});
  const Exposure read{Effect::read, 0, std::nullopt, std::nullopt};
  CHECK(assess_episode(read, {"drop"}, worst_of({at(0, "GetObject", "a", 0)})).reasons ==
        std::vector<std::string>{"the source is on the list drop"});
}

TEST_CASE("a listing and a bulk of fetches are high together, and not alone") {
  const Exposure listed{Effect::listed, 100, std::nullopt, std::nullopt};
  const Timed listing = at(0, "ListBucket", "", 100);
  const auto priority_of = [&](const std::vector<Timed>& requests) {
    return assess_episode(listed, {}, worst_of(requests)).priority;
  };
  CHECK(priority_of({listing, at(1, "GetObject", "a.iso", 100'000'000)}) == Priority::high);
  CHECK(priority_of({at(1, "GetObject", "a.iso", 100'000'000), listing}) == Priority::high);
  CHECK(priority_of({listing, at(1, "GetObject", "a.iso", 99'999'999)}) == Priority::medium);
  CHECK(priority_of({at(1, "GetObject", "a.iso", 100'000'000)}) == Priority::medium);
  CHECK(priority_of({at(0, "ListBucket", "", 200'000'000)}) == Priority::medium);

  std::vector<Timed> many = {listing};
  std::vector<std::string> keys;
  for (int i = 0; i < 100; ++i) keys.push_back(std::to_string(i) + ".jpg");
  for (const std::string& key : keys) many.push_back(at(1, "GetObject", key, kUnknown));
  CHECK(assess_episode(listed, {}, worst_of(many)).reasons ==
        std::vector<std::string>{"a bucket was listed, and 100 objects or 100 MB were fetched"});
  many.back().request.bytes = 0;  // nothing sent
  CHECK(priority_of(many) == Priority::medium);
  many.back() = at(1, "PutObject", "written", 1);
  CHECK(assess_episode(listed, {}, worst_of(many)).reasons ==
        std::vector<std::string>{"an object was written"});
}
