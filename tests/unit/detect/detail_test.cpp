#include "s3rare/detail.h"

#include "catch.h"

using namespace s3rare;

TEST_CASE("a reader finds the fields that a writer packed") {
  DetailWriter writer;
  writer.append(DetailField::action, "GetObject");
  writer.append(DetailField::bucket, "");
  REQUIRE(writer.append_json(DetailField::request_parameters, R"({"a":1})"));
  const std::string packed = writer.take();
  const DetailReader reader(packed);
  CHECK(reader.find(DetailField::action) == "GetObject");
  CHECK(reader.has(DetailField::bucket));
  CHECK(reader.find(DetailField::bucket).empty());
  CHECK(reader.find(DetailField::request_parameters) == R"({"a":1})");
  CHECK_FALSE(reader.has(DetailField::key));
  CHECK_FALSE(reader.has(DetailField::truncated));
}

TEST_CASE("fields are visited in order, including repeated fields") {
  DetailWriter writer;
  writer.append(DetailField::resource_arn, "one");
  writer.append(DetailField::resource_arn, "two");
  const std::string packed = writer.take();
  std::string seen;
  DetailReader(packed).for_each([&](DetailField, std::string_view value) { seen += value; });
  CHECK(seen == "onetwo");
}

TEST_CASE("a detail never exceeds its limit and is marked if cut") {
  for (const std::size_t length : {kMaxDetailBytes - 17, kMaxDetailBytes - 16, kMaxDetailBytes - 15,
                                   kMaxDetailBytes, 4 * kMaxDetailBytes}) {
    DetailWriter writer;
    writer.append(DetailField::user_agent, std::string(length, 'x'));
    writer.append(DetailField::region, "us-east-1");
    const std::string packed = writer.take();
    CAPTURE(length);
    CHECK(packed.size() <= kMaxDetailBytes);
    CHECK(DetailReader(packed).has(DetailField::truncated));
  }
}

TEST_CASE("a detail of exactly the limit is not cut") {
  DetailWriter writer;
  const std::string value(kMaxDetailBytes - 16, 'x');
  writer.append(DetailField::user_agent, value);
  const std::string packed = writer.take();
  CHECK(DetailReader(packed).find(DetailField::user_agent) == value);
  CHECK_FALSE(DetailReader(packed).has(DetailField::truncated));
}

TEST_CASE("text is cut between characters") {
  DetailWriter writer;
  std::string text(kMaxDetailBytes - 17, 'x');
  text += "\xc3\xa9\xc3\xa9";
  writer.append(DetailField::user_agent, text);
  const std::string packed = writer.take();
  CHECK(DetailReader(packed).find(DetailField::user_agent).back() == 'x');
}

TEST_CASE("JSON that does not fit is omitted") {
  DetailWriter writer;
  CHECK_FALSE(writer.append_json(DetailField::request_parameters,
                                 "\"" + std::string(kMaxDetailBytes, 'x') + "\""));
  const std::string packed = writer.take();
  CHECK_FALSE(DetailReader(packed).has(DetailField::request_parameters));
  CHECK(DetailReader(packed).has(DetailField::truncated));
}

TEST_CASE("a detail records which fields were cut or omitted, and no others") {
  DetailWriter writer;
  writer.append(DetailField::bucket, "acme");
  writer.append(DetailField::key, std::string(2 * kMaxDetailBytes, 'x'));
  writer.append(DetailField::host, "acme.s3.amazonaws.com");
  const std::string packed = writer.take();
  const DetailReader reader(packed);
  CHECK_FALSE(reader.is_cut(DetailField::bucket));
  CHECK(reader.is_cut(DetailField::key));
  CHECK(reader.has(DetailField::key));
  CHECK(reader.is_cut(DetailField::host));
  CHECK_FALSE(reader.has(DetailField::host));
  CHECK_FALSE(reader.is_cut(DetailField::user_agent));

  writer.mark_truncated();
  CHECK_FALSE(DetailReader(writer.take()).is_cut(DetailField::key));
}

TEST_CASE("the original has a separate limit") {
  DetailWriter writer;
  writer.append(DetailField::user_agent, std::string(kMaxDetailBytes, 'x'));
  writer.append_original(std::string(kMaxDetailBytes, 'y'));
  const std::string packed = writer.take();
  CHECK(DetailReader(packed).find(DetailField::original).size() == kMaxDetailBytes);
}

TEST_CASE("a writer is empty after take") {
  DetailWriter writer;
  writer.mark_truncated();
  CHECK_FALSE(writer.take().empty());
  CHECK(writer.take().empty());
}
