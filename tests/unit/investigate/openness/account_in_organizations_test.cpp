#include "investigate/openness/account_in_organizations.h"

#include <algorithm>

#include "catch.h"
#include "unit/investigate/openness/states.h"

using namespace s3rare;
using namespace s3rare::tests;
using namespace s3rare::investigate::openness;

namespace {

using Kind = OrganizationEvent::Kind;

const std::string kAccount = "111122223333";
const std::string kManagement = "999988887777";

OrganizationEvent event_of(Kind kind, std::string policy = {}, std::string target = {}) {
  OrganizationEvent event;
  event.kind = kind;
  event.organization = kManagement;
  event.policy = std::move(policy);
  event.target = std::move(target);
  return event;
}

OrganizationEvent s3_policy(std::string id, OrganizationBlock block, Kind kind = Kind::created) {
  OrganizationEvent event = event_of(kind, std::move(id));
  event.type = OrganizationPolicy::s3;
  event.has_content = true;
  event.block = block;
  return event;
}

OrganizationEvent control(std::string id, PolicySetting setting) {
  OrganizationEvent event = event_of(Kind::created, std::move(id));
  event.type = OrganizationPolicy::resource_control;
  event.has_content = true;
  event.control = std::move(setting);
  return event;
}

OrganizationEvent about_account(Kind kind, std::string organization, std::string target = {}) {
  OrganizationEvent event = event_of(kind, {}, std::move(target));
  event.organization = std::move(organization);
  event.account = kAccount;
  return event;
}

const auto kAll = s3_policy("p-all", OrganizationBlock::all_on);
const auto kDenying =
    control("p-deny", policy_of(deny_all(R"("Null":{"aws:PrincipalOrgID":"true"})")));

// What holds for an account after seconds of events.
class State {
 public:
  explicit State(std::string account = kAccount) : account_(std::move(account)) {}

  State& then(const std::vector<OrganizationEvent>& second) {
    std::vector<const OrganizationEvent*> events;
    for (const OrganizationEvent& event : second) events.push_back(&event);
    const auto changes = account_.take(events);
    for (const auto& change : changes) {
      REQUIRE(change.event < second.size());
      take(change.content);
    }
    changed_ = !changes.empty();
    return *this;
  }
  State& lose() {
    for (const auto& content : account_.lose()) take(content);
    return *this;
  }

  bool changed() const { return changed_; }
  OrganizationBlock block = OrganizationBlock::not_attached;
  std::map<std::string, PolicySetting> controls;

 private:
  void take(const Observation::Content& content) {
    if (const auto* const set = std::get_if<OrganizationBlockSet>(&content)) block = set->block;
    const auto* const control = std::get_if<ControlSet>(&content);
    if (control == nullptr) return;
    controls.erase(control->id);
    if (control->policy.known != PolicySetting::Known::none) {
      controls.emplace(control->id, control->policy);
    }
  }

  AccountInOrganizations account_;
  bool changed_ = false;
};

OrganizationEvent attached(std::string policy, std::string target = kAccount) {
  return event_of(Kind::attached, std::move(policy), std::move(target));
}
OrganizationEvent detached(std::string policy, std::string target = kAccount) {
  return event_of(Kind::detached, std::move(policy), std::move(target));
}

}  // namespace

TEST_CASE("an S3 policy holds from its attachment to its detachment") {
  State state;
  CHECK_FALSE(state.then({kAll}).changed());
  CHECK(state.then({attached("p-all")}).block == OrganizationBlock::all_on);
  CHECK(state.then({s3_policy("p-all", OrganizationBlock::all_off, Kind::updated)}).block ==
        OrganizationBlock::all_off);
  CHECK(state.then({detached("p-all")}).block == OrganizationBlock::not_attached);
  // A policy of another account, and one that no record says anything about.
  CHECK_FALSE(state.then({attached("p-all", "222233334444")}).changed());
  CHECK_FALSE(state.then({attached("p-unseen")}).changed());
}

TEST_CASE("a policy of a root or unit holds where the account is known to be") {
  const auto at = [](const std::string& target, const std::string& parent) {
    State state;
    state.then({kAll}).then({attached("p-all", target)});
    if (!parent.empty()) state.then({about_account(Kind::moved, kManagement, parent)});
    return state.block;
  };
  CHECK(at("r-1", "") == OrganizationBlock::omitted);
  CHECK(at("r-1", "ou-1-a") == OrganizationBlock::all_on);
  CHECK(at("ou-1-a", "ou-1-a") == OrganizationBlock::all_on);
  // A unit above the account's, or beside it.
  CHECK(at("ou-1-b", "ou-1-a") == OrganizationBlock::omitted);
  CHECK(at("ou-1-b", "r-1") == OrganizationBlock::not_attached);
}

TEST_CASE("policies of an organization end where the account leaves it") {
  for (const std::string& trail : {kManagement, kAccount}) {
    State state;
    state.then({kAll}).then({attached("p-all"), attached("p-all", "r-1")});
    CHECK(state.block == OrganizationBlock::all_on);
    CHECK(state.then({about_account(Kind::left, trail)}).block == OrganizationBlock::not_attached);
    CHECK(state.then({about_account(Kind::joined, kAccount)}).block == OrganizationBlock::omitted);
  }
}

TEST_CASE("policies that disagree leave open what holds") {
  State state;
  state.then({kAll, s3_policy("p-none", OrganizationBlock::all_off)});
  CHECK(state.then({attached("p-all"), attached("p-none")}).block == OrganizationBlock::omitted);
  CHECK(state.then({detached("p-none")}).block == OrganizationBlock::all_on);
}

TEST_CASE("a resource control policy holds, but not for the management account") {
  State state;
  state.then({kDenying}).then({attached("p-deny")});
  REQUIRE(state.controls.size() == 1);
  CHECK(state.controls.at("p-deny") == kDenying.control);
  CHECK(state.then({event_of(Kind::deleted, "p-deny")}).controls.empty());

  State of_root;
  of_root.then({kDenying}).then({attached("p-deny", "r-1")});
  CHECK(of_root.controls.at("p-deny") == PolicySetting::omitted());

  State management(kManagement);
  management.then({kDenying}).then({attached("p-deny", "r-1"), attached("p-deny", kManagement)});
  CHECK(management.controls.empty());
}

TEST_CASE("disabling a type detaches its policies") {
  State state;
  state.then({kAll, kDenying}).then({attached("p-all"), attached("p-deny")});
  OrganizationEvent disabled = event_of(Kind::type_disabled);
  disabled.type = OrganizationPolicy::s3;
  state.then({disabled});
  CHECK(state.block == OrganizationBlock::not_attached);
  CHECK(state.controls.size() == 1);
}

TEST_CASE("the order of an organization's events within a second does not decide") {
  const auto detachment = detached("p-all");
  std::vector<OrganizationEvent> second = {kAll, attached("p-all"), detachment};
  for (int turn = 0; turn < 3; ++turn) {
    State state;
    CHECK(state.then(second).block == OrganizationBlock::omitted);
    std::rotate(second.begin(), second.begin() + 1, second.end());
  }
  State state;
  state.then({attached("p-all"), kAll});
  CHECK(state.block == OrganizationBlock::all_on);
  state.then({s3_policy("p-all", OrganizationBlock::all_off, Kind::updated),
              s3_policy("p-all", OrganizationBlock::all_on, Kind::updated)});
  CHECK(state.block == OrganizationBlock::omitted);
}

TEST_CASE("where events are missing nothing is known any more") {
  State state;
  state.then({kAll, kDenying}).then({attached("p-all"), attached("p-deny")}).lose();
  CHECK(state.block == OrganizationBlock::omitted);
  REQUIRE(state.controls.size() == 1);
  CHECK(state.controls.begin()->second == PolicySetting::omitted());
  CHECK_FALSE(state.then({detached("p-all")}).changed());
}
