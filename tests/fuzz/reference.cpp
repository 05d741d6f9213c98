// The fast path against the slow reference, on any bytes: they must agree for every implementation
// and for chunks of any size.

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "fuzz/agree.h"
#include "input/decompress/decompressor.h"
#include "input/decompress/utf16_stream.h"
#include "input/recognition/content_kind.h"
#include "memory_stream.h"
#include "reference/agreement.h"

using namespace s3rare;

namespace {

constexpr std::size_t kWhole = std::size_t{1} << 30;

void compare(const reference::Reading& expected, const std::string& bytes, const char* path,
             reference::FastPath& fast, std::size_t chunk) {
  tests::MemoryStream stream(bytes, chunk);
  const auto found = reference::difference(expected, fast.read(stream, path, false));
  if (found) {
    std::fprintf(stderr, "%s, %s, chunks of %zu: %s\n", path, std::string(fast.name()).c_str(),
                 chunk, found->c_str());
  }
  fuzz::agree(!found, "the fast path and the reference");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto all = reference::fast_paths();
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  // The reference does not decompress.
  if (input::begins_gzip(bytes) || input::begins_zstd(bytes) || input::begins_xz(bytes) ||
      input::begins_bzip2(bytes) || input::begins_utf16(bytes)) {
    return 0;
  }
  // It does not read archives either.
  const auto content = input::content_kind(std::string_view(bytes).substr(0, input::kContentBytes));
  if (content == input::ContentKind::tar || content == input::ContentKind::zip) return 0;
  // Nor what macOS puts beside a file into an archive.
  if (bytes.starts_with(std::string_view("\0\5\x16\7", 4))) return 0;
  const reference::Reading promised = reference::read(bytes, "a.json", false);
  for (const auto& fast : all) {
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{7}, std::size_t{64}, kWhole}) {
      compare(promised, bytes, "a.json", *fast, chunk);
    }
  }
  // A name that promises no JSON: the effect of names does not depend on how the bytes are masked.
  compare(reference::read(bytes, "a.log", false), bytes, "a.log", *all.front(), kWhole);
  return 0;
}
