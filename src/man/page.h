// A manual page: prose by hand, options from the program's own table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "options/option_table.h"
#include "s3rare/error.h"

namespace s3rare::man {

/// Fills in what a source in mdoc(7) leaves to the program. A line of its own asks for it:
///
///     .\" s3rare: synopsis detect
///     .\" s3rare: options detect
///     .\" s3rare: subcommands
///     .\" s3rare: version
///
/// @returns the page, or an error that names the directive or subcommand that is not known
Result<std::string> fill_page(std::string_view source,
                              const std::vector<options::CommandTable>& tables);

/// Plain text as lines of mdoc: nothing in it is a request or an escape, and each sentence begins a
/// line.
std::string as_text_lines(std::string_view text);

}  // namespace s3rare::man
