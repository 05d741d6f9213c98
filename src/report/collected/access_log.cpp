#include "report/collected/access_log.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "investigate/steps.h"
#include "s3rare/term.h"

namespace s3rare::report {
namespace {

constexpr Seconds kCellLength = 15 * 60;
constexpr std::size_t kLongestName = 256;
constexpr std::size_t kLongestEventId = 64;

using investigate::openness::Observation;
using investigate::openness::Requested;

auto place_of(const SeenAccess& seen) {
  const auto& where = seen.where;
  return std::tie(seen.observation.time, where.event_id, *where.path, where.offset);
}

SeenAccess seen_access(const investigate::Doing& doing, Observation observation) {
  SeenAccess seen;
  seen.observation = std::move(observation);
  seen.action = bounded(doing.activity.fields.event_name.string(), kLongestName);
  seen.actor = bounded(doing.identity, kLongestName);
  seen.source = bounded(doing.source(), kLongestName);
  seen.by_stranger = doing.actor == investigate::Actor::anonymous;
  seen.where.add(doing);
  return seen;
}

std::string kind_of_request(const Requested& request) {
  return std::string(request.need.permission)
      .append(1, static_cast<char>('0' + static_cast<int>(request.outcome)))
      .append(request.by_acl ? "a" : "p");
}

}  // namespace

void AccessLog::Cell::add(SeenAccess seen) {
  if (place_of(seen) < place_of(first)) std::swap(seen, first);
  const SeenAccess& latest = last ? *last : first;
  if (place_of(latest) < place_of(seen)) last = std::make_unique<SeenAccess>(std::move(seen));
}

void AccessLog::Cell::merge(Cell&& other) {
  add(std::move(other.first));
  if (other.last) add(std::move(*other.last));
}

AccessLog::Records& AccessLog::records_of(const Observation& observation) {
  if (!observation.is_change()) return evidence_;
  const bool is_of_object =
      std::holds_alternative<investigate::openness::ObjectAclSet>(observation.content);
  return is_of_object ? object_acls_ : changes_of_bucket_;
}

void AccessLog::add(const investigate::Doing& doing, Observation observation) {
  const EventTime time = observation.time;
  if (const auto* const request = std::get_if<Requested>(&observation.content)) {
    CellKey key{investigate::step_number(time, kCellLength), kind_of_request(*request)};
    if (!requests_.admits(key)) return;
    SeenAccess seen = seen_access(doing, std::move(observation));
    bool is_new = false;
    auto* const kept = requests_.put(key, [&] {
      is_new = true;
      return std::pair(key, std::make_unique<Cell>(Cell{std::move(seen), nullptr}));
    });
    if (kept != nullptr && !is_new) (*kept)->add(std::move(seen));
    return;
  }
  if (observation.is_change()) ++changes_;
  ChangeKey key{time, bounded(doing.event_id(), kLongestEventId), observation.content.index()};
  SeenAccess seen = seen_access(doing, std::move(observation));
  Records& records = records_of(seen.observation);
  SeenAccess* const kept = records.put(key, [&] { return std::pair(key, seen); });
  if (kept != nullptr && place_of(seen) < place_of(*kept)) *kept = std::move(seen);
}

void AccessLog::merge(AccessLog&& other) {
  changes_ += other.changes_;
  has_website_ = has_website_ || other.has_website_;
  const auto keep_first = [](SeenAccess& mine, SeenAccess&& theirs) {
    if (place_of(theirs) < place_of(mine)) mine = std::move(theirs);
  };
  changes_of_bucket_.merge(std::move(other.changes_of_bucket_), keep_first);
  object_acls_.merge(std::move(other.object_acls_), keep_first);
  evidence_.merge(std::move(other.evidence_), keep_first);
  requests_.merge(std::move(other.requests_),
                  [](std::unique_ptr<Cell>& mine, std::unique_ptr<Cell>&& theirs) {
                    mine->merge(std::move(*theirs));
                  });
}

void AccessLog::append_to(std::vector<const SeenAccess*>& records) const {
  const auto begin = static_cast<std::ptrdiff_t>(records.size());
  for (const Records* const kind : {&changes_of_bucket_, &object_acls_, &evidence_}) {
    for (const auto& [key, seen] : kind->entries()) records.push_back(&seen);
  }
  for (const auto& [key, cell] : requests_.entries()) {
    records.push_back(&cell->first);
    if (cell->last) records.push_back(cell->last.get());
  }
  std::sort(records.begin() + begin, records.end(), [](const SeenAccess* a, const SeenAccess* b) {
    return std::tuple_cat(place_of(*a), std::tuple(a->observation.content.index())) <
           std::tuple_cat(place_of(*b), std::tuple(b->observation.content.index()));
  });
}

std::optional<EventTime> AccessLog::dropped_until() const {
  if (changes_of_bucket_.left_out() == nullptr) return std::nullopt;
  return changes_of_bucket_.left_out()->time;
}

}  // namespace s3rare::report
