#include "cli/detect/detect_summary.h"

#include <array>
#include <numeric>
#include <string>
#include <string_view>

#include "s3rare/detail.h"

namespace s3rare::cli {

void summarize_matches(const RunAlerts& found, const ExceptionHits& excepted,
                       std::uint64_t without_term, const options::Options& options,
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

}  // namespace s3rare::cli
