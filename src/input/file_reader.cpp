#include "input/file_reader.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "input/access_log/log_lines.h"
#include "input/file_stream.h"
#include "input/recognition/content_kind.h"
#include "input/recognition/foreign_log.h"
#include "input/table/csv_header.h"
#include "input/table/record_columns.h"
#include "input/table/row_object.h"
#include "json/text.h"

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

}  // namespace

FileReader::FileReader(ReadTask task, std::atomic<std::uint64_t>& progress, PutBefore put_before,
                       const json::ByteKernels& kernels)
    : task_(std::move(task)),
      progress_(progress),
      put_before_(std::move(put_before)),
      kernels_(kernels),
      taker_(task_, kernels_, report_, put_off_) {}

Result<FileStream> FileReader::open(const InputFile& file) {
  if (file.is_standard_input()) return FileStream::standard_input(progress_);
  return opener_.open(file.path, progress_);
}

FileResult FileReader::read(const InputFile& file, std::uint32_t number, const OnMatch& on_match,
                            std::optional<FileStream> opened, const OnRecord& on_record) {
  FileOutcome outcome{file.reported(), number, 0, on_match, on_record};
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
  FileOutcome outcome{file.reported(), number, 0, on_match, on_record};
  read_stream(bytes, file, outcome);
  return finish(outcome);
}

void FileReader::read_stream(ByteStream& bytes, const InputFile& file, FileOutcome& outcome) {
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
  outcome.times = taker_.end_file();
  outcome.counts.records_ahead = outcome.times.ahead;
  if (is_read) conclude(file, file_end(), outcome, report_);
}

FileEnd FileReader::file_end() const {
  return {level_->window.fault().has_value() || level_->cutter.broke_off(),
          level_->cutter.saw_object(), level_->cutter.saw_array(),
          level_->decompressor.is_compressed(), level_->window.end() == 0};
}

// Reads the members of an archive one after the other. The archive itself is a file, too, which is
// damaged if its structure is.
void FileReader::read_members(ByteStream& bytes, const InputFile& file, FileOutcome& outcome) {
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
                             FileOutcome& outcome) {
  if (member.kind == Member::Kind::other) return;
  InputFile file;
  file.path = archive.path + "!" + member.name;
  if (!archive.evidence.empty()) file.evidence = archive.evidence + "!" + member.name;
  file.glanced = !promises_log(file.path);
  if (member.kind == Member::Kind::link) return report_.skipped.add("link", file.reported());
  FileOutcome inner{file.reported(),  outcome.number,    outcome.members + 1,
                    outcome.on_match, outcome.on_record, outcome.depth + 1};
  inner.members = inner.member;
  if (member.kind == Member::Kind::encrypted) {
    skip(file, content_row(ContentKind::encrypted).name, &ReadCounts::files_other_kind, inner,
         report_);
  } else {
    read_stream(bytes, file, inner);
  }
  outcome.add_member(inner, finish(inner));
}

// Looks at how the content begins, to learn its kind. Returns whether to read it; if not, the file
// is counted.
bool FileReader::recognise(const InputFile& file, FileOutcome& outcome) {
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
  if (first().starts_with(kAppleDouble) && !mentions_records(first())) {
    skip(file, "AppleDouble", &ReadCounts::files_other_name, outcome, report_);
    return false;
  }
  if (outcome.content && is_certain(*outcome.content)) {
    skip(file, content_row(*outcome.content).name, &ReadCounts::files_other_kind, outcome, report_);
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
    skip(file, content_row(*outcome.content).name, &ReadCounts::files_other_kind, outcome, report_);
  } else if (level_->window.fault()) {
    outcome.add_fault(level_->window.fault()->kind, level_->window.fault()->offset,
                      level_->window.fault()->what);
    ++outcome.counts.files_damaged;
  } else if (extension.empty()) {
    skip(file, "no extension", &ReadCounts::files_other_name, outcome, report_);
  } else {
    skip(file, extension, &ReadCounts::files_other_name, outcome, report_);
  }
  return false;
}

// A file that can be read only once cannot wait.
bool FileReader::puts_off(const InputFile& file) const {
  return task_.access_logs == AccessLogs::put_off && !taker_.leaves_out() && file.is_regular();
}

// Adds the result of one file to the report.
FileResult FileReader::finish(FileOutcome& outcome) {
  report_.counts += outcome.counts;
  report_.furthest_ahead = std::max(report_.furthest_ahead, outcome.times.furthest_ahead);
  const bool damaged = outcome.fault.has_value();
  if (damaged) report_.faults.add(std::move(*outcome.fault));
  return {std::nullopt, damaged || !outcome.understood,
          outcome.counts.records() + outcome.member_records, outcome.times.newest};
}

void FileReader::read_pieces(FileOutcome& outcome) {
  while (auto piece = outcome.stopped ? std::nullopt : level_->cutter.next()) {
    switch (piece->kind) {
      case Piece::Kind::object: {
        const json::Child object{{}, piece->text, piece->scanned};
        const auto all_found = unwrapper_.unwrap(object, piece->offset);
        outcome.saw_json = outcome.saw_json || all_found.empty();
        for (const Found& found : all_found) taker_.take(found, outcome);
        break;
      }
      case Piece::Kind::string: {
        const auto all_found = unwrapper_.unwrap_string(piece->text, piece->offset);
        for (const Found& found : all_found) taker_.take(found, outcome);
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

void FileReader::read_rows(FileOutcome& outcome) {
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
                          FileOutcome& outcome) {
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
  for (const Found& found : unwrapper_.unwrap(object, row.offset)) taker_.take(found, outcome);
}

void FileReader::read_access_log(FileOutcome& outcome) {
  outcome.saw_json = true;  // nothing in the file need be JSON
  LogLines lines(level_->window);
  while (const auto line = outcome.stopped ? std::nullopt : lines.next()) {
    const auto entry = read_access_log_line(line->text, line->is_ended);
    if (!entry) {
      outcome.add_malformed(line->offset, std::string(kNoAccessLogLine));
      continue;
    }
    taker_.take_entry(*entry, line->text, line->offset, outcome);
  }
  if (const auto& fault = level_->window.fault()) {
    outcome.add_fault(ErrorKind::damaged, fault->offset, fault->what);
  }
}

}  // namespace s3rare::input
