// Runs jobs on threads, and ends the process on a signal.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "cli/reading/ahead.h"

namespace s3rare::cli {

/// Runs each worker on a thread of its own until no job is left. Workers take jobs in order. A
/// worker does one job at a time, so its data needs no lock.
///
/// If the system has fewer threads, fewer workers run; if it has none, the first worker runs on the
/// calling thread.
///
/// SIGINT and SIGTERM end the process at once, with exit code 130 or 143; while a worker runs on
/// the calling thread, after its current job.
/// @param workers    called with the number of a job
/// @param jobs       the number of jobs
/// @param spare      each worker takes a thread from it, and gives it back when no job is left
/// @param meanwhile  runs on a further thread, or at the end if there is none; this call returns
///                   only once it has ended; may be empty
/// @param on_tick    called on this thread a few times a second with the number of jobs done
/// @param on_interrupt  called on this thread before a signal ends the process, to undo what the
///                      workers have written
/// @throws what a worker or `meanwhile` throws, for example std::bad_alloc. No job begins after
///         that, and those under way are finished
void run_workers(const std::vector<std::function<void(std::size_t)>>& workers, std::size_t jobs,
                 SpareThreads& spare, const std::function<void()>& meanwhile,
                 const std::function<void(std::size_t)>& on_tick,
                 const std::function<void()>& on_interrupt);

}  // namespace s3rare::cli
