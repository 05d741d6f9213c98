#include <fmt/format.h>

#include "explain/clause_text.h"
#include "explain/example_text.h"
#include "explain/explained_record.h"
#include "explain/fate_text.h"
#include "text/terminal_text.h"
#include "text/text_lines.h"

namespace s3rare::explain {
namespace {

constexpr std::size_t kValueColumns = 50;
constexpr std::size_t kShownFields = 24;  // fits the widest `clause_field`

std::string found_text(const FoundField& field) {
  switch (field.kind) {
    case Field::Kind::absent:
      return "(missing)";
    case Field::Kind::null:
      return "null";
    case Field::Kind::string:
      return field.text.empty() ? "\"\"" : text::cell(field.text, kValueColumns);
    case Field::Kind::other:
      break;
  }
  return "(not a string)";
}

std::string found_text(const FoundRecord::Values& values, Clause clause) {
  switch (clause) {
    case Clause::provider:
      return found_text(values.provider);
    case Clause::action:
      return found_text(values.action);
    case Clause::outcome:
      return found_text(values.error_code) + ", " + found_text(values.error_message);
    case Clause::identity_type:
      return found_text(values.identity_type);
    case Clause::principal:
      break;
  }
  return found_text(values.principal);
}

std::string failing_clauses(const FoundRecord& record) {
  std::string text;
  for (std::size_t i = 0; i < kClauses.size(); ++i) {
    if (record.holds[i]) continue;
    text.append(text.empty() ? "" : ", ").append(clause_name(kClauses[i]));
  }
  return text;
}

std::string episode_text(const Episode& episode) {
  switch (episode.status) {
    case Status::fresh:
    case Status::alerted:
      return "alerted";
    case Status::held:
      return "was held back by --max-alerts";
    case Status::learned:
      break;
  }
  return "was learned";
}

std::string verdict_of_history(const Question& question, const ExplainedRecord& explained) {
  const Fate& fate = explained.fate;
  const std::string fields = term_field_names(question.term_fields);
  const std::string window = format_duration(question.window);
  if (fate.episode == nullptr) return "Not judged: the input changed while it was read.";
  const std::string before = fate.previous == nullptr
                                 ? "never seen before"
                                 : fmt::format("last seen {}", format_utc(fate.previous->end));
  switch (fate.kind) {
    case Fate::Kind::fresh:
    case Fate::Kind::alerted:
      return fmt::format("Alert{}: its {} was not seen in the {} before ({}).",
                         explained.is_new ? "" : " of an earlier run", fields, window, before);
    case Fate::Kind::held:
      return fmt::format(
          "Held back by --max-alerts{}: it is new ({}), but its 5 minutes have more alerts than "
          "the "
          "limit.",
          explained.is_new ? "" : " of an earlier run", before);
    case Fate::Kind::learned:
      return fmt::format(
          "Learned: it starts an episode ({}), but {}.", before,
          explained.is_new ? "is history before --since" : "an earlier run has learned it");
    case Fate::Kind::known:
      break;
  }
  return fmt::format(
      "No alert: its {} has been known since {}, when event {} {}; since then no gap was longer "
      "than {}.",
      fields, format_utc(fate.episode->start), text::cell(fate.episode->earliest.event_id(), 40),
      episode_text(*fate.episode), window);
}

std::string verdict(const Question& question, const ExplainedRecord& explained) {
  switch (explained.standing) {
    case Standing::no_match:
      return fmt::format("No match: it fails {}.", failing_clauses(explained.record));
    case Standing::without_time:
      return "A match, but neither alert nor history: its event time cannot be read.";
    case Standing::without_term:
      return fmt::format("A match, but neither alert nor history: it has no {}.",
                         term_field_names(question.term_fields));
    case Standing::outside_range:
      return "A match, but outside the time range (--since, --until).";
    case Standing::excepted:
      return fmt::format("A match, but neither alert nor history: it is excepted by {}.",
                         text::show_safely(explained.record.excepted_by));
    case Standing::before_retention:
      return "A match, but older than the state reaches (--retain).";
    case Standing::judged:
      break;
  }
  return verdict_of_history(question, explained);
}

std::string term_text(const Question& question, const std::string& term) {
  std::string text;
  const auto values = term_values(term, question.term_fields);
  for (std::size_t i = 0; i < values.size(); ++i) {
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", ecs_name(question.term_fields[i]),
                        text::cell(values[i], 45));
  }
  return text;
}

std::string history(const Question& question, const ExplainedRecord& explained) {
  if (explained.standing != Standing::judged || explained.fate.episode == nullptr) return {};
  const Episode& episode = *explained.fate.episode;
  std::string text = fmt::format("  history of {}\n", term_text(question, *explained.record.term));
  text += fmt::format("    its episode    from {} to {}\n", format_utc(episode.start),
                      format_utc(episode.end));
  text += fmt::format("    started by     event {}\n", text::cell(episode.earliest.event_id(), 60));
  text += fmt::format("    seen before    {}\n", explained.fate.previous == nullptr
                                                     ? "never"
                                                     : format_utc(explained.fate.previous->end) +
                                                           ", more than the window earlier");
  if (!explained.earlier) {
    return text + "    earlier matches are not listed: this input can be read only once\n";
  }
  const MatchList& earlier = *explained.earlier;
  text +=
      fmt::format("    before it      {} in {}\n",
                  earlier.records() == 1 ? "1 match" : fmt::format("{} matches", earlier.records()),
                  format_duration(question.window));
  for (const auto& [identity, match] : earlier.earliest()) {
    text += example_text(match.shown, 6) + "\n";
  }
  if (earlier.left_out() > 0) {
    text += fmt::format("      ... {} more ...\n", earlier.left_out());
  }
  for (const auto& [identity, match] : earlier.latest()) {
    text += example_text(match.shown, 6) + "\n";
  }
  return text;
}

std::string one_record(const Question& question, const ExplainedRecord& explained) {
  const FoundRecord::Values& values = explained.values;
  std::string text = text::wrapped(verdict(question, explained), text::kTextColumns, 2) + "\n";
  const auto line = [&](std::string_view name, const std::string& value) {
    text += fmt::format("  {:<9}{}\n", name, value);
  };
  line("time", found_text(values.event_time));
  line("source", found_text(values.source));
  line("request", fmt::format("{} {}", found_text(values.action),
                              text::cell(text::object_of(values.bucket, values.key), 60)));
  line("agent", text::cell(values.user_agent, 85));
  line("account",
       fmt::format("{} {}", text::cell(values.account, 40), text::cell(values.region, 40)));
  std::string name =
      explained.record.copies == 1 ? "in" : "in " + std::to_string(explained.record.copies);
  for (const auto& [path, offset] : explained.record.places) {
    line(name, text::path_text(path, 65) + fmt::format(":{}", offset));
    name.clear();
  }
  if (explained.record.copies > explained.record.places.size()) {
    line("", fmt::format("and {} more", explained.record.copies - explained.record.places.size()));
  }
  for (std::size_t i = 0; i < kClauses.size(); ++i) {
    const bool holds = explained.record.holds[i];
    text += fmt::format("  {}  {:<{}} ", holds ? "holds" : "FAILS", clause_field(kClauses[i]),
                        kShownFields);
    text += found_text(values, kClauses[i]) + "\n";
    if (!holds) {
      text += fmt::format("         {:<{}} ", "", kShownFields) +
              text::wrapped("wanted: " + wanted_text(kClauses[i], question.principal),
                            text::kTextColumns, kShownFields + 10) +
              "\n";
    }
  }
  return text + history(question, explained);
}

}  // namespace

std::string record_text(const Question& question, const RecordFinder& found,
                        const std::vector<ExplainedRecord>& records) {
  std::string text;
  if (records.size() > 1) {
    text = fmt::format("{} different records have this event ID\n\n", records.size());
  }
  std::uint64_t shown = 0;
  for (const ExplainedRecord& record : records) {
    if (shown > 0) text += '\n';
    text += one_record(question, record);
    shown += record.record.copies;
  }
  if (shown < found.count()) {
    text += fmt::format("\nand {} more with this event ID\n", found.count() - shown);
  }
  return text;
}

}  // namespace s3rare::explain
