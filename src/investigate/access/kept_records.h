// The access records of one bucket or account, or of the organization: all, as long as they fit.
//
// Of each kind the oldest and the newest are kept. What falls between is dropped and counted, and
// then nothing is known about that kind for that time. Requests of anonymous callers are many: of
// each minute, kind and outcome the first and the last are kept. What is kept does not depend on
// the order of arrival.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "investigate/access/access_record.h"
#include "investigate/bounded/first_in_order.h"
#include "investigate/bounded/reversed_vector.h"

namespace s3rare::investigate {

/// Kinds of records, each with its own limit.
enum class RecordKind : std::uint8_t {
  policy,
  acl,
  object_acl,
  block,
  ownership,
  bucket,  ///< its creation or deletion
  organization,
  other,  ///< changes that decide nothing: website, CORS, access points, failed ones
  evidence,
  request
};
inline constexpr std::size_t kRecordKinds = 10;

RecordKind kind_of(const AccessRecord& record);

/// A record and the number of its deliveries.
struct CountedRecord {
  KeptRecord record;
  std::uint64_t deliveries = 0;
};

/// What was dropped of one kind: records after the first time, up to the second.
struct DroppedRecords {
  RecordKind kind = RecordKind::other;
  EventTime after;
  EventTime until;
};

class KeptRecords {
 public:
  struct Limits {
    std::size_t most = 0;   ///< oldest ones of each kind, and as many newest
    std::size_t bytes = 0;  ///< of the oldest ones of each kind, and as much of the newest
  };

  explicit KeptRecords(const Limits& limits);

  void add(const KeptRecord& record);
  void merge(KeptRecords&& other);

  /// Appends the kept records, in order.
  void append_to(std::vector<CountedRecord>& records) const;

  /// @returns what was dropped, by kind; nothing about requests, nor where all that was dropped
  ///          set again what the last kept change before it had set
  std::vector<DroppedRecords> dropped() const;

  /// @returns the number of records of changes, kept or dropped, every delivery counted
  std::uint64_t changes() const { return changes_; }

 private:
  // Records in order, or for requests cells of a minute.
  template <bool kNewestFirst>
  struct Key {
    KeptRecord record;
    bool operator<(const Key& other) const {
      return kNewestFirst ? is_before(*other.record, *record) : is_before(*record, *other.record);
    }
  };
  static bool is_before(const AccessRecord& a, const AccessRecord& b);
  struct Bytes {
    template <class AnyKey>
    std::size_t operator()(const AnyKey& key) const {
      return kept_bytes(*key.record);
    }
  };
  static std::size_t kept_bytes(const AccessRecord& record);
  struct Cell {
    KeptRecord first;
    KeptRecord last;
    std::uint64_t deliveries = 0;

    void add(const Cell& other);
  };
  template <bool kNewestFirst>
  using Entry = std::pair<Key<kNewestFirst>, Cell>;
  // Logs are mostly read from the oldest to the newest.
  using Oldest = FirstInOrder<Key<false>, Cell, Bytes>;
  using Newest = FirstInOrder<Key<true>, Cell, Bytes, ReversedVector<Entry<true>>>;
  // When a setting was set to the same: settings are set again and again, and then what was dropped
  // changed nothing.
  class Contents {
   public:
    void add(std::uint64_t content, EventTime first, EventTime last);
    void merge(const Contents& other);
    /// Whether all that was set in a time is this.
    bool are_all(std::uint64_t content, EventTime after, EventTime until) const;

   private:
    std::map<std::uint64_t, std::pair<EventTime, EventTime>> times_;
    bool are_many_ = false;  // too many to keep
  };
  struct OfKind {
    Oldest oldest;
    Newest newest;
    Contents contents;
  };
  static std::uint64_t content_of(const AccessRecord& record);

  std::vector<OfKind> kinds_;
  std::uint64_t changes_ = 0;
};

}  // namespace s3rare::investigate
