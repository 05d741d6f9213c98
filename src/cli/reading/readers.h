// The readers of a run, one for each thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <deque>
#include <iterator>
#include <memory>
#include <utility>
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

  /// Reads all files, at last those that the readers have put off.
  void read(input::FileWalk& walk, const ReadFiles& what) {
    read_files(
        options_, [&](std::size_t least) { return walk.next(least); }, shared_, what);
    std::vector<input::InputFile> put_off;
    auto requests = std::make_shared<input::LoggedRequests>();
    for (Worker& worker : workers_) {
      input::PutOff of_worker = worker.reader.take_put_off();
      std::move(of_worker.files.begin(), of_worker.files.end(), std::back_inserter(put_off));
      requests->merge(std::move(of_worker.requests));
    }
    if (put_off.empty()) return;
    std::sort(put_off.begin(), put_off.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    for (Worker& worker : workers_) worker.reader.begin_put_off(requests);
    const auto take_all = [&](std::size_t) { return std::exchange(put_off, {}); };
    read_files(options_, take_all, shared_, what);
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
