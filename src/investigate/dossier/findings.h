// What a dossier comes to: short sentences a person can act on.
//
// They say what the logs show, and where the logs show nothing, that. Whatever they name is text
// of strangers, as the records have it: it is escaped where it is shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// Goes through all parts of a dossier but its findings.
/// @returns the most important first:
///          - that the logs lack the alert's day;
///          - that objects were written or deleted, and that keys that look like secrets were read;
///          - who opened the bucket, what may limit it, and whether it was closed again;
///          - how much was read, and that it was listed before;
///          - that the source signs requests too, or has a private address;
///          - who else came, and that the bucket looks public by design;
///          - what was refused;
///          - what the dossier leaves out or estimates, and which days the logs lack.
std::vector<Finding> find_findings(const Dossier& dossier);

// The parts of it, in the same order.

std::vector<Finding> find_harm(const Dossier& dossier);      ///< what was written, deleted, secret
std::vector<Finding> find_exposure(const Dossier& dossier);  ///< who opened and closed the bucket
std::vector<Finding> find_reading(const Dossier& dossier);   ///< what was listed and read
std::vector<Finding> find_company(const Dossier& dossier);   ///< whose the source is; who else came
std::vector<Finding> find_limits(const Dossier& dossier);    ///< of the dossier and of the logs

/// Whether a change says something of an alert: it succeeded, and is not of another object's ACL.
bool counts_for(const AlertToInvestigate& alert, const AccessChange& change);

/// `1 hour before the alert, at 2024-05-09T11:00:00Z, by ARN from 198.51.100.7 (PutBucketPolicy):`
/// and what was changed, with a full stop.
std::string change_in_words(const AccessChange& change, const AlertToInvestigate& alert);

struct ConditionFinding {
  std::optional<Finding> finding;
  bool source_meets = false;  ///< the alert's source is in a network that a condition asks for
};

/// What limits a statement for everyone: of the change that opened the bucket, or else of the
/// newest before the alert.
ConditionFinding find_condition(const Dossier& dossier);

}  // namespace s3rare::investigate
