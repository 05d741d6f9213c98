// Compares the fast path with the reference on named files and folders, as on disk and inflated,
// with every implementation, in chunks of several sizes. Real logs are not part of the repository:
// this is how to test them.
//
//   compare_reading PATH...

#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "memory_stream.h"
#include "reference/agreement.h"

using namespace s3rare;
using namespace s3rare::reference;

namespace {

constexpr std::size_t kWhole = std::size_t{1} << 40;
constexpr std::size_t kChunks[] = {1, 3, 64, 65, 4096, kWhole};
// Files above this size are read in chunks of this size and above only.
constexpr std::size_t kLargeFileBytes = 4 << 20;
constexpr std::size_t kSmallChunk = 64;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// zlib's reading of a gzip file of any number of members; other files unchanged.
std::string inflate_file(const std::filesystem::path& path) {
  const gzFile file = gzopen(path.c_str(), "rb");
  if (file == nullptr) throw std::runtime_error("cannot open " + path.string());
  std::string text;
  std::vector<char> buffer(1 << 20);
  int count = 0;
  while ((count = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) {
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  const bool whole = gzclose(file) == Z_OK && count == 0;
  if (!whole) throw std::runtime_error("cannot inflate " + path.string());
  return text;
}

struct Totals {
  std::size_t files = 0;
  std::size_t findings = 0;
  std::size_t matches = 0;
  std::size_t undecided = 0;
  std::size_t too_nested = 0;
  std::size_t readings = 0;
  std::size_t differences = 0;
};

void compare_file(const std::filesystem::path& path, Totals& totals) {
  static const auto all = fast_paths();
  const std::string packed = read_file(path);
  const std::string text = inflate_file(path);
  const Reading expected = read(text, path.string(), false);
  ++totals.files;
  totals.findings += expected.findings.all.size();
  totals.too_nested += expected.findings.too_nested;
  for (const Finding& finding : expected.findings.all) {
    totals.matches += finding.kind == Finding::Kind::matched;
    totals.undecided += finding.kind == Finding::Kind::undecided;
  }
  const auto compare = [&](const std::string& bytes, std::size_t chunk, FastPath& fast) {
    tests::MemoryStream stream(bytes, chunk);
    ++totals.readings;
    const auto found = difference(expected, fast.read(stream, path.string(), false));
    if (!found) return;
    ++totals.differences;
    std::printf("%s (%s, chunks of %zu): %s\n", path.c_str(), std::string(fast.name()).c_str(),
                chunk, found->c_str());
  };
  for (const auto& fast : all) {
    for (const std::size_t chunk : kChunks) {
      if (text.size() > kLargeFileBytes && chunk < kSmallChunk) continue;
      compare(text, chunk, *fast);
      if (packed != text) compare(packed, chunk, *fast);
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  Totals totals;
  for (int i = 1; i < argc; ++i) {
    const std::filesystem::path path = argv[i];
    if (!std::filesystem::is_directory(path)) {
      compare_file(path, totals);
      continue;
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
      if (entry.is_regular_file()) compare_file(entry.path(), totals);
    }
  }
  std::printf(
      "%zu files, %zu findings, %zu matches, %zu undecided records, %zu files too nested; "
      "%zu readings, %zu differences\n",
      totals.files, totals.findings, totals.matches, totals.undecided, totals.too_nested,
      totals.readings, totals.differences);
  return totals.files > 0 && totals.differences == 0 ? 0 : 1;
}
