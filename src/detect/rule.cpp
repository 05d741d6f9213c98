#include "s3rare/rule.h"

#include <algorithm>

#include "s3rare/outcome.h"

namespace s3rare {
namespace {

template <std::size_t N>
bool is_one_of(const Field& field, const std::array<std::string_view, N>& values) {
  return std::any_of(values.begin(), values.end(),
                     [&](std::string_view value) { return field.is(value); });
}

}  // namespace

bool is_anonymous(const Field& account, Principal principal) {
  if (account.is(rule::kAnonymous)) return true;
  return principal == Principal::both && account.is(rule::kAnonymousPrincipal);
}

std::optional<Clause> first_unmet_clause(const RecordFields& record, Principal principal) {
  if (!record.event_source.is(rule::kProvider)) return Clause::provider;
  if (!is_one_of(record.event_name, rule::kActions)) return Clause::action;
  if (is_failure(record)) return Clause::outcome;
  if (!is_one_of(record.identity_type, rule::kIdentityTypes)) return Clause::identity_type;
  if (!is_anonymous(record.identity_account, principal)) return Clause::principal;
  return std::nullopt;
}

bool meets(const RecordFields& record, Clause clause, Principal principal) {
  switch (clause) {
    case Clause::provider:
      return record.event_source.is(rule::kProvider);
    case Clause::action:
      return is_one_of(record.event_name, rule::kActions);
    case Clause::outcome:
      return !is_failure(record);
    case Clause::identity_type:
      return is_one_of(record.identity_type, rule::kIdentityTypes);
    case Clause::principal:
      break;
  }
  return is_anonymous(record.identity_account, principal);
}

}  // namespace s3rare
