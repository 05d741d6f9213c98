#include "options/run_options.h"

#include "options/options.h"

namespace s3rare::options {
namespace {

constexpr unsigned kMostThreads = 1024;
constexpr int kHighestExitCode = 255;

class RunGroup : public Group {
  static constexpr const char* kGroup = "Run";

 public:
  void declare(Declaration& to, Command command) override {
    to.option(kGroup, "--threads", threads_, "N", "Files read at once [number of cores]");
    to.flag(kGroup, "--server-access-logs", server_access_logs_,
            "Read S3 server access logs too, as records of the rule; without it they are named "
            "and not read");
    if (command != Command::detect) return;
    to.option(kGroup, "--alert-exit-code", alert_exit_code_, "N",
              "Exit code when there are alerts and nothing failed [0]");
    to.option(kGroup, "--max-age", max_age_, "LENGTH",
              "Exit code 1 when the newest record, of this run or an earlier one, is older than "
              "this: delivery may have stopped. Not judged for each account and region: s3rare "
              "explain does");
    to.flag(kGroup, "--require-data-events", require_data_events_,
            "Exit code 1 when the logs hold no S3 data event: without them no alert is possible");
  }

  void read(Options& options, Reading& reading) const override {
    options.server_access_logs = server_access_logs_;
    options.require_data_events = require_data_events_;
    reading.take(
        "--alert-exit-code", alert_exit_code_, options.alert_exit_code,
        [](std::string_view text) -> std::optional<int> {
          const auto code = parse_number(text);
          if (!code || *code > kHighestExitCode) return std::nullopt;
          return static_cast<int>(*code);
        },
        "a whole number from 0 to 255, such as 3");
    reading.take(
        "--threads", threads_, options.threads,
        [](std::string_view text) -> std::optional<unsigned> {
          const auto threads = parse_number(text);
          if (!threads || *threads == 0 || *threads > kMostThreads) return std::nullopt;
          return static_cast<unsigned>(*threads);
        },
        "a whole number from 1 to 1024, such as 4");
    reading.take(
        "--max-age", max_age_, options.max_age,
        [](std::string_view text) { return parse_duration(text); }, "a length such as 36h");
  }

 private:
  std::optional<std::string> threads_;
  std::optional<std::string> alert_exit_code_;
  std::optional<std::string> max_age_;
  bool server_access_logs_ = false;
  bool require_data_events_ = false;
};

}  // namespace

std::unique_ptr<Group> run_group() { return make_group<RunGroup>(); }

}  // namespace s3rare::options
