#include "input/access_log/logged_requests.h"

#include <utility>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

RecordFields record_of(std::string_view source, std::string_view action, std::string_view id) {
  RecordFields fields;
  fields.event_source = {Field::Kind::string, source};
  fields.event_name = {Field::Kind::string, action};
  fields.request_id = {Field::Kind::string, id};
  return fields;
}

AccessLogEntry entry_of(std::string_view id) {
  AccessLogEntry entry;
  entry.request_id = id;
  return entry;
}

}  // namespace

TEST_CASE("an entry of a request that CloudTrail has recorded is known") {
  LoggedRequests one;
  LoggedRequests other;
  one.add(record_of("s3.amazonaws.com", "GetObject", "R2"));
  one.add(record_of("s3.amazonaws.com", "GetObject", "R1"));
  other.add(record_of("s3.amazonaws.com", "HeadObject", "R3"));
  other.add(record_of("s3.amazonaws.com", "HeadObject", "R1"));
  LoggedRequests all;
  CHECK(all.empty());
  all.merge(std::move(one));
  all.merge(std::move(other));
  for (const std::string_view id : {"R1", "R2", "R3"}) CHECK(all.has(entry_of(id)));
  CHECK_FALSE(all.has(entry_of("R4")));
  CHECK_FALSE(all.has(entry_of("")));
}

TEST_CASE("only records that an access log may repeat are kept") {
  LoggedRequests requests;
  requests.add(record_of("sts.amazonaws.com", "AssumeRole", "R1"));
  requests.add(record_of("s3.amazonaws.com", "GetObject", ""));
  CHECK(requests.empty());
}

TEST_CASE("the objects of a request that deletes several are not known") {
  LoggedRequests request;
  request.add(record_of("s3.amazonaws.com", "DeleteObjects", "R1"));
  LoggedRequests all;
  all.merge(std::move(request));
  AccessLogEntry entry = entry_of("R1");
  entry.operation = "REST.POST.MULTI_OBJECT_DELETE";
  CHECK(all.has(entry));
  entry.operation = "BATCH.DELETE.OBJECT";
  CHECK_FALSE(all.has(entry));
}
