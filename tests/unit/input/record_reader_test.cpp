#include "input/record_reader.h"

#include "catch.h"
#include "json/padded_text.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

const json::PaddedText kRecord(
    R"({"eventVersion":"1.09","userIdentity":{"type":"AWSAccount","accountId":"anonymous"},)"
    R"("eventTime":"2024-05-01T12:00:00.5Z","eventSource":"s3.amazonaws.com",)"
    R"("eventName":"GetObject","awsRegion":"eu-west-1","sourceIPAddress":"192.0.2.7",)"
    R"("userAgent":"[curl/8.5]","requestParameters": {"bucketName":"b", "n": 1.50,"key":"k"},)"
    R"("additionalEventData":{"bytesTransferredOut":10},"requestID":"R","eventID":"E",)"
    R"("readOnly":true,"resources":[{"type":"AWS::S3::Object","ARN":"arn:o"},)"
    R"({"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:b"}],)"
    R"("tlsDetails":{"tlsVersion":"TLSv1.3","cipherSuite":"C","clientProvidedHostHeader":"h"}})");

}  // namespace

TEST_CASE("the fields of the rule are read") {
  RecordReader reader;
  const auto fields = reader.read(kRecord);
  REQUIRE(fields);
  CHECK(fields->event_source.is("s3.amazonaws.com"));
  CHECK(fields->event_name.is("GetObject"));
  CHECK(fields->error_code.kind == Field::Kind::absent);
  CHECK(fields->identity_type.is("AWSAccount"));
  CHECK(fields->identity_account.is("anonymous"));
  CHECK(fields->event_time.is("2024-05-01T12:00:00.5Z"));
  CHECK(fields->event_id.is("E"));
  CHECK(fields->request_id.is("R"));
  CHECK(fields->source_address.is("192.0.2.7"));
  CHECK(fields->host.is("h"));
  CHECK(fields->bucket.is("b"));
  CHECK(fields->key.is("k"));
}

TEST_CASE("the parameter Host is read as a string or as an array of one string") {
  RecordReader reader;
  const auto host_of = [&](const char* value) {
    const json::PaddedText record(std::string(R"({"requestParameters":{"Host":)") + value + "}}");
    const auto fields = reader.read(record);
    REQUIRE(fields);
    return std::string(fields->host_parameter.string());
  };
  CHECK(host_of(R"("b.s3.amazonaws.com")") == "b.s3.amazonaws.com");
  CHECK(host_of(R"([ "b.s3.amazonaws.com" ])") == "b.s3.amazonaws.com");
  CHECK(host_of(R"(["\u0062.example"])") == "b.example");
  for (const char* const other :
       {"[]", R"(["a","b"])", R"([["a"]])", R"({"a":"b"})", "7", "null"}) {
    CAPTURE(other);
    CHECK(host_of(other).empty());
  }
}

TEST_CASE("the fields of an investigation are read beside the fields of the rule") {
  RecordReader reader;
  RecordReader more_reader(FieldsRead::more);
  CHECK(more_reader.read(kRecord) == reader.read(kRecord));
  CHECK(more_reader.more().region == "eu-west-1");
  CHECK(more_reader.more().parameters == R"({"bucketName":"b", "n": 1.50,"key":"k"})");
  CHECK(more_reader.more().bytes_out == "10");
  CHECK(more_reader.byte_counts().out == "10");
  CHECK(reader.byte_counts().out == "10");
  CHECK(reader.byte_counts().in.empty());
  CHECK(more_reader.more().identity_arn.empty());

  // A value that the rule ignores.
  for (const char* const broken :
       {R"({"eventID":"E","awsRegion":nul})", R"({"awsRegion":nul,"eventID":"E"})",
        R"({"requestParameters":{"key":"k"},"awsRegion":nul,"eventID":"E"})",
        R"({"eventID":"E","additionalEventData":{"bytesTransferredOut":1,"x" 2}})"}) {
    CAPTURE(broken);
    const json::PaddedText record(broken);
    const auto fields = more_reader.read(record);
    REQUIRE(fields);
    CHECK(fields->event_id.is("E"));
    CHECK(fields == reader.read(record));
    CHECK(reader.byte_counts().out.empty());
    CHECK(more_reader.more().parameters.empty());
    CHECK(more_reader.more().bytes_out.empty());
  }
}

TEST_CASE("a value of braces without keys does not hide the fields after it") {
  for (const char* const broken :
       {R"({"awsRegion":{2},"eventID":"E","eventName":"N"})",
        R"({"awsRegion":{[]},"eventID":"E","eventName":"N"})",
        R"({"awsRegion":{{}},"eventID":"E","eventName":"N"})",
        R"({"awsRegion":[{2},{"a" 1}],"eventID":"E","eventName":"N"})",
        R"({"userIdentity":{"arn":{1},"type":"T"},"eventID":"E","eventName":"N"})",
        R"({"additionalEventData":{"bytesTransferredOut":{2}},"eventID":"E","eventName":"N"})",
        R"({"additionalEventData":{2},"eventID":"E","eventName":"N"})"}) {
    CAPTURE(broken);
    const json::PaddedText record(broken);
    RecordReader reader;
    RecordReader more_reader(FieldsRead::more);
    const auto fields = more_reader.read(record);
    REQUIRE(fields);
    CHECK(fields->event_id.is("E"));
    CHECK(fields->event_name.is("N"));
    CHECK(fields == reader.read(record));
  }
}

TEST_CASE("a detail holds the fields of the record") {
  RecordReader reader;
  const auto fields = reader.read(kRecord);
  REQUIRE(fields);
  const std::string packed = reader.read_detail(kRecord, *fields, {});
  const DetailReader detail(packed);
  CHECK(detail.find(DetailField::event_version) == "1.09");
  CHECK(detail.find(DetailField::fraction_digits) == "1");
  CHECK(detail.find(DetailField::user_agent) == "[curl/8.5]");
  CHECK(detail.find(DetailField::request_parameters) == R"({"bucketName":"b","n":1.50,"key":"k"})");
  CHECK(detail.find(DetailField::additional_event_data) == R"({"bytesTransferredOut":10})");
  CHECK(detail.find(DetailField::read_only) == "true");
  CHECK(detail.find(DetailField::resource_account) == "111122223333");
  CHECK(detail.find(DetailField::tls_cipher) == "C");
  CHECK_FALSE(detail.has(DetailField::event_type));
  CHECK_FALSE(detail.has(DetailField::event_id));
  CHECK_FALSE(detail.has(DetailField::no_event_id));
  CHECK_FALSE(detail.has(DetailField::original));
  CHECK_FALSE(detail.has(DetailField::truncated));
}

TEST_CASE("the record as read is kept on request") {
  RecordReader reader;
  const auto fields = reader.read(kRecord);
  REQUIRE(fields);
  const std::string packed = reader.read_detail(kRecord, *fields, kRecord);
  const auto original = DetailReader(packed).find(DetailField::original);
  CHECK(original.find(R"("requestParameters":{"bucketName":"b","n":1.50)") != original.npos);
}

TEST_CASE("parameters that are invalid JSON at any depth are kept as text") {
  const json::PaddedText record(
      R"({"eventSource":"s","eventName":"n","requestParameters":{"a":tru},"additionalEventData":"x"})");
  RecordReader reader;
  const auto fields = reader.read(record);
  REQUIRE(fields);
  const std::string packed = reader.read_detail(record, *fields, {});
  const DetailReader detail(packed);
  CHECK_FALSE(detail.has(DetailField::request_parameters));
  CHECK(detail.find(DetailField::request_parameters_text) == R"({"a":tru})");
  CHECK(detail.find(DetailField::additional_event_data_text) == "x");
}
