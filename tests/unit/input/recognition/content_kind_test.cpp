#include "input/recognition/content_kind.h"

#include <string>

#include "catch.h"

using namespace s3rare::input;
using namespace std::string_literals;

namespace {

std::string in_utf16(const std::string& text, bool little_endian) {
  std::string bytes;
  for (const char c : text) {
    bytes += little_endian ? std::string{c, '\0'} : std::string{'\0', c};
  }
  return bytes;
}

// The header of a tar archive, with the magic bytes of POSIX or without.
std::string tar_header(const std::string& magic) {
  std::string header(512, '\0');
  header.replace(0, 6, "1.json");
  header.replace(257, magic.size(), magic);
  unsigned sum = 0;
  header.replace(148, 8, 8, ' ');
  for (const char c : header) sum += static_cast<unsigned char>(c);
  std::string digits;
  for (; sum > 0; sum /= 8) digits.insert(0, 1, static_cast<char>('0' + sum % 8));
  header.replace(148, 8, std::string(6 - digits.size(), '0') + digits + "\0 "s);
  return header;
}

}  // namespace

TEST_CASE("the rows of the table are in the order of the kinds, with names of their own") {
  for (std::size_t i = 0; i < content_rows().size(); ++i) {
    const ContentRow& row = content_rows()[i];
    CHECK(row.kind == static_cast<ContentKind>(i));
    CHECK_FALSE(row.name.empty());
    CHECK_FALSE(row.name.starts_with('.'));
    CHECK_FALSE(row.advice.empty());
    for (std::size_t other = 0; other < i; ++other) {
      CHECK(row.name != content_rows()[other].name);
    }
  }
  CHECK(content_rows().back().kind == ContentKind::encrypted);
}

TEST_CASE("archives and binary formats are recognised by their first bytes") {
  CHECK(content_kind("PK\3\4rest") == ContentKind::zip);
  CHECK(content_kind("PK\5\6\0"s) == ContentKind::zip);
  CHECK(content_kind("7z\xbc\xaf\x27\x1c") == ContentKind::seven_zip);
  CHECK(content_kind("Rar!\x1a\7\1") == ContentKind::rar);
  CHECK(content_kind("\xfd"
                     "7zXZ\0\0"s) == ContentKind::xz);
  CHECK(content_kind("\x04\x22\x4d\x18") == ContentKind::lz4);
  CHECK(content_kind("PAR1") == ContentKind::parquet);
  CHECK(content_kind("Obj\1") == ContentKind::avro);
  CHECK(content_kind("BZh91AY&SY") == ContentKind::bzip2);
  CHECK(content_kind("BZh9\x17rE8P\x90") == ContentKind::bzip2);
  CHECK_FALSE(content_kind("BZh and so on"));
  CHECK_FALSE(content_kind("PK"));
  CHECK_FALSE(content_kind(""));
  CHECK_FALSE(
      content_kind("\x7f"
                   "ELF"));
}

TEST_CASE("a tar archive is recognised with and without the magic bytes of POSIX") {
  CHECK(content_kind(tar_header("ustar")) == ContentKind::tar);
  CHECK(content_kind(tar_header("ustar").substr(0, 262)) == ContentKind::tar);
  CHECK(content_kind(tar_header("")) == ContentKind::tar);
  std::string wrong = tar_header("");
  wrong[0] = '2';
  CHECK_FALSE(content_kind(wrong));
  CHECK_FALSE(content_kind(std::string(1024, '\0')));
}

TEST_CASE("text in UTF-16 is recognised by its mark, or by the key of a record") {
  const std::string record = R"({"eventSource":"s3.amazonaws.com"})";
  CHECK(content_kind("\xff\xfe" + in_utf16("{", true)) == ContentKind::utf16);
  CHECK(content_kind("\xfe\xff" + in_utf16("{", false)) == ContentKind::utf16);
  CHECK(content_kind("\xff\xfe\0\0{\0\0\0"s) == ContentKind::utf32);
  CHECK(content_kind("\0\0\xfe\xff"s) == ContentKind::utf32);
  CHECK(content_kind(in_utf16(record, true)) == ContentKind::utf16_le);
  CHECK(content_kind(in_utf16(record, false)) == ContentKind::utf16_be);
  CHECK_FALSE(content_kind(in_utf16("{\"a\":1}", true)));
}

TEST_CASE("text that may be CloudTrail is told apart") {
  CHECK(content_kind("eventTime,eventSource,eventName\n") == ContentKind::csv);
  CHECK(content_kind("\xef\xbb\xbfTimeGenerated;EventSource;EventName\n") == ContentKind::csv);
  CHECK(content_kind("eventtime\teventsource\teventname\n") == ContentKind::csv);
  CHECK(content_kind("@timestamp,aws.cloudtrail.user_identity.type\n") == ContentKind::csv);
  CHECK(content_kind("_time,_raw\n1,\"{\"\"eventSource\"\":1}\"\n") == ContentKind::csv);
  CHECK(content_kind("May  9 relay ct: {\"eventSource\":1}\n") == ContentKind::behind_text);
  CHECK(content_kind("# x\nct: {\"a\":1,\"eventSource\":1}\n") == ContentKind::behind_text);
  CHECK(content_kind("eventSource is a field\n") == ContentKind::mention);
  CHECK(content_kind("# export\n{\"eventSource\":1}\n") == ContentKind::mention);
  CHECK_FALSE(content_kind("a,b,c\n1,2,3\n"));
  CHECK_FALSE(content_kind("the EventSource and EventName of a window\n"));
  CHECK_FALSE(content_kind("hello"));
}

TEST_CASE("JSON is told from text with brackets") {
  for (const char* text : {"{\"a", " \n{ \"", "[{\"a\":1}]", "[ [ {\n\"", "\xef\xbb\xbf{\""}) {
    CHECK(json_start(text) == JsonStart::object);
  }
  for (const char* text : {"{}", "{a", "[1", "[\"a\"]", "[default]", "[]", "{%"}) {
    CHECK(json_start(text) == JsonStart::value);
  }
  for (const char* text : {"{", "[", "[ {\n", "\xef\xbb"}) {
    CHECK(json_start(text) == JsonStart::undecided);
  }
  CHECK(json_start(" \n") == JsonStart::space);
  for (const char* text : {"a", "\"", "1", "]"}) CHECK(json_start(text) == JsonStart::none);
}
