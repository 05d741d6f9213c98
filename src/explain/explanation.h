// Why logs raise the alerts that they raise, or none.
#pragma once

#include <optional>

#include "explain/delivery.h"
#include "explain/funnel.h"
#include "explain/logged_record.h"
#include "explain/near_miss.h"
#include "s3rare/rule.h"
#include "s3rare/term.h"

namespace s3rare::explain {

/// What is to be explained. It is a set: adding and merging commute.
struct Explanation {
  Funnel funnel;
  NearMisses near_misses;
  Delivery delivery;

  /// Adds a record.
  /// @param unmet     what `first_unmet_clause` says of it
  /// @param excepted  whether it is a match that an exception holds of: then it is no near miss
  void add(const LoggedRecord& record, std::optional<Clause> unmet, bool excepted,
           const TermFields& term_fields) {
    funnel.add(unmet);
    delivery.add(record);
    if (excepted) return;
    if (const auto kind = near_miss_of(record, unmet, term_fields)) {
      near_misses.add(*kind, record);
    }
  }

  void merge(const Explanation& other) {
    funnel.merge(other.funnel);
    near_misses.merge(other.near_misses);
    delivery.merge(other.delivery);
  }
};

}  // namespace s3rare::explain
