// The sentence of an alert, for people.
#pragma once

#include <string>
#include <string_view>

#include "s3rare/alert.h"
#include "s3rare/detail.h"
#include "s3rare/term.h"

namespace s3rare::output {

/// @param history_window  for people: 7d
/// @param detail          of the alert's match
/// @returns who did what, and what is new about it. Names in it are strangers' text: escapes stand
///          for what is unsafe to print
std::string message_of(const Alert& alert, const TermFields& fields,
                       std::string_view history_window, const DetailReader& detail);

}  // namespace s3rare::output
