#include "report/forms/incident_page.h"

#include <algorithm>

#include "investigate/dossier/dossier_parts.h"
#include "investigate/dossier/page.h"
#include "json/text.h"
#include "json/writer.h"
#include "report/forms/incident_json.h"
#include "report/headline.h"
#include "s3rare/version.h"

namespace s3rare::report {
namespace {

// Sources and objects that a page lists, as far as there are so many incidents: some 5 MB of them.
constexpr std::size_t kMostListedOfAll = 9'000;
constexpr std::size_t kFewestListed = 20;

std::string element_of(std::string_view json) {
  std::string valid;
  json::repair_utf8(json, valid);
  return investigate::page_dossier(valid);
}

template <class List>
void shorten(List& list, std::size_t most, std::uint64_t& left_out) {
  if (list.size() <= most) return;
  left_out += list.size() - most;
  list.resize(most);
}

// Sentences that the other forms have too.
void write_lines(json::JsonWriter& json, const Incident& incident) {
  json.key("lines").begin_object();
  json.field("state", state_line(incident.exposure));
  json.field("access", access_line(incident.access));
  json.key("exposed").begin_array();
  for (const Exposed& exposed : incident.exposure.intervals) json.string(exposed_line(exposed));
  json.end_array().key("sources").begin_array();
  for (const IncidentSource& source : incident.sources) json.string(source_line(source));
  json.end_array().end_object();
}

// [seconds since 1970, succeeded, denied] of each bar.
void write_chart(json::JsonWriter& json, const RequestChart& chart) {
  json.key("chart").begin_object();
  json.key("step_seconds").number(static_cast<std::uint64_t>(chart.step));
  json.key("bars").begin_array();
  for (const RequestChart::Bar& bar : chart.bars) {
    json.begin_array().raw(std::to_string(bar.begin.seconds));
    json.number(bar.succeeded).number(bar.denied).end_array();
  }
  json.end_array().end_object();
}

}  // namespace

IncidentPage::IncidentPage(std::size_t incidents)
    : most_listed_(
          std::max(kFewestListed, kMostListedOfAll / std::max<std::size_t>(incidents, 1))) {}

std::string IncidentPage::head(const PageHead& head) {
  json::JsonWriter json;
  json.begin_object().key("head").begin_object().field("version", kVersion);
  json.strings("paths", head.paths).key("settings").begin_array();
  for (const auto& [name, value] : head.settings) {
    json.begin_object().field("name", name).field("value", value).end_object();
  }
  json.end_array().key("logs").begin_object();
  investigate::write_span(json, head.logs);
  json.end_object().key("records").number(head.records).key("files").number(head.files);
  json.key("damaged_files").number(head.damaged_files).end_object().end_object();
  return std::string(page_begin()) + element_of(json.text());
}

std::string IncidentPage::incident(const Incident& incident) {
  Incident shown = incident;
  shorten(shown.sources, most_listed_, shown.sources_left_out);
  shorten(shown.objects, most_listed_, shown.objects_left_out);
  json::JsonWriter json;
  json.begin_object().key("incident").raw(with_numbered_files(incident_json(shown)));
  write_lines(json, shown);
  write_chart(json, shown.access.chart);
  json.end_object();
  return element_of(json.text());
}

std::string IncidentPage::end() const {
  json::JsonWriter json;
  json.begin_object().key("files").begin_array();
  for (const std::string& file : files_) json.raw(file);
  json.end_array().end_object();
  return element_of(json.text()).append(page_end());
}

// A quote inside of a string is escaped, so only a member looks like this.
std::string IncidentPage::with_numbered_files(std::string_view json) {
  constexpr std::string_view kMember = R"("file":")";
  std::string text;
  text.reserve(json.size());
  while (true) {
    const std::size_t found = json.find(kMember);
    if (found == std::string_view::npos) return text.append(json);
    const std::size_t begin = found + kMember.size() - 1;
    std::size_t end = begin + 1;
    while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
    ++end;
    const std::string_view file = json.substr(begin, end - begin);
    auto number = numbers_.find(file);
    if (number == numbers_.end()) {
      number = numbers_.emplace(std::string(file), files_.size()).first;
      files_.emplace_back(file);
    }
    text.append(json.substr(0, begin)).append(std::to_string(number->second));
    json.remove_prefix(end);
  }
}

}  // namespace s3rare::report
