// Decides from a record's bytes whether one of some identities may have sent it, so that the pass
// that looks for their uses parses few records.
#pragma once

#include <string>
#include <string_view>

#include "investigate/identity_uses.h"

namespace s3rare::investigate {

class IdentityFilter {
 public:
  /// @param uses  of the identities; borrowed
  explicit IdentityFilter(const IdentityUses& uses) : uses_(&uses) {}

  /// Looks at every `arn` in the record, and decodes escapes in it.
  /// @param record  one whose keys contain no escapes
  /// @returns false only if no such ARN is one of the identities
  bool may_concern(std::string_view record);

 private:
  const IdentityUses* uses_;
  std::string decoded_;
};

}  // namespace s3rare::investigate
