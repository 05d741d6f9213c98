// Records in several files: what the program says must not depend on how they are divided.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "property/generate.h"
#include "temporary_folder.h"

namespace s3rare::tests {

class DividedLogs {
 public:
  /// Divides records at random among files of a folder, in containers of any kind.
  /// @param random  outlives the logs
  /// @param most    files
  DividedLogs(Random& random, const TemporaryFolder& folder,
              const std::vector<std::string>& records, std::size_t most);

  /// @returns all files in a new random order, as arguments with a blank before each
  std::string in_any_order();

 private:
  Random& random_;
  std::vector<std::string> files_;
};

}  // namespace s3rare::tests
