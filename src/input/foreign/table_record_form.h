// Rows of tables whose columns are the fields of CloudTrail records, as JSON objects: Microsoft
// Sentinel's AWSCloudTrail (`UserIdentityAccountId`), and Athena's or CloudTrail Lake's tables
// (`useridentity` as the text of a struct). Rows of CSV and of ES|QL become such objects first.
//
// Sources: Azure Monitor reference, table AWSCloudTrail; Amazon Athena user guide, "Query AWS
// CloudTrail logs".
#pragma once

#include "input/foreign/form.h"

namespace s3rare::input {

/// A row of Sentinel's table. Names of columns are compared in any case, and a unit behind one
/// (`TimeGenerated [UTC]`) does not count.
Glance glance_at_sentinel_row(std::string_view object);
void rewrite_sentinel_row(std::string_view object, json::PaddedText& record);

/// A row of Athena's table. The text of a struct, `{type=AWSAccount, accountid=anonymous, ...}`,
/// has neither quotes nor escapes: a member counts only if its name is there once.
Glance glance_at_athena_row(std::string_view object);
void rewrite_athena_row(std::string_view object, json::PaddedText& record);

}  // namespace s3rare::input
