// Tells from a record's bytes that it can concern no alert, so that an investigation need not parse
// it: nearly all records are neither of an alert's source nor do they change who may reach what.
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
  /// @param objects  alerts by their keys: of actions that write objects (PutObject, CopyObject,
  ///                 CreateMultipartUpload), which are frequent, only records count that hold one
  ///                 or open the object to everyone; of others that change access, all
  /// @param kernels  the implementation to use: all give the same
  /// Both are borrowed: they must outlive the filter.
  ConcernFilter(const AlertGroups& sources, const AlertGroups& objects,
                const json::ByteKernels& kernels = json::byte_kernels().front());

  /// A record that is neither of such a source nor of such an action has no wanted value behind any
  /// of these keys, in any object: if a key appears twice, the last one counts.
  /// Values may be escaped. White space and the order of keys do not matter. Sound for any bytes.
  /// What opens an object is a header for its ACL (`x-amz-acl`, `x-amz-grant-...`, in lower case,
  /// as CloudTrail has it), unless its value is a canned ACL that gives nothing to everyone.
  /// @param record  for which `may_match` is false: no key's letter is spelled as an escape
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
