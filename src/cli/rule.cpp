// `s3rare rule`: the rule's metadata and predicate, as JSON.

#include "s3rare/rule.h"
#include "cli/reading/run_output.h"

#include "cli/commands.h"
#include "cli/ending.h"
#include "json/writer.h"

namespace s3rare::cli {
namespace {

std::string rule_json() {
  json::JsonWriter json;
  json.begin_object()
      .field("id", rule::kId)
      .field("name", rule::kName)
      .field("version", rule::kVersion)
      .field("type", rule::kType)
      .field("severity", rule::kSeverity);
  json.key("risk_score").number(rule::kRiskScore);
  json.field("runs_every", format_duration(rule::kRunsEvery))
      .field("looks_back", format_duration(rule::kLooksBack))
      .field("history_window", format_duration(rule::kHistoryWindow));
  json.key("max_alerts_per_execution").number(rule::kMaxAlertsPerExecution);
  json.strings("indices", rule::kIndices).strings("tags", rule::kTags);
  json.key("new_terms").begin_array().string(ecs_name(TermField::source_address)).end_array();
  json.key("predicate").begin_object();
  json.field("event.dataset", rule::kDataset).field("event.provider", rule::kProvider);
  json.strings("event.action", rule::kActions).field("event.outcome", "success");
  json.strings("aws.cloudtrail.user_identity.type", rule::kIdentityTypes)
      .field("cloud.account.id", rule::kAnonymous)
      .end_object();
  json.key("references").begin_array().string(rule::kReference).end_array();
  json.key("threat").begin_array();
  for (const Threat& threat : rule::kThreats) {
    json.begin_object().field("framework", rule::kThreatFramework);
    json.key("tactic")
        .begin_object()
        .field("id", threat.tactic_id)
        .field("name", threat.tactic_name)
        .field("reference", threat.tactic_reference)
        .end_object();
    json.key("technique")
        .begin_object()
        .field("id", threat.technique_id)
        .field("name", threat.technique_name)
        .field("reference", threat.technique_reference)
        .end_object()
        .end_object();
  }
  return json.end_array().end_object().take();
}

}  // namespace

int run_rule(const options::Options& options) {
  auto sink = files::Sink::standard_output();
  auto written = sink.write(rule_json() + "\n");
  if (written) written = sink.commit();
  return end_with(make_messages(options), written);
}

}  // namespace s3rare::cli
