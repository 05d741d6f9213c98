// make_manual SOURCES OUTPUT: writes the manual pages and the completions of this build to a
// folder. Runs while the program is built, so that neither can forget an option.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>

#include "man/completion.h"
#include "man/page.h"

namespace s3rare::man {
namespace {

namespace fs = std::filesystem;

bool write_file(const fs::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text << std::flush;
  if (!file) std::cerr << "make_manual: " << path.string() << ": cannot be written\n";
  return static_cast<bool>(file);
}

std::string page_name(const options::CommandTable& table) {
  return "s3rare-" + table.name.substr(0, table.name.find(' ')) + ".1";
}

bool make_all(const fs::path& sources, const fs::path& output) {
  const auto tables = options::command_tables();
  fs::create_directories(output);
  std::set<std::string> written;
  for (const auto& entry : fs::directory_iterator(sources)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".1" && extension != ".5") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string source{std::istreambuf_iterator<char>(file), {}};
    const auto page = fill_page(source, tables);
    if (!page) {
      std::cerr << "make_manual: " << entry.path().string() << ": " << page.error().what << '\n';
      return false;
    }
    if (!write_file(output / entry.path().filename(), *page)) return false;
    written.insert(entry.path().filename().string());
  }
  for (const auto& table : tables) {
    if (written.contains(page_name(table))) continue;
    std::cerr << "make_manual: found no page for " << table.name << ", expected "
              << (sources / page_name(table)).string() << '\n';
    return false;
  }
  return write_file(output / "s3rare.bash", bash_completion(tables)) &&
         write_file(output / "_s3rare", zsh_completion(tables)) &&
         write_file(output / "s3rare.fish", fish_completion(tables));
}

}  // namespace
}  // namespace s3rare::man

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: make_manual SOURCES OUTPUT\n";
    return 2;
  }
  return s3rare::man::make_all(argv[1], argv[2]) ? 0 : 1;
}
