// Requests per step of time, for the chart of a bucket.
//
// The length of a step grows with the time that the requests span, so that few steps are kept: it
// is the shortest with which they fit. That depends on the requests alone, not on their order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "report/incident.h"
#include "s3rare/event_time.h"

namespace s3rare::report {

class RequestSteps {
 public:
  static constexpr std::size_t kMostSteps = 96;  ///< with requests; 24 bytes each

  void add(EventTime time, bool succeeded);
  void merge(const RequestSteps& other);

  RequestChart chart() const;

 private:
  struct Step {
    std::int64_t number = 0;  // since 1970
    std::uint64_t succeeded = 0;
    std::uint64_t denied = 0;
  };

  void coarsen_to(Seconds length);
  void fit();

  Seconds length_ = 60;
  std::vector<Step> steps_;  // in order
};

}  // namespace s3rare::report
