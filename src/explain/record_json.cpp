#include "explain/clause_text.h"
#include "explain/explained_record.h"
#include "explain/explanation_parts.h"
#include "explain/fate_text.h"
#include "json/term_members.h"
#include "text/terminal_text.h"

namespace s3rare::explain {
namespace {

std::string_view code_of(Standing standing) {
  switch (standing) {
    case Standing::no_match:
      return "no_match";
    case Standing::without_time:
      return "without_time";
    case Standing::without_term:
      return "without_term";
    case Standing::outside_range:
      return "outside_range";
    case Standing::excepted:
      return "excepted";
    case Standing::before_retention:
      return "before_retention";
    case Standing::judged:
      break;
  }
  return "judged";
}

// Writes an object with the field's kind; only a string has a value.
void write_found(json::JsonWriter& json, std::string_view name, const FoundField& field) {
  json.key(name).begin_object();
  switch (field.kind) {
    case Field::Kind::absent:
      json.field("kind", "missing");
      break;
    case Field::Kind::null:
      json.field("kind", "null");
      break;
    case Field::Kind::string:
      json.field("kind", "string").field("value", field.text);
      break;
    case Field::Kind::other:
      json.field("kind", "other");
      break;
  }
  json.end_object();
}

void write_clauses(json::JsonWriter& json, const ExplainedRecord& explained, Principal principal) {
  const FoundRecord::Values& values = explained.values;
  json.key("predicate").begin_array();
  for (std::size_t i = 0; i < kClauses.size(); ++i) {
    json.begin_object().field("clause", clause_name(kClauses[i]));
    json.key("holds").boolean(explained.record.holds[i]);
    json.strings("wanted", wanted_values(kClauses[i], principal)).key("found").begin_object();
    switch (kClauses[i]) {
      case Clause::provider:
        write_found(json, "eventSource", values.provider);
        break;
      case Clause::action:
        write_found(json, "eventName", values.action);
        break;
      case Clause::outcome:
        write_found(json, "errorCode", values.error_code);
        write_found(json, "errorMessage", values.error_message);
        break;
      case Clause::identity_type:
        write_found(json, "userIdentity.type", values.identity_type);
        break;
      case Clause::principal:
        write_found(json, "userIdentity.accountId", values.principal);
        break;
    }
    json.end_object().end_object();
  }
  json.end_array();
}

void write_match(json::JsonWriter& json, const ListedMatch& match) {
  json.begin_object();
  write_example(json, match.shown);
  json.key("copies").number(match.copies).end_object();
}

void write_history(json::JsonWriter& json, const Question& question,
                   const ExplainedRecord& explained) {
  if (explained.standing != Standing::judged || explained.fate.episode == nullptr) return;
  const Episode& episode = *explained.fate.episode;
  json.field("fate", fate_code(explained.fate, explained.is_new));
  json::write_terms(json, *explained.record.term, question.term_fields);
  json.key("episode").begin_object();
  json.field("from", format_utc(episode.start)).field("to", format_utc(episode.end));
  json.field("event_id", episode.earliest.event_id()).end_object();
  if (explained.fate.previous != nullptr) {
    json.field("previous_seen", format_utc(explained.fate.previous->end));
  }
  if (!explained.earlier) return;
  json.key("earlier_in_window").begin_object();
  json.key("records").number(explained.earlier->records());
  json.key("left_out").number(explained.earlier->left_out()).key("matches").begin_array();
  for (const auto& [identity, match] : explained.earlier->earliest()) write_match(json, match);
  for (const auto& [identity, match] : explained.earlier->latest()) write_match(json, match);
  json.end_array().end_object();
}

void write_record(json::JsonWriter& json, const Question& question,
                  const ExplainedRecord& explained) {
  const FoundRecord::Values& values = explained.values;
  json.begin_object().field("verdict", code_of(explained.standing));
  if (!explained.record.excepted_by.empty()) {
    json.field("excepted_by", text::show_safely(explained.record.excepted_by));
  }
  write_found(json, "eventTime", values.event_time);
  write_found(json, "sourceIPAddress", values.source);
  const auto some = [&](std::string_view name, const std::string& text) {
    if (!text.empty()) json.field(name, text);
  };
  some("bucket", values.bucket);
  some("key", values.key);
  some("user_agent", values.user_agent);
  some("account", values.account);
  some("region", values.region);
  json.key("copies").number(explained.record.copies).key("places").begin_array();
  for (const auto& [path, offset] : explained.record.places) {
    json.begin_object()
        .field("path", text::show_safely(path))
        .key("offset")
        .number(offset)
        .end_object();
  }
  json.end_array();
  write_clauses(json, explained, question.principal);
  write_history(json, question, explained);
  json.end_object();
}

}  // namespace

std::string record_json(const Question& question, const RecordFinder& found,
                        const std::vector<ExplainedRecord>& records) {
  json::JsonWriter json;
  json.begin_object().field("event_id", found.event_id()).key("count").number(found.count());
  json.key("records").begin_array();
  for (const ExplainedRecord& record : records) write_record(json, question, record);
  return json.end_array().end_object().take() + "\n";
}

}  // namespace s3rare::explain
