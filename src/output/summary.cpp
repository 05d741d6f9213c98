#include "output/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "json/writer.h"
#include "text/quantities.h"
#include "text/terminal_text.h"

namespace s3rare::output {
namespace {

// Up to this many alerts a reader needs no ranking of buckets and sources.
constexpr std::uint64_t kManyAlerts = 10;
constexpr std::size_t kShownRanks = 5;

// "1 skipped (1 .txt)"
std::string reasons(const std::map<std::string, NamedFiles>& skipped) {
  std::string text;
  for (const auto& [reason, files] : skipped) {
    text +=
        fmt::format("{}{} {}", text.empty() ? " (" : ", ", files.count, text::show_safely(reason));
  }
  return text.empty() ? text : text + ")";
}

std::string match_terms(const MatchSummary& matches) {
  if (matches.printed) {
    return fmt::format("{} printed + {} outside the time range + {} without time", *matches.printed,
                       matches.outside_range, matches.without_time);
  }
  return fmt::format(
      "{} alerted + {} held back + {} known + {} learned + {} excepted + {} outside the time range "
      "+ {} before "
      "retention + {} without term + {} without time",
      matches.alerted, matches.held_back, matches.known, matches.learned, matches.excepted,
      matches.outside_range, matches.before_retention, matches.without_term, matches.without_time);
}

std::string matches_text(const Summary& summary) {
  const MatchSummary& matches = summary.matches;
  std::string text = fmt::format("\nmatches  {} = {}", matches.total(), match_terms(matches));
  if (matches.held_back > 0) {
    text += fmt::format("; held back in {} of 5 minutes by --max-alerts {}",
                        text::count_of(summary.held_back_slots, "slot"), summary.max_alerts);
  }
  if (matches.old_spelling > 0) {
    text += fmt::format("; {} by ANONYMOUS_PRINCIPAL, {} by anonymous", matches.old_spelling,
                        matches.total() - matches.old_spelling);
  }
  return text;
}

// The time that the logs cover.
std::string logs_text(const Summary& summary) {
  const std::uint64_t ahead = summary.records.ahead;
  if (!summary.earliest && ahead == 0) return {};
  std::string logs = summary.earliest
                         ? fmt::format("\nlogs     from {} to {}", format_utc(*summary.earliest),
                                       format_utc(*summary.latest))
                         : "\nlogs     no record up to this machine's clock";
  if (ahead > 0) {
    logs += fmt::format("; {} later than this machine's clock", text::count_of(ahead, "record"));
  }
  return logs;
}

// Shortens values: a stranger can send a user agent of any length.
std::string ranking_text(std::string_view name, const Ranking& ranking) {
  constexpr std::size_t kShownColumns = 100;
  if (ranking.first.empty()) return {};
  std::string text;
  for (std::size_t i = 0; i < std::min(ranking.first.size(), kShownRanks); ++i) {
    const auto& [value, alerts] = ranking.first[i];
    text += fmt::format("{}{} ({})", i == 0 ? "" : ", ",
                        text::shorten(text::show_safely(value), kShownColumns), alerts);
  }
  if (ranking.values > kShownRanks) {
    text += fmt::format(" and {} more", ranking.values - kShownRanks);
  }
  return fmt::format("\n{:<9}{}", name, text);
}

void write_ranking(json::JsonWriter& json, std::string_view name, const Ranking& ranking) {
  json.key(name).begin_array();
  for (const auto& [value, alerts] : ranking.first) {
    json.begin_object().field("value", value).key("alerts").number(alerts).end_object();
  }
  json.end_array();
}

void write_paths(json::JsonWriter& json, const NamedFiles& files) {
  json.begin_array();
  for (const std::string& path : files.first) json.string(text::show_safely(path));
  json.end_array();
}

// The first files, and the number of all.
void write_files(json::JsonWriter& json, const std::string& name, const NamedFiles& files) {
  write_paths(json.key(name), files);
  json.key(name + "_total").number(files.count);
}

}  // namespace

std::uint64_t FileSummary::skipped_count() const {
  return std::accumulate(
      skipped.begin(), skipped.end(), std::uint64_t{0},
      [](std::uint64_t sum, const auto& entry) { return sum + entry.second.count; });
}

std::uint64_t FileSummary::total() const {
  return read + damaged + skipped_count() + outside_dates + remembered + failed;
}

std::string other_objects_text(const RecordSummary& records) {
  if (records.digests + records.insights + records.notifications + records.bulk_actions +
          records.unrecognised + records.in_both ==
      0) {
    return {};
  }
  std::string text =
      text::count_of(records.digests, "digest") + fmt::format(", {} Insights", records.insights);
  if (records.notifications > 0) {
    text += ", " + text::count_of(records.notifications, "S3 notification");
  }
  if (records.bulk_actions > 0) {
    text += ", " + text::count_of(records.bulk_actions, "bulk action line");
  }
  text += ", " + text::count_of(records.unrecognised, "unrecognised object");
  if (records.in_both > 0) {
    text += fmt::format(", {} of server access logs that CloudTrail holds too",
                        text::count_of(records.in_both, "request"));
  }
  return text;
}

std::string dossiers_text(const DossierSummary& dossiers) {
  return fmt::format("dossiers {} = {} covered by the logs + {} not covered", dossiers.total(),
                     dossiers.covered, dossiers.not_covered);
}

std::string summary_text(const Summary& summary) {
  const FileSummary& files = summary.files;
  const RecordSummary& records = summary.records;
  const MatchSummary& matches = summary.matches;
  std::string text = fmt::format(
      "files    {} = {} read + {} damaged + {} skipped{} + {} outside dates + {} remembered{} + {} "
      "failed; {} on disk, {} of logs",
      files.total(), files.read, files.damaged, files.skipped_count(), reasons(files.skipped),
      files.outside_dates, files.remembered,
      files.remembered_damaged > 0 ? fmt::format(" ({} damaged)", files.remembered_damaged) : "",
      files.failed, text::bytes_text(files.bytes_on_disk),
      text::bytes_text(files.bytes_decompressed));
  text += fmt::format("\nrecords  {} = {} matched + {} not matched + {} malformed", records.total(),
                      records.matched, records.not_matched, records.malformed);
  if (records.without_identity > 0) {
    text += fmt::format(" + {} without a usable userIdentity", records.without_identity);
  }
  for (const FormSummary& form : summary.forms) {
    text += fmt::format("; {} read from {}", form.records, form.name);
  }
  if (records.repaired > 0) text += fmt::format("; {} with invalid UTF-8", records.repaired);
  const std::string others = other_objects_text(records);
  if (!others.empty()) text += "; not records: " + others;
  text += summary.dossiers ? std::string(1, '\n').append(dossiers_text(*summary.dossiers))
                           : matches_text(summary);
  const PrioritySummary& priorities = summary.priorities;
  if (priorities.total() > 0) {
    text += fmt::format("\nalerts   {} = {} high + {} medium + {} low priority", priorities.total(),
                        priorities.high, priorities.medium, priorities.low);
  }
  text += logs_text(summary);
  text += exception_text(summary.exceptions) + lists_text(summary.lists);
  for (const GeoipSummary& database : summary.geoip) {
    text += fmt::format("\nplaces   {} ({}), built {}: {}, {} of {} found",
                        text::show_safely(database.path), text::show_safely(database.type),
                        format_utc(database.built), text::count_of(database.nodes, "node"),
                        database.found, text::count_of(database.looked_up, "address", "addresses"));
  }
  if (!matches.printed && !summary.dossiers && matches.total() == 0 && records.total() > 0) {
    text += "\nno match found: run s3rare explain with the same paths and options to see why";
  }
  if (matches.alerted > kManyAlerts) {
    text += ranking_text("buckets", summary.buckets) + ranking_text("sources", summary.sources) +
            ranking_text("agents", summary.user_agents);
  }
  return text;
}

std::string summary_json(const Summary& summary) {
  const FileSummary& files = summary.files;
  const RecordSummary& records = summary.records;
  const MatchSummary& matches = summary.matches;
  json::JsonWriter json;
  json.begin_object().key("files").begin_object();
  json.key("total").number(files.total());
  json.key("read").number(files.read);
  json.key("damaged").number(files.damaged);
  json.key("skipped").number(files.skipped_count());
  json.key("outside_dates").number(files.outside_dates);
  json.key("remembered").number(files.remembered);
  json.key("remembered_damaged").number(files.remembered_damaged);
  json.key("failed").number(files.failed);
  json.key("skipped_by_kind").begin_object();
  for (const auto& [kind, named] : files.skipped) {
    json.key(text::show_safely(kind)).number(named.count);
  }
  json.end_object().key("skipped_paths").begin_object();
  for (const auto& [kind, named] : files.skipped) {
    write_paths(json.key(text::show_safely(kind)), named);
  }
  json.end_object();
  write_files(json, "unrecognised", files.unrecognised);
  write_files(json, "unread", files.unread);
  write_files(json, "partly_unrecognised", files.partly_unrecognised);
  write_files(json, "without_identity", files.without_identity);
  json.key("bytes_on_disk").number(files.bytes_on_disk);
  json.key("bytes_decompressed").number(files.bytes_decompressed).end_object();

  json.key("records").begin_object();
  json.key("total").number(records.total());
  json.key("matched").number(records.matched);
  json.key("not_matched").number(records.not_matched);
  json.key("malformed").number(records.malformed);
  json.key("without_identity").number(records.without_identity);
  json.key("with_invalid_utf8").number(records.repaired).end_object();
  json.key("other_objects").begin_object();
  json.key("digests").number(records.digests);
  json.key("insights").number(records.insights);
  json.key("s3_notifications").number(records.notifications);
  json.key("bulk_actions").number(records.bulk_actions);
  json.key("unrecognised").number(records.unrecognised);
  if (records.in_both > 0) json.key("in_both_logs").number(records.in_both);
  json.end_object();
  if (!summary.forms.empty()) {
    json.key("forms").begin_array();
    for (const FormSummary& form : summary.forms) {
      json.begin_object().field("form", form.name).field("lacks", form.lacks);
      json.key("records").number(form.records).end_object();
    }
    json.end_array();
  }

  json.key("matches").begin_object();
  json.key("total").number(matches.total());
  if (matches.printed) {
    json.key("printed").number(*matches.printed);
  } else {
    json.key("alerted").number(matches.alerted);
    json.key("held_back").number(matches.held_back);
    json.key("known").number(matches.known);
    json.key("learned").number(matches.learned);
    json.key("excepted").number(matches.excepted);
    json.key("before_retention").number(matches.before_retention);
    json.key("without_term").number(matches.without_term);
  }
  json.key("outside_range").number(matches.outside_range);
  json.key("without_time").number(matches.without_time);
  json.key("by_anonymous_principal").number(matches.old_spelling);
  json.key("by_anonymous").number(matches.total() - matches.old_spelling).end_object();

  if (!matches.printed) {
    json.key("priorities").begin_object();
    json.key("high").number(summary.priorities.high);
    json.key("medium").number(summary.priorities.medium);
    json.key("low").number(summary.priorities.low).end_object();
  }
  if (!matches.printed) {
    json.key("geoip").begin_array();
    for (const GeoipSummary& database : summary.geoip) {
      json.begin_object()
          .field("path", text::show_safely(database.path))
          .field("type", text::show_safely(database.type))
          .field("built", format_utc(database.built));
      json.key("nodes").number(database.nodes);
      json.key("looked_up").number(database.looked_up);
      json.key("found").number(database.found).end_object();
    }
    json.end_array();
  }
  json.key("max_alerts").number(summary.max_alerts);
  json.key("held_back_slots").number(summary.held_back_slots);
  json.key("logs").begin_object();
  if (summary.earliest) {
    json.field("from", format_utc(*summary.earliest)).field("to", format_utc(*summary.latest));
  }
  json.key("later_than_clock").number(records.ahead);
  json.end_object().key("alerts_by").begin_object();
  write_ranking(json, "bucket", summary.buckets);
  write_ranking(json, "source", summary.sources);
  write_ranking(json, "user_agent", summary.user_agents);
  json.end_object();
  if (!matches.printed) {
    write_exceptions(json.key("exceptions"), summary.exceptions);
    write_lists(json.key("lists"), summary.lists);
  }
  json.end_object();
  return json.take() + "\n";
}

}  // namespace s3rare::output
