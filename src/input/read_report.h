// What a reader of files tells of the files that it has read.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "input/access_log/logged_requests.h"
#include "input/file_stamp.h"
#include "input/find_files.h"
#include "input/first_by_path.h"
#include "input/foreign/form.h"
#include "input/read_counts.h"
#include "input/recognition/file_list.h"
#include "s3rare/coverage.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"

namespace s3rare::input {

/// What a reader has put off, and knows about it.
struct PutOff {
  std::vector<InputFile> files;  ///< server access logs
  LoggedRequests requests;       ///< of parsed records of CloudTrail; of all, if anonymous
};

/// What is wrong with a file.
struct FileFault {
  Error first;               ///< with path and, if known, offset
  std::uint64_t others = 0;  ///< number of faults after the first
};

inline const std::string& path_of(const FileFault& fault) { return fault.first.path; }

/// The result of reading one file, which a later run can use to skip the file.
struct FileResult {
  /// Set if the file was merged whole, or up to its damage, and did not change meanwhile. Absent if
  /// the file could not be opened or read, is standard input or not a regular file, has changed,
  /// has matches outside of the time range, has records at or after the end of the range, or is of
  /// a kind that is not read.
  std::optional<FileStamp> stamp;
  bool damaged = false;  ///< or not understood as a whole
  std::uint64_t records = 0;
  std::optional<EventTime> newest;  ///< of the records not later than the clock
};

/// Numbers of records, whatever became of them, by their form.
using RecordsOfForms = std::map<const Form*, std::uint64_t>;

/// The results of all files read so far.
struct ReadReport {
  ReadCounts counts;
  bool has_data_events = false;  ///< an S3 data event was found, if the task looks for them
  Coverage coverage;             ///< of every record, but those ahead of the clock
  std::optional<EventTime> furthest_ahead;  ///< the latest record ahead of the clock
  FirstByPath<FileFault> faults;            ///< one for each damaged or failed file
  SkippedFiles skipped;                     ///< files that were not used, by kind
  FileList unrecognised;                    ///< JSON without any CloudTrail object
  FileList unread;                ///< those of them that may hold records in an unknown shape
  FileList partly_unrecognised;   ///< with records, and with other objects: their number
  FileList without_identity;      ///< with records without a usable userIdentity: their number
  RecordsOfForms forms;           ///< records in foreign forms
  DatedByFolder dated_by_folder;  ///< files that were not read, see find_files.h
};

}  // namespace s3rare::input
