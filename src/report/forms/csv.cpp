#include "report/forms/csv.h"

#include "json/text.h"
#include "report/headline.h"

namespace s3rare::report {
namespace {

constexpr std::string_view kRowEnd = "\r\n";

using Cells = std::vector<std::string>;

std::string row_of(const Cells& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != &cells.front()) row += ',';
    row += csv_cell(cell);
  }
  return row.append(kRowEnd);
}

std::string number(std::uint64_t value) { return std::to_string(value); }
std::string time_text(const std::optional<EventTime>& time) {
  return time ? format_utc(*time) : std::string();
}
std::string yes_or_no(bool value) { return value ? "yes" : "no"; }

std::string joined(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text.append(text.empty() ? "" : " ").append(one);
  return text;
}

Cells key_cells(const Incident& incident) {
  return {incident.key.account, incident.key.region, incident.key.bucket};
}

Cells head_of(const Cells& more) {
  Cells cells = {"account", "region", "bucket"};
  cells.insert(cells.end(), more.begin(), more.end());
  return cells;
}

// A row that begins with the incident's key.
std::string row_with(const Incident& incident, const Cells& more) {
  Cells cells = key_cells(incident);
  cells.insert(cells.end(), more.begin(), more.end());
  return row_of(cells);
}

std::string incident_row(const Incident& incident) {
  const Access& access = incident.access;
  Cells reasons;
  for (const Reason& reason : incident.reasons) reasons.emplace_back(name_of(reason.code));
  std::optional<EventTime> opened;
  std::string opened_by;
  for (const Exposed& exposed : incident.exposure.intervals) {
    if (exposed.opened_by.empty()) continue;
    opened = exposed.opened_by.front().time;
    opened_by = exposed.opened_by.front().actor;
    break;
  }
  const auto first = access.span ? std::optional(access.span->first) : std::nullopt;
  const auto last = access.span ? std::optional(access.span->last) : std::nullopt;
  return row_with(incident, {std::string(name_of(incident.severity)),
                             std::string(name_of(incident.exposure.state)),
                             joined(reasons),
                             time_text(opened),
                             opened_by,
                             time_text(first),
                             time_text(last),
                             number(access.sources.count),
                             yes_or_no(access.sources.estimated),
                             number(access.new_sources),
                             number(access.read.requests),
                             number(access.read.objects.count),
                             number(access.read.bytes),
                             number(access.read.without_bytes),
                             number(access.listed.requests),
                             number(access.written.requests),
                             number(access.deleted.requests),
                             number(access.denied),
                             number(incident.alerts.size()),
                             headline(incident)});
}

std::string object_rows(const Incident& incident) {
  std::string rows;
  for (const TouchedObject& object : incident.objects) {
    rows += row_with(
        incident,
        {object.key, object.secret ? std::string(s3rare::name_of(*object.secret)) : "",
         yes_or_no(object.was_read), yes_or_no(object.was_written), yes_or_no(object.was_deleted),
         object.bytes ? number(*object.bytes) : "", object.requests ? number(*object.requests) : "",
         format_utc(object.first), object.source, object.evidence.event_id, object.evidence.path,
         number(object.evidence.offset)});
  }
  return rows;
}

std::string request_rows(const Incident& incident) {
  std::string rows;
  for (const Outcome& outcome : incident.access.outcomes) {
    rows += row_with(incident, {outcome.action, outcome.outcome, number(outcome.requests)});
  }
  return rows;
}

std::string source_rows(const Incident& incident) {
  std::string rows;
  for (const IncidentSource& source : incident.sources) {
    const auto first = source.span ? std::optional(source.span->first) : std::nullopt;
    const auto last = source.span ? std::optional(source.span->last) : std::nullopt;
    Cells identities;
    for (const UsedIdentity& identity : source.identities) identities.push_back(identity.identity);
    rows += row_with(incident,
                     {source.address,         yes_or_no(source.is_new),   source.place.country,
                      source.place.network,   joined(source.listed_in),   time_text(first),
                      time_text(last),        number(source.listings),    number(source.fetches),
                      number(source.secrets), number(source.writes),      number(source.deletions),
                      number(source.denied),  number(source.bytes_out),   number(source.bytes_in),
                      joined(source.tools),   joined(identities),         source.first.event_id,
                      source.first.path,      number(source.first.offset)});
  }
  return rows;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string cell;
  json::repair_utf8(text, cell);
  constexpr std::string_view kFormula = "=+-@\t\r";
  if (!cell.empty() && kFormula.find(cell.front()) != std::string_view::npos) {
    cell.insert(cell.begin(), '\'');
  }
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char byte : cell) {
    if (byte == '"') quoted += '"';
    quoted += byte;
  }
  return quoted += '"';
}

std::string csv_head(CsvRows rows) {
  switch (rows) {
    case CsvRows::incidents:
      return row_of(head_of({"severity",
                             "state",
                             "reasons",
                             "opened",
                             "opened_by",
                             "first",
                             "last",
                             "sources",
                             "sources_estimated",
                             "new_sources",
                             "fetches",
                             "objects_fetched",
                             "bytes_fetched",
                             "fetches_without_bytes",
                             "listings",
                             "writes",
                             "deletions",
                             "denied",
                             "alerts",
                             "headline"}));
    case CsvRows::objects:
      return row_of(head_of({"key", "looks_like", "read", "written", "deleted", "bytes", "requests",
                             "time", "source", "event_id", "file", "offset"}));
    case CsvRows::requests:
      return row_of(head_of({"action", "outcome", "requests"}));
    case CsvRows::sources:
      return row_of(head_of({"address", "new",        "country",  "network",   "indicators",
                             "first",   "last",       "listings", "fetches",   "secrets",
                             "writes",  "deletions",  "denied",   "bytes_out", "bytes_in",
                             "tools",   "identities", "event_id", "file",      "offset"}));
  }
  return {};
}

std::string csv_rows(CsvRows rows, const Incident& incident) {
  switch (rows) {
    case CsvRows::incidents:
      return incident_row(incident);
    case CsvRows::objects:
      return object_rows(incident);
    case CsvRows::requests:
      return request_rows(incident);
    case CsvRows::sources:
      return source_rows(incident);
  }
  return {};
}

}  // namespace s3rare::report
