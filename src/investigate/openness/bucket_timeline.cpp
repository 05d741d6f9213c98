#include "investigate/openness/bucket_timeline.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

#include "investigate/openness/answered_states.h"
#include "investigate/openness/possible_states.h"

namespace s3rare::investigate::openness {
namespace {

constexpr std::size_t kCount = kQuestions.size();

std::optional<Question> question_of(const Requested& request) {
  if (request.outcome == Requested::Outcome::no_such_key) return Question::list;
  const std::string_view permission = request.need.permission;
  if (permission == "s3:ListBucket" || permission == "s3:ListBucketVersions") return Question::list;
  if (permission == "s3:GetObject" || permission == "s3:GetObjectVersion") return Question::read;
  if (permission == "s3:PutObject" || permission.starts_with("s3:DeleteObject")) {
    return Question::write;
  }
  return std::nullopt;
}

// What requests say about a question since the last change.
struct Told {
  std::optional<std::size_t> success;
  std::optional<std::size_t> denial;
  // After a closing: requests may still be served until then.
  std::optional<Seconds> slack_until;
};

struct StateAnswer {
  Verdict verdict;
  Openness openness = Openness::closed;
  bool is_ambiguous = false;
};
using Answers = std::vector<StateAnswer>;

class Walk {
 public:
  Walk(const KnownState& first, const std::vector<Observation>& observations, EventTime until,
       const std::vector<Request>& asked)
      : possible_(first),
        observations_(observations),
        until_(until.seconds),
        answered_(asked),
        answers_(kCount + asked.size()) {
    timeline_.of_requests.resize(asked.size());
  }

  BucketTimeline walk() {
    std::vector<std::size_t> order(observations_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return observations_[a].time.seconds < observations_[b].time.seconds;
    });
    const Seconds begin = order.empty() ? until_ : observations_[order.front()].time.seconds;
    ask(begin - 1);
    open_all(std::nullopt, {});
    for (std::size_t at = 0; at < order.size();) {
      const Seconds second = observations_[order[at]].time.seconds;
      std::vector<std::size_t> of_second;
      for (; at < order.size() && observations_[order[at]].time.seconds == second; ++at) {
        of_second.push_back(order[at]);
      }
      pass_dates(second);
      take(second, of_second);
    }
    pass_dates(until_ + 1);
    for (const KnownState& known : possible_.states()) timeline_.at_end.push_back(known.state());
    return std::move(timeline_);
  }

 private:
  // Questions come first, then the asked requests.
  std::vector<Interval>& of(std::size_t question) {
    return question < kCount ? timeline_.intervals[question]
                             : timeline_.of_requests[question - kCount];
  }

  // Answers all questions for the possible states.
  void ask(Seconds time) {
    Answers answers(answers_.size());
    bool is_first = true;
    for (const KnownState& known : possible_.states()) {
      const std::vector<Verdict>& verdicts = answered_.verdicts_of(known, time);
      for (std::size_t question = 0; question < answers.size(); ++question) {
        StateAnswer& answer = answers[question];
        const Verdict& verdict = verdicts[question];
        if (!is_first && verdict.openness != answer.openness) answer.is_ambiguous = true;
        answer.openness = std::max(answer.openness, verdict.openness);
        answer.verdict.add(verdict);
      }
      is_first = false;
    }
    for (StateAnswer& answer : answers) {
      // Of several possible states the more open one, as one that may be.
      if (answer.is_ambiguous && answer.openness == Openness::open) {
        answer.openness = Openness::may_be_open;
      }
    }
    answers_ = std::move(answers);
  }

  // A date, or an answer that shows what was changed: where the state is another, what requests
  // showed before counts no more than after a change.
  void ask_without_event(Seconds time) {
    const Answers before = answers_;
    ask(time);
    for (std::size_t question = 0; question < kCount; ++question) {
      if (answers_[question].openness < before[question].openness) told_[question] = {};
    }
  }

  Openness openness_of(std::size_t question) const {
    const Openness by_state = answers_[question].openness;
    if (question >= kCount) return by_state;
    const Told& told = told_[question];
    if (told.success) return Openness::open;
    if (told.denial && by_state == Openness::open) return Openness::may_be_open;
    return by_state;
  }

  void open_all(std::optional<Seconds> from, const std::vector<std::size_t>& causes,
                bool by_date = false) {
    for (std::size_t question = 0; question < answers_.size(); ++question) {
      open(question, from, causes, by_date);
    }
  }

  // Begins an interval, unless the one before it says the same.
  void open(std::size_t question, std::optional<Seconds> from,
            const std::vector<std::size_t>& causes, bool by_date = false) {
    const Openness openness = openness_of(question);
    const Told& told = question < kCount ? told_[question] : kNothingTold;
    const Openness by_state = answers_[question].openness;
    std::optional<std::size_t> request;
    if (told.success && by_state != Openness::open) request = told.success;
    if (!told.success && told.denial && by_state == Openness::open) request = told.denial;
    const bool lacks_change =
        std::any_of(possible_.states().begin(), possible_.states().end(),
                    [](const KnownState& known) { return known.lacks_change(); });
    std::vector<Interval>& intervals = of(question);
    if (!intervals.empty()) {
      Interval& before = intervals.back();
      if (before.openness == openness && before.request == request) {
        before.lacks_change = before.lacks_change || lacks_change;
        return;
      }
      const bool closes = openness < before.openness;
      before.to = EventTime{from.value_or(until_) + (closes && !by_date ? 1 : 0), 0};
    }
    Interval& interval = intervals.emplace_back();
    interval.openness = openness;
    interval.request = request;
    if (from) interval.from = EventTime{*from, 0};
    interval.causes = causes;
    interval.by_date = by_date;
    interval.verdict = answers_[question].verdict;
    interval.is_ambiguous = answers_[question].is_ambiguous;
    interval.rests_on = possible_.states().front().bases();
    interval.lacks_change = lacks_change;
  }

  // Dates after the last second and before this one at which a policy's conditions change.
  void pass_dates(Seconds second) {
    std::vector<EventTime> dates;
    for (const KnownState& known : possible_.states()) {
      const auto add = [&](const PolicySetting& setting) {
        if (setting.known != PolicySetting::Known::given) return;
        const std::vector<EventTime>& more = answered_.dates(setting.policy);
        dates.insert(dates.end(), more.begin(), more.end());
      };
      add(known.state().policy);
      for (const PolicySetting& control : known.state().resource_control) add(control);
    }
    if (dates.empty()) return;
    std::sort(dates.begin(), dates.end());
    dates.erase(std::unique(dates.begin(), dates.end()), dates.end());
    for (const EventTime& date : dates) {
      if (date.seconds <= last_ || date.seconds > second) continue;
      if (date.seconds > until_) break;
      ask_without_event(date.seconds);
      open_all(date.seconds, {}, true);
    }
  }

  void take(Seconds second, const std::vector<std::size_t>& numbers) {
    last_ = second;
    std::vector<PossibleStates::Numbered> observed;
    std::vector<std::size_t> changes;
    Seconds slack = 0;
    for (const std::size_t number : numbers) {
      const Observation& observation = observations_[number];
      observed.emplace_back(&observation, number);
      if (!observation.is_change()) continue;
      changes.push_back(number);
      slack = std::max(slack, slack_of(observation));
    }
    const Answers before = answers_;
    std::array<Openness, kCount> was{};
    for (std::size_t question = 0; question < kCount; ++question) {
      was[question] = openness_of(question);
    }
    possible_.advance(observed);
    if (!changes.empty()) {
      ask(second);
      for (std::size_t question = 0; question < kCount; ++question) {
        Told& told = told_[question];
        const bool closes = answers_[question].openness < was[question];
        if (std::any_of(changes.begin(), changes.end(), [&](std::size_t change) {
              return concerns(observations_[change], told, question);
            })) {
          told = {};
        }
        if (closes && was[question] == Openness::open) told.slack_until = second + slack;
      }
    } else if (!observed.empty()) {
      ask_without_event(second);
    }
    open_all(second, changes);
    for (const std::size_t number : numbers) {
      const auto* const request = std::get_if<Requested>(&observations_[number].content);
      if (request != nullptr) take_request(second, number, *request, before, !changes.empty());
    }
  }

  void take_request(Seconds second, std::size_t number, const Requested& request,
                    const Answers& before, bool beside_change) {
    const auto asked = question_of(request);
    if (!asked) return;
    const auto question = static_cast<std::size_t>(*asked);
    Told& told = told_[question];
    if (request.outcome == Requested::Outcome::denied) {
      take_denial(second, number, request, question);
      return;
    }
    // In a second with a change it came before a closing, or after an opening.
    const bool was_open = before[question].openness == Openness::open;
    if (beside_change && was_open && answers_[question].openness != Openness::open) return;
    // A caller of a named network or endpoint says nothing about others.
    const StateAnswer& answer = answers_[question];
    if (answer.openness == Openness::restricted &&
        request.outcome == Requested::Outcome::succeeded &&
        either(answer.verdict.network, answer.verdict.endpoint) == Truth::yes) {
      return;
    }
    if (told.slack_until && second <= *told.slack_until) {
      extend(question, second);
      return;
    }
    if (request.outcome == Requested::Outcome::succeeded) {
      if (possible_.keep_if_allowed(request, {second, 0}, true)) ask(second);
    }
    if (!told.success) told.success = number;
    open(question, second, {});
  }

  void take_denial(Seconds second, std::size_t number, const Requested& request,
                   std::size_t question) {
    const bool decides = possible_.keep_if_allowed(request, {second, 0}, false);
    if (decides) ask(second);
    Told& told = told_[question];
    if (!told.denial && answers_[question].openness >= Openness::may_be_open &&
        allows(request, second)) {
      told.denial = number;
    } else if (!decides) {
      return;
    }
    open_all(second, {});
  }

  // What a request showed holds until a change, but the ACL of one object changes nothing else.
  bool concerns(const Observation& change, const Told& told, std::size_t question) const {
    const auto* const object = std::get_if<ObjectAclSet>(&change.content);
    if (object == nullptr) return true;
    if (static_cast<Question>(question) != Question::read) return false;
    const auto is_of_object = [&](const std::optional<std::size_t>& number) {
      if (!number) return false;
      const auto* const request = std::get_if<Requested>(&observations_[*number].content);
      return request != nullptr && request->key == object->key;
    };
    return is_of_object(told.success) || is_of_object(told.denial);
  }

  // Whether the state says that this very request is open.
  bool allows(const Requested& request, Seconds second) const {
    return std::any_of(possible_.states().begin(), possible_.states().end(),
                       [&](const KnownState& known) {
                         return Evaluator(known.state())
                                    .evaluate({request.need, request.key, {second, 0}})
                                    .openness == Openness::open;
                       });
  }

  // A request that was served after the closing.
  void extend(std::size_t question, Seconds second) {
    std::vector<Interval>& intervals = of(question);
    if (intervals.size() < 2) return;
    Interval& before = intervals[intervals.size() - 2];
    before.to = EventTime{second, 0};
    before.served_after_closing = true;
  }

  static constexpr Told kNothingTold = {};

  PossibleStates possible_;
  const std::vector<Observation>& observations_;
  Seconds until_;
  Seconds last_ = std::numeric_limits<Seconds>::min();
  AnsweredStates answered_;
  Answers answers_;
  std::array<Told, kCount> told_;
  BucketTimeline timeline_;
};

}  // namespace

Seconds slack_of(const Observation& change) {
  const auto& content = change.content;
  if (std::holds_alternative<ObjectAclSet>(content)) return Slack::kObject;
  const auto* const block = std::get_if<BlockSet>(&content);
  const bool is_wider = (block != nullptr && block->of_account) ||
                        std::holds_alternative<OrganizationBlockSet>(content) ||
                        std::holds_alternative<ControlSet>(content);
  return is_wider ? Slack::kAccount : Slack::kBucket;
}

std::size_t place_at(const std::vector<Interval>& intervals, EventTime time) {
  const auto after =
      std::partition_point(intervals.begin(), intervals.end(), [&](const Interval& interval) {
        return !interval.from || interval.from->seconds <= time.seconds;
      });
  return after == intervals.begin() ? 0 : static_cast<std::size_t>(after - intervals.begin()) - 1;
}

const Interval& BucketTimeline::at(Question question, EventTime time) const {
  const std::vector<Interval>& of = intervals[static_cast<std::size_t>(question)];
  return of[place_at(of, time)];
}

BucketTimeline make_timeline(const KnownState& first, const std::vector<Observation>& observations,
                             EventTime until, const std::vector<Request>& asked) {
  return Walk(first, observations, until, asked).walk();
}

}  // namespace s3rare::investigate::openness
