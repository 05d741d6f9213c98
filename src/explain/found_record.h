// A record that somebody asks for by its event ID, clause by clause, wherever it was delivered.
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

/// A field with text of its own, `bounded`.
struct FoundField {
  Field::Kind kind = Field::Kind::absent;
  std::string text;

  friend auto operator<=>(const FoundField&, const FoundField&) = default;
};

struct FoundRecord {
  static constexpr std::size_t kPlaces = 20;

  /// What the clauses look at, in their order; of the outcome errorCode and errorMessage.
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
  std::array<bool, kClauses.size()> holds{};  ///< each clause
  std::optional<std::string> term;            ///< absent where a field of it is missing
  std::set<std::pair<std::string, std::uint64_t>> places;  ///< the first kPlaces: path and offset
  std::string excepted_by;  ///< where the exception that holds of it was read; empty: none
  std::uint64_t copies = 0;

  bool is_match() const;
  void merge(const FoundRecord& other);
};

/// The records of one event ID. Those that differ in nothing that is shown are one. Adding and
/// merging commute.
class RecordFinder {
 public:
  /// Different records of one ID that are kept: those that are first in order.
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
  std::uint64_t count() const { return count_; }  ///< copies, and those not kept, among them

 private:
  std::string event_id_;
  Records records_;
  std::uint64_t count_ = 0;
};

}  // namespace s3rare::explain
