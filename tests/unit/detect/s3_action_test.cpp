#include "s3rare/s3_action.h"

#include <string_view>
#include <vector>

#include "catch.h"
#include "s3rare/rule.h"

using namespace s3rare;

TEST_CASE("the rule lists its five actions in Elastic's order") {
  const std::vector<std::string_view> actions(rule::kActions.begin(), rule::kActions.end());
  CHECK(actions == std::vector<std::string_view>{"GetObject", "PutObject", "ListObjects",
                                                 "DeleteObject", "ListBucket"});
}

TEST_CASE("an action is found by its exact name only") {
  CHECK(find_s3_action("AbortMultipartUpload") != nullptr);
  CHECK(find_s3_action("UploadPartCopy") != nullptr);
  for (const char* name : {"", "getobject", "GetObjec", "GetObjects", "Zzz", "AAA"}) {
    CHECK(find_s3_action(name) == nullptr);
    CHECK_FALSE(effect_of(name));
  }
}

TEST_CASE("no action has two rows") {
  for (const S3Action& action : s3_action::kAll) CHECK(find_s3_action(action.name) == &action);
}

TEST_CASE("actions that the rule does not list have effects, too") {
  CHECK(effect_of("CopyObject") == Effect::wrote);
  CHECK(effect_of("CompleteMultipartUpload") == Effect::wrote);
  CHECK(effect_of("DeleteObjects") == Effect::deleted);
  CHECK(effect_of("ListBucketVersions") == Effect::listed);
  CHECK_FALSE(effect_of("HeadObject"));
}

TEST_CASE("an action reads if its name starts with a reading verb") {
  CHECK(is_read_action("GetBucketPolicy"));
  CHECK(is_read_action("HeadObject"));
  CHECK(is_read_action("ListBuckets"));
  CHECK(is_read_action("SelectObjectContent"));
  CHECK_FALSE(is_read_action("PutObject"));
  CHECK_FALSE(is_read_action("get"));
}
