#include "reference/stream.h"

#include <algorithm>

#include "reference/json.h"

namespace s3rare::reference {
namespace {

// The number of open containers, outside objects that are taken whole.
constexpr std::size_t kMaxFrames = 64;

// The nesting up to which brackets must match. A deeper record is malformed, but its end depends on
// how many brackets are remembered.
constexpr std::size_t kMaxMatchedDepth = kMaxDepth + 64;

// The beginning of AWS's files. Such a document is cut while it is read, record by record.
constexpr std::string_view kDocument = R"({"Records":[)";

bool holds_records(std::string_view key) {
  return key == "Records" || key == "records" || key == "Events" || key == "logEvents";
}

}  // namespace

void TextStream::read() {
  find_line_end();
  for (;;) {
    try {
      return read_values();
    } catch (const Broken&) {
      // In a file of lines only the line is lost.
      if (lines_ == Lines::undecided) lines_ = Lines::yes;
      frames_.clear();
      document_.reset();
      if (lines_ == Lines::no || end_ == text_.size()) return;
      at_ = end_ + 1;
      find_line_end();
    }
  }
}

void TextStream::find_line_end() {
  const std::size_t newline = lines_ == Lines::no ? std::string_view::npos : text_.find('\n', at_);
  end_ = std::min(newline, text_.size());
}

// At the end of the line: whether an open value continues after it. At the end of the text: no.
bool TextStream::go_on(Open open) {
  if (end_ == text_.size() || lines_ == Lines::yes) return false;
  lines_ = next_line_continues(open) ? Lines::no : Lines::yes;
  if (lines_ == Lines::no) end_ = text_.size();
  return lines_ == Lines::no;
}

// No string spans the end of a line. An object or array may begin a line inside another only after
// a colon, or after a comma or bracket.
bool TextStream::next_line_continues(Open open) const {
  if (open == Open::string) return false;
  if (open == Open::other || end_ + 1 == text_.size()) return true;
  const char next = text_[end_ + 1];
  if (next != '{' && next != '[') return true;
  const char last = text_[text_.substr(0, end_).find_last_not_of(" \t\n\r")];
  return open == Open::object ? last == ':' : last == ',' || last == '[';
}

void TextStream::fail() {
  bool is_record = lines_ != Lines::no;
  if (!frames_.empty()) {
    const Frame& frame = frames_.back();
    is_record = frame.is_object && !frame.has_records && !frame.is_envelope;
  }
  add(is_record ? Finding::Kind::malformed : Finding::Kind::damage, at_);
  throw Broken{};
}

void TextStream::break_off() {
  for (const Frame& frame : frames_) {
    found_.broke_off = found_.broke_off || frame.is_object || !frame.has_scalars;
  }
  fail();
}

// Values one after another, up to the end of the text.
void TextStream::read_values() {
  bool line_has_value = false;
  for (;;) {
    while (at_ < end_ && is_white_space(text_[at_])) ++at_;
    if (at_ == text_.size()) return;
    if (at_ == end_) {
      if (line_has_value) lines_ = Lines::yes;
      line_has_value = false;
      ++at_;
      find_line_end();
    } else if (!skip_prefix()) {
      if (text_[at_] != '{' && text_[at_] != '[') fail();
      line_has_value = true;
      value();
    }
  }
}

// A byte order mark, or the time at the beginning of a line in a CloudWatch Logs export.
bool TextStream::skip_prefix() {
  for (const std::string_view shape : {"\xef\xbb\xbf", "0000-00-00T00:00:00.000Z "}) {
    std::string start(text_.substr(at_, std::min(shape.size(), end_ - at_)));
    for (char& c : start) {
      if (c >= '0' && c <= '9') c = '0';
    }
    if (start != shape) continue;
    at_ += shape.size();
    return true;
  }
  return false;
}

void TextStream::value() {
  if (frames_.size() == kMaxFrames) found_.too_nested = true;
  if (found_.too_nested) fail();
  if (text_[at_] == '[') {
    array(!frames_.empty() && frames_.back().is_envelope);
  } else if (!document_ && begins_document()) {
    document();
  } else {
    object();
  }
}

bool TextStream::begins_document() {
  for (;;) {
    const std::string_view start = text_.substr(at_, std::min(kDocument.size(), end_ - at_));
    if (start == kDocument) return true;
    if (!kDocument.starts_with(start)) return false;
    const bool in_key = std::count(start.begin(), start.end(), '"') == 1;
    if (!go_on(in_key ? Open::string : Open::other)) return false;
  }
}

Extent TextStream::extent_from(std::size_t start) {
  const Extent extent = find_end(text_.substr(0, end_), start);
  if (extent.depth > kMaxMatchedDepth) found_.too_nested = true;
  return extent;
}

// An object is taken whole if possible.
void TextStream::object() {
  const std::size_t start = at_;
  const bool in_envelope = !frames_.empty() && frames_.back().is_envelope;
  bool is_large = false;
  for (;;) {
    const Extent extent = extent_from(start);
    is_large = extent.end - start > kMaxRecordBytes;
    if (is_large || extent.how == Extent::End::mismatched) break;
    if (extent.how == Extent::End::closed) {
      at_ = extent.end;
      const std::string_view whole = text_.substr(start, at_ - start);
      if (in_envelope && !may_hold_record(whole)) return;
      if (in_envelope) found_in_envelopes();
      return containers_.open(whole, start);
    }
    const Open open = extent.in_string   ? Open::string
                      : extent.in_object ? Open::object
                                         : Open::array;
    if (!go_on(open)) break;
  }
  const bool is_member = !frames_.empty() && frames_.back().is_object;
  opened_object(start, is_large && (!is_member || in_envelope));
}

void TextStream::found_in_envelopes() {
  for (Frame& frame : frames_) {
    if (frame.is_object && frame.is_envelope) frame.has_records = true;
  }
}

void TextStream::opened_object(std::uint64_t start, bool is_envelope) {
  document_.reset();  // a broken or too large one is not read again
  frames_.push_back({true});
  frames_.back().is_envelope = is_envelope;
  ++at_;
  members(start);
}

// A document with records only. One with more keys may be a record itself, and is treated as any
// other object.
void TextStream::document() {
  const std::size_t start = at_;
  const Findings before = found_;
  document_ = start;
  frames_.push_back({true, true});
  at_ += kDocument.size() - 1;
  array();
  if (document_) {
    skip_space(false);
    document_.reset();
    if (text_[at_] != '}') {
      found_ = before;
      frames_.pop_back();
      at_ = start;
      return object();
    }
  }
  members(start);
}

// Reads an open object up to its end.
void TextStream::members(std::uint64_t start) {
  for (;;) {
    skip_space(true);
    if (text_[at_] == '}') break;
    if (text_[at_] != '"') fail();
    const std::string name = key();
    skip_space(false);
    if (text_[at_] != ':') fail();
    ++at_;
    skip_space(false);
    if (name == "eventSource") frames_.back().has_source = true;
    if (name == "eventName") frames_.back().has_name = true;
    for (const std::string_view key :
         {"eventVersion", "eventSource", "eventName", "eventTime", "userIdentity"}) {
      if (name == key) frames_.back().is_envelope = false;
    }
    if (text_[at_] == '[' && holds_records(name)) {
      found_in_envelopes();
      frames_.back().has_records = true;
      array();
    } else if (frames_.back().is_envelope && (text_[at_] == '[' || text_[at_] == '{')) {
      if (frames_.size() == kMaxFrames) found_.too_nested = true;
      if (found_.too_nested) fail();
      if (text_[at_] == '[') {
        array(true);
      } else {
        object();
      }
    } else {
      skip_value();
    }
  }
  ++at_;
  const Frame frame = frames_.back();
  frames_.pop_back();
  found_.saw_json = true;
  const bool is_record = frame.has_source && frame.has_name;
  const bool is_inner = frame.is_envelope && !frames_.empty() && frames_.back().is_envelope;
  if (is_inner && !(frame.has_records && is_record)) return;
  if (is_record || !frame.has_records) add(Finding::Kind::malformed, start);  // too large
}

void TextStream::array(bool is_envelope) {
  frames_.push_back({false});
  frames_.back().is_envelope = is_envelope;
  ++at_;
  elements();
  frames_.pop_back();
  if (frames_.empty()) found_.saw_array = true;
}

// Reads an open array up to its end.
void TextStream::elements() {
  for (;;) {
    // A document above the limit cannot be a record; the records in it are kept.
    if (document_ && at_ - *document_ > kMaxRecordBytes) document_.reset();
    skip_space(true);
    const char c = text_[at_];
    if (c == '{' || c == '[') {
      value();
    } else if (c == ']') {
      ++at_;
      return;
    } else if (std::string_view("\"-tfn0123456789").find(c) != std::string_view::npos) {
      const std::size_t start = at_;
      frames_.back().has_scalars = true;
      const bool in_envelope = frames_.back().is_envelope;
      skip_value();
      const std::string_view whole = text_.substr(start, at_ - start);
      if (in_envelope) {
        const bool is_read = c == '"' && whole.size() <= kMaxRecordBytes && begins_json(whole) &&
                             may_hold_record(whole);
        if (is_read) found_in_envelopes();
        if (is_read) containers_.open_whole_string(whole, start);
        continue;
      }
      add(Finding::Kind::scalar, start);
    } else {
      fail();
    }
  }
}

void TextStream::skip_value() {
  if (text_[at_] == '"') return skip_string();
  if (text_[at_] == '{' || text_[at_] == '[') {
    for (;;) {
      const Extent extent = extent_from(at_);
      const bool goes_on = extent.how == Extent::End::broken_off &&
                           go_on(extent.in_string ? Open::string : Open::other);
      if (goes_on) continue;
      at_ = extent.end;
      if (extent.how == Extent::End::broken_off) break_off();
      if (extent.how == Extent::End::mismatched) fail();
      return;
    }
  }
  do {
    while (at_ < end_ && !is_white_space(text_[at_]) &&
           std::string_view(",]}").find(text_[at_]) == std::string_view::npos) {
      ++at_;
    }
  } while (at_ == end_ && go_on(Open::other));
}

void TextStream::skip_string() {
  bool escaped = false;
  ++at_;
  for (;;) {
    for (; at_ < end_; ++at_) {
      if (text_[at_] == '"' && !escaped) {
        ++at_;
        return;
      }
      escaped = text_[at_] == '\\' && !escaped;
    }
    if (!go_on(Open::string)) break_off();
  }
}

std::string TextStream::key() {
  const std::size_t start = at_;
  skip_string();
  return decode(text_.substr(start + 1, at_ - start - 2));
}

void TextStream::skip_space(bool commas) {
  for (;;) {
    while (at_ < end_ && (is_white_space(text_[at_]) || (commas && text_[at_] == ','))) ++at_;
    if (at_ < end_) return;
    if (!go_on(Open::other)) break_off();
  }
}

}  // namespace s3rare::reference
