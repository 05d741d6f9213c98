#include "explain/explained_source.h"
#include "explain/explanation_parts.h"
#include "json/term_members.h"
#include "text/terminal_text.h"

namespace s3rare::explain {
namespace {

void write_matches(json::JsonWriter& json, const ExplainedSource& explained,
                   const MatchList::Matches& matches, const TermFields& fields) {
  for (const auto& [identity, match] : matches) {
    json.begin_object();
    if (!match.excepted_by.empty()) {
      json.field("fate", "excepted").field("excepted_by", text::show_safely(match.excepted_by));
    } else if (identity.term.empty()) {
      json.field("fate", "without_term");
    } else {
      const Fate fate = fate_of(explained.history, identity);
      json.field("fate", fate_code(fate, explained.new_episodes.contains(fate.episode)));
      if (fate.episode != nullptr) json.field("known_since", format_utc(fate.episode->start));
      if (fate.previous != nullptr) json.field("previous_seen", format_utc(fate.previous->end));
      json::write_terms(json, identity.term, fields);
    }
    write_example(json, match.shown);
    json.key("copies").number(match.copies).end_object();
  }
}

std::string_view status_code(Status status) {
  return status == Status::held ? "held" : status == Status::learned ? "learned" : "alerted";
}

}  // namespace

std::string source_json(const Question& question, const ExplainedSource& explained) {
  const SourceCounts& counts = explained.counts;
  json::JsonWriter json;
  json.begin_object().field("source", explained.source);
  json.key("records").number(explained.funnel.records()).key("counts").begin_object();
  json.key("matches").number(explained.matches.records());
  json.key("alerted").number(counts.alerted);
  json.key("held_back").number(counts.held);
  json.key("learned").number(counts.learned);
  json.key("known").number(counts.known);
  json.key("excepted").number(counts.excepted);
  json.key("without_term").number(counts.without_term).end_object();
  json.key("matches").begin_array();
  write_matches(json, explained, explained.matches.earliest(), question.term_fields);
  write_matches(json, explained, explained.matches.latest(), question.term_fields);
  json.end_array().key("left_out").number(explained.matches.left_out());
  if (explained.has_state) {
    json.key("state").begin_array();
    for (const StateEpisode& episode : explained.of_state) {
      json.begin_object().field("status", status_code(episode.status));
      write_time(json, "first_seen", episode.first_seen);
      write_time(json, "last_seen", episode.last_seen);
      json::write_terms(json, episode.term, question.term_fields);
      json.end_object();
    }
    json.end_array().key("state_left_out").number(explained.more_of_state);
  }
  write_near_misses(json, explained.near_misses);
  return json.end_object().take() + "\n";
}

}  // namespace s3rare::explain
