#include "options/subcommands.h"

#include <algorithm>

#include "options/options.h"

namespace s3rare::options {
namespace {

constexpr std::string_view kStatePrefix = "state ";

constexpr std::string_view kExitCodes =
    "Exit codes:\n"
    "  0    done, with or without alerts\n"
    "  1    done, but some input could not be read whole, none of it was CloudTrail, a match "
    "lacks\n"
    "       a field of --term, or --max-age or --require-data-events is not met\n"
    "  2    wrong usage, or nothing could be done or written\n"
    "  75   the state is in use by another run: try again later\n"
    "  130  interrupted (143: terminated); no file was written, the state is unchanged";

constexpr std::string_view kDetectExamples =
    "Examples:\n"
    "  s3rare detect AWSLogs/                          every log below a folder\n"
    "  s3rare detect AWSLogs/ | jq -r .source.address  only the new sources\n"
    "  s3rare detect --format table AWSLogs/           for people\n"
    "  s3rare detect --since 2024-05-01 AWSLogs/       alerts from that day on; the 7 days\n"
    "                                                  before it are read as history\n"
    "  s3rare detect --since 24h -o alerts.ndjson AWSLogs/\n"
    "  aws s3 cp s3://bucket/key.json.gz - | s3rare detect\n"
    "  s3rare detect --state state.db --report report.html AWSLogs/ >> alerts.ndjson\n"
    "  s3rare detect --term source,host --window 5d AWSLogs/   as Elastic's version 6\n"
    "  s3rare detect --exceptions office.ndjson --except-bucket 'example-public-*' AWSLogs/\n"
    "  s3rare detect --state state.db -o alerts.ndjson AWSLogs/   only what is new since the last\n"
    "                                                  run, with the history of all earlier "
    "runs";

constexpr std::string_view kStateExamples =
    "Examples:\n"
    "  s3rare state show state.db\n"
    "  s3rare state alerts state.db --since 24h | jq -r .message\n"
    "  s3rare state merge eu.db us.db -o all.db\n"
    "  sqlite3 state.db 'SELECT * FROM sources ORDER BY last_seen DESC LIMIT 10'";

constexpr std::string_view kStateExitCodes =
    "Exit codes:\n"
    "  0    done\n"
    "  2    wrong usage, a file that is no sound state, or nothing could be done or written\n"
    "  75   the state is in use by another run: try again later";

constexpr std::string_view kStateShowExamples =
    "Examples:\n"
    "  s3rare state show state.db\n"
    "  s3rare state show --json state.db | jq .";

constexpr std::string_view kStateAlertsExamples =
    "Examples:\n"
    "  s3rare state alerts state.db --since 24h | jq -r .message\n"
    "  s3rare state alerts --format table state.db     for people\n"
    "  s3rare state alerts --held state.db             what --max-alerts held back\n"
    "  s3rare state alerts state.db | s3rare investigate --alerts - AWSLogs/ > dossiers.ndjson";

constexpr std::string_view kStateExportExamples =
    "Examples:\n"
    "  s3rare state export state.db > history.ndjson\n"
    "  s3rare state export state.db | s3rare state import copy.db";

constexpr std::string_view kStateImportExamples =
    "Examples:\n"
    "  s3rare state import state.db history.ndjson\n"
    "  zstdcat history.ndjson.zst | s3rare state import state.db -";

constexpr std::string_view kStateMergeExamples =
    "Examples:\n"
    "  s3rare state merge eu.db us.db -o all.db        the order does not matter\n"
    "  s3rare state show all.db";

constexpr std::string_view kStatePruneExamples =
    "Examples:\n"
    "  s3rare state prune state.db --before 180d\n"
    "  s3rare state prune state.db --before 2024-05-01";

constexpr std::string_view kStateCheckExamples =
    "Examples:\n"
    "  s3rare state check state.db\n"
    "  s3rare state check -q state.db || echo 'restore the backup'";

constexpr std::string_view kExplainExamples =
    "Examples:\n"
    "  s3rare explain AWSLogs/                         why is there no alert, or so few?\n"
    "  s3rare explain --since 24h AWSLogs/             the last day\n"
    "  s3rare explain --record EVENT_ID AWSLogs/       why did this record (not) alert?\n"
    "  s3rare explain --source 192.0.2.146 --state state.db AWSLogs/\n"
    "                                                  what became of all its matches?\n"
    "  s3rare explain --json AWSLogs/ | jq '.near_misses.denied.by'";

constexpr std::string_view kInvestigateExamples =
    "Examples:\n"
    "  s3rare investigate --alerts alerts.ndjson AWSLogs/ > dossiers.ndjson\n"
    "  s3rare investigate --alerts alerts.ndjson --format text AWSLogs/     for people\n"
    "  s3rare investigate --alerts alerts.ndjson --html page.html AWSLogs/  for a browser, or "
    "mail\n"
    "  jq 'select(.s3rare.priority == \"high\")' alerts.ndjson |\n"
    "    s3rare investigate --alerts - --before 90d AWSLogs/ | jq '.findings[].text'\n"
    "  s3rare detect -o alerts.ndjson --investigate dossiers.ndjson AWSLogs/";

constexpr std::string_view kInvestigateExitCodes =
    "Exit codes:\n"
    "  0    done, also when there are no alerts\n"
    "  1    done, but the logs do not cover the time of an alert, or some input could not be read "
    "whole\n"
    "  2    wrong usage, a line that is no alert (it is named), or nothing could be written";

constexpr std::string_view kReportExamples =
    "Examples:\n"
    "  s3rare report --format text AWSLogs/ | less       what happened, the worst first\n"
    "  s3rare report AWSLogs/ | jq -r .headline          an incident a line\n"
    "  s3rare report --alerts alerts.ndjson --format markdown -o ticket.md AWSLogs/\n"
    "  s3rare report --html report.html AWSLogs/ > incidents.ndjson   for a browser\n"
    "  s3rare report --state state.db --text-file report.txt AWSLogs/ > incidents.ndjson";

constexpr std::string_view kReportExitCodes =
    "Exit codes:\n"
    "  0    done, also when there are no incidents\n"
    "  1    done, but some input could not be read whole, or none of it was CloudTrail\n"
    "  2    wrong usage, a line that is no alert (it is named), or nothing could be written";

constexpr std::string_view kMatchExamples =
    "Examples:\n"
    "  s3rare match AWSLogs/ > matches.ndjson     every match, as it was logged\n"
    "  s3rare detect matches.ndjson               gives the alerts of the whole logs\n"
    "  s3rare match AWSLogs/ | jq -r .userAgent | sort | uniq -c";

constexpr std::string_view kExceptExamples =
    "Examples:\n"
    "  jq -c 'select(.aws.s3.bucket.name == \"example-site\")' alerts.ndjson |\n"
    "    s3rare except --by bucket --reason 'a public site' >> exceptions.ndjson\n"
    "  s3rare except --by source --expires 2025-01-01 alerts.ndjson > scanners.ndjson\n"
    "  s3rare detect --exceptions exceptions.ndjson --exceptions scanners.ndjson AWSLogs/";

constexpr std::string_view kExceptExitCodes =
    "Exit codes:\n"
    "  0    done\n"
    "  1    done, but these conditions cannot except some of the alerts\n"
    "  2    wrong usage, a line that is no alert (it is named), or nothing could be written";

constexpr std::string_view kRuleExamples =
    "Examples:\n"
    "  s3rare rule\n"
    "  s3rare rule | jq -r '.references[]'";

constexpr std::string_view kRuleExitCodes =
    "Exit codes:\n"
    "  0    done\n"
    "  2    wrong usage, or nothing could be written";

}  // namespace

const Parent kStateParent = {"state", "Maintain the state that detect --state keeps",
                             kStateExamples};

// A group may check its values against those of the groups before it.
const std::vector<Subcommand>& subcommands() {
  static const std::vector<Subcommand> rows = {
      {Command::detect,
       "detect",
       "Print the alerts of logs, as NDJSON",
       kDetectExamples,
       kExitCodes,
       {path_group, rule_group, exception_group, enrichment_group, range_group, state_group,
        investigation_group, report_group, output_group, message_group, run_group},
       {"--state", "--since", "--until", "--output", "--format", "--exceptions", "--investigate",
        "--term", "--max-age", "--quiet"}},
      {Command::match,
       "match",
       "Print every match of logs, the record as read, one a line",
       kMatchExamples,
       kExitCodes,
       {path_group, rule_group, range_group, output_group, message_group, run_group}},
      {Command::explain,
       "explain",
       "Explain why logs raise these alerts, or none",
       kExplainExamples,
       kExitCodes,
       {path_group, rule_group, explain_group, exception_group, range_group, state_group,
        output_group, message_group, run_group}},
      {Command::investigate,
       "investigate",
       "Print what the logs hold about alerts, one dossier each, as NDJSON",
       kInvestigateExamples,
       kInvestigateExitCodes,
       {path_group, investigation_group, output_group, message_group, run_group}},
      {Command::report,
       "report",
       "Print what happened to the buckets of alerts, and what to do now, as NDJSON",
       kReportExamples,
       kReportExitCodes,
       {path_group, report_group, rule_group, exception_group, enrichment_group, range_group,
        output_group, message_group, run_group}},
      {Command::except,
       "except",
       "Print the exceptions that would silence alerts, as NDJSON",
       kExceptExamples,
       kExceptExitCodes,
       {path_group, except_group, output_group}},
      {Command::rule,
       "rule",
       "Print the rule that is applied, as JSON",
       kRuleExamples,
       kRuleExitCodes,
       {}},
      {Command::state_show,
       "state show",
       "Show what a state holds",
       kStateShowExamples,
       kStateExitCodes,
       {state_group, output_group}},
      {Command::state_alerts,
       "state alerts",
       "Print the alerts of all runs again, as written",
       kStateAlertsExamples,
       kStateExitCodes,
       {state_group, range_group, output_group, message_group}},
      {Command::state_export,
       "state export",
       "Print the history as NDJSON, one term a line, sorted",
       kStateExportExamples,
       kStateExitCodes,
       {state_group, output_group}},
      {Command::state_import,
       "state import",
       "Add exported lines to a state; creates it if necessary",
       kStateImportExamples,
       kStateExitCodes,
       {state_group, path_group, message_group}},
      {Command::state_merge,
       "state merge",
       "Merge several states into a new one",
       kStateMergeExamples,
       kStateExitCodes,
       {path_group, output_group}},
      {Command::state_prune,
       "state prune",
       "Forget what is older than a time, alerts and files too",
       kStatePruneExamples,
       kStateExitCodes,
       {state_group, message_group}},
      {Command::state_check,
       "state check",
       "Read a whole state and say whether it is sound",
       kStateCheckExamples,
       kStateExitCodes,
       {state_group, message_group}},
  };
  return rows;
}

std::vector<std::string> first_words() {
  std::vector<std::string> words;
  for (const Subcommand& row : subcommands()) {
    if (!is_state_command(row.command)) words.emplace_back(row.name);
  }
  words.emplace_back(kStateParent.name);
  return words;
}

std::vector<std::string> second_words(std::string_view parent) {
  std::vector<std::string> words;
  const std::string prefix = std::string(parent) + " ";
  for (const Subcommand& row : subcommands()) {
    if (row.name.starts_with(prefix)) words.emplace_back(row.name.substr(prefix.size()));
  }
  return words;
}

std::string_view name_of(Command command) {
  const auto& rows = subcommands();
  return std::find_if(rows.begin(), rows.end(),
                      [&](const Subcommand& row) { return row.command == command; })
      ->name;
}

bool is_state_command(Command command) { return name_of(command).starts_with(kStatePrefix); }

std::string_view about_program() {
  return "Finds unauthenticated access to S3 buckets by sources that were not seen in the 7 days\n"
         "before, in exported CloudTrail logs. Alerts go to standard output as NDJSON, one "
         "Elastic\n"
         "Common Schema document a line; text for people goes to standard error.";
}

std::string_view exit_codes() { return kExitCodes; }

}  // namespace s3rare::options
