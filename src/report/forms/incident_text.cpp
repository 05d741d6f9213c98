// The screen has room for the worst of each list; `--format json` has all of it. What is cut is
// counted.

#include "report/forms/incident_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/headline.h"
#include "text/quantities.h"
#include "text/terminal_text.h"
#include "text/text_lines.h"

namespace s3rare::report {
namespace {

constexpr std::size_t kLabel = 12;
// All lines: head 2, bucket 1, reasons 4, state 2, exposed 5, access 3, objects 4, sources 4, also
// 1, actions 10, unknown 2, an empty one: 39.
constexpr std::size_t kMostReasons = 3;
constexpr std::size_t kMostIntervals = 2;
constexpr std::size_t kMostObjects = 3;
constexpr std::size_t kMostSources = 3;
constexpr std::size_t kMostActions = 3;
constexpr std::size_t kMostUnknown = 1;

// Lines behind a label in the first column.
class Page {
 public:
  void line(std::string_view label, std::string_view text) {
    text_ += fmt::format("  {:<{}}", label, kLabel - 2);
    text_ += text::shorten(text::show_safely(text), text::kTextColumns - kLabel);
    text_ += '\n';
  }
  void wrapped(std::string_view label, std::string_view text, std::size_t most_lines) {
    std::string lines = text::wrapped(text::show_safely(text), text::kTextColumns - kLabel, 0);
    std::size_t begin = 0;
    for (std::size_t number = 0; begin < lines.size() && number < most_lines; ++number) {
      const std::size_t end = std::min(lines.find('\n', begin), lines.size());
      std::string shown = lines.substr(begin, end - begin);
      if (number + 1 == most_lines && end + 1 < lines.size()) shown += " …";
      text_ += fmt::format("  {:<{}}{}\n", number == 0 ? label : "", kLabel - 2, shown);
      begin = end + 1;
    }
  }
  void whole(std::string_view text) {
    text_ += std::string(kLabel, ' ');
    text_ += text::show_safely(text);
    text_ += '\n';
  }
  void head(std::string_view text) {
    const std::string lines = text::wrapped(text::show_safely(text), text::kTextColumns, 2);
    const std::size_t second = std::min(lines.find('\n'), lines.size());
    text_ += lines.substr(0, second) + "\n";
    if (second == lines.size()) return;
    text_ += text::shorten(lines.substr(second + 1, lines.find('\n', second + 1) - second - 1),
                           text::kTextColumns);
    text_ += '\n';
  }
  void end() { text_ += '\n'; }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string more_of(std::uint64_t more, std::string_view what) {
  return fmt::format("… and {} more {}", more, what);
}

std::string source_text(const IncidentSource& source) {
  std::string text = source.address;
  if (!source.is_new) text += " (known)";
  for (const std::string* const place : {&source.place.country, &source.place.network}) {
    if (!place->empty()) text += " " + *place;
  }
  text += ": " + source_line(source);
  for (const std::string& tool : source.tools) text += ", " + tool;
  for (const std::string& list : source.listed_in) text += ", on list " + list;
  return text;
}

std::string object_text(const TouchedObject& object) {
  std::string text = object.key;
  if (object.secret) text += fmt::format(" ({})", s3rare::name_of(*object.secret));
  if (object.was_read) text += " fetched";
  if (object.was_written) text += " written";
  if (object.was_deleted) text += " deleted";
  if (object.bytes) text.append(" ").append(text::bytes_text(*object.bytes));
  if (object.requests && *object.requests > 1) text += fmt::format(", {} times", *object.requests);
  return text;
}

// Prints the first of a list, and counts the others.
template <class List, class Text>
void list(Page& page, std::string_view label, const List& all, std::size_t most,
          std::uint64_t left_out, std::string_view what, Text&& text) {
  const std::size_t shown = std::min<std::size_t>(all.size(), most);
  for (std::size_t number = 0; number < shown; ++number) {
    page.line(number == 0 ? label : "", text(all[number]));
  }
  const std::uint64_t more = all.size() - shown + left_out;
  if (more > 0) page.line("", more_of(more, what));
}

}  // namespace

std::string incident_text(const Incident& incident) {
  Page page;
  page.head(fmt::format("{} {}", name_of(incident.severity), headline(incident)));
  page.line("bucket", fmt::format("{}, account {}, {}, {}", incident.key.bucket,
                                  incident.key.account.empty() ? "-" : incident.key.account,
                                  incident.key.region.empty() ? "-" : incident.key.region,
                                  text::count_of(incident.alerts.size(), "alert")));
  list(page, "why", incident.reasons, kMostReasons, 0, "reasons",
       [](const Reason& reason) { return reason.text; });
  page.wrapped("state", state_line(incident.exposure), 2);
  const auto& intervals = incident.exposure.intervals;
  const std::size_t shown = std::min(intervals.size(), kMostIntervals);
  // The last ones: they say how things stand.
  for (std::size_t number = intervals.size() - shown; number < intervals.size(); ++number) {
    page.wrapped(number + shown == intervals.size() ? "exposed" : "",
                 exposed_line(intervals[number]), 2);
  }
  if (const auto more = intervals.size() - shown + incident.exposure.intervals_left_out; more > 0) {
    page.line("", fmt::format("… and {} before", text::count_of(more, "interval")));
  }
  page.line("access", access_line(incident.access));
  if (incident.access.span) {
    page.line("",
              fmt::format("{} to {}, {} new and {} known of {}{}",
                          format_utc(incident.access.span->first),
                          format_utc(incident.access.span->last), incident.access.new_sources,
                          incident.access.sources.count -
                              std::min(incident.access.sources.count, incident.access.new_sources),
                          incident.access.sources.estimated ? "about " : "",
                          text::count_of(incident.access.sources.count, "source")));
  }
  if (incident.access.reached_by_many) {
    page.line("", fmt::format("reached by many: {} on {}",
                              text::count_of(incident.access.sources.count, "source"),
                              text::count_of(incident.access.days, "day")));
  }
  list(page, "objects", incident.objects, kMostObjects, incident.objects_left_out, "objects",
       object_text);
  list(page, "sources", incident.sources, kMostSources, incident.sources_left_out, "sources",
       source_text);
  if (!incident.also.empty()) {
    std::string also;
    for (const AlsoReached& reached : incident.also) {
      also += fmt::format("{}{} ({})", also.empty() ? "" : ", ", reached.key.bucket,
                          reached.key.account.empty() ? "-" : reached.key.account);
    }
    page.line("also", "these sources also reached " + also);
  }
  const std::size_t actions = std::min(incident.actions.size(), kMostActions);
  for (std::size_t number = 0; number < actions; ++number) {
    const Action& action = incident.actions[number];
    page.wrapped(number == 0 ? "do now" : "", fmt::format("{}. {}", number + 1, action.text), 2);
    if (!action.commands.empty()) page.whole(action.commands.front());
  }
  if (incident.actions.size() > actions) {
    page.line("", more_of(incident.actions.size() - actions, "steps: --format markdown has all"));
  }
  list(page, "unknown", incident.unknown, kMostUnknown, 0, "of these",
       [](const Unknown& unknown) { return unknown.text; });
  page.end();
  return page.take();
}

}  // namespace s3rare::report
