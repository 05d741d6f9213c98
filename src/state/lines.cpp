#include "state/lines.h"

#include <utility>

#include "json/term_members.h"
#include "json/text.h"
#include "json/writer.h"
#include "state/column_text.h"

namespace s3rare::state {
namespace {

std::string text_of(const json::Child& child) {
  return child.is_string() ? unescaped(child.raw_string()) : std::string();
}

// A line's `terms`: field names with their values.
bool read_terms(const json::Child& object, TermLine& line) {
  if (!object.is_object()) return false;
  json::Children children(object.value);
  std::string names;
  std::vector<std::string> values;
  while (const auto child = children.next()) {
    if (!names.empty()) names += ',';
    names += unescaped(child->key);
    values.push_back(text_of(*child));
  }
  const auto fields = parse_term_fields(names);
  if (!fields) return false;
  const auto term = make_term(values, *fields);
  if (!term) return false;
  line.settings.term_fields = *fields;
  line.term = *term;
  return true;
}

std::optional<Episode> read_episode(const json::Child& object) {
  if (!object.is_object()) return std::nullopt;
  json::Children children(object.value);
  std::optional<ParsedTime> start;
  std::optional<ParsedTime> end;
  std::optional<Status> status;
  std::string event_id;
  while (const auto child = children.next()) {
    const std::string key = unescaped(child->key);
    if (key == "first_seen") start = parse_rfc3339(text_of(*child));
    if (key == "last_seen") end = parse_rfc3339(text_of(*child));
    if (key == "event_id") event_id = text_of(*child);
    if (key == "status") status = parse_status_text(text_of(*child));
  }
  if (!start || !end || !status || event_id.empty() || end->time < start->time) return std::nullopt;
  return Episode{start->time, end->time, {event_id, {}, {}}, *status};
}

bool read_episodes(const json::Child& array, std::vector<Episode>& episodes) {
  if (!array.is_array()) return false;
  json::Children children(array.value);
  while (const auto child = children.next()) {
    auto episode = read_episode(*child);
    if (!episode) return false;
    episodes.push_back(std::move(*episode));
  }
  return !episodes.empty();
}

}  // namespace

std::string term_line(std::string_view term, const Episodes& episodes, const Settings& settings) {
  json::JsonWriter json;
  json.begin_object();
  json::write_terms(json, term, settings.term_fields);
  json.field("window", format_duration(settings.window))
      .field("principal", principal_text(settings.principal))
      .key("episodes")
      .begin_array();
  episodes.for_each([&](const Episode& episode) {
    json.begin_object()
        .field("first_seen", format_utc(episode.start))
        .field("last_seen", format_utc(episode.end))
        .field("event_id", episode.earliest.event_id())
        .field("status", status_text(episode.status))
        .end_object();
  });
  return json.end_array().end_object().take();
}

Result<TermLine> read_term_line(std::string_view text) {
  if (!json::is_json(text) || text.find('{') != text.find_first_not_of(" \t\r")) {
    return malformed("found no JSON object, expected a line of s3rare state export");
  }
  TermLine line;
  std::optional<Seconds> window;
  std::optional<Principal> principal;
  bool has_terms = false;
  bool has_episodes = false;
  json::Children children(text.substr(text.find('{')));
  while (const auto child = children.next()) {
    const std::string key = unescaped(child->key);
    if (key == "terms") has_terms = read_terms(*child, line);
    if (key == "window") window = parse_duration(text_of(*child));
    if (key == "principal") principal = parse_principal_text(text_of(*child));
    if (key == "episodes") has_episodes = read_episodes(*child, line.episodes);
  }
  if (!has_terms) return malformed("found no terms, expected the fields of --term with values");
  if (!window || !principal) return malformed("found no window or no principal, expected both");
  if (!has_episodes) {
    return malformed(
        "found episodes that cannot be read, expected first_seen, last_seen, event_id, and a "
        "status of learned, held or alerted");
  }
  line.settings.window = *window;
  line.settings.principal = *principal;
  return line;
}

}  // namespace s3rare::state
