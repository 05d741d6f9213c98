// Finds the records with a given event ID, and keeps the result of each clause and the places of
// the copies.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "explain/funnel.h"
#include "explain/logged_record.h"
#include "explain/near_miss.h"
#include "s3rare/record.h"
#include "s3rare/rule.h"

namespace s3rare::explain {

/// A field that owns its text, which is `bounded`.
struct FoundField {
  Field::Kind kind = Field::Kind::absent;
  std::string text;

  friend auto operator<=>(const FoundField&, const FoundField&) = default;
};

struct FoundRecord {
  static constexpr std::size_t kPlaces = 20;  ///< limit of `places`

  /// The fields that are shown. Records that agree in all of them are copies of one record. The
  /// outcome clause checks `error_code` and `error_message`.
  struct Values {
    FoundField event_time;
    FoundField source;
    FoundField provider;
    FoundField action;
    FoundField error_code;
    FoundField error_message;
    FoundField identity_type;
    FoundField principal;
    std::string bucket;
    std::string key;
    std::string user_agent;
    std::string account;
    std::string region;

    friend auto operator<=>(const Values&, const Values&) = default;
  };

  std::optional<EventTime> time;
  std::array<bool, kClauses.size()>
      holds{};                      ///< whether each clause holds, in the order of kClauses
  std::optional<std::string> term;  ///< absent if the record lacks a field of it
  std::set<std::pair<std::string, std::uint64_t>> places;  ///< path and offset; the first kPlaces
  std::string excepted_by;  ///< origin of the exception that applies; empty if none does
  std::uint64_t copies = 0;

  bool is_match() const;
  void merge(const FoundRecord& other);
};

/// Collects the records with one event ID. Records with equal `Values` are copies of one record.
/// Adding and merging commute.
class RecordFinder {
 public:
  /// Limit of the different records with one ID; the first in order are kept.
  static constexpr std::size_t kRecords = 10;
  using Records = std::map<FoundRecord::Values, FoundRecord>;

  explicit RecordFinder(std::string event_id) : event_id_(std::move(event_id)) {}

  bool wants(const RecordFields& fields) const { return fields.event_id.is(event_id_); }
  /// @param excepted_by  see FoundRecord
  void add(const LoggedRecord& record, Principal principal, const TermFields& term_fields,
           const std::string& excepted_by);
  void merge(const RecordFinder& other);

  const std::string& event_id() const { return event_id_; }
  const Records& records() const { return records_; }
  std::uint64_t count() const { return count_; }  ///< includes copies and records not kept

 private:
  std::string event_id_;
  Records records_;
  std::uint64_t count_ = 0;
};

}  // namespace s3rare::explain
