#include "input/exposure_reader.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

Exposure read(DetailWriter& writer) {
  const std::string detail = writer.take();
  return read_exposure(DetailReader(detail));
}

}  // namespace

TEST_CASE("bytes are read from the record's fields outside the parameters") {
  DetailWriter writer;
  writer.append(DetailField::action, "PutObject");
  writer.append(DetailField::key, "a/.env");
  REQUIRE(writer.append_json(
      DetailField::additional_event_data,
      R"({"x":{"bytesTransferredIn":7},"bytesTransferredIn":3.0,"bytesTransferredOut":0})"));
  const Exposure exposure = read(writer);
  CHECK(exposure.effect == Effect::wrote);
  CHECK(exposure.bytes_in == 3U);
  CHECK(exposure.bytes_out == 0U);
  CHECK(exposure.key_kind == KeyKind::environment);
}

TEST_CASE("missing byte counts are unknown, not 0") {
  const auto data = GENERATE(R"({})", R"([1])", R"({"bytesTransferredOut":null})",
                             R"({"bytesTransferredOut":"0"})", R"({"bytestransferredout":0})");
  DetailWriter writer;
  REQUIRE(writer.append_json(DetailField::additional_event_data, data));
  CHECK_FALSE(read(writer).bytes_out);
  DetailWriter cut;
  cut.append(DetailField::additional_event_data_text, R"({"bytesTransferredOut":0)");
  CHECK_FALSE(read(cut).bytes_out);
  DetailWriter nothing;
  CHECK_FALSE(read(nothing).bytes_out);
}

TEST_CASE("the last of repeated byte counts wins, in any spelling") {
  DetailWriter writer;
  REQUIRE(writer.append_json(
      DetailField::additional_event_data,
      R"({"bytesTransferredOut":0,"bytesTransferred\u004fut":12,"bytesTransferredIn":5,"bytesTransferredIn":null})"));
  const Exposure exposure = read(writer);
  CHECK(exposure.bytes_out == 12U);
  CHECK_FALSE(exposure.bytes_in);
}
