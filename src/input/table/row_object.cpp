#include "input/table/row_object.h"

#include <cstddef>
#include <optional>

#include "json/members.h"
#include "json/writer.h"

namespace s3rare::input {

namespace {

// Whether a table has fields of Elastic's documents that name an event.
bool has_elastic_fields(const CsvHeader& header) {
  const auto has = [&](std::string_view name) { return header.find(name).has_value(); };
  return has("event.provider") && has("event.action");
}

// Whether a column is one that Elastic's documents have for CloudTrail, or that says whether they
// do.
bool tells_trail(std::string_view column) {
  return column.starts_with("aws.cloudtrail.") || column == "event.dataset" ||
         column == "data_stream.dataset";
}

}  // namespace

bool has_record_fields(const CsvHeader& header) {
  const auto has = [&](std::string_view name) { return header.find(name).has_value(); };
  if (has_elastic_fields(header)) {
    for (std::size_t column = 0; column < header.size(); ++column) {
      if (tells_trail(header.name(column))) return true;
    }
  }
  return has("eventsource") && has("eventname") &&
         (has("useridentitytype") || has("useridentityaccountid") || has("useridentity"));
}

void write_row_object(const CsvHeader& header, std::span<const std::string_view> cells,
                      json::PaddedText& object) {
  // Kibana writes this for a field that a document does not have.
  const std::string_view absent = has_elastic_fields(header) ? "-" : "";
  json::JsonWriter json;
  json.begin_object();
  std::string repaired;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    if (cells[column].empty() || cells[column] == absent) continue;
    json::repair_utf8(header.name(column), repaired);
    json.key(repaired);
    json::repair_utf8(cells[column], repaired);
    json.string(repaired);
  }
  object.assign(json.end_object().text());
}

std::vector<std::string> esql_columns(std::string_view columns) {
  std::vector<std::string> names;
  json::Children elements(columns);
  while (const auto element = elements.next()) {
    const auto name = json::find_member(element->value, "name");
    if (!name || !name->is_string()) return {};
    names.emplace_back(name->value);
  }
  return names;
}

bool write_row_object(const std::vector<std::string>& columns, std::string_view row,
                      json::PaddedText& object) {
  if (!row.starts_with('[')) return false;
  object.assign("{");
  std::size_t column = 0;
  bool is_first = true;
  json::Children values(row);
  for (; const auto value = values.next(); ++column) {
    if (column == columns.size()) return false;
    if (value->value == "null") continue;
    if (!is_first) object.append(",");
    is_first = false;
    object.append(columns[column]);
    object.append(":");
    object.append(value->value);
  }
  object.append("}");
  return column == columns.size() && !values.malformed();
}

}  // namespace s3rare::input
