#include "input/file_reader.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "input/access_log/access_log_record.h"
#include "input/access_log/log_lines.h"
#include "input/file_stream.h"
#include "input/foreign/flat_record.h"
#include "input/foreign/record_shape.h"
#include "input/prefilter.h"
#include "input/recognition/content_kind.h"
#include "input/recognition/data_event.h"
#include "input/recognition/foreign_log.h"
#include "input/recognition/identity.h"
#include "input/table/csv_header.h"
#include "input/table/record_columns.h"
#include "input/table/row_object.h"
#include "json/members.h"
#include "json/text.h"
#include "s3rare/match_identity.h"

namespace s3rare::input {
namespace {

// Bytes in which JSON must begin with an object to be taken for JSON at once.
constexpr std::size_t kJsonStartBytes = 4096;

// The first bytes of what macOS puts beside a file into an archive, as `._NAME`.
// Source: RFC 1740, appendix A.
constexpr std::string_view kAppleDouble("\0\5\x16\7", 4);

// @param is_seekable  whether the bytes are those of a regular file
std::optional<ArchiveKind> archive_kind(ContentKind content, bool is_seekable) {
  if (content == ContentKind::seven_zip && is_seekable) return ArchiveKind::seven_zip;
  if (content == ContentKind::tar) return ArchiveKind::tar;
  if (content == ContentKind::zip) return ArchiveKind::zip;
  return std::nullopt;
}

// The bytes of a window, and those that follow them in its stream.
class FromWindow : public ByteStream {
 public:
  FromWindow(const Window& window, ByteStream& stream) : window_(window), stream_(stream) {}

  Result<std::size_t> read(char* to, std::size_t room) override {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(room, window_.end() - at_));
    if (count == 0) return stream_.read(to, room);
    std::memcpy(to, window_.view(at_, at_ + count).data(), count);
    at_ += count;
    return count;
  }

 private:
  const Window& window_;
  ByteStream& stream_;
  std::uint64_t at_ = 0;
};

// Returns the header of a table that holds records, whole or by field, if the first bytes are such
// a table.
std::optional<CsvHeader> table_of_records(std::string_view first) {
  auto header = CsvHeader::of(first);
  if (!header || has_record_fields(*header)) return header;
  if (!mentions_records(first) || record_columns(*header).empty()) header.reset();
  return header;
}

// The text between the quotes of the time of a record that was rewritten.
std::string_view time_of_rewritten(std::string_view record) {
  const auto time = json::find_member(record, "eventTime");
  return time && time->is_string() ? time->raw_string() : std::string_view();
}

bool is_utf8(std::string_view text) {
  std::string repaired;
  return !json::repair_utf8(text, repaired);
}

}  // namespace

// The state of reading one file.
struct FileReader::Outcome {
  const std::string& path;
  std::uint32_t number;
  std::uint32_t member;  // 0 of the file itself
  const OnMatch& on_match;
  const OnRecord& on_record;
  std::size_t depth = 0;  // the number of archives around it
  ReadCounts counts = {};
  std::optional<FileFault> fault = std::nullopt;
  bool stopped = false;         // `on_match` wants no more
  bool saw_json = false;        // a record or a container of records, even an empty one
  std::uint64_t scalars = 0;    // where an object was expected, in an array of the stream
  bool saw_access_log = false;  // an unrecognised object is an entry of a server access log
  bool saw_source = false;      // an unrecognised object names `eventSource`
  bool begins_object = false;   // the first bytes are those of a JSON object
  std::optional<ContentKind> content = std::nullopt;  // what else the first bytes are
  std::optional<ForeignLog> foreign = std::nullopt;   // the same, of another service's log
  std::optional<CsvHeader> table = std::nullopt;      // of a table that is read
  bool has_fields = false;                            // the columns of the table are fields
  bool put_off = false;                               // to be read later
  bool left_out = false;                              // not read to its end
  bool understood = true;                             // as a whole, as far as it could be read
  FileTimes times = {};                               // once the file is read
  bool unreadable = false;                            // the system refused to read it

  FileStream* disk = nullptr;  // a regular file, of a file itself

  // Of an archive.
  std::optional<ArchiveKind> archive = std::nullopt;
  std::uint32_t members = 0;         // so far, with those of inner archives
  std::uint64_t member_records = 0;  // of all members
  bool has_matches_outside = false;  // of the range, in members

  // Takes over what the archive's own result must know of a member.
  void add_member(const Outcome& inner, const FileResult& result) {
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

  // Whether any part that was read is a JSON object.
  bool is_json() const { return saw_json || counts.objects() > 0; }

  Origin origin(std::uint64_t offset) const { return {number, member, offset}; }

  // The objects that are unknown. The lines of a bulk file are known beside its documents only.
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

FileReader::FileReader(ReadTask task, std::atomic<std::uint64_t>& progress, PutBefore put_before,
                       const json::ByteKernels& kernels)
    : task_(std::move(task)),
      progress_(progress),
      put_before_(std::move(put_before)),
      kernels_(kernels),
      record_reader_(task_.parse == Parse::filtered ? FieldsRead::more : FieldsRead::deciding),
      times_(report_.coverage, task_.clock) {}

Result<FileStream> FileReader::open(const InputFile& file) {
  if (file.is_standard_input()) return FileStream::standard_input(progress_);
  return opener_.open(file.path, progress_);
}

FileResult FileReader::read(const InputFile& file, std::uint32_t number, const OnMatch& on_match,
                            std::optional<FileStream> opened, const OnRecord& on_record) {
  Outcome outcome{file.path, number, 0, on_match, on_record};
  auto stream = opened ? Result(std::move(*opened)) : open(file);
  if (!stream) {
    ++outcome.counts.files_failed;
    outcome.add_fault(ErrorKind::io, std::nullopt, stream.error().what);
    return finish(outcome);
  }
  const bool stamped = task_.stamps_files && !file.is_standard_input();
  std::optional<FileStamp> stamp = stamped ? stream->stamp() : std::nullopt;
  if (file.is_regular()) outcome.disk = &*stream;
  read_stream(*stream, file, outcome);
  if (outcome.put_off) return {};
  outcome.counts.bytes_on_disk = stream->bytes_read();
  if (outcome.archive == ArchiveKind::seven_zip) {  // read at other places, too
    outcome.counts.bytes_on_disk = stream->stamp().value_or(FileStamp()).size;
  }
  const auto last = std::max(outcome.times.newest, outcome.times.furthest_ahead);
  const bool later = task_.range.until && last && *last >= *task_.range.until;
  const bool whole = !later && !outcome.unreadable && !outcome.has_matches_outside &&
                     outcome.counts.matches_outside_range == 0;
  if (stamp && (!whole || outcome.left_out || stream->stamp() != stamp)) stamp.reset();
  FileResult result = finish(outcome);
  result.stamp = stamp;
  return result;
}

FileResult FileReader::read_bytes(ByteStream& bytes, const InputFile& file, std::uint32_t number,
                                  const OnMatch& on_match, const OnRecord& on_record) {
  Outcome outcome{file.path, number, 0, on_match, on_record};
  read_stream(bytes, file, outcome);
  return finish(outcome);
}

void FileReader::read_stream(ByteStream& bytes, const InputFile& file, Outcome& outcome) {
  std::unique_ptr<Level>& level = levels_[outcome.depth];
  if (!level) level = std::make_unique<Level>(kernels_);
  level_ = level.get();
  level_->decompressor.reset(bytes);
  const bool is_glance = file.glanced && !lower_case_extension(file.path).empty();
  const bool ahead = put_before_ && file.is_regular() && !is_glance && outcome.depth == 0;
  const auto before = ahead ? put_before_(level_->decompressor) : nullptr;
  level_->window.reset(before ? *before : level_->decompressor);
  const bool is_read = recognise(file, outcome);
  if (outcome.archive) {
    return read_members(before ? *before : level_->decompressor, file, outcome);
  }
  if (is_read) {
    level_->cutter.reset();
    if (outcome.content == ContentKind::access_log) {
      read_access_log(outcome);
    } else if (outcome.table) {
      read_rows(outcome);
    } else {
      read_pieces(outcome);
    }
  }
  outcome.counts.bytes_decompressed = level_->window.end();
  outcome.unreadable = level_->window.fault() && level_->window.fault()->kind == ErrorKind::io;
  outcome.times = times_.end_file();
  outcome.counts.records_ahead = outcome.times.ahead;
  if (is_read) conclude(file, outcome);
}

// Reads the members of an archive one after the other. The archive itself is a file, too, which is
// damaged if its structure is.
void FileReader::read_members(ByteStream& bytes, const InputFile& file, Outcome& outcome) {
  FromWindow whole(level_->window, bytes);
  const bool is_seven_zip = *outcome.archive == ArchiveKind::seven_zip;
  Archive archive = is_seven_zip ? Archive(*outcome.disk) : Archive(*outcome.archive, whole);
  outcome.members = outcome.member;
  while (!outcome.stopped) {
    const auto member = archive.next();
    if (!member) break;
    read_member(*member, archive.contents(), file, outcome);
  }
  if (const auto& fault = archive.fault()) {
    outcome.add_fault(fault->kind, fault->offset, fault->what);
    outcome.unreadable = outcome.unreadable || fault->kind == ErrorKind::io;
  }
  ++(outcome.fault ? outcome.counts.files_damaged : outcome.counts.files_read);
}

void FileReader::read_member(const Member& member, ByteStream& bytes, const InputFile& archive,
                             Outcome& outcome) {
  if (member.kind == Member::Kind::other) return;
  InputFile file;
  file.path = archive.path + "!" + member.name;
  file.glanced = !promises_log(file.path);
  if (member.kind == Member::Kind::link) return report_.skipped.add("link", file.path);
  Outcome inner{file.path,        outcome.number,    outcome.members + 1,
                outcome.on_match, outcome.on_record, outcome.depth + 1};
  inner.members = inner.member;
  if (member.kind == Member::Kind::encrypted) {
    skip(file, content_row(ContentKind::encrypted).name, &ReadCounts::files_other_kind, inner);
  } else {
    read_stream(bytes, file, inner);
  }
  outcome.add_member(inner, finish(inner));
}

// Looks at how the content begins, to learn its kind. Returns whether to read it; if not, the file
// is counted.
bool FileReader::recognise(const InputFile& file, Outcome& outcome) {
  const auto first = [&] {
    return level_->window.view(0, std::min<std::uint64_t>(level_->window.end(), kContentBytes));
  };
  const auto look = [&] { return json_start(first().substr(0, kJsonStartBytes)); };
  JsonStart start = look();
  while ((start == JsonStart::undecided || start == JsonStart::space) &&
         level_->window.end() < kJsonStartBytes && level_->window.fill(0)) {
    start = look();
  }
  outcome.begins_object = start == JsonStart::object;
  if (outcome.begins_object && !file.glanced) return true;

  while (level_->window.end() < kContentBytes && level_->window.fill(0)) {
  }
  if (!outcome.begins_object) outcome.content = content_kind(first());
  if (outcome.content && outcome.depth + 1 < kLevels) {
    const bool is_seekable = outcome.disk != nullptr && !level_->decompressor.is_compressed();
    outcome.archive = archive_kind(*outcome.content, is_seekable);
    if (outcome.archive) return false;
  }
  if (outcome.content == ContentKind::access_log && task_.access_logs != AccessLogs::named) {
    if (outcome.depth > 0 || !puts_off(file)) return true;  // members cannot be found again later
    put_off_.files.push_back(file);
    outcome.put_off = true;
    return false;
  }
  if (first().starts_with(kAppleDouble)) {
    skip(file, "AppleDouble", &ReadCounts::files_other_name, outcome);
    return false;
  }
  if (outcome.content && is_certain(*outcome.content)) {
    skip(file, content_row(*outcome.content).name, &ReadCounts::files_other_kind, outcome);
    return false;
  }
  if (start == JsonStart::none) outcome.foreign = foreign_log(first());
  if (!outcome.begins_object) outcome.table = table_of_records(first());
  outcome.has_fields = outcome.table && has_record_fields(*outcome.table);
  if (outcome.table || !file.glanced) return true;

  const std::string extension = lower_case_extension(file.path);
  const bool begins_like_a_log = level_->decompressor.is_compressed() || outcome.begins_object ||
                                 start == JsonStart::value || start == JsonStart::undecided;
  if (extension.empty() && begins_like_a_log) return true;
  if (outcome.begins_object && mentions_records(first())) {
    outcome.content = ContentKind::unread_name;
  }
  if (outcome.content) {
    skip(file, content_row(*outcome.content).name, &ReadCounts::files_other_kind, outcome);
  } else if (level_->window.fault()) {
    outcome.add_fault(level_->window.fault()->kind, level_->window.fault()->offset,
                      level_->window.fault()->what);
    ++outcome.counts.files_damaged;
  } else if (extension.empty()) {
    skip(file, "no extension", &ReadCounts::files_other_name, outcome);
  } else {
    skip(file, extension, &ReadCounts::files_other_name, outcome);
  }
  return false;
}

// A file that can be read only once cannot wait.
bool FileReader::puts_off(const InputFile& file) const {
  return task_.access_logs == AccessLogs::put_off && !logged_ && file.is_regular();
}

// Counts a file that is not used.
// @param kind  a kind, or an extension with its dot
void FileReader::skip(const InputFile& file, std::string_view kind,
                      std::uint64_t ReadCounts::*count, Outcome& outcome) {
  // What was found wrong is wrong only with logs.
  outcome.counts.records_malformed = 0;
  outcome.fault.reset();
  ++(outcome.counts.*count);
  if (kind.starts_with('.')) {
    report_.skipped.add_extension(kind, file.path);
  } else {
    report_.skipped.add(kind, file.path);
  }
  const bool is_of_folder = file.glanced && outcome.depth == 0;
  outcome.left_out = count == &ReadCounts::files_other_kind || is_of_folder;
}

// Adds the result of one file to the report.
FileResult FileReader::finish(Outcome& outcome) {
  report_.counts += outcome.counts;
  report_.furthest_ahead = std::max(report_.furthest_ahead, outcome.times.furthest_ahead);
  const bool damaged = outcome.fault.has_value();
  if (damaged) report_.faults.add(std::move(*outcome.fault));
  return {std::nullopt, damaged || !outcome.understood,
          outcome.counts.records() + outcome.member_records, outcome.times.newest};
}

void FileReader::read_pieces(Outcome& outcome) {
  while (auto piece = outcome.stopped ? std::nullopt : level_->cutter.next()) {
    switch (piece->kind) {
      case Piece::Kind::object: {
        const json::Child object{{}, piece->text, piece->scanned};
        const auto all_found = unwrapper_.unwrap(object, piece->offset);
        outcome.saw_json = outcome.saw_json || all_found.empty();
        for (const Found& found : all_found) take(found, outcome);
        break;
      }
      case Piece::Kind::string: {
        const auto all_found = unwrapper_.unwrap_string(piece->text, piece->offset);
        for (const Found& found : all_found) take(found, outcome);
        break;
      }
      case Piece::Kind::scalar:
        ++outcome.scalars;
        break;
      case Piece::Kind::malformed:
        outcome.add_malformed(piece->offset, std::string(piece->fault));
        break;
      case Piece::Kind::damage:
        outcome.add_fault(ErrorKind::damaged, piece->offset, std::string(piece->fault));
        break;
    }
  }
}

void FileReader::read_rows(Outcome& outcome) {
  const CsvHeader& header = *outcome.table;
  const std::vector<std::size_t> columns = record_columns(header);
  CsvRows rows(level_->window);
  rows.reset(header.delimiter());
  rows.next();  // the header
  while (auto row = outcome.stopped ? std::nullopt : rows.next()) {
    if (row->kind == CsvRow::Kind::row && row->cells.size() != header.size()) {
      outcome.add_malformed(row->offset, "found a row of " + std::to_string(row->cells.size()) +
                                             " cells, expected " + std::to_string(header.size()) +
                                             " as in the header");
    } else if (row->kind == CsvRow::Kind::row) {
      take_row(*row, columns, outcome);
    } else if (row->kind == CsvRow::Kind::malformed) {
      outcome.add_malformed(row->offset, std::string(row->fault));
    } else {
      outcome.add_fault(ErrorKind::damaged, row->offset, std::string(row->fault));
    }
  }
}

// Takes the record of a row: from the first column of records that holds one, or of all columns.
void FileReader::take_row(const CsvRow& row, const std::vector<std::size_t>& columns,
                          Outcome& outcome) {
  outcome.saw_json = true;
  const auto begins_object = [&](std::size_t column) { return row.cells[column].starts_with('{'); };
  const auto column = std::find_if(columns.begin(), columns.end(), begins_object);
  const bool is_by_field = column == columns.end() && outcome.has_fields;
  if (is_by_field) write_row_object(*outcome.table, row.cells, row_);
  if (column == columns.end() && !is_by_field) {
    ++outcome.counts.objects_unrecognised;
    outcome.saw_source = outcome.saw_source || mentions_records(row.text);
    return;
  }
  const std::string_view text = is_by_field ? std::string_view(row_) : row.cells[*column];
  json::BracketScan scan(kernels_.index_text);
  scan.start();
  const bool is_whole = scan.scan(text) == json::BracketScan::Outcome::closed;
  if (!is_whole || text.find_first_not_of(" \t\r\n", scan.size()) != std::string_view::npos) {
    return outcome.add_malformed(row.offset,
                                 "found a cell that is not one JSON object, expected a record");
  }
  if (scan.size() > kMaxRecordBytes) {
    return outcome.add_malformed(row.offset, "found an object of " + std::to_string(scan.size()) +
                                                 " bytes, expected a record of at most 2 MiB");
  }
  const json::Child object{{}, text.substr(0, scan.size()), scan.scanned()};
  for (const Found& found : unwrapper_.unwrap(object, row.offset)) take(found, outcome);
}

void FileReader::read_access_log(Outcome& outcome) {
  outcome.saw_json = true;  // nothing in the file need be JSON
  LogLines lines(level_->window);
  while (const auto line = outcome.stopped ? std::nullopt : lines.next()) {
    const auto entry = read_access_log_line(line->text, line->is_ended);
    if (!entry) {
      outcome.add_malformed(line->offset, std::string(kNoAccessLogLine));
      continue;
    }
    take_entry(*entry, line->text, line->offset, outcome);
  }
  if (const auto& fault = level_->window.fault()) {
    outcome.add_fault(ErrorKind::damaged, fault->offset, fault->what);
  }
}

// Takes an entry of a server access log in JSON, or a line of one in a string.
void FileReader::take_entry(const Found& found, Outcome& outcome) {
  if (task_.access_logs == AccessLogs::named) {
    ++outcome.counts.objects_unrecognised;
    outcome.saw_access_log = true;
    return;
  }
  const auto entry = found.text.starts_with('{') ? entry_reader_.read(found.text)
                                                 : read_access_log_line(found.text, true);
  outcome.saw_json = true;
  if (!entry) return outcome.add_malformed(found.offset, std::string(kNoAccessLogLine));
  take_entry(*entry, found.text, found.offset, outcome);
}

// Takes an entry of a server access log: as a record of CloudTrail, if anybody asks for it.
void FileReader::take_entry(const AccessLogEntry& entry, std::string_view as_read,
                            std::uint64_t offset, Outcome& outcome) {
  if (logged_ && logged_->has(entry)) {
    ++outcome.counts.entries_in_both;
    return;
  }
  if (task_.finds_data_events) report_.has_data_events = true;
  const EntryTime time(entry.time);
  if (task_.parse == Parse::may_match && !input::may_match(entry)) {
    times_.add(time.text());
    ++outcome.counts.records_not_matched;
    return;
  }
  write_record(entry, entry_record_);
  take_record({Found::Kind::record, entry_record_, offset, false, time.text(), {}, true, nullptr},
              as_read, outcome);
}

void FileReader::take(const Found& found, Outcome& outcome) {
  if (found.form != nullptr) ++report_.forms[found.form];
  switch (found.kind) {
    case Found::Kind::record:
      return found.form != nullptr ? take_foreign(found, outcome)
                                   : take_record(found, found.text, outcome);
    case Found::Kind::digest:
      ++outcome.counts.objects_digest;
      return;
    case Found::Kind::access_log:
      return take_entry(found, outcome);
    case Found::Kind::insight:
      ++outcome.counts.objects_insight;
      return;
    case Found::Kind::notification:
      ++outcome.counts.objects_notification;
      return;
    case Found::Kind::bulk_action:
      ++outcome.counts.objects_bulk_action;
      return;
    case Found::Kind::unjudged:
      outcome.saw_json = true;
      times_.add(cloudtrail_time(found.event_time));
      ++outcome.counts.records_without_identity;
      return;
    case Found::Kind::unrecognised:
      ++outcome.counts.objects_unrecognised;
      outcome.saw_source = outcome.saw_source || mentions_records(found.text);
      return;
    case Found::Kind::malformed:
      outcome.saw_json = true;
      return outcome.add_malformed(found.offset, std::string(found.fault));
    case Found::Kind::unreadable:
      return outcome.add_malformed(found.offset, std::string(found.fault));
  }
}

// Rewrites a record in a foreign form, unless its bytes show that nobody asks for it.
void FileReader::take_foreign(const Found& found, Outcome& outcome) {
  const bool may_match = !found.is_plain && input::may_match(found.text, kernels_.find_rare_pair);
  const std::string time = cloudtrail_time(found.event_time);
  const bool is_asked_for = may_match || task_.parse != Parse::may_match ||
                            (task_.finds_data_events && !report_.has_data_events);
  if (!is_asked_for) {
    outcome.saw_json = true;
    times_.add(time);
    ++(found.has_identity ? outcome.counts.records_not_matched
                          : outcome.counts.records_without_identity);
    return;
  }
  foreign_.clear();
  found.form->rewrite(found.text, foreign_);
  Found record;
  record.text = foreign_;
  record.offset = found.offset;
  record.event_time = time_of_rewritten(foreign_);
  record.origin = found.origin;
  take_record(record, found.text, outcome);
}

// A record in CloudTrail's form and shape, which may be others than those in which it was read.
struct FileReader::Shown {
  std::string_view record;
  bool is_rewritten = false;
  bool has_identity = false;  // shows it by its first bytes
};

// Rewrites a record that needs it. Nearly no record does, and most show it at a glance: an
// identity at its place, and a time as CloudTrail writes it. A record that cannot match and shows
// both is left as it is, unless all records are parsed.
FileReader::Shown FileReader::show(const Found& found, bool may_match) {
  const bool has_identity = found.has_identity || shows_identity(found.text);
  const bool looks_usual = has_identity && has_usual_time(found.event_time);
  const bool is_unordered = task_.parse == Parse::every && !found.has_identity;
  if (looks_usual && !may_match && !is_unordered) return {found.text, false, true};
  if (shape_record(found.text, rewritten_)) return {rewritten_, true, false};
  return {found.text, false, has_identity};
}

// @param as_read  what the log holds: the record's text, or what it was written from
void FileReader::take_record(const Found& found, std::string_view as_read, Outcome& outcome) {
  ReadCounts& counts = outcome.counts;
  outcome.saw_json = true;
  if (task_.finds_data_events && !report_.has_data_events) {
    report_.has_data_events = is_data_event(found);
  }
  const bool may_match = !found.is_plain && input::may_match(found.text, kernels_.find_rare_pair);
  const Shown shown = show(found, may_match);
  // A record that cannot match is not judged by its fields either, but by its bytes.
  const auto is_judged = [&] { return shown.has_identity || has_usable_identity(shown.record); };
  const auto count_unmet = [&](bool judged) {
    ++(judged ? counts.records_not_matched : counts.records_without_identity);
  };
  if (!must_parse(shown.record, may_match)) {
    times_.add(shown.is_rewritten ? time_of_rewritten(shown.record) : found.event_time);
    return count_unmet(is_judged());
  }

  const auto fields = record_reader_.read(shown.record);
  if (!fields) {
    return outcome.add_malformed(found.offset, "found a record that is not JSON, expected JSON");
  }
  const bool is_repaired = shown.is_rewritten ? !is_utf8(found.text) : record_reader_.repaired();
  counts.records_repaired += is_repaired ? 1 : 0;
  if (task_.access_logs == AccessLogs::put_off && !is_of_access_log(*fields) &&
      (task_.parse != Parse::every || is_anonymous(*fields, Principal::both))) {
    put_off_.requests.add(*fields);
  }
  const auto time = parse_rfc3339(fields->event_time.string());
  if (time) times_.add(time->time);
  const auto unmet = task_.predicate.first_unmet(*fields);
  const bool has_strings = fields->identity_type.kind == Field::Kind::string &&
                           fields->identity_account.kind == Field::Kind::string;
  const bool judged =
      !unmet || has_strings || (may_match ? has_usable_identity(shown.record) : is_judged());
  if (outcome.on_record) {
    outcome.on_record({*fields, record_reader_.more(), shown.record, unmet,
                       outcome.origin(found.offset), outcome.path, judged});
  }
  if (unmet) return count_unmet(judged);

  ++counts.records_matched;
  if (!fields->identity_account.is(rule::kAnonymous)) ++counts.matches_old_spelling;
  if (!time) {
    ++counts.matches_without_time;
    return outcome.add_fault(ErrorKind::malformed, found.offset,
                             "found a match with an unreadable eventTime, expected a time such "
                             "as 2024-05-01T12:00:00Z");
  }
  if (!task_.range.contains(time->time)) {
    ++counts.matches_outside_range;
    return;
  }
  if (task_.range.horizon && time->time < *task_.range.horizon) {
    ++counts.matches_before_retention;
    return;
  }
  outcome.stopped = !outcome.on_match({*fields, shown.record, as_read, *time,
                                       outcome.origin(found.offset), outcome.path,
                                       record_reader_.byte_counts(), found.origin});
}

// Whether the task needs the record parsed. Most records cannot match, and their bytes show it.
bool FileReader::must_parse(std::string_view record, bool may_match) const {
  if (task_.parse == Parse::every || may_match) return true;
  return task_.parse == Parse::filtered && task_.filter(record);
}

// Classifies the file after it has been read.
void FileReader::conclude(const InputFile& file, Outcome& outcome) {
  ReadCounts& counts = outcome.counts;
  outcome.saw_json = outcome.saw_json || level_->cutter.saw_object() ||
                     (level_->cutter.saw_array() && outcome.scalars == 0 && !outcome.fault);
  const bool broke_off = level_->window.fault().has_value() || level_->cutter.broke_off();
  const bool is_json = outcome.is_json();
  if (!is_json && !broke_off) {
    if (outcome.content) {
      return skip(file, content_row(*outcome.content).name, &ReadCounts::files_other_kind, outcome);
    }
    if (outcome.foreign && !file.named) {
      return skip(file, outcome.foreign->name, &ReadCounts::files_not_json, outcome);
    }
    const bool promises_gzip =
        promises_compression(file.path) && !level_->decompressor.is_compressed();
    if (!file.named && named_as(file.path) == NamedAs::other && !outcome.begins_object &&
        !promises_gzip) {
      return skip(file, "no JSON", &ReadCounts::files_not_json, outcome);
    }
    if (outcome.foreign) {
      counts.records_malformed = 0;
      outcome.fault.reset();
      outcome.add_fault(ErrorKind::damaged, 0, std::string(outcome.foreign->fault));
    } else if (promises_gzip && level_->window.end() > 0) {
      counts.records_malformed = 0;
      outcome.fault.reset();
      outcome.add_fault(ErrorKind::damaged, 0,
                        "found neither compressed data nor JSON, expected what the name promises");
    }
    if (!outcome.fault) {
      outcome.add_fault(ErrorKind::damaged, 0,
                        outcome.scalars > 0 ? "found an array without objects, expected records"
                                            : "found nothing, expected a JSON object or array");
    }
  }
  counts.objects_unrecognised += outcome.scalars;
  if (outcome.saw_access_log && counts.records() == 0 && !outcome.fault) {
    return skip(file, content_row(ContentKind::access_log).name, &ReadCounts::files_other_kind,
                outcome);
  }
  if (is_json) list(file, outcome);
  const bool only_others = counts.records() == 0 && outcome.unrecognised() == 0;
  if (outcome.fault) {
    ++counts.files_damaged;
  } else if (only_others && counts.objects_digest > 0) {
    skip(file, "digest", &ReadCounts::files_of_digests, outcome);
  } else if (only_others && counts.objects_insight > 0) {
    skip(file, "Insights", &ReadCounts::files_of_insights, outcome);
  } else if (only_others && counts.objects_notification > 0) {
    skip(file, "S3 notification", &ReadCounts::files_of_notifications, outcome);
  } else {
    ++counts.files_read;
  }
}

// Lists the file if it was not understood as a whole.
void FileReader::list(const InputFile& file, Outcome& outcome) {
  const ReadCounts& counts = outcome.counts;
  const std::uint64_t unrecognised = outcome.unrecognised();
  if (counts.records_without_identity > 0) {
    report_.without_identity.add({file.path, counts.records_without_identity});
  }
  if (counts.records() > 0 && unrecognised > 0) {
    report_.partly_unrecognised.add({file.path, unrecognised});
  } else if (unrecognised > 0) {
    (outcome.saw_source ? report_.unread : report_.unrecognised).add({file.path, unrecognised});
  }
  outcome.understood = counts.records_without_identity == 0 &&
                       (unrecognised == 0 || (counts.records() == 0 && !outcome.saw_source));
}

}  // namespace s3rare::input
