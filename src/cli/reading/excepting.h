// The exceptions of a run, and how often each was hit.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "options/options.h"
#include "output/exception_summary.h"
#include "output/list_summary.h"
#include "output/messages.h"
#include "s3rare/error.h"
#include "s3rare/exceptions.h"

namespace s3rare::cli {

/// Reads the exceptions that the options name: first files in the order given, then those of
/// `--except-source`, then those of `--except-bucket`.
Result<Exceptions> read_exceptions(const options::Options& options);

/// Hits of each exception, for one thread. A match that is delivered twice counts twice.
using ExceptionHits = std::vector<std::uint64_t>;

/// Adds the hits of another thread.
void add_hits(ExceptionHits& to, const ExceptionHits& from);

/// @param latest  time of the run's newest record; exceptions that end at or before it have expired
output::ExceptionSummary summarize_exceptions(const Exceptions& exceptions,
                                              const ExceptionHits& hits,
                                              std::optional<EventTime> latest);

/// @returns the files of exceptions, in the order of the options
std::vector<output::ListSummary> summarize_lists(const options::Options& options,
                                                 const Exceptions& exceptions,
                                                 const ExceptionHits& hits);

/// Warns of files without an exception.
void warn_of_empty_lists(const options::Options& options, const output::Messages& messages,
                         const Exceptions& exceptions);

}  // namespace s3rare::cli
