#include "output/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "s3rare/event_time.h"
#include "text/terminal_color.h"
#include "text/terminal_text.h"

namespace s3rare::output {
namespace {

constexpr std::string_view kGap = "  ";
constexpr std::string_view kNothing = "-";

// Without shortening, one long value must not widen the column for all rows.
constexpr std::size_t kWidest = 60;

// The narrowest column that shortening leaves, on any terminal.
constexpr std::size_t kNarrowest = 12;

// Indices of the paths that `alert_` reads.
enum AlertPath : std::size_t {
  kTimestamp,
  kAddress,
  kGeo,
  kNetwork,
  kActionName,
  kCloudTrail,
  kRegionName,
  kS3,
  kSeverityName,
  kPriorityName,
  kPreviousSeen
};

std::string shown(std::string_view text) {
  return text::show_safely(text.empty() ? kNothing : text);
}

// Shows a time to the second, with a space between date and time.
std::string time_text(std::string_view timestamp) {
  const auto parsed = parse_rfc3339(timestamp);
  if (!parsed) return shown(timestamp);
  std::string text = format_utc(parsed->time, 0);
  text.pop_back();
  text[text.find('T')] = ' ';
  return text;
}

// The time between the previous sighting and the alert: "9d before".
std::string age_text(std::string_view previous, std::string_view timestamp) {
  const auto before = parse_rfc3339(previous);
  const auto now = parse_rfc3339(timestamp);
  if (!before || !now) return std::string(kNothing);
  Seconds age = now->time.seconds - before->time.seconds;
  for (const Seconds unit : {kSecondsPerDay, Seconds{3600}, Seconds{60}}) {
    if (age < 2 * unit) continue;
    age -= age % unit;
    // Days instead of weeks, so that rows compare at a glance.
    if (unit == kSecondsPerDay) return fmt::format("{}d before", age / kSecondsPerDay);
    break;
  }
  return age > 0 ? format_duration(age) + " before" : std::string(kNothing);
}

std::string_view color_of(std::string_view severity) {
  if (severity == "high") return text::kRed;
  return severity == "medium" ? text::kYellow : std::string_view();
}

}  // namespace

Table::Table(TableStyle style)
    : style_(style),
      alert_{"@timestamp",      "source.address",  "source.geo",          "source.as",
             "event.action",    "aws.cloudtrail",  "cloud.region",        "aws.s3",
             "s3rare.severity", "s3rare.priority", "s3rare.previous_seen"},
      object_{"bucket.name", "object.key"},
      trail_{"recipient_account_id"},
      geo_{"city_name", "country_iso_code", "country_name"},
      network_{"number", "organization.name"} {
  is_shown_.fill(true);
  for (const Column column : {kPlace, kAccount, kRegion}) is_shown_[column] = false;
}

// A column that appears is added to the rows that follow.
void Table::show(Column column) {
  if (std::exchange(is_shown_[column], true)) return;
  widths_.reset();
}

void Table::show_if_another(Column column, const std::string& value) {
  std::optional<std::string>& first = first_values_[column];
  if (!first) first = value;
  if (*first != value) show(column);
}

// City and country, or the country alone, and the network: "Milton, US, AS209".
std::string Table::place_of(const json::JsonValue& geo, const json::JsonValue& network) {
  std::string place;
  const auto append = [&](std::string_view text) {
    if (text.empty()) return;
    if (!place.empty()) place += ", ";
    place += text;
  };
  if (geo.kind == json::JsonValue::Kind::object && geo_.read(geo.text)) {
    const std::string_view city = geo_[0].string();
    append(city);
    append((city.empty() && !geo_[2].string().empty() ? geo_[2] : geo_[1]).string());
  }
  if (network.kind == json::JsonValue::Kind::object && network_.read(network.text)) {
    if (network_[0].kind == json::JsonValue::Kind::number) {
      append(fmt::format("AS{}", network_[0].text));
    } else {
      append(network_[1].string());
    }
  }
  return place;
}

Table::Row Table::read_row(std::string_view line) {
  Row row;
  padded_.assign(line);
  if (!alert_.read(padded_)) {
    row.fill(std::string(kNothing));
    return row;
  }
  const std::string_view timestamp = alert_[kTimestamp].string();
  row[kTime] = time_text(timestamp);
  row[kSource] = shown(alert_[kAddress].string());
  const std::string place = place_of(alert_[kGeo], alert_[kNetwork]);
  row[kPlace] = shown(place);
  row[kAction] = shown(alert_[kActionName].string());
  const json::JsonValue& trail = alert_[kCloudTrail];
  const bool has_trail = trail.kind == json::JsonValue::Kind::object && trail_.read(trail.text);
  row[kAccount] = shown(has_trail ? trail_[0].string() : std::string_view());
  row[kRegion] = shown(alert_[kRegionName].string());
  std::string object;
  if (alert_[kS3].kind == json::JsonValue::Kind::object && object_.read(alert_[kS3].text)) {
    object = object_[0].string();
    if (!object_[1].string().empty()) object.append("/").append(object_[1].string());
  }
  row[kObject] = shown(object);
  const std::string_view priority = alert_[kPriorityName].string();
  row[kSeverity] = shown(priority.empty() ? alert_[kSeverityName].string() : priority);
  row[kLastSeen] = age_text(alert_[kPreviousSeen].string(), timestamp);
  if (!place.empty()) show(kPlace);
  show_if_another(kAccount, row[kAccount]);
  show_if_another(kRegion, row[kRegion]);
  has_priority_ = has_priority_ || !priority.empty();
  return row;
}

Table::Widths Table::widths() const {
  Widths widths{};
  for (const Row& row : held_) {
    for (std::size_t i = 0; i < kColumns; ++i) {
      widths[i] = std::max(widths[i], text::display_width(row[i]));
    }
  }
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (!is_shown_[i]) widths[i] = 0;
  }
  if (!style_.columns) {
    for (std::size_t& width : widths) width = std::min(width, kWidest);
    return widths;
  }
  // Shorten the widest column first.
  const auto columns =
      static_cast<std::size_t>(std::count(is_shown_.begin(), is_shown_.end(), true));
  const std::size_t gaps = kGap.size() * (columns - 1);
  while (std::accumulate(widths.begin(), widths.end(), gaps) > *style_.columns) {
    // Among equal widths, shorten the last: an address matters more than the middle of a key.
    std::size_t widest = kSource;
    for (std::size_t i = kSource; i < kColumns; ++i) {
      if (widths[i] >= widths[widest]) widest = i;
    }
    if (widths[widest] <= kNarrowest) break;
    --widths[widest];
  }
  return widths;
}

std::string Table::render(const Row& row, bool is_header) const {
  std::string text;
  for (std::size_t i = 0; i < kColumns; ++i) {
    if (!is_shown_[i]) continue;
    const std::size_t width = (*widths_)[i];
    const std::string cell = style_.columns ? text::shorten(row[i], width) : row[i];
    const std::string_view color =
        is_header ? text::kBold : (i == kSeverity ? color_of(row[i]) : std::string_view());
    if (i > 0) text += kGap;
    if (style_.color && !color.empty()) {
      text.append(color).append(cell).append(text::kPlain);
    } else {
      text += cell;
    }
    const std::size_t taken = text::display_width(cell);
    if (i + 1 < kColumns && taken < width) text.append(width - taken, ' ');
  }
  text += '\n';
  return text;
}

// Decides the widths and renders the held rows.
std::string Table::settle() {
  const Row header = {"TIME (UTC)", "SOURCE", "PLACE",      "ACTION",
                      "ACCOUNT",    "REGION", "BUCKET/KEY", has_priority_ ? "PRIORITY" : "SEVERITY",
                      "LAST SEEN"};
  held_.insert(held_.begin(), header);
  widths_ = widths();
  std::string text = std::exchange(is_first_block_, false) ? "" : "\n";
  for (std::size_t i = 0; i < held_.size(); ++i) text += render(held_[i], i == 0);
  held_.clear();
  held_bytes_ = 0;
  return text;
}

std::string Table::add(std::string_view line) {
  Row row = read_row(line);
  if (widths_) return render(row, false);
  for (const std::string& cell : row) held_bytes_ += cell.size();
  held_.push_back(std::move(row));
  const bool enough = held_.size() == kLookAhead || held_bytes_ > kLookAheadBytes;
  return enough ? settle() : std::string();
}

std::string Table::finish() { return held_.empty() ? std::string() : settle(); }

}  // namespace s3rare::output
