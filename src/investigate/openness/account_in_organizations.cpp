#include "investigate/openness/account_in_organizations.h"

#include <algorithm>
#include <numeric>

namespace s3rare::investigate::openness {
namespace {

using Happened = OrganizationEvent::Kind;

bool is_account(std::string_view target) {
  return !target.starts_with("r-") && !target.starts_with("ou-");
}

bool is_of_place(const OrganizationEvent& event) {
  return event.kind == Happened::joined || event.kind == Happened::moved ||
         event.kind == Happened::left;
}

}  // namespace

AccountInOrganizations::Place& AccountInOrganizations::place_in(const std::string& organization) {
  return places_.try_emplace(organization, Place{may_be_member_, {}}).first->second;
}

void AccountInOrganizations::set_policy(const OrganizationEvent& event) {
  Policy& policy = policies_[event.policy];
  if (event.type != OrganizationPolicy::unknown) policy.type = event.type;
  if (!event.has_content) return;
  policy.block = event.block;
  policy.control = event.control;
}

void AccountInOrganizations::apply(const OrganizationEvent& event) {
  const auto detach = [&](auto&& is_it) {
    std::erase_if(attached_, [&](const auto& of) { return is_it(of.first); });
  };
  switch (event.kind) {
    case Happened::created:
    case Happened::updated:
      set_policy(event);
      break;
    case Happened::joined:
      if (event.account != account_) return;
      places_.clear();
      may_be_member_ = Truth::maybe;
      break;
    case Happened::moved:
      if (event.account == account_) place_in(event.organization) = {Truth::yes, event.target};
      break;
    case Happened::left:
      if (event.account != account_) return;
      detach([&](const Attachment& of) { return of.target == account_; });
      // It leaves in its own trail, which does not name the organization.
      if (event.organization == account_) {
        places_.clear();
        may_be_member_ = Truth::no;
      } else {
        place_in(event.organization) = {Truth::no, {}};
      }
      break;
    case Happened::type_disabled:
      detach([&](const Attachment& of) {
        const auto policy = policies_.find(of.policy);
        return policy != policies_.end() && policy->second.type == event.type;
      });
      break;
    case Happened::detached:
      attached_.erase({event.policy, event.target});
      break;
    case Happened::attached:
      if (is_account(event.target) && event.target != account_) return;
      if (event.target == account_) place_in(event.organization).is_member = Truth::yes;
      attached_[{event.policy, event.target}] = {event.organization, Truth::yes};
      break;
    case Happened::deleted:
      detach([&](const Attachment& of) { return of.policy == event.policy; });
      break;
  }
}

// What the order within the second would decide.
void AccountInOrganizations::mark_undecided(std::span<const OrganizationEvent* const> second) {
  for (const OrganizationEvent* const event : second) {
    for (const OrganizationEvent* const other : second) {
      if (event == other) continue;
      const bool is_same_policy = event->policy == other->policy;
      if (event->kind == Happened::updated && other->kind == Happened::updated && is_same_policy &&
          (event->block != other->block || !(event->control == other->control))) {
        policies_[event->policy].block = OrganizationBlock::omitted;
        policies_[event->policy].control = PolicySetting::omitted();
      }
      const bool takes_off =
          other->kind == Happened::detached || other->kind == Happened::type_disabled;
      if (event->kind == Happened::attached && takes_off &&
          (other->kind == Happened::type_disabled ||
           (is_same_policy && event->target == other->target))) {
        const auto found = attached_.find({event->policy, event->target});
        if (found != attached_.end()) found->second.truth = Truth::maybe;
      }
      if (event->kind == Happened::moved && other->kind == Happened::moved &&
          event->account == account_ && other->account == account_ &&
          event->target != other->target) {
        place_in(event->organization).parent.clear();
      }
    }
  }
}

Truth AccountInOrganizations::holds(const Attachment& attachment, const Attached& attached) {
  const Place& place = place_in(attached.organization);
  Truth truth = both(place.is_member, attached.truth);
  if (attachment.target.starts_with("ou-") && attachment.target != place.parent) {
    // A unit that is not the account's own may be above it.
    truth = both(truth, place.parent.starts_with("r-") ? Truth::no : Truth::maybe);
  }
  return truth;
}

OrganizationBlock AccountInOrganizations::block() {
  if (is_lost_) return OrganizationBlock::omitted;
  std::optional<OrganizationBlock> block;
  bool is_certain = false;
  for (const auto& [attachment, attached] : attached_) {
    const auto policy = policies_.find(attachment.policy);
    if (policy == policies_.end() || policy->second.type != OrganizationPolicy::s3) continue;
    const Truth truth = holds(attachment, attached);
    if (truth == Truth::no) continue;
    is_certain = is_certain || truth == Truth::yes;
    if (block && *block != policy->second.block) return OrganizationBlock::omitted;
    block = policy->second.block;
  }
  if (!block) return OrganizationBlock::not_attached;
  return is_certain ? *block : OrganizationBlock::omitted;
}

AccountInOrganizations::Controls AccountInOrganizations::controls() {
  Controls controls;
  if (is_lost_) controls.emplace("", PolicySetting::omitted());
  for (const auto& [attachment, attached] : attached_) {
    const auto policy = policies_.find(attachment.policy);
    const bool is_control = policy != policies_.end() &&
                            policy->second.type == OrganizationPolicy::resource_control &&
                            attached.organization != account_;
    if (!is_control || is_lost_) continue;
    const Truth truth = holds(attachment, attached);
    if (truth == Truth::no) continue;
    const auto place = controls.try_emplace(attachment.policy, PolicySetting::omitted()).first;
    if (truth == Truth::yes) place->second = policy->second.control;
  }
  return controls;
}

bool AccountInOrganizations::is_about(const OrganizationEvent& event,
                                      OrganizationPolicy type) const {
  if (is_of_place(event)) return event.account == account_;
  if (event.kind == Happened::type_disabled) return event.type == type;
  const auto policy = policies_.find(event.policy);
  return policy != policies_.end() && policy->second.type == type;
}

std::vector<AccountInOrganizations::Change> AccountInOrganizations::take(
    std::span<const OrganizationEvent* const> second) {
  std::vector<Change> changes;
  std::vector<std::size_t> order(second.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return second[a]->kind < second[b]->kind; });
  for (const std::size_t number : order) apply(*second[number]);
  if (second.size() > 1) mark_undecided(second);
  const auto cause_of = [&](OrganizationPolicy type) {
    const auto found = std::find_if(order.rbegin(), order.rend(), [&](std::size_t number) {
      return is_about(*second[number], type);
    });
    return found == order.rend() ? order.back() : *found;
  };
  if (const OrganizationBlock now = block(); now != block_) {
    changes.push_back({OrganizationBlockSet{now}, cause_of(OrganizationPolicy::s3)});
    block_ = now;
  }
  Controls now = controls();
  const std::size_t cause = cause_of(OrganizationPolicy::resource_control);
  for (const auto& [id, control] : controls_) {
    if (!now.contains(id)) changes.push_back({ControlSet{id, PolicySetting::none()}, cause});
  }
  for (const auto& [id, control] : now) {
    const auto before = controls_.find(id);
    if (before != controls_.end() && before->second == control) continue;
    changes.push_back({ControlSet{id, control}, cause});
  }
  controls_ = std::move(now);
  return changes;
}

std::vector<Observation::Content> AccountInOrganizations::lose() {
  if (is_lost_) return {};
  is_lost_ = true;
  std::vector<Observation::Content> contents;
  block_ = block();
  contents.emplace_back(OrganizationBlockSet{block_});
  for (const auto& [id, control] : controls_) {
    contents.emplace_back(ControlSet{id, PolicySetting::none()});
  }
  controls_ = controls();
  for (const auto& [id, control] : controls_) contents.emplace_back(ControlSet{id, control});
  return contents;
}

}  // namespace s3rare::investigate::openness
