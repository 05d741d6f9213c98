// The states that a bucket may have after one second, in which the order of records is not known.
//
// CloudTrail's times are whole seconds, and neither event IDs nor the order of files tell the order
// within one. An order counts if every acceptance and refusal is possible in it: a public policy
// that was accepted comes after the removal of BlockPublicPolicy. If none is possible, a change is
// missing from the logs, and all orders count.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "investigate/openness/known_state.h"
#include "investigate/openness/observation.h"

namespace s3rare::investigate::openness {

class PossibleStates {
 public:
  explicit PossibleStates(KnownState first) : states_{std::move(first)} {}

  /// An observation and its number.
  using Numbered = std::pair<const Observation*, std::size_t>;

  /// Takes in all observations of one second, in every possible order; requests are ignored.
  /// Costs 2^n for n observations up to kMostOrdered; more make what they touch undecided.
  void advance(std::span<const Numbered> second);

  /// Keeps the states in which a request has the outcome that it had, if there are any.
  /// @returns whether that excludes a state
  bool keep_if_allowed(const Requested& request, EventTime time, bool is_allowed);

  /// Not empty. All differ.
  const std::vector<KnownState>& states() const { return states_; }

  static constexpr std::size_t kMostOrdered = 8;
  static constexpr std::size_t kMostStates = 16;  ///< more are merged into one

 private:
  static std::vector<KnownState> after(const KnownState& before, std::span<const Numbered> second,
                                       Contradictions contradictions);
  static void add(std::vector<KnownState>& states, KnownState state);
  void take_private_objects(std::vector<Numbered>& second);

  std::vector<KnownState> states_;
};

}  // namespace s3rare::investigate::openness
