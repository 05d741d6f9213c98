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
  void declare(Declaration& to, Command command) override {
    if (command == Command::detect) {
      to.repeatable("Report of incidents, as by s3rare report", "--report", of_detect_, "FILE",
                    "Read the logs once more, and write the incidents of this run's alerts to this "
                    "file, which replaces an older one: a page if its name ends in .html, else "
                    "NDJSON (.ndjson). With --state, of all alerts that it keeps. Also says which "
                    "buckets were opened and not reached yet");
      return;
    }
    to.option(kGroup, "--alerts", alerts_, "FILE",
              "Alerts as s3rare detect prints them, or as jq passes them on; - is standard input "
              "[found in the logs]");
    to.option(kGroup, "--state", state_, "FILE",
              "Take the alerts that this state of s3rare detect keeps. It is not changed");
    to.flag(
        kGroup, "--opened", opened_,
        "Instead of alerts: buckets that a change opened, or may have, and that no stranger has "
        "reached yet");
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
    if (reading.command() == Command::detect) return read_of_detect(options, reading);
    options.report_alerts = alerts_.value_or(std::string());
    options.report_state = state_;
    options.json_file = json_file_;
    options.text_file = text_file_;
    options.markdown_file = markdown_file_;
    options.csv_file = csv_file_;
    options.page_file = page_file_;
    options.opened = opened_;
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
  void read_of_detect(Options& options, Reading& reading) const {
    for (const std::string& file : of_detect_) {
      const bool is_page = file.ends_with(".html");
      if (!is_page && !file.ends_with(".ndjson")) {
        reading.fail(bad_value("--report", file, "a name that ends in .html or .ndjson"));
        return;
      }
      std::optional<std::string>& of_kind = is_page ? options.page_file : options.json_file;
      if (of_kind) {
        reading.fail(
            bad_value("--report", file, "one file that ends in .html, and one in .ndjson"));
        return;
      }
      of_kind = file;
    }
    if (options.reports_too() && options.learn) {
      reading.fail(
          usage("--report: found --learn as well, expected one of them: --learn raises no alert"));
    }
  }

  void check_sources(const Options& options, Reading& reading) const {
    if (alerts_) reading.check_file("--alerts", *alerts_, "a file of alerts, or -");
    if (state_) reading.check_file("--state", *state_, "the state of s3rare detect", true);
    if (alerts_ && state_) {
      reading.fail(usage("--alerts: found --state as well, expected one of them"));
    }
    if (opened_ && (alerts_ || state_)) {
      reading.fail(usage("--opened: found --alerts or --state as well, expected one of them"));
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
  bool opened_ = false;
  std::vector<std::string> of_detect_;
};

}  // namespace

std::unique_ptr<Group> report_group() { return make_group<ReportGroup>(); }

}  // namespace s3rare::options
