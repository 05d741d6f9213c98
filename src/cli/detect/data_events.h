// Whether the logs show access to objects at all. Without S3 data events no alert is possible, and
// a run that raises none must not look like peace.
#pragma once

#include "input/file_reader.h"
#include "s3rare/event_time.h"
#include "state/runs.h"

namespace s3rare::cli {

/// What a run says about data events.
struct DataEventsVerdict {
  bool blind = false;       ///< there are none
  bool is_news = false;     ///< and the runs before did not say so
  state::DataEvents known;  ///< for the next run
};

/// A run without data events is blind, unless an earlier one of the same state had one and its
/// newest record is at most a window older than this run's: a quiet hour is no news.
/// @param known   of the runs before
/// @param now  time of the run; a record from a clock that is ahead counts as of now
DataEventsVerdict judge_data_events(const state::DataEvents& known, const input::ReadReport& report,
                                    EventTime now, Seconds window);

}  // namespace s3rare::cli
