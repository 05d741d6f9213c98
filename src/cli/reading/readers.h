// The readers of a run, one for each thread.
#pragma once

#include <cstddef>
#include <deque>
#include <vector>

#include "cli/reading/run_files.h"
#include "cli/reading/run_summary.h"

namespace s3rare::cli {

/// One worker for each thread.
/// @tparam Worker  a reader and what it collects. Its constructor takes the run's options, the
///                 further arguments of Readers, and a ReadersShare; its member `reader` is an
///                 input::FileReader.
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

  /// @param number  of the reader, as passed to `ReadFiles::read`
  Worker& operator[](std::size_t number) { return workers_[number]; }
  Worker& front() { return workers_.front(); }
  auto begin() { return workers_.begin(); }
  auto end() { return workers_.end(); }

  void read(input::FileWalk& walk, const ReadFiles& what) {
    read_files(options_, walk, shared_, what);
  }

  /// @returns the merged reports of all readers; call it after `read`
  input::ReadReport report(const input::PassedOver& passed_over) const {
    std::vector<const input::ReadReport*> reports;
    for (const Worker& worker : workers_) reports.push_back(&worker.reader.report());
    return merge_reports(reports, passed_over);
  }

 private:
  const options::Options& options_;
  ReadersShare shared_;
  std::deque<Worker> workers_;  // a deque, so that workers never move
};

}  // namespace s3rare::cli
