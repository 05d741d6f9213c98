// What a reader of files is asked to do, and what it passes on.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "input/record_reader.h"
#include "s3rare/event_time.h"
#include "s3rare/history.h"
#include "s3rare/record.h"
#include "s3rare/rule.h"

namespace s3rare::input {

/// A record that satisfies the predicate. Borrowed: valid during the call that receives it.
struct Match {
  const RecordFields& fields;
  std::string_view record;   ///< as CloudTrail writes it, not minified
  std::string_view as_read;  ///< in the log: the record itself, or what it was written from
  ParsedTime time;
  Origin origin;
  const std::string& path;  ///< of the file, or of the member of an archive that holds the record
  ByteCounts byte_counts = {};
  std::string_view envelope = {};  ///< what may say where the record came from: `log_origin`
};

/// Receives a match. Returns false to stop reading: no more matches are needed.
using OnMatch = std::function<bool(const Match&)>;

/// A parsed record, whether it matches or not. Borrowed: valid during the call that receives it.
struct ParsedRecord {
  const RecordFields& fields;
  const MoreFields& more;  ///< empty unless the reader's task is `Parse::filtered`
  /// As CloudTrail writes it; followed by json::kPaddingBytes readable bytes.
  std::string_view record;
  std::optional<Clause> unmet;  ///< the first clause that the record does not meet
  Origin origin;
  const std::string& path;  ///< of the file or member, as in `Match`
  bool is_judged = true;    ///< has a usable userIdentity, without which `unmet` says nothing
};

/// Receives a parsed record.
using OnRecord = std::function<void(const ParsedRecord&)>;

/// Decides by its bytes whether a record must be parsed although it cannot match. Such a record
/// spells none of its keys with escapes.
using RecordFilter = std::function<bool(std::string_view record)>;

/// Which records a reader parses.
enum class Parse {
  may_match,  ///< those that may match; the others are only counted
  filtered,   ///< those that may match or pass the filter
  every       ///< all: a record that is not JSON is then malformed even if it cannot match
};

/// What a reader does with S3 server access logs.
enum class AccessLogs {
  named,   ///< recognises and counts them
  read,    ///< reads them
  put_off  ///< puts them off, see `FileReader::take_put_off`
};

/// What a reader is asked to do.
struct ReadTask {
  Predicate predicate = {};        ///< which records are matches
  TimeRange range = {};            ///< matches outside of it are counted, not passed on
  bool stamps_files = false;       ///< stamps files before and after, for `FileResult`
  Parse parse = Parse::may_match;  ///< with `filtered` the reader also fills `MoreFields`
  RecordFilter filter = {};        ///< of `Parse::filtered`
  /// The machine's time. A record later than it counts in `ReadCounts::records_ahead`, not in the
  /// coverage. Without it no record is too late.
  std::optional<EventTime> clock = {};
  bool finds_data_events = false;  ///< looks for S3 data events until it has found one
  AccessLogs access_logs = AccessLogs::named;
};

}  // namespace s3rare::input
