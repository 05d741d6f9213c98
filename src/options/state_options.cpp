#include "options/state_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "options/options.h"
#include "options/subcommands.h"

namespace s3rare::options {
namespace {

class StateGroup : public Group {
  static constexpr const char* kGroup = "History between runs";

 public:
  void declare(Declaration& to, Command command) override {
    switch (command) {
      case Command::detect:
        declare_for_detect(to);
        return;
      case Command::explain:
        to.option(kGroup, "--state", state_, "FILE",
                  "The state of detect: what earlier runs have seen counts. Only read; all files "
                  "are read again");
        return;
      default:
        to.positional("STATE", state_, "The file that --state names");
    }
    if (command == Command::state_alerts) {
      to.flag("Alerts", "--held", held_,
              "Alerts that --max-alerts held back, instead of those that were written");
    }
    if (command == Command::state_prune) {
      to.option(kTimeGroup, "--before", before_, "TIME",
                "Forget everything before this time, for good");
    }
  }

  void read(Options& options, Reading& reading) const override {
    options.state = state_;
    options.learn = learn_;
    options.rescan = rescan_;
    options.state_readonly = state_readonly_;
    options.held = held_;
    reading.take(
        "--retain", retain_, options.retain,
        [](std::string_view text) { return parse_duration(text); }, "a length such as 90d");
    reading.take_moment("--before", before_, options.before);
    if (state_) {
      reading.check_file("--state", *state_, "the name of a file, such as state.db", true);
    }
    if (retain_ && options.retain < options.window) {
      reading.fail(
          usage(fmt::format("--retain: found {}, expected at least the history window, which is {}",
                            *retain_, format_duration(options.window))));
    }
    options.retain = std::max(options.retain, options.window);
    if (learn_ && state_readonly_) {
      reading.fail(
          usage("--learn: found --state-readonly as well, expected one of them: learning writes"));
    }
    if (reading.command() == Command::detect) check_detect(reading);
    if (is_state_command(reading.command())) check_state_command(options, reading);
  }

 private:
  void declare_for_detect(Declaration& to) {
    to.option(kGroup, "--state", state_, "FILE",
              "Keep the history of all runs in this file, an SQLite database, created if it does "
              "not exist: sources of earlier runs are known, and each file is read once");
    to.flag(kGroup, "--learn", learn_,
            "Raise no alert: everything in these logs is history from now on");
    to.option(kGroup, "--retain", retain_, "LENGTH",
              "Forget what is this much older than the run's earliest record; at least the window "
              "[90d]");
    to.flag(kGroup, "--rescan", rescan_, "Read files again that earlier runs have read");
    to.flag(kGroup, "--state-readonly", state_readonly_, "Use the state, but do not write to it");
  }

  void check_detect(Reading& reading) const {
    if (state_) return;
    const auto needs_state = [&](bool given, const char* option) {
      if (given) {
        reading.fail(
            usage(fmt::format("{}: found no state, expected --state FILE as well", option)));
      }
    };
    needs_state(learn_, "--learn");
    needs_state(rescan_, "--rescan");
    needs_state(state_readonly_, "--state-readonly");
    needs_state(retain_.has_value(), "--retain");
  }

  static void check_state_command(const Options& options, Reading& reading) {
    const std::string_view name = name_of(reading.command());
    if (!options.state) {
      reading.fail(usage(fmt::format(
          "{}: found no state, expected the file that --state names, such as state.db", name)));
    }
    if (reading.command() == Command::state_prune && !options.before) {
      reading.fail(
          usage(fmt::format("{}: found no time, expected one, such as --before 2024-05-01", name)));
    }
  }

  std::optional<std::string> state_;
  std::optional<std::string> retain_;
  std::optional<std::string> before_;
  bool learn_ = false;
  bool rescan_ = false;
  bool state_readonly_ = false;
  bool held_ = false;
};

}  // namespace

std::unique_ptr<Group> state_group() { return make_group<StateGroup>(); }

}  // namespace s3rare::options
