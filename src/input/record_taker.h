// What happens to each thing that a file holds: a record is judged by the predicate, counted, and
// passed on if it is a match; anything else is counted.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "input/access_log/access_log_entry.h"
#include "input/access_log/access_log_object.h"
#include "input/access_log/logged_requests.h"
#include "input/containers.h"
#include "input/file_outcome.h"
#include "input/read_report.h"
#include "input/read_task.h"
#include "input/record_reader.h"
#include "input/record_times.h"
#include "json/byte_kernels.h"
#include "json/padded_text.h"

namespace s3rare::input {

class RecordTaker {
 public:
  /// All arguments outlive the taker.
  /// @param report   of all files; the taker adds to what is not counted by file
  /// @param put_off  the taker adds the requests that must be known before access logs are read
  RecordTaker(const ReadTask& task, const json::ByteKernels& kernels, ReadReport& report,
              PutOff& put_off);

  /// Takes what was found in an object, and changes the counts of its file.
  void take(const Found& found, FileOutcome& outcome);

  /// Takes an entry of a server access log: as a record of CloudTrail, if anybody asks for it.
  /// @param as_read  the line or object that it was read from
  void take_entry(const AccessLogEntry& entry, std::string_view as_read, std::uint64_t offset,
                  FileOutcome& outcome);

  /// Ends the times of a file.
  FileTimes end_file() { return times_.end_file(); }

  /// See `FileReader::read_detail`.
  std::string read_detail(const Match& match, bool with_original) {
    return record_reader_.read_detail(match.record, match.fields,
                                      with_original ? match.as_read : std::string_view(),
                                      match.envelope);
  }

  /// From here on entries of these requests are left out.
  void leave_out(std::shared_ptr<const LoggedRequests> requests) { logged_ = std::move(requests); }
  bool leaves_out() const { return logged_ != nullptr; }

 private:
  void take_entry(const Found& found, FileOutcome& outcome);
  void take_foreign(const Found& found, FileOutcome& outcome);
  void take_record(const Found& found, std::string_view as_read, FileOutcome& outcome);
  struct Shown;
  Shown show(const Found& found, bool may_match);
  bool must_parse(std::string_view record, bool may_match) const;

  const ReadTask& task_;
  const json::ByteKernels& kernels_;
  ReadReport& report_;
  PutOff& put_off_;
  RecordReader record_reader_;
  AccessLogObjectReader entry_reader_;
  std::shared_ptr<const LoggedRequests> logged_;  // null before `leave_out`
  json::PaddedText foreign_;                      // of a record in a foreign form
  json::PaddedText entry_record_;                 // of the entry of a server access log
  json::PaddedText rewritten_;  // the record that is read, if it was read in another shape
  RecordTimes times_;
};

}  // namespace s3rare::input
