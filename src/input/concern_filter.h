// Tells from a record's bytes that it can concern no alert, so that an investigation need not parse
// it: nearly all records are neither of an alert's source nor do they change who may reach what.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "input/byte_kernels.h"

namespace s3rare::input {

class ConcernFilter {
 public:
  /// Whether a decoded value is one of those that are looked for.
  using IsWanted = std::function<bool(std::string_view value)>;

  /// @param is_source  whether a `sourceIPAddress` is that of an alert
  /// @param is_action  whether an `eventName` is one that may change who has access, besides those
  ///                   that write objects: PutObject, CopyObject, CreateMultipartUpload
  /// @param is_key     whether a `key` is that of an alert: of actions that write objects, which
  /// are
  ///                   frequent, only records count that hold one or open the object to everyone
  /// @param find_key_pair  the implementation to use: all give the same
  ConcernFilter(IsWanted is_source, IsWanted is_action, IsWanted is_key,
                FindPair find_key_pair = byte_kernels().front().find_key_pair);

  /// A record that is neither of such a source nor of such an action has no wanted value behind any
  /// of these keys, in whichever object they stand: of a key that stands twice the last one counts.
  /// Values may be escaped. White space and the order of keys are no matter. Sound for any bytes.
  /// What opens an object is a header for its ACL (`x-amz-acl`, `x-amz-grant-...`, in lower case,
  /// as CloudTrail has it), unless its value is a canned ACL that gives nothing to everyone.
  /// @param record  for which `may_match` is false: no key's letter is spelled as an escape
  /// @returns false only if the record has neither such a source nor such an action
  bool may_concern(std::string_view record);

 private:
  bool holds_wanted_key(std::string_view record);
  std::string_view string_at(std::string_view record, std::size_t begin);

  IsWanted is_source_;
  IsWanted is_action_;
  IsWanted is_key_;
  FindPair find_key_pair_;
  std::vector<std::size_t> keys_;  // of one record: where the values of its `key`s begin
  std::string decoded_;
};

}  // namespace s3rare::input
