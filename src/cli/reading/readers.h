// The readers of a run: one for each thread, with what it has read.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "cli/reading/reading.h"

namespace s3rare::cli {

/// @tparam Worker  made of the run's options, what else all are given, and what the readers share;
///                 has a `reader`
template <class Worker>
class Readers {
 public:
  template <class... Given>
  explicit Readers(const options::Options& options, Given&&... given)
      : options_(options), shared_(thread_count(options)) {
    for (std::size_t i = 0; i < thread_count(options); ++i) {
      workers_.emplace_back(options, given..., shared_);
    }
  }

  /// @param number  of the thread's reader, as `ReadFiles::read` gets it
  Worker& operator[](std::size_t number) { return workers_[number]; }
  Worker& front() { return workers_.front(); }
  auto begin() { return workers_.begin(); }
  auto end() { return workers_.end(); }

  void read(input::FileWalk& walk, const ReadFiles& what) {
    read_files(options_, walk, shared_, what);
  }

  /// @returns what all have reported, once they have read
  input::ReadReport report(const input::PassedOver& passed_over) const {
    std::vector<const input::ReadReport*> reports;
    for (const Worker& worker : workers_) reports.push_back(&worker.reader.report());
    return merge_reports(reports, passed_over);
  }

 private:
  const options::Options& options_;
  ReadersShare shared_;
  std::deque<Worker> workers_;  // which stay where they are
};

}  // namespace s3rare::cli
