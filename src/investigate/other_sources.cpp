// Records are counted per cell as they arrive, see the header. At the end this file moves through
// the windows in order of time: from one to the next, cells enter at its end and leave at its
// beginning.
#include "investigate/other_sources.h"

#include <algorithm>
#include <utility>

#include "investigate/bounded/ranked_sources.h"
#include "s3rare/siphash.h"

namespace s3rare::investigate {
namespace {

bool names_website(std::string_view host) {
  return host.find(".s3-website") != std::string_view::npos;
}

VisitCounts counts_of(const Doing& doing) {
  VisitCounts counts;
  if (!doing.succeeded) {
    counts.denied = 1;
    return counts;
  }
  counts.records = 1;
  counts.writes = doing.reads_only ? 0 : 1;
  counts.by_website_host =
      names_website(doing.activity.host) || names_website(doing.activity.fields.host.string()) ? 1
                                                                                               : 0;
  counts.listings = doing.effect == Effect::listed ? 1 : 0;
  counts.secrets = doing.effect == Effect::read && secret_kind_of(doing.key()) ? 1 : 0;
  return counts;
}

std::uint32_t cell_of(const Concerned& concerned) {
  return static_cast<std::uint32_t>(concerned.begin + concerned.end);
}

std::size_t cells_of(const AlertGroups::Group& group) { return 2 * group.alerts.size() + 1; }

}  // namespace

VisitCounts& VisitCounts::operator+=(const VisitCounts& other) {
  records += other.records;
  denied += other.denied;
  writes += other.writes;
  by_website_host += other.by_website_host;
  listings += other.listings;
  secrets += other.secrets;
  return *this;
}

VisitCounts& VisitCounts::operator-=(const VisitCounts& other) {
  records -= other.records;
  denied -= other.denied;
  writes -= other.writes;
  by_website_host -= other.by_website_host;
  listings -= other.listings;
  secrets -= other.secrets;
  return *this;
}

BucketVisitors::BucketVisitors(std::span<const AlertToInvestigate> alerts, Seconds before,
                               Seconds after, std::size_t most)
    : BucketVisitors(alerts, before, after, most, AlertGroups(alerts, &AlertToInvestigate::bucket),
                     nullptr) {
  std::vector<OwnPositions> own(groups_.size());
  groups_.for_each([&](const AlertGroups::Group& group) {
    for (std::uint32_t position = 0; position < group.alerts.size(); ++position) {
      own[group.number][alerts[group.alerts[position]].source].push_back(position);
    }
  });
  own_positions_ = std::make_shared<const std::vector<OwnPositions>>(std::move(own));
}

BucketVisitors::BucketVisitors(std::span<const AlertToInvestigate> alerts, Seconds before,
                               Seconds after, std::size_t most, AlertGroups groups,
                               OwnOfBuckets own_positions)
    : alerts_(alerts),
      before_(before),
      after_(after),
      most_(most),
      groups_(std::move(groups)),
      own_positions_(std::move(own_positions)),
      buckets_(groups_.size()),
      sources_(groups_.size(), most),
      own_(alerts.size()) {}

BucketVisitors BucketVisitors::make_empty() const {
  return {alerts_, before_, after_, most_, groups_, own_positions_};
}

std::uint32_t BucketVisitors::cell_at(std::span<const EventTime> times, EventTime time) const {
  return cell_of(concerned_at(times, time, before_, after_));
}

void BucketVisitors::add(const Doing& doing) {
  const AlertGroups::Group* const group = groups_.find(doing.bucket());
  if (group == nullptr || doing.source().empty()) return;
  const Concerned concerned = concerned_at(group->times, doing.time, before_, after_);
  if (concerned.begin == concerned.end) return;
  const std::uint32_t cell = cell_of(concerned);
  const VisitCounts counts = counts_of(doing);

  Bucket& bucket = buckets_[group->number];
  if (bucket.cells.empty()) bucket.cells.resize(cells_of(*group));
  bucket.cells[cell] += counts;
  const OwnPositions& own_of_bucket = (*own_positions_)[group->number];
  if (const auto own = own_of_bucket.find(doing.source()); own != own_of_bucket.end()) {
    const auto& positions = own->second;
    auto position = std::lower_bound(positions.begin(), positions.end(), concerned.begin);
    for (; position != positions.end() && *position < concerned.end; ++position) {
      own_[group->alerts[*position]] += counts;
    }
  }
  if (!doing.succeeded) return;
  bucket.days.add(cell, utc_day(doing.time), siphash_64({}, doing.source()));
  sources_.add_to(group->number,
                  [&](SourceSample& sample) { sample.add(doing.source(), cell, doing.time); });
}

void BucketVisitors::merge(BucketVisitors&& other) {
  for (std::size_t number = 0; number < buckets_.size(); ++number) {
    Bucket& mine = buckets_[number];
    Bucket& theirs = other.buckets_[number];
    mine.days.merge(theirs.days);
    if (mine.cells.empty()) mine.cells.swap(theirs.cells);
    for (std::size_t cell = 0; cell < theirs.cells.size(); ++cell) {
      mine.cells[cell] += theirs.cells[cell];
    }
  }
  for (std::size_t alert = 0; alert < own_.size(); ++alert) own_[alert] += other.own_[alert];
  sources_.merge(std::move(other.sources_));
}

OtherSources BucketVisitors::other_sources(std::size_t alert) {
  const AlertGroups::Group* const group = groups_.group_of(alerts_[alert]);
  if (group == nullptr) return {};
  worked_out_.resize(alerts_.size());
  if (Bucket& bucket = buckets_[group->number]; !bucket.worked_out) {
    bucket.worked_out = true;
    work_out(*group);
  }
  return worked_out_[alert];
}

void BucketVisitors::work_out(const AlertGroups::Group& group) {
  Bucket& bucket = buckets_[group.number];
  bucket.cells.resize(cells_of(group));
  std::vector<VisitCounts> before(bucket.cells.size() + 1);  // sum of the cells before each cell
  for (std::size_t cell = 0; cell < bucket.cells.size(); ++cell) {
    before[cell + 1] = before[cell];
    before[cell + 1] += bucket.cells[cell];
  }
  const SourceSample sample = sources_.take(group.number);
  RankedSources ranked(sample);
  for (std::size_t position = 0; position < group.alerts.size(); ++position) {
    const std::uint32_t alert = group.alerts[position];
    const std::uint32_t first = cell_at(group.times, group.times[position] - before_);
    const std::uint32_t last = cell_at(group.times, group.times[position] + after_);
    VisitCounts counts = before[last + 1];
    counts -= before[first];
    counts -= own_[alert];
    OtherSources& others = worked_out_[alert];
    others.records = counts.records;
    others.denied = counts.denied;
    others.writes = counts.writes;
    others.by_website_host = counts.by_website_host;
    others.listings = counts.listings;
    others.secrets = counts.secrets;
    const std::string& own = alerts_[alert].source;
    others.days = bucket.days.count_without(siphash_64({}, own), first, last);
    ranked.move_to(first, last);
    ranked.fill(others, own);
    // Where there are few sources, the sample may hold none of them.
    if (others.records > 0) others.sources.count = std::max<std::uint64_t>(others.sources.count, 1);
  }
  bucket = Bucket{};
  bucket.worked_out = true;
}

}  // namespace s3rare::investigate
