#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "explain/clause_text.h"
#include "explain/example_text.h"
#include "explain/explained.h"
#include "text/quantities.h"
#include "text/terminal_text.h"
#include "text/text_lines.h"

namespace s3rare::explain {
namespace {

constexpr std::size_t kShownPlaces = 20;
constexpr std::size_t kShownGaps = 10;
constexpr std::size_t kMostNames = 100;

// "2024-05-09 03:34": columns are scarce, and seconds do not matter here.
std::string minute(const std::optional<EventTime>& time) {
  if (!time) return "-";
  std::string text = format_utc({time->seconds, 0}, 0);
  text.resize(text.rfind(':'));
  text[text.find('T')] = ' ';
  return text;
}

std::string conclusion(const Explained& explained) {
  std::string text;
  for (const Reason& reason : reasons_of(explained)) {
    text.append(text.empty() ? "" : "  ");
    text += text::wrapped(reason.text, text::kTextColumns, 2) + "\n";
  }
  return text;
}

std::string what_was_read(const Explained& explained) {
  const output::FileSummary& files = explained.summary.files;
  const output::RecordSummary& records = explained.summary.records;
  const PlaceLogs& all = explained.logs.delivery.all();
  std::string text = fmt::format(
      "\nWhat was read\n  files    {} = {} read + {} damaged + {} skipped + {} outside dates + {} "
      "failed\n",
      files.total(), files.read, files.damaged, files.skipped_count(), files.outside_dates,
      files.failed);
  text += fmt::format("  records  {} = {} explained + {} outside the time range + {} malformed",
                      records.total(), explained.logs.funnel.records(), explained.outside_range,
                      records.malformed);
  if (explained.logs.not_judged > 0) {
    text +=
        fmt::format(" +\n           {} without a usable userIdentity", explained.logs.not_judged);
  }
  text += '\n';
  const std::string others = output::other_objects_text(records);
  if (!others.empty()) text += "           not counted: " + others + "\n";
  text += fmt::format(
      "  time     {}\n",
      all.first ? fmt::format("from {} to {}", format_utc(*all.first), format_utc(*all.last))
                : "none");
  text += fmt::format("  S3 data  {} that only read, {}\n", text::count_of(all.data_reads, "event"),
                      text::count_of(all.data_writes, "other"));
  return text;
}

std::string places(const Delivery& delivery, const HourRange& hours) {
  using Entry = const std::pair<const Delivery::Place, PlaceLogs>*;
  std::vector<Entry> shown;
  shown.reserve(delivery.places().size());
  std::uint64_t records = 0;
  for (const auto& entry : delivery.places()) {
    shown.push_back(&entry);
    records += entry.second.records;
  }
  if (shown.empty()) return {};
  std::stable_sort(shown.begin(), shown.end(),
                   [](Entry a, Entry b) { return a->second.records > b->second.records; });
  std::string text = fmt::format("\n  {:<12}  {:<14} {:>8} {:>8} {:>8}  {:<16}  {:<16} {:>6}\n",
                                 "account", "region", "records", "S3 reads", "S3 other",
                                 "first record", "last record", "silent");
  for (std::size_t i = 0; i < std::min(shown.size(), kShownPlaces); ++i) {
    const auto& [place, logs] = *shown[i];
    text += fmt::format("  {}  {} {:>8} {:>8} {:>8}  {:<16}  {:<16} {:>4} h\n",
                        text::padded_cell(place.first, 12), text::padded_cell(place.second, 14),
                        logs.records, logs.data_reads, logs.data_writes, minute(logs.first),
                        minute(logs.last), silent_hours(logs.hours, hours));
  }
  if (shown.size() > kShownPlaces) {
    text += fmt::format("  and {} more accounts and regions (--json has them)\n",
                        shown.size() - kShownPlaces);
  }
  if (records < delivery.all().records) {
    text += fmt::format("  and {} in accounts and regions that are not listed\n",
                        text::count_of(delivery.all().records - records, "record"));
  }
  return text;
}

std::string gap_lines(const Gaps& gaps, bool with_place) {
  std::string text;
  for (const Gap& gap : gaps.largest) {
    text += fmt::format("  {:>6} h  {} to {}", gap.hours(), minute(gap.from), minute(gap.to));
    if (with_place) {
      text += fmt::format("  {} {}", text::cell(gap.account, 20), text::cell(gap.region, 30));
    }
    text += '\n';
  }
  if (gaps.count > gaps.largest.size()) {
    std::uint64_t rest = gaps.hours;
    for (const Gap& gap : gaps.largest) rest -= gap.hours();
    text += fmt::format("  {:>6} h  in {} more\n", rest, gaps.count - gaps.largest.size());
  }
  return text;
}

std::string gaps(const Delivery& delivery, const HourRange& hours) {
  const Gaps everywhere = delivery.gaps_of_all(hours, kShownGaps);
  const Gaps of_places = delivery.gaps(hours, kShownGaps);
  if (of_places.count == 0) return {};
  std::string text = "\nHours without any record";
  text += " (UTC): no delivery, or nothing happened\n";
  if (delivery.places().size() == 1) return text + gap_lines(of_places, true);
  text += everywhere.count == 0
              ? "  none in all accounts and regions at once\n"
              : " in all accounts and regions at once\n" + gap_lines(everywhere, false);
  return text + " in one account and region\n" + gap_lines(of_places, true);
}

std::string funnel(const Explained& explained) {
  const Funnel& funnel = explained.logs.funnel;
  std::string text =
      fmt::format("\nThe rule, clause by clause\n  {:>10} {:>10}\n  {:>10} {:>10}  {}\n", "left",
                  "fail here", funnel.records(), "", "CloudTrail records");
  for (const Clause clause : kClauses) {
    text += fmt::format("  {:>10} {:>10}  ", funnel.left(clause), funnel.lost(clause));
    text += text::wrapped(fmt::format("{}: {}", clause_field(clause),
                                      wanted_text(clause, explained.question.principal)),
                          text::kTextColumns, 25) +
            "\n";
  }
  return text;
}

std::string matches(const Explained& explained) {
  if (explained.logs.funnel.matches() == 0) return {};
  const output::MatchSummary& matches = explained.summary.matches;
  std::string text = "\nMatches\n";
  const auto line = [&](std::uint64_t count, std::string_view what) {
    text += fmt::format("  {:>10}  {}\n", count, what);
  };
  const auto some = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) line(count, what);
  };
  line(explained.logs.funnel.matches(), "in all (copies count)");
  line(matches.alerted, "alert");
  some(matches.held_back, "held back by --max-alerts");
  line(matches.known, fmt::format("known: their {} was seen in the {} before",
                                  term_field_names(explained.question.term_fields),
                                  format_duration(explained.question.window)));
  some(matches.excepted, "excepted");
  some(matches.without_term, "without term");
  some(matches.without_time, "without a readable event time");
  some(matches.before_retention, "before retention");
  if (matches.learned > 0) {
    text += fmt::format(
        "  not counted: {} of terms in the window before --since, learned\n",
        matches.learned == 1 ? "1 first match" : fmt::format("{} first matches", matches.learned));
  }
  return text;
}

std::string names_text(const NearMiss& miss) {
  std::vector<std::pair<std::string_view, std::uint64_t>> names(miss.by.begin(), miss.by.end());
  std::stable_sort(names.begin(), names.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string text;
  std::uint64_t named = 0;
  for (std::size_t i = 0; i < std::min(names.size(), kMostNames); ++i) {
    const auto& [name, count] = names[i];
    text += fmt::format("{}{} {}", i == 0 ? "" : ", ", text::cell(name, 60), count);
    named += count;
  }
  if (named < miss.count) text += fmt::format(", others {}", miss.count - named);
  return text;
}

}  // namespace

std::string near_misses_text(const NearMisses& misses, bool all_judged) {
  std::string text;
  for (const NearMissKind kind : kNearMissKinds) {
    const NearMiss& miss = misses.of(kind);
    if (miss.count == 0) continue;
    std::string title(row_of(kind).title);
    if (miss.failed > 0 && kind != NearMissKind::denied) {
      title += fmt::format("; {} of them failed", miss.failed);
    }
    text += fmt::format("  {:>10}  {}\n", miss.count, text::wrapped(title, text::kTextColumns, 14));
    text += "              " + text::wrapped(names_text(miss), text::kTextColumns, 14) + "\n";
    for (const Example& example : miss.examples) text += example_text(example, 4) + "\n";
  }
  if (text.empty()) {
    text = fmt::format("  none: no other record {}is by a stranger\n",
                       all_judged ? "" : "that could be judged ");
  }
  return "\nNear misses (with the earliest 5 records of each kind; --record EVENT_ID shows "
         "more)\n" +
         text;
}

std::string explanation_text(const Explained& explained) {
  const Delivery& delivery = explained.logs.delivery;
  std::string text = conclusion(explained) + what_was_read(explained);
  if (explained.logs.funnel.records() == 0) return text;
  const HourRange hours = explained.hours();
  return text + places(delivery, hours) + gaps(delivery, hours) + funnel(explained) +
         matches(explained) +
         near_misses_text(explained.logs.near_misses, explained.logs.not_judged == 0);
}

}  // namespace s3rare::explain
