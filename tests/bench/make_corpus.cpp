// The command that generates one corpus and prints its contents as JSON.

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "corpus.h"
#include "join.h"

namespace {

using namespace s3rare::bench;

constexpr std::string_view kUsage =
    "usage: s3rare_make_corpus KIND FOLDER [--size BYTES] [--files N] [--records N]\n"
    "                          [--sources N] [--seed N]\n"
    "--size is that of the inflated text. The corpus ends where the first of --size, --files and\n"
    "--records is reached; at least one is needed. --sources is how many anonymous addresses\n"
    "there are [10000]. Prints what was made, as JSON.\n"
    "KIND:\n";

std::uint64_t parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) {
    throw std::invalid_argument(join({"found '", text, "', expected a positive number"}));
  }
  return number;
}

std::uint64_t& option(CorpusPlan& plan, std::string_view name) {
  if (name == "--size") return plan.inflated_bytes;
  if (name == "--files") return plan.files;
  if (name == "--records") return plan.records;
  if (name == "--sources") return plan.sources;
  if (name == "--seed") return plan.seed;
  throw std::invalid_argument(join({"unknown option ", name}));
}

CorpusPlan parse(const std::vector<std::string_view>& words) {
  if (words.size() < 2 || words.size() % 2 != 0) {
    throw std::invalid_argument("expected KIND, FOLDER and options with values");
  }
  CorpusPlan plan;
  plan.kind = &corpus_kind(words[0]);
  plan.folder = words[1];
  for (std::size_t i = 2; i < words.size(); i += 2) {
    option(plan, words[i]) = parse_number(words[i + 1]);
  }
  if (plan.inflated_bytes == kUnlimited && plan.files == kUnlimited && plan.records == kUnlimited) {
    throw std::invalid_argument("expected --size, --files or --records");
  }
  return plan;
}

}  // namespace

int main(int argc, char** argv) try {
  const MadeCorpus made = make_corpus(parse({argv + 1, argv + argc}));
  std::cout << "{\"files\":" << made.files << ",\"records\":" << made.records
            << ",\"matches\":" << made.matches << ",\"inflated_bytes\":" << made.inflated_bytes
            << ",\"disk_bytes\":" << made.disk_bytes << "}\n";
  return EXIT_SUCCESS;
} catch (const std::invalid_argument& error) {
  std::cerr << "s3rare_make_corpus: " << error.what() << "\n" << kUsage << corpus_kinds_usage();
  return 2;
} catch (const std::exception& error) {
  std::cerr << "s3rare_make_corpus: " << error.what() << "\n";
  return EXIT_FAILURE;
}
