#include "input/containers.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "input/access_log/access_log_entry.h"
#include "input/access_log/access_log_object.h"
#include "input/table/row_object.h"
#include "s3rare/lower_case.h"

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

// Whether it is `eventSource` in any case, as in Sentinel's and Athena's tables.
bool is_event_source(std::string_view key) {
  constexpr std::string_view kName = "eventsource";
  return key.size() == kName.size() && lower_case(key) == kName;
}

// The keys that decide what an object is, and their values.
struct Contents {
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
  bool may_be_foreign = false;  // has a key that every form has
  bool malformed = false;

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
    may_be_foreign = may_be_foreign || key == "api" || is_event_source(key);
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
    } else if (key == "CloudTrailEvent" && member.is_string()) {
      cloudtrail_event = member;
    } else if (key == "event.original" && member.is_string()) {
      original = member;
    } else if (key == "event" && member.is_object()) {
      add_original(member);
    } else if (key == "message" && member.is_string()) {
      message = member;
    } else if (member.is_object() &&
               std::find(kBulkActions.begin(), kBulkActions.end(), key) != kBulkActions.end()) {
      action = member;
    }
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
      if (json::string_is(member->key, "original") && member->is_string()) original = member;
    }
  }
};

}  // namespace

bool holds_records(std::string_view key) {
  return key == "Records" || key == "Events" || key == "logEvents";
}

std::span<const Found> Unwrapper::unwrap(const json::Child& object, std::uint64_t offset) {
  found_.clear();
  decoded_.clear();
  whole_ = object.value;
  whole_offset_ = offset;
  open(object, offset, 0);
  return found_;
}

void Unwrapper::open(const json::Child& object, std::uint64_t offset, int level) {
  const auto add = [&](Found::Kind kind, std::string_view time = {}, std::string_view fault = {}) {
    found_.push_back(
        {kind, object.value, offset, object.scanned.is_plain, time, fault, false, nullptr});
  };
  const auto add_record = [&](std::string_view time, bool has_identity) {
    if (object.scanned.max_depth > json::kMaxDepth)
      return add(Found::Kind::malformed, {}, kTooDeep);
    add(Found::Kind::record, time);
    found_.back().has_identity = has_identity;
  };
  if (const auto time = time_of_record_in_aws_order(object)) return add_record(*time, true);

  const Contents contents(object.value);
  if (contents.is_record()) return add_record(contents.raw_event_time(), false);
  if (contents.malformed) return add(Found::Kind::unreadable, {}, kNoMembers);
  if (level == kMaxLevels) return add(Found::Kind::unrecognised);
  for (const Form& form : contents.may_be_foreign ? forms() : std::span<const Form>()) {
    const Glance glance = form.glance(object.value);
    if (glance.kind == Glance::Kind::not_mine) continue;
    if (glance.kind == Glance::Kind::unreadable) {
      return add(Found::Kind::malformed, glance.event_time, glance.fault);
    }
    if (object.scanned.max_depth > json::kMaxDepth)
      return add(Found::Kind::malformed, {}, kTooDeep);
    add(Found::Kind::record, glance.event_time);
    found_.back().has_identity = glance.kind == Glance::Kind::record;
    found_.back().form = &form;
    return;
  }
  const std::size_t before = found_.size();
  for (const json::Child& array : contents.arrays) open_all(array, offset, level + 1);
  if (found_.size() > before) return;

  if (contents.digest_start && contents.log_files) {
    add(Found::Kind::digest);
  } else if (contents.access_log.is_entry()) {
    add(Found::Kind::access_log);
  } else if (contents.insight) {
    add(Found::Kind::insight);
  } else if (contents.is_notification()) {
    add(Found::Kind::notification);
  } else if (contents.is_bulk_action()) {
    add(Found::Kind::bulk_action);
  } else if (contents.columns && contents.rows) {
    open_rows(*contents.columns, *contents.rows, offset, level + 1);
  } else if (contents.detail) {
    open(*contents.detail, offset_of(contents.detail->value, offset), level + 1);
  } else if (const auto& text = contents.cloudtrail_event ? contents.cloudtrail_event
                                : contents.original       ? contents.original
                                                          : contents.message) {
    open_text(text->raw_string(), offset_of(text->value, offset), level + 1);
  } else if (contents.arrays.empty()) {
    add(Found::Kind::unrecognised);
  }
}

void Unwrapper::open_all(const json::Child& array, std::uint64_t offset, int level) {
  json::Children elements(array.value);
  while (const auto element = elements.next()) {
    const std::uint64_t element_offset = offset_of(element->value, offset);
    if (element->is_object()) {
      open(*element, element_offset, level);
    } else if (element->is_array() && level < kMaxLevels) {
      open_all(*element, element_offset, level + 1);
    } else {
      found_.push_back(
          {Found::Kind::unrecognised, element->value, element_offset, true, {}, {}, false});
    }
  }
  if (elements.malformed()) {
    found_.push_back(
        {Found::Kind::unreadable, array.value, offset, true, {}, kNoMembers, false, nullptr});
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
      found_.push_back(
          {Found::Kind::unrecognised, row->value, row_offset, true, {}, {}, false, nullptr});
      continue;
    }
    open({{}, object, {.max_depth = 1 + row->scanned.max_depth}}, row_offset, level);
  }
}

// Searches an escaped text, which holds one value or several, as the elements of an array.
void Unwrapper::open_text(std::string_view raw, std::uint64_t offset, int level) {
  std::string text;
  json::decode_string(raw, text);
  const std::size_t first = text.find_first_not_of(" \n\r\t");
  if (begins_access_log(text)) {
    json::PaddedText& line = decoded_.emplace_back(std::move(text));
    found_.push_back({Found::Kind::access_log, line, offset, false, {}, {}, false, nullptr});
    return;
  }
  if (first == std::string::npos || (text[first] != '{' && text[first] != '[')) {
    found_.push_back({Found::Kind::unrecognised, raw, offset, true, {}, {}, false, nullptr});
    return;
  }
  json::PaddedText& array = decoded_.emplace_back();
  array.reserve(text.size() + 2);
  array.append("[");
  array.append(text);
  array.append("]");
  open_all({{}, array, {}}, offset, level);
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
