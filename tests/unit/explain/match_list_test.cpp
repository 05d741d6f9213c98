#include "explain/match_list.h"

#include <string>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::explain;

namespace {

ListedMatch match_in(const char* path) {
  ListedMatch match;
  match.shown.path = path;
  return match;
}

MatchIdentity identity(Seconds seconds, std::string_view event_id = "e") {
  return {{seconds, 0}, std::string(event_id), "term"};
}

}  // namespace

TEST_CASE("a list keeps both ends, and counts the matches between and copies exactly") {
  MatchList list(3);
  for (Seconds seconds = 0; seconds < 10; ++seconds) {
    list.add(identity(9 - seconds), match_in("b"));
    list.add(identity(9 - seconds), match_in("a"));
  }
  CHECK(list.records() == 20);
  CHECK(list.left_out() == 8);
  REQUIRE(list.earliest().size() == 3);
  CHECK(list.earliest().begin()->second.copies == 2);
  CHECK(list.earliest().begin()->second.shown.path == "a");
  const auto latest = list.latest();
  REQUIRE(latest.size() == 3);
  CHECK(latest.begin()->first.time.seconds == 7);
}

TEST_CASE("a short list leaves no match out, and lists none twice") {
  MatchList list(3);
  for (Seconds seconds = 0; seconds < 4; ++seconds) list.add(identity(seconds), match_in("a"));
  CHECK(list.left_out() == 0);
  CHECK(list.earliest().size() == 3);
  CHECK(list.latest().size() == 1);
}

TEST_CASE("merged lists equal one list of all matches") {
  MatchList whole(2);
  MatchList parts[2] = {MatchList(2), MatchList(2)};
  for (Seconds seconds = 0; seconds < 9; ++seconds) {
    const MatchIdentity each = identity(seconds * 7 % 9);
    whole.add(each, match_in("a"));
    parts[seconds % 2].add(each, match_in("a"));
  }
  parts[0].merge(parts[1]);
  CHECK(parts[0].records() == whole.records());
  CHECK(parts[0].left_out() == whole.left_out());
  CHECK(parts[0].earliest().begin()->first == whole.earliest().begin()->first);
  CHECK(parts[0].latest().rbegin()->first == whole.latest().rbegin()->first);
}

TEST_CASE("the earliest match of an episode has the episode's fate, and the others are known") {
  History history(10, HashKey{});
  const auto add = [&](Seconds seconds, std::string_view event_id) {
    history.add({"term", {seconds, 0}, event_id, {}}, [] { return std::string(); });
  };
  add(0, "b");
  add(0, "c");
  add(10, "d");
  add(21, "e");
  CHECK(fate_of(history, identity(0, "b")).kind == Fate::Kind::fresh);
  CHECK(fate_of(history, identity(0, "c")).kind == Fate::Kind::known);
  CHECK(fate_of(history, identity(10, "d")).kind == Fate::Kind::known);
  const Fate fate = fate_of(history, identity(21, "e"));
  CHECK(fate.kind == Fate::Kind::fresh);
  REQUIRE(fate.previous != nullptr);
  CHECK(fate.previous->end.seconds == 10);
  CHECK(fate_of(history, {{0, 0}, "b", "other"}).episode == nullptr);
}
