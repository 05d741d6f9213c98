// Renders an alert as a line: one Elastic Common Schema document.
#pragma once

#include <string>
#include <string_view>

#include "s3rare/alert.h"
#include "s3rare/detail.h"
#include "s3rare/enrichment.h"
#include "s3rare/term.h"

namespace s3rare::output {

/// The version of the Elastic Common Schema that the documents follow.
inline constexpr std::string_view kEcsVersion = "9.4.0";

/// What all alert lines of a run share.
struct AlertContext {
  /// @param may_forget  whether a term may have matches before the history begins: neither the run
  ///                    nor its state looks back further
  AlertContext(TermFields fields, Seconds window, bool may_forget = false);

  TermFields term_fields;
  bool forgets;
  /// `event.severity` is the priority's, not the rule's.
  bool severity_by_priority = false;
  std::string history_window;  ///< for people: 7d
  std::string rule_members;    ///< a JSON object: the members about the rule
};

/// Renders an alert without the line end. Omits the fields that the record lacks. The line depends
/// on neither the clock, the machine nor the order of the input.
/// @param detail  of the alert's match
/// @param enrichment  in UTF-8
/// @param path  the file of the alert's match, in any bytes
/// Sources: ECS field reference 9.4; elastic/integrations, package aws, data stream cloudtrail.
std::string render_alert(const Alert& alert, const DetailReader& detail,
                         const AlertContext& context, const Enrichment& enrichment,
                         std::string_view path);

}  // namespace s3rare::output
