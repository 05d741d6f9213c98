// The counts of a run: the reports of its readers together, and the summary of them.
#pragma once

#include <vector>

#include "input/file_reader.h"
#include "input/find_files.h"
#include "output/summary.h"

namespace s3rare::cli {

/// Merges the reports of the readers, and adds the failures of the walk.
input::ReadReport merge_reports(const std::vector<const input::ReadReport*>& reports,
                                const input::PassedOver& passed_over);

/// @returns a summary with the counts of reading; the caller fills in the others
output::Summary summarize(const input::ReadReport& report, const input::PassedOver& passed_over);

}  // namespace s3rare::cli
