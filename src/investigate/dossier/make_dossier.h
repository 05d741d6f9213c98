// Makes the dossier of one alert from what a pass over the logs collected.
#pragma once

#include <cstddef>

#include "investigate/dossier/dossier.h"
#include "investigate/exposure/exposures.h"
#include "investigate/identity_uses.h"
#include "investigate/investigation.h"
#include "s3rare/coverage.h"

namespace s3rare::investigate {

/// @param investigation  complete: no record is added to it afterwards
/// @param exposures      of the same alerts
/// @param uses           of the identities that `Investigation::own_identities` names; null: not
/// known
/// @param coverage       the days that the logs cover
/// @param alert          the alert's index in both collections
/// @returns the dossier with its findings. It borrows the alert from the investigation.
Dossier make_dossier(Investigation& investigation, Exposures& exposures, const IdentityUses* uses,
                     const Coverage& coverage, std::size_t alert);

}  // namespace s3rare::investigate
