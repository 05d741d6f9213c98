#include "cli/detect/detect_summary.h"

#include <fmt/format.h>

#include <array>
#include <numeric>
#include <string>
#include <string_view>

#include "s3rare/detail.h"
#include "text/quantities.h"

namespace s3rare::cli {

void summarize_matches(const Findings& found, const ExceptionHits& excepted,
                       std::uint64_t without_term, const Options& options,
                       output::Summary& summary) {
  output::MatchSummary& matches = summary.matches;
  matches.alerted = found.alerts.size();
  matches.held_back = found.held.alerts.size();
  matches.learned = found.learned;
  matches.without_term = without_term;
  matches.excepted = std::accumulate(excepted.begin(), excepted.end(), matches.excepted);
  matches.known = summary.records.matched - matches.total();
  summary.priorities = found.priorities;
  summary.max_alerts = options.max_alerts;
  summary.held_back_slots = found.held.slots;
}

void rank_alerts(input::DetailCompressor& details, const std::vector<Alert>& alerts,
                 const HashKey& key, output::Summary& summary) {
  struct Ranked {
    DetailField field;
    output::Ranking& ranking;
    output::RankingBuilder builder;
  };
  std::array ranked = {
      Ranked{DetailField::source_address, summary.sources, output::RankingBuilder(key)},
      Ranked{DetailField::bucket, summary.buckets, output::RankingBuilder(key)},
      Ranked{DetailField::user_agent, summary.user_agents, output::RankingBuilder(key)}};
  const auto each_value = [&](auto take) {
    for (const Alert& alert : alerts) {
      const std::string detail = details.expand(alert.episode->earliest.detail());
      const DetailReader reader(detail);
      for (Ranked& each : ranked) take(each.builder, reader.find(each.field));
    }
  };
  each_value([](auto& builder, std::string_view value) { builder.count(value); });
  for (Ranked& each : ranked) each.builder.sort();
  each_value([](auto& builder, std::string_view value) { builder.name(value); });
  for (Ranked& each : ranked) each.ranking = each.builder.take();
}

void warn_of_forgotten(const output::Messages& messages, std::uint64_t matches,
                       std::optional<EventTime> horizon) {
  if (matches == 0 || !horizon) return;
  messages.warning(fmt::format(
      "{} before {} raised nothing: the state does not reach back so far (--retain)",
      matches == 1 ? "1 match" : fmt::format("{} matches", matches), format_utc(*horizon)));
}

void warn_of_held(const Options& options, const output::Messages& messages, const HeldBack& held) {
  if (held.alerts.empty()) return;
  const bool kept = options.state && !options.state_readonly;
  messages.warning(
      fmt::format("{} in {} of 5 minutes {} held back by --max-alerts {}; {}",
                  text::count_of(held.alerts.size(), "alert"), text::count_of(held.slots, "slot"),
                  held.alerts.size() == 1 ? "was" : "were", options.max_alerts,
                  kept ? "s3rare state alerts --held prints them" : "run without it to see all"));
}

ExitCode check_age(const Options& options, const output::Messages& messages,
                   std::optional<EventTime> newest) {
  if (!options.max_age) return ExitCode::done;
  if (newest && *newest >= options.started - *options.max_age) return ExitCode::done;
  messages.warning(fmt::format(
      "the newest record is {}, expected one of the last {} (--max-age): are logs still delivered?",
      newest ? "of " + format_utc(*newest) : "missing", format_duration(*options.max_age)));
  return ExitCode::incomplete;
}

}  // namespace s3rare::cli
