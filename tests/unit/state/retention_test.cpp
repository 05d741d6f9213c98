#include "state/retention.h"

#include <vector>

#include "catch.h"
#include "state/alert_lines.h"
#include "state/episodes.h"
#include "state/files.h"
#include "state/runs.h"
#include "state/schema.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::state;
using namespace s3rare::tests;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;
constexpr Seconds kRetention = 30 * kSecondsPerDay;
constexpr std::int64_t kFirstDay = 19'844;  // 2024-05-01

// A time on a day, counted from 2024-05-01.
EventTime day(std::int64_t number, Seconds second = 0) {
  return {(kFirstDay + number) * kSecondsPerDay + second, 0};
}

State create(const TemporaryFolder& folder) {
  auto state = State::create((folder.path() / "state.db").string(),
                             {{TermField::source_address}, kWindow, Principal::both}, day(0));
  REQUIRE(state);
  return std::move(*state);
}

void add(State& state, const std::string& term, EventTime start, EventTime end) {
  EpisodeMerge merge(state, {});
  REQUIRE(merge.add(term, {start, end, {"id of " + term, {}, {}}, Status::alerted}));
  REQUIRE(merge.flush());
}

std::string terms(State& state, Rows rows) {
  std::string text;
  REQUIRE(for_each_term(state, rows, [&](const std::string& term, const auto& episodes) {
    text += term + ":" + std::to_string(episodes.size()) + " ";
    return true;
  }));
  return text;
}

void remember(State& state, const RememberedFile& file) {
  NewFiles files(state);
  files.add(file);
  REQUIRE(files.keep());
}

std::int64_t count(State& state, const std::string& sql) {
  Statement select(state.database(), "SELECT count(*) FROM " + sql);
  REQUIRE(select.step());
  return select.integer(0);
}

}  // namespace

TEST_CASE("the horizon is the earliest record minus the retention, but not before year 1") {
  CHECK(horizon_of(day(40, 5), kRetention) == day(10, 5));
  CHECK(horizon_of({-62'135'596'800, 5}, kRetention) == EventTime{-62'135'596'800, 0});
}

TEST_CASE("the horizon never moves back") {
  const TemporaryFolder folder;
  State state = create(folder);
  CHECK_FALSE(state.horizon());
  REQUIRE(retain(state, day(10), kRetention));
  CHECK(state.horizon() == day(10));
  REQUIRE(retain(state, day(3), kRetention));
  CHECK(state.horizon() == day(10));
  REQUIRE(prune(state, day(3)));
  CHECK(state.horizon() == day(10));
  REQUIRE(retain(state, day(10, 1), kRetention));
  CHECK(state.horizon() == day(10, 1));
}

TEST_CASE("the horizon is stored in the file") {
  const TemporaryFolder folder;
  const std::string path = (folder.path() / "state.db").string();
  {
    State state = create(folder);
    REQUIRE(retain(state, day(10, 7), kRetention));
    REQUIRE(state.commit());
  }
  auto state = State::open(path, State::Access::read, day(0));
  REQUIRE(state);
  CHECK(state->horizon() == day(10, 7));
}

TEST_CASE("episodes that ended before the horizon are hidden at once and deleted later") {
  const TemporaryFolder folder;
  State state = create(folder);
  add(state, "a", day(0), day(1));
  add(state, "b", day(0), day(5));
  add(state, "c", day(9), day(9));
  REQUIRE(retain(state, day(0) + kWindow, kRetention));
  CHECK(terms(state, Rows::seen) == "a:1 b:1 c:1 ");

  // Less than a tenth of the retention.
  REQUIRE(retain(state, day(1, 1) + kWindow, kRetention));
  CHECK(terms(state, Rows::seen) == "b:1 c:1 ");
  CHECK(terms(state, Rows::all) == "a:1 b:1 c:1 ");
  REQUIRE(retain(state, day(2) + kWindow, kRetention));
  CHECK(terms(state, Rows::all) == "a:1 b:1 c:1 ");

  // A tenth of the retention.
  REQUIRE(retain(state, day(3) + kWindow, kRetention));
  CHECK(terms(state, Rows::all) == "b:1 c:1 ");

  // An episode that reaches the horizon is visible, with its beginning.
  REQUIRE(retain(state, day(5) + kWindow, kRetention));
  CHECK(terms(state, Rows::seen) == "b:1 c:1 ");
  History history(kWindow, {});
  history.add({"b", day(8), "id", {}}, [] { return std::string(); });
  REQUIRE(recall(state, history));
  REQUIRE(history.find("b")->size() == 1);
  CHECK(history.find("b")->find(day(0)) != nullptr);
}

TEST_CASE("the view of sources begins a window before the horizon, also in the first year") {
  const TemporaryFolder folder;
  State state = create(folder);
  const EventTime first{-62'135'596'800, 0};  // 0001-01-01
  add(state, "first", first, first);
  add(state, "a", day(0), day(1));
  add(state, "b", day(0), day(2));
  REQUIRE(retain(state, first, kRetention));
  state.keep_horizon();
  CHECK(read_setting(state.database(), "seen_from") == "0001-01-01 00:00:00");
  CHECK(count(state, "sources") == 3);

  REQUIRE(retain(state, day(1, 1) + kWindow, kRetention));
  state.keep_horizon();
  CHECK(read_setting(state.database(), "seen_from") == "2024-05-02 00:00:01");
  CHECK(count(state, "sources") == 1);
}

TEST_CASE("an episode behind the horizon is not recalled and does not come back") {
  const TemporaryFolder folder;
  State state = create(folder);
  add(state, "a", day(0), day(1));
  REQUIRE(retain(state, day(1, 1) + kWindow, kRetention));
  History history(kWindow, {});
  history.add({"a", day(2), "id", {}}, [] { return std::string("detail"); });
  REQUIRE(recall(state, history));
  REQUIRE(history.find("a")->size() == 1);
  REQUIRE(history.find("a")->find(day(2)) != nullptr);
  CHECK(history.find("a")->find(day(2))->status == Status::fresh);
  history.for_each([](const auto&, auto& episodes) {
    episodes.for_each([](Episode& episode) { episode.status = Status::alerted; });
  });
  REQUIRE(store(state, history));
  CHECK(terms(state, Rows::all) == "a:1 ");
}

TEST_CASE("behind the horizon existing files stay remembered, and alerts are kept") {
  const TemporaryFolder folder;
  State state = create(folder);
  const std::string there = folder.write("there.json", "{}");
  const std::string gone = (folder.path() / "gone.json").string();
  const std::string young = (folder.path() / "young.json").string();
  remember(state, {there, 2, day(0), false, 1, day(0)});
  remember(state, {gone, 2, day(0), false, 1, day(0)});
  remember(state, {young, 2, day(0), false, 1, day(20)});
  remember(state, {gone + ".2", 2, day(0), true, 0, std::nullopt});
  remember(state, {young + ".2", 2, day(20), true, 0, std::nullopt});
  Episode episode{day(0), day(0), {"id", {}, {}}, Status::alerted};
  const std::string term = "a";
  AlertLines(state).keep({term, &episode, nullptr, {}}, "{}");
  Coverage coverage;
  for (const std::int64_t number : {0, 4, 5}) coverage.add(day(number));
  REQUIRE(store_run(state, {}, coverage));

  REQUIRE(retain(state, day(0) + kWindow, kRetention));
  REQUIRE(retain(state, day(4, 3600) + kWindow, kRetention));
  CHECK(Files(state).find(there, 2, day(0)));
  CHECK(Files(state).find(young, 2, day(0)));
  CHECK(Files(state).find(young + ".2", 2, day(20)));
  CHECK_FALSE(Files(state).find(gone, 2, day(0)));
  CHECK_FALSE(Files(state).find(gone + ".2", 2, day(0)));
  CHECK(count(state, "alerts") == 1);
  CHECK(count(state, "days") == 2);

  const auto pruned = prune(state, day(5) + kWindow);
  REQUIRE(pruned);
  CHECK(pruned->files == 0);
  CHECK(pruned->alerts == 1);
  CHECK(pruned->days == 1);
  CHECK(Files(state).find(there, 2, day(0)));
  CHECK(Files(state).find(young, 2, day(0)));
  CHECK(count(state, "alerts") == 0);
  CHECK(count(state, "days") == 1);
}

TEST_CASE("pruning counts what it deletes") {
  const TemporaryFolder folder;
  State state = create(folder);
  add(state, "a", day(0), day(1));
  add(state, "a", day(20), day(20));
  add(state, "b", day(0), day(1));
  const auto pruned = prune(state, day(1, 1) + kWindow);
  REQUIRE(pruned);
  CHECK(pruned->episodes == 2);
  CHECK(terms(state, Rows::all) == "a:1 ");
  CHECK(prune(state, day(1, 1) + kWindow)->episodes == 0);
}

TEST_CASE("a file is remembered by its size and its time to the nanosecond") {
  const TemporaryFolder folder;
  State state = create(folder);
  const EventTime modified{day(0).seconds, 123'456'789};
  const std::string odd = "/logs/\xff\x1b[31m '\".json";
  remember(state, {odd, 10, modified, false, 7, day(0)});
  remember(state, {"/damaged", 10, modified, true, 0, std::nullopt});
  const auto found = Files(state).find(odd, 10, modified);
  REQUIRE(found);
  CHECK_FALSE(found->damaged);
  CHECK(found->had_records);
  CHECK_FALSE(Files(state).find(odd, 11, modified));
  CHECK_FALSE(Files(state).find(odd, 10, {modified.seconds, 123'456'788}));
  CHECK_FALSE(Files(state).find("/other", 10, modified));
  const auto damaged = Files(state).find("/damaged", 10, modified);
  REQUIRE(damaged);
  CHECK(damaged->damaged);
  CHECK_FALSE(damaged->had_records);
}
