#include "cli/reading/run_input.h"

#include <sys/stat.h>
#include <unistd.h>

#include <utility>

#include "cli/reading/own_files.h"
#include "cli/terminal.h"

namespace s3rare::cli {

Result<std::vector<std::string>> input_paths(const options::Options& options) {
  if (!options.paths.empty() || options.files_from) return options.paths;
  if (is_terminal(STDIN_FILENO)) {
    return Error{ErrorKind::usage,
                 {},
                 std::nullopt,
                 "PATH: found none, expected log files or folders, such as AWSLogs/, or logs on "
                 "standard input"};
  }
  return std::vector<std::string>{"-"};
}

namespace {

// What reads the input twice.
std::string reader_of(const options::Options& options) {
  if (options.command == options::Command::report) return "s3rare report";
  return options.investigate ? "--investigate" : "--report";
}

}  // namespace

Result<Done> check_can_be_read_again(const options::Options& options) {
  for (const std::string& path : options.paths) {
    struct stat status {};
    if (path != "-" && (::stat(path.c_str(), &status) != 0 || S_ISREG(status.st_mode) ||
                        S_ISDIR(status.st_mode))) {
      continue;
    }
    return Error{ErrorKind::usage, path, std::nullopt,
                 "found input that can be read only once, expected files or folders, such as "
                 "AWSLogs/: " +
                     reader_of(options) + " reads its input twice"};
  }
  if (!options.paths.empty() || options.files_from) return Done();
  return Error{
      ErrorKind::usage,
      {},
      std::nullopt,
      "PATH: found none, expected files or folders, such as AWSLogs/: " + reader_of(options) +
          " reads its input twice, which standard input does not allow"};
}

input::TimeRange time_range_of(const options::Options& options) {
  input::TimeRange range{options.since, options.until};
  if (range.from) range.from = *range.from - options.window;
  return range;
}

Result<input::FileWalk> find_input(const options::Options& options, input::TimeRanges ranges,
                                   input::IsRemembered is_remembered) {
  auto paths = input_paths(options);
  if (!paths) return paths.error();
  return input::FileWalk::start(*paths, own_files(options), std::move(ranges),
                                std::move(is_remembered),
                                {options.strip_prefix, options.path_prefix});
}

}  // namespace s3rare::cli
