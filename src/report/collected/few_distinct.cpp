#include "report/collected/few_distinct.h"

#include <algorithm>

namespace s3rare::report {

void FewDistinct::insert(std::uint32_t hash) {
  const auto found = std::lower_bound(smallest_.begin(), smallest_.end(), hash);
  if (found != smallest_.end() && *found == hash) return;
  if (smallest_.size() == kMost) {
    is_full_ = true;
    if (found == smallest_.end()) return;
    std::move_backward(found, smallest_.end() - 1, smallest_.end());
    *found = hash;
    return;
  }
  const auto place = found - smallest_.begin();
  if (smallest_.size() == smallest_.capacity()) {
    smallest_.reserve(std::min(kMost, smallest_.size() + smallest_.size() / 4 + 2));
  }
  smallest_.insert(smallest_.begin() + place, hash);
}

void FewDistinct::merge(const FewDistinct& other) {
  is_full_ = is_full_ || other.is_full_;
  for (const std::uint32_t hash : other.smallest_) insert(hash);
}

investigate::Distinct FewDistinct::count() const {
  if (!is_full_) return {smallest_.size(), false};
  const double share = (static_cast<double>(smallest_.back()) + 1) / 4294967296.0;
  return {static_cast<std::uint64_t>(static_cast<double>(kMost - 1) / share), true};
}

}  // namespace s3rare::report
