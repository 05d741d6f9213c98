// The records that say who gets into one bucket, or into the buckets of one
// account: changes, evidence, and requests of strangers.
//
// A set: adding and merging commute. The newest records are kept, as many as
// fit, because the state at the end of the logs rests on them; before the
// oldest change that is kept nothing is known. Requests are many: of each
// quarter of an hour, kind and outcome the first and the last are kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "investigate/bounded/first_in_order.h"
#include "investigate/doing.h"
#include "investigate/openness/observation.h"
#include "report/incident.h"

namespace s3rare::report {

/// A record with what it shows.
struct SeenAccess {
  investigate::openness::Observation observation;
  std::string action;
  std::string actor;  ///< ARN, or another name of the identity; `anonymous`
  std::string source;
  bool by_stranger = false;
  investigate::FirstEvidence where;
};

class AccessLog {
 public:
  static constexpr std::size_t kMostChanges = 1024;
  static constexpr std::size_t kMostBytes = 256 * 1024;  ///< of what is kept of each kind
  static constexpr std::size_t kMostObjectAcls = 256;
  static constexpr std::size_t kMostEvidence = 256;
  static constexpr std::size_t kMostRequests = 256;  ///< cells

  /// @param doing        the record
  /// @param observation  what it shows
  void add(const investigate::Doing& doing, investigate::openness::Observation observation);
  /// Notes that a record gives the bucket a website.
  void add_website() { has_website_ = true; }
  void merge(AccessLog&& other);

  bool has_website() const { return has_website_; }

  /// Appends the records, in order of time.
  void append_to(std::vector<const SeenAccess*>& records) const;

  /// @returns the time at or before which changes were dropped; nothing if all
  /// are kept
  std::optional<EventTime> dropped_until() const;

  std::uint64_t changes() const { return changes_; }  ///< all, every delivery counted

 private:
  // The newest first.
  struct ChangeKey {
    EventTime time;
    std::string event_id;
    std::size_t content = 0;  // its kind

    friend bool operator<(const ChangeKey& a, const ChangeKey& b) {
      return std::tie(b.time, a.event_id, a.content) < std::tie(a.time, b.event_id, b.content);
    }
  };
  struct ChangeBytes {
    std::size_t operator()(const ChangeKey& key) const {
      return key.event_id.size() + sizeof(SeenAccess);
    }
  };
  struct CellKey {
    std::int64_t cell = 0;
    std::string what;  // permission, outcome, whether by an ACL

    friend bool operator<(const CellKey& a, const CellKey& b) {
      return std::tie(b.cell, a.what) < std::tie(a.cell, b.what);
    }
  };
  struct CellBytes {
    std::size_t operator()(const CellKey& /*key*/) const { return 1; }
  };
  struct Cell {
    SeenAccess first;
    std::unique_ptr<SeenAccess> last;  // null: the first is the last

    void add(SeenAccess seen);
    void merge(Cell&& other);
  };

  using Records = investigate::FirstInOrder<ChangeKey, SeenAccess, ChangeBytes>;

  Records& records_of(const investigate::openness::Observation& observation);

  // Apart, so that many of one kind drop none of another.
  Records changes_of_bucket_{kMostChanges, kMostBytes};
  Records object_acls_{kMostObjectAcls, kMostBytes};
  Records evidence_{kMostEvidence, kMostBytes};
  // By pointer: records mostly come in order of time, so that a new cell moves
  // all others.
  investigate::FirstInOrder<CellKey, std::unique_ptr<Cell>, CellBytes> requests_{kMostRequests,
                                                                                 SIZE_MAX};
  std::uint64_t changes_ = 0;
  bool has_website_ = false;
};

}  // namespace s3rare::report
