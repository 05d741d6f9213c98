// What `s3rare explain` tells, as text for people and as JSON.
//
// Text is lines of at most text::kTextColumns, as far as names allow, and safe to show on a
// terminal; JSON is one document, on one line.
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

/// With which rule, and over which time, logs are explained.
struct Question {
  Principal principal = Principal::both;
  TermFields term_fields;
  Seconds window = 0;
  std::optional<EventTime> since;
  std::optional<EventTime> until;
};

/// Logs, read to their end.
struct Explained {
  const Question& question;
  const Explanation& logs;
  const output::Summary& summary;   ///< its matches are those inside the time range
  std::uint64_t outside_range = 0;  ///< records that are not explained
};

/// Why there are as many alerts as there are, or none.
struct Reason {
  std::string_view code;  ///< for programs
  std::string text;       ///< a sentence or two
};

/// @returns the reasons, the first one first; at least one
std::vector<Reason> reasons_of(const Explained& explained);

std::string explanation_text(const Explained& explained);
std::string explanation_json(const Explained& explained);

/// The section of the near misses, with an empty line before it.
std::string near_misses_text(const NearMisses& misses);

}  // namespace s3rare::explain
