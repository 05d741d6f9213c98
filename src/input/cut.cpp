#include "input/cut.h"

#include <algorithm>
#include <utility>

#include "input/containers.h"
#include "json/text.h"

namespace s3rare::input {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// A CloudWatch Logs export task starts each line with a time; 0 means any digit.
constexpr std::string_view kExportTime = "0000-00-00T00:00:00.000Z ";

// Limit of nested open containers. Real logs have three.
constexpr std::size_t kMaxFrames = 64;

constexpr std::size_t kLongestContainerKey = 256;

bool begins_scalar(char c) {
  return c == '"' || c == '-' || c == 't' || c == 'f' || c == 'n' || (c >= '0' && c <= '9');
}

// Whether a key of an object above 2 MiB shows that it is a broken record, not an envelope.
bool is_key_of_record(std::string_view key) {
  return key == "eventVersion" || key == "eventSource" || key == "eventName" ||
         key == "eventTime" || key == "userIdentity";
}

std::string show(char c) {
  if (c > ' ' && c < '\x7f') return std::string("'") + c + "'";
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return std::string("byte 0x") + kDigits[byte >> 4] + kDigits[byte & 0xf];
}

}  // namespace

void Cutter::reset() {
  cursor_.reset();
  run_.reset();
  frames_.clear();
  spans_.clear();
  next_span_ = 0;
  document_.reset();
  fault_.reset();
  line_has_value_ = skip_line_ = finished_ = false;
  saw_object_ = saw_array_ = broke_off_ = false;
}

std::optional<Piece> Cutter::next() {
  for (;;) {
    if (!document_) {
      if (next_span_ < spans_.size()) return piece_of(spans_[next_span_++]);
      spans_.clear();
      next_span_ = 0;
      if (fault_) return *std::exchange(fault_, std::nullopt);
    }
    if (finished_) return std::nullopt;
    if (frames_.empty()) {
      step_top();
    } else if (frames_.back().is_object) {
      step_object();
    } else {
      step_array();
    }
  }
}

Piece Cutter::piece_of(const Span& span) const {
  Piece piece{span.kind, {}, span.offset, span.scanned, {}};
  // The window may have dropped the bytes of anything but an object.
  if (span.kind == Piece::Kind::object || span.kind == Piece::Kind::string) {
    piece.text = cursor_.view(span.offset, span.offset + span.size);
  }
  return piece;
}

void Cutter::step_top() {
  if (std::exchange(skip_line_, false)) {
    finished_ = !cursor_.skip_line();
    if (finished_ && cursor_.fault()) fail_at_end();
    return;
  }
  if (!line_has_value_ && cursor_.reads_lines() && take_line()) return;
  while (!cursor_.at_limit() && json::is_space(cursor_.peek())) cursor_.advance();
  if (cursor_.at_line_end()) return cursor_.next_line(std::exchange(line_has_value_, false));
  if (cursor_.at_limit()) {
    finished_ = !cursor_.more(Cursor::Inside::unknown);
    if (finished_ && cursor_.fault()) fail_at_end();
    return;
  }
  if (cursor_.skip_shape(kByteOrderMark) || cursor_.skip_shape(kExportTime)) return;
  if (cursor_.peek() != '{' && cursor_.peek() != '[') {
    fail_unexpected("a JSON object or array");
    return;
  }
  line_has_value_ = true;
  begin_value();
}

void Cutter::step_array() {
  if (document_ && cursor_.position() - *document_ > kMaxRecordBytes) {
    document_.reset();
    return cursor_.keep(std::nullopt);
  }
  // The usual next byte. Look further only if it is absent.
  if (cursor_.in_memory().starts_with(",{")) {
    cursor_.jump(1);
    return begin_value();
  }
  if (!skip_space(true)) return;
  const char c = cursor_.peek();
  if (c == '{' || c == '[') return begin_value();
  if (c == ']') return close_array();
  if (!begins_scalar(c)) {
    fail_unexpected("an object, ',' or ']'");
    return;
  }
  frames_.back().has_scalars = true;
  if (in_envelope()) {
    if (c == '"') return take_string();
    skip_value();
    return;
  }
  const std::uint64_t offset = cursor_.position();
  if (skip_value()) spans_.push_back({Piece::Kind::scalar, offset, 0, {}});
}

void Cutter::step_object() {
  if (!skip_space(true)) return;
  if (cursor_.peek() == '}') return close_object();
  if (cursor_.peek() != '"') {
    fail_unexpected("a key, ',' or '}'");
    return;
  }
  std::string key;
  if (!read_key(key) || !skip_space(false)) return;
  if (cursor_.peek() != ':') {
    fail_unexpected("':'");
    return;
  }
  cursor_.advance();
  if (!skip_space(false)) return;
  frames_.back().has_source = frames_.back().has_source || key == "eventSource";
  frames_.back().has_name = frames_.back().has_name || key == "eventName";
  if (is_key_of_record(key)) frames_.back().is_envelope = false;
  const char c = cursor_.peek();
  if (c == '[' && holds_records(key)) {
    mark_found();
    frames_.back().has_records = true;
    open_array();
  } else if (in_envelope() && (c == '{' || c == '[')) {
    search_member();
  } else {
    skip_value();
  }
}

// Searches an object or array of an envelope.
void Cutter::search_member() {
  if (frames_.size() >= kMaxFrames) {
    fail("found more than 64 nested containers, expected records");
  } else if (cursor_.peek() == '[') {
    open_array(true);
  } else {
    take_object();
  }
}

// Takes a string of an envelope that may hold records.
void Cutter::take_string() {
  const std::uint64_t start = cursor_.position();
  cursor_.keep(start);
  const bool whole = cursor_.skip_string(kMaxRecordBytes);
  const auto size = static_cast<std::size_t>(cursor_.position() - start);
  if (whole && size <= kMaxRecordBytes) {
    const std::string_view text = cursor_.view(start, cursor_.position());
    if (begins_json(text) && may_hold_record(text)) {
      spans_.push_back({Piece::Kind::string, start, size, {}});
      mark_found();
    }
  }
  cursor_.keep(std::nullopt);
  if (!whole) fail_at_end();
}

// Adds a whole object; of an envelope, only if it may hold a record.
void Cutter::add_object(std::uint64_t start, std::size_t size, const json::Scanned& scanned) {
  if (in_envelope()) {
    if (!may_hold_record(cursor_.view(start, start + size))) return;
    mark_found();
  }
  spans_.push_back({Piece::Kind::object, start, size, scanned});
}

// The envelopes that are open hold a record.
void Cutter::mark_found() {
  for (Frame& frame : frames_) {
    if (frame.is_object && frame.is_envelope) frame.has_records = true;
  }
}

void Cutter::begin_value() {
  if (frames_.size() >= kMaxFrames) {
    fail("found more than 64 nested containers, expected records");
  } else if (cursor_.in_memory().front() == '[') {
    open_array(in_envelope());
  } else if (!document_ && at_document()) {
    open_document();
  } else {
    take_object();
  }
}

bool Cutter::at_document() {
  const std::string_view text = cursor_.in_memory().substr(0, kDocumentStart.size());
  if (text == kDocumentStart) return true;
  if (text.starts_with(kRecordStart)) return false;
  for (;;) {
    const std::string_view start = cursor_.visible().substr(0, kDocumentStart.size());
    if (start == kDocumentStart) return true;
    if (!kDocumentStart.starts_with(start)) return false;
    const bool in_string = std::count(start.begin(), start.end(), '"') == 1;
    if (!cursor_.more(in_string ? Cursor::Inside::string : Cursor::Inside::unknown)) {
      return false;
    }
  }
}

// Takes a line that is in memory and consists of one whole object.
bool Cutter::take_line() {
  const std::string_view text = cursor_.in_memory();
  if (text.empty() || text.front() != '{' || text.starts_with(kDocumentStart)) return false;
  const std::uint64_t start = cursor_.position();
  const auto object = run_.next(text, start, true);
  if (!object || object->size > kMaxRecordBytes) return false;
  const std::string_view behind = text.substr(object->size);
  const std::size_t space = behind.starts_with('\r') ? 1 : 0;
  if (!behind.substr(space).starts_with('\n')) return false;
  spans_.push_back({Piece::Kind::object, start, object->size, object->scanned});
  cursor_.take_line(object->size + space);
  return true;
}

// Takes an object that is entirely in memory.
bool Cutter::take_whole_object() {
  const std::uint64_t start = cursor_.position();
  const auto object = run_.next(cursor_.in_memory(), start, !cursor_.ignores_lines());
  if (!object || object->size > kMaxRecordBytes) return false;
  add_object(start, object->size, object->scanned);
  cursor_.jump(object->size);
  return true;
}

// Scans an object to its end to return it whole; opens it if that is impossible.
void Cutter::take_object() {
  if (take_whole_object()) return;
  const std::uint64_t start = cursor_.position();
  if (!document_) cursor_.keep(start);
  scan_.start();
  for (std::uint64_t from = start;;) {
    const json::BracketScan::Outcome outcome = scan_.scan(cursor_.view(from, cursor_.limit()));
    if (outcome == json::BracketScan::Outcome::mismatched || scan_.size() > kMaxRecordBytes) break;
    if (outcome == json::BracketScan::Outcome::closed) {
      add_object(start, scan_.size(), scan_.scanned());
      cursor_.advance(scan_.size());
      if (!document_) cursor_.keep(std::nullopt);
      return;
    }
    if (document_ && cursor_.limit() - *document_ > kMaxRecordBytes) {
      // The document is too large to be a record. Its spans are returned first, to free their
      // memory; this object is scanned again.
      document_.reset();
      return cursor_.keep(std::nullopt);
    }
    from = cursor_.limit();
    const Cursor::Inside inside = scan_.in_string()   ? Cursor::Inside::string
                                  : scan_.in_object() ? Cursor::Inside::object
                                                      : Cursor::Inside::array;
    if (!cursor_.more(inside)) break;
  }
  // The document around it is not a whole object either; its faults must not wait for its end.
  document_.reset();
  cursor_.keep(std::nullopt);
  const bool may_be_searched = frames_.empty() || !frames_.back().is_object || in_envelope();
  open_object(may_be_searched && scan_.size() > kMaxRecordBytes);
}

void Cutter::open_object(bool is_envelope) {
  frames_.push_back({.is_object = true, .is_envelope = is_envelope, .start = cursor_.position()});
  cursor_.advance();
}

void Cutter::open_array(bool is_envelope) {
  frames_.push_back({.is_envelope = is_envelope, .start = cursor_.position()});
  cursor_.advance();
}

void Cutter::open_document() {
  document_ = cursor_.position();
  cursor_.keep(document_);
  frames_.push_back({.is_object = true, .has_records = true, .start = *document_});
  cursor_.jump(kDocumentStart.size() - 1);
  open_array();
}

void Cutter::close_array() {
  cursor_.advance();
  saw_array_ = saw_array_ || (frames_.size() == 1 && !frames_.back().has_scalars);
  frames_.pop_back();
  if (!document_ || frames_.back().start != *document_) return;

  if (!skip_space(false) || cursor_.peek() == '}') return;
  // More keys follow. They may make the document a record, so it is taken as a whole.
  spans_.clear();
  cursor_.seek(*document_);
  frames_.pop_back();
  document_.reset();
  cursor_.keep(std::nullopt);
  take_object();
}

void Cutter::close_object() {
  cursor_.advance();
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (document_ == frame.start) {
    document_.reset();
    cursor_.keep(std::nullopt);
  }
  saw_object_ = true;
  if (frame.has_records && !frame.is_record()) return;
  if (in_envelope() && frame.is_envelope) return;  // the outermost one answers
  fault_text_ = "found an object of " + std::to_string(cursor_.position() - frame.start) +
                " bytes, expected a record of at most 2 MiB";
  fault_ = {Piece::Kind::malformed, {}, frame.start, {}, fault_text_};
}

bool Cutter::skip_space(bool commas) { return cursor_.skip_space(commas) || fail_at_end(); }

bool Cutter::skip_value() {
  const char c = cursor_.peek();
  if (c == '"') return cursor_.skip_string() || fail_at_end();
  if (c != '{' && c != '[') {
    cursor_.skip_scalar();
    return true;
  }
  switch (cursor_.skip_brackets(scan_)) {
    case json::BracketScan::Outcome::closed:
      return true;
    case json::BracketScan::Outcome::mismatched:
      return fail_unexpected("the matching closing bracket");
    case json::BracketScan::Outcome::more:
      return fail_at_end();
  }
  return false;
}

// Reads a key. A key that is longer than any relevant one becomes empty.
bool Cutter::read_key(std::string& key) {
  std::string raw;
  cursor_.advance();
  for (bool escaped = false;;) {
    for (; !cursor_.at_limit(); cursor_.advance()) {
      const char c = cursor_.peek();
      if (c == '"' && !escaped) {
        cursor_.advance();
        if (raw.size() <= kLongestContainerKey) json::decode_string(raw, key);
        return true;
      }
      escaped = c == '\\' && !escaped;
      if (raw.size() <= kLongestContainerKey) raw += c;
    }
    if (!cursor_.more(Cursor::Inside::string)) return fail_at_end();
  }
}

// Ends the line, or the stream if it is not read by lines. Always returns false.
bool Cutter::fail(std::string fault) {
  const bool in_record =
      frames_.empty()
          ? !cursor_.ignores_lines() && !finished_
          : frames_.back().is_object && !frames_.back().has_records && !frames_.back().is_envelope;
  fault_text_ = std::move(fault);
  fault_ = {in_record ? Piece::Kind::malformed : Piece::Kind::damage,
            {},
            cursor_.position(),
            {},
            fault_text_};
  document_.reset();
  cursor_.keep(std::nullopt);
  frames_.clear();
  skip_line_ = cursor_.settle_lines();
  finished_ = finished_ || cursor_.fault() || !skip_line_;
  return false;
}

bool Cutter::fail_at_end() {
  broke_off_ = broke_off_ || std::any_of(frames_.begin(), frames_.end(), [](const Frame& frame) {
                 return frame.is_object || !frame.has_scalars;
               });
  if (cursor_.fault()) return fail(cursor_.fault()->what);
  return fail(std::string("found the end of the ") + (cursor_.limited_by_line() ? "line" : "file") +
              ", expected the rest of the value at byte " +
              std::to_string(frames_.empty() ? cursor_.position() : frames_.front().start));
}

bool Cutter::fail_unexpected(std::string_view expected) {
  return fail("found " + show(cursor_.peek()) + ", expected " + std::string(expected));
}

}  // namespace s3rare::input
