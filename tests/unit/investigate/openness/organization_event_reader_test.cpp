#include "investigate/openness/organization_event_reader.h"

#include "catch.h"
#include "json/padded_text.h"

using namespace s3rare;
using namespace s3rare::investigate::openness;

namespace {

using Kind = OrganizationEvent::Kind;

std::optional<OrganizationEvent> read(const std::string& name, const std::string& parameters,
                                      const std::string& response = "null",
                                      const std::string& more = {}) {
  OrganizationEventReader reader;
  return reader.read(
      json::PaddedText(R"({"eventSource":"organizations.amazonaws.com","eventName":")" + name +
                       R"(","recipientAccountId":"999988887777","requestParameters":)" +
                       parameters + R"(,"responseElements":)" + response + more + "}"));
}

std::string summary(const std::string& type) {
  return R"({"policy":{"policySummary":{"id":"p-1","type":")" + type + R"("},"content":"{}"}})";
}

constexpr const char* kAll =
    R"({\"s3_attributes\":{\"public_access_block_configuration\":{\"@@assign\":\"all\"}}})";

}  // namespace

TEST_CASE("the policies of an organization are read with type and content") {
  const std::string parameters = R"({"name":"n","type":"S3_POLICY","content":")";
  const auto created = read("CreatePolicy", parameters + kAll + "\"}", summary("S3_POLICY"));
  REQUIRE(created);
  CHECK(created->kind == Kind::created);
  CHECK(created->organization == "999988887777");
  CHECK(created->policy == "p-1");
  CHECK(created->type == OrganizationPolicy::s3);
  CHECK(created->block == OrganizationBlock::all_on);

  const auto hidden =
      read("CreatePolicy", parameters + "HIDDEN_DUE_TO_SECURITY_REASONS\"}", summary("S3_POLICY"));
  REQUIRE(hidden);
  CHECK(hidden->block == OrganizationBlock::omitted);

  const auto control = read("UpdatePolicy",
                            R"({"policyId":"p-1","content":"{\"Statement\":{\"Effect\":\"Deny\",)"
                            R"(\"Principal\":\"*\",\"Action\":\"s3:*\",\"Resource\":\"*\"}}"})",
                            summary("RESOURCE_CONTROL_POLICY"));
  REQUIRE(control);
  CHECK(control->kind == Kind::updated);
  CHECK(control->has_content);
  REQUIRE(control->control.known == PolicySetting::Known::given);
  CHECK(control->control.policy->size() == 1);

  // A new name, and nothing else.
  const auto renamed = read("UpdatePolicy", R"({"policyId":"p-1","name":"m"})");
  REQUIRE(renamed);
  CHECK_FALSE(renamed->has_content);
  const auto service = read("CreatePolicy", R"({"type":"SERVICE_CONTROL_POLICY","content":"{}"})",
                            summary("SERVICE_CONTROL_POLICY"));
  REQUIRE(service);
  CHECK(service->type == OrganizationPolicy::other);
}

TEST_CASE("attachments and places are read with their targets") {
  const auto attached = read("AttachPolicy", R"({"policyId":"p-1","targetId":"ou-1-a"})");
  REQUIRE(attached);
  CHECK(attached->kind == Kind::attached);
  CHECK(attached->target == "ou-1-a");
  const auto moved = read("MoveAccount", R"({"accountId":"111122223333","sourceParentId":"r-1",)"
                                         R"("destinationParentId":"ou-1-a"})");
  REQUIRE(moved);
  CHECK(moved->account == "111122223333");
  CHECK(moved->target == "ou-1-a");
  const auto left = read("LeaveOrganization", "null");
  REQUIRE(left);
  CHECK(left->account == "999988887777");
  const auto disabled =
      read("DisablePolicyType", R"({"rootId":"r-1","policyType":"RESOURCE_CONTROL_POLICY"})");
  REQUIRE(disabled);
  CHECK(disabled->type == OrganizationPolicy::resource_control);
}

TEST_CASE("a record that does not say whose or what it is changes no organization") {
  CHECK_FALSE(read("AttachPolicy", R"({"policyId":"p-1"})"));
  CHECK_FALSE(read("AttachPolicy", R"({"targetId":"r-1"})"));
  CHECK_FALSE(read("AttachPolicy", R"({"policyId":"p-1","targetId":"x"})"));
  CHECK_FALSE(read("MoveAccount", R"({"destinationParentId":"r-1"})"));
  CHECK_FALSE(read("RemoveAccountFromOrganization", "null"));
  CHECK_FALSE(read("AcceptHandshake", "null", R"({"handshake":{"action":"ENABLE_ALL_FEATURES"}})"));
  CHECK_FALSE(read("EnablePolicyType", R"({"policyType":"S3_POLICY"})"));
  CHECK_FALSE(read("AttachPolicy", R"({"policyId":"p-1","targetId":"r-1"})", "null",
                   R"(,"errorCode":"PolicyTypeNotEnabledException")"));
}

TEST_CASE("only names of an organization's changes are looked at") {
  CHECK(may_be_organization_event("AttachPolicy"));
  CHECK(may_be_organization_event("RemoveAccountFromOrganization"));
  CHECK_FALSE(may_be_organization_event("DescribePolicy"));
  CHECK_FALSE(may_be_organization_event("AttachRolePolicy"));
  CHECK_FALSE(may_be_organization_event(""));
}
