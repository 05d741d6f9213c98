// The exposures of the alerts' buckets, and what they say about each alert.
//
// `exposed_by` is the newest change before an alert that let its request in. Within a second
// nothing is ordered: a request that succeeded came after an opening and before a closing. A
// closing counts only once it has surely taken effect (`slack_of` in openness/bucket_timeline.h).
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "investigate/access/access_records.h"
#include "investigate/dossier/dossier.h"
#include "investigate/exposure/bucket_exposure.h"

namespace s3rare::investigate {

class Exposures {
 public:
  /// Listed changes nearest to the alert, on each side.
  static constexpr std::ptrdiff_t kMostBefore = 20;
  static constexpr std::ptrdiff_t kMostAfter = 20;
  static constexpr std::ptrdiff_t kMostOpened = 5;  ///< opened objects before the alert, and after

  /// @param records  complete; borrowed, as its alerts are
  /// @param until    the end of the logs
  Exposures(const AccessRecords& records, EventTime until);

  /// @returns the exposure of an alert's bucket; null if the alert names none. Made at the first
  ///          call for the bucket.
  std::shared_ptr<const BucketExposure> of(std::size_t alert);

  /// Fills in `exposure`, `bucket_changes`, `opened_objects`, the numbers that both leave out, and
  /// `exposed_by`.
  void fill(Dossier& dossier, std::size_t alert);

 private:
  const AccessRecords& records_;
  EventTime until_;
  std::map<BucketName, std::vector<std::size_t>> alerts_;  // by bucket
  std::map<BucketName, std::shared_ptr<const BucketExposure>> made_;
  std::map<std::string, std::shared_ptr<const OrganizationChanges>> organizations_;  // by account
};

}  // namespace s3rare::investigate
