// The output of a run, and its messages.
#pragma once

#include "files/sink.h"
#include "options/options.h"
#include "output/messages.h"
#include "s3rare/error.h"

namespace s3rare::cli {

output::Messages make_messages(const options::Options& options);

/// Call it before reading.
/// @returns an error if an output cannot be written, or if one file is used for two purposes
Result<Done> check_output(const options::Options& options);

/// Opens the output that the options name, or standard output.
Result<files::Sink> open_output(const options::Options& options);

}  // namespace s3rare::cli
