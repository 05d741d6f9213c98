#include "input/file_list.h"

#include <cstdio>

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
    ascending.add(name_of(i), 1);
    descending.add(name_of(kFiles - 1 - i), 1);
    (i % 2 == 0 ? even : odd).add(name_of(i), 1);
  }
  odd.merge(even);
  for (const FileList& files : {ascending, descending, odd}) {
    CHECK(files.count() == kFiles);
    REQUIRE(files.first().size() == FileList::kKept);
    CHECK(files.first().begin()->first == name_of(0));
    CHECK(files.first().rbegin()->first == name_of(FileList::kKept - 1));
  }
}
