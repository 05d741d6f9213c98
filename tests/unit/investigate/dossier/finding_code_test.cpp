#include "investigate/dossier/finding_code.h"

#include <set>
#include <string_view>

#include "catch.h"

using namespace s3rare::investigate;

TEST_CASE("every code of a finding has a name of its own, in lower case and underscores") {
  std::set<std::string_view> names;
  for (int code = 0; code <= static_cast<int>(kLastFindingCode); ++code) {
    const std::string_view name = name_of(static_cast<FindingCode>(code));
    CAPTURE(code, name);
    CHECK_FALSE(name.empty());
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    CHECK(names.insert(name).second);
  }
}
