#include "options/output_options.h"

#include "options/options.h"

namespace s3rare::options {
namespace {

std::optional<Format> parse_format(std::string_view text) {
  if (text == "ndjson") return Format::ndjson;
  if (text == "table") return Format::table;
  if (text == "ocsf") return Format::ocsf;
  return std::nullopt;
}

std::optional<DossierFormat> parse_dossier_format(std::string_view text) {
  if (text == "json") return DossierFormat::json;
  if (text == "text") return DossierFormat::text;
  return std::nullopt;
}

// Whether the severity is that of the priority.
std::optional<bool> parse_severity(std::string_view text) {
  if (text == "rule") return false;
  if (text == "priority") return true;
  return std::nullopt;
}

class OutputGroup : public Group {
  static constexpr const char* kGroup = "Output";

 public:
  void declare(Declaration& to, Command command) override {
    switch (command) {
      case Command::explain:
        to.flag(kGroup, "--json", json_, "One JSON document instead of text");
        return;
      case Command::state_show:
        to.flag(kGroup, "--json", json_, "As JSON, to standard output");
        return;
      case Command::state_merge:
        to.option(kGroup, "-o,--output", output_, "FILE", "The new state; it must not exist");
        return;
      default:
        break;
    }
    const bool prints_alerts = command == Command::detect || command == Command::state_alerts;
    if (prints_alerts) {
      to.choice(
          kGroup, "--format", format_, "FORMAT", {"ndjson", "ocsf", "table"},
          "ndjson: Elastic Common Schema; ocsf: OCSF Detection Findings, as NDJSON; or table: "
          "for people, as wide as the terminal; elsewhere not shortened [ndjson]");
    }
    if (command == Command::investigate) {
      to.choice(kGroup, "--format", format_, "FORMAT", {"json", "text"},
                "json: NDJSON, one dossier a line; or text: for people, at most 40 lines each "
                "[json]");
    }
    to.option(kGroup, "-o,--output", output_, "FILE",
              "Write to this file, whole or not at all; it must not exist [standard output]");
    to.flag(kGroup, "--append", append_,
            "Append to the file of -o; cuts a torn last line first, with a warning");
    if (command == Command::detect) {
      to.choice(kGroup, "--severity", severity_, "WHICH", {"rule", "priority"},
                "event.severity of an alert: rule (always 47), or priority (low 21, medium 47, "
                "high 73), so that a SIEM can sort by it [rule]");
      to.flag(kGroup, "--original", original_, "Add the record as read, as event.original");
    }
    if (command == Command::detect || command == Command::match) {
      to.option(kGroup, "--summary-json", summary_json_, "FILE",
                "Also write the closing summary as JSON; replaces an older file");
    }
  }

  void read(Options& options, Reading& reading) const override {
    options.json = json_;
    options.append = append_;
    options.original = original_;
    reading.take("--severity", severity_, options.severity_by_priority, parse_severity,
                 "rule or priority");
    options.summary_json = summary_json_;
    if (output_ != "-") options.output = output_;
    if (reading.command() == Command::investigate) {
      reading.take("--format", format_, options.dossier_format, parse_dossier_format,
                   "json or text");
    } else {
      reading.take("--format", format_, options.format, parse_format, "ndjson, ocsf or table");
    }
    if (options.output) {
      reading.check_file("--output", *options.output, "the name of a file, such as alerts.ndjson");
    }
    if (summary_json_) {
      reading.check_file("--summary-json", *summary_json_,
                         "the name of a file: standard output carries the alerts", true);
    }
    if (reading.command() == Command::state_merge && !options.output) {
      reading.fail(usage("state merge: found no output, expected the new state, -o FILE"));
    }
    if (append_ && !options.output && !options.investigate) {
      reading.fail(usage("--append: found no output file to append to, expected -o FILE as well"));
    }
  }

 private:
  std::optional<std::string> output_;
  std::optional<std::string> format_;
  std::optional<std::string> severity_;
  std::optional<std::string> summary_json_;
  bool append_ = false;
  bool original_ = false;
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Group> output_group() { return make_group<OutputGroup>(); }

}  // namespace s3rare::options
