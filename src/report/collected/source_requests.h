// What each source did to one bucket without a signature.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "investigate/bounded/capped_counts.h"
#include "investigate/bounded/first_in_order.h"
#include "investigate/doing.h"
#include "report/collected/few_distinct.h"
#include "report/incident.h"

namespace s3rare::report {

/// Requests of one source.
class SourceRequests {
 public:
  void add(const investigate::Doing& doing, std::optional<std::uint64_t> bytes);
  void merge(SourceRequests&& other);

  /// Fills in everything but the address.
  void fill(IncidentSource& source) const;

  bool succeeded() const { return span_.span.has_value(); }

  /// @returns whether the source listed the bucket, and fetched after that
  bool listed_then_fetched() const {
    return first_listing_ && last_fetch_ && *first_listing_ <= *last_fetch_;
  }

 private:
  static constexpr std::size_t kUserAgentBytes = 512;

  investigate::GrowingSpan span_;
  std::uint64_t requests_ = 0;
  std::uint64_t denied_ = 0;
  std::uint64_t listings_ = 0;
  std::uint64_t fetches_ = 0;
  std::uint64_t writes_ = 0;
  std::uint64_t deletions_ = 0;
  std::uint64_t secrets_ = 0;
  std::uint64_t bytes_out_ = 0;
  std::uint64_t bytes_in_ = 0;
  std::uint64_t without_bytes_ = 0;
  std::optional<EventTime> first_listing_;
  std::optional<EventTime> last_fetch_;
  FewDistinct objects_;
  investigate::CappedCounts user_agents_{kUserAgentBytes};
  investigate::FirstEvidence first_;
};

/// The sources of a bucket: those that raised alerts first, then in order of their addresses, as
/// many as fit.
class BucketSources {
 public:
  explicit BucketSources(std::size_t most) : sources_(most, SIZE_MAX) {}

  void add(const investigate::Doing& doing, std::optional<std::uint64_t> bytes, bool is_new);
  void merge(BucketSources&& other);

  struct Key {
    bool is_known = false;
    std::string address;
    friend bool operator==(const Key&, const Key&) = default;
    friend bool operator<(const Key& left, const Key& right) {
      return left.is_known == right.is_known ? left.address < right.address : right.is_known;
    }
  };
  /// In order; also those without a success.
  const auto& entries() const { return sources_.entries(); }

 private:
  struct Bytes {
    std::size_t operator()(const Key& /*key*/) const { return 1; }
  };
  investigate::FirstInOrder<Key, SourceRequests, Bytes> sources_;
};

}  // namespace s3rare::report
