#include "s3rare/exceptions.h"

#include "catch.h"

using namespace s3rare;

namespace {

constexpr EventTime kTime{1'714'564'800, 0};

Field field(std::string_view text) { return {Field::Kind::string, text}; }

RecordFields match(std::string_view source, std::string_view bucket = "example-logs") {
  RecordFields fields;
  fields.source_address = field(source);
  fields.bucket = field(bucket);
  fields.event_name = field("GetObject");
  fields.user_agent = field("[curl/8.0]");
  fields.recipient_account = field("111122223333");
  fields.key = field("a/b.png");
  return fields;
}

using Conditions = std::vector<std::pair<ExceptionField, std::string>>;

Exception exception(const Conditions& conditions) {
  Exception made;
  for (const auto& [condition, text] : conditions) REQUIRE(add_condition(made, condition, text));
  return made;
}

std::string refusal(ExceptionField condition, std::string_view text) {
  Exception made;
  const auto added = add_condition(made, condition, text);
  return added ? std::string("taken") : added.error().what;
}

constexpr auto kSource = ExceptionField::source;
constexpr auto kBucket = ExceptionField::bucket;

}  // namespace

TEST_CASE("addresses are compared by value, services by name") {
  Exceptions exceptions;
  exceptions.add(exception({{kSource, "192.0.2.0/24"}}));
  exceptions.add(exception({{kSource, "2001:DB8:0::1"}}));
  exceptions.add(exception({{kSource, "AWS Internal"}}));
  CHECK(exceptions.find(match("192.0.2.77"), kTime) == 0U);
  CHECK(exceptions.find(match("::ffff:192.0.2.77"), kTime) == 0U);
  CHECK(exceptions.find(match("2001:db8::1"), kTime) == 1U);
  CHECK(exceptions.find(match("AWS Internal"), kTime) == 2U);
  CHECK_FALSE(exceptions.find(match("aws internal"), kTime));
  CHECK_FALSE(exceptions.find(match("192.0.3.1"), kTime));
  CHECK_FALSE(exceptions.find(match("192.0.2.77, 198.51.100.1"), kTime));
  CHECK_FALSE(exceptions.find(match(""), kTime));
}

TEST_CASE("a network covers an address with a zone, and an address with a zone covers itself") {
  Exceptions exceptions;
  exceptions.add(exception({{kSource, "fe80::1%eth1"}}));
  exceptions.add(exception({{kSource, "fe80::/10"}}));
  CHECK(exceptions.find(match("fe80::1"), kTime) == 1U);
  CHECK(exceptions.find(match("fe80::1%eth0"), kTime) == 1U);
  CHECK(exceptions.find(match("fe80::1%eth1"), kTime) == 0U);
  CHECK_FALSE(exceptions.find(match("fe80::1%"), kTime));
  CHECK_FALSE(exceptions.find(match("fec0::1%eth0"), kTime));
}

TEST_CASE("among many patterns of a source, the first that applies is found") {
  Exceptions exceptions;
  exceptions.add(exception({{ExceptionField::key, "?"}}));  // requires no byte
  for (int i = 0; i < 1000; ++i) {
    const std::string key = "status/" + std::to_string(1000 + i) + "-*";
    exceptions.add(exception({{ExceptionField::key, key}}));
    if (i % 100 == 0) exceptions.add(exception({{ExceptionField::key, key}}));
  }
  exceptions.add(exception({{ExceptionField::key, "*a?b*"}}));
  exceptions.add(exception({{ExceptionField::user_agent, "*"}}));
  const auto find = [&](const char* key) {
    RecordFields fields = match("192.0.2.1");
    fields.key = field(key);
    return exceptions.find(fields, kTime);
  };
  CHECK(find("x") == 0U);
  CHECK(find("status/1000-") == 1U);
  CHECK(find("status/1001-status/1000-") == 3U);
  CHECK(find("status/1999-x") == 1010U);
  CHECK(find("status/2000-") == 1012U);
  CHECK(find("xaxbx") == 1011U);
}

TEST_CASE("all conditions must hold") {
  Exceptions exceptions;
  exceptions.add(exception({{kSource, "192.0.2.1"},
                            {kBucket, "example-*"},
                            {ExceptionField::user_agent, "[curl/*]"},
                            {ExceptionField::action, "GetObject"},
                            {ExceptionField::recipient_account, "111122223333"},
                            {ExceptionField::key, "*.png"}}));
  CHECK(exceptions.find(match("192.0.2.1"), kTime));
  CHECK_FALSE(exceptions.find(match("192.0.2.2"), kTime));
  CHECK_FALSE(exceptions.find(match("192.0.2.1", "other"), kTime));
  for (Field RecordFields::*member : {&RecordFields::user_agent, &RecordFields::event_name,
                                      &RecordFields::recipient_account, &RecordFields::key}) {
    RecordFields other = match("192.0.2.1");
    (other.*member).text = "other";
    CHECK_FALSE(exceptions.find(other, kTime));
  }
}

TEST_CASE("an absent, empty or non-string field satisfies no condition") {
  Exceptions exceptions;
  exceptions.add(exception({{ExceptionField::key, "*"}}));
  RecordFields fields = match("192.0.2.1");
  CHECK(exceptions.find(fields, kTime));
  fields.key = {};
  CHECK_FALSE(exceptions.find(fields, kTime));
  fields.key = field("");
  CHECK_FALSE(exceptions.find(fields, kTime));
  fields.key = {Field::Kind::other, {}};
  CHECK_FALSE(exceptions.find(fields, kTime));
}

TEST_CASE("a condition that fails in a narrow network may hold in a wider one") {
  Exceptions exceptions;
  exceptions.add(exception({{kSource, "0.0.0.0/0"}, {kBucket, "public-*"}}));
  exceptions.add(exception({{kSource, "192.0.2.0/24"}, {kBucket, "public-a"}}));
  exceptions.add(exception({{kSource, "192.0.2.1"}, {kBucket, "private"}}));
  CHECK(exceptions.find(match("192.0.2.1", "private"), kTime) == 2U);
  CHECK(exceptions.find(match("192.0.2.1", "public-b"), kTime) == 0U);
  CHECK_FALSE(exceptions.find(match("192.0.2.2", "private"), kTime));
}

TEST_CASE("the first of several matching exceptions wins") {
  Exceptions exceptions;
  exceptions.add(exception({{kSource, "198.51.100.1"}}));
  exceptions.add(exception({{kBucket, "example-*"}}));
  exceptions.add(exception({{kSource, "192.0.2.1"}, {kBucket, "example-logs"}}));
  exceptions.add(exception({{kSource, "192.0.2.0/24"}}));
  CHECK(exceptions.find(match("192.0.2.1"), kTime) == 1U);
  CHECK(exceptions.find(match("192.0.2.1", "other"), kTime) == 3U);
  CHECK(exceptions.find(match("198.51.100.1"), kTime) == 0U);
}

TEST_CASE("an exception ends exactly when it expires") {
  Exceptions exceptions;
  Exception ending = exception({{kSource, "192.0.2.1"}});
  ending.expires = kTime;
  exceptions.add(ending);
  CHECK(exceptions.find(match("192.0.2.1"), kTime + -1));
  CHECK_FALSE(exceptions.find(match("192.0.2.1"), kTime));
  CHECK_FALSE(exceptions.find(match("192.0.2.1"), kTime + 1));
  exceptions.add(exception({{kSource, "192.0.2.1"}}));
  CHECK(exceptions.find(match("192.0.2.1"), kTime) == 1U);
}

TEST_CASE("an unusable condition is rejected with a message") {
  CHECK(refusal(kSource, "") == "found an empty text, expected what a match has there");
  for (const char* text : {"192.0.2.0/33", "192.0.2.7/24", "192.0.2.256", "192.0.2.1 ", "192.0.2.*",
                           "192.0.2.1-192.0.2.9", "[2001:db8::1]", "AWS*", "config.amazonaws.co?",
                           "fe80::1%eth0/64", "2001:db8:::1", "12345", "example.com/24"}) {
    CAPTURE(text);
    CHECK(refusal(kSource, text).starts_with("found '"));
  }
  CHECK(refusal(kSource, "192.0.2.1, 198.51.100.1") == "taken");
  CHECK(refusal(kSource, "config.amazonaws.com") == "taken");
  CHECK(refusal(kBucket, "a\\").starts_with("found 'a\\', expected a pattern"));
  CHECK(refusal(ExceptionField::action, "a\\") == "taken");
}

TEST_CASE("an exception reports where it was read") {
  Exceptions exceptions;
  Exception one = exception({{kBucket, "a"}});
  one.file = exceptions.add_file("office.ndjson");
  one.line = 3;
  exceptions.add(one);
  one.file = exceptions.add_file("--except-bucket a");
  one.line = 0;
  exceptions.add(one);
  CHECK(exceptions.origin(0) == "office.ndjson:3");
  CHECK(exceptions.origin(1) == "--except-bucket a");
}

TEST_CASE("a fingerprint depends on the meaning alone") {
  const auto fingerprint = [](const std::vector<Exception>& list) {
    Exceptions exceptions;
    for (const Exception& one : list) exceptions.add(one);
    return exceptions.fingerprint();
  };
  const Exception a = exception({{kSource, "192.0.2.0/24"}, {kBucket, "a*"}});
  const Exception b = exception({{kBucket, "b"}});
  const std::string both = fingerprint({a, b});
  CHECK(fingerprint({}).empty());
  CHECK(fingerprint({b, a, b}) == both);
  Exception same = exception({{kBucket, "a**"}, {kSource, "::ffff:192.0.2.0/120"}});
  same.reason = "the office";
  same.line = 7;
  CHECK(fingerprint({same, b}) == both);
  same.expires = kTime;
  CHECK(fingerprint({same, b}) != both);
  CHECK(fingerprint({a}) != both);
  CHECK(fingerprint({exception({{ExceptionField::key, "b"}})}) != fingerprint({b}));
  CHECK(fingerprint({exception({{kBucket, "\\*"}})}) != fingerprint({exception({{kBucket, "*"}})}));
}
