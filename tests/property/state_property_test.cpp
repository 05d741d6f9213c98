// Compares the history between runs with the oracle, and with single runs: days in and out of
// order, late and repeated records, any division into runs, every option that decides the status
// of an episode, shards, lines, and forgetting.

#include <algorithm>
#include <array>
#include <map>

#include "catch.h"
#include "property/generate.h"
#include "property/oracle.h"
#include "property/program.h"
#include "property/state_runs.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

// The number of sets of matches: fewer if every run is slow.
constexpr std::uint64_t seeds(std::uint64_t many) {
#ifdef S3RARE_SANITIZED
  return many / 8 + 1;
#else
  return many;
#endif
}

constexpr Seconds kWeek = 7 * kSecondsPerDay;

Seconds any_window(Random& random) {
  constexpr std::array<Seconds, 4> kWindows = {kSecondsPerDay / 4, kSecondsPerDay,
                                               2 * kSecondsPerDay, kWeek};
  return kWindows.at(pick(random, kWindows.size()));
}

// The lines of a run without a state of other runs.
std::string detect_alone(Seconds window, const std::string& path) {
  return run("detect -q --window " + format_duration(window) + " " + path);
}

// The matches, some of them repeated.
std::vector<OracleMatch> delivered_twice(Random& random, std::vector<OracleMatch> matches) {
  const std::size_t count = matches.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (pick(random, 4) == 0) matches.push_back(matches[i]);
  }
  return matches;
}

std::map<std::int64_t, std::vector<OracleMatch>> by_day(const std::vector<OracleMatch>& matches) {
  std::map<std::int64_t, std::vector<OracleMatch>> days;
  for (const OracleMatch& match : matches) days[utc_day(match.time)].push_back(match);
  return days;
}

// "logs/2024/05/01/"
std::string folder_of(std::int64_t day) {
  std::string date = format_utc({day * kSecondsPerDay, 0}).substr(0, 10);
  std::replace(date.begin(), date.end(), '-', '/');
  return "logs/" + date + "/";
}

// Divides matches into runs in order of event time: each begins after the previous one ended.
std::vector<std::vector<OracleMatch>> cut_in_time(Random& random,
                                                  std::vector<OracleMatch> matches) {
  std::stable_sort(matches.begin(), matches.end(),
                   [](const auto& a, const auto& b) { return a.time < b.time; });
  std::vector<std::vector<OracleMatch>> parts(1);
  for (const OracleMatch& match : matches) {
    std::vector<OracleMatch>& last = parts.back();
    const bool may_cut = !last.empty() && last.back().time < match.time;
    if (may_cut && pick(random, 5) == 0) {
      parts.push_back({match});
    } else {
      last.push_back(match);
    }
  }
  return parts;
}

std::string without_previous_seen(std::vector<OracleAlert> alerts) {
  for (OracleAlert& alert : alerts) alert.previous_seen.reset();
  return show(alerts);
}

// Merges two or three states, each time into a new one.
class Merger {
 public:
  explicit Merger(const TemporaryFolder& folder) : folder_(folder) {}

  std::string merge(const std::string& a, const std::string& b, const std::string& c = "") {
    std::string merged = (folder_.path() / ("merged-" + std::to_string(++count_) + ".db")).string();
    run("state merge " + a + " " + b + " " + c + " -o " + merged);
    return merged;
  }

 private:
  const TemporaryFolder& folder_;
  int count_ = 0;
};

// Three states, merged in every order and grouping.
std::vector<std::string> merge_in_every_way(Merger& merger, const std::array<std::string, 3>& all) {
  std::vector<std::string> merged;
  std::array<std::size_t, 3> order = {0, 1, 2};
  do {
    const std::string& a = all[order[0]];
    const std::string& b = all[order[1]];
    const std::string& c = all[order[2]];
    merged.push_back(merger.merge(a, b, c));
    const std::string pair = merger.merge(a, b);
    merged.push_back(merger.merge(pair, c));
    merged.push_back(merger.merge(c, pair));
  } while (std::next_permutation(order.begin(), order.end()));
  return merged;
}

void check_that_all_are_the_same(const std::vector<std::string>& states) {
  const std::string lines = export_of(states.front());
  const std::string shown = show_of(states.front());
  for (const std::string& state : states) {
    CHECK(export_of(state) == lines);
    CHECK(show_of(state) == shown);
  }
}

// The part of exported lines that does not depend on who alerted first.
std::string without_status(const std::string& lines) {
  std::string text;
  std::size_t begin = 0;
  for (;;) {
    const std::size_t status = lines.find(R"(,"status":")", begin);
    text += lines.substr(begin, status - begin);
    if (status == std::string::npos) return text;
    begin = lines.find('}', status);
  }
}

}  // namespace

TEST_CASE("runs day by day print, together, exactly the lines of one run over the month") {
  for (std::uint64_t seed = 0; seed < seeds(14); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Seconds window = any_window(random);
    auto matches = any_matches(random, window);
    const EventTime end = matches.front().time + 31 * kSecondsPerDay;
    std::erase_if(matches, [&](const OracleMatch& match) { return match.time >= end; });
    matches = delivered_twice(random, matches);

    const TemporaryFolder folder;
    const std::string logs = (folder.path() / "logs").string();
    StateRuns by_files(random, folder, "by-files.db", window);
    StateRuns by_tree(random, folder, "by-tree.db", window);
    std::string lines_by_files;
    std::string lines_by_tree;
    for (const auto& [day, of_day] : by_day(matches)) {
      const auto files = write_logs(random, folder, folder_of(day), of_day, 4);
      lines_by_files += by_files.detect("", paths_of(files));
      lines_by_tree += by_tree.detect("", {logs});
    }
    // The worst request is that of a run's own logs.
    const std::string lines = without_worst(detect_alone(window, logs));
    CHECK(without_worst(lines_by_files) == lines);
    CHECK(without_worst(lines_by_tree) == lines);
    CHECK(run("state alerts " + by_files.path()) == lines_by_files);
  }
}

TEST_CASE("runs in any order alert as the oracle does, with late and repeated records") {
  for (std::uint64_t seed = 0; seed < seeds(40); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Seconds window = any_window(random);
    const auto matches = delivered_twice(random, any_matches(random, window));
    const TemporaryFolder folder;
    std::vector<LogFile> files;
    if (pick(random, 2) == 0) {
      files = write_logs(random, folder, "logs/", matches, 12);
    } else {
      for (const auto& [day, of_day] : by_day(matches)) {
        for (auto& file : write_logs(random, folder, folder_of(day), of_day, 2)) {
          files.push_back(std::move(file));
        }
      }
      // Each may be a run of its own.
      if (files.size() > 12) files.resize(12);
    }
    StateRuns runs(random, folder, "state.db", window);
    runs.run_in_any_order(files, [&] { return any_rescan(random); });
    runs.check_outcome();
    CHECK(sorted(export_of(runs.path())) == export_of(runs.oracle(), window));
  }
}

TEST_CASE("learned and held episodes keep their status, in runs of every kind in any order") {
  for (std::uint64_t seed = 0; seed < seeds(50); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Seconds window = any_window(random);
    const auto matches = delivered_twice(random, any_matches(random, window));
    const TemporaryFolder folder;
    const auto files = write_logs(random, folder, "logs/", matches, 10);
    StateRuns runs(random, folder, "state.db", window);
    runs.run_in_any_order(files, [&] { return any_how(random, matches); });
    runs.run(files, any_rescan(random));
    runs.check_outcome();
    runs.check_lines();
    CHECK(sorted(export_of(runs.path())) == export_of(runs.oracle(), window));
  }
}

TEST_CASE("shards merge into the same state, in every order and grouping") {
  for (std::uint64_t seed = 0; seed < seeds(4); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Seconds window = any_window(random);
    const auto matches = any_matches(random, window);
    const TemporaryFolder folder;
    const auto files = write_logs(random, folder, "logs/", delivered_twice(random, matches), 9);
    OracleState oracle(window);
    std::array<std::string, 3> shards;
    for (std::string& shard : shards) {
      std::vector<LogFile> own;
      while (own.empty()) {
        std::copy_if(files.begin(), files.end(), std::back_inserter(own),
                     [&](const LogFile&) { return pick(random, 5) < 2; });
      }
      StateRuns runs(random, folder, "shard-" + std::to_string(&shard - shards.data()) + ".db",
                     window);
      runs.run_in_any_order(own, [&] { return any_how(random, matches); });
      oracle.merge(runs.oracle());
      shard = runs.path();
    }
    Merger merger(folder);
    const auto merged = merge_in_every_way(merger, shards);
    check_that_all_are_the_same(merged);
    CHECK(sorted(export_of(merged.front())) == export_of(oracle, window));
  }
}

TEST_CASE("shards together have seen what one state over everything has seen") {
  for (std::uint64_t seed = 0; seed < seeds(12); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Seconds window = any_window(random);
    const TemporaryFolder folder;
    const auto files = write_logs(random, folder, "logs/",
                                  delivered_twice(random, any_matches(random, window)), 9);
    StateRuns whole(random, folder, "whole.db", window);
    whole.run(files, How());
    std::string shards;
    for (std::size_t shard = 0; shard < 3; ++shard) {
      StateRuns runs(random, folder, "shard-" + std::to_string(shard) + ".db", window);
      std::vector<LogFile> own;
      for (std::size_t i = shard; i < files.size(); i += 3) own.push_back(files[i]);
      if (own.empty()) continue;
      runs.run_in_any_order(own, [&] { return any_rescan(random); });
      shards.append(" ").append(runs.path());
    }
    const std::string merged = (folder.path() / "merged.db").string();
    run("state merge" + shards + " -o " + merged);
    CHECK(without_status(export_of(merged)) == without_status(export_of(whole.path())));
  }
}

TEST_CASE("shards that have forgotten different pasts merge into the same state") {
  // Among these, one shard has forgotten an episode that joins two of another's.
  for (std::uint64_t seed = 12; seed < 12 + seeds(7); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    // Gaps that the window spans, but often not without half of the matches.
    const auto matches = any_matches(random, kWeek / 2);
    const TemporaryFolder folder;
    std::array<std::string, 3> shards;
    for (std::string& shard : shards) {
      const std::string name = "shard-" + std::to_string(&shard - shards.data());
      StateRuns runs(random, folder, name + ".db", kWeek);
      // Each lacks matches between those of the others, and the last ones.
      const std::size_t end = matches.size() - pick(random, (matches.size() + 1) / 2);
      std::vector<OracleMatch> own = {matches.front()};
      std::copy_if(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(end),
                   std::back_inserter(own), [&](const auto&) { return pick(random, 2) == 0; });
      std::size_t number = 0;
      for (const auto& part : cut_in_time(random, own)) {
        const auto files =
            write_logs(random, folder, name + "/" + std::to_string(number++) + "-", part, 2);
        runs.detect(pick(random, 2) == 0 ? " --retain 7d" : " --retain 8d", paths_of(files));
      }
      shard = runs.path();
    }
    Merger merger(folder);
    check_that_all_are_the_same(merge_in_every_way(merger, shards));
  }
}

TEST_CASE("an export, imported, is the state's history, in any order and any number of times") {
  for (std::uint64_t seed = 0; seed < seeds(15); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Seconds window = any_window(random);
    const auto matches = any_matches(random, window);
    const TemporaryFolder folder;
    std::string lines;
    std::array<std::string, 2> states;
    for (std::string& state : states) {
      const std::string name = std::to_string(&state - states.data());
      StateRuns runs(random, folder, name + ".db", window);
      std::vector<OracleMatch> own = {matches.front()};
      std::copy_if(matches.begin(), matches.end(), std::back_inserter(own),
                   [&](const OracleMatch&) { return pick(random, 2) == 0; });
      const auto files = write_logs(random, folder, "logs-" + name + "/", own, 4);
      runs.run_in_any_order(files, [&] { return any_how(random, matches); });
      How whole;  // an empty history has no lines
      whole.rescan = true;
      runs.run(files, whole);
      state = runs.path();
    }
    const auto in_folder = [&](const char* name) { return (folder.path() / name).string(); };
    const std::string first = export_of(states[0]);
    const std::string second = export_of(states[1]);

    const std::string copy = in_folder("copy.db");
    for (int times = 0; times < 2; ++times) {
      run("state export " + states[0] + " | " + binary() + " state import " + copy);
      CHECK(export_of(copy) == first);
    }

    auto shuffled = split_lines(first + second);
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    std::string text;
    for (const std::string& line : shuffled) text += line + "\n";
    const std::string both = in_folder("both.db");
    const std::string any_order = in_folder("any-order.db");
    run("state import " + both + " " + folder.write("both.ndjson", first + second));
    run("state import " + any_order + " " + folder.write("any-order.ndjson", text));
    const std::string merged = Merger(folder).merge(states[0], states[1]);
    CHECK(export_of(both) == export_of(merged));
    CHECK(export_of(any_order) == export_of(merged));
  }
}

TEST_CASE("a run that only reads the state prints the same and leaves every byte unchanged") {
  for (std::uint64_t seed = 0; seed < seeds(15); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Seconds window = any_window(random);
    const auto matches = delivered_twice(random, any_matches(random, window));
    const TemporaryFolder folder;
    StateRuns runs(random, folder, "state.db", window);
    bool is_first = true;
    for (const LogFile& file : write_logs(random, folder, "logs/", matches, 6)) {
      How how = any_how(random, matches);
      how.oracle.learn = false;  // learning writes
      if (pick(random, 2) == 0) how.retention = format_duration(window);
      std::string lines;
      if (!is_first) {
        const std::string before = folder.read("state.db");
        lines = runs.detect(how.options() + " --state-readonly", {file.path});
        CHECK(folder.read("state.db") == before);
      }
      const std::string written = runs.detect(how.options(), {file.path});
      if (!is_first) CHECK(lines == written);
      is_first = false;
    }
  }
}

TEST_CASE("matches that --until excludes are reported by the next run") {
  for (std::uint64_t seed = 0; seed < seeds(40); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const Seconds window = any_window(random);
    const auto matches = delivered_twice(random, any_matches(random, window));
    const TemporaryFolder folder;
    const std::string logs = (folder.path() / "logs").string();
    if (pick(random, 2) == 0) {
      write_logs(random, folder, "logs/", matches, 6);
    } else {
      for (const auto& [day, of_day] : by_day(matches)) {
        write_logs(random, folder, folder_of(day), of_day, 2);
      }
    }
    std::vector<EventTime> ends;
    for (std::uint64_t i = 0; i <= pick(random, 2); ++i) {
      ends.push_back(matches[pick(random, matches.size())].time + 1);
    }
    std::sort(ends.begin(), ends.end());
    StateRuns runs(random, folder, "state.db", window);
    const std::string kept = How().options();
    std::string lines;
    for (const EventTime end : ends)
      lines += runs.detect(kept + " --until " + format_utc(end), {logs});
    lines += runs.detect(kept, {logs});
    CHECK(without_worst(lines) == without_worst(detect_alone(window, logs)));
  }
}

TEST_CASE(
    "forgetting changes no alert of runs in order, and records behind the horizon change nothing") {
  for (std::uint64_t seed = 0; seed < seeds(25); ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const auto matches = any_matches(random, kWeek);
    const TemporaryFolder folder;
    StateRuns runs(random, folder, "state.db", kWeek);
    std::string lines;
    std::size_t number = 0;
    for (const auto& part : cut_in_time(random, matches)) {
      const auto files =
          write_logs(random, folder, "logs/" + std::to_string(number++) + "-", part, 3);
      lines += runs.detect(pick(random, 2) == 0 ? " --retain 7d" : " --retain 8d", paths_of(files));
    }
    const auto expected = oracle_alerts(matches, kWeek, std::nullopt);
    const auto alerts = read_alerts(lines);
    REQUIRE(without_previous_seen(alerts) == without_previous_seen(expected));
    for (std::size_t i = 0; i < alerts.size(); ++i) {
      CHECK((!alerts[i].previous_seen || alerts[i].previous_seen == expected[i].previous_seen));
    }

    const auto horizon = parse_rfc3339(values_of(show_of(runs.path()), "horizon").at(0));
    REQUIRE(horizon.has_value());
    std::vector<OracleMatch> late;
    for (std::uint64_t i = 0; i <= pick(random, 5); ++i) {
      OracleMatch match = matches[pick(random, matches.size())];
      if (pick(random, 2) == 0) match.term = "never seen";
      match.time = horizon->time - static_cast<Seconds>(1 + pick(random, 2 * kWeek));
      late.push_back(match);
    }
    const std::string before = export_of(runs.path());
    const std::string summary = (folder.path() / "summary.json").string();
    for (const char* names : {"late/", "later/"}) {
      const auto files = write_logs(random, folder, names, late, 2);
      CHECK(runs.detect(" --retain 7d --summary-json " + summary, paths_of(files)).empty());
      CHECK(values_of(folder.read("summary.json"), "matches.before_retention").at(0) ==
            std::to_string(late.size()));
      CHECK(export_of(runs.path()) == before);
    }

    OracleMatch in_time = late.front();
    in_time.term = "seen just in time";
    in_time.time = horizon->time;
    const std::string file = folder.write("in-time.json", record_of(in_time));
    CHECK(read_alerts(runs.detect(" --retain 7d", {file})).size() == 1);
  }
}

TEST_CASE("a state returns its alerts in the order in which they were printed") {
  const std::vector<std::string> ids = {"~",  "a", "\\", "A",      "\"",      "\x7f",
                                        "\t", " ", "[",  "\u00fc", "\u0085x", "\u65e5"};
  std::vector<OracleMatch> matches;
  for (const std::string& id : ids) {
    for (const std::string& term : ids) matches.push_back({term, {1'700'000'000, 0}, id, "key"});
    matches.push_back({"id " + id, {1'700'000'000, 0}, id, "key"});
  }
  Random random(0);
  const TemporaryFolder folder;
  StateRuns runs(random, folder, "state.db", kWeek);
  const auto files = write_logs(random, folder, "logs/", matches, 3);
  const std::string lines = runs.detect("", paths_of(files));
  CHECK(split_lines(lines).size() == 2 * ids.size());
  CHECK(show(read_alerts(run("state alerts " + runs.path()))) == show(read_alerts(lines)));
}
