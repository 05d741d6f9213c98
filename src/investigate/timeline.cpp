#include "investigate/timeline.h"

#include <array>

#include "investigate/steps.h"

namespace s3rare::investigate {

Seconds timeline_step(const Span& window, std::size_t most_steps) {
  constexpr std::array<Seconds, 7> kSteps = {60, 300, 900, 3600, 2 * 3600, 4 * 3600, 12 * 3600};
  const auto most = static_cast<Seconds>(most_steps);
  const Seconds length = window.last.seconds - window.first.seconds;
  for (const Seconds step : kSteps) {
    if (length / step < most) return step;
  }
  Seconds step = kSecondsPerDay;
  while (length / step >= most) step *= 2;
  return step;
}

Timeline::Timeline(const Span& window, std::size_t most_steps)
    : step_(timeline_step(window, most_steps)), first_(step_number(window.first, step_)) {}

Timeline::Step& Timeline::step_at(std::uint32_t number) { return at_number(steps_, number); }

void Timeline::add(const Doing& doing) {
  if (doing.actor == Actor::service) return;
  Step& step = step_at(static_cast<std::uint32_t>(step_number(doing.time, step_) - first_));
  if (doing.actor == Actor::signer) {
    ++step.with_signature;
  } else if (doing.succeeded) {
    ++step.anonymous;
  } else {
    ++step.denied;
  }
}

void Timeline::merge(const Timeline& other) {
  for (const Step& theirs : other.steps_) {
    Step& step = step_at(theirs.number);
    step.anonymous += theirs.anonymous;
    step.denied += theirs.denied;
    step.with_signature += theirs.with_signature;
  }
}

std::vector<TimelineStep> Timeline::steps() const {
  std::vector<TimelineStep> steps;
  for (const Step& step : steps_) {
    steps.push_back(
        {{(first_ + step.number) * step_, 0}, step.anonymous, step.denied, step.with_signature});
  }
  return steps;
}

}  // namespace s3rare::investigate
