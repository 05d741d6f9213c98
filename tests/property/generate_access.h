// Random records of who gets into a bucket.
#pragma once

#include "investigate/access/access_record.h"
#include "investigate/dossier/dossier.h"
#include "property/generate.h"

namespace s3rare::tests {

/// A change of the alert's bucket, its object or its account, near the alert or far from it; now
/// and then one that failed, lacks its content, or is of another owner's bucket of that name.
/// @param number  makes its event ID
investigate::AccessRecord generate_access(Random& random,
                                          const investigate::AlertToInvestigate& alert,
                                          std::size_t number);

}  // namespace s3rare::tests
