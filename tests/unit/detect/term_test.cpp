#include "s3rare/term.h"

#include "catch.h"

using namespace s3rare;

namespace {

RecordFields record() {
  RecordFields fields;
  fields.source_address = {Field::Kind::string, "192.0.2.1"};
  fields.host = {Field::Kind::string, "b.s3.amazonaws.com"};
  fields.event_name = {Field::Kind::string, "GetObject"};
  return fields;
}

}  // namespace

TEST_CASE("long and short names of fields are the same") {
  CHECK(parse_term_fields("source") == TermFields{TermField::source_address});
  CHECK(parse_term_fields("source.address") == TermFields{TermField::source_address});
  CHECK(parse_term_fields("tls.client.server_name,action") ==
        TermFields{TermField::host, TermField::action});
  CHECK(parse_term_fields("bucket,source") ==
        TermFields{TermField::bucket, TermField::source_address});
}

TEST_CASE("unknown, repeated and missing names are refused") {
  for (const char* text : {"", "ip", "source,", ",source", "source,source", "source,source.address",
                           "Source", "source, host"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_term_fields(text));
  }
}

TEST_CASE("a term of one field is the field") {
  CHECK(term_of(record(), {TermField::source_address}) == "192.0.2.1");
}

TEST_CASE("the parameter Host stands in for the host of a request without TLS") {
  RecordFields plain = record();
  plain.host_parameter = {Field::Kind::string, "site.example"};
  CHECK(term_of(plain, {TermField::host}) == "b.s3.amazonaws.com");
  for (const Field host : {Field{}, Field{Field::Kind::null, {}}, Field{Field::Kind::string, {}}}) {
    plain.host = host;
    CHECK(term_of(plain, {TermField::host}) == "site.example");
  }
  plain.host_parameter = {Field::Kind::other, {}};
  CHECK_FALSE(term_of(plain, {TermField::host}));
}

TEST_CASE("an absent, empty or non-string field makes no term") {
  CHECK_FALSE(term_of(record(), {TermField::bucket}));
  RecordFields fields = record();
  fields.source_address = {Field::Kind::string, ""};
  CHECK_FALSE(term_of(fields, {TermField::source_address}));
  fields.source_address = {Field::Kind::other, {}};
  CHECK_FALSE(term_of(fields, {TermField::source_address, TermField::host}));
}

TEST_CASE("a term of several fields returns its values") {
  const TermFields fields = {TermField::source_address, TermField::host};
  const auto term = term_of(record(), fields);
  REQUIRE(term);
  CHECK(term_values(*term, fields) ==
        std::vector<std::string_view>{"192.0.2.1", "b.s3.amazonaws.com"});
}

TEST_CASE("an overlong term is cut and stays distinct") {
  RecordFields one = record();
  const std::string long_text(100'000, 'x');
  one.source_address.text = long_text;
  const auto term = term_of(one, {TermField::source_address});
  REQUIRE(term);
  CHECK(term->size() == 4096 + 32);
  const std::string other_text = long_text + "y";
  one.source_address.text = other_text;
  CHECK(term_of(one, {TermField::source_address}) != term);
  CHECK(bounded(std::string(4096, 'x')).size() == 4096);
  CHECK(bounded(std::string(4095, 'x') + "\xc3\xa9").size() == 4095 + 32);
}

TEST_CASE("values with the same concatenation make different terms") {
  const TermFields fields = {TermField::source_address, TermField::host};
  RecordFields one = record();
  one.source_address.text = "ab";
  one.host.text = "c";
  RecordFields other = record();
  other.source_address.text = "a";
  other.host.text = "bc";
  CHECK(term_of(one, fields) != term_of(other, fields));
}

TEST_CASE("a term holds a source only in its source address") {
  const TermFields both = {TermField::host, TermField::source_address};
  const auto term = make_term({"h", "s"}, both);
  REQUIRE(term);
  CHECK(term_holds_source(*term, both, "s"));
  CHECK_FALSE(term_holds_source(*term, both, "h"));
  CHECK(term_holds_source("s", {TermField::source_address}, "s"));
  CHECK_FALSE(term_holds_source("s", {TermField::bucket}, "s"));
}

TEST_CASE("the network of a source is the address, and of IPv6 its /64") {
  const auto network = [](std::string_view source) {
    RecordFields one = record();
    one.source_address.text = source;
    return term_of(one, {TermField::network}).value_or("");
  };
  CHECK(network("192.0.2.1") == "192.0.2.1");
  CHECK(network("2001:db8:0:7::1") == "2001:db8:0:7::/64");
  CHECK(network("2001:db8:0:7:ffff::2") == "2001:db8:0:7::/64");
  CHECK(network("2001:db8:0:8::1") == "2001:db8:0:8::/64");
  CHECK(network("fe80::1%eth0") == "fe80::/64");
  CHECK(network("AWS Internal") == "AWS Internal");
}

TEST_CASE("effect and kind of key say what a request did") {
  const TermFields fields = {TermField::effect, TermField::key_kind};
  RecordFields one = record();
  one.event_name = {Field::Kind::string, "PutObject"};
  one.key = {};
  auto term = term_of(one, fields);
  REQUIRE(term);
  CHECK(term_values(*term, fields) == std::vector<std::string_view>{"wrote", "none"});
  one.event_name.text = "GetObject";
  one.key = {Field::Kind::string, "backup/id_rsa"};
  term = term_of(one, fields);
  REQUIRE(term);
  CHECK(term_values(*term, fields) == std::vector<std::string_view>{"read", "private_key"});
}
