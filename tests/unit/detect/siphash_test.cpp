// Vectors of the reference implementation: key 00 01 .. 0f, message 00 01 .. n-1.
#include "s3rare/siphash.h"

#include "catch.h"

using namespace s3rare;

namespace {

constexpr HashKey kReferenceKey = {0x0706050403020100U, 0x0f0e0d0c0b0a0908U};

}  // namespace

TEST_CASE("the 128-bit hash gives the reference vectors") {
  CHECK(siphash_128_hex(kReferenceKey, "") == "a3817f04ba25a8e66df67214c7550293");
  const std::string fifteen("\x00\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e", 15);
  CHECK(siphash_128_hex(kReferenceKey, fifteen) == "5493e99933b0a8117e08ec0f97cfc3d9");
}

TEST_CASE("the table hash depends on key and text") {
  const HashKey other = {1, 2};
  CHECK(siphash_64(kReferenceKey, "192.0.2.1") == siphash_64(kReferenceKey, "192.0.2.1"));
  CHECK(siphash_64(kReferenceKey, "192.0.2.1") != siphash_64(kReferenceKey, "192.0.2.2"));
  CHECK(siphash_64(kReferenceKey, "192.0.2.1") != siphash_64(other, "192.0.2.1"));
}

TEST_CASE("different lists of prefixed parts never produce the same text") {
  CHECK(length_prefixed({"a", "bc"}) != length_prefixed({"ab", "c"}));
  CHECK(length_prefixed({"", ""}) != length_prefixed({""}));
  CHECK(length_prefixed({"ab", "c"}) == "2:ab1:c");
}
