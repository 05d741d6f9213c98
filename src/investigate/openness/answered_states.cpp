#include "investigate/openness/answered_states.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace s3rare::investigate::openness {
namespace {

// States and dates that are remembered: more are forgotten together.
constexpr std::size_t kMostAnswered = 1024;

class Fingerprint {
 public:
  void add(std::size_t value) { hash_ = (hash_ ^ value) * 0x9E3779B97F4A7C15U; }
  void add(Truth truth) { add(static_cast<std::size_t>(truth)); }
  void add(const Grants& of) {
    for (const Truth truth : {of.read, of.write, of.read_acp, of.write_acp}) add(truth);
  }
  void add(const Acl& acl) {
    add(acl.everyone);
    add(acl.signers);
  }
  void add(const Block& of) {
    for (const Truth truth :
         {of.block_acls, of.ignore_acls, of.block_policy, of.restrict_buckets}) {
      add(truth);
    }
  }
  void add(const PolicySetting& policy) {
    add(static_cast<std::size_t>(policy.known));
    add(std::hash<const Policy*>()(policy.policy.get()));
  }
  std::size_t hash() const { return hash_ ^ hash_ >> 29U; }

 private:
  std::size_t hash_ = 0;
};

std::size_t fingerprint_of(const BucketState& state) {
  Fingerprint of;
  of.add(state.exists);
  of.add(state.policy);
  for (const PolicySetting& control : state.resource_control) of.add(control);
  of.add(state.acl);
  of.add(state.acls_disabled);
  of.add(state.block);
  of.add(state.account_block);
  of.add(static_cast<std::size_t>(state.organization));
  of.add(state.other_objects);
  of.add(state.objects.size());
  for (const auto& [key, object] : state.objects) {
    of.add(std::hash<std::string>()(key));
    of.add(object.acl);
  }
  return of.hash();
}

}  // namespace

const std::vector<EventTime>& AnsweredStates::dates(const std::shared_ptr<const Policy>& policy) {
  const auto found = dates_.find(policy.get());
  if (found != dates_.end()) return found->second.dates;
  if (dates_.size() >= kMostAnswered) dates_.clear();
  return dates_.try_emplace(policy.get(), Dated{policy, dates_of(*policy)}).first->second.dates;
}

bool AnsweredStates::depends_on_time(const BucketState& state) {
  const auto has_dates = [&](const PolicySetting& setting) {
    return setting.known == PolicySetting::Known::given && !dates(setting.policy).empty();
  };
  return has_dates(state.policy) ||
         std::any_of(state.resource_control.begin(), state.resource_control.end(), has_dates);
}

std::vector<Verdict> AnsweredStates::evaluate(const BucketState& state, Seconds time) const {
  const Evaluator evaluator(state);
  std::vector<Verdict> verdicts;
  verdicts.reserve(kQuestions.size() + asked_.size());
  for (const Question question : kQuestions) {
    verdicts.push_back(evaluator.evaluate(question, {time, 0}));
  }
  for (Request request : asked_) {
    request.time = {time, 0};
    verdicts.push_back(evaluator.evaluate(request));
  }
  return verdicts;
}

const std::vector<Verdict>& AnsweredStates::verdicts_of(const KnownState& known, Seconds time) {
  if (depends_on_time(known.state())) return of_now_ = evaluate(known.state(), time);
  const std::size_t fingerprint = fingerprint_of(known.state());
  const auto [begin, end] = answered_.equal_range(fingerprint);
  const auto found =
      std::find_if(begin, end, [&](const auto& each) { return each.second.known == known; });
  if (found != end) return found->second.verdicts;
  if (answered_.size() >= kMostAnswered) answered_.clear();
  return answered_.emplace(fingerprint, Answered{known, evaluate(known.state(), time)})
      ->second.verdicts;
}

}  // namespace s3rare::investigate::openness
