#include "input/access_log/access_log_entry.h"

#include <deque>
#include <string>
#include <utility>

#include "catch.h"

using namespace s3rare;
using namespace s3rare::input;

namespace {

const std::string kOwner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
const std::string kHead = kOwner + " example-data [06/Feb/2019:00:00:38 +0000] 192.0.2.3 ";
const std::string kGet = kHead + "- 3E57427F3EXAMPLE REST.GET.OBJECT photos/cat.jpg ";
const std::string kNumbers = "200 - 113 4096 7 6 ";
const std::string kTail =
    "- s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= - "
    "ECDHE-RSA-AES128-GCM-SHA256 - example-data.s3.us-west-1.amazonaws.com TLSv1.2 - -";
const std::string kRequest = R"("GET /photos/cat.jpg HTTP/1.1" )";

// An entry borrows from its line, which is kept.
AccessLogEntry entry_of(std::string line, bool is_ended = true) {
  static std::deque<std::string> lines;
  lines.push_back(std::move(line));
  const auto entry = read_access_log_line(lines.back(), is_ended);
  REQUIRE(entry);
  return *entry;
}

bool is_read(const std::string& line, bool is_ended = true) {
  return read_access_log_line(line, is_ended).has_value();
}

std::string with_agent(const std::string& agents) {
  return kGet + kRequest + kNumbers + agents + " " + kTail;
}

}  // namespace

TEST_CASE("the user guide's lines are read") {
  // Source: Amazon S3 user guide, "Amazon S3 server access log format".
  const std::string versioning =
      kOwner + " amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 " + kOwner +
      " 3E57427F3EXAMPLE REST.GET.VERSIONING - \"GET /amzn-s3-demo-bucket1?versioning HTTP/1.1\" "
      "200 - 113 - 7 - \"-\" \"S3Console/0.4\" - "
      "s9lzHYrFp76ZVxRcpX9+5cjAnEH2ROuNkd2BHfIa6UkFVdtjf5mKR3/eTPFvsiP/XV/VLi31234= SigV4 "
      "ECDHE-RSA-AES128-GCM-SHA256 AuthHeader amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com "
      "TLSV1.2 arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP Yes us-east-1";
  const AccessLogEntry entry = entry_of(versioning);
  CHECK(entry.bucket == "amzn-s3-demo-bucket1");
  CHECK(entry.time == "06/Feb/2019:00:00:38 +0000");
  CHECK(entry.remote_ip == "192.0.2.3");
  CHECK(entry.requester == kOwner);
  CHECK(entry.request_id == "3E57427F3EXAMPLE");
  CHECK(entry.operation == "REST.GET.VERSIONING");
  CHECK(entry.key.empty());
  CHECK(entry.request_uri == "GET /amzn-s3-demo-bucket1?versioning HTTP/1.1");
  CHECK(entry.status == "200");
  CHECK(entry.error_code.empty());
  CHECK(entry.bytes_sent == "113");
  CHECK(entry.object_size.empty());
  CHECK(entry.user_agent == "S3Console/0.4");
  CHECK(entry.signature_version == "SigV4");
  CHECK(entry.cipher_suite == "ECDHE-RSA-AES128-GCM-SHA256");
  CHECK(entry.authentication_type == "AuthHeader");
  CHECK(entry.host_header == "amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com");
  CHECK(entry.tls_version == "TLSV1.2");
  CHECK(entry.access_point_arn == "arn:aws:s3:us-west-1:123456789012:accesspoint/example-AP");
  CHECK(entry.acl_required == "Yes");
  CHECK_FALSE(entry.is_anonymous());
  CHECK(entry.succeeded());

  const std::string policy =
      kOwner + " amzn-s3-demo-bucket1 [06/Feb/2019:00:00:38 +0000] 192.0.2.3 " + kOwner +
      " A1206F460EXAMPLE REST.GET.BUCKETPOLICY - \"GET /amzn-s3-demo-bucket1?policy HTTP/1.1\" 404 "
      "NoSuchBucketPolicy 297 - 38 - \"-\" \"S3Console/0.4\" - BNaBsXZQQDbssi6xMBdBU2sLt+Yf5kZDmeB"
      "UP35sFoKa3sLLeMC78iwEIWxs99CRUrbS4n11234= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader "
      "amzn-s3-demo-bucket1.s3.us-west-1.amazonaws.com TLSV1.2 - Yes us-east-1";
  CHECK(entry_of(policy).error_code == "NoSuchBucketPolicy");
  CHECK_FALSE(entry_of(policy).succeeded());
}

TEST_CASE("lines of before 2019 end with the version ID") {
  const AccessLogEntry entry =
      entry_of(kHead +
               "- R REST.PUT.OBJECT s3-dg.pdf \"PUT /example-data/s3-dg.pdf HTTP/1.1\" 200 "
               "- - 4406583 41754 28 \"-\" \"S3Console/0.4\" -");
  CHECK(entry.key == "s3-dg.pdf");
  CHECK(entry.object_size == "4406583");
  CHECK(entry.host_header.empty());
  CHECK(entry.is_anonymous());
}

TEST_CASE("a request is anonymous only without requester and without a signature") {
  CHECK(entry_of(with_agent(R"("-" "curl")")).is_anonymous());
  // Signed with keys that S3 does not know.
  std::string bad_key = with_agent(R"("-" "curl")");
  bad_key.replace(bad_key.find("= - ECDHE"), 4, "= SigV4 ");
  CHECK_FALSE(entry_of(bad_key).is_anonymous());
  const std::string lifecycle = kHead +
                                "AmazonS3 R S3.EXPIRE.OBJECT old.log \"-\" - - - 514 - - "
                                "\"-\" \"-\" - hostid= - - - - - - -";
  CHECK(entry_of(lifecycle).requester == "AmazonS3");
  CHECK_FALSE(entry_of(lifecycle).is_anonymous());
  CHECK(entry_of(lifecycle).user_agent.empty());
}

TEST_CASE("operations without a request line have bare dashes") {
  const AccessLogEntry entry =
      entry_of(kHead +
               "arn:aws:iam::111122223333:user/u R BATCH.DELETE.OBJECT test.js - 204 - - 1 "
               "- - - - - hostid= SigV4 ECDHE AuthHeader s3.us-east-2.amazonaws.com TLSv1.2 "
               "- -");
  CHECK(entry.operation == "BATCH.DELETE.OBJECT");
  CHECK(entry.request_uri.empty());
  CHECK(entry.user_agent.empty());
  CHECK(entry.host_id == "hostid=");
  CHECK(entry_of(kHead + "- R SOAP.CreateBucket - \"POST /soap HTTP/1.1\" 200 - 5 - 7 - \"-\" "
                         "\"-\" -")
            .operation == "SOAP.CreateBucket");
}

TEST_CASE("an agent with quotes cannot move the fields before and behind it") {
  const AccessLogEntry entry = entry_of(with_agent(R"("-" "a "b" c")"));
  CHECK(entry.user_agent == R"(a "b" c)");
  CHECK(entry.host_header == "example-data.s3.us-west-1.amazonaws.com");
  // An agent that imitates the numbers, and the end of a line of a signed request.
  const AccessLogEntry imitation = entry_of(with_agent(
      R"("-" "x" 403 AccessDenied 1 1 1 1 - "y" - h SigV4 C AuthHeader host TLSv1.2 -")"));
  CHECK(imitation.status == "200");
  CHECK(imitation.is_anonymous());
}

TEST_CASE("the border between referer and agent is not guessed") {
  const AccessLogEntry entry = entry_of(with_agent(R"("http://a/" "b" "c")"));
  CHECK(entry.user_agent.empty());
  CHECK(entry.status == "200");
  CHECK(entry_of(with_agent(R"("http://a/?q="x"" "curl")")).user_agent == "curl");
}

TEST_CASE("a request line with quotes ends at its protocol") {
  const std::string tail = kNumbers + R"("-" "curl" )" + kTail;
  CHECK(entry_of(kGet + R"("GET /a"b" HTTP/1.1" )" + tail).request_uri == R"(GET /a"b" HTTP/1.1)");
  CHECK(entry_of(kGet + R"("GET /a"200" HTTP/1.1" )" + tail).status == "200");
  CHECK(entry_of(kGet + R"("GET /photos/cat.jpg" )" + tail).request_uri == "GET /photos/cat.jpg");
}

TEST_CASE("a request line of no known form is read only if one reading fits") {
  const std::string agents = R"("-" "curl" )";
  CHECK(entry_of(kGet + R"("GET /a b HTTP/1.1" )" + kNumbers + agents + kTail).request_uri ==
        "GET /a b HTTP/1.1");
  const std::string two_ends =
      kGet + R"("GET /a b" 404 - 1 1 1 1 "-" HTTP/1.1" )" + kNumbers + agents + kTail;
  CHECK_FALSE(is_read(two_ends));
}

TEST_CASE("a cut line is no entry") {
  const std::string line = with_agent(R"("-" "curl/8")");
  for (std::size_t size = 0; size < line.find(" TLSv1.2"); ++size) {
    INFO(size);
    CHECK_FALSE(is_read(line.substr(0, size), false));
  }
  CHECK(is_read(line, false));
  // The TLS version may be cut, so it does not count.
  const AccessLogEntry cut = entry_of(line.substr(0, line.find("v1.2")), false);
  CHECK(cut.tls_version.empty());
  CHECK(cut.host_header == "example-data.s3.us-west-1.amazonaws.com");
}

TEST_CASE("fields that fit no line make it no entry") {
  const std::string good = with_agent(R"("-" "curl")");
  REQUIRE(is_read(good));
  const auto with = [&](const std::string& part, const std::string& other) {
    std::string line = good;
    return line.replace(line.find(part), part.size(), other);
  };
  CHECK_FALSE(is_read(with("[06/Feb/2019", "[06/2/2019")));
  CHECK_FALSE(is_read(with("REST.GET.OBJECT", "RESTGETOBJECT")));
  CHECK_FALSE(is_read(with("200 -", "20 -")));
  CHECK_FALSE(is_read(with("113 4096", "113 4o96")));
  CHECK_FALSE(is_read(with("TLSv1.2 -", "1.2 -")));
  CHECK_FALSE(is_read(with("TLSv1.2 - -", "TLSv1.2 - No")));
  CHECK_FALSE(is_read(with(" 192.0.2.3", "  192.0.2.3")));
  CHECK_FALSE(is_read(good + " "));
  CHECK_FALSE(is_read(""));
}

TEST_CASE("fields that AWS adds later are ignored") {
  const AccessLogEntry entry = entry_of(with_agent(R"("-" "curl")") + " us-east-1 something else");
  CHECK(entry.user_agent == "curl");
}

TEST_CASE("success is a status of 200 to 299 or 304 without an error code") {
  const auto succeeded = [](const std::string& status_and_code) {
    return entry_of(kGet + kRequest + status_and_code + " 1 1 1 1 \"-\" \"-\" " + kTail)
        .succeeded();
  };
  for (const std::string status : {"200", "204", "206", "299", "304"}) {
    CHECK(succeeded(status + " -"));
    CHECK_FALSE(succeeded(status + " InternalError"));
  }
  for (const std::string status : {"199", "300", "301", "403", "500", "-"}) {
    CHECK_FALSE(succeeded(status + " -"));
  }
}

TEST_CASE("the beginning of an access log is recognised") {
  CHECK(begins_access_log(kGet));
  CHECK(begins_access_log("\xef\xbb\xbf" + kGet + kRequest));
  CHECK(begins_access_log("cut line\n" + kGet));
  CHECK_FALSE(begins_access_log(""));
  CHECK_FALSE(begins_access_log(
      R"(192.0.2.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /index.html HTTP/1.0" 200 2326)"));
  CHECK_FALSE(begins_access_log(R"({"Records":[]})"));
}
