#include "input/foreign/log_origin.h"

#include <array>

#include "input/foreign/dotted_values.h"

namespace s3rare::input {

std::optional<LogOrigin> log_origin(std::string_view envelope) {
  static const DottedPaths kPaths(
      std::array<std::string_view, 3>{"log.file.path", "log.offset", "log.file.offset"});
  if (envelope.empty()) return std::nullopt;
  const DottedValues values = kPaths.find(envelope);
  auto path = values.string(0);
  if (!path || path->empty()) return std::nullopt;
  LogOrigin origin{std::move(*path), {}};
  for (const std::size_t place : {std::size_t{1}, std::size_t{2}}) {
    if (!values[place] || !origin.offset.empty()) continue;
    const std::string text = values.string(place).value_or(std::string(values[place]->value));
    constexpr std::size_t kMostDigits = 19;
    const bool is_number = !text.empty() && text.size() <= kMostDigits &&
                           text.find_first_not_of("0123456789") == std::string::npos &&
                           (text.size() == 1 || text.front() != '0');
    if (is_number) origin.offset = text;
  }
  return origin;
}

}  // namespace s3rare::input
