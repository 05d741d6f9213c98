// Finds the other sources that reached the alerts' buckets anonymously.
//
// The ends of the windows of a bucket's alerts divide time into cells: a record lies in one cell,
// and a window is a run of cells. A record is counted in its cell alone, so it costs the same
// however many alerts its bucket has. At the end one pass over the windows adds up their cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "investigate/alert_groups.h"
#include "investigate/bounded/sampled_groups.h"
#include "investigate/bounded/source_sample.h"
#include "investigate/doing.h"
#include "investigate/dossier/dossier.h"
#include "investigate/visit_days.h"

namespace s3rare::investigate {

/// Numbers of records of a bucket. Includes the alert's own source.
struct VisitCounts {
  std::uint64_t records = 0;  ///< records that succeeded
  std::uint64_t denied = 0;
  std::uint64_t writes = 0;
  std::uint64_t by_website_host = 0;
  std::uint64_t listings = 0;
  std::uint64_t secrets = 0;  ///< fetches of keys that look like secrets

  VisitCounts& operator+=(const VisitCounts& other);
  VisitCounts& operator-=(const VisitCounts& other);
};

class BucketVisitors {
 public:
  /// @param alerts  borrowed
  /// @param most    limit on the cells of sources, for all buckets together
  BucketVisitors(std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after,
                 std::size_t most);

  /// @returns an empty collection for the same alerts; shares their indexes
  BucketVisitors make_empty() const;

  bool knows(std::string_view bucket) const { return groups_.has(bucket); }

  /// Adds an anonymous record.
  void add(const Doing& doing);
  void merge(BucketVisitors&& other);

  /// @returns the other sources of an alert. Add nothing afterwards: the first alert of a bucket
  ///          computes them for all its alerts.
  OtherSources other_sources(std::size_t alert);

 private:
  struct Bucket {
    std::vector<VisitCounts> cells;  // counts of all sources; empty: no record yet
    VisitDays days;
    bool worked_out = false;
  };

  // For one bucket: positions of alerts in its group, by source.
  using OwnPositions = std::unordered_map<std::string_view, std::vector<std::uint32_t>>;
  using OwnOfBuckets = std::shared_ptr<const std::vector<OwnPositions>>;

  BucketVisitors(std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after,
                 std::size_t most, AlertGroups groups, OwnOfBuckets own_positions);

  std::uint32_t cell_at(std::span<const EventTime> times, EventTime time) const;
  void work_out(const AlertGroups::Group& group);

  std::span<const AlertToInvestigate> alerts_;
  Seconds before_;
  Seconds after_;
  std::size_t most_;
  AlertGroups groups_;
  OwnOfBuckets own_positions_;
  std::vector<Bucket> buckets_;
  SampledGroups<SourceSample> sources_;
  std::vector<VisitCounts> own_;          // by alert: what its own source did in its window
  std::vector<OtherSources> worked_out_;  // empty until one is asked for
};

}  // namespace s3rare::investigate
