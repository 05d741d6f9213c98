// Replays a corpus, and truncated and changed versions of it: some thousand inputs in every
// ordinary test run.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

void replay(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> corpus;
  for (int i = 1; i < argc; ++i) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[i])) {
      if (entry.is_regular_file()) corpus.push_back(read(entry.path()));
    }
  }
  if (corpus.empty()) {
    std::fputs("no corpus found\n", stderr);
    return 1;
  }
  constexpr std::string_view kBytes = "{}[]\",:\\u0 \n\x01\xff";
  std::mt19937_64 random(1);
  std::size_t replayed = 0;
  for (const std::string& bytes : corpus) {
    replay(bytes);
    for (int i = 0; i < 200; ++i, ++replayed) {
      std::string changed =
          bytes.substr(0, i % 4 == 0 ? random() % (bytes.size() + 1) : bytes.npos);
      for (std::uint64_t n = random() % 4; n > 0 && !changed.empty(); --n) {
        changed[random() % changed.size()] = kBytes[random() % kBytes.size()];
      }
      replay(changed);
    }
  }
  std::printf("replayed %zu inputs and %zu changed ones\n", corpus.size(), replayed);
  return 0;
}
