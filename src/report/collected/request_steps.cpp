#include "report/collected/request_steps.h"

#include <array>
#include <utility>

#include "investigate/steps.h"

namespace s3rare::report {
namespace {

// Each divides the next one.
Seconds longer(Seconds length) {
  constexpr std::array<Seconds, 6> kLengths = {60, 300, 900, 3600, 4 * 3600, 12 * 3600};
  for (const Seconds next : kLengths) {
    if (next > length) return next;
  }
  return length < kSecondsPerDay ? kSecondsPerDay : 2 * length;
}

}  // namespace

void RequestSteps::add(EventTime time, bool succeeded) {
  Step& step = investigate::at_number(steps_, investigate::step_number(time, length_));
  ++(succeeded ? step.succeeded : step.denied);
  fit();
}

void RequestSteps::merge(const RequestSteps& other) {
  RequestSteps theirs = other;
  if (theirs.length_ < length_) theirs.coarsen_to(length_);
  if (length_ < theirs.length_) coarsen_to(theirs.length_);
  for (const Step& more : theirs.steps_) {
    Step& step = investigate::at_number(steps_, more.number);
    step.succeeded += more.succeeded;
    step.denied += more.denied;
  }
  fit();
}

void RequestSteps::fit() {
  while (steps_.size() > kMostSteps) coarsen_to(longer(length_));
}

void RequestSteps::coarsen_to(Seconds length) {
  std::vector<Step> steps;
  for (const Step& fine : steps_) {
    const EventTime begin{fine.number * length_, 0};
    Step& step = investigate::at_number(steps, investigate::step_number(begin, length));
    step.succeeded += fine.succeeded;
    step.denied += fine.denied;
  }
  steps_ = std::move(steps);
  length_ = length;
}

RequestChart RequestSteps::chart() const {
  RequestChart chart;
  chart.step = length_;
  chart.bars.reserve(steps_.size());
  for (const Step& step : steps_) {
    chart.bars.push_back({{step.number * length_, 0}, step.succeeded, step.denied});
  }
  return chart;
}

}  // namespace s3rare::report
