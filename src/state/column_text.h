// The text forms of values in the state's columns: readable, sorted as the values are, and free of
// control characters that a terminal would obey.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/history.h"
#include "s3rare/term.h"

namespace s3rare::state {

/// A time in UTC, `2024-05-01 12:00:00`, with a fraction only if it is not zero. SQLite's date
/// functions accept this form, and the texts compare as the times do.
std::string time_text(EventTime time);
std::optional<EventTime> parse_time_text(std::string_view text);

/// A day in UTC, `2024-05-01`.
std::string day_text(std::int64_t day);
std::optional<std::int64_t> parse_day_text(std::string_view text);

/// A term of one field: the value, escaped as inside a JSON string. A term of several fields: a
/// JSON array of strings.
std::string term_text(std::string_view term, const TermFields& fields);
std::optional<std::string> parse_term_text(std::string_view text, const TermFields& fields);

/// Arbitrary text, escaped as inside a JSON string.
std::string escaped(std::string_view text);
std::string unescaped(std::string_view text);

/// `learned`, `held` or `alerted`: the state stores no other status.
std::string_view status_text(Status status);
std::optional<Status> parse_status_text(std::string_view text);

}  // namespace s3rare::state
