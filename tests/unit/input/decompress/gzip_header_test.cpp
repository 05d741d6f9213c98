#include "input/decompress/gzip_header.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "catch.h"
#include "gzip.h"
#include "input/decompress/decompressor.h"

using namespace s3rare;
using namespace s3rare::input;
using s3rare::tests::gzip;
using s3rare::tests::GzipParts;

namespace {

// A stream that arrives in two pieces.
class CutStream : public ByteStream {
 public:
  CutStream(std::string bytes, std::size_t cut)
      : bytes_(std::move(bytes)), cut_(std::min(cut, bytes_.size())) {}

  Result<std::size_t> read(char* to, std::size_t room) override {
    const std::size_t end = position_ < cut_ ? cut_ : bytes_.size();
    const std::size_t count = std::min(room, end - position_);
    std::memcpy(to, bytes_.data() + position_, count);
    position_ += count;
    return count;
  }

 private:
  std::string bytes_;
  std::size_t cut_;
  std::size_t position_ = 0;
};

// What is read of a stream, and its fault behind a bar.
std::string unpack(Decompressor& decompressor, const std::string& bytes, std::size_t cut) {
  CutStream stream(bytes, cut);
  decompressor.reset(stream);
  std::string text;
  std::string buffer(4096, '\0');
  for (;;) {
    const auto count = decompressor.read(buffer.data(), buffer.size());
    if (!count) return text + "|" + count.error().what;
    if (*count == 0) return text;
    text.append(buffer, 0, *count);
  }
}

std::vector<GzipParts> all_parts() {
  const std::vector<std::optional<std::string>> extras = {
      std::nullopt, "", std::string("AB\x02\0xy", 6), std::string(300, '\0')};
  const std::vector<std::optional<std::string>> texts = {std::nullopt, "", "log.json"};
  std::vector<GzipParts> all;
  for (const auto& extra : extras) {
    for (const auto& name : texts) {
      for (const auto& comment : texts) {
        for (const bool checksum : {false, true}) all.push_back({extra, name, comment, checksum});
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("a gzip header with any parts may be cut at any byte") {
  const std::string text = R"({"Records":[{"eventName":"GetObject"}]})";
  Decompressor decompressor;
  const std::vector<GzipParts> all = all_parts();
  for (std::size_t parts = 0; parts < all.size(); ++parts) {
    const std::string member = gzip(text, all[parts]);
    const std::string two = member + member;
    for (std::size_t cut = 0; cut <= two.size(); ++cut) {
      CAPTURE(parts, cut);
      REQUIRE(unpack(decompressor, two, cut) == text + text);
    }
  }
}

TEST_CASE("a gzip header inside gzip may be cut at any byte") {
  const std::string text = "{}";
  const std::string packed =
      gzip(gzip(text, GzipParts{"x", "a", "b", true}), GzipParts{{}, {}, {}, true});
  Decompressor decompressor;
  for (std::size_t cut = 0; cut <= packed.size(); ++cut) {
    CAPTURE(cut);
    CHECK(unpack(decompressor, packed, cut) == text);
  }
}

TEST_CASE("a changed byte of a gzip header with a checksum is damage, wherever it is cut") {
  const std::string whole = gzip("{}", GzipParts{"extra", "name", "comment", true});
  const std::size_t header_bytes = 10 + 2 + 5 + 5 + 8 + 2;
  Decompressor decompressor;
  for (std::size_t changed = 4; changed < header_bytes; ++changed) {
    std::string packed = whole;
    packed[changed] = static_cast<char>(packed[changed] ^ 1);
    for (std::size_t cut = 0; cut <= header_bytes; ++cut) {
      CAPTURE(changed, cut);
      CHECK(unpack(decompressor, packed, cut).find("|found") != std::string::npos);
    }
  }
}

TEST_CASE("a file that ends inside a gzip header is damaged") {
  const std::string whole = gzip("{}", GzipParts{"extra", "name", "comment", true});
  Decompressor decompressor;
  for (std::size_t size = 2; size < 32; ++size) {
    CAPTURE(size);
    CHECK(unpack(decompressor, whole.substr(0, size), 5) ==
          "|found the end of the file inside a gzip member, expected more of it");
  }
}

TEST_CASE("a gzip header with a reserved flag or an unknown method is damaged") {
  std::string reserved = gzip("{}");
  reserved[3] = '\x20';
  std::string method = gzip("{}");
  method[2] = '\x07';
  Decompressor decompressor;
  CHECK(unpack(decompressor, reserved, 0) ==
        "|found a broken gzip header, expected another gzip member or the end");
  CHECK(unpack(decompressor, method, 0) ==
        "|found an unknown gzip compression method, expected deflate");
}
