#include "reference/containers.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reference/documents.h"
#include "reference/json.h"
#include "reference/outline.h"
#include "reference/shapes.h"

namespace s3rare::reference {
namespace {

// The number of nested containers that are opened, the same as in the program. Real logs have
// three.
constexpr int kMaxLevels = 8;

// In the order of `RecordFields`; the second name is empty for a field of the record itself.
struct FieldName {
  std::string_view outer;
  std::string_view inner;
};
constexpr std::array<FieldName, 15> kFieldNames = {{{"eventSource", ""},
                                                    {"eventName", ""},
                                                    {"errorCode", ""},
                                                    {"errorMessage", ""},
                                                    {"userIdentity", "type"},
                                                    {"userIdentity", "accountId"},
                                                    {"eventTime", ""},
                                                    {"eventID", ""},
                                                    {"requestID", ""},
                                                    {"sourceIPAddress", ""},
                                                    {"tlsDetails", "clientProvidedHostHeader"},
                                                    {"requestParameters", "bucketName"},
                                                    {"requestParameters", "key"},
                                                    {"userAgent", ""},
                                                    {"recipientAccountId", ""}}};

OwnFields read_fields(const Value& record) {
  OwnFields fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const Value* value = record.find(kFieldNames[i].outer);
    if (value != nullptr && !kFieldNames[i].inner.empty()) {
      value = value->find(kFieldNames[i].inner);
    }
    if (value == nullptr) continue;
    switch (value->kind) {
      case Value::Kind::null:
        fields[i].kind = Field::Kind::null;
        break;
      case Value::Kind::string:
        fields[i] = {Field::Kind::string, value->text};
        break;
      default:
        fields[i].kind = Field::Kind::other;
    }
  }
  return fields;
}

RecordFields borrow(const OwnFields& own) {
  const auto field = [&](std::size_t i) { return Field{own[i].kind, own[i].text}; };
  return {field(0), field(1), field(2),  field(3),  field(4),  field(5),  field(6), field(7),
          field(8), field(9), field(10), field(11), field(12), field(13), field(14)};
}

// The values of a key, in order.
std::vector<const Value*> all_of(const Value& object, std::string_view key) {
  std::vector<const Value*> values;
  for (const auto& [name, value] : object.members) {
    if (name == key) values.push_back(&value);
  }
  return values;
}

bool is_text_or_nothing(const std::vector<const Value*>& values) {
  return values.empty() || values.back()->kind == Value::Kind::string ||
         values.back()->kind == Value::Kind::null;
}

bool is_like(std::string_view text, std::string_view lower_case) {
  return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

bool is_text(const std::vector<const Value*>& values) {
  return !values.empty() && values.back()->kind == Value::Kind::string;
}

// Whether a record says who made its request: the keys that CloudTrail writes, as it writes them.
bool is_judged(const Value& record) {
  const auto identities = all_of(record, "userIdentity");
  const Value* identity = identities.empty() ? nullptr : identities.back();
  if (identity != nullptr && is_text(all_of(*identity, "type")) &&
      is_text(all_of(*identity, "accountId"))) {
    return true;
  }
  for (const auto& [name, value] : record.members) {
    if (name.starts_with("userIdentity.")) return false;
  }
  if (identity == nullptr || identity->kind == Value::Kind::null) {
    const auto types = all_of(record, "eventType");
    return is_text(types) && types.back()->text == "AwsServiceEvent";
  }
  bool has_known = false;
  for (const auto& [name, value] : identity->members) {
    if (is_like(name, "type") && name != "type") return false;
    if (is_like(name, "accountid") && name != "accountId") return false;
    for (const std::string_view known :
         {"type", "accountId", "principalId", "arn", "accessKeyId", "userName", "invokedBy",
          "sessionContext", "identityProvider", "onBehalfOf", "inScopeOf", "credentialId",
          "webIdFederationData"}) {
      has_known = has_known || name == known;
    }
  }
  return has_known && is_text_or_nothing(all_of(*identity, "type")) &&
         is_text_or_nothing(all_of(*identity, "accountId"));
}

bool may_hold_principal(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  if (lower.find("anonymous") != std::string::npos) return true;
  for (const std::string_view letter : {"\\u004", "\\u005", "\\u006", "\\u007"}) {
    if (text.find(letter) != std::string_view::npos) return true;
  }
  return false;
}

// One flat object under the name of an action.
bool is_bulk_action(const Outline& object) {
  if (object.values.size() != 1 || !object.values.front().is_object()) return false;
  const Inner& inner = object.values.front();
  const bool is_named = inner.key == "index" || inner.key == "create" || inner.key == "update" ||
                        inner.key == "delete";
  return is_named && find_end(inner.text, 0).depth == 1 &&
         inner.text.find("eventSource") == std::string_view::npos;
}

std::string_view without_arrays(std::string_view text) {
  while (text.front() == '[') {
    const Outline array = outline(text);
    if (!array.readable || array.values.size() != 1) break;
    text = array.values.front().text;
  }
  return text;
}

// The object that a row of CloudWatch Logs Insights means, or an empty text.
std::string row_of(const Outline& array) {
  std::string row;
  for (const Inner& inner : array.values) {
    if (!inner.is_object()) return {};
    std::string_view field;
    std::string_view value;
    for (const Inner& member : outline(inner.text).values) {
      if (member.key == "field") field = member.text;
      if (member.key == "value") value = member.text;
    }
    if (field.empty() || value.empty() || field.front() != '"') return {};
    row += row.empty() ? '{' : ',';
    row += field;
    row += ':';
    row += value;
  }
  return row.empty() || !array.readable ? std::string() : row + "}";
}

// The ID, action, time and source of a record, or the record: what two copies in one envelope have
// in common.
std::string identity_of(std::string_view record) {
  std::array<std::string, 4> values;
  constexpr std::array<std::string_view, 4> kKeys = {"eventID", "eventName", "eventTime",
                                                     "sourceIPAddress"};
  for (const Inner& inner : outline(record).values) {
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
      if (inner.key == kKeys[i]) values[i] = inner.is_string() ? inner.string() : std::string();
    }
  }
  if (values[0].empty()) return std::string(record);
  return values[0] + '\n' + values[1] + '\n' + values[2] + '\n' + values[3];
}

}  // namespace

bool may_hold_record(std::string_view text) {
  for (const std::string_view word : {"eventSource", "\\u00", "cloudtrail"}) {
    if (text.find(word) != std::string_view::npos) return true;
  }
  return false;
}

bool begins_json(std::string_view text) {
  const std::string decoded = decode(text.substr(1, text.size() - 2));
  const std::size_t first = decoded.find_first_not_of(" \t\n\r");
  return first != std::string::npos && (decoded[first] == '{' || decoded[first] == '[');
}

void Containers::open(std::string_view text, std::uint64_t offset) {
  const std::size_t before = found_.all.size();
  open(text, {offset, true}, 0);
  if (found_.all.size() == before) found_.saw_json = true;  // an empty container
}

void Containers::open_whole_string(std::string_view text, std::uint64_t offset) {
  const std::size_t before = found_.all.size();
  open_string(decode(text.substr(1, text.size() - 2)), {offset, false}, 0);
  if (found_.all.size() == before) found_.saw_json = true;
}

void Containers::open(std::string_view text, Place place, int level) {
  const Outline object = outline(text);
  const auto has = [&](std::string_view key) {
    return std::any_of(object.values.begin(), object.values.end(),
                       [&](const Inner& inner) { return inner.key == key; });
  };
  // Notifications are no records, though they have the same keys.
  const auto is_source = [](const Inner& inner) { return inner.key == "eventSource"; };
  const auto is_notified = [&](const Inner& inner) {
    return is_source(inner) && inner.is_string() && inner.string().starts_with("aws:");
  };
  const auto sources = std::count_if(object.values.begin(), object.values.end(), is_source);
  const auto notified = std::count_if(object.values.begin(), object.values.end(), is_notified);
  if (sources > notified && has("eventName")) return take_record(text, place);
  if (!object.readable) {
    if (sources == notified || object.last_key != "eventName") {
      return add(Finding::Kind::malformed, place);
    }
    found_.may_be_json = true;  // its keys are those of a record
    return add(Finding::Kind::undecided, place);
  }
  if (level == kMaxLevels) return add(Finding::Kind::unrecognised, place);
  search(text, place, level);
}

// Searches an object that is no record.
void Containers::search(std::string_view text, Place place, int level) {
  const Outline object = outline(text);
  const auto has = [&](std::string_view key) {
    return std::any_of(object.values.begin(), object.values.end(),
                       [&](const Inner& inner) { return inner.key == key; });
  };
  bool has_arrays = false;
  const std::size_t before = found_.all.size();
  for (const Inner& inner : object.values) {
    const bool holds_records = inner.key == "Records" || inner.key == "records" ||
                               inner.key == "Events" || inner.key == "logEvents";
    if (!holds_records || !inner.is_array()) continue;
    has_arrays = true;
    open_array(inner.text, place.of_inner(text, inner.text), place.offset, level + 1, true);
  }
  if (found_.all.size() > before) return;

  if (has("digestStartTime") && has("logFiles")) return add(Finding::Kind::digest, place);
  if (has("insightDetails")) return add(Finding::Kind::insight, place);
  const auto is_s3 = [&](const Inner& inner) {
    return inner.key == "eventSource" && inner.is_string() && inner.string() == "aws:s3";
  };
  if (has("eventName") && std::any_of(object.values.begin(), object.values.end(), is_s3)) {
    return add(Finding::Kind::notification, place);
  }
  if (is_bulk_action(object)) return add(Finding::Kind::bulk_action, place);

  // The places where records usually are: of each key the last object or string.
  std::vector<Inner> inside_event;
  std::map<std::string, const Inner*> usual;
  std::vector<Inner> values = object.values;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (values[i].key != "event" || !values[i].is_object()) continue;
    const std::vector<Inner> inner = outline(values[i].text).values;
    for (const Inner& deeper : inner) {
      if (deeper.key != "original") continue;
      Inner renamed = deeper;
      renamed.key = "event.original";
      values.insert(values.begin() + static_cast<std::ptrdiff_t>(++i), renamed);
    }
  }
  for (Inner& inner : values) {
    inner.text = without_arrays(inner.text);
    const bool is_detail = inner.key == "detail" && inner.text.front() == '{';
    const bool is_other =
        inner.key == "CloudTrailEvent" || inner.key == "event.original" || inner.key == "message";
    if (is_detail || (is_other && (inner.is_object() || inner.is_string()))) {
      usual[inner.key] = &inner;
    }
  }
  for (const char* key : {"detail", "CloudTrailEvent", "event.original", "message"}) {
    const auto inner = usual.find(key);
    if (inner == usual.end()) continue;
    if (open_value(*inner->second, place.of_inner(text, inner->second->text), level + 1)) return;
  }
  if (open_document(text, place)) return;
  if (search_members(text, object, place, level + 1)) return;
  if (!has_arrays) add(Finding::Kind::unrecognised, place);
}

// Every member, strings before others. A record that an earlier member holds too is dropped.
bool Containers::search_members(std::string_view text, const Outline& object, Place place,
                                int level) {
  const auto is_source = [](const Inner& inner) { return inner.key == "_source"; };
  bool has_source = false;
  for (const Inner& inner : object.values) {
    if (is_source(inner)) {
      has_source = inner.is_object() && inner.text.find('"') != std::string_view::npos;
    }
  }
  const std::size_t before = found_.all.size();
  std::set<std::string> known;
  for (const bool strings : {true, false}) {
    for (const Inner& inner : object.values) {
      const bool is_any = inner.is_string() || inner.is_object() || inner.is_array();
      if (!is_any || inner.is_string() != strings || (has_source && inner.key == "fields"))
        continue;
      const std::size_t begin = found_.all.size();
      if (!open_value(inner, place.of_inner(text, inner.text), level)) continue;
      std::set<std::string> own;
      std::vector<Finding> kept;
      for (std::size_t i = begin; i < found_.all.size(); ++i) {
        const Finding& finding = found_.all[i];
        if (!finding.identity.empty() && known.contains(finding.identity)) continue;
        if (!finding.identity.empty()) own.insert(finding.identity);
        kept.push_back(finding);
      }
      found_.all.resize(begin);
      found_.all.insert(found_.all.end(), kept.begin(), kept.end());
      known.insert(own.begin(), own.end());
    }
  }
  return found_.all.size() > before;
}

// Returns whether the value holds anything that is known; if not, nothing is added.
bool Containers::open_value(const Inner& value, Place place, int level) {
  const std::size_t before = found_.all.size();
  if (value.is_object()) {
    open(value.text, place, level);
  } else if (value.is_array()) {
    open_array(value.text, place, place.offset, level, false);
  } else if (may_hold_record(value.text) && begins_json(value.text)) {
    open_string(value.string(), place, level);
  }
  for (std::size_t i = before; i < found_.all.size(); ++i) {
    const Finding::Kind kind = found_.all[i].kind;
    if (kind != Finding::Kind::unrecognised && kind != Finding::Kind::bulk_action) return true;
  }
  found_.all.resize(before);
  return false;
}

bool Containers::open_document(std::string_view text, Place place) {
  const auto document = read_document(text);
  if (!document) return false;
  if (document->kind == Document::Kind::unreadable) {
    add(Finding::Kind::malformed, place);
    return true;
  }
  found_.saw_json = true;
  if (find_end(text, 0).depth > kMaxDepth) {
    add(Finding::Kind::malformed, place);
    return true;
  }
  Finding finding{Finding::Kind::without_identity, place.offset};
  finding.time = document->time;
  finding.identity = text;
  if (document->kind == Document::Kind::not_judged) {
    finding.identity.clear();
    found_.all.push_back(std::move(finding));
    return true;
  }
  const RecordFields fields = borrow(document->fields);
  finding.invalid_utf8 = !is_utf8(text);
  if (!parse_json(text)) {
    finding.kind = Finding::Kind::undecided;
  } else if (first_unmet_clause(fields, principal_)) {
    finding.kind =
        document->tells_identity ? Finding::Kind::not_matched : Finding::Kind::without_identity;
  } else {
    finding.kind = Finding::Kind::matched;
    finding.old_spelling = fields.identity_account.is(rule::kAnonymousPrincipal);
    if (const auto time = parse_rfc3339(fields.event_time.string())) {
      finding.match = OwnMatch{place.offset, std::string(text), document->fields, time->time,
                               time->fraction_digits};
    }
  }
  found_.all.push_back(std::move(finding));
  return true;
}

void Containers::open_array(std::string_view text, Place place, std::uint64_t fault_offset,
                            int level, bool counts_scalars) {
  const Outline array = outline(text);
  if (const std::string row = row_of(array); !row.empty()) {
    return open(row, {place.offset, false}, level);
  }
  for (const Inner& inner : array.values) {
    const Place inner_place = place.of_inner(text, inner.text);
    if (inner.is_object()) {
      open(inner.text, inner_place, level);
    } else if (inner.is_array() && level < kMaxLevels) {
      open_array(inner.text, inner_place, inner_place.offset, level + 1, counts_scalars);
    } else if (inner.is_string() && level < kMaxLevels && may_hold_record(inner.text) &&
               begins_json(inner.text)) {
      open_string(inner.string(), inner_place, level + 1);
    } else if (counts_scalars) {
      add(Finding::Kind::unrecognised, inner_place);
    }
  }
  if (!array.readable) found_.all.push_back({Finding::Kind::malformed, fault_offset});
}

// An escaped text holds one value or several, like an array without its brackets.
void Containers::open_string(std::string_view text, Place place, int level) {
  const std::size_t first = text.find_first_not_of(" \t\n\r");
  if (first == std::string_view::npos || (text[first] != '{' && text[first] != '[')) {
    return add(Finding::Kind::unrecognised, place);
  }
  std::string array = "[";
  array.append(text).append("]");
  open_array(array, {place.offset, false}, place.offset, level, true);
}

void Containers::take_record(std::string_view text, Place place) {
  found_.saw_json = true;
  if (find_end(text, 0).depth > kMaxDepth) return add(Finding::Kind::malformed, place);
  Finding finding{Finding::Kind::undecided, place.offset};
  finding.identity = identity_of(text);
  finding.invalid_utf8 = !is_utf8(text);
  if (auto record = parse_json(text)) {
    finding.repeats_time =
        std::count_if(record->members.begin(), record->members.end(),
                      [](const Member& member) { return member.name == "eventTime"; }) > 1;
    shape(*record);
    const OwnFields own = read_fields(*record);
    const RecordFields fields = borrow(own);
    if (const auto time = parse_rfc3339(fields.event_time.string())) finding.time = time->time;
    if (first_unmet_clause(fields, principal_)) {
      const bool judged = is_judged(*record);
      finding.kind = judged ? Finding::Kind::not_matched : Finding::Kind::without_identity;
      finding.may_be_unjudged = !judged && !may_hold_principal(text) &&
                                text.find("\"userIdentity\"") != std::string_view::npos;
    } else {
      finding.kind = Finding::Kind::matched;
      finding.old_spelling = fields.identity_account.is(rule::kAnonymousPrincipal);
      if (const auto time = parse_rfc3339(fields.event_time.string())) {
        finding.match =
            OwnMatch{place.offset, std::string(text), own, time->time, time->fraction_digits};
      }
    }
  }
  found_.all.push_back(std::move(finding));
}

}  // namespace s3rare::reference
