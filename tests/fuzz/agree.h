// Reports that two ways of doing the same thing disagree in a fuzz target.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace s3rare::fuzz {

inline void agree(bool agreed, const char* about) {
  if (agreed) return;
  std::fprintf(stderr, "disagreement: %s\n", about);
  std::abort();
}

}  // namespace s3rare::fuzz
