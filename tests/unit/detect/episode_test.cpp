#include "s3rare/episode.h"

#include <vector>

#include "catch.h"

using namespace s3rare;

namespace {

Episode episode(Seconds start) { return {{start, 0}, {start, 0}, {"id", "detail", {}}}; }

std::vector<Seconds> starts(const Episodes& episodes) {
  std::vector<Seconds> list;
  episodes.for_each([&](const Episode& each) { list.push_back(each.start.seconds); });
  return list;
}

}  // namespace

TEST_CASE("event ID and detail are separate, and the detail can be dropped") {
  Earliest earliest("id", "detail", {1, 0, 2});
  CHECK(earliest.event_id() == "id");
  CHECK(earliest.detail() == "detail");
  CHECK(earliest.origin() == Origin{1, 0, 2});
  earliest.drop_detail();
  CHECK(earliest.event_id() == "id");
  CHECK(earliest.detail().empty());
}

TEST_CASE("zero, one or many episodes are visited in order") {
  Episodes episodes;
  CHECK(episodes.empty());
  CHECK(starts(episodes).empty());
  CHECK(episodes.last_before({9, 0}) == nullptr);
  CHECK(episodes.first_after({0, 0}) == nullptr);
  CHECK(episodes.find({0, 0}) == nullptr);
  for (const Seconds start : {5, 1, 9}) episodes.insert(episode(start));
  CHECK(starts(episodes) == std::vector<Seconds>{1, 5, 9});
  CHECK(episodes.size() == 3);
}

TEST_CASE("an episode is found by time: just before it, at it, and just after it") {
  for (const bool many : {false, true}) {
    Episodes episodes;
    episodes.insert(episode(5));
    if (many) episodes.insert(episode(100));
    CHECK(episodes.last_before({4, 999'999'999}) == nullptr);
    CHECK(episodes.last_before({5, 0})->start.seconds == 5);
    CHECK(episodes.last_before({6, 0})->start.seconds == 5);
    CHECK(episodes.first_after({4, 0})->start.seconds == 5);
    CHECK((episodes.first_after({5, 0}) == nullptr) == !many);
    CHECK(episodes.find({5, 0}) != nullptr);
    CHECK(episodes.find({5, 1}) == nullptr);
  }
}

TEST_CASE("episodes can be erased one by one and inserted again") {
  Episodes episodes;
  for (const Seconds start : {1, 2}) episodes.insert(episode(start));
  episodes.erase({1, 0});
  CHECK(starts(episodes) == std::vector<Seconds>{2});
  episodes.erase({2, 0});
  CHECK(episodes.empty());
  episodes.insert(episode(3));
  CHECK(starts(episodes) == std::vector<Seconds>{3});
  episodes.erase({3, 0});
  CHECK(episodes.empty());
}
