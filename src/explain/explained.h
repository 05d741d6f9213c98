// The report of `s3rare explain`, as text for people and as JSON.
//
// Text is safe to print on a terminal. Its lines have at most text::kTextColumns columns unless a
// name is longer. JSON is one document on one line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explain/explanation.h"
#include "output/summary.h"
#include "s3rare/rule.h"
#include "s3rare/term.h"

namespace s3rare::explain {

/// The rule's options and the time range of an explanation.
struct Question {
  Principal principal = Principal::both;
  TermFields term_fields;
  Seconds window = 0;
  std::optional<EventTime> since;
  std::optional<EventTime> until;
};

/// What was found in the logs, all of which have been read.
struct Explained {
  const Question& question;
  const Explanation& logs;
  const output::Summary& summary;   ///< counts only matches inside the time range
  std::uint64_t outside_range = 0;  ///< records outside the time range, which are not explained

  /// @returns the hours in which records are expected
  HourRange hours() const { return logs.delivery.hours(question.since, question.until); }
};

/// One reason for the number of alerts.
struct Reason {
  std::string_view code;  ///< stable, for programs
  std::string text;       ///< one or more sentences, for people
};

/// @returns at least one reason, the most important first
std::vector<Reason> reasons_of(const Explained& explained);

std::string explanation_text(const Explained& explained);
std::string explanation_json(const Explained& explained);

/// @param all_judged  whether the rule could judge every record
/// @returns the section on near misses, which begins with an empty line
std::string near_misses_text(const NearMisses& misses, bool all_judged = true);

}  // namespace s3rare::explain
