// Records by the anonymous principal that are no match, or a match that raises nothing: what a
// reader who expected an alert should look at first.
//
// Every record by the anonymous principal, in either spelling, is a match or in exactly one of the
// kinds below: by the first clause that it fails. Like a history the near misses are a set: adding
// and merging commute, so neither threads nor the order of files show.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "explain/logged_record.h"
#include "s3rare/event_time.h"
#include "s3rare/rule.h"
#include "s3rare/term.h"

namespace s3rare::explain {

enum class NearMissKind {
  other_service,   ///< event.provider: of another service than S3; by service
  other_action,    ///< event.action: one that the rule does not list; by action
  denied,          ///< event.outcome: a failure; by error code
  other_identity,  ///< user_identity.type: another one; by type
  old_spelling,    ///< cloud.account.id: ANONYMOUS_PRINCIPAL, where only anonymous is wanted; by
                   ///< action
  without_term,    ///< a match without a field that the term is made of; by action
  without_time,    ///< a match whose event time cannot be read; by action
  kind_count       ///< not a kind: the number of kinds
};
inline constexpr auto kNearMissKinds = [] {
  std::array<NearMissKind, static_cast<std::size_t>(NearMissKind::kind_count)> kinds{};
  for (std::size_t i = 0; i < kinds.size(); ++i) kinds[i] = static_cast<NearMissKind>(i);
  return kinds;
}();

/// How `explain` reports a kind of near miss.
struct NearMissRow {
  NearMissKind kind{};
  std::string_view code;   ///< member name in JSON
  std::string_view title;  ///< heading in text; names the field that `name_in` reads
  std::string_view (*name_in)(const RecordFields& fields) = nullptr;  ///< what records count by
};

const NearMissRow& row_of(NearMissKind kind);

/// @param unmet  what `first_unmet_clause` says of the record
/// @returns what kind of near miss a record is, or nothing
std::optional<NearMissKind> near_miss_of(const LoggedRecord& record, std::optional<Clause> unmet,
                                         const TermFields& term_fields);

/// A record that is shown. Texts are `bounded`. Two are the same if they differ in nothing but
/// where they stand; of equal ones the first place, by path and offset, is kept.
struct Example {
  std::optional<EventTime> time;
  std::string event_id;
  std::string source;
  std::string action;
  std::string bucket;
  std::string key;
  std::string error;  ///< errorCode, or errorMessage where there is no code
  std::string user_agent;
  std::string path;
  std::uint64_t offset = 0;
};

/// One kind of near miss.
struct NearMiss {
  static constexpr std::size_t kExamples = 5;
  /// Names that are counted by themselves: those that are first in their order.
  static constexpr std::size_t kNames = 1000;

  std::uint64_t count = 0;
  std::uint64_t failed = 0;                 ///< of these
  std::map<std::string, std::uint64_t> by;  ///< at most kNames; the others are in `count` alone
  std::vector<Example> examples;            ///< the earliest, by time and event ID

  void add(const LoggedRecord& record, std::string_view name);
  void merge(const NearMiss& other);

 private:
  void keep(Example example);
};

class NearMisses {
 public:
  void add(NearMissKind kind, const LoggedRecord& record);
  void merge(const NearMisses& other);
  const NearMiss& of(NearMissKind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }

 private:
  std::array<NearMiss, kNearMissKinds.size()> kinds_;
};

}  // namespace s3rare::explain
