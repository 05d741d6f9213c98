#include "report/shell_command.h"

#include "catch.h"

namespace s3rare::report {
namespace {

TEST_CASE("a word of a shell stays one argument") {
  CHECK(shell_word("example-backups") == "example-backups");
  CHECK(shell_word("") == "''");
  CHECK(shell_word("a b") == "'a b'");
  CHECK(shell_word("$(reboot)`id`;&|<>") == "'$(reboot)`id`;&|<>'");
  CHECK(shell_word("it's") == R"('it'\''s')");
  CHECK(shell_word("=ls") == "'=ls'");
  CHECK(shell_word("~") == "'~'");
}

TEST_CASE("a word that a terminal would obey is written as escapes") {
  CHECK(shell_word("a\nb") == R"($'a\x0a'$'b')");
  CHECK(shell_word("\x1b[2J'\\") == R"($'\x1b'$'[2J\'\\')");
  CHECK(shell_word("\xe2\x80\xae") == R"($'\xe2'$'\x80'$'\xae'$'')");
}

TEST_CASE("a value that begins with a hyphen is no option") {
  CHECK(ShellCommand("aws").option("--prefix", "-rf").take() == "aws --prefix=-rf");
}

TEST_CASE("values that the AWS CLI would replace by a file or a page are recognised") {
  CHECK_FALSE(is_plain_value("file:///etc/passwd"));
  CHECK_FALSE(is_plain_value("fileb://x"));
  CHECK_FALSE(is_plain_value("http://example.com"));
  CHECK(is_plain_value("files/a"));
}

TEST_CASE("only what can be a bucket's name becomes part of a command") {
  CHECK(is_bucket_name("example-backups"));
  CHECK(is_bucket_name("Old_Bucket.1"));
  CHECK_FALSE(is_bucket_name("-x-"));
  CHECK_FALSE(is_bucket_name("a/b"));
  CHECK_FALSE(is_bucket_name("ab"));
  CHECK_FALSE(is_bucket_name("arn:aws:s3:us-east-1:111122223333:accesspoint/a"));
  CHECK(is_region_name("eu-west-1"));
  CHECK_FALSE(is_region_name("eu west"));
  CHECK_FALSE(is_region_name(""));
}

}  // namespace
}  // namespace s3rare::report
