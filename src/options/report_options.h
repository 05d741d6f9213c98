// Of `report`: where its alerts come from, and the forms in which incidents are written. Of
// `detect`: the files of its report.
#pragma once

#include <optional>
#include <string>

#include "options/group.h"

namespace s3rare::options {

/// How incidents are printed.
enum class ReportFormat { json, text, markdown };
/// What the rows of a table are about.
enum class CsvTable { incidents, objects, requests, sources };

struct ReportOptions {
  std::string report_alerts;  ///< a file; `-` is standard input; empty: found by itself
  std::optional<std::string> report_state;  ///< whose alerts are taken
  ReportFormat report_format = ReportFormat::json;
  std::optional<CsvTable> csv;  ///< instead of `report_format`
  // The same incidents as files, which replace older ones.
  std::optional<std::string> json_file;
  std::optional<std::string> text_file;
  std::optional<std::string> markdown_file;
  std::optional<std::string> csv_file;   ///< of incidents
  std::optional<std::string> page_file;  ///< HTML

  bool opened = false;  ///< only buckets that were opened and not reached

  /// Whether the run finds the alerts itself.
  bool finds_alerts() const { return report_alerts.empty() && !report_state && !opened; }
  /// Whether `detect` is to write a report.
  bool reports_too() const { return json_file || page_file; }
};

std::unique_ptr<Group> report_group();

}  // namespace s3rare::options
