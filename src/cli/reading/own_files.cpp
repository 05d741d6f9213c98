#include "cli/reading/own_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <system_error>

#include "state/state.h"

namespace s3rare::cli {

std::vector<std::string> state_files(const options::Options& options) {
  const auto& given = options.state ? options.state : options.report_state;
  if (!given) return {};
  std::error_code ignored;
  const std::string state = std::filesystem::weakly_canonical(*given, ignored).string();
  return {*given, state, state + "-journal", state + ".lock", state + state::kNewSuffix};
}

std::set<input::FileIdentity> own_files(const options::Options& options) {
  std::set<input::FileIdentity> own;
  struct stat status {};
  const auto add = [&] {
    if (S_ISREG(status.st_mode)) own.emplace(status.st_dev, status.st_ino);
  };
  if (options.output && ::stat(options.output->c_str(), &status) == 0) add();
  for (const auto& file :
       {options.summary_json, options.investigate, options.html, options.json_file,
        options.text_file, options.markdown_file, options.csv_file, options.page_file}) {
    if (file && ::stat(file->c_str(), &status) == 0) add();
  }
  if (::fstat(STDOUT_FILENO, &status) == 0) add();
  for (const std::string& file : {options.alerts, options.report_alerts}) {
    if (::stat(file.c_str(), &status) == 0) add();
  }
  for (const std::string& file : state_files(options)) {
    if (::stat(file.c_str(), &status) == 0) add();
  }
  for (const auto* files : {&options.exceptions, &options.indicators, &options.geoip}) {
    for (const std::string& file : *files) {
      if (::stat(file.c_str(), &status) == 0) add();
    }
  }
  return own;
}

}  // namespace s3rare::cli
