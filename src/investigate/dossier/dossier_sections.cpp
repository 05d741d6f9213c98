#include "investigate/dossier/dossier_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "investigate/dossier/wording.h"
#include "investigate/exposure/bucket_exposure.h"
#include "text/quantities.h"
#include "text/terminal_text.h"
#include "text/text_lines.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kNameColumns = 60;
constexpr std::size_t kShownKeys = 2;
constexpr std::size_t kShownChanges = 3;
constexpr std::size_t kShownSources = 2;
constexpr std::size_t kAddressColumns = 39;  // an IPv6 address

// "s3.amazonaws.com GetObject" as "s3 GetObject"
std::string without_domain(std::string name) {
  constexpr std::string_view kDomain = ".amazonaws.com ";
  if (const std::size_t at = name.find(kDomain); at != std::string::npos) {
    name.erase(at, kDomain.size() - 1);
  }
  return name;
}

// "s3 GetObject 9, s3 ListObjects 1, others 2": as many as fit on one line, at least one
std::string names(std::string_view label, const Counts& counts) {
  std::uint64_t rest = counts.other_records;
  for (const auto& counted : counts.counted) rest += counted.records;
  const auto others = [](std::uint64_t records) {
    return records > 0 ? fmt::format(", others {}", records) : std::string();
  };
  std::string line = fmt::format("  {:<{}}", label, kLabelColumns - 2);
  bool is_first = true;
  for (const auto& [name, records] : counts.counted) {
    std::string more = fmt::format("{}{} {}", is_first ? "" : ", ",
                                   text::cell(without_domain(name), kNameColumns), records);
    const std::size_t columns = text::display_width(line + more + others(rest - records));
    if (!is_first && columns > text::kTextColumns) break;
    line += more;
    rest -= records;
    is_first = false;
  }
  return line + others(rest);
}

std::string distinct(const Distinct& distinct) {
  return fmt::format("{}{}", distinct.estimated ? "~" : "", distinct.count);
}

// "1.3 GB", or ">= 1.3 GB" if some records do not state the size
std::string bytes_out(const AnonymousRequests& of) {
  if (of.succeeded > 0 && of.without_bytes == of.succeeded) return "unknown";
  const std::string words = text::bytes_in_words(of.bytes_out);
  return (of.without_bytes > 0 ? ">= " : "") + words.substr(0, words.find(" ("));
}

std::string row_of(std::string_view label, const AnonymousRequests& of) {
  std::string peak = "-";
  if (of.records > 0) peak = of.peak_a_minute ? std::to_string(*of.peak_a_minute) : "unknown";
  return fmt::format("  {:<16}{:>8}{:>8}{:>8}{:>9}{:>9}{:>9}{:>9}{:>13}{:>9}", label, of.records,
                     of.records - of.succeeded, of.objects_read, of.objects_written,
                     of.objects_deleted, distinct(of.buckets), distinct(of.keys), bytes_out(of),
                     peak);
}

std::string key_line(std::string_view label, const RequestedKey& request) {
  std::string line = fmt::format("  {:<{}}{}  {}  ", label, kLabelColumns - 2,
                                 format_utc(request.time), text::cell(request.action, 14));
  const bool succeeded = request.outcome == "success";
  const std::string end = succeeded ? std::string() : "  " + text::cell(request.outcome, 20);
  const std::size_t used = text::display_width(line) + text::display_width(end);
  return line +
         text::cell(text::object_of(request.bucket, request.key), text::kTextColumns - used) + end;
}

// Successful requests come first: their keys are disclosed or changed.
void add_first_keys(const Dossier& dossier, Lines& lines) {
  std::vector<const RequestedKey*> keys;
  for (const AnonymousRequests* const of : {&dossier.prior, &dossier.followup}) {
    for (const RequestedKey& request : of->first_keys) keys.push_back(&request);
  }
  std::stable_partition(keys.begin(), keys.end(),
                        [](const RequestedKey* request) { return request->outcome == "success"; });
  for (std::size_t i = 0; i < std::min(keys.size(), kShownKeys); ++i) {
    lines.push_back(key_line(i == 0 ? "first keys" : "", *keys[i]));
  }
}

std::string_view in_words(const AccessChange& change) {
  if (!change.error_code.empty()) return "failed";
  switch (change.effect) {
    case AccessEffect::opened:
      return "opened";
    case AccessEffect::may_open:
      return "may open";
    case AccessEffect::closed:
      return "closed";
    case AccessEffect::none:
      break;
  }
  return "-";
}

bool is_same(const AccessChange& change, const AccessChange& other) {
  return change.time == other.time && change.subject == other.subject &&
         change.evidence.event_id == other.evidence.event_id;
}

// The change that opened the bucket and those nearest to the alert, newest first.
std::vector<const AccessChange*> shown_changes(const Dossier& dossier) {
  std::vector<const AccessChange*> changes;
  for (const AccessChange& change : dossier.bucket_changes) changes.push_back(&change);
  const auto rank = [&](const AccessChange* change) {
    const bool is_other = !dossier.exposed_by || !is_same(*change, *dossier.exposed_by);
    const Seconds distance = change->time.seconds - dossier.alert->time.seconds;
    return std::pair(is_other, distance < 0 ? -distance : distance);
  };
  std::stable_sort(changes.begin(), changes.end(),
                   [&](const auto* a, const auto* b) { return rank(a) < rank(b); });
  changes.resize(std::min(changes.size(), kShownChanges));
  std::stable_sort(changes.begin(), changes.end(),
                   [](const auto* a, const auto* b) { return a->time > b->time; });
  return changes;
}

// "1 hour before", "same second"
std::string distance_of(const AccessChange& change, const AlertToInvestigate& alert) {
  const Seconds distance = change.time.seconds - alert.time.seconds;
  if (distance == 0) return "same second";
  const std::string length = length_in_words(distance);
  return length.substr(0, length.find(' ', length.find(' ') + 1)) +
         (distance < 0 ? " before" : " after");
}

// "user/dana" of arn:aws:iam::111122223333:user/dana
std::string_view without_account(std::string_view actor) {
  if (actor.rfind("arn:", 0) != 0) return actor;
  std::string_view rest = actor;
  for (int i = 0; i < 5; ++i) {
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return actor;
    rest.remove_prefix(colon + 1);
  }
  return rest;
}

constexpr std::size_t kVerbColumns = 17;

std::string_view answer_of(openness::Openness openness) {
  switch (openness) {
    case openness::Openness::open:
      return "yes";
    case openness::Openness::may_be_open:
      return "perhaps";
    case openness::Openness::restricted:
      return "to some";
    case openness::Openness::unknown:
      return "unknown";
    case openness::Openness::closed:
      break;
  }
  return "no";
}

bool is_exposed(openness::Openness openness) {
  return openness != openness::Openness::closed && openness != openness::Openness::unknown;
}

// "open 2024-05-09T11:00:12Z to 2024-05-09T18:31:40Z, then unknown; 1 earlier time"; empty if it
// was never exposed
std::string times_of(const std::vector<ExposureInterval>& intervals) {
  const auto last =
      std::find_if(intervals.rbegin(), intervals.rend(),
                   [](const ExposureInterval& of) { return is_exposed(of.openness); });
  if (last == intervals.rend()) return {};
  std::string text = fmt::format("{} {} to {}", openness::name_of(last->openness),
                                 last->from ? format_utc(*last->from) : "from before the logs",
                                 last->to ? format_utc(*last->to) : "the end of the logs");
  if (last->served_after_closing) text += ", served after it was closed";
  if (last != intervals.rbegin()) {
    text += fmt::format(", then {}", openness::name_of(intervals.back().openness));
  }
  const auto earlier =
      std::count_if(std::next(last), intervals.rend(),
                    [](const ExposureInterval& of) { return is_exposed(of.openness); });
  if (earlier > 0) {
    text +=
        fmt::format("; {}", text::count_of(static_cast<std::uint64_t>(earlier), "earlier time"));
  }
  return text;
}

}  // namespace

Lines source_section(const SourceActivity& activity) {
  if (activity.records == 0 || !activity.span) return {"The source: no records"};
  Lines lines = {fmt::format(
      "The source: {}, {} signed, {} to {}", text::count_of(activity.records, "request"),
      activity.signed_records == 0 ? "none" : std::to_string(activity.signed_records),
      format_utc(activity.span->first), format_utc(activity.span->last))};
  if (activity.signed_records > 0) {
    lines.push_back(names("signed by", activity.signed_identities));
  }
  lines.push_back(names("actions", activity.actions));
  lines.push_back(names("outcomes", activity.outcomes));
  lines.push_back(names("user agents", activity.user_agents));
  return lines;
}

Lines requests_section(const Dossier& dossier) {
  if (dossier.prior.records + dossier.followup.records == 0) {
    return {"Anonymous requests of the source: only the alert's own"};
  }
  Lines lines = {fmt::format("{:<18}{:>8}{:>8}{:>8}{:>9}{:>9}{:>9}{:>9}{:>13}{:>9}",
                             "Anonymous requests", "all", "denied", "read", "written", "deleted",
                             "buckets", "keys", "bytes out", "peak/min"),
                 row_of("before the alert", dossier.prior), row_of("after it", dossier.followup)};
  add_first_keys(dossier, lines);
  return lines;
}

Lines changes_section(const Dossier& dossier) {
  const std::uint64_t all = dossier.bucket_changes.size() + dossier.bucket_changes_left_out;
  if (all == 0) return {"Access changes: none in the logs"};
  const auto shown = shown_changes(dossier);
  std::string headline = fmt::format("Access changes: {}", all);
  if (!dossier.exposed_by) {
    headline += "; none explains the alert";
  } else {
    headline += dossier.exposed_by->effect == AccessEffect::opened ? "; > opened the bucket"
                                                                   : "; > may have opened it";
  }
  if (all > shown.size()) headline += fmt::format("; {} more are in the JSON", all - shown.size());
  Lines lines = {std::move(headline)};
  for (const AccessChange* const change : shown) {
    const bool has_opened = dossier.exposed_by && is_same(*change, *dossier.exposed_by);
    std::string line = fmt::format("{} {:<20}  {:<17}  {:<8}  {}", has_opened ? ">" : " ",
                                   format_utc(change->time), distance_of(*change, *dossier.alert),
                                   in_words(*change), text::cell(change->action, 29));
    if (has_opened) {
      lines.push_back(std::move(line));
      lines.push_back(fmt::format("    by {} from {}", text::cell(change->actor, 48),
                                  text::cell(change->source, kAddressColumns)));
    } else {
      line += "  by ";
      line += text::cell(without_account(change->actor),
                         text::kTextColumns - text::display_width(line));
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

Lines exposure_section(const BucketExposure& exposure) {
  Lines lines = {fmt::format("Open to anonymous callers at the end of the logs, {}: {}",
                             format_utc(exposure.until), answer_of(exposure.state()))};
  // Questions with one answer share a line.
  constexpr std::array kVerbs = {"list", "read", "write"};
  std::vector<std::pair<std::string, std::string>> told;  // verbs and times
  for (const openness::Question question : openness::kQuestions) {
    const auto number = static_cast<std::size_t>(question);
    const std::string times = times_of(exposure.intervals[number]);
    if (times.empty()) continue;
    if (!told.empty() && told.back().second == times) {
      told.back().first.append(", ").append(kVerbs[number]);
    } else {
      told.emplace_back(kVerbs[number], times);
    }
  }
  for (const auto& [verbs, times] : told) {
    lines.push_back(fmt::format("  {:<{}}  {}", verbs, kVerbColumns, times));
  }
  constexpr std::size_t kMostLines = 4;
  if (lines.size() < kMostLines && !exposure.undecided.empty()) {
    const std::size_t more = exposure.undecided.size() - 1;
    const std::string rest = more > 0 ? fmt::format("  and {} more", more) : std::string();
    const std::string line = fmt::format("  {:<{}}  ", "to decide it", kVerbColumns);
    lines.push_back(line +
                    text::cell(exposure.undecided.front().command,
                               text::kTextColumns - text::display_width(line + rest)) +
                    rest);
  }
  return lines;
}

Lines others_section(const OtherSources& others) {
  if (others.records + others.denied == 0) return {"Other sources, anonymous: none"};
  std::string headline = fmt::format("Other sources, anonymous: {} on {}, {} succeeded, {} denied",
                                     distinct(others.sources), text::count_of(others.days, "day"),
                                     text::count_of(others.records, "request"), others.denied);
  if (others.reached_by_many) headline += "; many reach it";
  Lines lines = {std::move(headline)};
  for (std::size_t i = 0; i < std::min(others.top.size(), kShownSources); ++i) {
    const OtherSources::Source& source = others.top[i];
    lines.push_back(fmt::format("  {}  {:>10}  {} to {}",
                                text::padded_cell(source.address, kAddressColumns), source.records,
                                format_utc(source.span.first), format_utc(source.span.last)));
  }
  return lines;
}

}  // namespace s3rare::investigate
