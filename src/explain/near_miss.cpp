#include "explain/near_miss.h"

#include <algorithm>
#include <iterator>
#include <limits>
#include <tuple>

#include "s3rare/outcome.h"
#include "s3rare/s3_action.h"

namespace s3rare::explain {
namespace {

// Examples without a time sort last.
EventTime place_in_time(const std::optional<EventTime>& time) {
  return time.value_or(EventTime{std::numeric_limits<Seconds>::max(), 0});
}

// Everything but path and offset: examples with equal keys are copies.
auto key_of(const Example& example) {
  return std::tuple(place_in_time(example.time), std::string_view(example.event_id),
                    std::string_view(example.source), std::string_view(example.action),
                    std::string_view(example.bucket), std::string_view(example.key),
                    std::string_view(example.error), std::string_view(example.user_agent));
}

Example example_of(const LoggedRecord& record) {
  const RecordFields& fields = record.fields;
  return {record.time,
          bounded(fields.event_id.string()),
          bounded(fields.source_address.string()),
          bounded(fields.event_name.string()),
          bounded(fields.bucket.string()),
          bounded(fields.key.string()),
          bounded(error_of(fields)),
          bounded(record.user_agent),
          std::string(record.path),
          record.offset};
}

std::string_view action(const LoggedRecord& record) { return record.fields.event_name.string(); }
std::string_view service(const LoggedRecord& record) { return record.fields.event_source.string(); }
std::string_view failure(const LoggedRecord& record) { return error_of(record.fields); }
std::string_view identity_type(const LoggedRecord& record) {
  return record.fields.identity_type.string();
}
std::string_view identity_account(const LoggedRecord& record) {
  return record.fields.identity_account.string();
}

bool changes(const LoggedRecord& record) {
  return !is_read_action(action(record)) && !is_failure(record.fields);
}

// A request of S3 that somebody signed.
std::optional<NearMissKind> signed_kind(const LoggedRecord& record) {
  if (!record.fields.event_source.is(rule::kProvider)) return std::nullopt;
  if (!cognito_role(record).empty()) return NearMissKind::cognito;
  if (!is_of_foreign_account(record)) return std::nullopt;
  return changes(record) ? NearMissKind::foreign_change : NearMissKind::foreign_account;
}

// In the order of NearMissKind.
constexpr std::array<NearMissRow, kNearMissKinds.size()> kRows = {{
    {NearMissKind::changed, "changed",
     "anonymous, and wrote, deleted or changed access with an action that the rule does not list, "
     "by eventName",
     action},
    {NearMissKind::foreign_change, "foreign_change",
     "signed by another account, and wrote, deleted or changed access, by userIdentity.accountId",
     identity_account},
    {NearMissKind::other_service, "other_service",
     "anonymous, at a service other than S3, by eventSource", service},
    {NearMissKind::other_action, "other_action",
     "anonymous, with an action that the rule does not list, by eventName", action},
    {NearMissKind::denied, "denied",
     "anonymous, but denied or failed, by errorCode or, without one, errorMessage", failure},
    {NearMissKind::other_identity, "other_identity",
     "anonymous, but of another type, by userIdentity.type", identity_type},
    {NearMissKind::foreign_account, "foreign_account",
     "signed by another account, by userIdentity.accountId", identity_account},
    {NearMissKind::cognito, "cognito",
     "with credentials of a Cognito identity pool, which strangers get if it has unauthenticated "
     "identities, by role",
     cognito_role},
    {NearMissKind::old_spelling, "old_spelling",
     "by ANONYMOUS_PRINCIPAL, which --principal anonymous leaves out, by eventName", action},
    {NearMissKind::without_term, "without_term",
     "matches that lack a field of --term, by eventName", action},
    {NearMissKind::without_time, "without_time",
     "matches without a readable event time, by eventName", action},
}};

constexpr bool each_kind_has_its_row() {
  for (std::size_t i = 0; i < kRows.size(); ++i) {
    if (kRows[i].kind != kNearMissKinds[i] || kRows[i].name_in == nullptr) return false;
    if (kRows[i].code.empty() || kRows[i].title.empty()) return false;
  }
  return true;
}
static_assert(each_kind_has_its_row());

}  // namespace

const NearMissRow& row_of(NearMissKind kind) { return kRows[static_cast<std::size_t>(kind)]; }

bool is_anonymous_kind(NearMissKind kind) {
  return kind != NearMissKind::foreign_change && kind != NearMissKind::foreign_account &&
         kind != NearMissKind::cognito;
}

std::optional<NearMissKind> near_miss_of(const LoggedRecord& record, std::optional<Clause> unmet,
                                         const TermFields& term_fields) {
  if (!is_anonymous(record.fields, Principal::both)) return signed_kind(record);
  if (!unmet) {
    if (!record.time) return NearMissKind::without_time;
    if (!term_of(record.fields, term_fields)) return NearMissKind::without_term;
    return std::nullopt;
  }
  switch (*unmet) {
    case Clause::provider:
      return NearMissKind::other_service;
    case Clause::action:
      return changes(record) ? NearMissKind::changed : NearMissKind::other_action;
    case Clause::outcome:
      return NearMissKind::denied;
    case Clause::identity_type:
      return NearMissKind::other_identity;
    case Clause::principal:
      break;
  }
  return NearMissKind::old_spelling;
}

void NearMiss::add(const LoggedRecord& record, std::string_view name) {
  ++count;
  failed += is_failure(record.fields) ? 1 : 0;
  ++by[bounded(name)];
  if (by.size() > kNames) by.erase(std::prev(by.end()));
  const bool is_full = examples.size() == kExamples;
  if (is_full && place_in_time(record.time) > place_in_time(examples.back().time)) return;
  keep(example_of(record));
}

void NearMiss::keep(Example example) {
  const auto found =
      std::lower_bound(examples.begin(), examples.end(), example,
                       [](const Example& a, const Example& b) { return key_of(a) < key_of(b); });
  if (found == examples.end() || key_of(*found) != key_of(example)) {
    examples.insert(found, std::move(example));
  } else if (std::tie(example.path, example.offset) < std::tie(found->path, found->offset)) {
    *found = std::move(example);
  }
  if (examples.size() > kExamples) examples.pop_back();
}

void NearMiss::merge(const NearMiss& other) {
  count += other.count;
  failed += other.failed;
  for (const auto& [name, records] : other.by) by[name] += records;
  while (by.size() > kNames) by.erase(std::prev(by.end()));
  for (const Example& example : other.examples) keep(example);
}

void NearMisses::add(NearMissKind kind, const LoggedRecord& record) {
  kinds_[static_cast<std::size_t>(kind)].add(record, row_of(kind).name_in(record));
}

void NearMisses::merge(const NearMisses& other) {
  for (std::size_t i = 0; i < kinds_.size(); ++i) kinds_[i].merge(other.kinds_[i]);
}

}  // namespace s3rare::explain
