// Makes a JSON object of a row of a table: the names of the columns are its keys. So rows of CSV
// and of ES|QL are read as documents with the same fields are.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "input/table/csv_header.h"
#include "json/padded_text.h"

namespace s3rare::input {

/// Whether the columns of a table are the fields of CloudTrail records: those of Sentinel
/// (`UserIdentityType`) or of Athena (`useridentity`), in any case, or those of Elastic's documents
/// (`event.provider`), as Kibana's Discover exports them.
bool has_record_fields(const CsvHeader& header);

/// @param cells   as many as the header has; empty ones are left out, and of Elastic's documents
///                those with `-`, which Kibana writes for a field that is absent
/// @param object  replaced by the object
void write_row_object(const CsvHeader& header, std::span<const std::string_view> cells,
                      json::PaddedText& object);

/// @param columns  of ES|QL: `[{"name":"event.id","type":"keyword"}]`
/// @returns their names, as JSON strings with their quotes; empty if one has none
/// Source: Elasticsearch reference, "ES|QL query API".
std::vector<std::string> esql_columns(std::string_view columns);

/// @param row  of ES|QL: an array of values; null values are left out
/// @returns false if it is no array of as many values as there are columns
bool write_row_object(const std::vector<std::string>& columns, std::string_view row,
                      json::PaddedText& object);

}  // namespace s3rare::input
