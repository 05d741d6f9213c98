#include "input/containers.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "input/access_log/access_log_entry.h"
#include "input/access_log/access_log_object.h"
#include "input/foreign/dotted_values.h"
#include "input/table/row_object.h"
#include "json/members.h"

namespace s3rare::input {
namespace {

// Levels of nested containers that are searched. Real ones have three.
constexpr int kMaxLevels = 8;

constexpr std::string_view kTooDeep = "found brackets nested deeper than 1024, expected a record";
constexpr std::string_view kNoMembers =
    "found an object whose keys cannot be read, expected a record";

// The start of the `eventSource` of a notification.
constexpr std::string_view kNotification = "aws:";

// Actions of Elasticsearch's bulk format.
constexpr std::array<std::string_view, 4> kBulkActions = {"index", "create", "update", "delete"};

// Recognises a record whose keys are in the order in which AWS writes them, without reading all
// of them:
//   {"eventVersion":"1.08","userIdentity":{...},"eventTime":"...","eventSource":"s3...","eventName":
// Returns its event time, or nothing if the object does not begin like this.
std::optional<std::string_view> time_of_record_in_aws_order(const json::Child& object) {
  std::string_view text = object.value;
  const auto skip = [&](std::string_view literal) {
    if (text.substr(0, literal.size()) != literal) return false;
    text.remove_prefix(literal.size());
    return true;
  };
  std::string_view skipped;
  const auto skip_plain_string = [&] {
    const std::size_t end = text.substr(0, 80).find('"');
    if (end == std::string_view::npos) return false;
    skipped = text.substr(0, end);
    text.remove_prefix(end + 1);
    return skipped.find('\\') == std::string_view::npos;
  };
  if (!skip(R"({"eventVersion":")") || !skip_plain_string() || !skip(R"(,"userIdentity":{)")) {
    return std::nullopt;
  }
  text = object.value.substr(object.scanned.first_inner_end);
  if (!skip(R"(,"eventTime":")") || !skip_plain_string()) return std::nullopt;
  const std::string_view time = skipped;
  const bool is_record = skip(R"(,"eventSource":")") && skip_plain_string() &&
                         !skipped.starts_with(kNotification) && skip(R"(,"eventName":)");
  return is_record ? std::optional(time) : std::nullopt;
}

bool is_string_or_object(const json::Child& value) {
  return value.is_string() || value.is_object();
}

// Whether a value found in an object is a reason not to look further.
bool is_recognised(const Found& found) {
  return found.kind != Found::Kind::unrecognised && found.kind != Found::Kind::bulk_action;
}

// What tells whether two records of one envelope are the same: the ID, and what every export of a
// record keeps; or the whole text. An ID alone would let one record hide another.
std::string identity_of(std::string_view record) {
  const auto text_of = [&](std::string_view key) {
    const auto value = json::find_member(record, key);
    return value && value->is_string() ? json::decoded(value->raw_string()) : std::string();
  };
  std::string identity = text_of("eventID");
  if (identity.empty()) return std::string(record);
  for (const std::string_view key : {"eventName", "eventTime", "sourceIPAddress"}) {
    identity += '\n';
    identity += text_of(key);
  }
  return identity;
}

}  // namespace

// The keys that decide what an object is, and their values.
struct Unwrapper::Contents {
  bool event_source = false;
  bool event_name = false;
  bool digest_start = false;
  bool log_files = false;
  bool insight = false;
  std::vector<json::Child> arrays;
  std::optional<json::Child> detail;
  std::optional<json::Child> cloudtrail_event;
  std::optional<json::Child> original;
  std::optional<json::Child> message;
  std::optional<json::Child> columns;
  std::optional<json::Child> rows;
  std::optional<json::Child> event_time;
  std::optional<json::Child> action;
  std::size_t count = 0;  // of members
  bool s3_notification = false;
  AccessLogKeys access_log;
  bool malformed = false;
  bool has_log = false;     // says where it came from
  bool has_source = false;  // of a hit: the document itself, beside chosen fields of it

  bool is_record() const { return event_source && event_name; }
  bool is_notification() const { return s3_notification && event_name; }

  // Whether it holds a flat object under the name of an action, and nothing else.
  bool is_bulk_action() const {
    return action && count == 1 && action->scanned.max_depth == 1 &&
           action->value.find("eventSource") == std::string_view::npos;
  }

  std::string_view raw_event_time() const {
    return event_time && event_time->is_string() ? event_time->raw_string() : std::string_view();
  }

  explicit Contents(std::string_view object) {
    json::Children members(object);
    std::string key;
    while (auto member = members.next()) {
      json::decode_string(member->key, key);
      ++count;
      add(key, *member);
      if (is_record() && event_time) return;
    }
    malformed = members.malformed();
  }

 private:
  void add(std::string_view key, const json::Child& member) {
    access_log.add(key);
    if (key == "eventSource") {
      add_source(member);
    } else if (key == "eventName") {
      event_name = true;
    } else if (key == "eventTime" && !event_time) {
      event_time = member;
    } else if (key == "digestStartTime") {
      digest_start = true;
    } else if (key == "logFiles") {
      log_files = true;
    } else if (key == "insightDetails") {
      insight = true;
    } else if (holds_records(key) && member.is_array()) {
      arrays.push_back(member);
    } else if (key == "columns" && member.is_array()) {
      columns = member;
    } else if (key == "values" && member.is_array()) {
      rows = member;
    } else if (key == "detail" && member.is_object()) {
      detail = member;
    } else if (key == "CloudTrailEvent") {
      keep(member, cloudtrail_event);
    } else if (key == "event.original") {
      keep(member, original);
    } else if (key == "event" && member.is_object()) {
      add_original(member);
    } else if (key == "message") {
      keep(member, message);
    } else if (key == "log" ? member.is_object() : key.starts_with("log.")) {
      has_log = true;
    } else if (key == "_source") {
      has_source = member.is_object() && member.value.find('"') != std::string_view::npos;
    } else if (member.is_object() &&
               std::find(kBulkActions.begin(), kBulkActions.end(), key) != kBulkActions.end()) {
      action = member;
    }
  }

  static void keep(const json::Child& member, std::optional<json::Child>& kept) {
    const json::Child value = opened(member);
    if (is_string_or_object(value)) kept = value;
  }

  // Of a key that occurs twice, a value that is not a notification's decides.
  void add_source(const json::Child& member) {
    std::string source;
    if (member.is_string()) json::decode_string(member.raw_string(), source);
    event_source = event_source || !source.starts_with(kNotification);
    s3_notification = s3_notification || source == "aws:s3";
  }

  void add_original(const json::Child& event) {
    json::Children members(event.value);
    while (auto member = members.next()) {
      if (json::string_is(member->key, "original")) keep(*member, original);
    }
  }
};

bool holds_records(std::string_view key) {
  return key == "Records" || key == "records" || key == "Events" || key == "logEvents";
}

bool may_hold_record(std::string_view text) {
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  return has("eventSource") || has("\\u00") ||
         std::any_of(forms().begin(), forms().end(),
                     [&](const Form& form) { return has(form.word); });
}

bool begins_json(std::string_view string) {
  std::string_view raw = string.substr(1);
  std::string start;
  // The longest escape takes six bytes.
  constexpr std::size_t kEscape = 6;
  for (;;) {
    while (!raw.empty() && json::is_space(raw.front())) raw.remove_prefix(1);
    if (!raw.starts_with('\\')) return raw.starts_with('{') || raw.starts_with('[');
    const bool is_short = raw.size() > 1 && raw[1] != 'u';
    const std::size_t size = is_short ? 2 : std::min(kEscape, raw.size());
    json::decode_string(raw.substr(0, size), start);
    if (start.size() != 1 || !json::is_space(start.front())) {
      return start == "{" || start == "[";
    }
    raw.remove_prefix(size);
  }
}

std::span<const Found> Unwrapper::unwrap(const json::Child& object, std::uint64_t offset) {
  begin(object.value, offset);
  open(object, offset, 0);
  return found_;
}

std::span<const Found> Unwrapper::unwrap_string(std::string_view string, std::uint64_t offset) {
  begin(string, offset);
  open_text(string.substr(1, string.size() - 2), offset, 0);
  return found_;
}

void Unwrapper::begin(std::string_view whole, std::uint64_t offset) {
  found_.clear();
  decoded_.clear();
  whole_ = whole;
  whole_offset_ = offset;
  origin_ = {};
}

void Unwrapper::add(Found::Kind kind, const json::Child& value, std::uint64_t offset,
                    std::string_view fault) {
  Found found;
  found.kind = kind;
  found.text = value.value;
  found.offset = offset;
  found.is_plain = value.scanned.is_plain;
  found.fault = fault;
  found.origin = origin_;
  found_.push_back(found);
}

void Unwrapper::open(const json::Child& object, std::uint64_t offset, int level) {
  const auto add_record = [&](std::string_view time, bool has_identity) {
    if (object.scanned.max_depth > json::kMaxDepth)
      return add(Found::Kind::malformed, object, offset, kTooDeep);
    add(Found::Kind::record, object, offset);
    found_.back().event_time = time;
    found_.back().has_identity = has_identity;
  };
  if (const auto time = time_of_record_in_aws_order(object)) return add_record(*time, true);

  const Contents contents(object.value);
  if (contents.is_record()) return add_record(contents.raw_event_time(), false);
  if (contents.malformed) return add(Found::Kind::unreadable, object, offset, kNoMembers);
  if (level == kMaxLevels) return add(Found::Kind::unrecognised, object, offset);
  const std::string_view outer = origin_;
  if (contents.has_log) origin_ = object.value;
  search(object, contents, offset, level);
  origin_ = outer;
}

// Searches an object that is no record.
void Unwrapper::search(const json::Child& object, const Contents& contents, std::uint64_t offset,
                       int level) {
  const std::size_t before = found_.size();
  for (const json::Child& array : contents.arrays) {
    open_all(array, offset, level + 1, Scalars::count);
  }
  if (found_.size() > before) return;

  if (contents.digest_start && contents.log_files) {
    return add(Found::Kind::digest, object, offset);
  }
  if (contents.access_log.is_entry()) return add(Found::Kind::access_log, object, offset);
  if (contents.insight) return add(Found::Kind::insight, object, offset);
  if (contents.is_notification()) return add(Found::Kind::notification, object, offset);
  if (contents.is_bulk_action()) return add(Found::Kind::bulk_action, object, offset);
  if (contents.columns && contents.rows) {
    return open_rows(*contents.columns, *contents.rows, offset, level + 1);
  }
  for (const auto& place :
       {contents.detail, contents.cloudtrail_event, contents.original, contents.message}) {
    if (place && open_value(*place, offset, level + 1)) return;
  }
  if (open_form(object, offset)) return;
  if (search_members(object, contents.has_source, offset, level + 1)) return;
  if (contents.arrays.empty()) add(Found::Kind::unrecognised, object, offset);
}

// Returns whether the object is a record in a foreign form.
bool Unwrapper::open_form(const json::Child& object, std::uint64_t offset) {
  for (const Form& form : forms()) {
    const Glance glance = form.glance(object.value);
    if (glance.kind == Glance::Kind::not_mine) continue;
    if (glance.kind == Glance::Kind::unreadable) {
      add(Found::Kind::malformed, object, offset, glance.fault);
    } else if (object.scanned.max_depth > json::kMaxDepth) {
      add(Found::Kind::malformed, object, offset, kTooDeep);
    } else {
      const bool is_record = glance.kind == Glance::Kind::record;
      add(is_record ? Found::Kind::record : Found::Kind::unjudged, object, offset);
      found_.back().event_time = glance.event_time;
      found_.back().has_identity = glance.has_identity;
    }
    found_.back().form = &form;
    return true;
  }
  return false;
}

// Searches all members of an object, strings first: they are more likely to hold what was logged.
// Returns whether anything was recognised.
bool Unwrapper::search_members(const json::Child& object, bool has_source, std::uint64_t offset,
                               int level) {
  const std::size_t before = found_.size();
  std::set<std::string> known;  // records of members before this one
  for (const bool strings : {true, false}) {
    json::Children members(object.value);
    while (const auto member = members.next()) {
      const bool is_searched = member->is_string() == strings &&
                               (member->is_string() || member->is_object() || member->is_array());
      if (!is_searched || (has_source && json::string_is(member->key, "fields"))) continue;
      const std::size_t begin = found_.size();
      if (!open_value(*member, offset, level)) continue;
      drop_known(before, begin, known);
    }
  }
  return found_.size() > before;
}

// Drops records from `begin` on that other members of the object hold too.
// @param before  of what was found in the object
// @param known   identities of the records from `before` on, once they were needed
void Unwrapper::drop_known(std::size_t before, std::size_t begin, std::set<std::string>& known) {
  if (begin == before) return;
  const auto is_record = [](const Found& found) { return found.kind == Found::Kind::record; };
  const auto learn = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (is_record(found_[i])) known.insert(identity_of(found_[i].text));
    }
  };
  if (known.empty()) learn(before, begin);
  const auto is_known = [&](const Found& found) {
    return is_record(found) && known.contains(identity_of(found.text));
  };
  const auto first = found_.begin() + static_cast<std::ptrdiff_t>(begin);
  found_.erase(std::remove_if(first, found_.end(), is_known), found_.end());
  learn(begin, found_.size());
}

// Searches a value inside of an object. Returns whether anything was recognised; if not, it leaves
// nothing.
bool Unwrapper::open_value(const json::Child& value, std::uint64_t offset, int level) {
  const std::size_t before = found_.size();
  const std::uint64_t inner_offset = offset_of(value.value, offset);
  if (value.is_object()) {
    open(value, inner_offset, level);
  } else if (value.is_array()) {
    open_all(value, inner_offset, level, Scalars::ignore);
  } else if (begins_access_log(value.raw_string()) ||
             (may_hold_record(value.value) && begins_json(value.value))) {
    open_text(value.raw_string(), inner_offset, level);
  }
  return keep_recognised(before);
}

// Drops what was found since then, if nothing of it was recognised.
bool Unwrapper::keep_recognised(std::size_t before) {
  const auto first = found_.begin() + static_cast<std::ptrdiff_t>(before);
  if (std::any_of(first, found_.end(), is_recognised)) return true;
  found_.resize(before);
  return false;
}

void Unwrapper::open_all(const json::Child& array, std::uint64_t offset, int level,
                         Scalars scalars) {
  if (open_row(array, offset, level)) return;
  json::Children elements(array.value);
  while (const auto element = elements.next()) {
    const std::uint64_t element_offset = offset_of(element->value, offset);
    if (element->is_object()) {
      open(*element, element_offset, level);
    } else if (element->is_array() && level < kMaxLevels) {
      open_all(*element, element_offset, level + 1, scalars);
    } else if (element->is_string() && level < kMaxLevels && may_hold_record(element->value) &&
               begins_json(element->value)) {
      open_text(element->raw_string(), element_offset, level + 1);
    } else if (scalars == Scalars::count) {
      add(Found::Kind::unrecognised, {{}, element->value, {0, 0, true}}, element_offset);
    }
  }
  if (elements.malformed()) {
    add(Found::Kind::unreadable, {{}, array.value, {0, 0, true}}, offset, kNoMembers);
  }
}

// Opens each row of a table as an object with the names of the columns as keys.
void Unwrapper::open_rows(const json::Child& columns, const json::Child& rows, std::uint64_t offset,
                          int level) {
  const std::vector<std::string> names = esql_columns(columns.value);
  json::Children elements(rows.value);
  while (const auto row = elements.next()) {
    const std::uint64_t row_offset = offset_of(row->value, offset);
    json::PaddedText& object = decoded_.emplace_back();
    if (names.empty() || !write_row_object(names, row->value, object)) {
      add(Found::Kind::unrecognised, {{}, row->value, {0, 0, true}}, row_offset);
      continue;
    }
    open({{}, object, {.max_depth = 1 + row->scanned.max_depth}}, row_offset, level);
  }
}

// Opens a row of CloudWatch Logs Insights, which is an array of its fields, as an object. Returns
// whether it is one.
bool Unwrapper::open_row(const json::Child& array, std::uint64_t offset, int level) {
  json::Children elements(array.value);
  std::string row;
  while (const auto element = elements.next()) {
    if (!element->is_object()) return false;
    const auto field = json::find_member(element->value, "field");
    const auto value = json::find_member(element->value, "value");
    if (!field || !value || !field->is_string()) return false;
    row += row.empty() ? '{' : ',';
    row.append(field->value).append(":").append(value->value);
  }
  if (row.empty() || elements.malformed()) return false;
  json::PaddedText& object = decoded_.emplace_back(row + "}");
  json::BracketScan scan;
  scan.start();
  if (scan.scan(object) != json::BracketScan::Outcome::closed) return false;
  open({{}, object, scan.scanned()}, offset, level);
  return true;
}

// Searches an escaped text, which holds one value or several, as the elements of an array.
void Unwrapper::open_text(std::string_view raw, std::uint64_t offset, int level) {
  std::string text;
  json::decode_string(raw, text);
  const std::size_t first = text.find_first_not_of(" \n\r\t");
  if (begins_access_log(text)) {
    json::PaddedText& line = decoded_.emplace_back(std::move(text));
    return add(Found::Kind::access_log, {{}, line, {}}, offset);
  }
  if (first == std::string::npos || (text[first] != '{' && text[first] != '[')) {
    return add(Found::Kind::unrecognised, {{}, raw, {0, 0, true}}, offset);
  }
  json::PaddedText& array = decoded_.emplace_back();
  array.reserve(text.size() + 2);
  array.append("[");
  array.append(text);
  array.append("]");
  open_all({{}, array, {}}, offset, level, Scalars::count);
}

// The offset of a part in the stream. A part of a decoded string gets the offset of that string.
std::uint64_t Unwrapper::offset_of(std::string_view inner, std::uint64_t outer_offset) const {
  const std::less<> before;
  const bool within =
      !before(inner.data(), whole_.data()) && before(inner.data(), whole_.data() + whole_.size());
  return within ? whole_offset_ + static_cast<std::uint64_t>(inner.data() - whole_.data())
                : outer_offset;
}

}  // namespace s3rare::input
