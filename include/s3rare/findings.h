// What a dossier comes to: short sentences a person can act on.
//
// They say what the logs show, and where the logs show nothing, that. Whatever they name is text
// of strangers, as the records have it: it is escaped where it is shown.
#pragma once

#include <vector>

#include "s3rare/dossier.h"

namespace s3rare {

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

}  // namespace s3rare
