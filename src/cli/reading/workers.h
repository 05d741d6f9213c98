// All threads of the program.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "cli/reading/ahead.h"

namespace s3rare::cli {

/// Does jobs on one thread for each worker. Workers take them in order; a worker is never asked to
/// do two at once, so what it holds needs no lock.
///
/// SIGINT and SIGTERM end the process at once, with exit code 130 or 143.
/// @param workers  called with the number of a job; must not throw
/// @param spare    has a thread for each worker, and gets it back when that has no more to do
/// @param meanwhile  what else is to be done, on a thread of its own, before all is done; it may be
///                   empty
/// @param on_tick  called on this thread a few times a second with the number of jobs done
/// @param on_interrupt  called on this thread before the process ends by a signal, to undo what
///                      the workers have written
void run_workers(const std::vector<std::function<void(std::size_t)>>& workers, std::size_t jobs,
                 SpareThreads& spare, const std::function<void()>& meanwhile,
                 const std::function<void(std::size_t)>& on_tick,
                 const std::function<void()>& on_interrupt);

}  // namespace s3rare::cli
