#include "property/divided_logs.h"

#include <algorithm>

#include "property/program.h"

namespace s3rare::tests {

DividedLogs::DividedLogs(Random& random, const TemporaryFolder& folder,
                         const std::vector<std::string>& records, std::size_t most)
    : random_(random) {
  std::vector<std::vector<std::string>> contents(1 + pick(random, most));
  for (const std::string& record : records) {
    contents[pick(random, contents.size())].push_back(record);
  }
  for (std::size_t file = 0; file < contents.size(); ++file) {
    if (contents[file].empty()) continue;
    const std::string name = std::to_string(file) + ".json";
    folder.write(name, contained(random, contents[file]));
    files_.push_back((folder.path() / name).string());
  }
}

std::string DividedLogs::in_any_order() {
  std::shuffle(files_.begin(), files_.end(), random_);
  std::string text;
  for (const std::string& file : files_) text.append(" ").append(file);
  return text;
}

}  // namespace s3rare::tests
