#include "options/range_options.h"

#include <fmt/format.h>

#include "options/options.h"

namespace s3rare::options {
namespace {

const char* since_about(Command command) {
  switch (command) {
    case Command::match:
      return "Omit matches before this time";
    case Command::explain:
      return "Explain only records at or after this time; matches of the window before it are "
             "history";
    case Command::state_alerts:
      return "Only alerts at or after this time";
    default:
      return "Alert only on matches at or after this time: RFC 3339, a date (00:00 UTC), or an age "
             "such as 24h; matches of the window before it are history";
  }
}

const char* until_about(Command command) {
  switch (command) {
    case Command::match:
      return "Omit matches at or after this time";
    case Command::explain:
      return "Ignore records at or after this time";
    default:
      return "Ignore matches at or after this time";
  }
}

class RangeGroup : public Group {
 public:
  void declare(Declaration& to, Command command) override {
    to.option(kTimeGroup, "--since,--from", since_, "TIME", since_about(command));
    if (command == Command::state_alerts) return;
    to.option(kTimeGroup, "--until,--to", until_, "TIME", until_about(command));
  }

  void read(Options& options, Reading& reading) const override {
    reading.take_moment("--since", since_, options.since);
    reading.take_moment("--until", until_, options.until);
    if (options.since && options.until && *options.since >= *options.until) {
      reading.fail(
          usage(fmt::format("--until: found {}, expected a time after --since, which is {}",
                            format_utc(*options.until), format_utc(*options.since))));
    }
  }

 private:
  std::optional<std::string> since_;
  std::optional<std::string> until_;
};

}  // namespace

std::unique_ptr<Group> range_group() { return make_group<RangeGroup>(); }

}  // namespace s3rare::options
