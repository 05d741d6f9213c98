#include "input/recognition/data_event.h"

#include <optional>
#include <string>
#include <string_view>

#include "json/text.h"
#include "s3rare/rule.h"
#include "s3rare/s3_action.h"

namespace s3rare::input {
namespace {

// In AWS's order, the source follows the time.
bool may_be_of_s3(const Found& record) {
  constexpr std::string_view kSource = R"(","eventSource":")";
  if (record.event_time.empty()) return true;
  const auto time_end = static_cast<std::size_t>(record.event_time.data() - record.text.data()) +
                        record.event_time.size();
  std::string_view source = record.text.substr(time_end);
  if (!source.starts_with(kSource)) return true;
  source.remove_prefix(kSource.size());
  if (source.starts_with(rule::kProvider)) return true;
  return source.substr(0, source.find('"')).find('\\') != std::string_view::npos;
}

}  // namespace

bool is_data_event(const Found& record) {
  if (!may_be_of_s3(record)) return false;
  std::string source;
  std::string category;
  std::string action;
  std::optional<bool> management;
  json::Children members(record.text);
  while (const auto member = members.next()) {
    const auto read = [&](std::string& text) {
      text.clear();
      if (member->is_string()) json::decode_string(member->raw_string(), text);
    };
    if (json::string_is(member->key, "eventSource")) {
      read(source);
      if (source != rule::kProvider) return false;
    } else if (json::string_is(member->key, "eventName")) {
      read(action);
    } else if (json::string_is(member->key, "eventCategory")) {
      read(category);
    } else if (json::string_is(member->key, "managementEvent")) {
      management.reset();
      if (member->value == "true" || member->value == "false") management = member->value == "true";
    }
  }
  return source == rule::kProvider && is_s3_data_event(category, management, action);
}

}  // namespace s3rare::input
