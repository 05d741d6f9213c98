#include "s3rare/s3_action.h"

#include "catch.h"
#include "s3rare/rule.h"

using namespace s3rare;

TEST_CASE("each of the rule's actions has a complete row") {
  for (const auto name : rule::kActions) {
    const S3Action* const action = find_s3_action(name);
    REQUIRE(action != nullptr);
    CHECK(action->name == name);
    CHECK(action->effect != Effect::none);
    CHECK_FALSE(action->ecs_type.empty());
    CHECK(action->use != S3Use::none);
    CHECK_FALSE(action->permission.name.empty());
    CHECK(action->is_data_event);
  }
}

TEST_CASE("an action is found by its exact name only") {
  CHECK(find_s3_action("AbortMultipartUpload") != nullptr);
  CHECK(find_s3_action("UploadPartCopy") != nullptr);
  for (const char* name : {"", "getobject", "GetObjec", "GetObjects", "Zzz", "AAA"}) {
    CHECK(find_s3_action(name) == nullptr);
    CHECK(effect_of(name) == Effect::none);
    CHECK(use_of(name) == S3Use::none);
  }
}

TEST_CASE("an action that the rule does not name has a use but no effect") {
  CHECK(use_of("CopyObject") == S3Use::write);
  CHECK(effect_of("CopyObject") == Effect::none);
  CHECK(use_of("DeleteObjects") == S3Use::deletion);
  CHECK(use_of("ListBucketVersions") == S3Use::listing);
  CHECK(use_of("HeadObject") == S3Use::none);
}

TEST_CASE("an action reads if its name starts with a reading verb") {
  CHECK(is_read_action("GetBucketPolicy"));
  CHECK(is_read_action("HeadObject"));
  CHECK(is_read_action("ListBuckets"));
  CHECK(is_read_action("SelectObjectContent"));
  CHECK_FALSE(is_read_action("PutObject"));
  CHECK_FALSE(is_read_action("get"));
}
