#include "options/path_options.h"

#include <fmt/format.h>

#include "options/options.h"

namespace s3rare::options {
namespace {

class PathGroup : public Group {
 public:
  void declare(Declaration& to, Command command) override {
    switch (command) {
      case Command::except:
        to.positionals(
            "ALERTS", paths_,
            "Files of alerts as s3rare detect prints them, or as jq passes them on; - or "
            "none: standard input");
        return;
      case Command::state_import:
        to.positionals("LINES", paths_, "Files of lines; - or none: standard input");
        return;
      case Command::state_merge:
        to.positionals("STATE", paths_, "States with the same settings");
        return;
      default:
        to.positionals("PATH", paths_,
                       "Log files, folders (walked), or - for standard input, which is also read "
                       "when no PATH is given and it is not a terminal. JSON as CloudTrail, "
                       "Firehose, EventBridge, CloudWatch Logs and lookup-events write it, plain "
                       "or compressed, and archives of such files");
    }
  }

  void read(Options& options, Reading& reading) const override {
    options.paths = paths_;
    if (reading.command() == Command::state_merge && paths_.empty()) {
      reading.fail(
          usage("state merge: found no state, expected the states to merge, such as a.db b.db"));
    }
  }

 private:
  std::vector<std::string> paths_;
};

}  // namespace

std::unique_ptr<Group> path_group() { return make_group<PathGroup>(); }

}  // namespace s3rare::options
