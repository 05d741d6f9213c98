// A secret for hash tables, different in each run, so that nobody can craft terms that collide.
#pragma once

#include "s3rare/siphash.h"

namespace s3rare::cli {

HashKey random_key();

}  // namespace s3rare::cli
