#include <string>

#include "catch.h"
#include "input/foreign/flat_record.h"
#include "input/foreign/ocsf_form.h"
#include "input/foreign/table_record_form.h"

using namespace s3rare::input;
using s3rare::json::PaddedText;

namespace {

constexpr std::string_view kRecord =
    R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","accountId":"anonymous"},)"
    R"("eventTime":"2024-05-09T03:34:58Z","eventSource":"s3.amazonaws.com",)"
    R"("eventName":"GetObject","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.146",)"
    R"("userAgent":"[curl]","requestParameters":{"bucketName":"b","key":"k"},)"
    R"("additionalEventData":{"bytesTransferredOut":10},"requestID":"R","eventID":"E",)"
    R"("readOnly":true,"recipientAccountId":"111122223333","tlsDetails":{"tlsVersion":"TLSv1.3"}})";

template <class Rewrite>
std::string rewritten(Rewrite rewrite, std::string_view text) {
  const PaddedText object{std::string(text)};
  PaddedText record;
  rewrite(object, record);
  return std::string(std::string_view(record));
}

}  // namespace

TEST_CASE("an OCSF event becomes the record it was made of") {
  constexpr std::string_view kEvent =
      R"({"metadata":{"product":{"name":"CloudTrail","version":"1.09"},"uid":"E"},)"
      R"("time":1715225698000,"cloud":{"region":"us-east-1"},"api":{"operation":"GetObject",)"
      R"("service":{"name":"s3.amazonaws.com"},"response":{"error":null},"request":{"uid":"R",)"
      R"("data":"{\"bucketName\":\"b\",\"key\":\"k\"}"}},"actor":{"user":{"type":"AWSAccount",)"
      R"("account":{"uid":"anonymous"}}},"src_endpoint":{"ip":"192.0.2.146"},)"
      R"("http_request":{"user_agent":"[curl]"},"unmapped":{"readOnly":"true",)"
      R"("recipientAccountId":"111122223333","tlsDetails.tlsVersion":"TLSv1.3",)"
      R"("additionalEventData.bytesTransferredOut":"10"}})";
  const Glance glance = glance_at_ocsf_event(kEvent);
  CHECK(glance.kind == Glance::Kind::record);
  CHECK(glance.event_time == "1715225698000");
  CHECK(rewritten(rewrite_ocsf_event, kEvent) == kRecord);
}

TEST_CASE("an OCSF event without an actor is not judged, and other objects are no events") {
  CHECK(glance_at_ocsf_event(R"({"metadata":{},"api":{"operation":"x","service":{"name":"s"}}})")
            .kind == Glance::Kind::not_judged);
  CHECK(glance_at_ocsf_event(R"({"metadata":{},"api":{"operation":"x"}})").kind ==
        Glance::Kind::not_mine);
  CHECK(glance_at_ocsf_event(R"({"a":1})").kind == Glance::Kind::not_mine);
}

TEST_CASE("a service is the source of an OCSF event that has only a domain") {
  const std::string record = rewritten(
      rewrite_ocsf_event, R"({"metadata":{},"api":{"operation":"x","service":{"name":"s"}},)"
                          R"("src_endpoint":{"ip":null,"domain":"config.amazonaws.com"}})");
  CHECK(record.find(R"("sourceIPAddress":"config.amazonaws.com")") != std::string::npos);
}

TEST_CASE("a row of Sentinel's table becomes the record it was made of") {
  constexpr std::string_view kRow =
      R"({"TimeGenerated [UTC]":"2024-05-09 03:34:58.000","EventVersion":"1.09",)"
      R"("UserIdentityType":"AWSAccount","UserIdentityAccountId":"anonymous","UserIdentityArn":"",)"
      R"("EventSource":"s3.amazonaws.com","EventName":"GetObject","AWSRegion":"us-east-1",)"
      R"("SourceIpAddress":"192.0.2.146","UserAgent":"[curl]","ErrorCode":"",)"
      R"("RequestParameters":"{\"bucketName\":\"b\",\"key\":\"k\"}",)"
      R"("AdditionalEventData":"{\"bytesTransferredOut\":10}","AwsRequestId":"R",)"
      R"("AwsEventId":"E","ReadOnly":"True","RecipientAccountId":"111122223333",)"
      R"("TlsVersion":"TLSv1.3"})";
  const Glance glance = glance_at_sentinel_row(kRow);
  CHECK(glance.kind == Glance::Kind::record);
  CHECK(glance.event_time == "2024-05-09 03:34:58.000");
  CHECK(rewritten(rewrite_sentinel_row, kRow) == kRecord);
  CHECK(glance_at_athena_row(kRow).kind == Glance::Kind::not_mine);
}

TEST_CASE("a row of Athena's table becomes the record it was made of") {
  constexpr std::string_view kRow =
      R"({"eventversion":"1.09","useridentity":"{type=AWSAccount, arn=null, )"
      R"(accountid=anonymous, sessioncontext=null}","eventtime":"2024-05-09T03:34:58Z",)"
      R"("eventsource":"s3.amazonaws.com","eventname":"GetObject","awsregion":"us-east-1",)"
      R"("sourceipaddress":"192.0.2.146","useragent":"[curl]",)"
      R"("requestparameters":"{\"bucketName\":\"b\",\"key\":\"k\"}",)"
      R"("additionaleventdata":"{\"bytesTransferredOut\":10}","requestid":"R","eventid":"E",)"
      R"("readonly":"true","recipientaccountid":"111122223333",)"
      R"("tlsdetails":"{tlsversion=TLSv1.3, ciphersuite=null, clientprovidedhostheader=null}"})";
  CHECK(glance_at_athena_row(kRow).kind == Glance::Kind::record);
  CHECK(rewritten(rewrite_athena_row, kRow) == kRecord);
  CHECK(glance_at_sentinel_row(kRow).kind == Glance::Kind::not_mine);
}

TEST_CASE("a row whose struct can be read in several ways is unreadable") {
  constexpr std::string_view kRow =
      R"({"useridentity":"{type=AWSAccount, accountid=anonymous, arn=null, accountid=1}",)"
      R"("eventsource":"s3.amazonaws.com","eventname":"GetObject"})";
  CHECK(glance_at_athena_row(kRow).kind == Glance::Kind::unreadable);
}

TEST_CASE("times of other schemas become CloudTrail's") {
  CHECK(cloudtrail_time("2024-05-09T03:34:58.000Z") == "2024-05-09T03:34:58Z");
  CHECK(cloudtrail_time("2024-05-09 03:34:58.25") == "2024-05-09T03:34:58.25Z");
  CHECK(cloudtrail_time("1715225698") == "2024-05-09T03:34:58Z");
  CHECK(cloudtrail_time("1715225698125") == "2024-05-09T03:34:58.125Z");
  CHECK(cloudtrail_time("May 9, 2024 @ 03:34:58.000") == "2024-05-09T03:34:58Z");
  CHECK(cloudtrail_time("").empty());
}

TEST_CASE("text that is no JSON becomes a string, and resources that are none are left out") {
  FlatRecord fields;
  fields.event_name = "GetObject";
  fields.request_parameters = "{bucketName=b}";
  fields.resources = "[{arn=x}]";
  PaddedText record;
  write_flat_record(fields, record);
  CHECK(std::string_view(record) ==
        R"({"eventName":"GetObject","requestParameters":"{bucketName=b}"})");
}
