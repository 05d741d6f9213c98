// What is new: the spellings of the principal, the term, the history window, the limit of alerts.
#pragma once

#include <cstdint>

#include "options/group.h"
#include "s3rare/rule.h"
#include "s3rare/term.h"

namespace s3rare::options {

struct RuleOptions {
  Principal principal = Principal::both;
  TermFields term_fields = {TermField::source_address};
  Seconds window = rule::kHistoryWindow;
  std::uint64_t max_alerts = 0;  ///< in 5 minutes of event time; 0: no limit
};

std::unique_ptr<Group> rule_group();

}  // namespace s3rare::options
