#include "lists/exception_lines.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "json/text.h"
#include "json/writer.h"
#include "lists/list_file.h"

namespace s3rare::lists {
namespace {

constexpr std::string_view kReason = "reason";
constexpr std::string_view kExpires = "expires";

// Describes the type of a value for an error: "a number".
std::string_view kind_of(const json::Child& child) {
  if (child.is_object()) return "an object";
  if (child.is_array()) return "an array";
  switch (child.value.front()) {
    case 'n':
      return "null";
    case 't':
    case 'f':
      return "a boolean";
    default:
      return "a number";
  }
}

// Adds one member to an exception.
Result<Done> add_member(Exception& exception, std::string_view name, std::string_view text) {
  if (const auto field = parse_exception_field(name)) {
    auto added = add_condition(exception, *field, text);
    if (added) return added;
    return malformed(std::string(name).append(": ").append(added.error().what));
  }
  if (name == kReason) {
    exception.reason = text;
    return Done();
  }
  if (name == kExpires) {
    exception.expires = parse_expiry(text);
    if (exception.expires) return Done();
    return malformed(std::string("expires: found '")
                         .append(text)
                         .append("', expected a time such as 2025-01-01T12:00:00Z or a date such "
                                 "as 2025-01-01"));
  }
  return malformed(std::string("found a member '")
                       .append(name)
                       .append("', expected source, bucket, user_agent, action, "
                               "recipient_account, key, reason or expires"));
}

}  // namespace

std::string exception_line(const ConditionTexts& conditions, std::string_view reason,
                           std::string_view expires) {
  json::JsonWriter json;
  json.begin_object();
  for (const auto& [field, text] : conditions) json.field(exception_field_name(field), text);
  if (!reason.empty()) json.field(kReason, reason);
  if (!expires.empty()) json.field(kExpires, expires);
  return json.end_object().take();
}

std::optional<EventTime> parse_expiry(std::string_view text) {
  if (const auto time = parse_rfc3339(text)) return time->time;
  return parse_date(text);
}

Result<Exception> read_exception_line(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos || text[begin] != '{' || !json::is_json(text)) {
    return malformed(
        "found no JSON object, expected an exception, such as "
        R"({"source":"192.0.2.0/24","bucket":"example-public-*"})");
  }
  std::string name;
  std::string value;
  const bool is_ascii = std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
  if (!is_ascii && json::repair_utf8(text, value))
    return malformed("found invalid UTF-8, expected UTF-8");
  Exception exception;
  std::vector<std::string> names;
  json::Children members(text.substr(begin));
  while (const auto member = members.next()) {
    json::decode_string(member->key, name);
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      return malformed(std::string("found ").append(name).append(" twice, expected it once"));
    }
    if (!member->is_string()) {
      return malformed(std::string(name)
                           .append(": found ")
                           .append(kind_of(*member))
                           .append(", expected a string, or no such member"));
    }
    json::decode_string(member->raw_string(), value);
    if (auto added = add_member(exception, name, value); !added) return std::move(added.error());
    names.push_back(name);  // only known names, so the list stays short
  }
  if (exception.has_condition()) return exception;
  return malformed(
      "found no condition, expected at least one of: source, bucket, user_agent, action, "
      "recipient_account or key");
}

Result<Done> read_exceptions(const std::string& path, Exceptions& exceptions) {
  const std::uint32_t file = exceptions.add_file(path);
  return read_list_file(path, "the exceptions", [&](std::uint64_t number, std::string_view text) {
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) return Result<Done>(Done());
    auto exception = read_exception_line(text);
    if (!exception) return Result<Done>(std::move(exception.error()));
    exception->file = file;
    exception->line = static_cast<std::uint32_t>(number);
    exceptions.add(std::move(*exception));
    return Result<Done>(Done());
  });
}

}  // namespace s3rare::lists
