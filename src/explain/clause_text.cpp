#include "explain/clause_text.h"

namespace s3rare::explain {

std::string_view clause_name(Clause clause) {
  switch (clause) {
    case Clause::provider:
      return "event.provider";
    case Clause::action:
      return "event.action";
    case Clause::outcome:
      return "event.outcome";
    case Clause::identity_type:
      return "aws.cloudtrail.user_identity.type";
    case Clause::principal:
      break;
  }
  return "cloud.account.id";
}

std::string_view clause_field(Clause clause) {
  switch (clause) {
    case Clause::provider:
      return "eventSource";
    case Clause::action:
      return "eventName";
    case Clause::outcome:
      return "errorCode, errorMessage";
    case Clause::identity_type:
      return "userIdentity.type";
    case Clause::principal:
      break;
  }
  return "userIdentity.accountId";
}

std::vector<std::string_view> wanted_values(Clause clause, Principal principal) {
  switch (clause) {
    case Clause::provider:
      return {rule::kProvider};
    case Clause::action:
      return {rule::kActions.begin(), rule::kActions.end()};
    case Clause::outcome:
      return {"success"};
    case Clause::identity_type:
      return {rule::kIdentityTypes.begin(), rule::kIdentityTypes.end()};
    case Clause::principal:
      break;
  }
  if (principal == Principal::anonymous) return {rule::kAnonymous};
  return {rule::kAnonymous, rule::kAnonymousPrincipal};
}

std::string wanted_text(Clause clause, Principal principal) {
  if (clause == Clause::outcome) return "neither of them";
  const auto values = wanted_values(clause, principal);
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text += i + 1 == values.size() ? " or " : ", ";
    text += values[i];
  }
  return text;
}

}  // namespace s3rare::explain
