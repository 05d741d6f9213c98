// Reads the networks that AWS publishes as its own.
//
// Source: AWS, "AWS IP address ranges syntax": {"prefixes":[{"ip_prefix":"192.0.2.0/24", ...},
// ...], "ipv6_prefixes":[{"ipv6_prefix":"2001:db8::/32", ...}, ...]}
#pragma once

#include <cstdint>
#include <string_view>

#include "lists/indicator_lines.h"
#include "s3rare/error.h"

namespace s3rare::lists {

/// @returns whether the text is a JSON object with a list of prefixes
bool is_ip_ranges(std::string_view text);

/// Hands over every prefix, with the number of its line.
/// @param document    for which `is_ip_ranges` holds
/// @param first_line  the number of the line on which it begins
/// @returns the error of the receiver
Result<Done> read_ip_ranges(std::string_view document, std::uint64_t first_line,
                            const OnIndicator& on_indicator);

}  // namespace s3rare::lists
