#include "investigate/investigation.h"

#include <set>
#include <utility>

namespace s3rare::investigate {
namespace {

Span window_of(const AlertToInvestigate& alert, Seconds before, Seconds after) {
  return {alert.time - before, alert.time + after};
}

}  // namespace

Investigation::Investigation(std::span<const AlertToInvestigate> alerts, Seconds before,
                             Seconds after, const InvestigationLimits& limits)
    : Investigation(alerts, before, after, limits, AlertGroups(alerts, &AlertToInvestigate::source),
                    BucketVisitors(alerts, before, after, limits.other_sources)) {}

Investigation::Investigation(std::span<const AlertToInvestigate> alerts, Seconds before,
                             Seconds after, const InvestigationLimits& limits,
                             AlertGroups by_source, BucketVisitors visitors)
    : alerts_(alerts),
      before_(before),
      after_(after),
      limits_(limits),
      by_source_(std::move(by_source)),
      doings_(alerts.size()),
      distinct_(alerts.size() * SourceDoings::kGroups, limits.distinct_hashes),
      visitors_(std::move(visitors)) {}

Investigation Investigation::make_empty() const {
  return {alerts_, before_, after_, limits_, by_source_, visitors_.make_empty()};
}

std::size_t Investigation::add(const Activity& activity) {
  const bool may_visit = activity.anonymous && knows_bucket(activity.fields.bucket.string());
  const AlertGroups::Group* const group = by_source_.find(activity.fields.source_address.string());
  Concerned concerned;
  if (group != nullptr) concerned = concerned_at(group->times, activity.time, before_, after_);
  if (concerned.begin == concerned.end && !may_visit) return 0;

  Doing doing(activity, kept(activity.path));
  if (may_visit) visitors_.add(doing);
  const std::size_t additions = concerned.end - concerned.begin + (may_visit ? 1 : 0);
  if (concerned.begin == concerned.end) return additions;
  doing.describe();
  for (std::size_t position = concerned.begin; position < concerned.end; ++position) {
    const std::size_t alert = group->alerts[position];
    doings_of(alert).add(doing, alerts_[alert], distinct_, alert * SourceDoings::kGroups);
  }
  return additions;
}

// Consecutive records mostly come from one file.
KeptPath Investigation::kept(std::string_view path) {
  if (last_path_ == nullptr || *last_path_ != path) {
    last_path_ = std::make_shared<const std::string>(path);
  }
  return last_path_;
}

SourceDoings& Investigation::doings_of(std::size_t alert) {
  if (doings_[alert] == nullptr) {
    doings_[alert] =
        std::make_unique<SourceDoings>(limits_, window_of(alerts_[alert], before_, after_));
  }
  return *doings_[alert];
}

void Investigation::merge(Investigation&& other) {
  for (std::size_t alert = 0; alert < alerts_.size(); ++alert) {
    if (doings_[alert] == nullptr) {
      doings_[alert] = std::move(other.doings_[alert]);
    } else if (other.doings_[alert] != nullptr) {
      doings_[alert]->merge(std::move(*other.doings_[alert]));
      other.doings_[alert] = nullptr;
    }
  }
  distinct_.merge(std::move(other.distinct_));
  visitors_.merge(std::move(other.visitors_));
}

std::vector<std::string> Investigation::own_identities() const {
  std::set<std::string> identities;
  for (const auto& doings : doings_) {
    if (doings == nullptr) continue;
    for (OwnIdentity& own : doings->own_identities()) identities.insert(std::move(own.identity));
  }
  return {identities.begin(), identities.end()};
}

void Investigation::fill(Dossier& dossier, std::size_t alert) {
  dossier.alert = &alerts_[alert];
  dossier.window = window_of(alerts_[alert], before_, after_);
  doings_of(alert).fill(dossier, distinct_, alert * SourceDoings::kGroups);
  dossier.other_sources = visitors_.other_sources(alert);
}

}  // namespace s3rare::investigate
