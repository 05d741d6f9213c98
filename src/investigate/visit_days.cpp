#include "investigate/visit_days.h"

#include <algorithm>
#include <tuple>

namespace s3rare::investigate {

void VisitDays::add(std::uint32_t cell, std::int64_t day, std::uint64_t source_hash) {
  put({cell, false, day, source_hash});
}

void VisitDays::put(const Day& added) {
  const auto order = [](const Day& day) { return std::tie(day.cell, day.day); };
  const auto found =
      std::lower_bound(days_.begin(), days_.end(), added,
                       [&](const Day& a, const Day& b) { return order(a) < order(b); });
  if (found == days_.end() || order(*found) != order(added)) {
    days_.insert(found, added);
    return;
  }
  found->has_more = found->has_more || added.has_more || found->source_hash != added.source_hash;
}

void VisitDays::merge(const VisitDays& other) {
  for (const Day& day : other.days_) put(day);
}

std::uint64_t VisitDays::count_without(std::uint64_t source_hash, std::uint32_t begin,
                                       std::uint32_t end) const {
  std::uint64_t count = 0;
  const Day* last = nullptr;  // the last day counted
  auto day = std::lower_bound(days_.begin(), days_.end(), begin,
                              [](const Day& a, std::uint32_t cell) { return a.cell < cell; });
  for (; day != days_.end() && day->cell <= end; ++day) {
    if (!day->has_more && day->source_hash == source_hash) continue;
    // A window that ends within a day splits the day into several cells.
    if (last == nullptr || last->day != day->day) ++count;
    last = &*day;
  }
  return count;
}

}  // namespace s3rare::investigate
