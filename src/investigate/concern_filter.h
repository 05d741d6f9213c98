// Decides from a record's bytes that it cannot concern any alert, so that an investigation does not
// parse it. Nearly all records neither come from an alert's source nor change who may reach what.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "investigate/alert_groups.h"
#include "json/byte_kernels.h"

namespace s3rare::investigate {

class ConcernFilter {
 public:
  /// @param sources  alerts by their sources
  /// @param objects  alerts by their keys. Actions that write objects (PutObject, CopyObject,
  ///                 CreateMultipartUpload) are frequent: a record of one passes only if it holds
  ///                 such a key or opens the object to everyone. Other changes of access all pass,
  ///                 and so does other evidence of who gets in
  /// @param kernels  the implementation to use: all give the same result
  /// Borrows both groups: they must outlive the filter.
  ConcernFilter(const AlertGroups& sources, const AlertGroups& objects,
                const json::ByteKernels& kernels = json::byte_kernels().front());

  /// Looks at the values of the keys in question wherever they appear, in any object and any order,
  /// and decodes escapes in them; of a duplicate key the last value counts. Sound for any bytes. A
  /// request opens an object by an ACL header (`x-amz-acl`, `x-amz-grant-...`, in lower case, as
  /// CloudTrail writes them), unless the value is a canned ACL that gives nothing to everyone.
  /// @param record  one for which `may_match` is false: its keys contain no escapes
  /// @returns false only if the record has neither such a source nor such an action
  bool may_concern(std::string_view record);

 private:
  // Calls `take(pair)` with the position of each pair, until it returns true.
  template <class Take>
  bool any_pair(json::FindPairs find_pairs, std::string_view record, Take&& take);
  bool is_concerned_write(std::string_view record);
  std::string_view string_at(std::string_view record, std::size_t begin);

  const AlertGroups* sources_;
  const AlertGroups* objects_;
  const json::ByteKernels* kernels_;
  std::array<std::uint16_t, json::kMostIndexed / 2> pairs_ = {};
  std::string decoded_;
};

}  // namespace s3rare::investigate
