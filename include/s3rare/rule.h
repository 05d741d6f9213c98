// Elastic's rule "AWS S3 Unauthenticated Bucket Access by Rare Source", version 2: its metadata
// and its predicate. The predicate is code, not configuration.
// Source: elastic/detection-rules, rules/integrations/aws, rule
// 59bf26c2-bcbe-11ef-a215-f661ea17fbce.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/record.h"
#include "s3rare/s3_action.h"

namespace s3rare {

/// A MITRE ATT&CK tactic with the technique that the rule lists for it.
struct Threat {
  std::string_view tactic_id;
  std::string_view tactic_name;
  std::string_view tactic_reference;
  std::string_view technique_id;
  std::string_view technique_name;
  std::string_view technique_reference;
};

namespace rule {

inline constexpr std::string_view kId = "59bf26c2-bcbe-11ef-a215-f661ea17fbce";
inline constexpr std::string_view kName = "AWS S3 Unauthenticated Bucket Access by Rare Source";
inline constexpr std::string_view kVersion = "2";
inline constexpr std::string_view kType = "new_terms";
inline constexpr std::string_view kSeverity = "medium";
inline constexpr int kRiskScore = 47;
inline constexpr Seconds kRunsEvery = 5 * 60;
inline constexpr Seconds kLooksBack = 9 * 60;
inline constexpr Seconds kHistoryWindow = 7 * kSecondsPerDay;
inline constexpr unsigned kMaxAlertsPerExecution = 100;
inline constexpr std::string_view kReference =
    "https://hackingthe.cloud/aws/exploitation/Misconfigured_Resource-Based_Policies/"
    "exploting_public_resources_attack_playbook/";
inline constexpr std::array<std::string_view, 2> kIndices = {"filebeat-*", "logs-aws.cloudtrail*"};
inline constexpr std::array<std::string_view, 7> kTags = {
    "Domain: Cloud",          "Data Source: AWS",           "Data Source: Amazon Web Services",
    "Data Source: Amazon S3", "Use Case: Asset Visibility", "Resources: Investigation Guide",
    "Tactic: Collection"};
inline constexpr std::string_view kThreatFramework = "MITRE ATT&CK";
inline constexpr std::array<Threat, 3> kThreats = {{
    {"TA0009", "Collection", "https://attack.mitre.org/tactics/TA0009/", "T1530",
     "Data from Cloud Storage", "https://attack.mitre.org/techniques/T1530/"},
    {"TA0007", "Discovery", "https://attack.mitre.org/tactics/TA0007/", "T1619",
     "Cloud Storage Object Discovery", "https://attack.mitre.org/techniques/T1619/"},
    {"TA0040", "Impact", "https://attack.mitre.org/tactics/TA0040/", "T1485", "Data Destruction",
     "https://attack.mitre.org/techniques/T1485/"},
}};
inline constexpr std::string_view kDataset = "aws.cloudtrail";
/// The dataset of S3 server access logs, which the rule does not name: see --server-access-logs.
inline constexpr std::string_view kAccessLogDataset = "aws.s3access";
inline constexpr std::string_view kProvider = "s3.amazonaws.com";
/// The actions that s3_action.h marks as listed by the rule, in its order.
inline constexpr auto kActions = [] {
  std::array<std::string_view, s3_action::kListedCount> names;
  std::size_t count = 0;
  for (const S3Action& action : s3_action::kAll) {
    if (action.rule == s3_action::kListed) names[count++] = action.name;
  }
  return names;
}();
inline constexpr std::array<std::string_view, 2> kIdentityTypes = {"AWSAccount", "Unknown"};

/// The anonymous principal in CloudTrail's current spelling, and in the spelling that it used until
/// some time between 2022-11 and 2024-09.
inline constexpr std::string_view kAnonymous = "anonymous";
inline constexpr std::string_view kAnonymousPrincipal = "ANONYMOUS_PRINCIPAL";

}  // namespace rule

/// Which spellings of the anonymous principal satisfy the rule.
enum class Principal {
  both,      ///< the current and the old spelling
  anonymous  ///< only the literal of Elastic's rule
};

/// @returns whether a record is by the anonymous principal, in one of the wanted spellings
bool is_anonymous(const RecordFields& record, Principal principal);

/// The clauses of the predicate, in order of evaluation. The input stage has already established
/// that the record is a CloudTrail record (event.dataset).
enum class Clause {
  provider,       ///< event.provider: s3.amazonaws.com
  action,         ///< event.action: one of the rule's five
  outcome,        ///< event.outcome: success, i.e. neither errorCode nor errorMessage
  identity_type,  ///< aws.cloudtrail.user_identity.type: AWSAccount or Unknown
  principal       ///< cloud.account.id: anonymous
};

/// Decides whether a record is a successful, unauthenticated access to an S3 bucket. Comparisons
/// are exact and case-sensitive on decoded strings; a value of another JSON type does not match.
/// @returns the first clause that the record fails, or nothing for a match
std::optional<Clause> first_unmet_clause(const RecordFields& record, Principal principal);

/// The predicate as a value: what a stage needs that asks it of every record.
struct Predicate {
  Principal principal = Principal::both;

  /// See `first_unmet_clause`.
  std::optional<Clause> first_unmet(const RecordFields& record) const {
    return first_unmet_clause(record, principal);
  }
};

/// @returns whether a record meets one clause, independent of the others
bool meets(const RecordFields& record, Clause clause, Principal principal);

}  // namespace s3rare
