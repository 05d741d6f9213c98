// What becomes of one file while it is read, and how it is counted in the end.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "input/archive/archive.h"
#include "input/file_stream.h"
#include "input/find_files.h"
#include "input/read_counts.h"
#include "input/read_report.h"
#include "input/read_task.h"
#include "input/recognition/content_kind.h"
#include "input/recognition/foreign_log.h"
#include "input/record_times.h"
#include "input/table/csv_header.h"
#include "s3rare/error.h"

namespace s3rare::input {

/// The state of reading one file, or one member of an archive.
struct FileOutcome {
  const std::string& path;
  std::uint32_t number;
  std::uint32_t member;  ///< 0 of the file itself
  const OnMatch& on_match;
  const OnRecord& on_record;
  std::size_t depth = 0;  ///< the number of archives around it
  ReadCounts counts = {};
  std::optional<FileFault> fault = std::nullopt;
  bool stopped = false;         ///< `on_match` wants no more
  bool saw_json = false;        ///< a record or a container of records, even an empty one
  std::uint64_t scalars = 0;    ///< where an object was expected, in an array of the stream
  bool saw_access_log = false;  ///< an unrecognised object is an entry of a server access log
  bool saw_source = false;      ///< an unrecognised object names `eventSource`
  bool begins_object = false;   ///< the first bytes are those of a JSON object
  std::optional<ContentKind> content = std::nullopt;  ///< what else the first bytes are
  std::optional<ForeignLog> foreign = std::nullopt;   ///< the same, of another service's log
  std::optional<CsvHeader> table = std::nullopt;      ///< of a table that is read
  bool has_fields = false;                            ///< the columns of the table are fields
  bool put_off = false;                               ///< to be read later
  bool left_out = false;                              ///< not read to its end
  bool understood = true;                             ///< as a whole, as far as it could be read
  FileTimes times = {};                               ///< once the file is read
  bool unreadable = false;                            ///< the system refused to read it

  FileStream* disk = nullptr;  ///< a regular file, of a file itself

  /// Of an archive.
  std::optional<ArchiveKind> archive = std::nullopt;
  std::uint32_t members = 0;         ///< so far, with those of inner archives
  std::uint64_t member_records = 0;  ///< of all members
  bool has_matches_outside = false;  ///< of the range, in members

  /// Takes over what the archive's own result must know of a member.
  void add_member(const FileOutcome& inner, const FileResult& result) {
    members = inner.members;
    member_records += result.records;
    times.newest = std::max(times.newest, inner.times.newest);
    times.furthest_ahead = std::max(times.furthest_ahead, inner.times.furthest_ahead);
    stopped = stopped || inner.stopped;
    left_out = left_out || inner.left_out;
    unreadable = unreadable || inner.unreadable;
    understood = understood && !result.damaged;
    has_matches_outside =
        has_matches_outside || inner.has_matches_outside || inner.counts.matches_outside_range > 0;
  }

  /// Whether any part that was read is a JSON object.
  bool is_json() const { return saw_json || counts.objects() > 0; }

  Origin origin(std::uint64_t offset) const { return {number, member, offset}; }

  /// The objects that are unknown. The lines of a bulk file are known beside its documents only.
  std::uint64_t unrecognised() const {
    const bool is_bulk_file = counts.records() > 0;
    return counts.objects_unrecognised + (is_bulk_file ? 0 : counts.objects_bulk_action);
  }

  void add_fault(ErrorKind kind, std::optional<std::uint64_t> offset, std::string what) {
    if (fault) {
      ++fault->others;
    } else {
      fault = FileFault{{kind, path, offset, std::move(what)}, 0};
    }
  }

  void add_malformed(std::uint64_t offset, std::string what) {
    ++counts.records_malformed;
    add_fault(ErrorKind::malformed, offset, std::move(what));
  }
};

/// How the bytes of a file ended, and what they were.
struct FileEnd {
  bool broke_off = false;   ///< inside a value, or by damage
  bool saw_object = false;  ///< a whole container
  bool saw_array = false;   ///< without scalars
  bool is_compressed = false;
  bool is_empty = false;
};

/// Counts a file that is not used.
/// @param kind  a kind, or an extension with its dot
void skip(const InputFile& file, std::string_view kind, std::uint64_t ReadCounts::*count,
          FileOutcome& outcome, ReadReport& report);

/// Decides what a file was, once it is read, counts it, and lists it in the report if it was not
/// understood as a whole.
void conclude(const InputFile& file, const FileEnd& end, FileOutcome& outcome, ReadReport& report);

}  // namespace s3rare::input
