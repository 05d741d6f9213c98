#include "reference/containers.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

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

}  // namespace

void Containers::open(std::string_view text, std::uint64_t offset) {
  const std::size_t before = found_.all.size();
  open(text, {offset, true}, 0);
  if (found_.all.size() == before) found_.saw_json = true;  // an empty container
}

void Containers::open(std::string_view text, Place place, int level) {
  const Outline object = outline(text);
  const auto has = [&](std::string_view key) {
    return std::any_of(object.values.begin(), object.values.end(),
                       [&](const Inner& inner) { return inner.key == key; });
  };
  // The last value of a key that has the wanted kind.
  const auto last = [&](std::string_view key, bool (Inner::*is_wanted)() const) {
    const auto found =
        std::find_if(object.values.rbegin(), object.values.rend(),
                     [&](const Inner& inner) { return inner.key == key && (inner.*is_wanted)(); });
    return found == object.values.rend() ? nullptr : &*found;
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
  if (level == kMaxLevels) found_.too_nested = true;
  if (found_.too_nested) return;

  bool has_arrays = false;
  const std::size_t before = found_.all.size();
  for (const Inner& inner : object.values) {
    const bool holds_records =
        inner.key == "Records" || inner.key == "Events" || inner.key == "logEvents";
    if (!holds_records || !inner.is_array()) continue;
    has_arrays = true;
    open_array(inner.text, place.of_inner(text, inner.text), place.offset, level + 1);
  }
  if (found_.all.size() > before) return;

  // Elastic keeps the original under `event`, or under a name with a dot.
  const Inner* original = nullptr;
  std::vector<Inner> inside_event;
  for (const Inner& inner : object.values) {
    if (inner.key == "event.original" && inner.is_string()) original = &inner;
    if (inner.key != "event" || !inner.is_object()) continue;
    for (const Inner& deeper : outline(inner.text).values) {
      if (deeper.key == "original" && deeper.is_string()) inside_event.push_back(deeper);
    }
  }
  // Which of the two comes last.
  if (!inside_event.empty() &&
      (original == nullptr || original->text.data() < inside_event.back().text.data())) {
    original = &inside_event.back();
  }

  if (has("digestStartTime") && has("logFiles")) return add(Finding::Kind::digest, place);
  if (has("insightDetails")) return add(Finding::Kind::insight, place);
  const auto is_s3 = [&](const Inner& inner) {
    return is_notified(inner) && inner.string() == "aws:s3";
  };
  if (has("eventName") && std::any_of(object.values.begin(), object.values.end(), is_s3)) {
    return add(Finding::Kind::notification, place);
  }
  if (is_bulk_action(object)) return add(Finding::Kind::bulk_action, place);
  if (const Inner* detail = last("detail", &Inner::is_object)) {
    return open(detail->text, place.of_inner(text, detail->text), level + 1);
  }
  const Inner* string = last("CloudTrailEvent", &Inner::is_string);
  if (string == nullptr) string = original;
  if (string == nullptr) string = last("message", &Inner::is_string);
  if (string != nullptr) {
    return open_string(string->string(), place.of_inner(text, string->text), level + 1);
  }
  if (!has_arrays) add(Finding::Kind::unrecognised, place);
}

void Containers::open_array(std::string_view text, Place place, std::uint64_t fault_offset,
                            int level) {
  if (level == kMaxLevels) found_.too_nested = true;
  if (found_.too_nested) return;
  const Outline array = outline(text);
  for (const Inner& inner : array.values) {
    const Place inner_place = place.of_inner(text, inner.text);
    if (inner.is_object()) {
      open(inner.text, inner_place, level);
    } else if (inner.is_array()) {
      open_array(inner.text, inner_place, inner_place.offset, level + 1);
    } else {
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
  open_array(array, {place.offset, false}, place.offset, level);
}

void Containers::take_record(std::string_view text, Place place) {
  found_.saw_json = true;
  if (find_end(text, 0).depth > kMaxDepth) return add(Finding::Kind::malformed, place);
  Finding finding{Finding::Kind::undecided, place.offset};
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
