#include "report/tool.h"

#include "catch.h"

namespace s3rare::report {
namespace {

TEST_CASE("a user agent tells what kind of tool it says it is") {
  CHECK(tool_of("[aws-cli/2.15.0 Python/3.11.6 Linux/6.1]") == Tool::aws_cli);
  CHECK(tool_of("[Boto3/1.34.0 md/Botocore#1.34.0]") == Tool::sdk);
  CHECK(tool_of("[aws-sdk-java/1.12.0]") == Tool::sdk);
  CHECK(tool_of("[curl/8.5.0]") == Tool::http_library);
  CHECK(tool_of("[rclone/v1.65.0]") == Tool::transfer);
  CHECK(tool_of("[Mozilla/5.0 (compatible; Googlebot/2.1)]") == Tool::crawler);
  CHECK(tool_of("[Mozilla/5.0 zgrab/0.x]") == Tool::scanner);
  CHECK(tool_of("[Mozilla/5.0 (X11; Linux x86_64)]") == Tool::browser);
  CHECK(tool_of("-") == Tool::other);
  CHECK(tool_of("") == Tool::other);
}

}  // namespace
}  // namespace s3rare::report
