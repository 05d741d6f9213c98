#include "investigate/concern_filter.h"

#include <string>
#include <vector>

#include "catch.h"
#include "input/prefilter.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

constexpr std::string_view kSource = "192.0.2.7";
constexpr std::string_view kAction = "PutBucketPolicy";

constexpr std::string_view kKey = "a/key.txt";

std::vector<AlertToInvestigate> make_alerts() {
  std::vector<AlertToInvestigate> alerts(2);
  alerts[0].source = kSource;
  alerts[0].key = kKey;
  alerts[1].source = "AWS / \xef\xbf\xbd";
  return alerts;
}

// Searches the record with every implementation.
bool filter_lets_through(const std::string& record) {
  static const std::vector<AlertToInvestigate> kAlerts = make_alerts();
  static const AlertGroups kSources(kAlerts, &AlertToInvestigate::source);
  static const AlertGroups kObjects(kAlerts, &AlertToInvestigate::key);
  const bool first = ConcernFilter(kSources, kObjects).may_concern(record);
  for (const json::ByteKernels& kernels : json::byte_kernels()) {
    CAPTURE(kernels.name);
    ConcernFilter filter(kSources, kObjects, kernels);
    CHECK(filter.may_concern(record) == first);
  }
  return first;
}

// Whether the record is parsed. The filter is asked only if nothing else wants the record.
bool is_parsed(const std::string& record) {
  return input::may_match(record) || filter_lets_through(record);
}

std::string escape_of(char c, std::string_view digits) {
  const auto code = static_cast<unsigned char>(c);
  return {'\\', 'u', '0', '0', digits[code >> 4], digits[code & 15]};
}

std::string member(std::string_view key, std::string_view value) {
  return std::string("\"").append(key).append("\":\"").append(value).append("\"");
}

}  // namespace

TEST_CASE("a source or action is found anywhere in the record") {
  for (const std::string& wanted :
       {member("sourceIPAddress", kSource), member("eventName", kAction)}) {
    for (std::size_t before = 0; before < 140; ++before) {
      for (const std::size_t after : {0U, 1U, 5U, 40U, 80U}) {
        std::string record = std::string("{\"I\":\"").append(before, 't').append("\",");
        record.append(wanted).append(",\"t\":\"").append(after, 'I').append("\"}");
        if (!filter_lets_through(record)) FAIL(record);
      }
    }
  }
}

TEST_CASE("other sources and actions are skipped") {
  for (const std::string& text :
       {member("sourceIPAddress", "192.0.2.70"), member("sourceIPAddress", "192.0.2."),
        member("sourceIPAddress", ""), member("sourceIPAddress", "192\\u002e0.2.8"),
        member("eventName", "GetObject"), member("eventName", "putbucketpolicy"),
        member("SourceIPAddress", kSource), member("eventname", kAction),
        member("sourceIPAddress", kAction), member("eventName", kSource),
        member("xsourceIPAddress", kSource), member("eventNames", kAction),
        std::string(R"("sourceIPAddress":["192.0.2.7"])"), std::string(R"("eventName":17)"),
        member("a", R"(\"sourceIPAddress\":\"192.0.2.7\")"),
        std::string(R"("a":["eventName","PutBucketPolicy"])")}) {
    CAPTURE(text);
    CHECK_FALSE(filter_lets_through("{" + text + "}"));
    CHECK_FALSE(filter_lets_through(R"({"eventVersion":"1.08",)" + text + R"(,"eventID":"e"})"));
  }
}

TEST_CASE("records truncated within a key or value are skipped, and no byte after them is read") {
  const std::string record = "{" + member("sourceIPAddress", kSource);
  for (std::size_t size = 0; size < record.size(); ++size) {
    if (filter_lets_through(record.substr(0, size))) FAIL(record.substr(0, size));
  }
  CHECK(filter_lets_through(record));
}

TEST_CASE("white space around the colon is ignored") {
  for (const char* space : {" ", "\t", "\n", "\r\n", " \n\t  "}) {
    for (const bool before : {false, true}) {
      std::string record = R"({"sourceIPAddress")";
      record.append(before ? space : "").append(":").append(space).append("\"192.0.2.7\"}");
      CHECK(filter_lets_through(record));
    }
  }
}

TEST_CASE("the last of several values counts, and each of them is found") {
  CHECK(filter_lets_through("{" + member("sourceIPAddress", "198.51.100.1") + "," +
                            member("sourceIPAddress", kSource) + "}"));
  CHECK(filter_lets_through("{" + member("eventName", "GetObject") + "," +
                            member("eventName", kAction) + "}"));
}

TEST_CASE("every escaped spelling of a character of a value is found") {
  for (const auto& [key, value] : {std::pair(std::string_view("sourceIPAddress"), kSource),
                                   std::pair(std::string_view("eventName"), kAction)}) {
    for (std::size_t at = 0; at < value.size(); ++at) {
      for (const std::string_view digits : {"0123456789abcdef", "0123456789ABCDEF"}) {
        std::string spelled(value);
        spelled.replace(at, 1, escape_of(value[at], digits));
        if (!filter_lets_through("{" + member(key, spelled) + "}")) FAIL(spelled);
      }
    }
  }
  CHECK(filter_lets_through("{" + member("sourceIPAddress", R"(AWS \/ \ufffd)") + "}"));
}

TEST_CASE("every escaped spelling of a character of a key is found") {
  for (const auto& [key, value] : {std::pair(std::string("sourceIPAddress"), kSource),
                                   std::pair(std::string("eventName"), kAction)}) {
    for (std::size_t at = 0; at < key.size(); ++at) {
      for (const std::string_view digits : {"0123456789abcdef", "0123456789ABCDEF"}) {
        std::string spelled = key;
        spelled.replace(at, 1, escape_of(key[at], digits));
        if (!is_parsed("{" + member(spelled, value) + "}")) FAIL(spelled);
      }
    }
  }
}

TEST_CASE("invalid UTF-8 is read as U+FFFD") {
  CHECK(filter_lets_through("{" + member("sourceIPAddress", "AWS / \xff") + "}"));
  CHECK(filter_lets_through("{" + member("sourceIPAddress", "AWS / \\ud800") + "}"));
  CHECK_FALSE(filter_lets_through("{" + member("sourceIPAddress", "AWS / \xff\xff") + "}"));
}

TEST_CASE("actions that write objects are found only for an alert's key") {
  for (const std::string action : {"PutObject", "CreateMultipartUpload"}) {
    const std::string name = "{" + member("eventName", action);
    const auto with = [&](std::string_view key, std::string_view value) {
      return name + R"(,"requestParameters":{)" + member("x-amz-acl", "private") + "," +
             member(key, value) + "}}";
    };
    CHECK_FALSE(filter_lets_through(name + "}"));
    CHECK_FALSE(filter_lets_through(with("key", "b.txt")));
    CHECK_FALSE(filter_lets_through(with("key", "a/key.txt2")));
    CHECK_FALSE(filter_lets_through(with("monkey", kKey)));
    CHECK_FALSE(filter_lets_through(with("x", R"(\"key\":\"a/key.txt\")")));
    CHECK(filter_lets_through(with("key", kKey)));
    CHECK(filter_lets_through(with("key", R"(a\/key.txt)")));
    CHECK(filter_lets_through(name + ",\"key\" :\t\"a/key.txt\"}"));
    CHECK(filter_lets_through("{" + member("key", kKey) + "," + name.substr(1) + "}"));
    for (const std::string_view digits : {"0123456789abcdef", "0123456789ABCDEF"}) {
      for (std::size_t at = 0; at < kKey.size(); ++at) {
        std::string value(kKey);
        value.replace(at, 1, escape_of(value[at], digits));
        if (!is_parsed(with("key", value))) FAIL(value);
      }
      for (std::size_t at = 0; at < 3; ++at) {
        std::string key = "key";
        key.replace(at, 1, escape_of(key[at], digits));
        if (!is_parsed(with(key, kKey))) FAIL(key);
      }
    }
  }
}

TEST_CASE("actions that write objects are found if they may open them") {
  const auto with = [](std::string_view header, std::string_view value) {
    return "{" + member("eventName", "PutObject") + R"(,"requestParameters":{)" +
           member("x-amz-id-2", "a") + "," + member(header, value) + "," + member("key", "b.txt") +
           "}}";
  };
  for (const std::string_view acl : {"private", "bucket-owner-full-control", "bucket-owner-read",
                                     "log-delivery-write", "aws-exec-read"}) {
    CHECK_FALSE(filter_lets_through(with("x-amz-acl", acl)));
    CHECK(filter_lets_through(with("x-amz-acl", std::string(acl) + "s")));
    CHECK(filter_lets_through(with("x-amz-acl", escape_of(acl[0], "0123456789abcdef"))));
  }
  for (const std::string_view acl :
       {"public-read", "public-read-write", "authenticated-read", ""}) {
    CHECK(filter_lets_through(with("x-amz-acl", acl)));
    CHECK_FALSE(filter_lets_through(with("x-amz-storage-class", acl)));
    CHECK_FALSE(filter_lets_through(with("y", std::string(R"(\"x-amz-acl\":\")").append(acl))));
  }
  CHECK(filter_lets_through(with("x-amz-grant-read", "id=1")));
  const std::string list = R"(,"x-amz-acl" : ["private"]})";
  CHECK(filter_lets_through("{" + member("eventName", "CopyObject") + list));
  CHECK_FALSE(filter_lets_through("{" + member("eventName", "GetObject") + list));
}
