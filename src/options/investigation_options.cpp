#include "options/investigation_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "options/options.h"

namespace s3rare::options {
namespace {

class InvestigationGroup : public Group {
 public:
  void declare(Declaration& to, Command command) override {
    const bool of_detect = command == Command::detect;
    const char* const group =
        of_detect ? "Investigation of the alerts, as by s3rare investigate" : "Investigation";
    if (of_detect) {
      to.option(group, "--investigate", investigate_, "FILE",
                "Read the logs once more, and write a dossier of each alert to this file, which "
                "must not exist; --append appends to it");
    } else {
      to.option(group, "--alerts", alerts_, "FILE",
                "Alerts as s3rare detect prints them, or as jq passes them on; - is standard "
                "input");
    }
    to.option(
        group, "--before", look_before_, "LENGTH",
        "Look at requests up to this long before an alert's event [30d]. Changes of access are "
        "of all logs");
    to.option(group, "--after", look_after_, "LENGTH",
              "The same after it. A number and s, m, h, d or w [7d]");
    if (!of_detect) {
      to.option("Output", "--html", html_, "FILE",
                "Also write the dossiers as one self-contained page for a browser; replaces an "
                "older file");
    }
  }

  void read(Options& options, Reading& reading) const override {
    options.alerts = alerts_.value_or(std::string());
    options.investigate = investigate_;
    options.html = html_;
    read_length("--before", look_before_, options.look_before, reading);
    read_length("--after", look_after_, options.look_after, reading);
    constexpr std::string_view kNoDash = "the name of a file, which standard output is not";
    if (investigate_) reading.check_file("--investigate", *investigate_, kNoDash, true);
    if (html_) reading.check_file("--html", *html_, kNoDash, true);
    if (investigate_ && options.learn) {
      reading.fail(
          usage("--investigate: found --learn as well, expected one of them: --learn raises no "
                "alert"));
    }
    if (reading.command() == Command::investigate) check_alerts(options, reading);
  }

 private:
  void read_length(const char* option, const std::optional<std::string>& text, Seconds& length,
                   Reading& reading) const {
    reading.take(option, text, length, parse_bounded_length,
                 "a length of at most 3650d, such as 30d, 36h or 90m");
    if (text && reading.command() == Command::detect && !investigate_) {
      reading.fail(usage(
          fmt::format("{}: found no investigation, expected --investigate FILE as well", option)));
    }
  }

  static void check_alerts(const Options& options, Reading& reading) {
    if (options.alerts.empty()) {
      reading.fail(
          usage("--alerts: found none, expected a file of alerts, such as alerts.ndjson, or - for "
                "standard input"));
    }
    const bool reads_input = (options.paths.empty() && !options.files_from) ||
                             options.files_from == "-" ||
                             std::count(options.paths.begin(), options.paths.end(), "-") > 0;
    if (options.alerts == "-" && reads_input) {
      reading.fail(
          usage("PATH: found standard input, which carries the alerts, expected log files or "
                "folders, such as AWSLogs/"));
    }
  }

  std::optional<std::string> alerts_;
  std::optional<std::string> investigate_;
  std::optional<std::string> html_;
  std::optional<std::string> look_before_;
  std::optional<std::string> look_after_;
};

}  // namespace

std::unique_ptr<Group> investigation_group() { return make_group<InvestigationGroup>(); }

}  // namespace s3rare::options
