#include "input/access_log/access_log_record.h"

#include <string>

#include "catch.h"
#include "input/access_log/access_log_object.h"
#include "input/record_reader.h"
#include "s3rare/match_identity.h"
#include "s3rare/rule.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

AccessLogEntry anonymous_get() {
  AccessLogEntry entry;
  entry.bucket = "example-data";
  entry.time = "06/Feb/2019:00:00:38 +0000";
  entry.remote_ip = "192.0.2.3";
  entry.request_id = "3E57427F3EXAMPLE";
  entry.operation = "REST.GET.OBJECT";
  entry.key = "a%2520b";
  entry.request_uri = "GET /a%20b HTTP/1.1";
  entry.status = "200";
  entry.bytes_sent = "113";
  entry.user_agent = "say \"hi\"";
  entry.host_id = "h=";
  entry.cipher_suite = "C";
  entry.host_header = "example-data.s3.us-west-1.amazonaws.com";
  entry.tls_version = "TLSv1.3";
  return entry;
}

std::string record_of(const AccessLogEntry& entry) {
  json::PaddedText record;
  write_record(entry, record);
  return std::string(std::string_view(record));
}

bool matches(const AccessLogEntry& entry) {
  json::PaddedText record;
  write_record(entry, record);
  RecordReader reader;
  const auto fields = reader.read(record);
  REQUIRE(fields);
  return !first_unmet_clause(*fields, Principal::both);
}

}  // namespace

TEST_CASE("an anonymous request becomes a data event of CloudTrail") {
  CHECK(
      record_of(anonymous_get()) ==
      R"({"userIdentity":{"type":"AWSAccount","principalId":"","accountId":"anonymous"},)"
      R"("eventTime":"2019-02-06T00:00:38Z","eventSource":"s3.amazonaws.com",)"
      R"("eventName":"GetObject","awsRegion":"us-west-1","sourceIPAddress":"192.0.2.3",)"
      R"("userAgent":"say \"hi\"","requestParameters":{"bucketName":"example-data",)"
      R"("Host":"example-data.s3.us-west-1.amazonaws.com","key":"a b"},)"
      R"("additionalEventData":{"CipherSuite":"C","x-amz-id-2":"h=","bytesTransferredOut":113},)"
      R"("requestID":"3E57427F3EXAMPLE","eventID":"3E57427F3EXAMPLE","readOnly":true,)"
      R"("managementEvent":false,"eventCategory":"Data","tlsDetails":{"tlsVersion":"TLSv1.3",)"
      R"("cipherSuite":"C","clientProvidedHostHeader":"example-data.s3.us-west-1.amazonaws.com"}})");
}

TEST_CASE("operations become the rule's actions of the same request") {
  CHECK(action_of_operation("REST.GET.OBJECT") == "GetObject");
  CHECK(action_of_operation("WEBSITE.GET.OBJECT") == "GetObject");
  CHECK(action_of_operation("REST.PUT.OBJECT") == "PutObject");
  CHECK(action_of_operation("REST.POST.OBJECT") == "PutObject");
  CHECK(action_of_operation("REST.DELETE.OBJECT") == "DeleteObject");
  CHECK(action_of_operation("BATCH.DELETE.OBJECT") == "DeleteObject");
  CHECK(action_of_operation("REST.GET.BUCKET") == "ListObjects");
  CHECK(action_of_operation("REST.HEAD.OBJECT") == "REST.HEAD.OBJECT");
  CHECK(action_of_operation("REST.GET.ACL") == "REST.GET.ACL");
  CHECK(action_of_operation("GetObject") == "GetObject");
}

TEST_CASE("what may match is what the rule's predicate says of the record") {
  const auto check = [](const AccessLogEntry& entry, bool expected) {
    CHECK(may_match(entry) == expected);
    CHECK(matches(entry) == expected);
  };
  AccessLogEntry entry = anonymous_get();
  check(entry, true);
  entry.requester = "AmazonS3";
  check(entry, false);
  entry.requester = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
  check(entry, false);
  entry.requester = "arn:aws:sts::111122223333:assumed-role/r/s";
  check(entry, false);
  entry = anonymous_get();
  entry.signature_version = "SigV4";
  check(entry, false);
  entry = anonymous_get();
  entry.error_code = "AccessDenied";
  check(entry, false);
  entry = anonymous_get();
  entry.status = "301";
  check(entry, false);
  entry = anonymous_get();
  entry.operation = "REST.HEAD.OBJECT";
  check(entry, false);
}

TEST_CASE("an operation that spells an action of the rule is none") {
  AccessLogEntry entry = anonymous_get();
  entry.operation = "GetObject";
  CHECK_FALSE(may_match(entry));
}

TEST_CASE("bytes that a request wrote are those of the object") {
  AccessLogEntry entry = anonymous_get();
  entry.operation = "REST.PUT.OBJECT";
  entry.bytes_sent = {};
  entry.object_size = "0042";
  const std::string record = record_of(entry);
  CHECK(record.find(R"("bytesTransferredIn":42)") != std::string::npos);
  CHECK(record.find(R"("bytesTransferredOut":0)") != std::string::npos);
  CHECK(record.find(R"("readOnly":false)") != std::string::npos);
}

TEST_CASE("times become RFC 3339") {
  CHECK(EntryTime("06/Feb/2019:00:00:38 +0000").text() == "2019-02-06T00:00:38Z");
  CHECK(EntryTime("31/Dec/2024:23:59:59 -0700").text() == "2024-12-31T23:59:59-07:00");
  CHECK(EntryTime("06/Foo/2019:00:00:38 +0000").text().empty());
  CHECK(EntryTime("2026-05-09T03:34:58.123Z").text() == "2026-05-09T03:34:58.123Z");
}

TEST_CASE("the record of an access log is recognised by its only ID") {
  json::PaddedText record;
  write_record(anonymous_get(), record);
  RecordReader reader;
  const auto fields = reader.read(record);
  REQUIRE(fields);
  CHECK(is_of_access_log(*fields));
}

TEST_CASE("bytes that are no UTF-8 and text that is no number stay out of the record") {
  AccessLogEntry entry = anonymous_get();
  entry.user_agent = "a\xff";
  entry.bytes_sent = R"(1,"accountId":"x")";
  const std::string record = record_of(entry);
  CHECK(record.find("a\xef\xbf\xbd") != std::string::npos);
  CHECK(record.find("bytesTransferredOut") == std::string::npos);
}

TEST_CASE("an entry of CloudWatch Logs is read as a line is") {
  const json::PaddedText object(
      R"({"schema_version_id":"V_1_0","bucket_name":"example-data",)"
      R"("request_time":"2019-02-06T00:00:38.000Z","remote_ip":"192.0.2.3","requester":null,)"
      R"("request_id":"3E57427F3EXAMPLE","operation":"REST.GET.OBJECT","key":"a%2520b",)"
      R"("request_uri":"GET /a%20b HTTP/1.1","http_status":200,"error_code":null,)"
      R"("bytes_sent":113,"user_agent":"say \"hi\"","host_id":"h=","cipher_suite":"C",)"
      R"("host_header":"example-data.s3.us-west-1.amazonaws.com","tls_version":"TLSv1.3"})");
  AccessLogObjectReader reader;
  const auto entry = reader.read(object);
  REQUIRE(entry);
  AccessLogEntry expected = anonymous_get();
  expected.time = "2019-02-06T00:00:38.000Z";
  CHECK(record_of(*entry) == record_of(expected));
}
