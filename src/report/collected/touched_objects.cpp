#include "report/collected/touched_objects.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "s3rare/term.h"

namespace s3rare::report {
namespace {

constexpr std::size_t kLongestKey = 1024;  // S3's own limit
constexpr std::size_t kLongestAddress = 128;
constexpr std::size_t kMostLargest = 20;

}  // namespace

void TouchedObjects::Record::merge(Record&& other) {
  requests += other.requests;
  if (other.bytes) bytes = std::max(bytes.value_or(0), *other.bytes);
  was_read = was_read || other.was_read;
  was_written = was_written || other.was_written;
  was_deleted = was_deleted || other.was_deleted;
  const auto order = [](const Record& of) {
    return std::tie(of.first.time, of.first.event_id, *of.first.path, of.first.offset);
  };
  if (other.first.path == nullptr) return;
  if (first.path == nullptr || order(other) < order(*this)) {
    source = std::move(other.source);
    first = std::move(other.first);
  }
}

TouchedObjects::Record TouchedObjects::record_of(const investigate::Doing& doing,
                                                 std::optional<std::uint64_t> bytes) {
  Record record;
  record.requests = 1;
  record.bytes = bytes;
  record.was_read = doing.effect == Effect::read;
  record.was_written = doing.effect == Effect::wrote;
  record.was_deleted = doing.effect == Effect::deleted;
  record.source = bounded(doing.source(), kLongestAddress);
  record.first.add(doing);
  return record;
}

bool TouchedObjects::is_larger(const Large& a, const Large& b) {
  return std::tie(*b.record.bytes, a.key) < std::tie(*a.record.bytes, b.key);
}

void TouchedObjects::add(const investigate::Doing& doing, std::optional<std::uint64_t> bytes) {
  if (doing.key().empty()) return;
  const bool is_change = doing.effect != Effect::read;
  const auto put = [&](OfKind& kind) {
    const std::string key = bounded(doing.key(), kLongestKey);
    Record* const record = kind.put(key, [&] { return std::pair(key, Record()); });
    if (record != nullptr) record->merge(record_of(doing, bytes));
  };
  if (doing.secret && !is_change) put(secrets_);
  if (is_change) put(changed_);
  if (is_change || !bytes || *bytes == 0) return;
  if (largest_.size() == kMostLargest && *bytes < *largest_.back().record.bytes) return;
  put_large({bounded(doing.key(), kLongestKey), record_of(doing, bytes)});
}

void TouchedObjects::put_large(Large&& added) {
  const auto same = std::find_if(largest_.begin(), largest_.end(),
                                 [&](const Large& of) { return of.key == added.key; });
  if (same != largest_.end()) {
    // Of requests of one size the first is the evidence.
    if (*same->record.bytes > *added.record.bytes) return;
    if (*same->record.bytes == *added.record.bytes) {
      same->record.merge(std::move(added.record));
      return;
    }
    largest_.erase(same);
  }
  largest_.insert(std::upper_bound(largest_.begin(), largest_.end(), added, is_larger),
                  std::move(added));
  if (largest_.size() > kMostLargest) largest_.pop_back();
}

void TouchedObjects::merge(TouchedObjects&& other) {
  const auto join = [](Record& mine, Record&& theirs) { mine.merge(std::move(theirs)); };
  secrets_.merge(std::move(other.secrets_), join);
  changed_.merge(std::move(other.changed_), join);
  for (Large& large : other.largest_) put_large(std::move(large));
}

std::vector<TouchedObject> TouchedObjects::objects() const {
  std::vector<TouchedObject> objects;
  std::set<std::string_view> listed;
  const auto add = [&](const std::string& key, const Record& record, TouchedObject::Why why) {
    if (!listed.insert(key).second) return;
    TouchedObject& object = objects.emplace_back();
    object.key = key;
    object.why = why;
    object.secret = secret_kind_of(key);
    if (why != TouchedObject::Why::large) object.requests = record.requests;
    object.bytes = record.bytes;
    object.was_read = record.was_read;
    object.was_written = record.was_written;
    object.was_deleted = record.was_deleted;
    object.first = record.first.time;
    object.source = record.source;
    object.evidence = record.first.evidence();
  };
  // A secret that was also written or deleted is listed once, with all that happened to it.
  for (const auto& [key, record] : secrets_.entries()) {
    Record whole = record;
    for (const auto& [changed, change] : changed_.entries()) {
      if (changed == key) whole.merge(Record(change));
    }
    add(key, whole, TouchedObject::Why::secret);
  }
  for (const auto& [key, record] : changed_.entries()) {
    add(key, record, TouchedObject::Why::changed);
  }
  for (const Large& large : largest_) add(large.key, large.record, TouchedObject::Why::large);
  return objects;
}

}  // namespace s3rare::report
