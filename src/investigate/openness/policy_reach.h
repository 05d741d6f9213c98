// Whom a policy lets in: the search for a request that a statement allows and no Deny forbids.
//
// A request must meet all conditions of the statement that allows it, and fail at least one
// condition of each Deny. The search picks a condition to fail for each Deny, and keeps for each
// key the candidates that still fit; so the answer is exact for candidates that each key has alone.
// Its work is bounded: beyond the bound the answer is `maybe`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "investigate/openness/comparison.h"
#include "investigate/openness/policy.h"
#include "investigate/openness/request_keys.h"

namespace s3rare::investigate::openness {

/// A key and the value that a request must hold for it.
using Sent = std::pair<std::string, std::string>;

/// Whom a grant reaches among the callers of a kind.
struct Reach {
  Truth anywhere = Truth::no;        ///< without regard to the caller's address
  Truth within_network = Truth::no;  ///< from some network that is named
  std::vector<Sent> sent;  ///< what the request must hold, of keys that the caller chooses

  Truth best() const { return either(anywhere, within_network); }
  void add(Reach other);
  void limit(Truth to);
};

/// What is left of the work that one request may cost, in comparisons, and what was found for it:
/// many keys of objects meet the same statements, and then have the same answer.
struct Work {
  std::size_t left = 200'000;
  std::map<std::vector<std::uintptr_t>, Reach> found;  ///< by the statements that count

  /// @returns false if there is none left
  bool spend() { return left > 0 && left-- > 0; }
};

/// The ARNs that a bucket or an object may have: one where the Region is known.
class Resource {
 public:
  /// @param key  nothing: the bucket
  Resource(std::string_view bucket, const std::optional<std::string>& key, std::string_view region);

  const std::vector<std::string>& arns() const { return arns_; }

 private:
  std::vector<std::string> arns_;
};

/// A policy, prepared for many questions.
class PreparedPolicy {
 public:
  explicit PreparedPolicy(const Policy& policy);

  /// A prepared statement. Only those for everyone are kept.
  struct Prepared {
    bool allows = false;
    std::vector<Pattern> actions;  // in lower case
    bool all_other_actions = false;
    std::vector<Pattern> resources;
    bool all_other_resources = false;
    std::vector<Comparison> comparisons;

    Truth covers_action(std::string_view lower_case_permission) const;
    Truth covers_resource(const Resource& resource) const;
  };
  const std::vector<Prepared>& statements() const { return statements_; }

 private:
  std::vector<Prepared> statements_;
};

/// Who may be denied by which policies.
using Policies = std::vector<const PreparedPolicy*>;

/// @param allow     a statement that allows, or null for a grant without conditions (an ACL's)
/// @param denying   policies whose Denies count
Reach reach_of(const PreparedPolicy::Prepared* allow, const Policies& denying,
               const Resource& resource, const Circumstances& circumstances, Work& work);

/// Keys of objects, and whether there would be more.
struct ExampleKeys {
  std::vector<std::string> keys;
  bool are_all = true;
};

/// Keys that tell apart what a statement allows: an object for each of its resources, and for those
/// that a Deny spares by name.
/// @param allow  null: any object
ExampleKeys keys_of(const PreparedPolicy::Prepared* allow, const Policies& denying,
                    std::string_view bucket);

}  // namespace s3rare::investigate::openness
