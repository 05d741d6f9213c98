#include "cli/random_key.h"

#include <random>

namespace s3rare::cli {

HashKey random_key() {
  std::random_device random;
  const auto word = [&] { return static_cast<std::uint64_t>(random()) << 32 | random(); };
  return {word(), word()};
}

}  // namespace s3rare::cli
