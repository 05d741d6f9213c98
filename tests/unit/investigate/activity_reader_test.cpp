#include "investigate/activity_reader.h"

#include "catch.h"
#include "input/record_reader.h"
#include "json/padded_text.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

// A record as a file's reader passes it on.
class Handed {
 public:
  explicit Handed(std::string text) : text_(std::move(text)) {
    const auto fields = reader_.read(text_);
    REQUIRE(fields);
    fields_ = *fields;
  }

  std::optional<Activity> activity() {
    return activities_.read({fields_, reader_.more(), text_, std::nullopt, {3, 0, 17}, path_},
                            path_);
  }

 private:
  const std::string path_ = "a.json";
  json::PaddedText text_;
  input::RecordReader reader_{input::FieldsRead::more};
  RecordFields fields_;
  ActivityReader activities_;
};

}  // namespace

TEST_CASE("an activity holds who did something, where, and how much was sent") {
  Handed record(
      R"({"eventTime":"2024-05-01T12:00:00.5Z","awsRegion":"eu-west-1","userIdentity":{"type":)"
      R"("AssumedRole","arn":"arn:r","principalId":"AROA:s","accountId":"111122223333",)"
      R"("accessKeyId":"ASIA","invokedBy":"x.amazonaws.com"},"requestParameters":{"Host":"h",)"
      R"("bucketName":"b"},"additionalEventData":{"bytesTransferredOut":2048.0,)"
      R"("bytesTransferredIn":7}})");
  const auto activity = record.activity();
  REQUIRE(activity);
  CHECK(activity->time == EventTime{1'714'564'800, 500'000'000});
  CHECK_FALSE(activity->anonymous);
  CHECK(activity->fields.bucket.is("b"));
  CHECK(activity->region == "eu-west-1");
  CHECK(activity->identity_arn == "arn:r");
  CHECK(activity->principal_id == "AROA:s");
  CHECK(activity->access_key == "ASIA");
  CHECK(activity->invoked_by == "x.amazonaws.com");
  CHECK(activity->host.empty());
  CHECK(activity->parameters == R"({"Host":"h","bucketName":"b"})");
  CHECK(activity->bytes_out == 2048U);
  CHECK(activity->bytes_in == 7U);
  CHECK(activity->path == "a.json");
  CHECK(activity->offset == 17);
}

TEST_CASE("fields that are missing or have another type are unknown") {
  Handed record(R"({"eventTime":"2024-05-01T12:00:00Z","awsRegion":7,"userIdentity":{"accountId":)"
                R"("anonymous","arn":null},"additionalEventData":{"bytesTransferredOut":"1",)"
                R"("bytesTransferredIn":-1}})");
  const auto activity = record.activity();
  REQUIRE(activity);
  CHECK(activity->anonymous);
  CHECK(activity->region.empty());
  CHECK(activity->identity_arn.empty());
  CHECK_FALSE(activity->bytes_out);
  CHECK_FALSE(activity->bytes_in);
}

TEST_CASE("both spellings mean the anonymous principal, whatever else the record says") {
  for (const std::string account : {"anonymous", "ANONYMOUS_PRINCIPAL"}) {
    Handed record(R"({"eventTime":"2024-05-01T12:00:00Z","errorCode":"AccessDenied",)"
                  R"("userIdentity":{"type":"AWSAccount","accountId":")" +
                  account + R"("},"requestParameters":{"Host":"x","Host":"h\/"}})");
    CHECK(record.activity()->anonymous);
    CHECK(record.activity()->host == "h/");
  }
  Handed record(R"({"eventTime":"2024-05-01T12:00:00Z","recipientAccountId":"anonymous"})");
  CHECK_FALSE(record.activity()->anonymous);
}

TEST_CASE("a record without a readable time is not an activity") {
  CHECK_FALSE(Handed(R"({"eventTime":"yesterday","awsRegion":"eu-west-1"})").activity());
  CHECK_FALSE(Handed(R"({"awsRegion":"eu-west-1"})").activity());
}
