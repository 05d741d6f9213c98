// A record's way from a file to a match:
//   open -> decompress -> cut into records -> predicate -> match
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/cut.h"
#include "input/decompress.h"
#include "input/file_stamp.h"
#include "input/file_stream.h"
#include "input/find_files.h"
#include "input/read_counts.h"
#include "input/record_reader.h"
#include "input/containers.h"
#include "input/window.h"
#include "s3rare/coverage.h"
#include "s3rare/error.h"
#include "s3rare/event_time.h"
#include "s3rare/history.h"
#include "s3rare/record.h"
#include "s3rare/rule.h"

namespace s3rare::input {

/// A record that satisfies the predicate. Borrowed: valid during the call that hands it over.
struct Match {
  const RecordFields& fields;
  std::string_view record;  ///< as read, not minified
  ParsedTime time;
  Origin origin;
};

/// Takes a match. Returns false to end the reading: nobody wants more.
using OnMatch = std::function<bool(const Match&)>;

/// A record, whether it matches or not. Borrowed: valid during the call that hands it over.
struct ParsedRecord {
  const RecordFields& fields;
  const MoreFields& more;       ///< only of a reader that parses more records
  std::string_view record;      ///< as read; json::kPaddingBytes behind it may be read
  std::optional<Clause> unmet;  ///< the first clause that it fails
  Origin origin;
};

/// Takes a record.
using OnRecord = std::function<void(const ParsedRecord&)>;

/// Tells by its bytes whether a record must be parsed, of one that cannot match: none of its keys
/// is spelled with escapes.
using RecordFilter = std::function<bool(std::string_view record)>;

/// What is wrong with a file.
struct FileFault {
  Error first;               ///< with path and, where there is one, offset
  std::uint64_t others = 0;  ///< faults after the first
};

/// What an earlier run's reading of a file spares a later one.
struct FileResult {
  /// Of a file that was merged whole, up to its damage, and stayed as it was meanwhile. Absent for
  /// others: what could not be opened or read, is standard input or no regular file, has changed,
  /// has matches outside of the time range, or records at or after its end.
  std::optional<FileStamp> stamp;
  bool damaged = false;
  std::uint64_t records = 0;
  std::optional<EventTime> newest;  ///< of the records whose time was looked at
};

/// What reading files has brought so far.
struct ReadReport {
  ReadCounts counts;
  Coverage coverage;
  std::vector<FileFault> faults;          ///< one a damaged or failed file
  std::vector<std::string> unrecognised;  ///< files of JSON without anything of CloudTrail
};

/// Reads files one after the other, and keeps its buffers from one to the next. Not for use by
/// two threads at once; each has its own.
class FileReader {
 public:
  /// @param principal  which spellings of the anonymous principal match
  /// @param range      matches outside of it are counted, not handed over
  /// @param stamped    whether files are looked at before and after, for `FileResult`
  /// @param progress   bytes read from disk are added to it as they come; it outlives the reader
  /// @param put_before  makes the stream through which a decompressed regular file is read; may be
  ///                   empty
  /// @param kernels    the implementation to use: all give the same; it outlives the reader
  FileReader(Principal principal, const TimeRange& range, bool stamped,
             std::atomic<std::uint64_t>& progress, PutBefore put_before = {},
             const json::ByteKernels& kernels = json::byte_kernels().front());

  /// From now on every record is parsed, not only those that may match, and handed over before it
  /// is a match or none. A record that is no JSON is then malformed even if it cannot match.
  void parse_every_record(OnRecord on_record) { on_record_ = std::move(on_record); }

  /// The same, but only for records that may match or that the filter lets through. Besides, the
  /// time of a record is looked at whenever its day may not be that of the record before it: short
  /// files cover all their days.
  void parse_more_records(RecordFilter filter, OnRecord on_record) {
    filter_ = std::move(filter);
    on_record_ = std::move(on_record);
    record_reader_.read_more();
  }

  /// Reads a file to its end, or to the damage that ends it, and hands over each match.
  /// @param number  the file's number in the run, for `Origin`
  /// @param opened  the file, if somebody has opened it already
  FileResult read(const InputFile& file, std::uint32_t number, const OnMatch& on_match,
                  std::optional<FileStream> opened = std::nullopt);

  /// The same of a file whose bytes come as `bytes`, as they stand on disk.
  FileResult read_bytes(ByteStream& bytes, const InputFile& file, std::uint32_t number,
                        const OnMatch& on_match);

  /// Reads what an alert tells of a match; only during the call that hands the match over.
  std::string read_detail(const Match& match, bool with_original) {
    return record_reader_.read_detail(match.record, match.fields, with_original);
  }

  const ReadReport& report() const { return report_; }

 private:
  struct Outcome;
  Result<FileStream> open(const InputFile& file);
  void read_stream(ByteStream& bytes, const InputFile& file, Outcome& outcome,
                   const OnMatch& on_match);
  FileResult finish(Outcome& outcome);
  void read_pieces(Outcome& outcome, const OnMatch& on_match);
  void take(const Found& found, Outcome& outcome, const OnMatch& on_match);
  void take_record(const Found& found, Outcome& outcome, const OnMatch& on_match);
  void look_at_time(const Found& found, Outcome& outcome);
  bool must_parse(const Found& found) const;
  void cover(EventTime time, Outcome& outcome);
  void conclude(const InputFile& file, Outcome& outcome);

  Principal principal_;
  TimeRange range_;
  bool stamped_;
  std::atomic<std::uint64_t>& progress_;
  PutBefore put_before_;
  OnRecord on_record_;
  RecordFilter filter_;  // empty: every record is handed over, or none but matches
  const json::ByteKernels& kernels_;
  FileOpener opener_;
  Decompressor decompressor_;
  Window window_;
  Cutter cutter_;
  Unwrapper unwrapper_;
  RecordReader record_reader_;
  ReadReport report_;
};

}  // namespace s3rare::input
