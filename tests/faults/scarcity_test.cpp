// Refuses memory and threads to the program at calls spread over its whole run: it ends with an
// exit code of its table and a message, its alerts are right or absent, and no temporary file
// stays.

#include <zstd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "catch.h"
#include "gzip.h"
#include "run_with_faults.h"
#include "temporary_folder.h"

using namespace s3rare::tests;
namespace fs = std::filesystem;

namespace {

std::string record_of(int source, int second) {
  const std::string number = std::to_string(source);
  return R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","accountId":"anonymous"},)"
         R"("eventTime":"2024-05-0)" +
         std::to_string(1 + source % 9) + "T00:00:" + std::to_string(10 + second) +
         R"(Z","eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":"source-)" +
         number + R"(","requestParameters":{"bucketName":"b","key":"\u006b)" + number +
         R"("},"eventID":"e-)" + number + "-" + std::to_string(second) + "\"}";
}

std::string document(int from, int to) {
  std::string text = R"({"Records":[)";
  for (int source = from; source < to; ++source) {
    for (int second = 0; second < 3; ++second) text += record_of(source, second) + ",";
  }
  text.back() = ']';
  return text + "}";
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 3));
  return packed;
}

// Logs that take every way through the reader: each compression, a file that is read ahead, and
// enough sources for details to be compressed.
void write_logs(const TemporaryFolder& folder) {
  folder.write("logs/a.json", document(0, 10));
  folder.write("logs/b.json.gz", gzip(document(10, 20)));
  folder.write("logs/c.json.gz", gzip(gzip(document(20, 30))));
  folder.write("logs/d.json.zst", zstd(document(30, 40)));
  folder.write("logs/e.ndjson", record_of(40, 0) + "\n" + record_of(41, 0) + "\n");
  std::string filler;
  while (filler.size() < 5'000'000)
    filler +=
        R"({"eventVersion":"1","userIdentity":{"type":"t"},"eventTime":"2024-05-01T00:00:00Z",)"
        R"("eventSource":"s","eventName":"n"})"
        "\n";
  folder.write("logs/f.ndjson.gz", gzip(filler + record_of(42, 0) + "\n", 1));
  for (int i = 0; i < 6; ++i) {
    folder.write("logs/g" + std::to_string(i) + ".json", document(100 + 100 * i, 200 + 100 * i));
  }
}

struct Counts {
  std::uint64_t allocations = 0;
  std::uint64_t threads = 0;
};

// The dynamic linker found no memory for the program's libraries.
constexpr int kNotStarted = 127;

bool did_not_start(const Ended& ended) {
  return ended.exit_code == kNotStarted &&
         ended.standard_error.find("error while loading shared libraries") != std::string::npos;
}

// A command that reads the logs, its undisturbed result, and a way to disturb it.
class Trial {
 public:
  // @param arguments  given a name for an output file, and one for a state, that the command may
  // use
  using Arguments =
      std::function<std::vector<std::string>(const std::string& output, const std::string& state)>;

  Trial(const TemporaryFolder& logs, Arguments arguments)
      : logs_(logs), arguments_(std::move(arguments)) {
    counts_ = count();
    const Ended ended = run({});
    REQUIRE(ended.signal == 0);
    REQUIRE(ended.exit_code <= 1);
    result_ = take_result(ended);
    REQUIRE(result_.size() > 1000);
  }

  const Counts& counts() const { return counts_; }

  // @returns the exit code, or kNotStarted
  int check(const Surroundings& surroundings) {
    const Ended ended = run(surroundings);
    CAPTURE(ended.exit_code, ended.signal, ended.standard_error);
    REQUIRE(ended.signal == 0);
    if (did_not_start(ended)) return kNotStarted;
    const bool failed = ended.exit_code == 2;
    REQUIRE((ended.exit_code == 0 || ended.exit_code == 1 || failed));
    if (failed) CHECK(ended.standard_error.find("s3rare: error: ") != std::string::npos);
    const std::string result = take_result(ended);
    if (!failed) CHECK(result == result_);
    CHECK(leftovers() == "");
    return ended.exit_code;
  }

 private:
  Ended run(const Surroundings& surroundings) {
    fs::remove_all(folder_.path() / "work");
    fs::create_directories(folder_.path() / "work");
    if (fs::exists(logs_.path() / "state.db")) {
      fs::copy_file(logs_.path() / "state.db", folder_.path() / "work/state.db");
    }
    return Running(arguments_(path("out"), path("state.db")), surroundings).wait();
  }

  Counts count() {
    const std::string file = (folder_.path() / "counts").string();
    run({.environment = {{"S3RARE_SCARCITY_COUNT_FILE", file}}});
    std::istringstream text(folder_.read("counts"));
    Counts counts;
    text >> counts.allocations >> counts.threads;
    REQUIRE(counts.allocations > 0);
    return counts;
  }

  std::string take_result(const Ended& ended) const {
    return ended.standard_output + folder_.read("work/out");
  }

  std::string leftovers() const {
    std::string names;
    for (const auto& entry : fs::directory_iterator(folder_.path() / "work")) {
      const std::string name = entry.path().filename().string();
      if (name != "out" && name != "state.db" && name != "state.db.lock") names += name + " ";
    }
    return names;
  }

  std::string path(const std::string& name) const {
    return (folder_.path() / "work" / name).string();
  }

  const TemporaryFolder& logs_;
  Arguments arguments_;
  TemporaryFolder folder_;
  Counts counts_;
  std::string result_;
};

// How many calls are disturbed, spread over a run.
constexpr std::uint64_t kSpread = 20;

void refuse_memory(Trial& trial) {
  std::uint64_t failed = 0;
  for (std::uint64_t i = 0; i < kSpread; ++i) {
    const std::uint64_t n = 1 + i * trial.counts().allocations / kSpread;
    CAPTURE(n, trial.counts().allocations);
    failed += trial.check({.environment = {{"S3RARE_NO_MEMORY_FROM", std::to_string(n)}}}) == 2;
    trial.check({.environment = {{"S3RARE_NO_MEMORY_AT", std::to_string(n)}}});
  }
  CHECK(failed > kSpread / 4);
}

void refuse_threads(Trial& trial) {
  for (std::uint64_t n = 1; n <= trial.counts().threads; ++n) {
    CAPTURE(n);
    CHECK(trial.check({.environment = {{"S3RARE_NO_THREAD_FROM", std::to_string(n)}}}) <= 1);
  }
}

void limit_memory(Trial& trial) {
  constexpr std::uint64_t kMegabyte = 1024 * 1024;
  std::uint64_t failed = 0;
  std::uint64_t done = 0;
  // From less than the program needs, whatever its libraries take, to more than enough.
  for (std::uint64_t megabytes = 12; megabytes < 600; megabytes += 1 + megabytes / 6) {
    CAPTURE(megabytes);
    const int code = trial.check({.most_memory = megabytes * kMegabyte});
    failed += code == 2 || code == kNotStarted;
    done += code == 0 || code == 1;
  }
  CHECK(failed > 0);
  CHECK(done > 0);
}

void check_scarcity(const TemporaryFolder& logs, const Trial::Arguments& arguments) {
  Trial trial(logs, arguments);
  refuse_memory(trial);
  refuse_threads(trial);
  limit_memory(trial);
}

using Names = const std::string&;
using Words = std::vector<std::string>;

}  // namespace

TEST_CASE("detect gets too little memory or too few threads") {
  const TemporaryFolder logs;
  write_logs(logs);
  const std::string path = (logs.path() / "logs").string();
  for (const char* threads : {"1", "4"}) {
    CAPTURE(threads);
    check_scarcity(logs, [&](Names output, Names) {
      return Words{"detect", "--threads", threads, "-o", output, path};
    });
    check_scarcity(logs, [&](Names, Names state) {
      return Words{"detect", "--threads", threads, "--progress", "always", "--state", state, path};
    });
  }
}

TEST_CASE("detect with an older state gets too little memory or too few threads") {
  const TemporaryFolder logs;
  write_logs(logs);
  const std::string first = (logs.path() / "logs/a.json").string();
  const std::string state = (logs.path() / "state.db").string();
  REQUIRE(run_program({"detect", "-q", "--learn", "--state", state, first}).exit_code == 0);
  fs::remove(state + ".lock");
  const std::string path = (logs.path() / "logs").string();
  check_scarcity(logs, [&](Names output, Names copy) {
    return Words{"detect", "--threads", "3", "--state", copy, "-o", output, path};
  });
}

TEST_CASE("match, explain and investigate get too little memory or too few threads") {
  const TemporaryFolder logs;
  write_logs(logs);
  const std::string path = (logs.path() / "logs").string();
  const std::string alerts = (logs.path() / "alerts.ndjson").string();
  REQUIRE(run_program({"detect", "-q", "-o", alerts, path + "/a.json"}).exit_code == 0);
  check_scarcity(logs, [&](Names output, Names) {
    return Words{"match", "--threads", "4", "-o", output, path};
  });
  check_scarcity(logs, [&](Names, Names) { return Words{"explain", "--threads", "4", path}; });
  check_scarcity(logs, [&](Names, Names) {
    return Words{"investigate", "--threads", "4", "--alerts", alerts, path};
  });
}
