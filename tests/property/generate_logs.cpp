#include "property/generate_logs.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "s3rare/lower_case.h"

namespace s3rare::tests {
namespace {

struct JsonMember;

// JSON before white space is added. Scalars and keys are already encoded.
struct Json {
  std::string scalar;  // empty for an object or array
  bool is_object = false;
  std::vector<Json> elements;
  std::vector<JsonMember> members;
};

struct JsonMember {
  std::string key;
  Json value;
};

// The white space style of JSON.
struct Style {
  enum class Space { none, pretty, ragged };
  Space space = Space::none;
  std::string newline = "\n";  // of pretty text
};

// The largest depth of nested containers.
constexpr int kMostLevels = 3;

// The size in bytes from which text is escaped only where required.
constexpr std::size_t kLongText = 4096;

template <typename T, std::size_t N>
const T& one_of(Random& random, const T (&values)[N]) {
  return values[pick(random, N)];
}

bool one_in(Random& random, std::uint64_t count) { return pick(random, count) == 0; }

template <typename T>
void shuffle(Random& random, std::vector<T>& values) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[pick(random, i)]);
}

class Generator {
 public:
  explicit Generator(Random& random) : random_(random) {}

  GeneratedLog log() {
    constexpr const char* kPaths[] = {"a.json", "b.jsonl.gz", "c.log", "d/e", "F.NDJSON", "g.gz"};
    GeneratedLog log{one_of(random_, kPaths), one_in(random_, 4), {}};
    escaped_of_8_ = one_in(random_, 3) ? pick(random_, 9) : 0;
    newline_ = one_in(random_, 4) ? "\r\n" : "\n";
    if (one_in(random_, 8)) log.bytes = "\xef\xbb\xbf";
    const std::uint64_t count = one_in(random_, 6) ? 0 : 1 + pick(random_, 8);
    switch (pick(random_, 6)) {
      case 0:  // as AWS delivers logs
        log.bytes += "{\"Records\":[" + joined(count, ",", {}) + "]}";
        if (one_in(random_, 4)) log.bytes += newline_ + joined(count, newline_, {});
        break;
      case 1:  // lines, some with a time before them
        lines(log.bytes, count);
        break;
      case 2:
        log.bytes += joined(count, "", {});
        break;
      case 3:  // if the first value spans lines, line ends are white space
        log.bytes += one_in(random_, 2) ? joined(count, newline_, {Style::Space::pretty, newline_})
                                        : joined(count, " ", any_style());
        break;
      case 4:
        log.bytes += print(array_of(count, 1), any_style());
        break;
      default:
        log.bytes += print(object(0), any_style());
    }
    if (one_in(random_, 2)) log.bytes += newline_;
    return log;
  }

 private:
  // Text escaped throughout, again and again, would soon be too long.
  std::string text(std::string_view value) {
    return quote(random_, value, value.size() < kLongText ? escaped_of_8_ : 0);
  }
  Json string(std::string_view value) { return {text(value), false, {}, {}}; }
  static Json plain(std::string scalar) { return {std::move(scalar), false, {}, {}}; }
  JsonMember member(std::string_view key, Json value) { return {text(key), std::move(value)}; }
  static Json object_of(std::vector<JsonMember> members) {
    return {{}, true, {}, std::move(members)};
  }

  Style any_style() {
    constexpr Style::Space kSpaces[] = {Style::Space::none, Style::Space::pretty,
                                        Style::Space::ragged};
    return {one_of(random_, kSpaces), newline_};
  }

  std::string joined(std::uint64_t count, const std::string& between, const Style& style) {
    std::string all;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (i > 0) all += between;
      all += print(object(0), style);
    }
    return all;
  }

  void lines(std::string& bytes, std::uint64_t count) {
    const bool timed = one_in(random_, 4);
    for (std::uint64_t i = 0; i < count; ++i) {
      if (one_in(random_, 10)) bytes += newline_;
      if (timed) bytes += "2024-05-01T12:34:56.789Z ";
      bytes += print(object(0), {}) + newline_;
    }
  }

  Json array_of(std::uint64_t count, int level) {
    Json array;
    for (std::uint64_t i = 0; i < count; ++i) {
      if (one_in(random_, 30)) {
        array.elements.push_back(junk());
      } else if (one_in(random_, 20) && level < kMostLevels) {
        array.elements.push_back(array_of(pick(random_, 3), level + 1));
      } else {
        array.elements.push_back(object(level));
      }
    }
    return array;
  }

  // A string that contains one value, several or none.
  Json escaped(int level) {
    if (one_in(random_, 12)) return string("not } json");
    if (one_in(random_, 8)) return string(print(array_of(pick(random_, 3), level), any_style()));
    std::string inner;
    for (std::uint64_t i = one_in(random_, 4) ? 2 : 1; i > 0; --i) {
      inner += print(object(level), any_style());
      if (one_in(random_, 4)) inner += " ";
    }
    return string(inner);
  }

  // Any value that may appear in place of a record.
  Json object(int level) {
    if (level >= kMostLevels) return record();
    std::vector<JsonMember> members;
    switch (pick(random_, 21)) {
      case 11:
        members = {member("eventVersion", string("2.1")),
                   member("eventSource", string(one_in(random_, 2) ? "aws:s3" : "aws:sqs")),
                   member("eventName", string("ObjectCreated:Put")),
                   member(one_in(random_, 2) ? "s3" : "detail", object(level + 1))};
        break;
      case 12: {
        constexpr const char* kActions[] = {"index", "create", "update", "delete", "Index"};
        constexpr const char* kKeys[] = {"_index", "_id", "eventSource"};
        members = {member(one_of(random_, kActions),
                          object_of({member(one_of(random_, kKeys),
                                            one_in(random_, 4) ? junk() : string("logs"))}))};
        break;
      }
      case 0:
        members = {member("version", string("0")),
                   member("detail-type", string("AWS API Call via CloudTrail")),
                   member("detail", object(level + 1))};
        break;
      case 1:
        members = {member("EventId", string("1")), member("EventName", string("GetObject")),
                   member("CloudTrailEvent", escaped(level + 1))};
        break;
      case 2:
        members = {member("messageType", string("DATA_MESSAGE")), member("logEvents", {})};
        for (std::uint64_t i = pick(random_, 3); i > 0; --i) {
          members[1].value.elements.push_back(
              object_of({member("id", string("1")), member("message", escaped(level + 1))}));
        }
        break;
      case 3:
        members = {member("event", object_of({member("original", escaped(level + 1))}))};
        break;
      case 4:
        members = {member("event.original", escaped(level + 1))};
        break;
      case 5:
        members = {member("message", escaped(level + 1)), member("tags", {})};
        break;
      case 6:
        members = {member("Records", array_of(pick(random_, 4), level + 1))};
        break;
      case 7:
        members = {member("Events", array_of(pick(random_, 4), level + 1)),
                   member("NextToken", string("x"))};
        break;
      case 8:
        members = {member("digestStartTime", string("2024-05-01T12:00:00Z")),
                   member("logFiles", array_of(pick(random_, 2), level + 1))};
        break;
      case 9:
        members = {member("eventType", string("AwsCloudTrailInsight")),
                   member("insightDetails", object_of({member("eventSource", string("s"))}))};
        break;
      case 10:
        members = {member("some", junk())};
        break;
      default:
        return record();
    }
    if (one_in(random_, 6)) members.push_back(member("more", junk()));
    if (one_in(random_, 12)) {  // two containers in one object
      Json other = object(level + 1);
      for (JsonMember& added : other.members) members.push_back(std::move(added));
    }
    if (one_in(random_, 4)) shuffle(random_, members);
    return object_of(std::move(members));
  }

  Json record() {
    constexpr const char* kSources[] = {"ec2.amazonaws.com", "S3.amazonaws.com", ""};
    constexpr const char* kActions[] = {"PutObject",  "ListObjects", "DeleteObject",
                                        "ListBucket", "HeadObject",  "getobject"};
    constexpr const char* kTypes[] = {"Unknown", "AWSService", "awsaccount"};
    constexpr const char* kAccounts[] = {"ANONYMOUS_PRINCIPAL", "111122223333", "anonymous ",
                                         "Anonymous", "anonymou\\u0073"};
    constexpr const char* kTimes[] = {"2024-05-01 12:00:00.25+02:00", "0001-01-01T00:00:00Z",
                                      "9999-12-31T23:59:59.999999999Z", "yesterday", ""};
    const auto usually = [&](std::string_view value, const auto& others) {
      return string(one_in(random_, 5) ? one_of(random_, others) : value);
    };
    std::vector<JsonMember> members = {
        member("eventVersion", string("1.09")),
        member("userIdentity", object_of({member("type", usually("AWSAccount", kTypes)),
                                          member("principalId", string("")),
                                          member("accountId", usually("anonymous", kAccounts))})),
        member("eventTime", usually("2024-05-01T12:00:00Z", kTimes)),
        member("eventSource", usually("s3.amazonaws.com", kSources)),
        member("eventName", usually("GetObject", kActions)),
        member("awsRegion", string("eu-west-1")),
        member("sourceIPAddress", string("192.0.2." + std::to_string(pick(random_, 9)))),
        member("userAgent", string("[curl/8.5 \"x\" \\ {\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80}]")),
        member("requestParameters", object_of({member("bucketName", string("b/ucket")),
                                               member("key", string("k\ne\ty"))})),
        member("responseElements", plain("null")),
        member("eventID", string("id-" + std::to_string(pick(random_, 1000)))),
        member("requestID", string("R")),
        member("readOnly", plain("true")),
        member("tlsDetails", object_of({member("clientProvidedHostHeader", string("host"))}))};
    for (std::uint64_t oddities = one_in(random_, 3) ? 1 + pick(random_, 3) : 0; oddities > 0;
         --oddities) {
      make_odd(members);
    }
    return object_of(std::move(members));
  }

  void make_odd(std::vector<JsonMember>& members) {
    const std::size_t any = pick(random_, members.size());
    switch (pick(random_, 14)) {
      case 11: {  // an object spread over dotted keys
        JsonMember spread = std::move(members[any]);
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(any));
        for (JsonMember& inner : spread.value.members) {
          members.push_back({spread.key, std::move(inner.value)});
          members.back().key.pop_back();
          members.back().key += '.' + inner.key.substr(1);
        }
        if (members.empty()) members.push_back(member("x", junk()));
        break;
      }
      case 12: {  // a value in an array
        Json array;
        array.elements.push_back(std::move(members[any].value));
        if (one_in(random_, 8)) array.elements.push_back(junk());
        members[any].value = std::move(array);
        break;
      }
      case 13: {
        constexpr const char* kTimes[] = {"\"2024-05-01 12:00:00\"",
                                          "\"2024-05-02T12:00:00.250\"",
                                          "\"2024-05-01 12:00:00+00\"",
                                          "\"2024-05-03 12:00:00.000 UTC\"",
                                          "\"2024-05-01T12:00:00-0130\"",
                                          "1714564800",
                                          "1714564800123",
                                          "\"1714564800.000\"",
                                          "\"20240501T120000Z\"",
                                          "17145648001"};
        members.push_back(member("eventTime", plain(one_of(random_, kTimes))));
        break;
      }
      case 9:
        members[any].key = lower_case(members[any].key);
        break;
      case 10: {  // an identity in another shape
        const auto has_members = [](const JsonMember& each) { return !each.value.members.empty(); };
        const auto found = std::find_if(members.begin(), members.end(), has_members);
        if (found == members.end()) break;
        if (one_in(random_, 3)) {
          found->value = string(print(found->value, {}));
        } else if (one_in(random_, 2)) {
          JsonMember& inner = found->value.members[pick(random_, found->value.members.size())];
          inner.key = lower_case(inner.key);
        } else {
          found->key.insert(found->key.size() - 1, ".type");
          found->value = string("AWSAccount");
        }
        if (one_in(random_, 2)) members.push_back(member("eventType", string("AwsServiceEvent")));
        break;
      }
      case 0:
        shuffle(random_, members);
        break;
      case 1: {  // a repeated key; the last one counts
        JsonMember twice = members[any];
        if (one_in(random_, 2)) twice.value = junk();
        members.insert(members.begin() + static_cast<std::ptrdiff_t>(pick(random_, members.size())),
                       std::move(twice));
        break;
      }
      case 2:
        members[any].value = junk();
        break;
      case 3:
        if (!members[any].value.members.empty()) {
          std::vector<JsonMember>& inner = members[any].value.members;
          inner.push_back(inner[pick(random_, inner.size())]);
          if (one_in(random_, 2)) inner.back().value = junk();
        }
        break;
      case 4:
        members.erase(members.begin() + static_cast<std::ptrdiff_t>(any));
        if (members.empty()) members.push_back(member("x", junk()));
        break;
      case 5: {
        constexpr const char* kKeys[] = {"errorCode", "errorMessage"};
        constexpr const char* kErrors[] = {"", "AccessDenied"};
        members.push_back(member(one_of(random_, kKeys),
                                 one_in(random_, 2) ? string(one_of(random_, kErrors)) : junk()));
        break;
      }
      case 6: {  // the principal's words without a meaning, and containers' keys
        constexpr const char* kKeys[] = {"anonymous", "Records", "message", "detail", "a\"}]{["};
        members.push_back(member(one_of(random_, kKeys), junk()));
        break;
      }
      case 7:
        members.push_back(member("deep", nested(pick(random_, 8))));
        break;
      default:
        if (one_in(random_, 8)) members.push_back(member("deep", nested(1018 + pick(random_, 8))));
    }
  }

  static Json nested(std::uint64_t depth) {
    std::string text = "0";
    for (std::uint64_t i = 0; i < depth; ++i) {
      const bool is_object = i % 3 == 0;
      text.insert(0, is_object ? "{\"k\":" : "[");
      text += is_object ? '}' : ']';
    }
    return plain(text);
  }

  Json junk() {
    constexpr const char* kScalars[] = {"null",
                                        "true",
                                        "false",
                                        "0",
                                        "-1.5e+30",
                                        "1e999",
                                        "123456789012345678901234567890.000",
                                        "\"\"",
                                        "\"anonymous\"",
                                        "\"ANONYMOUS_PRINCIPAL\"",
                                        "\"\\u0061nonymous\"",
                                        "\"\\ud83d\\ude00\"",
                                        "\"\\ud83d lone \\udc00\\ud800\\u0041\"",
                                        "\"\\u005cu0061 \\\\u0061\"",
                                        "\"my \\u00e4\\u4e2d\"",
                                        "\"\xff\xc3\x28\xe2\x82 \xed\xa0\x80\xf4\x90\x80\x80\"",
                                        "\"\xc3\"",
                                        "\"\\\\\\\"}]{[:,\"",
                                        "\"\\/\\b\\f\\r\\u0000\\u001f\x7f\"",
                                        "[]",
                                        "{}",
                                        "[1,[{}],\"]\"]",
                                        "{\"a\":{\"b\":[{}]},\"accountId\":\"anonymous\"}"};
    if (one_in(random_, 20)) return string(std::string(pick(random_, 300), 'y'));
    return plain(one_of(random_, kScalars));
  }

  std::string print(const Json& json, const Style& style, int indent = 0) {
    if (!json.scalar.empty()) return json.scalar;
    const bool empty = json.elements.empty() && json.members.empty();
    std::string text(1, json.is_object ? '{' : '[');
    const auto separate = [&](bool first) {
      if (!first) text += ',';
      text += space(style, indent + 1);
    };
    for (std::size_t i = 0; i < json.elements.size(); ++i) {
      separate(i == 0);
      text += print(json.elements[i], style, indent + 1);
    }
    for (std::size_t i = 0; i < json.members.size(); ++i) {
      separate(i == 0);
      text += json.members[i].key;
      if (style.space == Style::Space::ragged) text += space(style, 0);
      text += style.space == Style::Space::pretty ? ": " : ":";
      if (style.space == Style::Space::ragged) text += space(style, 0);
      text += print(json.members[i].value, style, indent + 1);
    }
    if (!empty) text += space(style, indent);
    text += json.is_object ? '}' : ']';
    return text;
  }

  std::string space(const Style& style, int indent) {
    constexpr const char* kSpaces[] = {"", "", " ", "\t", "\n", "\r\n", "  \n\n "};
    switch (style.space) {
      case Style::Space::none:
        return {};
      case Style::Space::pretty:
        return style.newline + std::string(static_cast<std::size_t>(indent) * 2, ' ');
      default:
        return one_of(random_, kSpaces);
    }
  }

  Random& random_;
  std::uint64_t escaped_of_8_ = 0;
  std::string newline_ = "\n";
};

}  // namespace

GeneratedLog generate_log(Random& random) { return Generator(random).log(); }

void damage_log(Random& random, std::string& bytes) {
  constexpr std::string_view kBytes = "{}[]\",:\\u06 \n\r\tyM\x01\xff\xc3";
  for (std::uint64_t edits = 1 + pick(random, 4); edits > 0 && !bytes.empty(); --edits) {
    const std::size_t at = pick(random, bytes.size());
    const std::size_t length = one_in(random, 4) ? pick(random, 200) : 1;
    switch (pick(random, 6)) {
      case 0:
        bytes[at] = kBytes[pick(random, kBytes.size())];
        break;
      case 1:
        bytes.erase(at, length);
        break;
      case 2:
        bytes.insert(at, 1, kBytes[pick(random, kBytes.size())]);
        break;
      case 3:
        bytes.insert(pick(random, bytes.size()), bytes.substr(at, length));
        break;
      case 4:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << pick(random, 8)));
        break;
      default:
        if (one_in(random, 2)) bytes.resize(at);
    }
  }
}

std::string matching_record(std::string_view extra) {
  std::string record =
      R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","principalId":"",)"
      R"("accountId":"anonymous"},"eventTime":"2024-05-01T12:00:00Z",)"
      R"("eventSource":"s3.amazonaws.com","eventName":"GetObject","sourceIPAddress":"192.0.2.7")";
  record.append(extra).append("}");
  return record;
}

std::string quote(Random& random, std::string_view text, std::uint64_t escaped_of_8) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool must = byte < 0x20 || c == '"' || c == '\\';
    const bool by_number = pick(random, 8) < escaped_of_8 || byte < 0x20;
    if (byte >= 0x80 || (!must && !by_number)) {
      if (c == '/' && escaped_of_8 > 0) quoted += '\\';
      quoted += c;
    } else if (by_number) {
      const std::string_view digits = one_in(random, 2) ? "0123456789abcdef" : "0123456789ABCDEF";
      quoted += "\\u00";
      quoted += digits[byte >> 4];
      quoted += digits[byte & 15];
    } else {
      quoted += '\\';
      quoted += c;
    }
  }
  return quoted + "\"";
}

}  // namespace s3rare::tests
