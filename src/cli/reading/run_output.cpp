#include "cli/reading/run_output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/reading/own_files.h"
#include "cli/terminal.h"
#include "json/text.h"
#include "text/quantities.h"
#include "text/terminal_text.h"

namespace s3rare::cli {
namespace {

// Whether the last line of a file is a JSON document, or the end of one that takes several lines.
// Hand-written files often lack their last line end.
bool is_complete_json(std::string_view line) {
  constexpr std::string_view kSpace = " \t\r";
  const std::size_t begin = line.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return false;
  if (line.find_first_not_of(" \t\r}]") == std::string_view::npos) return true;
  const char first = line[begin];
  return (first == '{' || first == '[') && json::is_json(line);
}

// Whether two names refer to one file, which need not exist yet.
bool are_one_file(const std::string& a, const std::string& b) {
  std::error_code ignored;
  const auto place = [&](const std::string& path) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(path, ignored), ignored);
  };
  return a == b || place(a) == place(b);
}

}  // namespace

output::Messages make_messages(const options::Options& options) {
  return {colors_wanted(options.color, STDERR_FILENO), options.quiet};
}

Result<Done> check_output(const options::Options& options) {
  struct Written {
    const char* option;
    std::optional<std::string> path;
    bool may_be_there;
  };
  const bool of_detect = options.command == options::Command::detect;
  const std::vector<Written> files = {
      {"-o", options.output, options.append},
      {"--investigate", options.investigate, options.append},
      {"--html", options.html, true},
      {of_detect ? "--report" : "--json-file", options.json_file, true},
      {of_detect ? "--report" : "--html", options.page_file, true},
      {"--text-file", options.text_file, true},
      {"--markdown-file", options.markdown_file, true},
      {"--csv-file", options.csv_file, true},
      {"--summary-json", options.summary_json, true}};
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!files[i].path) continue;
    if (auto usable = files::Sink::check(*files[i].path, files[i].may_be_there); !usable) {
      return usable.error();
    }
    for (std::size_t other = 0; other < i; ++other) {
      if (!files[other].path || !are_one_file(*files[other].path, *files[i].path)) continue;
      return Error{ErrorKind::usage,
                   {},
                   std::nullopt,
                   fmt::format("{}: found the file of {}, expected another file", files[i].option,
                               files[other].option)};
    }
    for (const std::string& file : state_files(options)) {
      if (!are_one_file(file, *files[i].path)) continue;
      return Error{ErrorKind::usage,
                   {},
                   std::nullopt,
                   "--state: found a file that the run writes as well, expected another file"};
    }
  }
  return Done();
}

Result<files::Sink> open_output(const options::Options& options) {
  if (!options.output) return files::Sink::standard_output();
  if (!options.append) return files::Sink::new_file(*options.output);
  const auto warn_of_torn = [&](const files::UnendedLine& torn) {
    constexpr std::size_t kMaxShownBytes = 400;
    constexpr std::size_t kShownColumns = 100;
    make_messages(options).warning(fmt::format(
        "{}: the last line is torn, as a killed run leaves it: cutting off its {} from byte {} on: "
        "{}",
        text::show_safely(*options.output), text::count_of(torn.text.size(), "byte"), torn.offset,
        text::shorten(text::show_safely(torn.text.substr(0, kMaxShownBytes)), kShownColumns)));
  };
  return files::Sink::append_to(*options.output, {is_complete_json, warn_of_torn});
}

}  // namespace s3rare::cli
