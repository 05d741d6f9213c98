#include "input/recognition/foreign_log.h"

#include <string>

#include "catch.h"

using s3rare::input::foreign_log;

namespace {

std::string name_of(const std::string& first) {
  const auto log = foreign_log(first);
  return log ? std::string(log->name) : "none";
}

}  // namespace

TEST_CASE("a VPC flow log is told by its header, or by a line of the default format") {
  CHECK(name_of("version account-id interface-id srcaddr dstaddr srcport\n2 1 eni-1") ==
        "VPC flow log");
  CHECK(name_of("srcaddr dstaddr action\r\n") == "VPC flow log");
  const std::string line = "2 111122223333 eni-0a 192.0.2.1 192.0.2.2 20641 22 6 20 4249 1 2 ";
  CHECK(name_of(line + "ACCEPT OK\n") == "VPC flow log");
  CHECK(name_of("2 111122223333 eni-0a - - - - - - - 1 2 - NODATA") == "VPC flow log");
  CHECK(name_of(line + "ACCEPT") == "none");
}

TEST_CASE("logs of all kinds of load balancers are told by their first columns") {
  const std::string time = "2024-05-09T03:34:58.186641Z";
  CHECK(name_of("https " + time + " app/name/50dc 192.0.2.1:2817 -") == "load balancer log");
  CHECK(name_of("h2 " + time + " app/name/50dc") == "load balancer log");
  CHECK(name_of("tls 2.0 " + time + " net/name/c6e7 g3d4") == "load balancer log");
  CHECK(name_of(time + " name 192.0.2.1:2817 192.0.2.2:80 0.000073 0.001048 0.000057 200 200") ==
        "load balancer log");
  CHECK(name_of("http " + time + " name") == "none");
  CHECK(name_of("http yesterday app/name/50dc") == "none");
}

TEST_CASE("other text is no log of another service") {
  CHECK(name_of("") == "none");
  CHECK(name_of("hello\n") == "none");
  CHECK(name_of("2024-05-09T03:34:58Z relay: started\n") == "none");
  CHECK(name_of("May  9 03:34:58 relay ct: {\"eventSource\":1}\n") == "none");
}
