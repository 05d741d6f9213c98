// The answers for states that were asked before: the settings of a bucket are set again and again,
// mostly to what they are, and evaluating a policy costs far more than comparing two states.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "investigate/openness/known_state.h"
#include "investigate/openness/openness.h"

namespace s3rare::investigate::openness {

class AnsweredStates {
 public:
  /// @param asked  requests to answer beside the three questions; borrowed
  explicit AnsweredStates(const std::vector<Request>& asked) : asked_(asked) {}

  /// @returns a verdict for each question, then one for each asked request; valid until the next
  ///          call
  const std::vector<Verdict>& verdicts_of(const KnownState& known, Seconds time);

  /// @returns the dates on which a policy's answers change
  const std::vector<EventTime>& dates(const std::shared_ptr<const Policy>& policy);

 private:
  struct Answered {
    KnownState known;
    std::vector<Verdict> verdicts;
  };
  struct Dated {
    std::shared_ptr<const Policy> policy;  // keeps the address from being used again
    std::vector<EventTime> dates;
  };

  std::vector<Verdict> evaluate(const BucketState& state, Seconds time) const;
  bool depends_on_time(const BucketState& state);

  const std::vector<Request>& asked_;
  std::unordered_multimap<std::size_t, Answered> answered_;  // by fingerprint
  std::unordered_map<const Policy*, Dated> dates_;
  std::vector<Verdict> of_now_;
};

}  // namespace s3rare::investigate::openness
