#include "investigate/openness/bucket_state.h"

#include <utility>

namespace s3rare::investigate::openness {

PolicySetting PolicySetting::of(Policy policy) {
  return {Known::given, std::make_shared<const Policy>(std::move(policy))};
}

bool PolicySetting::operator==(const PolicySetting& other) const {
  if (known != other.known) return false;
  return policy == other.policy ||
         (policy != nullptr && other.policy != nullptr && *policy == *other.policy);
}

Truth Grants::of(AclPermission permission) const {
  switch (permission) {
    case AclPermission::none:
      break;
    case AclPermission::read:
      return read;
    case AclPermission::write:
      return write;
    case AclPermission::read_acp:
      return read_acp;
    case AclPermission::write_acp:
      return write_acp;
  }
  return Truth::no;
}

Block effective_block(const Block& account, OrganizationBlock organization) {
  const auto lifted = [](Truth setting) { return both(setting, Truth::maybe); };
  switch (organization) {
    case OrganizationBlock::not_attached:
      break;
    case OrganizationBlock::all_on:
      return Block::all(Truth::yes);
    case OrganizationBlock::all_off:
      return {lifted(account.block_acls), lifted(account.ignore_acls), lifted(account.block_policy),
              lifted(account.restrict_buckets)};
    case OrganizationBlock::omitted:
      return Block::all(Truth::maybe);
  }
  return account;
}

Block either(const Block& a, const Block& b) {
  return {either(a.block_acls, b.block_acls), either(a.ignore_acls, b.ignore_acls),
          either(a.block_policy, b.block_policy), either(a.restrict_buckets, b.restrict_buckets)};
}

BucketState new_bucket(EventTime created) {
  constexpr Seconds kOldUntil = 1'680'307'200;  // 2023-04-01
  constexpr Seconds kNewFrom = 1'682'640'000;   // 2023-04-28
  BucketState state;
  state.policy = PolicySetting::none();
  state.acl = Acl::owner_only();
  state.other_objects = Acl::owner_only();
  if (created.seconds < kOldUntil) {
    state.block = Block::all(Truth::no);
    state.acls_disabled = Truth::no;
    state.other_objects = Acl::unseen();
  } else if (created.seconds >= kNewFrom) {
    state.block = Block::all(Truth::yes);
    state.acls_disabled = Truth::yes;
  } else {
    state.other_objects = Acl::unseen();
  }
  return state;
}

bool is_directory_bucket(std::string_view name) { return name.ends_with("--x-s3"); }

}  // namespace s3rare::investigate::openness
