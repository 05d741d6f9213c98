#include "state/column_text.h"

#include "json/text.h"
#include "json/writer.h"

namespace s3rare::state {

std::string time_text(EventTime time) {
  std::string text = format_utc(time);
  text.pop_back();  // Z
  text[text.find('T')] = ' ';
  return text;
}

std::optional<EventTime> parse_time_text(std::string_view text) {
  const auto parsed = parse_rfc3339(std::string(text) + "Z");
  // Refuse other spellings: they would sort differently.
  if (!parsed || time_text(parsed->time) != text) return std::nullopt;
  return parsed->time;
}

std::string day_text(std::int64_t day) {
  return time_text({day * kSecondsPerDay, 0}).substr(0, std::string_view("2024-05-01").size());
}

std::optional<std::int64_t> parse_day_text(std::string_view text) {
  const auto time = parse_date(text);
  return time ? std::optional(utc_day(*time)) : std::nullopt;
}

std::string term_text(std::string_view term, const TermFields& fields) {
  if (fields.size() == 1) return escaped(term);
  json::JsonWriter json;
  json.begin_array();
  for (const std::string_view value : term_values(term, fields)) json.string(value);
  return json.end_array().take();
}

std::optional<std::string> parse_term_text(std::string_view text, const TermFields& fields) {
  std::vector<std::string> values;
  if (fields.size() == 1) {
    values.push_back(unescaped(text));
  } else {
    if (!json::is_json(text) || text.front() != '[') return std::nullopt;
    json::Children children(text);
    while (const auto child = children.next()) {
      if (!child->is_string()) return std::nullopt;
      values.push_back(unescaped(child->raw_string()));
    }
  }
  auto term = make_term(values, fields);
  // Refuse other spellings: they would make a second row for the term.
  if (!term || term_text(*term, fields) != text) return std::nullopt;
  return term;
}

std::string escaped(std::string_view text) {
  std::string json;
  json::append_json_string(json, text);
  return json.substr(1, json.size() - 2);
}

std::string unescaped(std::string_view text) {
  std::string plain;
  json::decode_string(text, plain);
  return plain;
}

std::string_view status_text(Status status) {
  switch (status) {
    case Status::learned:
      return "learned";
    case Status::held:
      return "held";
    case Status::alerted:
      return "alerted";
    case Status::fresh:
      break;
  }
  return "new";
}

std::optional<Status> parse_status_text(std::string_view text) {
  for (const Status status : {Status::learned, Status::held, Status::alerted}) {
    if (text == status_text(status)) return status;
  }
  return std::nullopt;
}

}  // namespace s3rare::state
