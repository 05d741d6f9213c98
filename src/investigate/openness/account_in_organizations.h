// What the policies of organizations set for one account, event by event.
//
// A policy attached to the account holds for it. One attached to a root or an organizational unit
// holds if the account is known to be there, which only its moves tell; else it may hold. Of an
// attached policy whose type no record tells nothing is presumed: nearly all are service control
// policies, which do not bind strangers. Resource control policies do not bind the management
// account's buckets. Within a second nothing is ordered, but for what is possible: a policy is
// created before it is attached.
//
// Source: AWS Organizations user guide, "Resource control policies (RCPs)", "Amazon S3 policies",
// "Disabling a policy type".
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "investigate/openness/observation.h"
#include "investigate/openness/organization_event.h"

namespace s3rare::investigate::openness {

class AccountInOrganizations {
 public:
  explicit AccountInOrganizations(std::string account) : account_(std::move(account)) {}

  struct Change {
    Observation::Content content;  ///< OrganizationBlockSet or ControlSet
    std::size_t event = 0;         ///< the event of the second that made it
  };

  /// @param second  all events of one second; seconds ascend
  std::vector<Change> take(std::span<const OrganizationEvent* const> second);

  /// Events are missing: from here on nothing is known.
  std::vector<Observation::Content> lose();

 private:
  struct Policy {
    OrganizationPolicy type = OrganizationPolicy::unknown;
    OrganizationBlock block = OrganizationBlock::omitted;
    PolicySetting control = PolicySetting::omitted();
  };
  struct Attachment {
    std::string policy;
    std::string target;

    friend auto operator<=>(const Attachment&, const Attachment&) = default;
  };
  struct Attached {
    std::string organization;
    Truth truth = Truth::yes;
  };
  // Where the account is in an organization.
  struct Place {
    Truth is_member = Truth::maybe;
    std::string parent;  // empty: not known
  };
  // By the ID of a resource control policy.
  using Controls = std::map<std::string, PolicySetting>;

  void apply(const OrganizationEvent& event);
  void set_policy(const OrganizationEvent& event);
  void mark_undecided(std::span<const OrganizationEvent* const> second);
  Place& place_in(const std::string& organization);
  Truth holds(const Attachment& attachment, const Attached& attached);
  OrganizationBlock block();
  Controls controls();
  bool is_about(const OrganizationEvent& event, OrganizationPolicy type) const;

  std::string account_;
  std::map<std::string, Policy> policies_;
  std::map<Attachment, Attached> attached_;
  std::map<std::string, Place> places_;  // by organization
  Truth may_be_member_ = Truth::maybe;   // of an organization without a place
  bool is_lost_ = false;
  OrganizationBlock block_ = OrganizationBlock::not_attached;
  Controls controls_;
};

}  // namespace s3rare::investigate::openness
