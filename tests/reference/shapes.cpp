#include "reference/shapes.h"

#include <algorithm>
#include <initializer_list>
#include <regex>
#include <string>
#include <utility>
#include <vector>

#include "reference/outline.h"

namespace s3rare::reference {
namespace {

using Names = std::initializer_list<std::string_view>;

const Names kParts = {"userIdentity", "requestParameters",   "responseElements",
                      "tlsDetails",   "additionalEventData", "addendum"};
const Names kSingle = {"eventVersion",      "eventTime",     "eventSource",   "eventName",
                       "awsRegion",         "errorCode",     "errorMessage",  "sourceIPAddress",
                       "userAgent",         "requestID",     "eventID",       "eventType",
                       "eventCategory",     "sharedEventID", "vpcEndpointId", "readOnly",
                       "recipientAccountId"};
const Names kSingleInside = {"type",
                             "principalId",
                             "arn",
                             "accountId",
                             "accessKeyId",
                             "invokedBy",
                             "bucketName",
                             "key",
                             "tlsVersion",
                             "cipherSuite",
                             "clientProvidedHostHeader",
                             "userName"};

// A key with more dots keeps the last of them.
constexpr std::size_t kMostLevels = 17;

// JSON in a string that is nested deeper stays a string.
constexpr std::size_t kMostDepth = 512;

bool is_in(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Value without_arrays(Value value) {
  while (value.kind == Value::Kind::array && value.elements.size() == 1) {
    Value only = value.elements.front();
    value = std::move(only);
  }
  return value;
}

std::optional<Value> object_in(const Value& value) {
  if (value.kind != Value::Kind::string) return std::nullopt;
  const std::size_t first = value.text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || value.text[first] != '{') return std::nullopt;
  if (find_end(value.text, first).depth > kMostDepth) return std::nullopt;
  return parse_json(value.text);
}

// Sets what is at a path of keys, and makes the objects on the way.
void put(Value& object, const std::vector<std::string>& path, std::size_t level,
         const Value& value) {
  object.kind = Value::Kind::object;
  auto member = std::find_if(object.members.begin(), object.members.end(),
                             [&](const Member& m) { return m.name == path[level]; });
  if (member == object.members.end()) {
    object.members.push_back({path[level], {}});
    member = object.members.end() - 1;
  }
  if (level + 1 < path.size()) return put(member->value, path, level + 1, value);
  // Deeper keys win over a value at the path itself.
  if (member->value.members.empty()) member->value = value;
}

std::vector<std::string> split(const std::string& key) {
  std::vector<std::string> path;
  std::size_t begin = 0;
  while (path.size() + 1 < kMostLevels) {
    const std::size_t dot = key.find('.', begin);
    if (dot == std::string::npos) break;
    path.push_back(key.substr(begin, dot - begin));
    begin = dot + 1;
  }
  path.push_back(key.substr(begin));
  return path;
}

// The values of dotted keys of a part, as an object without members if there are none.
Value dotted_part(const Value& record, std::string_view name) {
  Value part;
  part.kind = Value::Kind::object;
  const std::string start = std::string(name) + ".";
  for (const auto& [key, value] : record.members) {
    if (key.starts_with(start))
      put(part, split(key.substr(start.size())), 0, without_arrays(value));
  }
  return part;
}

}  // namespace

void shape(Value& record) {
  for (auto& [name, value] : record.members) {
    if (is_in(name, kSingle)) value = without_arrays(value);
  }
  if (const Value* time = record.find("eventTime")) {
    const bool is_usual = time->kind == Value::Kind::string && parse_rfc3339(time->text);
    const auto read = is_usual ? std::nullopt : read_time(time->text);
    const bool may_be = time->kind == Value::Kind::string || time->kind == Value::Kind::number;
    if (may_be && read) {
      Value text;
      text.kind = Value::Kind::string;
      text.text = format_utc(read->time);
      record.members.push_back({"eventTime", text});
    }
  }
  for (const std::string_view name : kParts) {
    Value part = dotted_part(record, name);
    std::optional<Value> whole;
    if (const Value* value = record.find(name)) whole = without_arrays(*value);
    if (whole && whole->kind != Value::Kind::object) {
      if (auto object = object_in(*whole)) whole = std::move(object);
    }
    const bool is_object = whole && whole->kind == Value::Kind::object;
    const Value* type = part.find("type");
    const bool has_type = type != nullptr && type->kind == Value::Kind::string;
    const bool may_be_anyone = part.find("accountId") == nullptr && has_type &&
                               (type->text == "AWSAccount" || type->text == "Unknown");
    const bool tells = has_type && !may_be_anyone;
    if (name == "userIdentity" && !part.members.empty() && !is_object && !tells) continue;
    if (!is_object && part.members.empty()) {
      if (whole) record.members.push_back({std::string(name), *whole});
      continue;
    }
    if (is_object) {
      for (auto& [key, value] : whole->members) {
        part.members.push_back({key, is_in(key, kSingleInside) ? without_arrays(value) : value});
      }
    }
    const std::string start = std::string(name) + ".";
    std::erase_if(record.members, [&](const Member& m) { return m.name.starts_with(start); });
    record.members.push_back({std::string(name), std::move(part)});
  }
}

std::optional<ParsedTime> read_time(std::string_view text) {
  if (const auto usual = parse_rfc3339(text)) return usual;
  constexpr std::size_t kLongest = 64;
  if (text.size() > kLongest) return std::nullopt;
  const std::string copy(text);
  std::smatch part;
  static const std::regex kEpoch(R"((\d{10})(\d{3})?(?:\.(\d+))?)");
  if (std::regex_match(copy, part, kEpoch)) {
    std::string fraction = part[2].matched ? part[2].str() : part[3].str();
    ParsedTime time;
    time.time.seconds = std::stoll(part[1]);
    fraction.resize(std::min<std::size_t>(fraction.size(), 9));
    time.fraction_digits = static_cast<int>(fraction.size());
    fraction.resize(9, '0');
    time.time.nanoseconds = static_cast<std::uint32_t>(std::stoul(fraction));
    return time;
  }
  static const std::regex kSql(
      R"((\d{4})-?(\d\d)-?(\d\d)[Tt ](\d\d):?(\d\d):?(\d\d)(\.\d+)? ?(UTC|Z|z|[+-]\d\d(?::?\d\d)?)?)");
  const bool is_basic = text.size() > 8 && text[8] == 'T';
  if (!std::regex_match(copy, part, kSql)) return std::nullopt;
  std::string marks;
  for (const char c : copy.substr(0, is_basic ? 15 : 19)) {
    if (c == '-' || c == ':') marks += c;
  }
  if (marks != (is_basic ? "" : "--::")) return std::nullopt;
  std::string zone = part[8].str();
  if (zone.empty() || zone == "UTC") zone = "Z";
  if (zone.size() == 3) zone += ":00";
  if (zone.size() == 5) zone.insert(3, ":");
  return parse_rfc3339(part[1].str() + "-" + part[2].str() + "-" + part[3].str() + "T" +
                       part[4].str() + ":" + part[5].str() + ":" + part[6].str() + part[7].str() +
                       zone);
}

}  // namespace s3rare::reference
