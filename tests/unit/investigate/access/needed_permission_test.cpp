#include "investigate/access/needed_permission.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

using Texts = std::vector<std::string>;

bool gives(const std::string& operation, const Texts& actions, const Texts& resources = {"*"}) {
  AccessChange policy;
  policy.grants.push_back({"everyone", actions, resources, {}, false});
  AlertToInvestigate alert;
  alert.action = operation;
  alert.bucket = "alpha";
  alert.key = "a/b.txt";
  return may_give(policy, alert);
}

}  // namespace

TEST_CASE("a policy grants the permission that the operation needs, not the operation's name") {
  CHECK(gives("GetObject", {"s3:GetObject"}));
  CHECK(gives("HeadObject", {"s3:GetObject"}));
  CHECK(gives("ListObjectsV2", {"s3:ListBucket"}));
  CHECK(gives("UploadPart", {"s3:PutObject"}));
  CHECK(gives("GetObject", {"s3:GetObjectVersion"}));
  CHECK(gives("DeleteObjects", {"s3:DeleteObject"}));
  CHECK_FALSE(gives("GetObject", {"s3:ListBucket"}));
  CHECK_FALSE(gives("ListObjects", {"s3:GetObject"}));
  CHECK_FALSE(gives("ListObjectVersions", {"s3:ListBucket"}));
  CHECK_FALSE(gives("PutObject", {"s3:GetObject", "s3:ListBucket"}));
}

TEST_CASE("actions of a policy are patterns and ignore case") {
  CHECK(gives("GetObject", {"*"}));
  CHECK(gives("GetObject", {"S3:getobject"}));
  CHECK(gives("GetObject", {"s3:ListBucket", "s3:Get*"}));
  CHECK(gives("GetObject", {"s3:Get?bject"}));
  CHECK_FALSE(gives("GetObject", {"s3:List*"}));
  CHECK_FALSE(gives("GetObject", {"s3:GetObjec"}));
}

TEST_CASE("NotAction grants every action that it does not name") {
  CHECK(gives("GetObject", {"all but s3:Put*", "all but s3:Delete*"}));
  CHECK(gives("GetObject", {"all but s3:GetObject"}));  // a version of it may still be read
  CHECK_FALSE(gives("GetObject", {"all but s3:Put*", "all but s3:Get*"}));
  CHECK_FALSE(gives("PutObject", {"all but s3:Put*", "and 3 more"}));
}

TEST_CASE("an unknown permission may be granted") {
  CHECK(gives("GetObjectTorrent", {"s3:ListBucket"}));
  CHECK(gives("GetObject", {"s3:ListBucket", "and 3 more"}));
  CHECK(gives("GetObject", {"s3:" + std::string(300, 'x')}));
  CHECK(may_give({}, {}));
  AccessChange policy;
  policy.grants = {{"everyone", {"s3:ListBucket"}, {}, {}, false},
                   {"and 2 more", {}, {}, {}, false}};
  AlertToInvestigate alert;
  alert.action = "GetObject";
  CHECK(may_give(policy, alert));
}

TEST_CASE("a bucket ARN does not cover its objects, and object ARNs do not cover the bucket") {
  const std::string bucket = "arn:aws:s3:::alpha";
  CHECK(gives("GetObject", {"s3:*"}, {bucket + "/*"}));
  CHECK(gives("GetObject", {"s3:*"}, {bucket + "*"}));
  CHECK(gives("GetObject", {"s3:*"}, {bucket, bucket + "/other/*"}));  // keys are not compared
  CHECK(gives("GetObject", {"s3:*"}, {"arn:aws:s3:::*"}));
  CHECK(gives("GetObject", {"s3:*"}, {"arn:aws:s3:us-east-1:111122223333:accesspoint/door"}));
  CHECK(gives("GetObject", {"s3:*"}, {bucket, "all but " + bucket}));
  CHECK_FALSE(gives("GetObject", {"s3:*"}, {bucket}));
  CHECK(gives("ListObjects", {"s3:*"}, {bucket}));
  CHECK(gives("ListObjects", {"s3:*"}, {bucket + "*"}));
  CHECK_FALSE(gives("ListObjects", {"s3:*"}, {bucket + "/*"}));
}

TEST_CASE("a grant limited to some callers does not admit strangers") {
  AccessChange policy;
  policy.grants = {{"everyone", {"s3:ListBucket"}, {}, {}, false},
                   {"everyone", {"s3:GetObject"}, {}, {"IpAddress aws:SourceIp: 192.0.2.1"}, true}};
  AlertToInvestigate alert;
  alert.action = "GetObject";
  CHECK_FALSE(may_give(policy, alert));
  alert.action = "ListObjects";
  CHECK(may_give(policy, alert));
}
