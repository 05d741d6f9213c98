#include "options/report_options.h"

#include <algorithm>

#include "options/options.h"

namespace s3rare::options {
namespace {

std::optional<ReportFormat> parse_report_format(std::string_view text) {
  if (text == "json") return ReportFormat::json;
  if (text == "text") return ReportFormat::text;
  if (text == "markdown") return ReportFormat::markdown;
  return std::nullopt;
}

std::optional<CsvTable> parse_csv_table(std::string_view text) {
  if (text == "incidents") return CsvTable::incidents;
  if (text == "objects") return CsvTable::objects;
  if (text == "requests") return CsvTable::requests;
  if (text == "sources") return CsvTable::sources;
  return std::nullopt;
}

class ReportGroup : public Group {
  static constexpr const char* kGroup = "Report";

 public:
  void declare(Declaration& to, Command /*command*/) override {
    to.option(kGroup, "--alerts", alerts_, "FILE",
              "Alerts as s3rare detect prints them, or as jq passes them on; - is standard input "
              "[found in the logs]");
    to.option(kGroup, "--state", state_, "FILE",
              "Take the alerts that this state of s3rare detect keeps. It is not changed");
    to.choice(kGroup, "--format", format_, "FORMAT", {"json", "text", "markdown"},
              "json: NDJSON, one incident a line; text: for people, at most a screen each; or "
              "markdown: for a ticket [json]");
    to.choice(kGroup, "--csv", csv_, "ROWS", {"incidents", "objects", "requests", "sources"},
              "CSV instead, one row for each of: incidents, objects, requests (by action and "
              "outcome), or sources");
    to.option(kGroup, "--json-file", json_file_, "FILE",
              "Also write NDJSON to this file; like all of these it replaces an older file");
    to.option(kGroup, "--text-file", text_file_, "FILE", "Also write text");
    to.option(kGroup, "--markdown-file", markdown_file_, "FILE", "Also write Markdown");
    to.option(kGroup, "--csv-file", csv_file_, "FILE", "Also write CSV, one row for each incident");
    to.option(kGroup, "--html", page_file_, "FILE",
              "Also write a page for a browser, which needs no network");
  }

  void read(Options& options, Reading& reading) const override {
    options.report_alerts = alerts_.value_or(std::string());
    options.report_state = state_;
    options.json_file = json_file_;
    options.text_file = text_file_;
    options.markdown_file = markdown_file_;
    options.csv_file = csv_file_;
    options.page_file = page_file_;
    reading.take("--format", format_, options.report_format, parse_report_format,
                 "json, text or markdown");
    if (csv_) {
      options.csv = parse_csv_table(*csv_);
      if (!options.csv) {
        reading.fail(bad_value("--csv", *csv_, "incidents, objects, requests or sources"));
      }
    }
    constexpr std::string_view kFileName = "the name of a file, which standard output is not";
    const auto check = [&](const char* option, const std::optional<std::string>& file) {
      if (file) reading.check_file(option, *file, kFileName, true);
    };
    check("--json-file", json_file_);
    check("--text-file", text_file_);
    check("--markdown-file", markdown_file_);
    check("--csv-file", csv_file_);
    check("--html", page_file_);
    check_sources(options, reading);
  }

 private:
  void check_sources(const Options& options, Reading& reading) const {
    if (alerts_) reading.check_file("--alerts", *alerts_, "a file of alerts, or -");
    if (state_) reading.check_file("--state", *state_, "the state of s3rare detect", true);
    if (alerts_ && state_) {
      reading.fail(usage("--alerts: found --state as well, expected one of them"));
    }
    if (format_ && csv_) reading.fail(usage("--csv: found --format as well, expected one of them"));
    const bool reads_input =
        options.paths.empty() || std::count(options.paths.begin(), options.paths.end(), "-") > 0;
    if (alerts_ == "-" && reads_input) {
      reading.fail(
          usage("PATH: found standard input, which carries the alerts, expected log files or "
                "folders, such as AWSLogs/"));
    }
  }

  std::optional<std::string> alerts_;
  std::optional<std::string> state_;
  std::optional<std::string> format_;
  std::optional<std::string> csv_;
  std::optional<std::string> json_file_;
  std::optional<std::string> text_file_;
  std::optional<std::string> markdown_file_;
  std::optional<std::string> csv_file_;
  std::optional<std::string> page_file_;
};

}  // namespace

std::unique_ptr<Group> report_group() { return make_group<ReportGroup>(); }

}  // namespace s3rare::options
