#include "s3rare/exposure.h"

#include <charconv>
#include <cmath>

namespace s3rare {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

std::string describe(KeyKind kind) {
  switch (kind) {
    case KeyKind::terraform_state:
      return "the state of Terraform";
    case KeyKind::private_key:
      return "a private key";
    case KeyKind::environment:
      return "environment variables";
    case KeyKind::credentials:
      return "credentials";
    case KeyKind::database_dump:
      return "a database dump";
    case KeyKind::mailbox:
      return "a mailbox";
    case KeyKind::disk_image:
      return "the disk of a virtual machine";
    case KeyKind::backup:
      break;
  }
  return "a backup";
}

// Appends instead of "literal" + std::string, about which g++ 12 warns.
std::string sentence(std::string_view begin, std::string_view end) {
  std::string text(begin);
  text += end;
  return text;
}

}  // namespace

std::string_view name_of(Priority priority) {
  switch (priority) {
    case Priority::low:
      return "low";
    case Priority::medium:
      return "medium";
    case Priority::high:
      break;
  }
  return "high";
}

std::optional<std::uint64_t> parse_byte_count(std::string_view number) {
  const char* const end = number.data() + number.size();
  std::int64_t whole = 0;
  if (const auto read = std::from_chars(number.data(), end, whole);
      read.ec == std::errc() && read.ptr == end) {
    return whole < 0 ? std::nullopt : std::optional(static_cast<std::uint64_t>(whole));
  }
  double value = 0;
  const auto read = std::from_chars(number.data(), end, value);
  if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
  if (!(value >= 0 && value < kTwoTo63) || std::trunc(value) != value) return std::nullopt;
  return static_cast<std::uint64_t>(value);
}

Assessment assess(const Exposure& exposure, const std::vector<std::string>& listed_in) {
  std::vector<std::string> reasons;
  if (exposure.effect == Effect::wrote) reasons.emplace_back("an object was written");
  if (exposure.effect == Effect::deleted) reasons.emplace_back("an object was deleted");
  for (const std::string& list : listed_in) {
    reasons.push_back(sentence("the source is on the list ", list));
  }
  if (reasons.empty() && exposure.bytes_out == 0U) return {Priority::low, {"no byte was sent"}};
  if (exposure.key_kind) {
    reasons.push_back(sentence("the key looks like ", describe(*exposure.key_kind)));
  }
  if (reasons.empty()) return {};
  return {Priority::high, std::move(reasons)};
}

}  // namespace s3rare
