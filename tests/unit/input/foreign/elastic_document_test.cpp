#include "input/foreign/elastic_document.h"

#include <string>

#include "catch.h"

using namespace s3rare::input;

namespace {

const std::string kCore =
    R"("@timestamp":"2024-05-09T03:34:58.000Z","event.provider":"s3.amazonaws.com",)"
    R"("event.action":"GetObject","aws.cloudtrail.user_identity.type":"AWSAccount",)"
    R"("cloud.account.id":"anonymous")";

Glance glance(const std::string& members) { return elastic_document().glance("{" + members + "}"); }

std::string rewritten(const std::string& members) {
  s3rare::json::PaddedText record;
  elastic_document().rewrite("{" + members + "}", record);
  return std::string(record);
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a document is known by its dataset, or by fields of CloudTrail") {
  CHECK(glance(kCore).kind == Glance::Kind::record);
  CHECK(glance(R"("event":{"dataset":"aws.cloudtrail","provider":"p","action":"a"})").kind ==
        Glance::Kind::record);
  CHECK(glance(R"("data_stream":{"dataset":["aws.cloudtrail"]})").kind == Glance::Kind::not_judged);
  CHECK(glance(R"("event.provider":"p","event.action":"cloudtrail")").kind ==
        Glance::Kind::not_mine);
  CHECK(glance(kCore + R"(,"event.kind":"signal")").kind == Glance::Kind::not_mine);
  CHECK(glance(kCore + R"(,"event.kind":"pipeline_error")").kind == Glance::Kind::unreadable);
  CHECK(glance(kCore + R"(,"error":{"message":"x"})").kind == Glance::Kind::unreadable);
  CHECK(
      elastic_otel_document().glance(R"({"data_stream":{"dataset":"aws.cloudtrail.otel"}})").kind ==
      Glance::Kind::not_judged);
}

TEST_CASE("a document tells who made the request only with type and account") {
  CHECK(glance(kCore).has_identity);
  CHECK_FALSE(glance(R"("event.provider":"p","event.action":"a",)"
                     R"("aws.cloudtrail.user_identity.type":"Unknown")")
                  .has_identity);
  CHECK(glance(R"("event.provider":"p","event.action":"a",)"
               R"("aws.cloudtrail.user_identity.type":"AWSService")")
            .has_identity);
}

TEST_CASE("a time of a document loses zeros that the record did not have") {
  CHECK(holds(rewritten(kCore), R"("eventTime":"2024-05-09T03:34:58Z")"));
}

TEST_CASE("bucket and key come from flattened parameters, resources or text, in this order") {
  const std::string text =
      R"(,"aws.cloudtrail.request_parameters":"{bucketName=t, Host=h, key=t/k}")";
  const std::string resources =
      R"(,"aws.cloudtrail.resources":[{"arn":"arn:aws:s3:::r"},{"arn":"arn:aws:s3:::r/r/k"}])";
  const std::string flattened =
      R"(,"aws":{"cloudtrail":{"flattened":{"request_parameters":{"bucketName":"f","key":"f/k"}}}})";
  CHECK(holds(rewritten(kCore + text), R"("bucketName":"t","key":"t/k")"));
  CHECK(holds(rewritten(kCore + text + resources), R"("bucketName":"r","key":"r/k")"));
  CHECK(holds(rewritten(kCore + text + resources + flattened), R"("bucketName":"f","key":"f/k")"));
  CHECK_FALSE(holds(rewritten(kCore + R"(,"aws.s3.bucket.name":"logs")"), "logs"));
}

TEST_CASE("the outcome decides, and a failure without a code is still one") {
  CHECK_FALSE(holds(rewritten(kCore + R"(,"event.outcome":"success")"), "errorCode"));
  CHECK(holds(rewritten(kCore + R"(,"event.outcome":"failure")"), R"("errorCode":"failure")"));
  CHECK(holds(rewritten(kCore + R"(,"aws.cloudtrail.error_code":"AccessDenied")"),
              R"("errorCode":"AccessDenied")"));
  CHECK_FALSE(holds(rewritten(kCore + R"(,"aws.cloudtrail.error_code":"")"), "errorCode"));
}

TEST_CASE("bytes are numbers again") {
  CHECK(holds(rewritten(kCore + R"(,"aws.cloudtrail.additional_eventdata":"{a=b, )"
                                R"(bytesTransferredOut=33}")"),
              R"("bytesTransferredOut":33)"));
  CHECK(holds(rewritten(kCore + R"(,"aws.cloudtrail.flattened.additional_eventdata.)"
                                R"(bytesTransferredOut":["33"])"),
              R"("bytesTransferredOut":33)"));
}
