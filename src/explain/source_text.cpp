#include <fmt/format.h>

#include <algorithm>

#include "explain/explained_source.h"
#include "text/quantities.h"
#include "text/terminal_text.h"
#include "text/text_lines.h"

namespace s3rare::explain {
namespace {

constexpr std::size_t kFateColumns = 32;

std::string status_name(Status status) {
  return status == Status::held ? "held back" : status == Status::learned ? "learned" : "alerted";
}

std::string match_lines(const ExplainedSource& explained, const MatchList::Matches& matches,
                        bool with_term, const TermFields& fields) {
  std::string text;
  for (const auto& [identity, match] : matches) {
    std::string fate = "without term";
    if (!match.excepted_by.empty()) {
      fate = "excepted";
    } else if (!identity.term.empty()) {
      const Fate became = fate_of(explained.history, identity);
      fate = fate_text(became, explained.new_episodes.contains(became.episode));
    }
    const Example& shown = match.shown;
    text += fmt::format("  {:<20}  {}  {}{}\n", format_utc(identity.time),
                        text::padded_cell(fate, kFateColumns), text::cell(shown.action, 30),
                        match.copies > 1 ? fmt::format(" ({} copies)", match.copies) : "");
    text +=
        fmt::format("    {}  {}\n", text::padded_cell(shown.event_id, 36),
                    text::cell(text::object_of(shown.bucket, shown.key), text::kTextColumns - 42));
    if (!match.excepted_by.empty()) {
      text +=
          fmt::format("    by {}\n", text::path_text(match.excepted_by, text::kTextColumns - 7));
    }
    if (!with_term || identity.term.empty()) continue;
    const auto values = term_values(identity.term, fields);
    text += "    term ";
    for (const std::string_view value : values) text += fmt::format(" {}", text::cell(value, 40));
    text += '\n';
  }
  return text;
}

std::string conclusion(const ExplainedSource& explained) {
  const SourceCounts& counts = explained.counts;
  std::string text = text::cell(explained.source, 60);
  if (explained.matches.records() == 0) {
    text += ": no match";
  } else {
    text += fmt::format(": {} = {} alerted + {} known",
                        text::count_of(explained.matches.records(), "match", "matches"),
                        counts.alerted, counts.known);
    const auto some = [&](std::uint64_t count, std::string_view what) {
      if (count > 0) text += fmt::format(" + {} {}", count, what);
    };
    some(counts.held, "held back");
    some(counts.learned, "learned");
    some(counts.excepted, "excepted");
    some(counts.without_term, "without term");
    text += " (copies count)";
  }
  return text + fmt::format("\n  records of this source in the time range: {}\n",
                            explained.funnel.records());
}

std::string state_lines(const ExplainedSource& explained, const TermFields& fields) {
  if (!explained.has_state) return {};
  std::string text = "\nIn the state, before this run\n";
  for (const StateEpisode& episode : explained.of_state) {
    text += fmt::format("  from {} to {}  {}", format_utc(episode.first_seen),
                        format_utc(episode.last_seen), status_name(episode.status));
    if (fields.size() > 1) {
      for (const std::string_view value : term_values(episode.term, fields)) {
        text += fmt::format("  {}", text::cell(value, 40));
      }
    }
    text += '\n';
  }
  if (explained.more_of_state > 0) {
    text += fmt::format("  and {} more\n", explained.more_of_state);
  }
  return explained.of_state.empty() ? text + "  never seen\n" : text;
}

}  // namespace

std::string source_text(const Question& question, const ExplainedSource& explained) {
  const bool with_term = question.term_fields != TermFields{TermField::source_address};
  std::string text = conclusion(explained);
  if (explained.matches.records() > 0) {
    text += "\nMatches, in time order\n";
    text += match_lines(explained, explained.matches.earliest(), with_term, question.term_fields);
    if (explained.matches.left_out() > 0) {
      text += fmt::format("  ... {} between them; s3rare match prints all ...\n",
                          text::count_of(explained.matches.left_out(), "match", "matches"));
    }
    text += match_lines(explained, explained.matches.latest(), with_term, question.term_fields);
  }
  text += state_lines(explained, question.term_fields);
  return text + near_misses_text(explained.near_misses);
}

}  // namespace s3rare::explain
