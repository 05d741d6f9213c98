#include "input/file_reader.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "input/file_stream.h"
#include "input/prefilter.h"

namespace s3rare::input {
namespace {

// How often a record's time is looked at to learn which days the logs cover.
constexpr std::uint64_t kCoverageStep = 256 * 1024;

// The same where every day counts, of records whose time does not stand where AWS writes it.
constexpr std::uint64_t kFineCoverageStep = 4 * 1024;

constexpr std::size_t kDateBytes = 10;  // 2024-05-01

// What of a time tells its UTC day: of one that AWS writes the date, else all of it.
std::string_view day_text(std::string_view time) {
  return time.ends_with('Z') ? time.substr(0, kDateBytes) : time;
}

// Asked of every record: of dates it takes no call.
bool is_same_day(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  return a.size() == kDateBytes ? std::memcmp(a.data(), b.data(), kDateBytes) == 0 : a == b;
}

}  // namespace

// How the reading of one file goes.
struct FileReader::Outcome {
  const std::string& path;
  std::uint32_t number = 0;
  ReadCounts counts;
  std::optional<FileFault> fault;
  std::uint64_t next_cover = 0;
  std::string last_day = {};  // of the record before, where every day counts
  bool stopped = false;       // nobody wants more matches
  bool saw_json = false;      // a record, or a container of records, though it was empty
  std::optional<EventTime> newest = std::nullopt;  // of the records whose time was looked at

  // Whether anything was JSON, as far as it was read.
  bool is_json() const {
    return saw_json ||
           counts.objects_digest + counts.objects_insight + counts.objects_unrecognised > 0;
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

FileReader::FileReader(Principal principal, const TimeRange& range, bool stamped,
                       std::atomic<std::uint64_t>& progress, PutBefore put_before,
                       const json::ByteKernels& kernels)
    : principal_(principal),
      range_(range),
      stamped_(stamped),
      progress_(progress),
      put_before_(std::move(put_before)),
      kernels_(kernels),
      cutter_(window_, kernels) {}

Result<FileStream> FileReader::open(const InputFile& file) {
  if (file.is_standard_input()) return FileStream::standard_input(progress_);
  return opener_.open(file.path, progress_);
}

FileResult FileReader::read(const InputFile& file, std::uint32_t number, const OnMatch& on_match,
                            std::optional<FileStream> opened) {
  Outcome outcome{file.path, number, {}, std::nullopt};
  auto stream = opened ? Result(std::move(*opened)) : open(file);
  if (!stream) {
    ++outcome.counts.files_failed;
    outcome.add_fault(ErrorKind::io, std::nullopt, stream.error().what);
    return finish(outcome);
  }
  const bool stamped = stamped_ && !file.is_standard_input();
  std::optional<FileStamp> stamp = stamped ? stream->stamp() : std::nullopt;
  read_stream(*stream, file, outcome, on_match);
  outcome.counts.bytes_on_disk = stream->bytes_read();
  const bool later = range_.until && outcome.newest && *outcome.newest >= *range_.until;
  const bool unreadable = window_.fault() && window_.fault()->kind == ErrorKind::io;
  const bool whole = !later && !unreadable && outcome.counts.matches_outside_range == 0;
  if (stamp && (!whole || stream->stamp() != stamp)) stamp.reset();
  FileResult result = finish(outcome);
  result.stamp = stamp;
  return result;
}

FileResult FileReader::read_bytes(ByteStream& bytes, const InputFile& file, std::uint32_t number,
                                  const OnMatch& on_match) {
  Outcome outcome{file.path, number, {}, std::nullopt};
  read_stream(bytes, file, outcome, on_match);
  return finish(outcome);
}

void FileReader::read_stream(ByteStream& bytes, const InputFile& file, Outcome& outcome,
                             const OnMatch& on_match) {
  decompressor_.reset(bytes);
  const auto before = put_before_ && file.is_regular() ? put_before_(decompressor_) : nullptr;
  window_.reset(before ? *before : decompressor_);
  cutter_.reset();
  read_pieces(outcome, on_match);
  outcome.counts.bytes_decompressed = window_.end();
  conclude(file, outcome);
}

// Adds what came of a file to the report.
FileResult FileReader::finish(Outcome& outcome) {
  report_.counts += outcome.counts;
  const bool damaged = outcome.fault.has_value();
  if (damaged) report_.faults.push_back(std::move(*outcome.fault));
  return {std::nullopt, damaged, outcome.counts.records(), outcome.newest};
}

void FileReader::read_pieces(Outcome& outcome, const OnMatch& on_match) {
  while (auto piece = outcome.stopped ? std::nullopt : cutter_.next()) {
    switch (piece->kind) {
      case Piece::Kind::object: {
        const json::Child object{{}, piece->text, piece->scanned};
        const auto all_found = unwrapper_.unwrap(object, piece->offset);
        outcome.saw_json = outcome.saw_json || all_found.empty();
        for (const Found& found : all_found) take(found, outcome, on_match);
        break;
      }
      case Piece::Kind::scalar:
        ++outcome.counts.objects_unrecognised;
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

void FileReader::take(const Found& found, Outcome& outcome, const OnMatch& on_match) {
  switch (found.kind) {
    case Found::Kind::record:
      return take_record(found, outcome, on_match);
    case Found::Kind::digest:
      ++outcome.counts.objects_digest;
      return;
    case Found::Kind::insight:
      ++outcome.counts.objects_insight;
      return;
    case Found::Kind::unrecognised:
      ++outcome.counts.objects_unrecognised;
      return;
    case Found::Kind::malformed:
      outcome.saw_json = true;
      return outcome.add_malformed(found.offset, std::string(found.fault));
    case Found::Kind::unreadable:
      return outcome.add_malformed(found.offset, std::string(found.fault));
  }
}

void FileReader::take_record(const Found& found, Outcome& outcome, const OnMatch& on_match) {
  ReadCounts& counts = outcome.counts;
  outcome.saw_json = true;
  look_at_time(found, outcome);
  if (!must_parse(found)) {
    ++counts.records_not_matched;
    return;
  }
  const auto fields = record_reader_.read(found.text);
  if (!fields) {
    return outcome.add_malformed(found.offset, "found a record that is no JSON, expected JSON");
  }
  counts.records_repaired += record_reader_.repaired() ? 1 : 0;
  const auto unmet = first_unmet_clause(*fields, principal_);
  if (on_record_) {
    on_record_({*fields, record_reader_.more(), found.text, unmet, {outcome.number, found.offset}});
  }
  if (unmet) {
    ++counts.records_not_matched;
    return;
  }

  ++counts.records_matched;
  if (!fields->identity_account.is(rule::kAnonymous)) ++counts.matches_old_spelling;
  const auto time = parse_rfc3339(fields->event_time.string());
  if (!time) {
    ++counts.matches_without_time;
    return outcome.add_fault(ErrorKind::malformed, found.offset,
                             "found a match whose eventTime cannot be read, expected a time such "
                             "as 2024-05-01T12:00:00Z");
  }
  cover(time->time, outcome);
  if (!range_.contains(time->time)) {
    ++counts.matches_outside_range;
    return;
  }
  if (range_.horizon && time->time < *range_.horizon) {
    ++counts.matches_before_retention;
    return;
  }
  outcome.stopped = !on_match({*fields, found.text, *time, {outcome.number, found.offset}});
}

// Learns now and then which days the logs cover.
void FileReader::look_at_time(const Found& found, Outcome& outcome) {
  const std::string_view day = filter_ ? day_text(found.event_time) : std::string_view();
  if (found.offset < outcome.next_cover && is_same_day(day, outcome.last_day)) return;
  const std::uint64_t step = filter_ && day.empty() ? kFineCoverageStep : kCoverageStep;
  outcome.next_cover = (found.offset / step + 1) * step;
  outcome.last_day = day;
  const auto plain = parse_rfc3339(found.event_time);
  const auto time = plain ? std::optional(plain->time) : peek_event_time(found.text);
  if (time) cover(*time, outcome);
}

// Whether a record is of interest to anybody. That it cannot match its bytes tell.
bool FileReader::must_parse(const Found& found) const {
  if (on_record_ && !filter_) return true;
  if (!found.is_plain && may_match(found.text, kernels_.find_rare_pair)) return true;
  return filter_ && filter_(found.text);
}

void FileReader::cover(EventTime time, Outcome& outcome) {
  report_.coverage.add(time);
  outcome.newest = std::max(outcome.newest, std::optional(time));
}

// Decides what the file was, once it has been read.
void FileReader::conclude(const InputFile& file, Outcome& outcome) {
  ReadCounts& counts = outcome.counts;
  const bool broke_off = window_.fault().has_value();
  outcome.saw_json = outcome.saw_json || cutter_.saw_container();
  if (!outcome.is_json() && !broke_off) {
    if (!file.named && named_as(file.path) == NamedAs::other) {
      // Its faults are not about records: it never promised any.
      counts.records_malformed = 0;
      outcome.fault.reset();
      ++counts.files_not_json;
      return;
    }
    if (!outcome.fault) {
      outcome.add_fault(ErrorKind::damaged, 0, "found nothing, expected a JSON object or array");
    }
  }
  const bool only_others = counts.records() == 0 && counts.objects_unrecognised == 0;
  if (outcome.fault) {
    ++counts.files_damaged;
  } else if (only_others && counts.objects_digest > 0) {
    ++counts.files_of_digests;
  } else if (only_others && counts.objects_insight > 0) {
    ++counts.files_of_insights;
  } else {
    ++counts.files_read;
  }
  if (counts.records() == 0 && counts.objects_unrecognised > 0) {
    report_.unrecognised.push_back(file.path);
  }
}

}  // namespace s3rare::input
