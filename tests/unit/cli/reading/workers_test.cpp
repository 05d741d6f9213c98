#include "cli/reading/workers.h"

#include <atomic>
#include <new>
#include <stdexcept>

#include "catch.h"

using namespace s3rare::cli;

namespace {

using Workers = std::vector<std::function<void(std::size_t)>>;

void run(
    const Workers& workers, std::size_t jobs, const std::function<void()>& meanwhile = {},
    const std::function<void(std::size_t)>& on_tick = [](std::size_t) {}) {
  SpareThreads spare(workers.size());
  run_workers(workers, jobs, spare, meanwhile, on_tick, [] {});
}

}  // namespace

TEST_CASE("each job is done once") {
  std::vector<std::atomic<int>> done(1000);
  const auto worker = [&](std::size_t job) { ++done[job]; };
  bool meanwhile = false;
  run(Workers(4, worker), done.size(), [&] { meanwhile = true; });
  CHECK(meanwhile);
  for (const auto& times : done) REQUIRE(times == 1);
}

TEST_CASE("what a worker throws is thrown on the calling thread, and no job follows") {
  std::atomic<std::size_t> begun{0};
  const auto worker = [&](std::size_t job) {
    ++begun;
    if (job == 10) throw std::bad_alloc();
  };
  CHECK_THROWS_AS(run(Workers(3, worker), 1'000'000'000), std::bad_alloc);
  CHECK(begun < 1'000'000'000);
}

TEST_CASE("what runs meanwhile may throw, and so may a tick") {
  const auto worker = [](std::size_t) {};
  const auto fail = [] { throw std::runtime_error("failed"); };
  CHECK_THROWS_AS(run(Workers(2, worker), 1'000'000'000, fail), std::runtime_error);
  CHECK_THROWS_AS(run(Workers(2, worker), 1'000'000'000, {}, [&](std::size_t) { fail(); }),
                  std::runtime_error);
}
