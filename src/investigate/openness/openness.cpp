#include "investigate/openness/openness.h"

#include <algorithm>
#include <utility>

#include "investigate/openness/aws_public.h"
#include "investigate/openness/example_keys.h"
#include "s3rare/lower_case.h"

namespace s3rare::investigate::openness {
namespace {

constexpr std::array kListNeeds = {Need{"s3:ListBucket", false, AclPermission::read},
                                   Need{"s3:ListBucketVersions", false, AclPermission::read}};
constexpr std::array kReadNeeds = {Need{"s3:GetObject", true, AclPermission::read, true},
                                   Need{"s3:GetObjectVersion", true, AclPermission::read, true}};
constexpr std::array kWriteNeeds = {
    Need{"s3:PutObject", true, AclPermission::write},
    Need{"s3:DeleteObject", true, AclPermission::write, false, true},
    Need{"s3:DeleteObjectVersion", true, AclPermission::write, false, true}};

Openness openness_of(const Verdict& verdict) {
  const bool is_restricted = verdict.network == Truth::yes || verdict.endpoint == Truth::yes ||
                             verdict.signer == Truth::yes;
  switch (verdict.internet) {
    case Truth::yes:
      return Openness::open;
    case Truth::maybe:
      return Openness::may_be_open;
    case Truth::unknown:
      return is_restricted ? Openness::restricted : Openness::unknown;
    case Truth::no:
      break;
  }
  return is_restricted ? Openness::restricted : Openness::closed;
}

Reach held_back(Reach reach, Truth anywhere, Truth within_network) {
  reach.anywhere = unless(reach.anywhere, anywhere);
  reach.within_network = either(reach.anywhere, unless(reach.within_network, within_network));
  return reach;
}

}  // namespace

std::string_view name_of(Openness openness) {
  switch (openness) {
    case Openness::closed:
      return "closed";
    case Openness::unknown:
      return "unknown";
    case Openness::restricted:
      return "restricted";
    case Openness::may_be_open:
      return "may be open";
    case Openness::open:
      return "open";
  }
  return {};
}

void Verdict::add(Verdict other) {
  const bool is_wider = other.openness > openness;
  other.internet = either(internet, other.internet);
  other.network = either(network, other.network);
  other.endpoint = either(endpoint, other.endpoint);
  other.signer = either(signer, other.signer);
  if (other.openness == openness) {
    other.by_policy = other.by_policy || by_policy;
    other.by_acl = other.by_acl || by_acl;
    // What is open for all objects, and without a condition, says more.
    if (!of_some_objects) other.of_some_objects = false, other.key = key;
    if (sent.size() <= other.sent.size()) other.sent = std::move(sent);
  } else if (!is_wider) {
    other.openness = openness;
    other.by_policy = by_policy;
    other.by_acl = by_acl;
    other.sent = std::move(sent);
    other.key = std::move(key);
    other.of_some_objects = of_some_objects;
  }
  *this = std::move(other);
}

Evaluator::Evaluator(const BucketState& state)
    : state_(state),
      block_(either(state.block, effective_block(state.account_block, state.organization))) {
  using Known = PolicySetting::Known;
  resource_control_.reserve(state.resource_control.size());
  for (const PolicySetting& control : state.resource_control) {
    const bool has_content = control.known == Known::given || control.known == Known::none;
    may_be_controlled_ = may_be_controlled_ || !has_content;
    if (control.known == Known::given) resource_control_.emplace_back(*control.policy);
  }
  for (const PreparedPolicy& control : resource_control_) denying_.push_back(&control);
  if (state.policy.known == Known::given) {
    policy_.emplace(*state.policy.policy);
    denying_.push_back(&*policy_);
    is_public_by_allows_ = is_public_by_allows(*state.policy.policy);
    is_public_ = is_aws_public(*state.policy.policy);
  }
}

Reach Evaluator::by_policy(const Request& request, const Circumstances& circumstances,
                           const Part& part, Work& work) const {
  const Truth restricted = block_.restrict_buckets;
  using Known = PolicySetting::Known;
  switch (state_.policy.known) {
    case Known::none:
      return {};
    case Known::unseen:
    case Known::omitted: {
      const Truth truth = state_.policy.known == Known::unseen ? Truth::unknown : Truth::maybe;
      // A policy that lets the internet in is public; one for others may be.
      const bool of_internet = circumstances.caller == Caller::internet;
      const Truth for_some = both(restricted, Truth::maybe);
      return held_back({truth, truth, {}}, of_internet ? restricted : for_some, for_some);
    }
    case Known::given:
      break;
  }
  if (request.key) {
    const auto object = state_.objects.find(*request.key);
    if (object != state_.objects.end() && object->second.of_other_account) return {};
  }
  const Resource resource(state_.bucket, request.key, state_.region);
  Reach reach;
  for (const PreparedPolicy::Prepared& statement : policy_->statements()) {
    if (!statement.allows || (part.statement != nullptr && part.statement != &statement)) continue;
    reach.add(reach_of(&statement, denying_, resource, circumstances, work));
  }
  const Truth held = both(restricted, part.is_public);
  return held_back(std::move(reach), held, held);
}

Truth Evaluator::is_public(const Request& request, Work& work) const {
  if (block_.restrict_buckets == Truth::no || is_public_ == is_public_by_allows_) return is_public_;
  const std::string permission = lower_case(request.need.permission);
  const Circumstances circumstances{Caller::internet, permission, request.time, state_.account,
                                    state_.region};
  const Policies own = {&*policy_};
  for (const PreparedPolicy::Prepared& statement : policy_->statements()) {
    if (!statement.allows || statement.covers_action(permission) == Truth::no) continue;
    const auto lets_in = [&](const std::optional<std::string>& key) {
      const Resource resource(state_.bucket, key, state_.region);
      return reach_of(&statement, own, resource, circumstances, work).anywhere == Truth::yes;
    };
    if (!request.need.of_object || request.key) {
      if (lets_in(request.key)) return is_public_by_allows_;
    }
    if (!request.need.of_object) continue;
    const std::vector<std::string> keys = keys_of(&statement, own, state_.bucket).keys;
    if (std::any_of(keys.begin(), keys.end(), lets_in)) return is_public_by_allows_;
  }
  return is_public_;
}

Reach Evaluator::by_acl(const Request& request, const Circumstances& circumstances,
                        Work& work) const {
  const Need& need = request.need;
  const Acl* acl = &state_.acl;
  if (need.acl_of_object) {
    const auto object = request.key ? state_.objects.find(*request.key) : state_.objects.end();
    acl = object == state_.objects.end() ? &state_.other_objects : &object->second.acl;
  }
  Truth granted = acl->everyone.of(need.acl);
  if (circumstances.caller == Caller::signer) granted = either(granted, acl->signers.of(need.acl));
  if (granted == Truth::no) return {};
  if (need.acl_is_disputed) granted = both(granted, Truth::maybe);
  const Truth ignored = either(state_.acls_disabled, block_.ignore_acls);
  // Nothing is known of an object whose ACL was not seen, whatever else is known.
  const bool is_unseen_object = need.acl_of_object && granted == Truth::unknown;
  granted = is_unseen_object && ignored != Truth::yes ? granted : unless(granted, ignored);
  if (granted == Truth::no) return {};
  const Resource resource(state_.bucket, request.key, state_.region);
  Reach reach = reach_of(nullptr, denying_, resource, circumstances, work);
  reach.limit(granted);
  if (state_.policy.known == PolicySetting::Known::unseen ||
      state_.policy.known == PolicySetting::Known::omitted) {
    reach.limit(Truth::maybe);
  }
  return reach;
}

Evaluator::Granted Evaluator::granted(const Request& request, Caller caller, const Part& part,
                                      Work& work) const {
  const std::string permission = lower_case(request.need.permission);
  const Circumstances circumstances{caller, permission, request.time, state_.account,
                                    state_.region};
  Granted granted;
  if (part.policy) granted.by_policy = by_policy(request, circumstances, part, work);
  if (part.acl) granted.by_acl = by_acl(request, circumstances, work);
  if (may_be_controlled_) {
    granted.by_policy.limit(Truth::maybe);
    granted.by_acl.limit(Truth::maybe);
  }
  granted.by_policy.limit(state_.exists);
  granted.by_acl.limit(state_.exists);
  return granted;
}

Verdict Evaluator::evaluate_one(const Request& request, const Part& part, Work& work) const {
  Verdict verdict;
  if (is_directory_bucket(state_.bucket) || state_.exists == Truth::no) return verdict;
  const Granted internet = granted(request, Caller::internet, part, work);
  const Granted endpoint = granted(request, Caller::endpoint, part, work);
  const Granted signer = granted(request, Caller::signer, part, work);
  verdict.internet = either(internet.by_policy.anywhere, internet.by_acl.anywhere);
  verdict.network = either(internet.by_policy.best(), internet.by_acl.best());
  verdict.endpoint = either(endpoint.by_policy.best(), endpoint.by_acl.best());
  verdict.signer = either(signer.by_policy.best(), signer.by_acl.best());
  verdict.openness = openness_of(verdict);
  if (verdict.openness == Openness::closed) return verdict;
  const bool by_internet = verdict.openness != Openness::restricted;
  const auto lets_in = [&](const Reach& of_internet, const Reach& of_endpoint,
                           const Reach& of_signer) {
    if (by_internet) return of_internet.anywhere == verdict.internet;
    return either(either(of_internet.best(), of_endpoint.best()), of_signer.best()) == Truth::yes;
  };
  verdict.by_policy = lets_in(internet.by_policy, endpoint.by_policy, signer.by_policy);
  verdict.by_acl = lets_in(internet.by_acl, endpoint.by_acl, signer.by_acl);
  if (verdict.by_policy && !verdict.by_acl) verdict.sent = internet.by_policy.sent;
  verdict.key = request.key;
  verdict.of_some_objects = request.key && *request.key != kUnnamedKey;
  return verdict;
}

// An object that a statement lets strangers reach is among its own examples: each statement is
// asked for those, and ACLs for the objects that are known.
Verdict Evaluator::evaluate(const Request& request) const {
  Work work;
  const Truth is_public = this->is_public(request, work);
  if (request.key || !request.need.of_object) {
    return evaluate_one(request, {true, true, nullptr, is_public}, work);
  }
  Verdict verdict;
  Request one = request;
  const auto ask = [&](ExampleKeys examples, const Part& part) {
    for (std::string& key : examples.keys) {
      one.key = std::move(key);
      verdict.add(evaluate_one(one, part, work));
    }
    if (examples.are_all || verdict.internet >= Truth::maybe) return;
    // There are more than were tried.
    verdict.internet = Truth::maybe;
    verdict.network = either(verdict.network, Truth::maybe);
    verdict.openness = openness_of(verdict);
  };
  ExampleKeys known = keys_of(nullptr, denying_, state_.bucket);
  if (request.need.acl_of_object) {
    for (const auto& object : state_.objects) known.keys.push_back(object.first);
  }
  if (!policy_) {
    ask(std::move(known), {true, true, nullptr, is_public});
    return verdict;
  }
  ask(std::move(known), {false, true, nullptr, is_public});
  const std::string permission = lower_case(request.need.permission);
  for (const PreparedPolicy::Prepared& statement : policy_->statements()) {
    if (!statement.allows || statement.covers_action(permission) == Truth::no) continue;
    ask(keys_of(&statement, denying_, state_.bucket), {true, false, &statement, is_public});
  }
  return verdict;
}

Verdict Evaluator::evaluate(Question question, EventTime time) const {
  Verdict verdict;
  const auto ask = [&](const auto& needs) {
    for (const Need& need : needs) verdict.add(evaluate({need, std::nullopt, time}));
  };
  switch (question) {
    case Question::list:
      ask(kListNeeds);
      break;
    case Question::read:
      ask(kReadNeeds);
      break;
    case Question::write:
      ask(kWriteNeeds);
      break;
  }
  return verdict;
}

Verdict can_change_acl(const BucketState& state, EventTime time) {
  const Need need{"s3:PutBucketAcl", false, AclPermission::write_acp};
  return Evaluator(state).evaluate({need, std::nullopt, time});
}

Openness Access::widest() const { return std::max({list.openness, read.openness, write.openness}); }

Access access_of(const BucketState& state, EventTime time) {
  const Evaluator evaluator(state);
  return {evaluator.evaluate(Question::list, time), evaluator.evaluate(Question::read, time),
          evaluator.evaluate(Question::write, time)};
}

std::vector<EventTime> dates_of(const Policy& policy) {
  std::vector<EventTime> dates;
  for (const Statement& statement : policy) {
    if (statement.whom == Whom::others) continue;
    for (const Condition& condition : statement.conditions) {
      const std::string key = lower_case(condition.key);
      if (key != "aws:currenttime" && key != "aws:epochtime") continue;
      for (const std::string& value : condition.values) {
        const auto date = date_of(value);
        constexpr double kFarthest = 1e12;  // beyond the year 9999
        if (!date || *date < -kFarthest || *date > kFarthest) continue;
        const auto seconds = static_cast<Seconds>(*date);
        // Up to a date, at it, and after it.
        dates.push_back({seconds, 0});
        dates.push_back({seconds + 1, 0});
      }
    }
  }
  std::sort(dates.begin(), dates.end());
  dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
  return dates;
}

}  // namespace s3rare::investigate::openness
