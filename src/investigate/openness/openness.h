// Whether a bucket is open: what a state lets an anonymous caller do.
//
// S3 decides in this order: the bucket exists; no resource control policy denies; the bucket's
// policy does not deny, which also takes away what an ACL grants; the policy allows, and
// RestrictPublicBuckets does not hold back the whole policy because AWS calls it public; or an ACL
// allows, and ACLs are neither disabled nor ignored. Access points take no anonymous requests:
// their policies are not looked at.
//
// Source: Amazon S3 user guide, "How Amazon S3 authorizes a request", "Blocking public access to
// your Amazon S3 storage", "Access points restrictions and limitations".
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "investigate/openness/bucket_state.h"
#include "investigate/openness/policy_reach.h"
#include "investigate/openness/request.h"

namespace s3rare::investigate::openness {

/// How open something is to callers who are not signed, from the least to the most.
enum class Openness : std::uint8_t {
  closed,
  unknown,      ///< the logs say nothing on either side
  restricted,   ///< only callers of a network, a VPC endpoint, or any signed AWS account
  may_be_open,  ///< what the logs say does not decide it
  open
};

/// @returns `open`, `may be open`, `restricted`, `unknown`, `closed`
std::string_view name_of(Openness openness);

/// The answer for one request, or the widest for several.
struct Verdict {
  Openness openness = Openness::closed;
  // By kind of caller; `internet` does not count callers of named networks.
  Truth internet = Truth::no;
  Truth network = Truth::no;
  Truth endpoint = Truth::no;
  Truth signer = Truth::no;
  // What lets callers from the internet in, or else those who are restricted.
  bool by_policy = false;
  bool by_acl = false;
  std::vector<Sent> sent;          ///< what a request must hold
  std::optional<std::string> key;  ///< an example of an object
  bool of_some_objects = false;    ///< not of the object that no policy names

  /// Takes the wider answer.
  void add(Verdict other);
};

/// A state, prepared for many requests.
class Evaluator {
 public:
  /// @param state  borrowed: must outlive the evaluator
  explicit Evaluator(const BucketState& state);

  Verdict evaluate(const Request& request) const;

  /// Listing is ListBucket and ListBucketVersions; reading GetObject, of any object and version;
  /// writing PutObject and DeleteObject.
  Verdict evaluate(Question question, EventTime time) const;

 private:
  struct Granted {
    Reach by_policy;
    Reach by_acl;
  };
  // What counts for a request: all statements, one, or the ACLs alone.
  struct Part {
    bool policy = true;
    bool acl = true;
    const PreparedPolicy::Prepared* statement = nullptr;  // null: all
    Truth is_public = Truth::no;                          // the whole policy, for AWS
  };
  // Whether the policy is public, where its Denies may matter: none can have made a policy
  // non-public that lets the internet in, to whatever object.
  Truth is_public(const Request& request, Work& work) const;
  Granted granted(const Request& request, Caller caller, const Part& part, Work& work) const;
  Reach by_policy(const Request& request, const Circumstances& circumstances, const Part& part,
                  Work& work) const;
  Reach by_acl(const Request& request, const Circumstances& circumstances, Work& work) const;
  Verdict evaluate_one(const Request& request, const Part& part, Work& work) const;

  const BucketState& state_;
  Block block_;  // of all levels
  std::optional<PreparedPolicy> policy_;
  std::vector<PreparedPolicy> resource_control_;
  Policies denying_;
  bool may_be_controlled_ = false;  // by a resource control policy whose content is not known
  Truth is_public_ = Truth::no;
  Truth is_public_by_allows_ = Truth::no;
};

/// Whether strangers can change who gets in: by an ACL's WRITE_ACP, or s3:PutBucketAcl.
Verdict can_change_acl(const BucketState& state, EventTime time);

/// The answers to the three questions.
struct Access {
  Verdict list;
  Verdict read;
  Verdict write;

  Openness widest() const;
};
Access access_of(const BucketState& state, EventTime time);

/// @returns the times at which conditions on dates change the answer of a policy, ascending
std::vector<EventTime> dates_of(const Policy& policy);

}  // namespace s3rare::investigate::openness
