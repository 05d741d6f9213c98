#include "input/cut.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "input/json_text.h"

namespace s3rare::input {
namespace {

// How AWS writes a delivery file.
constexpr std::string_view kDocumentStart = R"({"Records":[)";

// Containers open at once. Real ones have three.
constexpr std::size_t kMaxFrames = 64;

constexpr std::size_t kLongestKey = 256;

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// How a CloudWatch Logs export task begins each line; 0 stands for any digit.
constexpr std::string_view kExportTime = "0000-00-00T00:00:00.000Z ";

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

bool ends_scalar(char c) { return is_space(c) || c == ',' || c == ']' || c == '}'; }

std::string show(char c) {
  if (c > ' ' && c < '\x7f') return std::string("'") + c + "'";
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return std::string("byte 0x") + kDigits[byte >> 4] + kDigits[byte & 0xf];
}

}  // namespace

void Cutter::reset() {
  frames_.clear();
  spans_.clear();
  next_span_ = 0;
  document_.reset();
  fault_.reset();
  position_ = limit_ = 0;
  line_end_.reset();
  value_start_.reset();
  lines_ = Lines::undecided;
  line_has_value_ = skip_line_ = saw_container_ = finished_ = false;
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
  return {span.kind,
          window_.view(span.offset, span.offset + span.size),
          span.offset,
          span.max_depth,
          span.first_inner_end,
          {}};
}

void Cutter::step_top() {
  if (skip_line_) return skip_line();
  while (position_ < limit_ && is_space(window_.at(position_))) ++position_;
  if (position_ == limit_) {
    if (line_end_ == limit_) return next_line();
    if (more(Inside::container)) return;
    finished_ = true;
    if (window_.fault()) fail_at_end();
    return;
  }
  if (skip_shape(kByteOrderMark) || skip_shape(kExportTime)) return;
  const char c = window_.at(position_);
  if (c != '{' && c != '[') {
    fail_unexpected("a JSON object or array");
    return;
  }
  line_has_value_ = true;
  begin_value();
}

// Skips what may stand before a value: text of a shape in which 0 stands for any digit.
bool Cutter::skip_shape(std::string_view shape) {
  for (std::size_t i = 0; i < shape.size(); ++i) {
    while (position_ + i == limit_) {
      if (line_end_ == limit_ || !more(Inside::container)) return false;
    }
    const char c = window_.at(position_ + i);
    if (shape[i] == '0' ? c < '0' || c > '9' : c != shape[i]) return false;
  }
  position_ += shape.size();
  return true;
}

void Cutter::step_array() {
  if (document_ && position_ - *document_ > kMaxRecordBytes) {
    document_.reset();
    return;
  }
  if (!skip_space(true)) return;
  const char c = window_.at(position_);
  if (c == '{' || c == '[') return begin_value();
  if (c == ']') return close_array();
  if (c != '"' && c != '-' && c != 't' && c != 'f' && c != 'n' && (c < '0' || c > '9')) {
    fail_unexpected("an object, ',' or ']'");
    return;
  }
  frames_.back().has_scalars = true;
  const std::uint64_t offset = position_;
  if (skip_value()) spans_.push_back({Piece::Kind::scalar, offset, 0, 0, 0});
}

void Cutter::step_object() {
  if (!skip_space(true)) return;
  if (window_.at(position_) == '}') return close_object();
  if (window_.at(position_) != '"') {
    fail_unexpected("a key, ',' or '}'");
    return;
  }
  std::string key;
  if (!read_key(key) || !skip_space(false)) return;
  if (window_.at(position_) != ':') {
    fail_unexpected("':'");
    return;
  }
  ++position_;
  if (!skip_space(false)) return;
  if (window_.at(position_) == '[' && holds_records(key)) {
    frames_.back().has_records = true;
    frames_.push_back({false, false, false, position_});
    ++position_;
  } else {
    skip_value();
  }
}

void Cutter::begin_value() {
  if (frames_.size() >= kMaxFrames) {
    fail("found more than 64 containers in one another, expected records");
  } else if (window_.at(position_) == '[') {
    frames_.push_back({false, false, false, position_});
    ++position_;
  } else if (!document_ && at_document()) {
    open_document();
  } else {
    take_object();
  }
}

bool Cutter::at_document() {
  for (;;) {
    const std::string_view start = window_.view(position_, limit_).substr(0, kDocumentStart.size());
    if (start == kDocumentStart) return true;
    if (!kDocumentStart.starts_with(start)) return false;
    const bool in_string = std::count(start.begin(), start.end(), '"') == 1;
    if (!more(in_string ? Inside::string : Inside::container)) return false;
  }
}

// Scans an object to its end, to return it whole; opens it where that cannot be.
void Cutter::take_object() {
  value_start_ = position_;
  scan_.start();
  std::uint64_t from = position_;
  for (;;) {
    const BracketScan::Outcome outcome = scan_.scan(window_.view(from, limit_));
    if (outcome == BracketScan::Outcome::mismatched || scan_.size() > kMaxRecordBytes) break;
    if (outcome == BracketScan::Outcome::closed) {
      spans_.push_back({Piece::Kind::object, position_, scan_.size(), scan_.max_depth(),
                        scan_.first_inner_end()});
      position_ += scan_.size();
      value_start_.reset();
      return;
    }
    if (document_ && limit_ - *document_ > kMaxRecordBytes) {
      // The document is too large to be a record. Its spans go first, to free their memory; this
      // object is scanned again.
      document_.reset();
      value_start_.reset();
      return;
    }
    from = limit_;
    const Inside inside = scan_.in_string()   ? Inside::string
                          : scan_.in_object() ? Inside::object
                                              : Inside::container;
    if (!more(inside)) break;
  }
  value_start_.reset();
  open_object();
}

void Cutter::open_object() {
  frames_.push_back({true, false, false, position_});
  ++position_;
}

void Cutter::open_document() {
  document_ = position_;
  frames_.push_back({true, true, false, position_});
  position_ += kDocumentStart.size();
  frames_.push_back({false, false, false, position_ - 1});
}

void Cutter::close_array() {
  ++position_;
  saw_container_ = saw_container_ || (frames_.size() == 1 && !frames_.back().has_scalars);
  frames_.pop_back();
  if (!document_ || frames_.back().start != *document_) return;

  if (!skip_space(false) || window_.at(position_) == '}') return;
  // There are more keys. They may make the document a record, so it is taken as a whole.
  spans_.clear();
  position_ = *document_;
  frames_.pop_back();
  document_.reset();
  take_object();
}

void Cutter::close_object() {
  ++position_;
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (document_ == frame.start) document_.reset();
  if (frame.has_records) {
    saw_container_ = true;
    return;
  }
  fault_ = {Piece::Kind::malformed,
            {},
            frame.start,
            0,
            0,
            "found an object of " + std::to_string(position_ - frame.start) +
                " bytes, expected a record of at most 2 MiB"};
}

bool Cutter::read_key(std::string& key) {
  const std::uint64_t begin = position_ + 1;
  value_start_ = position_;
  const bool whole = skip_string();
  if (whole) {
    const std::uint64_t end = position_ - 1;
    if (end - begin <= kLongestKey) decode_string(window_.view(begin, end), key);
  }
  value_start_.reset();
  return whole;
}

bool Cutter::skip_space(bool commas) {
  for (;;) {
    for (; position_ < limit_; ++position_) {
      const char c = window_.at(position_);
      if (!is_space(c) && !(commas && c == ',')) return true;
    }
    if (!more(Inside::container)) return fail_at_end();
  }
}

bool Cutter::skip_value() {
  const char c = window_.at(position_);
  if (c == '{' || c == '[') return skip_brackets();
  if (c == '"') return skip_string();
  skip_scalar();
  return true;
}

bool Cutter::skip_brackets() {
  scan_.start();
  for (;;) {
    const std::size_t scanned = scan_.size();
    const BracketScan::Outcome outcome = scan_.scan(window_.view(position_, limit_));
    position_ += scan_.size() - scanned;
    if (outcome == BracketScan::Outcome::closed) return true;
    if (outcome == BracketScan::Outcome::mismatched) {
      return fail_unexpected("the bracket that closes the one before");
    }
    if (!more(scan_.in_string() ? Inside::string : Inside::container)) return fail_at_end();
  }
}

bool Cutter::skip_string() {
  ++position_;
  bool escaped = false;
  for (;;) {
    for (; position_ < limit_; ++position_) {
      const char c = window_.at(position_);
      if (c == '"' && !escaped) {
        ++position_;
        return true;
      }
      escaped = c == '\\' && !escaped;
    }
    if (value_start_ && position_ - *value_start_ > kMaxRecordBytes) value_start_.reset();
    if (!more(Inside::string)) return fail_at_end();
  }
}

void Cutter::skip_scalar() {
  do {
    while (position_ < limit_ && !ends_scalar(window_.at(position_))) ++position_;
  } while (position_ == limit_ && more(Inside::container));
}

std::uint64_t Cutter::keep_from() const {
  return document_ ? *document_ : value_start_.value_or(position_);
}

// Moves the limit on, to the end of the line or of what another chunk brings. False at the end of
// the stream, and at the end of the line if that ends the value too.
bool Cutter::more(Inside inside) {
  if (line_end_ && limit_ == *line_end_) {
    if (lines_ == Lines::undecided && line_breaks_value(inside)) lines_ = Lines::yes;
    if (lines_ == Lines::yes) return false;
    lines_ = Lines::no;
    line_end_.reset();
    limit_ = window_.end();
    return true;
  }
  const std::uint64_t old_end = window_.end();
  if (!window_.fill(keep_from())) return false;
  find_line_end(old_end);
  return true;
}

// Whether a value that is open at the end of the first line can only be a broken one: no string
// goes over the end of a line, and in an object no value follows but behind a colon.
bool Cutter::line_breaks_value(Inside inside) {
  if (inside != Inside::object) return inside == Inside::string;
  const std::uint64_t next_line = *line_end_ + 1;
  while (window_.end() == next_line && window_.fill(keep_from())) {
  }
  if (window_.end() == next_line) return false;
  std::uint64_t last = *line_end_;
  while (last > window_.begin() && is_space(window_.at(last))) --last;
  const char first = window_.at(next_line);
  return (first == '{' || first == '[') && window_.at(last) != ':';
}

// Looks for the end of the line in what is in memory from there on.
void Cutter::find_line_end(std::uint64_t from) {
  line_end_.reset();
  limit_ = window_.end();
  if (lines_ == Lines::no || from == limit_) return;
  const std::string_view text = window_.view(from, limit_);
  const std::size_t newline = text.find('\n');
  if (newline != std::string_view::npos) limit_ = *(line_end_ = from + newline);
}

void Cutter::next_line() {
  if (line_has_value_) lines_ = Lines::yes;
  line_has_value_ = false;
  position_ = *line_end_ + 1;
  find_line_end(position_);
}

void Cutter::skip_line() {
  while (!line_end_) {
    position_ = window_.end();
    if (more(Inside::container)) continue;
    finished_ = true;
    if (window_.fault()) fail_at_end();
    return;
  }
  skip_line_ = false;
  next_line();
}

// Ends the line, or the stream where it is not read by lines. Always false.
bool Cutter::fail(std::string fault) {
  const bool in_record = frames_.empty() ? lines_ != Lines::no && !finished_
                                         : frames_.back().is_object && !frames_.back().has_records;
  fault_ = {in_record ? Piece::Kind::malformed : Piece::Kind::damage,
            {},
            position_,
            0,
            0,
            std::move(fault)};
  document_.reset();
  value_start_.reset();
  frames_.clear();
  if (lines_ == Lines::undecided) lines_ = Lines::yes;
  skip_line_ = lines_ == Lines::yes;
  finished_ = finished_ || window_.fault() || !skip_line_;
  return false;
}

bool Cutter::fail_at_end() {
  if (window_.fault()) return fail(window_.fault()->what);
  const bool at_line_end = line_end_ && limit_ == *line_end_;
  return fail(std::string("found the end of the ") + (at_line_end ? "line" : "file") +
              ", expected the rest of the value at byte " +
              std::to_string(frames_.empty() ? position_ : frames_.front().start));
}

bool Cutter::fail_unexpected(std::string_view expected) {
  return fail("found " + show(window_.at(position_)) + ", expected " + std::string(expected));
}

}  // namespace s3rare::input
