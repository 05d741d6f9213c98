// Disturbs `detect --state` in every way that a machine can: kills it, fills its disk, limits its
// file size, closes its output, terminates it, runs it twice. Each time no alert may be missing at
// the end, and the state must be as before the run or as after it.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <random>
#include <regex>
#include <set>
#include <thread>

#include "catch.h"
#include "run_with_faults.h"
#include "temporary_folder.h"
#include "trial.h"

using namespace s3rare::tests;
using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

#ifdef S3RARE_SANITIZED
constexpr bool kSlow = true;
#else
constexpr bool kSlow = false;
#endif

// The steps that are disturbed: all, or a sample if every run is slow.
constexpr std::uint64_t kStride = kSlow ? 4 : 1;

constexpr std::int64_t kDay = 24 * 60 * 60;

// From this number on the alerts of a run exceed a pipe and the sink's buffer.
constexpr int kMany = 100;

std::string id_of(int number) { return "e-" + std::to_string(1'000'000 + number); }

// Two days.
std::vector<Event> earlier_events() {
  std::vector<Event> events;
  for (int i = 0; i < 12; ++i) events.push_back({i % 6, i % 2 * kDay + i, id_of(i)});
  return events;
}

// Known sources, one that returns after more than a week, and new ones.
std::vector<Event> later_events(int new_sources) {
  std::vector<Event> events;
  int number = 100;
  for (int i = 0; i < 6; ++i) events.push_back({i, 3 * kDay + i, id_of(++number)});
  events.push_back({0, 15 * kDay, id_of(++number)});
  for (int i = 0; i < new_sources; ++i) {
    const std::int64_t time = (4 + i % 3) * kDay + i;
    events.push_back({100 + i, time, id_of(++number)});
    events.push_back({100 + i, time + i % 2 * 60, id_of(++number)});
  }
  return events;
}

const Logs& few_logs() {
  static const Logs logs(earlier_events(), later_events(4));
  return logs;
}

const Logs& many_logs() {
  static const Logs logs(earlier_events(), later_events(kMany));
  return logs;
}

std::uint64_t count_steps(const Logs& logs, bool has_state, Way way) {
  const Trial trial(logs, has_state, way);
  return count_file_changes(trial.detect());
}

bool is_error(const std::string& standard_error) {
  return standard_error.find("s3rare: error: ") != std::string::npos;
}

bool says(const Ended& ended, const std::string& text) {
  return ended.standard_error.find(text) != std::string::npos;
}

// The results of disturbed runs.
struct Left {
  int as_before = 0;
  int as_after = 0;
  int torn = 0;
};

// Checks the result of a disturbed run: the state is as before or as after, and as after only if
// every alert was written.
void check_left(const Trial& trial, Left& left) {
  left.torn += trial.is_torn() ? 1 : 0;
  const auto history = trial.look();
  const bool advanced = history == trial.undisturbed().after;
  if (!advanced) {
    ++left.as_before;
    CHECK(history == trial.undisturbed().before);
    return;
  }
  ++left.as_after;
  const auto found = whole_lines(trial.written());
  const std::set<std::string> out(found.begin(), found.end());
  const auto expected = whole_lines(trial.undisturbed().lines);
  CHECK(std::all_of(expected.begin(), expected.end(),
                    [&](const std::string& line) { return out.count(line) == 1; }));
}

Left kill_at_steps(const Logs& logs, bool has_state, Way way, std::uint64_t stride) {
  const std::uint64_t count = count_steps(logs, has_state, way);
  CAPTURE(has_state, static_cast<int>(way), count);
  REQUIRE(count > 10);
  Left left;
  for (std::uint64_t n = count; n > 0; n -= std::min(n, stride)) {
    CAPTURE(n);
    Trial trial(logs, has_state, way);
    const Ended ended = run_killed_at(n, trial.detect());
    REQUIRE(ended.signal == SIGKILL);
    trial.take(ended);
    check_left(trial, left);
    trial.check_recovery();
  }
  const Trial trial(logs, has_state, way);
  CHECK(run_killed_at(count + 1, trial.detect()).exit_code == 0);
  return left;
}

// Runs that fail keep the state and report the failure.
struct Failures {
  int none = 0;       // nothing failed
  int of_output = 0;  // no alert was written
  int of_state = 0;   // the alerts were written, the state is unchanged
};

void check_failed(Trial& trial, Way way, const Ended& ended, Failures& failures) {
  CAPTURE(ended.exit_code, ended.signal, ended.standard_error);
  trial.take(ended);
  CHECK_FALSE(fs::exists(trial.state() + ".s3rare-new"));
  Left left;
  check_left(trial, left);
  if (ended.exit_code == 0) {
    ++failures.none;
    CHECK(left.as_after == 1);
    CHECK_FALSE(is_error(ended.standard_error));
  } else {
    CHECK(ended.exit_code == 2);
    CHECK(is_error(ended.standard_error));
    CHECK(left.as_before == 1);
    if (says(ended, "the alerts are written")) {
      ++failures.of_state;
      CHECK(trial.written() == trial.undisturbed().lines);
    } else {
      ++failures.of_output;
      CHECK((way == Way::pipe || trial.written().empty()));
    }
  }
  trial.check_recovery();
}

Failures fill_at_steps(const Logs& logs, bool has_state, Way way) {
  const std::uint64_t count = count_steps(logs, has_state, way);
  CAPTURE(has_state, static_cast<int>(way), count);
  REQUIRE(count > 10);
  Failures failures;
  for (std::uint64_t n = count; n > 0; n -= std::min(n, kStride)) {
    CAPTURE(n);
    Trial trial(logs, has_state, way);
    check_failed(trial, way, run_full_at(n, trial.detect()), failures);
  }
  return failures;
}

// A named pipe as an input that keeps a run reading for as long as the test wants.
class Fifo {
 public:
  explicit Fifo(std::string path) : path_(std::move(path)) {
    REQUIRE(::mkfifo(path_.c_str(), 0600) == 0);
  }
  Fifo(const Fifo&) = delete;
  Fifo& operator=(const Fifo&) = delete;
  ~Fifo() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  const std::string& path() const { return path_; }

  /// Waits until the run reads it: the run holds the state's lock by then.
  void wait_for_reader() {
    const auto end = Clock::now() + 60s;
    while (descriptor_ < 0 && Clock::now() < end) {
      descriptor_ = ::open(path_.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
      if (descriptor_ < 0) std::this_thread::sleep_for(1ms);
    }
    REQUIRE(descriptor_ >= 0);
  }

 private:
  std::string path_;
  int descriptor_ = -1;
};

std::vector<std::string> with(std::vector<std::string> arguments, const std::string& last) {
  arguments.push_back(last);
  return arguments;
}

// Runs a function that must not block.
Ended run_at_once(const std::vector<std::string>& arguments) {
  const auto begin = Clock::now();
  Ended ended = run_program(arguments);
  CAPTURE(arguments);
  CHECK(Clock::now() - begin < 5s);
  return ended;
}

}  // namespace

TEST_CASE("a killed run with a state loses no alert") {
  for (const Way way : {Way::new_file, Way::appended, Way::pipe}) {
    const Left left = kill_at_steps(few_logs(), true, way, kStride);
    CHECK(left.as_before > 0);
    CHECK(left.as_after > 0);
    CHECK(left.torn > 0);
  }
}

TEST_CASE("a killed run with a state and many alerts loses none") {
  const Left left = kill_at_steps(many_logs(), true, Way::appended, 5 * kStride);
  CHECK(left.as_before > 0);
  CHECK(left.torn > 0);
}

TEST_CASE("a killed first run leaves a complete state or none, and loses no alert") {
  for (const Way way : {Way::new_file, Way::appended, Way::pipe}) {
    const Left left = kill_at_steps(few_logs(), false, way, kStride);
    CHECK(left.as_before > 0);
    CHECK(left.as_after > 0);
    CHECK(left.torn == 0);
  }
}

TEST_CASE("on a full disk a run either completes or leaves the state unchanged and says so") {
  for (const bool has_state : {true, false}) {
    for (const Way way : {Way::new_file, has_state ? Way::appended : Way::pipe}) {
      CAPTURE(has_state, static_cast<int>(way));
      const Failures failures = fill_at_steps(few_logs(), has_state, way);
      CHECK(failures.none > 0);
      CHECK(failures.of_output > 0);
      CHECK(failures.of_state > 0);
    }
  }
}

TEST_CASE("a limit on file sizes leaves the state unchanged and is reported") {
  for (const bool has_state : {true, false}) {
    for (const Way way : {Way::new_file, Way::pipe}) {
      Failures failures;
      for (std::uint64_t limit = 1024; failures.none == 0; limit += limit / 2) {
        CAPTURE(has_state, static_cast<int>(way), limit);
        Trial trial(many_logs(), has_state, way);
        check_failed(trial, way, Running(trial.detect(), {.largest_file = limit}).wait(), failures);
      }
      CHECK(failures.of_output + failures.of_state > 1);
      CHECK(failures.none == 1);
    }
  }
}

TEST_CASE("runs killed at random moments lose no alert") {
  const Logs& logs = many_logs();
  auto duration = Clock::duration::max();
  for (int i = 0; i < 3; ++i) {
    const Trial trial(logs, true, Way::appended);
    const auto begin = Clock::now();
    REQUIRE(run_program(trial.detect()).exit_code == 0);
    duration = std::min(duration, Clock::now() - begin);
  }
  std::mt19937 random(1);
  std::uniform_real_distribution<double> part(0, 1.1);
  Left left;
  for (int round = 0; round < (kSlow ? 5 : 15); ++round) {
    Trial trial(logs, round % 2 == 0, Way::appended);
    for (int i = 0; i < 4; ++i) {
      CAPTURE(round, i);
      Running running(trial.detect());
      std::this_thread::sleep_for(duration * part(random));
      running.send(SIGKILL);
      trial.take(running.wait());
      check_left(trial, left);
    }
    trial.check_recovery();
  }
  CHECK(left.as_before > 0);
}

TEST_CASE("a killed run whose transaction exceeded the memory loses no alert") {
  // Old and new sources alternate in the state, so that its old pages change, too.
  const int count = 2500;
  std::vector<Event> earlier;
  std::vector<Event> later;
  for (int i = 0; i < count; ++i) {
    earlier.push_back({2 * i, i, id_of(i)});
    later.push_back({2 * i + 1, kDay + i, id_of(count + i)});
    if (i % 2 == 0) later.push_back({2 * i, kDay + i, id_of(2 * count + i)});
  }
  const Logs logs(earlier, later);
  const std::uint64_t steps = count_steps(logs, true, Way::appended);
  REQUIRE(steps > 1000);
  const int kills = kSlow ? 6 : 20;
  Left left;
  for (int i = 1; i <= kills; ++i) {
    const std::uint64_t n = steps * i / kills;
    CAPTURE(steps, n);
    Trial trial(logs, true, Way::appended);
    const Ended ended = run_killed_at(n, trial.detect());
    REQUIRE(ended.signal == SIGKILL);
    trial.take(ended);
    const bool all_out = trial.written().size() >= trial.undisturbed().lines.size();
    Left one;
    check_left(trial, one);
    // The transaction reached the file before its commit.
    if (!all_out) left.torn += one.torn;
    trial.check_recovery();
  }
  CHECK(left.torn > 0);
}

TEST_CASE("a closed pipe leaves the state unchanged and is reported") {
  for (const bool has_state : {true, false}) {
    CAPTURE(has_state);
    Trial trial(many_logs(), has_state, Way::pipe);
    REQUIRE(trial.undisturbed().lines.size() > 2 * 64 * 1024);
    Running running(trial.detect());
    running.close_output();
    const Ended ended = running.wait();
    CAPTURE(ended.standard_error);
    CHECK(ended.exit_code == 2);
    CHECK(is_error(ended.standard_error));
    CHECK(says(ended, "the state is unchanged"));
    CHECK(trial.look() == trial.undisturbed().before);
    if (has_state)
      CHECK(trial.folder().read("state.db") == many_logs().folder().read("earlier.db"));
    CHECK_FALSE(fs::exists(trial.state() + ".s3rare-new"));
    CHECK_FALSE(fs::exists(trial.state() + "-journal"));
    trial.check_recovery();
  }
}

TEST_CASE("a full output leaves the state unchanged and is reported") {
  for (const bool has_state : {true, false}) {
    CAPTURE(has_state);
    Trial trial(few_logs(), has_state, Way::pipe);
    auto arguments = trial.detect();
    arguments.insert(arguments.end(), {"-o", "/dev/full"});
    Failures failures;
    check_failed(trial, Way::pipe, run_program(arguments), failures);
    CHECK(failures.of_output == 1);
  }
}

TEST_CASE("a run without standard output leaves the state unchanged and is reported") {
  for (const bool has_state : {true, false}) {
    CAPTURE(has_state);
    Trial trial(few_logs(), has_state, Way::pipe);
    Failures failures;
    check_failed(trial, Way::pipe, Running(trial.detect(), {.output_closed = true}).wait(),
                 failures);
    CHECK(failures.of_output == 1);
  }
}

TEST_CASE("a new state holds nothing from a killed run over the previous state") {
  const std::uint64_t count = count_steps(few_logs(), true, Way::pipe);
  int torn = 0;
  for (std::uint64_t n = count; n > count - 10; --n) {
    CAPTURE(count, n);
    const Trial trial(few_logs(), true, Way::pipe);
    REQUIRE(run_killed_at(n, trial.detect()).signal == SIGKILL);
    torn += trial.is_torn() ? 1 : 0;
    fs::remove(trial.state());
    const auto learn = with(trial.detect(), "--learn");
    const std::string journal = trial.state() + "-journal";
    if (fs::exists(journal)) {
      // A left-over journal would undo changes in the new state that were never made there.
      const Ended refused = run_program(learn);
      CHECK(refused.exit_code == 2);
      CHECK(is_error(refused.standard_error));
      CHECK(says(refused, journal));
      CHECK(fs::exists(journal));
      CHECK_FALSE(fs::exists(trial.state()));
      fs::remove(journal);
    }
    CHECK(run_program(learn).exit_code == 0);
    const Ended checked = run_program({"state", "check", trial.state()});
    CAPTURE(checked.standard_error);
    CHECK(checked.exit_code == 0);
    CHECK(run_program({"state", "alerts", trial.state()}).standard_output.empty());
  }
  CHECK(torn > 0);
}

TEST_CASE("the exit code of a terminated run says whether the state was updated") {
  const auto check_ended = [](Trial& trial, const Ended& ended) {
    CAPTURE(ended.exit_code, ended.signal, ended.standard_error);
    trial.take(ended);
    Left left;
    check_left(trial, left);
    const bool told_to_end = ended.signal == SIGTERM || ended.exit_code == 128 + SIGTERM;
    CHECK((told_to_end || ended.exit_code == 0));
    CHECK(told_to_end == (left.as_before == 1));
    trial.check_recovery();
  };
  for (const bool has_state : {true, false}) {
    const Way way = has_state ? Way::pipe : Way::new_file;
    const std::uint64_t count = count_steps(few_logs(), has_state, way);
    for (std::uint64_t n = count; n > 0; n -= std::min(n, kStride)) {
      CAPTURE(has_state, count, n);
      Trial trial(few_logs(), has_state, way);
      check_ended(trial, run_terminated_at(n, trial.detect()));
    }
  }
  Trial trial(many_logs(), true, Way::pipe);
  Running running(trial.detect());
  running.wait_for_full_pipe();
  running.send(SIGTERM);
  check_ended(trial, running.wait());
}

TEST_CASE("a run terminated while reading prints nothing and leaves the state unchanged") {
  for (const int signal : {SIGTERM, SIGINT}) {
    for (const bool has_state : {true, false}) {
      for (const Way way : {Way::pipe, Way::new_file}) {
        CAPTURE(signal, has_state, static_cast<int>(way));
        Trial trial(few_logs(), has_state, way);
        Fifo fifo(trial.path("input.json"));
        Running running(with(trial.detect(), fifo.path()));
        fifo.wait_for_reader();
        running.send(signal);
        const Ended ended = running.wait();
        CHECK(ended.exit_code == 128 + signal);
        CHECK(ended.standard_output.empty());
        CHECK(trial.written().empty());
        CHECK(trial.look() == trial.undisturbed().before);
        CHECK(fs::exists(trial.state()) == has_state);
        CHECK_FALSE(fs::exists(trial.state() + ".s3rare-new"));
        CHECK_FALSE(fs::exists(trial.state() + "-journal"));
        trial.check_recovery();
      }
    }
  }
}

TEST_CASE("a second run on a state ends at once and names the process that holds it") {
  for (const bool has_state : {true, false}) {
    CAPTURE(has_state);
    Trial trial(few_logs(), has_state, Way::pipe);
    const Trial other(few_logs(), true, Way::pipe);
    const std::string lines = other.folder().write("lines", *other.undisturbed().before);
    Fifo fifo(trial.path("input.json"));
    Running first(with(trial.detect(), fifo.path()));
    fifo.wait_for_reader();

    std::array<char, 256> host{};
    REQUIRE(::gethostname(host.data(), host.size() - 1) == 0);
    const std::regex holder("in use by pid " + std::to_string(first.pid()) + " on host " +
                            host.data() + R"( since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)");
    std::vector<std::vector<std::string>> writers = {
        trial.detect(), with(trial.detect(), "--learn"), {"state", "import", trial.state(), lines}};
    if (has_state) writers.push_back({"state", "prune", "--before", "2024-05-02", trial.state()});
    for (const auto& arguments : writers) {
      CAPTURE(arguments);
      const Ended ended = run_at_once(arguments);
      CAPTURE(ended.standard_error);
      CHECK(ended.exit_code == 75);
      CHECK(ended.standard_output.empty());
      CHECK(is_error(ended.standard_error));
      CHECK(std::regex_search(ended.standard_error, holder));
    }
    if (has_state) {
      CHECK(run_at_once({"state", "show", trial.state()}).exit_code == 0);
      CHECK(run_at_once({"state", "export", trial.state()}).standard_output ==
            trial.undisturbed().before);
      const Ended reader = run_at_once(with(trial.detect(), "--state-readonly"));
      CHECK(reader.exit_code == 0);
      CHECK(reader.standard_output == trial.undisturbed().lines);
    }

    first.send(SIGKILL);
    CHECK(first.wait().signal == SIGKILL);
    CHECK(run_at_once({"state", "import", has_state ? trial.state() : other.state(), lines})
              .exit_code == 0);
    trial.check_recovery();
  }
}
