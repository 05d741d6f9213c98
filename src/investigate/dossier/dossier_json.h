// A dossier as JSON: one document on one line. `FIELDS.md` documents its members.
#pragma once

#include <string>
#include <string_view>

#include "investigate/access/access_change.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// The version of the format. Readers must ignore unknown members: adding one keeps the version.
inline constexpr int kDossierVersion = 3;

/// @returns the dossier without an end of line. It holds the alert as read and omits members
///          without a value, except `exposed_by`, which is null. Paths may hold any bytes: invalid
///          UTF-8 becomes U+FFFD.
std::string dossier_json(const Dossier& dossier);

/// @returns the name in the document, such as `bucket_policy`
std::string_view name_of(AccessSubject subject);
std::string_view name_of(AccessEffect effect);

}  // namespace s3rare::investigate
