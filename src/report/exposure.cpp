#include "report/exposure.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "investigate/openness/bucket_timeline.h"

namespace s3rare::report {
namespace {

namespace openness = investigate::openness;
using openness::Openness;
using openness::Question;

constexpr std::size_t kMostIntervals = 50;
constexpr std::size_t kMostListedChanges = 50;
constexpr std::size_t kMostCauses = 5;  // changes in one second

// What a change sets, by the kind of its observation.
std::string sets_of(const openness::Observation& observation) {
  struct Namer {
    std::string operator()(const openness::PolicySet& /*content*/) const { return "bucket policy"; }
    std::string operator()(const openness::BucketAclSet& /*content*/) const { return "bucket ACL"; }
    std::string operator()(const openness::ObjectAclSet& /*content*/) const { return "object ACL"; }
    std::string operator()(const openness::OwnershipSet& /*content*/) const {
      return "object ownership";
    }
    std::string operator()(const openness::BlockSet& of) const {
      return of.of_account ? "public access block of the account" : "public access block";
    }
    std::string operator()(const openness::OrganizationBlockSet& /*content*/) const {
      return "S3 policy of the organization";
    }
    std::string operator()(const openness::ControlSet& /*content*/) const {
      return "resource control policy";
    }
    std::string operator()(const openness::BucketCreated& /*content*/) const { return "creation"; }
    std::string operator()(const openness::BucketDeleted& /*content*/) const { return "deletion"; }
    std::string operator()(const openness::PublicPolicyRefused& /*content*/) const {
      return "refusal";
    }
    std::string operator()(const openness::AclRefused& /*content*/) const { return "refusal"; }
    std::string operator()(const openness::EnforcingRefused& /*content*/) const {
      return "refusal";
    }
    std::string operator()(const openness::NoBlockFound& /*content*/) const { return "answer"; }
    std::string operator()(const openness::NoPolicyFound& /*content*/) const { return "answer"; }
    std::string operator()(const openness::NoOwnershipFound& /*content*/) const { return "answer"; }
    std::string operator()(const openness::BlockHint& /*content*/) const { return "answer"; }
    std::string operator()(const openness::Requested& /*content*/) const { return "request"; }
  };
  return std::visit(Namer(), observation.content);
}

Cause cause_of(const SeenAccess& seen) {
  return {seen.observation.time,     seen.action,      seen.actor,           seen.source,
          sets_of(seen.observation), seen.by_stranger, seen.where.evidence()};
}

State state_of(Openness widest) {
  switch (widest) {
    case Openness::open:
      return State::open;
    case Openness::restricted:
      return State::restricted;
    case Openness::closed:
      return State::closed;
    case Openness::may_be_open:
    case Openness::unknown:
      break;
  }
  return State::unknown;
}

// Tells a timeline whose observations are numbered as the records are.
class Teller {
 public:
  Teller(const openness::BucketTimeline& timeline, const std::vector<const SeenAccess*>& records)
      : timeline_(timeline), records_(records) {}

  void tell(Exposure& exposure) const {
    for (const Question question : openness::kQuestions) tell(question, exposure);
    std::stable_sort(exposure.intervals.begin(), exposure.intervals.end(),
                     [](const Exposed& a, const Exposed& b) { return a.from < b.from; });
    if (exposure.intervals.size() > kMostIntervals) {
      exposure.intervals_left_out = exposure.intervals.size() - kMostIntervals;
      exposure.intervals.erase(
          exposure.intervals.begin(),
          exposure.intervals.begin() + static_cast<std::ptrdiff_t>(exposure.intervals_left_out));
    }
  }

  std::vector<Cause> causes(const openness::Interval& interval) const {
    std::vector<Cause> causes;
    for (const std::size_t number : interval.causes) {
      if (causes.size() < kMostCauses) causes.push_back(cause_of(*records_[number]));
    }
    return causes;
  }

 private:
  void tell(Question question, Exposure& exposure) const {
    const auto& intervals = timeline_.intervals[static_cast<std::size_t>(question)];
    for (std::size_t number = 0; number < intervals.size(); ++number) {
      const openness::Interval& interval = intervals[number];
      if (interval.openness < Openness::restricted) continue;
      Exposed& exposed = exposure.intervals.emplace_back();
      exposed.question = question;
      exposed.openness = interval.openness;
      exposed.from = interval.from;
      exposed.to = interval.to;
      exposed.opened_by = causes(interval);
      if (number + 1 < intervals.size()) exposed.closed_by = causes(intervals[number + 1]);
      exposed.shown_by_request =
          interval.request.has_value() && interval.openness == Openness::open;
      exposed.by_date = interval.by_date;
      exposed.served_after_closing = interval.served_after_closing;
    }
  }

  const openness::BucketTimeline& timeline_;
  const std::vector<const SeenAccess*>& records_;
};

void tell_changes(const std::vector<const SeenAccess*>& records, Exposure& exposure) {
  std::vector<const SeenAccess*> changes;
  std::copy_if(records.begin(), records.end(), std::back_inserter(changes),
               [](const SeenAccess* seen) { return seen->observation.is_change(); });
  const std::size_t listed = std::min(changes.size(), kMostListedChanges);
  for (std::size_t number = changes.size() - listed; number < changes.size(); ++number) {
    exposure.changes.push_back(cause_of(*changes[number]));
  }
  exposure.changes_left_out = changes.size() - listed;
  const auto is_life = [](const SeenAccess* seen) {
    return std::holds_alternative<openness::BucketDeleted>(seen->observation.content) ||
           std::holds_alternative<openness::BucketCreated>(seen->observation.content);
  };
  const auto last = std::find_if(changes.rbegin(), changes.rend(), is_life);
  exposure.is_deleted = last != changes.rend() && std::holds_alternative<openness::BucketDeleted>(
                                                      (*last)->observation.content);
}

void tell_basis(const openness::Interval& last, Exposure& exposure) {
  for (std::size_t aspect = 0; aspect < openness::kAspects; ++aspect) {
    const openness::Basis::Kind kind = last.rests_on[aspect].kind;
    if (kind == openness::Basis::Kind::nothing) continue;
    exposure.rests_on.push_back(
        std::string(openness::name_of(static_cast<openness::Aspect>(aspect)))
            .append(": ")
            .append(openness::name_of(kind)));
  }
}

}  // namespace

Exposure make_exposure(const IncidentKey& key, const AccessLog& bucket, const AccessLog* account,
                       std::optional<EventTime> until) {
  Exposure exposure;
  exposure.has_website = bucket.has_website();
  exposure.not_after = until;
  std::vector<const SeenAccess*> records;
  bucket.append_to(records);
  std::optional<EventTime> dropped = bucket.dropped_until();
  if (account != nullptr) {
    account->append_to(records);
    dropped = std::max(dropped, account->dropped_until());
  }
  if (dropped) {
    const auto kept = std::remove_if(records.begin(), records.end(), [&](const SeenAccess* seen) {
      return seen->observation.time <= *dropped;
    });
    exposure.changes_dropped = static_cast<std::uint64_t>(records.end() - kept);
    records.erase(kept, records.end());
  }
  std::stable_sort(records.begin(), records.end(), [](const SeenAccess* a, const SeenAccess* b) {
    return a->observation.time < b->observation.time;
  });
  std::vector<openness::Observation> observations;
  observations.reserve(records.size());
  for (const SeenAccess* seen : records) observations.push_back(seen->observation);
  const openness::BucketTimeline timeline =
      openness::make_timeline(openness::KnownState(key.bucket, key.account, key.region),
                              observations, until.value_or(EventTime()));

  const auto last = [&](Question question) -> const openness::Interval& {
    return timeline.last(question);
  };
  exposure.list = last(Question::list).openness;
  exposure.read = last(Question::read).openness;
  exposure.write = last(Question::write).openness;
  const Question widest = *std::max_element(
      openness::kQuestions.begin(), openness::kQuestions.end(),
      [&](Question a, Question b) { return last(a).openness < last(b).openness; });
  exposure.state = state_of(last(widest).openness);
  const Teller teller(timeline, records);
  // A bucket is closed since the last of the three was.
  Question since = widest;
  if (exposure.state == State::closed) {
    since = *std::max_element(openness::kQuestions.begin(), openness::kQuestions.end(),
                              [&](Question a, Question b) { return last(a).from < last(b).from; });
  }
  exposure.since = teller.causes(last(since));
  exposure.lacks_change = last(widest).lacks_change;
  tell_basis(last(widest), exposure);
  teller.tell(exposure);
  tell_changes(records, exposure);
  return exposure;
}

const Exposed* read_opening_before(const Exposure& exposure, EventTime time) {
  const Exposed* found = nullptr;
  for (const Exposed& exposed : exposure.intervals) {
    if (exposed.question != Question::read || exposed.opened_by.empty()) continue;
    if (exposed.from && exposed.from->seconds <= time.seconds) found = &exposed;
  }
  return found;
}

}  // namespace s3rare::report
