// With which identities the alerts' sources sign requests, of any service.
#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "investigate/bounded/first_in_order.h"
#include "investigate/doing.h"
#include "report/incident.h"

namespace s3rare::report {

/// Of one source: the first identities in order of their names.
class SignedRequests {
 public:
  static constexpr std::size_t kMostIdentities = 8;
  static constexpr std::size_t kMostKeys = 4;  ///< access keys of an identity

  /// @param doing  signed, after `describe`
  void add(const investigate::Doing& doing);
  void merge(SignedRequests&& other);

  /// @param account  of the bucket
  std::vector<UsedIdentity> identities(const std::string& account) const;

 private:
  struct Uses {
    std::string account;
    std::uint64_t requests = 0;
    investigate::GrowingSpan span;
    std::set<std::string> access_keys;  // the first in order
    investigate::FirstEvidence first;

    void merge(Uses&& other);
  };
  struct Bytes {
    std::size_t operator()(const std::string& /*name*/) const { return 1; }
  };
  investigate::FirstInOrder<std::string, Uses, Bytes> identities_{kMostIdentities, SIZE_MAX};
};

}  // namespace s3rare::report
