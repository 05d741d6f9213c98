#include "input/recognition/file_list.h"

#include <cstdio>
#include <iterator>

#include "catch.h"

using namespace s3rare::input;

namespace {

std::string name_of(int number) {
  char name[16];
  std::snprintf(name, sizeof name, "%06d", number);
  return name;
}

}  // namespace

TEST_CASE("of many files the first by path are kept, whatever their order") {
  FileList ascending;
  FileList descending;
  FileList odd;
  FileList even;
  constexpr int kFiles = 1000;
  for (int i = 0; i < kFiles; ++i) {
    ascending.add({name_of(i), 1});
    descending.add({name_of(kFiles - 1 - i), 1});
    (i % 2 == 0 ? even : odd).add({name_of(i), 1});
  }
  odd.merge(even);
  for (const FileList& files : {ascending, descending, odd}) {
    CHECK(files.total() == kFiles);
    REQUIRE(std::distance(files.begin(), files.end()) == FileList::kMost);
    CHECK(files.begin()->path == name_of(0));
    CHECK(std::prev(files.end())->path == name_of(FileList::kMost - 1));
  }
}

TEST_CASE("extensions beyond the first 64 count as other, whatever the order and the parts") {
  SkippedFiles ascending;
  SkippedFiles descending;
  SkippedFiles odd;
  SkippedFiles even;
  constexpr int kFiles = 200;
  for (int i = 0; i < kFiles; ++i) {
    ascending.add_extension("." + name_of(i), name_of(i));
    descending.add_extension("." + name_of(kFiles - 1 - i), name_of(kFiles - 1 - i));
    (i % 2 == 0 ? even : odd).add_extension("." + name_of(i), name_of(i));
  }
  odd.merge(even);
  for (const SkippedFiles& files : {ascending, descending, odd}) {
    REQUIRE(files.extensions().size() == SkippedFiles::kMostExtensions);
    CHECK(files.extensions().rbegin()->first == "." + name_of(SkippedFiles::kMostExtensions - 1));
    REQUIRE(files.find("other") != nullptr);
    CHECK(files.find("other")->total() == kFiles - SkippedFiles::kMostExtensions);
    CHECK(files.find("other")->begin()->path == name_of(64));
  }
}

TEST_CASE("no extension takes the place of a kind") {
  SkippedFiles files;
  for (int i = 0; i < 200; ++i) files.add_extension(".a" + name_of(i), "x");
  files.add_extension(".an-extension-that-is-too-long", "long");
  files.add("zip archive", "z.zip");
  REQUIRE(files.find("zip archive") != nullptr);
  CHECK(files.find("zip archive")->begin()->path == "z.zip");
  CHECK(files.find("other")->begin()->path == "long");
  CHECK(files.find("RAR archive") == nullptr);
}
