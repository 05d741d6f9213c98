// Where identities of an alert's account are used, in all logs.
//
// Credentials that a stranger's address uses are stolen, or the address is no stranger's. What else
// is known of them helps to tell: the other addresses that use them. Which identities these are is
// known only once the logs are read, so their uses take a second pass.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/bounded/first_in_order.h"
#include "investigate/doing.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// @returns who is behind an ARN: of the session of an assumed role the role, as
///          `arn:aws:sts::111122223333:assumed-role/NAME`; else the ARN itself
/// Source: AWS IAM user guide, "IAM identifiers" and "AWS STS: assumed-role principals".
std::string_view identity_behind(std::string_view arn);

/// Signed requests of one identity, or from one address.
struct IdentityRecords {
  std::uint64_t records = 0;
  GrowingSpan span;

  void add(EventTime time);
  void merge(const IdentityRecords& other);
};

/// The identities of an alert's account that sign requests from the alert's source.
class OwnIdentities {
 public:
  static constexpr std::size_t kMost = 16;  ///< the first in order of their names

  /// @param doing  signed by an identity of the alert's account
  void add(const Doing& doing);
  void merge(OwnIdentities&& other);

  /// Fills in the identities, but not where else they are used.
  void fill(SourceActivity& activity) const;

 private:
  struct Requests {
    IdentityRecords records;
    FirstEvidence first;
  };
  struct Bytes {
    std::size_t operator()(const std::string& /*name*/) const { return 1; }
  };
  FirstInOrder<std::string, Requests, Bytes> identities_{kMost, SIZE_MAX};
  std::uint64_t records_ = 0;
};

class IdentityUses {
 public:
  static constexpr std::size_t kMostIdentities = 1024;
  static constexpr std::size_t kMostAddresses = 256;  ///< of one identity, the first in order
  static constexpr std::size_t kMostListed = 10;

  /// @param identities  as `fill` of OwnIdentities names them. Only those with an ARN are looked
  ///                    for, and of more than kMostIdentities the first in order
  explicit IdentityUses(std::vector<std::string> identities);

  /// @returns an empty collection for the same identities
  IdentityUses make_empty() const;

  bool empty() const { return uses_.empty(); }
  bool knows(std::string_view arn) const;

  /// Adds a record; one of another identity, or that a service sent, changes nothing.
  void add(const Doing& doing, std::string_view arn);
  void merge(IdentityUses&& other);

  /// Fills in where else the identities of a dossier are used: from addresses other than `source`.
  void fill(SourceActivity& activity, std::string_view source) const;

 private:
  struct Bytes {
    std::size_t operator()(const std::string& /*address*/) const { return 1; }
  };
  struct Uses {
    FirstInOrder<std::string, IdentityRecords, Bytes> addresses{kMostAddresses, SIZE_MAX};
    std::uint64_t records = 0;
  };

  IdentityUses() = default;
  std::map<std::string, Uses, std::less<>> uses_;
};

}  // namespace s3rare::investigate
