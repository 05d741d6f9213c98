// The path of a record from a file to a match:
//   open -> decompress -> cut into records -> predicate -> match
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "input/access_log/access_log_entry.h"
#include "input/access_log/access_log_object.h"
#include "input/access_log/logged_requests.h"
#include "input/archive/archive.h"
#include "input/containers.h"
#include "input/cut.h"
#include "input/decompress/decompressor.h"
#include "input/file_stamp.h"
#include "input/file_stream.h"
#include "input/find_files.h"
#include "input/first_by_path.h"
#include "input/read_counts.h"
#include "input/recognition/file_list.h"
#include "input/record_reader.h"
#include "input/record_times.h"
#include "input/table/csv_rows.h"
#include "input/window.h"
#include "json/padded_text.h"
#include "s3rare/coverage.h"
#include "s3rare/error.h"
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

/// What a reader has put off, and knows about it.
struct PutOff {
  std::vector<InputFile> files;  ///< server access logs
  LoggedRequests requests;       ///< of parsed records of CloudTrail; of all, if anonymous
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

/// Reads files one after the other and keeps its buffers between them. The members of an archive
/// are read as files, named `archive.zip!member`; they count as files beside the archive. An
/// archive in an archive is read, too, and one in that is named. Not safe for use by two threads at
/// once; each thread has its own reader.
class FileReader {
 public:
  /// @param progress    the reader adds the bytes that it reads from disk; outlives the reader
  /// @param put_before  makes the stream through which a decompressed regular file is read; may be
  ///                    empty
  /// @param kernels     the implementation to use: all give the same results; outlives the reader
  FileReader(ReadTask task, std::atomic<std::uint64_t>& progress, PutBefore put_before = {},
             const json::ByteKernels& kernels = json::byte_kernels().front());

  /// Reads a file to its end, or to the damage that ends it, and passes on each match.
  /// @param number     the file's number in the run, for `Origin`
  /// @param opened     the file, if the caller has already opened it
  /// @param on_record  receives every parsed record, before `on_match` does; may be empty
  FileResult read(const InputFile& file, std::uint32_t number, const OnMatch& on_match,
                  std::optional<FileStream> opened = std::nullopt, const OnRecord& on_record = {});

  /// Reads a file in the same way from `bytes`, which are the bytes of the file on disk.
  FileResult read_bytes(ByteStream& bytes, const InputFile& file, std::uint32_t number,
                        const OnMatch& on_match, const OnRecord& on_record = {});

  /// Reads the fields that an alert reports of a match. Call it only while `on_match` handles that
  /// match.
  std::string read_detail(const Match& match, bool with_original) {
    return record_reader_.read_detail(match.record, match.fields,
                                      with_original ? match.as_read : std::string_view(),
                                      match.envelope);
  }

  /// Moves out what the reader has put off.
  PutOff take_put_off() { return std::exchange(put_off_, {}); }

  /// From here on the reader reads what was put off, and leaves out requests that CloudTrail has
  /// recorded.
  void begin_put_off(std::shared_ptr<const LoggedRequests> requests) {
    logged_ = std::move(requests);
  }

  /// Moves the report out and begins another.
  ReadReport take_report() { return std::exchange(report_, {}); }

  const ReadReport& report() const { return report_; }

 private:
  struct Outcome;
  // What reads one file. There is one for each level of archives, made when it is first needed.
  struct Level {
    explicit Level(const json::ByteKernels& kernels) : cutter(window, kernels) {}
    Decompressor decompressor;
    Window window;
    Cutter cutter;
  };
  // A file, an archive in it, an archive in that.
  static constexpr std::size_t kLevels = 3;

  Result<FileStream> open(const InputFile& file);
  void read_stream(ByteStream& bytes, const InputFile& file, Outcome& outcome);
  FileResult finish(Outcome& outcome);
  void read_members(ByteStream& bytes, const InputFile& file, Outcome& outcome);
  void read_member(const Member& member, ByteStream& bytes, const InputFile& archive,
                   Outcome& outcome);
  bool recognise(const InputFile& file, Outcome& outcome);
  bool puts_off(const InputFile& file) const;
  void skip(const InputFile& file, std::string_view kind, std::uint64_t ReadCounts::*count,
            Outcome& outcome);
  void read_pieces(Outcome& outcome);
  void read_access_log(Outcome& outcome);
  void read_rows(Outcome& outcome);
  void take_row(const CsvRow& row, const std::vector<std::size_t>& columns, Outcome& outcome);
  void take(const Found& found, Outcome& outcome);
  void take_entry(const Found& found, Outcome& outcome);
  void take_entry(const AccessLogEntry& entry, std::string_view as_read, std::uint64_t offset,
                  Outcome& outcome);
  void take_foreign(const Found& found, Outcome& outcome);
  void take_record(const Found& found, std::string_view as_read, Outcome& outcome);
  struct Shown;
  Shown show(const Found& found, bool may_match);
  bool must_parse(std::string_view record, bool may_match) const;
  void conclude(const InputFile& file, Outcome& outcome);
  void list(const InputFile& file, Outcome& outcome);

  const ReadTask task_;
  std::atomic<std::uint64_t>& progress_;
  PutBefore put_before_;
  const json::ByteKernels& kernels_;
  FileOpener opener_;
  std::array<std::unique_ptr<Level>, kLevels> levels_;
  Level* level_ = nullptr;  // of the file or member that is being read
  Unwrapper unwrapper_;
  RecordReader record_reader_;
  AccessLogObjectReader entry_reader_;
  json::PaddedText foreign_;       // of a record in a foreign form
  json::PaddedText row_;           // of a table, as an object
  json::PaddedText entry_record_;  // of the entry of a server access log
  PutOff put_off_;
  std::shared_ptr<const LoggedRequests> logged_;  // null before `begin_put_off`
  json::PaddedText rewritten_;  // the record that is read, if it was read in another form
  ReadReport report_;
  RecordTimes times_;
};

}  // namespace s3rare::input
