#include "s3rare/exposure.h"

#include "catch.h"

using namespace s3rare;

namespace {

using Reasons = std::vector<std::string>;

Exposure exposure_of(Effect effect, std::optional<std::uint64_t> bytes_out,
                     std::optional<KeyKind> kind = std::nullopt) {
  return {effect, bytes_out, std::nullopt, kind};
}

}  // namespace

TEST_CASE("each action has its effect") {
  CHECK(effect_of("GetObject") == Effect::read);
  CHECK(effect_of("ListObjects") == Effect::listed);
  CHECK(effect_of("ListBucket") == Effect::listed);
  CHECK(effect_of("PutObject") == Effect::wrote);
  CHECK(effect_of("DeleteObject") == Effect::deleted);
}

TEST_CASE("a whole byte count is read in any spelling") {
  CHECK(parse_byte_count("0") == 0U);
  CHECK(parse_byte_count("2048") == 2048U);
  CHECK(parse_byte_count("512.0") == 512U);
  CHECK(parse_byte_count("1.50e+03") == 1500U);
  CHECK(parse_byte_count("9223372036854775807") == 9223372036854775807U);
  CHECK(parse_byte_count("-0.0") == 0U);
}

TEST_CASE("an invalid byte count is unknown") {
  const auto text = GENERATE("", "-1", "-1.0", "0.5", "9223372036854775808", "1e400", "1e19",
                             "null", "true", "\"12\"", "12 ", "1x", "nan", "inf", "[1]");
  CAPTURE(text);
  CHECK_FALSE(parse_byte_count(text));
}

TEST_CASE("a read has medium priority and no reasons") {
  for (const auto bytes : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(1)}) {
    for (const Effect effect : {Effect::read, Effect::listed}) {
      const Assessment assessment = assess(exposure_of(effect, bytes), {});
      CHECK(assessment.priority == Priority::medium);
      CHECK(assessment.reasons.empty());
    }
  }
}

TEST_CASE("a request that sent no byte has low priority, even for a secret") {
  for (const Effect effect : {Effect::read, Effect::listed}) {
    const Assessment assessment = assess(exposure_of(effect, 0, KeyKind::private_key), {});
    CHECK(assessment.priority == Priority::low);
    CHECK(assessment.reasons == Reasons{"no byte was sent"});
  }
}

TEST_CASE("a secret has high priority, even if the byte count is unknown") {
  for (const auto bytes : {std::optional<std::uint64_t>(), std::optional<std::uint64_t>(1)}) {
    const Assessment assessment = assess(exposure_of(Effect::read, bytes, KeyKind::backup), {});
    CHECK(assessment.priority == Priority::high);
    CHECK(assessment.reasons == Reasons{"the key looks like a backup"});
  }
}

TEST_CASE("a write or deletion has high priority, even if no byte was sent") {
  const Assessment wrote = assess(exposure_of(Effect::wrote, 0), {});
  CHECK(wrote.priority == Priority::high);
  CHECK(wrote.reasons == Reasons{"an object was written"});
  const Assessment deleted = assess(exposure_of(Effect::deleted, 0), {});
  CHECK(deleted.priority == Priority::high);
  CHECK(deleted.reasons == Reasons{"an object was deleted"});
}

TEST_CASE("a listed source has high priority, even if no byte was sent") {
  const Assessment assessment = assess(exposure_of(Effect::listed, 0), {"drop", "feodo"});
  CHECK(assessment.priority == Priority::high);
  CHECK(assessment.reasons ==
        Reasons{"the source is on the list drop", "the source is on the list feodo"});
}

TEST_CASE("every reason is reported") {
  CHECK(assess(exposure_of(Effect::wrote, 0, KeyKind::environment), {"drop"}).reasons ==
        Reasons{"an object was written", "the source is on the list drop",
                "the key looks like environment variables"});
}
