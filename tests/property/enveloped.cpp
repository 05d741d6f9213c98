#include "property/enveloped.h"

#include <string_view>

#include "property/generate_logs.h"

namespace s3rare::tests {
namespace {

// In an envelope, `R` is a value and `Q` the same as a string.
std::string filled(std::string_view envelope, const std::string& value, const std::string& quoted) {
  std::string text;
  for (std::size_t at = 0; at < envelope.size(); ++at) {
    const bool is_place = at > 0 && (envelope[at] == 'R' || envelope[at] == 'Q') &&
                          std::string_view(":,[").find(envelope[at - 1]) != std::string_view::npos;
    if (is_place) {
      text += envelope[at] == 'R' ? value : quoted;
    } else {
      text += envelope[at];
    }
  }
  return text;
}

template <std::size_t N>
std::string in_one_of(Random& random, const std::string_view (&envelopes)[N],
                      const std::string& value) {
  const std::string quoted = quote(random, value, 0);
  return filled(envelopes[pick(random, N)], value, quoted);
}

std::string envelope_of_one(Random& random, const std::string& value) {
  constexpr std::string_view kEnvelopes[] = {
      R"({"_index":"logs","_id":"1","_score":null,"_source":R})",
      R"({"_source":{"event":{"original":Q}},"fields":{"message":[Q]}})",
      R"({"timestamp":"t","data":{"integration":"aws","aws":R},"full_log":Q})",
      R"({"preview":false,"result":{"_time":"1","_raw":Q}})",
      R"({"time":1,"sourcetype":"aws:cloudtrail","event":R})",
      R"({"fields":{"message":[Q]}})",
      R"({"event.original":Q})",
      R"({"message":R,"tags":["x"]})",
      R"({"@timestamp":"t","@message":Q})",
      R"({"Type":"Notification","Message":Q})",
      R"({"messageId":"1","body":Q,"attributes":{"SentTimestamp":"1"}})",
      R"({"date":1.5,"log":Q})",
      R"({"labels":{"job":"aws"},"line":Q})",
      R"({"id":"1","attributes":{"service":"cloudtrail","attributes":R}})",
      R"({"stream":{"job":"aws"},"values":[["1",Q]]})",
      R"([{"field":"@timestamp","value":"t"},{"field":"@message","value":Q}])",
      R"({"RAW":R})",
      R"({"eventJson":Q})",
      R"({"detail-type":"AWS API Call via CloudTrail","detail":R})",
      R"({"Username":"-","CloudTrailEvent":Q})"};
  return in_one_of(random, kEnvelopes, value);
}

std::string envelope_of_all(Random& random, const std::string& values) {
  constexpr std::string_view kEnvelopes[] = {
      R"({"took":1,"hits":{"total":{"value":1},"hits":[R]}})",
      R"({"results":[R],"status":"Complete"})",
      R"({"records":[R]})",
      R"({"messageType":"DATA_MESSAGE","logEvents":[R]})",
      R"({"data":{"resultType":"streams","result":[R]}})",
      R"([R])"};
  return filled(kEnvelopes[pick(random, std::size(kEnvelopes))], values, {});
}

// Something without a record, of which many make an answer too large to be read as a whole.
std::string filler() { return R"({"_source":{"text":")" + std::string(30000, 'x') + R"("}})"; }

class Document {
 public:
  explicit Document(bool is_dotted) : is_dotted_(is_dotted) {}

  // Adds a value under a dotted key. Values with the same first keys must follow each other.
  void add(std::string_view key, const std::string& value) {
    if (!is_dotted_) {
      key = key.substr(enter(key));
      if (!is_first_) text_ += ',';
    } else if (!is_first_) {
      text_ += ',';
    }
    text_ += '"' + std::string(key) + "\":" + value;
    is_first_ = false;
  }

  std::string text() && {
    leave(0);
    return text_ + '}';
  }

 private:
  // Opens and closes objects until the key's last part belongs into the innermost one. Returns
  // where that part begins.
  std::size_t enter(std::string_view key) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (std::size_t dot = 0; (dot = key.find('.', begin)) != key.npos; begin = dot + 1) {
      parts.emplace_back(key.substr(begin, dot - begin));
    }
    std::size_t same = 0;
    while (same < parts.size() && same < open_.size() && parts[same] == open_[same]) ++same;
    leave(same);
    for (; same < parts.size(); ++same) {
      text_ += (is_first_ ? "\"" : ",\"") + parts[same] + "\":{";
      is_first_ = true;
      open_.push_back(parts[same]);
    }
    return begin;
  }

  void leave(std::size_t levels) {
    for (; open_.size() > levels; open_.pop_back()) {
      text_ += '}';
      is_first_ = false;
    }
  }

  bool is_dotted_;
  bool is_first_ = true;
  std::vector<std::string> open_;
  std::string text_ = "{";
};

}  // namespace

std::string enveloped(Random& random, const std::vector<std::string>& records) {
  const bool is_large = pick(random, 10) == 0;
  const bool is_lines = !is_large && pick(random, 2) == 0;
  const bool is_nested = pick(random, 2) == 0;
  std::string text;
  for (const std::string& record : records) {
    std::string value = envelope_of_one(random, record);
    if (is_nested && pick(random, 3) == 0) value = envelope_of_one(random, value);
    const std::string_view between = is_lines ? "\n" : ",";
    if (!text.empty()) text += between;
    text += value;
    constexpr std::uint64_t kFillers = 90;  // 2.7 MB
    for (std::uint64_t i = 0; is_large && i < kFillers / records.size() + 1; ++i) {
      text += ',';
      text += filler();
    }
  }
  if (is_lines) return text + "\n";
  text = envelope_of_all(random, text);
  // More than eight levels are not searched.
  if (is_large || is_nested || pick(random, 2) == 0) return text;
  return filled(R"({"message":Q})", text, quote(random, text, 0));
}

std::string document_of(Random& random, const OracleMatch& match, bool denied) {
  const auto string = [&](std::string_view text) { return quote(random, text, 0); };
  Document document(pick(random, 2) == 0);
  std::string time = format_utc(match.time);
  if (time.find('.') == std::string::npos) time.insert(time.size() - 1, ".000");
  document.add("@timestamp", string(time));
  const bool is_filebeat = pick(random, 2) == 0;
  if (!is_filebeat) document.add("data_stream.dataset", string("aws.cloudtrail"));
  document.add("event.dataset", string("aws.cloudtrail"));
  document.add("event.provider", string("s3.amazonaws.com"));
  document.add("event.action", string("GetObject"));
  document.add("event.outcome", string(denied ? "failure" : "success"));
  document.add("event.id", string(match.event_id));
  document.add("event.kind", string("event"));
  document.add("cloud.account.id", string("anonymous"));
  document.add("source.address", string(match.term));
  switch (pick(random, 3)) {
    case 0:
      document.add("aws.cloudtrail.flattened.request_parameters.bucketName", string("b"));
      document.add("aws.cloudtrail.flattened.request_parameters.key", string(match.detail));
      break;
    case 1:
      document.add("aws.cloudtrail.request_parameters",
                   string("{bucketName=b, key=" + match.detail + "}"));
      break;
    default:
      document.add("aws.cloudtrail.resources", R"([{"type":"AWS::S3::Object","arn":)" +
                                                   string("arn:aws:s3:::b/" + match.detail) + "}]");
  }
  document.add("aws.cloudtrail.user_identity.type", string("AWSAccount"));
  return std::move(document).text();
}

}  // namespace s3rare::tests
