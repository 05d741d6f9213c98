#include "investigate/public_by_design.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::investigate;

namespace {

OtherSources judged(std::uint64_t sources, std::uint64_t days, std::uint64_t writes = 0,
                    std::uint64_t by_website_host = 0) {
  OtherSources others;
  others.sources = {sources, false};
  others.records = sources;
  others.days = days;
  others.writes = writes;
  others.by_website_host = by_website_host;
  judge_public_by_design(others);
  return others;
}

}  // namespace

TEST_CASE("many sources on many days that only read mark a bucket as public by design") {
  CHECK(judged(10, 7).public_by_design);
  CHECK_FALSE(judged(9, 7).public_by_design);
  CHECK_FALSE(judged(10, 6).public_by_design);
  CHECK_FALSE(judged(1000, 1000, 1).public_by_design);
}

TEST_CASE("a few sources that name a website host do so, too") {
  CHECK(judged(3, 1, 0, 1).public_by_design);
  CHECK_FALSE(judged(2, 1, 0, 1).public_by_design);
  CHECK_FALSE(judged(3, 1, 1, 1).public_by_design);
}

TEST_CASE("the reasons for and against are given") {
  CHECK(judged(0, 0).why == std::vector<std::string>{"no other source succeeded anonymously"});
  CHECK(judged(1, 1, 2, 1).why ==
        std::vector<std::string>{
            "1 other source succeeded anonymously, on 1 day; fewer than 10 sources or 7 days "
            "say little",
            "1 of their requests named a website host",
            "2 of their requests did not only read: a bucket that is meant for everyone is read "
            "only"});
  CHECK(judged(12, 8).why ==
        std::vector<std::string>{"12 other sources succeeded anonymously, on 8 days",
                                 "they only read"});
}
