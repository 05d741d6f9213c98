#include "input/recognition/foreign_log.h"

#include <array>
#include <cstddef>

namespace s3rare::input {
namespace {

constexpr ForeignLog kFlowLog = {
    "VPC flow log",
    "found a VPC flow log, expected CloudTrail: it records connections, not requests to S3"};
constexpr ForeignLog kBalancerLog = {
    "load balancer log",
    "found an access log of a load balancer, expected CloudTrail: it records no requests to S3"};

// Enough for every rule below; longer lines have their columns in front.
constexpr std::size_t kColumns = 15;

using Columns = std::array<std::string_view, kColumns>;

Columns columns_of(std::string_view line) {
  Columns columns;
  for (std::string_view& column : columns) {
    const std::size_t end = line.find(' ');
    column = line.substr(0, end);
    if (end == std::string_view::npos) break;
    line.remove_prefix(end + 1);
  }
  return columns;
}

// `2018-07-02T22:23:00...`
bool is_time(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00";
  if (text.size() < kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == '0' ? !is_digit : text[i] != kShape[i]) return false;
  }
  return true;
}

// The header names the fields that the flow log was asked for; a header-less line of the default
// format has an interface in its third column and a status in its last.
bool is_flow_log(std::string_view line, const Columns& columns) {
  const std::string_view spaced = line;
  const bool has_addresses = spaced.find("srcaddr ") != std::string_view::npos &&
                             spaced.find("dstaddr ") != std::string_view::npos;
  if (has_addresses) return true;
  const std::string_view status = columns[13];
  return columns[2].starts_with("eni-") &&
         (status == "OK" || status == "NODATA" || status == "SKIPDATA");
}

bool is_balancer_log(const Columns& columns) {
  for (const std::string_view type : {"http", "https", "h2", "grpcs", "ws", "wss"}) {
    if (columns[0] == type) return is_time(columns[1]) && columns[2].starts_with("app/");
  }
  if (columns[0] == "tls") return is_time(columns[2]) && columns[3].starts_with("net/");
  // Of a Classic Load Balancer: time, name, client:port, backend:port, three durations.
  return is_time(columns[0]) && columns[2].find(':') != std::string_view::npos &&
         columns[4].find('.') != std::string_view::npos &&
         columns[5].find('.') != std::string_view::npos &&
         columns[6].find('.') != std::string_view::npos;
}

}  // namespace

std::optional<ForeignLog> foreign_log(std::string_view first) {
  std::string_view line = first.substr(0, first.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  const Columns columns = columns_of(line);
  if (is_flow_log(line, columns)) return kFlowLog;
  if (is_balancer_log(columns)) return kBalancerLog;
  return std::nullopt;
}

}  // namespace s3rare::input
