// The two narrow questions that `explain` answers: about one record, and about one source.
#pragma once

#include <string>

#include "cli/explain/explain_reading.h"

namespace s3rare::cli {

/// Tells of the record that the options name. Its earlier matches are read anew, where the input
/// can be.
/// @returns an error if the input changed between the two readings
Result<std::string> explain_record(const options::Options& options, const Exceptions& exceptions,
                                   const ReadLogs& logs);

/// Tells of the source that the options name.
/// @param memory  the state, or null
Result<std::string> explain_source(const options::Options& options, Memory* memory,
                                   const ReadLogs& logs);

}  // namespace s3rare::cli
