#include "investigate/dossier/dossier_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "investigate/dossier/dossier_sections.h"
#include "text/quantities.h"
#include "text/terminal_text.h"
#include "text/text_lines.h"

namespace s3rare::investigate {
namespace {

// All lines except the findings: head, headline of the findings, sections, two empty lines.
constexpr std::size_t kMostLinesOfOthers = 4 + 2 + 5 + 5 + 5 + 4 + 3 + 2;
static_assert(kMostLinesOfOthers + 10 <= kScreenLines);
constexpr std::size_t kMostLinesOfAFinding = 5;
constexpr std::size_t kFewestLinesOfAFinding = 2;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return lines;
}

void append(Lines& lines, const Lines& more) {
  lines.insert(lines.end(), more.begin(), more.end());
}

std::string place_of(const AlertToInvestigate& alert, std::size_t columns) {
  const std::string id = text::cell(alert.event_id, 36);
  const std::string end = fmt::format(":{}", alert.offset);
  return id + "  " +
         text::path_text(alert.path, columns - text::display_width(id) - 2 - end.size()) + end;
}

Lines head(const Dossier& dossier) {
  const AlertToInvestigate& alert = *dossier.alert;
  Lines lines = {fmt::format("Alert of {}: {} {}", format_utc(alert.time),
                             text::cell(alert.source, 39), text::cell(alert.action, 20))};
  const std::string object = text::show_safely(text::object_of(alert.bucket, alert.key));
  if (object.empty()) {
    // Neither a bucket nor a key is known.
  } else if (text::display_width(lines.front()) + 1 + text::display_width(object) <=
             text::kTextColumns) {
    lines.front() += " " + object;
  } else {
    lines.push_back(std::string("  object      ")
                        .append(text::shorten(object, text::kTextColumns - kLabelColumns)));
  }
  lines.push_back("  record      " + place_of(alert, text::kTextColumns - kLabelColumns));
  lines.push_back(fmt::format("  period      {} to {}; the logs cover {} of {}",
                              format_utc(dossier.window.first), format_utc(dossier.window.last),
                              dossier.days_covered, text::count_of(dossier.days, "day")));
  return lines;
}

// "[7b220c52-6e96-4a0f-971d-f5576a23af52 and 4 more]"
std::string mark_of(const Finding& finding) {
  if (finding.evidence.empty()) return {};
  std::string mark(1, '[');
  mark += text::cell(finding.evidence.front().event_id, 36);
  if (finding.evidence.size() > 1) {
    mark += fmt::format(" and {} more", finding.evidence.size() - 1);
  }
  return mark + "]";
}

// Cuts a line between words and marks the cut.
std::string cut_line(std::string line, std::size_t columns) {
  while (text::display_width(line) + 2 > columns) {
    const std::size_t space = line.rfind(' ');
    if (space == std::string::npos || space < 4) return text::shorten(line, columns);
    line.resize(space);
  }
  return line + " …";
}

Lines lines_of(const Finding& finding, std::size_t most) {
  Lines lines =
      lines_of("  - " + text::wrapped(text::show_safely(finding.text), text::kTextColumns, 4));
  for (std::string& line : lines) line = text::shorten(line, text::kTextColumns);
  const std::string mark = mark_of(finding);
  const std::size_t room =
      mark.empty() ? text::kTextColumns : text::kTextColumns - text::display_width(mark) - 1;
  const bool fits = text::display_width(lines.back()) <= room;
  if (lines.size() > most || (lines.size() == most && !fits)) {
    lines.resize(most);
    lines.back() = cut_line(lines.back(), room);
  } else if (!fits) {
    lines.push_back(std::string(4, ' ').append(mark));
    return lines;
  }
  if (!mark.empty()) lines.back().append(" ").append(mark);
  return lines;
}

// Shows all findings if they fit. Otherwise cuts the longest, starting with the last of them; if
// that is not enough, omits the last findings.
Lines findings(const Dossier& dossier, std::size_t most) {
  // A section of its own says whether the bucket is open.
  std::vector<Finding> shown = dossier.findings;
  std::erase_if(shown, [](const Finding& of) { return of.code == FindingCode::state_at_end; });
  if (shown.empty()) return {"  none"};
  std::vector<Lines> parts;
  std::size_t total = 0;
  for (const Finding& finding : shown) {
    parts.push_back(lines_of(finding, kMostLinesOfAFinding));
    total += parts.back().size();
  }
  const auto is_shorter = [](const Lines& a, const Lines& b) { return a.size() < b.size(); };
  while (total > most) {
    const auto longest = std::max_element(parts.rbegin(), parts.rend(), is_shorter);
    if (longest->size() <= kFewestLinesOfAFinding) break;
    const auto index = static_cast<std::size_t>(parts.rend() - longest) - 1;
    *longest = lines_of(shown[index], longest->size() - 1);
    --total;
  }
  std::size_t left_out = 0;
  for (; total + (left_out > 0 ? 1 : 0) > most; ++left_out) {
    total -= parts.back().size();
    parts.pop_back();
  }
  Lines lines;
  for (const Lines& part : parts) append(lines, part);
  if (left_out > 0) lines.push_back(fmt::format("  - and {} more in the JSON", left_out));
  return lines;
}

}  // namespace

std::string dossier_text(const Dossier& dossier) {
  Lines parts = source_section(dossier.source_activity);
  append(parts, requests_section(dossier));
  append(parts, changes_section(dossier));
  if (dossier.exposure != nullptr) append(parts, exposure_section(*dossier.exposure));
  append(parts, others_section(dossier.other_sources));

  Lines screen = head(dossier);
  screen.insert(screen.end(), {"", "Findings, with the first record that shows each"});
  const std::size_t others = screen.size() + 1 + parts.size() + 1;
  append(screen, findings(dossier, kScreenLines - others));
  screen.emplace_back();
  append(screen, parts);
  screen.emplace_back();

  std::string text;
  for (const std::string& line : screen) text += text::shorten(line, text::kTextColumns) + "\n";
  return text;
}

}  // namespace s3rare::investigate
