#include "options/message_options.h"

#include <fmt/format.h>

#include "options/options.h"

namespace s3rare::options {
namespace {

std::optional<When> parse_when(std::string_view text) {
  if (text == "auto") return When::automatic;
  if (text == "always") return When::always;
  if (text == "never") return When::never;
  return std::nullopt;
}

bool reads_logs(Command command) {
  return command == Command::detect || command == Command::match || command == Command::explain ||
         command == Command::investigate;
}

class MessageGroup : public Group {
  static constexpr const char* kGroup = "Output";

 public:
  void declare(Declaration& to, Command command) override {
    const bool prints_alerts = command == Command::detect || command == Command::state_alerts;
    if (command != Command::explain && command != Command::state_alerts) {
      to.flag(kGroup, "-q,--quiet", quiet_, "Only warnings and errors on standard error");
    }
    if (reads_logs(command)) {
      to.choice(kGroup, "--progress", progress_, "WHEN", {"auto", "always", "never"},
                "Progress line on standard error: auto (on a terminal), always, never [auto]");
    }
    if (reads_logs(command) || prints_alerts) {
      to.choice(kGroup, "--color", color_, "WHEN", {"auto", "always", "never"},
                fmt::format("Colors on standard error{}: auto (on a terminal, unless NO_COLOR is "
                            "set), always, never [auto]",
                            prints_alerts ? " and in a table" : ""));
    }
  }

  void read(Options& options, Reading& reading) const override {
    options.quiet = quiet_;
    reading.take("--progress", progress_, options.progress, parse_when, "auto, always or never");
    reading.take("--color", color_, options.color, parse_when, "auto, always or never");
  }

 private:
  std::optional<std::string> progress_;
  std::optional<std::string> color_;
  bool quiet_ = false;
};

}  // namespace

std::unique_ptr<Group> message_group() { return make_group<MessageGroup>(); }

}  // namespace s3rare::options
