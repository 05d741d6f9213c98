#include "options/path_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "options/options.h"

namespace s3rare::options {
namespace {

class PathGroup : public Group {
  static constexpr const char* kGroup = "Logs";

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
        declare_logs(to);
    }
  }

  void read(Options& options, Reading& reading) const override {
    options.paths = paths_;
    options.files_from = files_from_;
    options.files_end_with_nul = files_end_with_nul_;
    options.strip_prefix = strip_prefix_.value_or("");
    options.path_prefix = path_prefix_.value_or("");
    check_list(reading);
    if (reading.command() == Command::state_merge && paths_.empty()) {
      reading.fail(
          usage("state merge: found no state, expected the states to merge, such as a.db b.db"));
    }
  }

 private:
  void declare_logs(Declaration& to) {
    to.positionals("PATH", paths_,
                   "Log files, folders (walked), or - for standard input, which is also read "
                   "when no PATH is given and it is not a terminal. JSON as CloudTrail, "
                   "Firehose, EventBridge, CloudWatch Logs and lookup-events write it, plain or "
                   "compressed, and archives of such files");
    to.option(kGroup, "--files-from", files_from_, "FILE",
              "Read also the logs that FILE names, one path a line; - for standard input. An empty "
              "list names no log");
    to.flag(kGroup, "-0,--null", files_end_with_nul_,
            "In FILE, paths end with a NUL byte, as find -print0 writes them");
    to.option(kGroup, "--strip-prefix", strip_prefix_, "TEXT",
              "Remove TEXT from the front of paths in alerts, errors and summaries");
    to.option(kGroup, "--path-prefix", path_prefix_, "TEXT",
              "Put TEXT in its place, so that they name the object and not the copy that was read, "
              "such as s3://example-trail/");
  }

  void check_list(Reading& reading) const {
    if (files_end_with_nul_ && !files_from_) {
      reading.fail(usage("-0: found no list of files, expected --files-from FILE as well"));
    }
    if (!files_from_) return;
    if (files_from_->empty()) {
      reading.fail(
          bad_value("--files-from", *files_from_, "a file of paths, or - for standard input"));
    }
    if (*files_from_ == "-" && std::count(paths_.begin(), paths_.end(), "-") > 0) {
      reading.fail(
          usage("PATH: found standard input, which carries the list of files, expected log "
                "files or folders, such as AWSLogs/"));
    }
  }

  std::vector<std::string> paths_;
  std::optional<std::string> files_from_;
  std::optional<std::string> strip_prefix_;
  std::optional<std::string> path_prefix_;
  bool files_end_with_nul_ = false;
};

}  // namespace

std::unique_ptr<Group> path_group() { return make_group<PathGroup>(); }

}  // namespace s3rare::options
