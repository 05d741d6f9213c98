#include "explain/logged_record.h"

#include <algorithm>

#include "s3rare/rule.h"
#include "s3rare/s3_action.h"

namespace s3rare::explain {

bool is_s3_data_event(const LoggedRecord& record) {
  return record.fields.event_source.is(rule::kProvider) &&
         s3rare::is_s3_data_event(record.category, record.management,
                                  record.fields.event_name.string());
}

bool is_of_foreign_account(const LoggedRecord& record) {
  const std::string_view account = record.fields.identity_account.string();
  return is_account_number(account) && is_account_number(record.account) &&
         account != record.account;
}

std::string_view cognito_role(const LoggedRecord& record) {
  constexpr std::string_view kRole = ":assumed-role/";
  constexpr std::string_view kSession = "/CognitoIdentityCredentials";
  std::string_view role = record.identity_arn;
  const std::size_t begin = role.find(kRole);
  if (begin == std::string_view::npos || !role.ends_with(kSession)) return {};
  role.remove_suffix(kSession.size());
  role.remove_prefix(std::min(role.size(), begin + kRole.size()));
  return role;
}

bool only_reads(const LoggedRecord& record) {
  if (record.read_only) return *record.read_only;
  return is_read_action(record.fields.event_name.string());
}

}  // namespace s3rare::explain
