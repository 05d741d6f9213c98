// The words of the command line, before they are understood. The home of CLI11.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "s3rare/error.h"

namespace s3rare::cli {

/// Which subcommand was given, and the texts of its options. What was not given is absent.
struct CommandLine {
  std::string command;  ///< of a subcommand of `state`, both words: `state show`
  std::vector<std::string> paths;
  std::optional<std::string> principal;
  std::optional<std::string> term;
  std::optional<std::string> window;
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::optional<std::string> max_alerts;
  std::optional<std::string> output;
  std::optional<std::string> format;
  std::optional<std::string> summary_json;
  std::optional<std::string> alert_exit_code;
  std::optional<std::string> threads;
  std::optional<std::string> progress;
  std::optional<std::string> color;
  std::optional<std::string> max_age;
  std::optional<std::string> state;
  std::optional<std::string> retain;
  std::optional<std::string> before;
  std::vector<std::string> geoip;
  std::vector<std::string> indicators;
  std::optional<std::string> record;
  std::optional<std::string> source;
  std::vector<std::string> exceptions;
  std::vector<std::string> except_sources;
  std::vector<std::string> except_buckets;
  std::optional<std::string> by;
  std::optional<std::string> reason;
  std::optional<std::string> expires;
  std::optional<std::string> alerts;
  std::optional<std::string> look_before;
  std::optional<std::string> look_after;
  std::optional<std::string> html;
  std::optional<std::string> investigate;
  bool append = false;
  bool original = false;
  bool quiet = false;
  bool learn = false;
  bool rescan = false;
  bool state_readonly = false;
  bool json = false;
  bool held = false;
};

/// Help or a version was asked for: to be printed to standard output.
struct Answer {
  std::string text;
};

/// An error in what was typed.
Error usage(std::string what);

/// Takes a command line apart.
/// @returns its words, an answer, or an error of kind `usage` that suggests what was meant
Result<std::variant<CommandLine, Answer>> read_command_line(int argc, const char* const* argv);

}  // namespace s3rare::cli
