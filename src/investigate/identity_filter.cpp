#include "investigate/identity_filter.h"

#include "json/text.h"

namespace s3rare::investigate {
namespace {

constexpr std::string_view kArn = R"("arn")";

// The position of the first byte of the string behind a key; npos if there is none.
std::size_t string_behind(std::string_view record, std::size_t at) {
  for (const char expected : {':', '"'}) {
    while (at < record.size() && json::is_space(record[at])) ++at;
    if (at == record.size() || record[at] != expected) return std::string_view::npos;
    ++at;
  }
  return at;
}

}  // namespace

bool IdentityFilter::may_concern(std::string_view record) {
  std::size_t at = 0;
  while ((at = record.find(kArn, at)) != std::string_view::npos) {
    at += kArn.size();
    const std::size_t begin = string_behind(record, at);
    if (begin == std::string_view::npos) continue;
    const std::string_view raw = json::raw_string_at(record, begin);
    if (raw.data() == nullptr) continue;
    json::decode_string(raw, decoded_);
    if (uses_->knows(decoded_)) return true;
  }
  return false;
}

}  // namespace s3rare::investigate
