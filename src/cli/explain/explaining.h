// The reports of `explain` on one record and on one source.
#pragma once

#include <string>

#include "cli/explain/explain_reading.h"

namespace s3rare::cli {

/// Reports on the record that --record names. Reads the input again for the earlier matches, if it
/// can be read again.
/// @returns the report, or an error if the input cannot be found the second time
Result<std::string> explain_record(const options::Options& options, const Exceptions& exceptions,
                                   const ReadLogs& logs);

/// Reports on the source that --source names.
/// @param memory  the state, or null
/// @returns the report, or an error if the state cannot be read
Result<std::string> explain_source(const options::Options& options, Memory* memory,
                                   const ReadLogs& logs);

}  // namespace s3rare::cli
