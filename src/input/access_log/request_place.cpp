#include "input/access_log/request_place.h"

#include <algorithm>
#include <cstddef>

#include "s3rare/record.h"

namespace s3rare::input {
namespace {

// Takes the part at the front, up to the separator or the end.
std::string_view take_part(std::string_view& text, char separator) {
  const std::size_t end = text.find(separator);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

std::string_view take_last_label(std::string_view& host) {
  const std::size_t dot = host.rfind('.');
  const std::string_view label = dot == std::string_view::npos ? host : host.substr(dot + 1);
  host = host.substr(0, dot == std::string_view::npos ? 0 : dot);
  return label;
}

// Whether it is the name of a region: `us-west-2`, `us-gov-east-1`.
bool is_region(std::string_view text) {
  const auto is_of_region = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return std::count(text.begin(), text.end(), '-') >= 2 && text.back() >= '0' &&
         text.back() <= '9' && std::all_of(text.begin(), text.end(), is_of_region);
}

RequestPlace place_of_arn(std::string_view arn) {
  for (int skipped = 0; skipped < 3; ++skipped) take_part(arn, ':');
  const std::string_view region = take_part(arn, ':');
  const std::string_view account = take_part(arn, ':');
  RequestPlace place;
  if (is_account_number(account)) place.account = account;
  if (!region.empty() && is_region(region)) place.region = region;
  return place;
}

RequestPlace place_of_host(std::string_view host) {
  constexpr std::size_t kAccountDigits = 12;
  RequestPlace place;
  host = host.substr(0, host.rfind(':'));
  if (host.ends_with(".cn")) take_last_label(host);
  if (take_last_label(host) != "com" || take_last_label(host) != "amazonaws") return place;
  std::string_view label = take_last_label(host);
  for (const std::string_view prefix : {"s3-website-", "s3-external-", "s3-"}) {
    if (!label.starts_with(prefix)) continue;
    label.remove_prefix(prefix.size());
    if (!label.empty() && prefix != "s3-external-" && is_region(label)) place.region = label;
    return place;
  }
  if (label == "s3" || label.empty() || !is_region(label)) return place;
  std::string_view service = take_last_label(host);
  if (service == "dualstack") service = take_last_label(host);
  if (service != "s3" && service != "s3-website" && service != "s3-fips" &&
      service != "s3-accesspoint" && service != "s3-accesspoint-fips") {
    return place;
  }
  place.region = label;
  if (!service.starts_with("s3-accesspoint") || host.size() <= kAccountDigits) return place;
  const std::string_view account = host.substr(host.size() - kAccountDigits);
  if (is_account_number(account)) place.account = account;
  return place;
}

}  // namespace

RequestPlace place_of(const AccessLogEntry& entry) {
  if (!entry.access_point_arn.empty()) {
    const RequestPlace place = place_of_arn(entry.access_point_arn);
    if (!place.region.empty()) return place;
  }
  return place_of_host(entry.host_header);
}

}  // namespace s3rare::input
