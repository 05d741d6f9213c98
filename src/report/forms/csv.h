// Rows of comma-separated values. Source: RFC 4180; OWASP, "CSV Injection".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/incident.h"

namespace s3rare::report {

/// What a row is about.
enum class CsvRows : std::uint8_t { incidents, objects, requests, sources };

/// @returns a cell: in quotes if it holds a comma, a quote or a line end. A cell that begins with
///          `=`, `+`, `-`, `@`, a tab or a carriage return gets a quote in front, so that a
///          spreadsheet shows it instead of running it as a formula
std::string csv_cell(std::string_view text);

/// @returns the line of column names, with its line end (CRLF)
std::string csv_head(CsvRows rows);

/// @returns the rows of an incident
std::string csv_rows(CsvRows rows, const Incident& incident);

}  // namespace s3rare::report
