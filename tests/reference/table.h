// Reads a table in text whose cells hold records: RFC 4180, with the whole text in memory.
#pragma once

#include <string_view>

#include "reference/finding.h"
#include "s3rare/rule.h"

namespace s3rare::reference {

/// @returns whether the first 64 KiB mention a record, and the first line has a column of records
bool is_table_of_records(std::string_view text);

/// Adds the findings of a table.
///
/// A row that breaks the rules, or has another number of cells than the header, is one malformed
/// record; reading goes on at the next line. A row without an object in a column of records is an
/// unrecognised object.
void read_table(std::string_view text, Principal principal, Findings& findings);

}  // namespace s3rare::reference
