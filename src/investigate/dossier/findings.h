// The findings of a dossier: short sentences that a responder can act on.
//
// A finding states what the logs show, or that they show nothing. Names in it are untrusted text
// from the records: the output escapes them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// Reads all parts of a dossier except its findings.
/// @returns the findings, the most important first:
///          - identities of the alert's account that the source uses;
///          - the logs lack the alert's day;
///          - objects written or deleted, and requests for keys that look like secrets;
///          - who opened the bucket, which Condition limits access, whether it was closed again,
///          and whether it is open when the logs end;
///          - objects fetched, and buckets listed before;
///          - whether the source signs requests of others or has a private address;
///          - other sources;
///          - refused requests;
///          - days that the logs lack, and what the dossier omits or estimates.
std::vector<Finding> find_findings(const Dossier& dossier);

// The groups of findings, in the same order.

std::vector<Finding> find_own_identities(const Dossier& dossier);  ///< the account's identities
std::vector<Finding> find_harm(const Dossier& dossier);            ///< writes, deletions, secrets
std::vector<Finding> find_exposure(const Dossier& dossier);  ///< who opened and closed the bucket
std::vector<Finding> find_state(const Dossier& dossier);     ///< whether the bucket is still open
std::vector<Finding> find_reading(const Dossier& dossier);   ///< what was listed and read
std::vector<Finding> find_company(
    const Dossier& dossier);  ///< the source itself; other sources; refusals
std::vector<Finding> find_limits(const Dossier& dossier);  ///< gaps in the logs and in the dossier

/// Whether a change is relevant to an alert: it succeeded and is not another object's ACL.
bool counts_for(const AlertToInvestigate& alert, const AccessChange& change);

/// `1 hour before the alert, at 2024-05-09T11:00:00Z, by ARN from 198.51.100.7 (PutBucketPolicy):`
/// and the change, with a full stop.
std::string change_in_words(const AccessChange& change, const AlertToInvestigate& alert);

/// The options that bound the requests looked at, as `--before 30d` and `--after 7d`. A sentence
/// about these requests names them; changes of access are of all logs.
std::string before_option(const Dossier& dossier);
std::string after_option(const Dossier& dossier);

/// `--before 30d, --after 7d`
std::string options_in_words(const Dossier& dossier);

struct ConditionFinding {
  std::optional<Finding> finding;
  bool source_meets = false;  ///< the alert's source satisfies the conditions of a statement
};

/// Evaluates the conditions of statements for everyone: those of the change that opened the bucket,
/// or else of the bucket's newest policy before the alert.
ConditionFinding find_condition(const Dossier& dossier);

}  // namespace s3rare::investigate
