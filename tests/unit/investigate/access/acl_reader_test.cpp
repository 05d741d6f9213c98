#include "investigate/access/acl_reader.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

const std::string kAll = "http://acs.amazonaws.com/groups/global/AllUsers";
const std::string kSigned = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

std::string grant(const std::string& uri, const std::string& permission) {
  return R"({"Grantee":{"xsi:type":"Group","URI":")" + uri + R"("},"Permission":")" + permission +
         R"("})";
}

std::string document(const std::string& list) {
  return R"({"bucketName":"b","AccessControlPolicy":{"Owner":{"ID":"1"},"AccessControlList":)" +
         list + "}}";
}

struct Case {
  std::string parameters;
  AccessEffect effect;
  std::string told;
};

}  // namespace

TEST_CASE("an ACL is read in each of its forms") {
  const auto given = GENERATE_COPY(
      Case{R"({"x-amz-acl":"private"})", AccessEffect::none, "gives nothing to everyone"},
      Case{R"({"x-amz-acl":"public-read"})", AccessEffect::opened, "gives everyone READ"},
      Case{R"({"x-amz-acl":["public-read-write"]})", AccessEffect::opened,
           "gives everyone READ and WRITE"},
      Case{R"({"x-amz-acl":"authenticated-read"})", AccessEffect::may_open,
           "gives everyone with an AWS account READ"},
      Case{R"({"X-Amz-A\u0063l":"public\u002dread"})", AccessEffect::opened, "gives everyone READ"},
      Case{R"({"x-amz-acl":"bucket-owner-full-control"})", AccessEffect::none,
           "gives nothing to everyone"},
      Case{R"({"x-amz-grant-read":"uri=\")" + kAll + R"(\""})", AccessEffect::opened,
           "gives everyone READ"},
      Case{R"({"x-amz-grant-full-control":["id=\"12\"","URI=)" + kAll + R"("]})",
           AccessEffect::opened, "gives everyone FULL_CONTROL"},
      Case{R"({"x-amz-grant-write-acp":"id=\"12\", uri=\")" + kSigned + R"(\""})",
           AccessEffect::may_open, "gives everyone with an AWS account WRITE_ACP"},
      Case{R"({"x-amz-grant-read":"emailAddress=\"uri=x\", id=\")" + kAll + R"(\""})",
           AccessEffect::none, "gives nothing to everyone"},
      Case{document(R"({"Grant":)" + grant(kAll, "READ") + "}"), AccessEffect::opened,
           "gives everyone READ"},
      Case{document(R"({"Grant":[)" + grant(kSigned, "WRITE") + "," + grant(kAll, "READ") + "," +
                    grant(kAll, "READ") + "," + grant(kAll, "READ_ACP") + "]}"),
           AccessEffect::opened, "gives everyone READ and READ_ACP"},
      Case{document(R"([{"Grant":)" + grant(kAll, "WRITE") + "}]"), AccessEffect::opened,
           "gives everyone WRITE"},
      Case{document(R"({"Grant":{"Grantee":{"ID":"1"},"Permission":"FULL_CONTROL"}})"),
           AccessEffect::none, "gives nothing to everyone"},
      Case{document(R"({"Grant":)" +
                    grant("http://acs.amazonaws.com/groups/s3/LogDelivery", "WRITE") + "}"),
           AccessEffect::none, "gives nothing to everyone"},
      Case{document(R"({"Grant":)" + grant("https://example.com/?" + kAll, "READ") + "}"),
           AccessEffect::none, "gives nothing to everyone"},
      Case{document(R"("")"), AccessEffect::none, "gives nothing to everyone"},
      Case{R"({"bucketName":"b","acl":""})", AccessEffect::may_open,
           "was set, but the record does not say to what"},
      Case{R"({"AccessControlPolicy":"<xml/>"})", AccessEffect::may_open,
           "was set, but the record does not say to what"},
      Case{"", AccessEffect::may_open, "was set, but the record does not say to what"},
      Case{"[]", AccessEffect::may_open, "was set, but the record does not say to what"});
  CAPTURE(given.parameters);
  const AccessVerdict verdict = read_acl(given.parameters, "the ACL");
  CHECK(verdict.effect == given.effect);
  CHECK(verdict.told == "the ACL " + given.told);
}

TEST_CASE("an ACL's grants name the grantee and the permission") {
  const AccessVerdict verdict = read_acl(
      document(R"({"Grant":[)" + grant(kSigned, "WRITE") + "," + grant(kAll, "READ") + "]}"), "");
  REQUIRE(verdict.grants.size() == 2);
  CHECK(verdict.grants[0].to == "everyone");
  CHECK(verdict.grants[0].actions == std::vector<std::string>{"READ"});
  CHECK(verdict.grants[1].to == "all AWS accounts");
  CHECK(verdict.grants[1].actions == std::vector<std::string>{"WRITE"});
}

TEST_CASE("a request that creates an object sets an ACL only through a header") {
  CHECK(has_acl_header(R"({"key":"k","x-amz-acl":"private"})"));
  CHECK(has_acl_header(R"({"x-amz-grant-read":"id=1"})"));
  CHECK_FALSE(has_acl_header(R"({"key":"x-amz-acl","x-amz-grant":"","x-amz-aclx":""})"));
  CHECK_FALSE(has_acl_header(R"({"AccessControlPolicy":{"x-amz-acl":"private"}})"));
  CHECK_FALSE(has_acl_header(""));
}
