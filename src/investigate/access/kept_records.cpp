#include "investigate/access/kept_records.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "s3rare/siphash.h"

namespace s3rare::investigate {
namespace {

constexpr Seconds kMinute = 60;

// The cell of a request: its minute, what it asked for, and how it ended.
auto cell_of(const AccessRecord& record) {
  const openness::Requested& request = *record.request();
  const Seconds seconds = record.time.seconds;
  const Seconds minute = seconds / kMinute - (seconds % kMinute < 0 ? 1 : 0);
  return std::tuple(minute, std::string_view(request.need.permission), request.outcome,
                    request.by_acl, std::string_view(record.account),
                    std::string_view(record.region));
}

// A stranger's request that also sets an ACL counts as that change.
bool is_request(const AccessRecord& record) {
  return record.request() != nullptr && !(record.subject && record.shown.size() > 1);
}

bool is_older(const KeptRecord& a, const KeptRecord& b) { return compare(*a, *b) < 0; }

}  // namespace

RecordKind kind_of(const AccessRecord& record) {
  if (record.organization != nullptr) return RecordKind::organization;
  if (is_request(record)) return RecordKind::request;
  if (!record.succeeded()) return record.shown.empty() ? RecordKind::other : RecordKind::evidence;
  if (!record.subject) return RecordKind::evidence;
  switch (*record.subject) {
    case AccessSubject::bucket_policy:
      return RecordKind::policy;
    case AccessSubject::bucket_acl:
      return RecordKind::acl;
    case AccessSubject::object_acl:
      return RecordKind::object_acl;
    case AccessSubject::bucket_public_access_block:
    case AccessSubject::account_public_access_block:
      return RecordKind::block;
    case AccessSubject::ownership_controls:
      return RecordKind::ownership;
    case AccessSubject::bucket:
      return RecordKind::bucket;
    case AccessSubject::website:
    case AccessSubject::cors:
    case AccessSubject::access_point:
    case AccessSubject::access_point_policy:
    case AccessSubject::organization_policy:
      break;
  }
  return RecordKind::other;
}

bool KeptRecords::is_before(const AccessRecord& a, const AccessRecord& b) {
  if (is_request(a) && is_request(b)) return cell_of(a) < cell_of(b);
  return compare(a, b) < 0;
}

std::size_t KeptRecords::kept_bytes(const AccessRecord& record) {
  // Requests of a cell differ in size, and one of it counts for all.
  constexpr std::size_t kRequests = 2 * (sizeof(AccessRecord) + 512);
  return is_request(record) ? kRequests : bytes_of(record);
}

void KeptRecords::Cell::add(const Cell& other) {
  const auto join = [](KeptRecord& mine, const KeptRecord& theirs, bool wants_older) {
    if (compare(*mine, *theirs) == 0) {
      mine = first_read(mine, theirs);
    } else if (is_older(theirs, mine) == wants_older) {
      mine = theirs;
    }
  };
  join(first, other.first, true);
  join(last, other.last, false);
  deliveries += other.deliveries;
}

std::uint64_t KeptRecords::content_of(const AccessRecord& record) {
  return siphash_64({record.content, 0}, record.action);
}

void KeptRecords::Contents::add(std::uint64_t content, EventTime first, EventTime last) {
  constexpr std::size_t kMostContents = 8;
  if (are_many_) return;
  const auto [place, is_new] = times_.try_emplace(content, first, last);
  if (!is_new) {
    place->second.first = std::min(place->second.first, first);
    place->second.second = std::max(place->second.second, last);
  }
  if (times_.size() <= kMostContents) return;
  are_many_ = true;
  times_.clear();
}

void KeptRecords::Contents::merge(const Contents& other) {
  for (const auto& [content, times] : other.times_) add(content, times.first, times.second);
  if (!other.are_many_) return;
  are_many_ = true;
  times_.clear();
}

bool KeptRecords::Contents::are_all(std::uint64_t content, EventTime after, EventTime until) const {
  if (are_many_) return false;
  return std::all_of(times_.begin(), times_.end(), [&](const auto& of) {
    const auto& [first, last] = of.second;
    return of.first == content || last < after || until < first;
  });
}

KeptRecords::KeptRecords(const Limits& limits)
    : kinds_(kRecordKinds, OfKind{Oldest(limits.most, limits.bytes),
                                  Newest(limits.most, limits.bytes), Contents()}) {}

void KeptRecords::add(const KeptRecord& record) {
  const Cell cell{record, record, 1};
  const auto put = [&](auto& side, const auto& key) {
    Cell* const kept = side.put(key, [&] { return std::pair(key, Cell{record, record, 0}); });
    if (kept != nullptr) kept->add(cell);
  };
  OfKind& of = kinds_[static_cast<std::size_t>(kind_of(*record))];
  put(of.oldest, Key<false>{record});
  put(of.newest, Key<true>{record});
  if (record->subject) ++changes_;
  if (record->succeeded()) of.contents.add(content_of(*record), record->time, record->time);
}

void KeptRecords::merge(KeptRecords&& other) {
  const auto join = [](Cell& mine, Cell&& theirs) { mine.add(theirs); };
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    kinds_[kind].oldest.merge(std::move(other.kinds_[kind].oldest), join);
    kinds_[kind].newest.merge(std::move(other.kinds_[kind].newest), join);
    kinds_[kind].contents.merge(other.kinds_[kind].contents);
  }
  changes_ += other.changes_;
}

void KeptRecords::append_to(std::vector<CountedRecord>& records) const {
  const auto begin = static_cast<std::ptrdiff_t>(records.size());
  const auto append = [&](const Cell& cell) {
    if (compare(*cell.first, *cell.last) == 0) {
      records.push_back({first_read(cell.first, cell.last), cell.deliveries});
      return;
    }
    records.push_back({cell.first, 1});
    records.push_back({cell.last, cell.deliveries - 1});
  };
  for (const OfKind& of : kinds_) {
    for (const auto& [key, cell] : of.oldest.entries()) append(cell);
    const auto* const left_out = of.oldest.left_out();
    if (left_out == nullptr) continue;
    for (const auto& [key, cell] : of.newest.entries()) {
      // What both sides keep was appended.
      if (!is_before(*key.record, *left_out->record)) append(cell);
    }
  }
  std::stable_sort(
      records.begin() + begin, records.end(),
      [](const CountedRecord& a, const CountedRecord& b) { return is_older(a.record, b.record); });
}

std::vector<DroppedRecords> KeptRecords::dropped() const {
  std::vector<DroppedRecords> dropped;
  for (std::size_t kind = 0; kind < kinds_.size(); ++kind) {
    const auto* const oldest = kinds_[kind].oldest.left_out();
    const auto* const newest = kinds_[kind].newest.left_out();
    // A cell of requests has no time of its own.
    if (static_cast<RecordKind>(kind) == RecordKind::request) continue;
    if (oldest == nullptr || newest == nullptr) continue;
    // Something lies between the two sides if neither keeps it.
    if (is_before(*newest->record, *oldest->record)) continue;
    const auto& kept = kinds_[kind].oldest.entries();
    const EventTime after = oldest->record->time;
    const EventTime until = newest->record->time;
    const bool is_unchanged =
        !kept.empty() &&
        kinds_[kind].contents.are_all(content_of(*kept.back().first.record), after, until);
    if (is_unchanged) continue;
    dropped.push_back({static_cast<RecordKind>(kind), oldest->record->time, newest->record->time});
  }
  return dropped;
}

}  // namespace s3rare::investigate
