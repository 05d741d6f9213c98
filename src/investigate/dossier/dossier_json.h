// A dossier as JSON: one document, on one line.
#pragma once

#include <string>
#include <string_view>

#include "investigate/access/access_change.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// The version of the format below.
inline constexpr int kDossierVersion = 1;

/// @returns the dossier without the end of line. The alert stands in it as it was read; what has no
///          value is left out, but for `exposed_by`, which is null then. Paths may be any bytes,
///          what is no UTF-8 in them is U+FFFD.
std::string dossier_json(const Dossier& dossier);

/// @returns the name as the document has it: `bucket_policy`
std::string_view name_of(AccessSubject subject);
std::string_view name_of(AccessEffect effect);

}  // namespace s3rare::investigate
