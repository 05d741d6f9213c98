// Reads from a record what it says about who gets into a bucket.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/openness/observation.h"
#include "json/reader.h"

namespace s3rare::investigate::openness {

/// An observation, and what it is about.
struct Observed {
  std::string account;  ///< of the bucket's owner; empty: not known
  std::string region;   ///< of the bucket; empty for what holds in all Regions
  std::string bucket;   ///< empty: of the whole account
  Observation observation;
};

/// What a record is about, whether or not it says anything.
struct About {
  std::string account;  ///< of the bucket's owner; empty: not known
  std::string region;
  std::string bucket;
  bool of_account = false;  ///< of an account's settings
  std::string key;          ///< of an object
  std::string call;         ///< what copies of one call in several trails have in common
  /// What a change sets; of a failed one what it asked for.
  std::optional<Observation::Content> asked;
  std::string_view parameters;  ///< JSON; valid until the next record is read
  std::uint64_t hash = 0;       ///< of the parameters
};

/// @returns whether a record with this eventName (of s3.amazonaws.com) can be an observation,
///          besides requests of anonymous callers. Cheap: it is asked of every record
bool may_be_observation(std::string_view event_name);

class ObservationReader {
 public:
  ObservationReader();

  /// The account is the bucket's owner as `resources` have it, for copies of a record lie in the
  /// caller's trail as well; without it the recipient. Whose change it is must be certain: a record
  /// for a bucket that names none is no observation, and never one of the account.
  /// A failed request changed nothing; its error may be evidence.
  /// @param json  a record of a log; json::kPaddingBytes behind it must be readable
  /// @returns nothing if the record is none, or its time cannot be read; two if an anonymous caller
  ///          writes an object: the request, and the object's ACL
  /// Source: Amazon S3 user guide, "Amazon S3 CloudTrail events" and "Identifying Amazon S3
  /// requests using CloudTrail"; public samples for the errors of refusals.
  std::vector<Observed> read(std::string_view json);

  /// What the last record is about. Empty if it is none of S3.
  const About& about() const { return about_; }

 private:
  json::JsonReader fields_;
  About about_;
  std::map<std::uint64_t, PolicySetting> policies_;  // read before, by the hash of their parameters
};

}  // namespace s3rare::investigate::openness
