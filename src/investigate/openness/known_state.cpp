#include "investigate/openness/known_state.h"

#include <algorithm>
#include <utility>

#include "investigate/openness/aws_public.h"

namespace s3rare::investigate::openness {
namespace {

// Objects that one bucket keeps by name; what more there are becomes `other_objects`.
constexpr std::size_t kMostObjects = 256;

using RestsOn = Basis::Kind;

bool grants_something(const Grants& grants) {
  return std::max({grants.read, grants.write, grants.read_acp, grants.write_acp}) == Truth::yes;
}
bool is_public_acl(const Acl& acl) {
  return grants_something(acl.everyone) || grants_something(acl.signers);
}

Grants widest_of(const Grants& a, const Grants& b) {
  return {either(a.read, b.read), either(a.write, b.write), either(a.read_acp, b.read_acp),
          either(a.write_acp, b.write_acp)};
}

Truth blurred(Truth a, Truth b) { return a == b ? a : Truth::maybe; }
Grants blurred(const Grants& a, const Grants& b) {
  return {blurred(a.read, b.read), blurred(a.write, b.write), blurred(a.read_acp, b.read_acp),
          blurred(a.write_acp, b.write_acp)};
}
Acl blurred(const Acl& a, const Acl& b) {
  return {blurred(a.everyone, b.everyone), blurred(a.signers, b.signers)};
}
Block blurred(const Block& a, const Block& b) {
  return {blurred(a.block_acls, b.block_acls), blurred(a.ignore_acls, b.ignore_acls),
          blurred(a.block_policy, b.block_policy), blurred(a.restrict_buckets, b.restrict_buckets)};
}

void presume_off(Truth& setting) {
  if (setting == Truth::unknown) setting = Truth::no;
}

bool is_any_on(const Block& block) {
  return std::max({block.block_acls, block.ignore_acls, block.block_policy,
                   block.restrict_buckets}) == Truth::yes;
}

}  // namespace

std::string_view name_of(Aspect aspect) {
  constexpr std::array<std::string_view, kAspects> kNames = {
      "policy", "acl", "ownership", "block", "account_block", "organization", "bucket"};
  return kNames[static_cast<std::size_t>(aspect)];
}

std::string_view name_of(Basis::Kind kind) {
  constexpr std::array<std::string_view, 7> kNames = {"nothing",   "presumed", "likely",  "hinted",
                                                      "defaulted", "proven",   "recorded"};
  return kNames[static_cast<std::size_t>(kind)];
}

KnownState::KnownState(std::string bucket, std::string account, std::string region) {
  state_.bucket = std::move(bucket);
  state_.account = std::move(account);
  state_.region = std::move(region);
  forget_all();
  basis(Aspect::account_block) = {RestsOn::presumed, 0};
  basis(Aspect::organization) = {RestsOn::presumed, 0};
}

// What belongs to the bucket; account and organization stay.
void KnownState::forget_all() {
  state_.exists = Truth::yes;
  state_.policy = {};
  state_.acl = Acl::unseen();
  state_.acls_disabled = Truth::unknown;
  state_.block = {};
  state_.objects.clear();
  state_.other_objects = Acl::unseen();
  for (const Aspect aspect :
       {Aspect::policy, Aspect::acl, Aspect::ownership, Aspect::block, Aspect::bucket}) {
    basis(aspect) = {};
  }
}

bool KnownState::is_known() const {
  return std::any_of(bases_.begin(), bases_.end(),
                     [](const Basis& of) { return of.kind >= RestsOn::hinted; });
}

void KnownState::set(Aspect aspect, Basis::Kind kind, std::size_t number) {
  basis(aspect) = {kind, number};
}

// One function per kind of observation; each returns false for a contradiction that is refused.
struct KnownState::Applier {
  KnownState& known;
  std::size_t number;
  EventTime time;
  bool refuses;

  BucketState& state() const { return known.state_; }

  // Returns whether the contradiction is refused; if not, it is noted.
  bool contradicts() const {
    if (!refuses) known.lacks_change_ = true;
    return refuses;
  }

  // Anything that happens to a bucket shows that it exists.
  bool exists() const {
    if (state().exists != Truth::no) return true;
    if (contradicts()) return false;
    known.forget_all();
    return true;
  }

  // ACLs count. What other objects' ACLs grant is not known: only data events show it.
  void count_acls(Truth acls_disabled) const {
    state().acls_disabled = acls_disabled;
    if (state().other_objects == Acl::owner_only()) state().other_objects = Acl::unseen();
  }

  // A setting was off at every level; `other` acts on requests, and is likely off with it.
  bool was_off(Truth Block::*setting, Truth Block::*other) const {
    if (state().organization == OrganizationBlock::all_on) {
      if (contradicts()) return false;
      state().organization = OrganizationBlock::omitted;
      known.set(Aspect::organization, RestsOn::proven, number);
    } else if (state().organization == OrganizationBlock::omitted) {
      // Not all on: off, or it does not hold.
      state().organization = OrganizationBlock::all_off;
      known.set(Aspect::organization, RestsOn::proven, number);
    }
    const auto at_level = [&](Block& block, Aspect aspect) {
      if (block.*setting == Truth::yes) {
        if (contradicts()) return false;
        block = {};
        known.set(aspect, RestsOn::proven, number);
      } else if (known.basis(aspect).kind <= RestsOn::presumed) {
        presume_off(block.*other);
        known.set(aspect, RestsOn::likely, number);
      }
      block.*setting = Truth::no;
      return true;
    };
    if (!at_level(state().block, Aspect::block)) return false;
    // The organization's policy overrides what the account has.
    if (state().organization != OrganizationBlock::not_attached) return true;
    return at_level(state().account_block, Aspect::account_block);
  }

  // A public ACL was accepted.
  bool took_public_acl() const {
    if (state().acls_disabled == Truth::yes && contradicts()) return false;
    if (state().acls_disabled != Truth::no) {
      count_acls(Truth::no);
      known.set(Aspect::ownership, RestsOn::proven, number);
    }
    return was_off(&Block::block_acls, &Block::ignore_acls);
  }

  bool operator()(const PolicySet& change) const {
    if (!exists()) return false;
    if (change.policy.known == PolicySetting::Known::given &&
        is_aws_public(*change.policy.policy) == Truth::yes &&
        !was_off(&Block::block_policy, &Block::restrict_buckets)) {
      return false;
    }
    state().policy = change.policy;
    known.set(Aspect::policy, RestsOn::recorded, number);
    return true;
  }

  bool operator()(const BucketAclSet& change) const {
    if (!exists()) return false;
    if (is_public_acl(change.acl) && !took_public_acl()) return false;
    state().acl = change.acl;
    known.set(Aspect::acl, RestsOn::recorded, number);
    return true;
  }

  bool operator()(const ObjectAclSet& change) const {
    if (!exists()) return false;
    const bool is_proof = !change.by_owner && is_public_acl(change.object.acl);
    if (is_proof && !took_public_acl()) return false;
    auto& objects = state().objects;
    const auto found = objects.find(change.key);
    if (found != objects.end()) {
      found->second = change.object;
    } else if (objects.size() < kMostObjects) {
      objects.emplace(change.key, change.object);
    } else {
      Acl& others = state().other_objects;
      others = {widest_of(others.everyone, change.object.acl.everyone),
                widest_of(others.signers, change.object.acl.signers)};
    }
    return true;
  }

  bool operator()(const OwnershipSet& change) const {
    if (!exists()) return false;
    if (change.acls_disabled == Truth::yes && state().acls_disabled != Truth::yes) {
      // It is accepted only while the bucket's ACL grants nothing to others.
      if (is_public_acl(state().acl) && contradicts()) return false;
      if (state().acl != Acl::owner_only()) known.set(Aspect::acl, RestsOn::proven, number);
      state().acl = Acl::owner_only();
    }
    if (change.acls_disabled == Truth::yes) {
      state().acls_disabled = Truth::yes;
    } else {
      count_acls(change.acls_disabled);
    }
    known.set(Aspect::ownership, RestsOn::recorded, number);
    return true;
  }

  bool operator()(const BlockSet& change) const {
    if (change.of_account) {
      state().account_block = change.block;
      known.set(Aspect::account_block, RestsOn::recorded, number);
      return true;
    }
    if (!exists()) return false;
    state().block = change.block;
    known.set(Aspect::block, RestsOn::recorded, number);
    return true;
  }

  bool operator()(const OrganizationBlockSet& change) const {
    state().organization = change.block;
    known.set(Aspect::organization, RestsOn::recorded, number);
    return true;
  }

  bool operator()(const ControlSet& change) const {
    if (change.policy.known == PolicySetting::Known::none) {
      known.controls_.erase(change.id);
    } else {
      known.controls_[change.id] = change.policy;
    }
    state().resource_control.clear();
    for (const auto& control : known.controls_) {
      state().resource_control.push_back(control.second);
    }
    known.set(Aspect::organization, RestsOn::recorded, number);
    return true;
  }

  bool operator()(const BucketCreated& change) const {
    const bool stood = state().exists != Truth::no && known.is_known();
    if (stood) {
      // It succeeds for an own bucket in us-east-1 only, and resets the ACL.
      if (known.touched_ && refuses) return false;
      const bool again = state().region == "us-east-1";
      if (!again && contradicts()) return false;
      if (again) return (*this)(BucketAclSet{change.acl.value_or(Acl::owner_only())});
    }
    const BucketState created = new_bucket(time);
    known.forget_all();
    state().policy = created.policy;
    state().acl = created.acl;
    state().acls_disabled = change.acls_disabled.value_or(created.acls_disabled);
    state().block = created.block;
    state().other_objects =
        state().acls_disabled == created.acls_disabled ? created.other_objects : Acl::unseen();
    if (change.acl && is_public_acl(*change.acl)) {
      // Accepted, so the defaults of old were in force.
      state().block = Block::all(Truth::no);
      state().acls_disabled = Truth::no;
      state().other_objects = Acl::unseen();
    }
    for (const Aspect aspect :
         {Aspect::policy, Aspect::acl, Aspect::ownership, Aspect::block, Aspect::bucket}) {
      known.set(aspect, RestsOn::defaulted, number);
    }
    return (*this)(BucketAclSet{change.acl.value_or(Acl::owner_only())});
  }

  bool operator()(const BucketDeleted& /*change*/) const {
    if (state().exists == Truth::no && contradicts()) return false;
    known.forget_all();
    state().exists = Truth::no;
    state().policy = PolicySetting::none();
    state().acl = Acl::owner_only();
    state().other_objects = Acl::owner_only();
    known.set(Aspect::bucket, RestsOn::recorded, number);
    return true;
  }

  bool operator()(const PublicPolicyRefused& /*change*/) const {
    if (!exists()) return false;
    const Block account = effective_block(state().account_block, state().organization);
    if (state().block.block_policy != Truth::no || account.block_policy != Truth::no) return true;
    const bool is_presumed = known.basis(Aspect::account_block).kind < RestsOn::hinted;
    if (!is_presumed && contradicts()) return false;
    state().account_block = {};
    state().account_block.block_policy = Truth::yes;
    known.set(Aspect::account_block, RestsOn::proven, number);
    return true;
  }

  bool operator()(const AclRefused& /*change*/) const {
    if (!exists()) return false;
    if (state().acls_disabled == Truth::no && contradicts()) return false;
    if (state().acls_disabled == Truth::yes) return true;
    state().acls_disabled = Truth::yes;
    state().acl = Acl::owner_only();
    known.set(Aspect::ownership, RestsOn::proven, number);
    return true;
  }

  bool operator()(const EnforcingRefused& /*change*/) const {
    if (!exists()) return false;
    if (is_public_acl(state().acl)) return true;
    if (state().acl != Acl::owner_only() && state().acl != Acl::unseen()) return true;
    // To whom it grants is not known; it can be another account.
    state().acl = Acl::omitted();
    known.set(Aspect::acl, RestsOn::proven, number);
    return true;
  }

  bool operator()(const NoBlockFound& found) const {
    if (!found.of_account && !exists()) return false;
    Block& block = found.of_account ? state().account_block : state().block;
    const Aspect aspect = found.of_account ? Aspect::account_block : Aspect::block;
    const bool is_held = found.of_account && state().organization == OrganizationBlock::all_on;
    if ((is_held || is_any_on(block)) && contradicts()) return false;
    if (found.of_account && state().organization != OrganizationBlock::not_attached) {
      // The account's value is told as effective.
      state().organization = OrganizationBlock::not_attached;
      known.set(Aspect::organization, RestsOn::proven, number);
    }
    if (block == Block::all(Truth::no) && known.basis(aspect).kind >= RestsOn::defaulted)
      return true;
    block = Block::all(Truth::no);
    known.set(aspect, RestsOn::proven, number);
    return true;
  }

  bool operator()(const NoPolicyFound& /*change*/) const {
    if (!exists()) return false;
    using Known = PolicySetting::Known;
    if (state().policy.known == Known::none) return true;
    if (state().policy.known != Known::unseen && contradicts()) return false;
    state().policy = PolicySetting::none();
    known.set(Aspect::policy, RestsOn::proven, number);
    return true;
  }

  bool operator()(const NoOwnershipFound& /*change*/) const {
    if (!exists()) return false;
    if (state().acls_disabled == Truth::yes && contradicts()) return false;
    if (state().acls_disabled == Truth::no) return true;
    count_acls(Truth::no);
    known.set(Aspect::ownership, RestsOn::proven, number);
    return true;
  }

  bool operator()(const BlockHint& hint) const {
    if (known.basis(Aspect::block).kind >= RestsOn::likely || state().exists == Truth::no)
      return true;
    constexpr int kSettings = 4;
    if (hint.settings_off != 0 && hint.settings_off != kSettings) return true;
    state().block = Block::all(truth_of(hint.settings_off == 0));
    known.set(Aspect::block, RestsOn::hinted, number);
    return true;
  }

  bool operator()(const Requested& /*change*/) const { return true; }
};

bool KnownState::apply(const Observation& observation, std::size_t number,
                       Contradictions contradictions) {
  const Applier applier{*this, number, observation.time, contradictions == Contradictions::refuse};
  if (!std::visit(applier, observation.content)) return false;
  if (observation.is_change()) {
    touched_ = !std::holds_alternative<BucketDeleted>(observation.content);
  }
  return true;
}

void KnownState::blur(const KnownState& other) {
  const BucketState& by = other.state_;
  state_.exists = blurred(state_.exists, by.exists);
  if (!(state_.policy == by.policy)) state_.policy = PolicySetting::omitted();
  state_.acl = blurred(state_.acl, by.acl);
  state_.acls_disabled = blurred(state_.acls_disabled, by.acls_disabled);
  state_.block = blurred(state_.block, by.block);
  state_.account_block = blurred(state_.account_block, by.account_block);
  if (state_.organization != by.organization) state_.organization = OrganizationBlock::omitted;
  if (controls_ != other.controls_) {
    for (auto& control : controls_) control.second = PolicySetting::omitted();
    for (const auto& control : other.controls_) controls_[control.first] = PolicySetting::omitted();
    state_.resource_control.assign(controls_.size(), PolicySetting::omitted());
  }
  if (state_.objects != by.objects) {
    for (auto& object : state_.objects) {
      const auto found = by.objects.find(object.first);
      object.second.acl = blurred(object.second.acl,
                                  found == by.objects.end() ? by.other_objects : found->second.acl);
    }
    for (const auto& object : by.objects) {
      if (state_.objects.size() >= 2 * kMostObjects) break;
      state_.objects.try_emplace(object.first, ObjectState{Acl::omitted(), false});
    }
  }
  state_.other_objects = blurred(state_.other_objects, by.other_objects);
  lacks_change_ = lacks_change_ || other.lacks_change_;
}

}  // namespace s3rare::investigate::openness
