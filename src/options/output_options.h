// The file that a subcommand writes, and what it writes there.
#pragma once

#include <optional>
#include <string>

#include "options/group.h"

namespace s3rare::options {

/// How alerts are printed.
enum class Format { ndjson, table, ocsf };
/// How dossiers are printed.
enum class DossierFormat { json, text };

struct OutputOptions {
  std::optional<std::string> output;  ///< absent: standard output
  bool append = false;
  bool severity_by_priority = false;  ///< of alerts, in `event.severity`
  bool original = false;              ///< adds the record as read to alerts
  Format format = Format::ndjson;
  DossierFormat dossier_format = DossierFormat::json;
  bool json = false;  ///< of `explain` and `state show`
  std::optional<std::string> summary_json;
};

std::unique_ptr<Group> output_group();

}  // namespace s3rare::options
