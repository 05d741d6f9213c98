#include "s3rare/match_identity.h"

#include "catch.h"

using namespace s3rare;

TEST_CASE("a match is identified by its event ID") {
  RecordFields fields;
  fields.event_id = {Field::Kind::string, "an id"};
  CHECK(event_id_of(fields, {1, 0}, "term") == "an id");
}

TEST_CASE("copies of a record without an event ID share an identity, other records do not") {
  RecordFields fields;
  fields.request_id = {Field::Kind::string, "a request"};
  const std::string identity = event_id_of(fields, {1, 0}, "term");
  CHECK(identity.size() == 32);
  CHECK(event_id_of(fields, {1, 0}, "term") == identity);
  CHECK(event_id_of(fields, {1, 1}, "term") != identity);
  CHECK(event_id_of(fields, {1, 0}, "other") != identity);
  fields.request_id.text = "another";
  CHECK(event_id_of(fields, {1, 0}, "term") != identity);
}
