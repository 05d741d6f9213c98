#include "input/access_log/request_place.h"

#include <utility>

#include "catch.h"

using namespace s3rare::input;

namespace {

std::pair<std::string_view, std::string_view> place_of_host(std::string_view host) {
  AccessLogEntry entry;
  entry.host_header = host;
  const RequestPlace place = place_of(entry);
  return {place.account, place.region};
}

std::string_view region_of_host(std::string_view host) { return place_of_host(host).second; }

}  // namespace

TEST_CASE("a regional endpoint tells the region") {
  CHECK(region_of_host("b.s3.us-west-1.amazonaws.com") == "us-west-1");
  CHECK(region_of_host("s3.eu-central-1.amazonaws.com:443") == "eu-central-1");
  CHECK(region_of_host("b.s3-eu-west-1.amazonaws.com") == "eu-west-1");
  CHECK(region_of_host("b.s3-website-us-east-1.amazonaws.com") == "us-east-1");
  CHECK(region_of_host("b.s3-website.eu-central-1.amazonaws.com") == "eu-central-1");
  CHECK(region_of_host("b.s3.dualstack.us-gov-west-1.amazonaws.com") == "us-gov-west-1");
  CHECK(region_of_host("b.s3.cn-north-1.amazonaws.com.cn") == "cn-north-1");
}

TEST_CASE("other hosts tell nothing") {
  for (const std::string_view host :
       {"", "b.s3.amazonaws.com", "s3-external-1.amazonaws.com", "www.example.com",
        "b.s3.us-west-1.example.com", "b.sqs.us-west-1.amazonaws.com", "amazonaws.com"}) {
    INFO(host);
    CHECK(place_of_host(host) == std::pair<std::string_view, std::string_view>());
  }
}

TEST_CASE("an access point tells the account too") {
  CHECK(place_of_host("ap-111122223333.s3-accesspoint.us-west-2.amazonaws.com") ==
        std::pair<std::string_view, std::string_view>("111122223333", "us-west-2"));
  AccessLogEntry entry;
  entry.host_header = "b.s3.eu-west-1.amazonaws.com";
  entry.access_point_arn = "arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP";
  CHECK(place_of(entry).account == "123456789012");
  CHECK(place_of(entry).region == "us-west-1");
  entry.access_point_arn = "arn:aws:s3::123456789012:accesspoint/global.mrap";
  CHECK(place_of(entry).region == "eu-west-1");
}
