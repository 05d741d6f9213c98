#include "reference/documents.h"

#include <array>
#include <functional>
#include <map>
#include <string>

#include "reference/json.h"
#include "reference/outline.h"
#include "reference/shapes.h"

namespace s3rare::reference {
namespace {

// Every value by its path, whatever of the path is nested.
class Flat {
 public:
  explicit Flat(std::string_view text) { add(text, ""); }

  const std::string* find(const std::string& path) const {
    const auto found = values_.find(path);
    return found == values_.end() || found->second == "null" ? nullptr : &found->second;
  }

  // The text of a string.
  std::optional<std::string> string(const std::string& path) const {
    const std::string* value = find(path);
    if (value == nullptr || value->front() != '"') return std::nullopt;
    return decode(std::string_view(*value).substr(1, value->size() - 2));
  }

  bool has_trail() const { return has_trail_; }

  // The strings of a list, or the only one.
  std::vector<std::string> strings(const std::string& path) const {
    const std::string* value = find(path);
    if (value == nullptr) return {};
    if (const auto only = string(path)) return {*only};
    std::vector<std::string> all;
    if (value->front() != '[') return {};
    for (const Inner& inner : outline(*value).values) {
      if (inner.is_string()) all.push_back(inner.string());
    }
    return all;
  }

 private:
  static std::string without_array(std::string text) {
    while (text.front() == '[') {
      const Outline array = outline(text);
      if (!array.readable || array.values.size() != 1) break;
      text = std::string(array.values.front().text);
    }
    return text;
  }

  void add(std::string_view object, const std::string& start) {
    constexpr std::size_t kLongestPath = 200;
    if (start.size() > kLongestPath) return;
    for (const Inner& inner : outline(object).values) {
      const std::string path = start + inner.key;
      const std::string value = without_array(std::string(inner.text));
      if (path.starts_with("aws.cloudtrail.")) has_trail_ = true;
      if (path == "aws.cloudtrail") has_trail_ = value != "null";
      values_[path] = value;
      if (value.front() == '{') add(value, path + ".");
    }
  }

  std::map<std::string, std::string> values_;
  bool has_trail_ = false;
};

OwnField field_of(const Flat& flat, const std::string& path) {
  const std::string* value = flat.find(path);
  if (value == nullptr) return {};
  if (const auto text = flat.string(path)) return {Field::Kind::string, *text};
  return {Field::Kind::other, {}};
}

// The value of a key in `{a=b, key=c}`.
std::optional<std::string> in_java_text(const std::string& text, const std::string& key) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return std::nullopt;
  std::string rest = text.substr(1, text.size() - 2) + ", ";
  while (!rest.empty()) {
    const std::size_t end = rest.find(", ");
    if (rest.compare(0, key.size() + 1, key + "=") == 0 && end > key.size()) {
      return rest.substr(key.size() + 1, end - key.size() - 1);
    }
    rest.erase(0, end + 2);
  }
  return std::nullopt;
}

std::vector<std::string> arns_of(const Flat& flat) {
  std::vector<std::string> arns;
  const std::string* resources = flat.find("aws.cloudtrail.resources");
  const auto take = [&](std::string_view object) {
    for (const Inner& inner : outline(object).values) {
      if (inner.key != "arn") continue;
      const Flat one("{\"a\":" + std::string(inner.text) + "}");
      if (const auto arn = one.string("a")) arns.push_back(*arn);
    }
  };
  if (resources != nullptr && resources->front() == '{') take(*resources);
  if (resources != nullptr && resources->front() == '[') {
    for (const Inner& inner : outline(*resources).values) {
      if (inner.is_object()) take(inner.text);
    }
  }
  for (const std::string& arn : flat.strings("aws.cloudtrail.resources.arn")) arns.push_back(arn);
  return arns;
}

void find_object(const Flat& flat, OwnField& bucket, OwnField& key) {
  const std::string flattened = "aws.cloudtrail.flattened.request_parameters.";
  std::optional<std::string> found_bucket = flat.string(flattened + "bucketName");
  std::optional<std::string> found_key = flat.string(flattened + "key");
  if (!found_bucket || !found_key) {
    std::optional<std::string> other_bucket;
    std::optional<std::string> other_key;
    for (const std::string& arn : arns_of(flat)) {
      const std::size_t service = arn.find(":s3:::");
      if (!arn.starts_with("arn:") || service == std::string::npos) continue;
      const std::string name = arn.substr(service + 6);
      const std::size_t slash = name.find('/');
      if (slash != std::string::npos) {
        other_bucket = name.substr(0, slash);
        if (!other_key) other_key = name.substr(slash + 1);
      } else if (!other_bucket) {
        other_bucket = name;
      }
    }
    const std::string text = flat.string("aws.cloudtrail.request_parameters").value_or("");
    if (!other_bucket) other_bucket = in_java_text(text, "bucketName");
    if (!other_key) other_key = in_java_text(text, "key");
    if (!found_bucket) found_bucket = other_bucket;
    if (!found_key) found_key = other_key;
  }
  if (found_bucket) bucket = {Field::Kind::string, *found_bucket};
  if (found_key) key = {Field::Kind::string, *found_key};
}

}  // namespace

std::optional<Document> read_document(std::string_view text) {
  if (text.find("cloudtrail") == std::string_view::npos &&
      text.find("\\u00") == std::string_view::npos) {
    return std::nullopt;
  }
  const Flat flat(text);
  const auto is = [&](const char* path, const char* value) { return flat.string(path) == value; };
  const auto is_of = [&](const char* name) {
    return is("event.dataset", name) || is("data_stream.dataset", name);
  };
  Document document;
  const std::string* time = flat.find("@timestamp");
  if (time != nullptr) {
    const auto read = read_time(flat.string("@timestamp").value_or(*time));
    if (read) document.time = read->time;
  }
  const bool has_record = flat.string("event.provider") && flat.string("event.action");
  if (is_of("aws.cloudtrail.otel")) {
    document.kind = Document::Kind::not_judged;
    return document;
  }
  if (!is_of("aws.cloudtrail") && !(flat.has_trail() && has_record)) return std::nullopt;
  if (is("event.kind", "alert") || is("event.kind", "signal")) return std::nullopt;
  if (is("event.kind", "pipeline_error") || flat.find("error.message") != nullptr) {
    document.kind = Document::Kind::unreadable;
    return document;
  }
  if (!has_record) {
    document.kind = Document::Kind::not_judged;
    return document;
  }

  const std::string trail = "aws.cloudtrail.";
  OwnFields& fields = document.fields;
  fields[0] = field_of(flat, "event.provider");
  fields[1] = field_of(flat, "event.action");
  const auto outcome = flat.string("event.outcome");
  if (outcome != "success") {
    const auto code = flat.string(trail + "error_code").value_or("");
    const auto message = flat.string(trail + "error_message").value_or("");
    if (!code.empty()) fields[2] = {Field::Kind::string, code};
    if (!message.empty()) fields[3] = {Field::Kind::string, message};
    if (code.empty() && message.empty() && outcome) fields[2] = {Field::Kind::string, *outcome};
  }
  fields[4] = field_of(flat, trail + "user_identity.type");
  if (fields[4].kind != Field::Kind::absent) fields[5] = field_of(flat, "cloud.account.id");
  if (document.time) {
    fields[6] = {Field::Kind::string, format_utc(*document.time)};
  } else {
    fields[6] = field_of(flat, "@timestamp");
  }
  fields[7] = field_of(flat, "event.id");
  fields[8] = field_of(flat, trail + "request_id");
  fields[9] =
      field_of(flat, flat.find("source.address") != nullptr ? "source.address" : "source.ip");
  fields[10] = field_of(flat, "tls.client.server_name");
  find_object(flat, fields[11], fields[12]);
  fields[13] = field_of(flat, "user_agent.original");
  fields[14] = field_of(flat, trail + "recipient_account_id");
  const bool needs_account = fields[4].text == "AWSAccount" || fields[4].text == "Unknown";
  document.tells_identity = is("aws.cloudtrail.event_type", "AwsServiceEvent") ||
                            (fields[4].kind == Field::Kind::string &&
                             (!needs_account || flat.find("cloud.account.id") != nullptr));
  return document;
}

}  // namespace s3rare::reference
