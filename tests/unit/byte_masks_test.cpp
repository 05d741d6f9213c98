#include "input/byte_masks.h"

#include <random>
#include <string>
#include <vector>

#include "catch.h"

using namespace s3rare::input;

namespace {

std::uint64_t where(std::string_view block, std::string_view bytes) {
  std::uint64_t mask = 0;
  for (std::size_t i = 0; i < kBlockBytes; ++i) {
    if (bytes.find(block[i]) != std::string_view::npos) mask |= std::uint64_t{1} << i;
  }
  return mask;
}

void check(const std::string& text) {
  for (const MaskImplementation& implementation : mask_implementations()) {
    CAPTURE(implementation.name);
    std::vector<ByteMasks> masks(text.size() / kBlockBytes);
    implementation.mask(text.data(), masks.size(), masks.data());
    for (std::size_t i = 0; i < masks.size(); ++i) {
      const std::string_view block = std::string_view(text).substr(i * kBlockBytes, kBlockBytes);
      CHECK(masks[i].quotes == where(block, "\""));
      CHECK(masks[i].backslashes == where(block, "\\"));
      CHECK(masks[i].brackets == where(block, "{}[]"));
      CHECK(masks[i].y == where(block, "yY"));
      CHECK(masks[i].m == where(block, "mM"));
      CHECK(masks[i].u == where(block, "u"));
    }
  }
}

}  // namespace

TEST_CASE("every byte at every place of a block has the same masks in all implementations") {
  for (int byte = 0; byte < 256; ++byte) {
    std::string text(kBlockBytes * kBlockBytes, '.');
    for (std::size_t i = 0; i < kBlockBytes; ++i) {
      text[i * kBlockBytes + i] = static_cast<char>(byte);
    }
    check(text);
  }
}

TEST_CASE("blocks of many bytes that matter have the same masks in all implementations") {
  std::mt19937 random(7);
  std::string text(kBlockBytes * 500, '\0');
  for (char& c : text) c = R"("\{}[]yYmMu;|]^Z U)"[random() % 18];
  check(text);
}

TEST_CASE("the portable implementation is there everywhere") {
  CHECK(mask_implementations().back().name == "portable");
}
