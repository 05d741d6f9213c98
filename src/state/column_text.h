// How values are written in the state's columns: as text that a person can read, that sorts as the
// values do, and that no terminal obeys.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "s3rare/event_time.h"
#include "s3rare/history.h"
#include "s3rare/term.h"

namespace s3rare::state {

/// A time in UTC, `2024-05-01 12:00:00`, with a fraction only where there is one. SQLite's own
/// form: its date functions take it, and texts compare as times do.
std::string time_text(EventTime time);
std::optional<EventTime> parse_time_text(std::string_view text);

/// A day in UTC, `2024-05-01`.
std::string day_text(std::int64_t day);
std::optional<std::int64_t> parse_day_text(std::string_view text);

/// A term: the value as it stands between the quotes of a JSON string, or, of several fields, a
/// JSON array of such strings.
std::string term_text(std::string_view term, const TermFields& fields);
std::optional<std::string> parse_term_text(std::string_view text, const TermFields& fields);

/// Text that may hold anything, as it stands between the quotes of a JSON string.
std::string escaped(std::string_view text);
std::string unescaped(std::string_view text);

/// `learned`, `held` or `alerted`: no other status is kept.
std::string_view status_text(Status status);
std::optional<Status> parse_status_text(std::string_view text);

}  // namespace s3rare::state
