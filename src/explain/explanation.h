// The evidence for the number of alerts in the logs.
#pragma once

#include <cstdint>
#include <optional>

#include "explain/delivery.h"
#include "explain/funnel.h"
#include "explain/logged_record.h"
#include "explain/near_miss.h"
#include "s3rare/rule.h"
#include "s3rare/term.h"

namespace s3rare::explain {

/// Counts every record by clause, near miss and place. Adding and merging commute.
struct Explanation {
  Funnel funnel;
  NearMisses near_misses;
  Delivery delivery;
  std::uint64_t not_judged = 0;  ///< records without a usable userIdentity: in `delivery` only

  /// @param unmet     the result of `first_unmet_clause` for the record
  /// @param excepted  whether the record is a match to which an exception applies; it is then not
  ///                  counted as a near miss
  void add(const LoggedRecord& record, std::optional<Clause> unmet, bool excepted,
           const TermFields& term_fields) {
    funnel.add(unmet);
    delivery.add(record);
    if (excepted) return;
    if (const auto kind = near_miss_of(record, unmet, term_fields)) {
      near_misses.add(*kind, record);
    }
  }

  /// Adds a record that the rule cannot judge.
  void add_not_judged(const LoggedRecord& record) {
    ++not_judged;
    delivery.add(record);
  }

  void merge(const Explanation& other) {
    not_judged += other.not_judged;
    funnel.merge(other.funnel);
    near_misses.merge(other.near_misses);
    delivery.merge(other.delivery);
  }
};

}  // namespace s3rare::explain
