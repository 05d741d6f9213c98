// Records by the anonymous principal that do not match, or match but cannot enter the history, and
// S3 requests by strangers who signed. A reader who expected an alert looks at these first.
//
// Every record by the anonymous principal, in either spelling, is a match or has exactly one of the
// kinds below: the first clause that it fails decides. Near misses are a set, like a history:
// adding and merging commute, so the result does not depend on threads or on the order of files.
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
  changed,  ///< event.action is not in the rule's list, wrote, deleted or changed access, and
            ///< succeeded; counted by action
  foreign_change,   ///< another account wrote, deleted or changed access; counted by account
  other_service,    ///< event.provider is another service than S3; counted by service
  other_action,     ///< event.action is not in the rule's list; counted by action
  denied,           ///< event.outcome is a failure; counted by error code
  other_identity,   ///< user_identity.type is another type; counted by type
  foreign_account,  ///< any other S3 request of another account; counted by account
  cognito,          ///< an S3 request with credentials of a Cognito identity pool; counted by role
  old_spelling,     ///< cloud.account.id is ANONYMOUS_PRINCIPAL, but the options accept only
                    ///< `anonymous`; counted by action
  without_term,     ///< a match that lacks a field of the term; counted by action
  without_time,     ///< a match whose event time cannot be read; counted by action
  kind_count        ///< not a kind: the number of kinds
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
  std::string_view (*name_in)(const LoggedRecord& record) = nullptr;  ///< records are counted by it
};

const NearMissRow& row_of(NearMissKind kind);

/// Whether the requests of this kind carry no signature.
bool is_anonymous_kind(NearMissKind kind);

/// @param unmet  the result of `first_unmet_clause` for the record
/// @returns the kind of near miss; nothing if the record is none
std::optional<NearMissKind> near_miss_of(const LoggedRecord& record, std::optional<Clause> unmet,
                                         const TermFields& term_fields);

/// A record to show. Its texts, except the path, are `bounded`. Examples that differ only in path
/// and offset are copies; the first by path and offset is kept.
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
  static constexpr std::size_t kExamples = 5;  ///< limit of `examples`
  /// Limit of `by`; the first names in order are kept.
  static constexpr std::size_t kNames = 1000;

  std::uint64_t count = 0;                  ///< records
  std::uint64_t failed = 0;                 ///< records whose request failed
  std::map<std::string, std::uint64_t> by;  ///< records of each name that is kept
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
