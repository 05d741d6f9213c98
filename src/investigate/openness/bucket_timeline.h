// When a bucket was open to anonymous callers: from all that the logs show, in any order.
//
// Between records a state stands, until a condition on a date changes its answer. Bucket
// configuration takes effect with a delay for which AWS names no bound: for a while after a closing
// (see `Slack`) requests may still be served, and then the bucket was open until the last of them.
// A request that was served later shows that the bucket is open, whatever the other records say;
// one that was denied where the state is open makes that doubtful.
//
// Source: AWS CloudTrail user guide, "CloudTrail record contents" (`eventTime`); Amazon S3 user
// guide, "Amazon S3 data consistency model".
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "investigate/openness/known_state.h"
#include "investigate/openness/observation.h"
#include "investigate/openness/openness.h"

namespace s3rare::investigate::openness {

/// How long a closing may take to be effective, in seconds: a choice, AWS gives no bound.
struct Slack {
  static constexpr Seconds kBucket = 15 * 60;
  static constexpr Seconds kAccount = 60 * 60;  ///< also an organization
  static constexpr Seconds kObject = 0;         ///< objects' ACLs are strongly consistent
};

/// A time in which one answer stands.
struct Interval {
  Openness openness = Openness::unknown;
  std::optional<EventTime> from;      ///< nothing: before the first observation
  std::optional<EventTime> to;        ///< not included; nothing: until the logs end
  bool served_after_closing = false;  ///< `to` is the last request that was still served
  /// Numbers of the changes in the second that began it; empty: a date, a request, or nothing
  /// known.
  std::vector<std::size_t> causes;
  bool by_date = false;                ///< a condition on a date began it
  std::optional<std::size_t> request;  ///< the request that shows it, rather than the state
  std::array<Basis, kAspects> rests_on;
  bool lacks_change = false;  ///< a contradiction shows that the logs lack a change
  bool is_ambiguous = false;  ///< the order within a second would decide
  Verdict verdict;            ///< without regard to requests
};

struct BucketTimeline {
  std::array<std::vector<Interval>, kQuestions.size()> intervals;  ///< by question, ascending
  /// By asked request, ascending: what the changes say, without regard to other requests.
  std::vector<std::vector<Interval>> of_requests;
  std::vector<BucketState> at_end;  ///< the states that are possible when the logs end; not empty

  /// @returns the last interval of a question: its state at the end of the logs
  const Interval& last(Question question) const {
    return intervals[static_cast<std::size_t>(question)].back();
  }
  /// @returns the interval that holds a time; of two in one second the later
  const Interval& at(Question question, EventTime time) const;
};

/// @param first         what is known before the logs begin
/// @param observations  of this bucket, its account and its organization, in any order. Numbers in
///                      the result are places in this list
/// @param until         the last record of the trail and Region: dates after it do not count
/// @param asked         requests to answer as well; their time does not count
BucketTimeline make_timeline(const KnownState& first, const std::vector<Observation>& observations,
                             EventTime until, const std::vector<Request>& asked = {});

/// @returns how long after a change requests may still be answered as before it
Seconds slack_of(const Observation& change);

/// @returns the place in a list of intervals of the one that holds a time; of two in one second the
///          later
std::size_t place_at(const std::vector<Interval>& intervals, EventTime time);

}  // namespace s3rare::investigate::openness
