#include "investigate/reached_by_many.h"

#include <functional>

#include "catch.h"
#include "unit/investigate/investigated.h"

using namespace s3rare;
using namespace s3rare::investigate;
using namespace s3rare::tests;

namespace {

// 10 other sources on 7 days, which only read: just enough.
OtherSources judged(const std::function<void(AlertToInvestigate&, Dossier&)>& change) {
  AlertToInvestigate alert = given_alert(100 * kSecondsPerDay);
  Dossier dossier;
  dossier.alert = &alert;
  OtherSources& others = dossier.other_sources;
  others.sources = {10, false};
  others.days = 7;
  others.records = 20;
  change(alert, dossier);
  judge_reached_by_many(dossier);
  return others;
}

bool is_reached(const std::function<void(AlertToInvestigate&, Dossier&)>& change) {
  return judged(change).reached_by_many;
}

AccessChange opening(Seconds days_before) {
  AccessChange change;
  change.effect = AccessEffect::may_open;
  change.time = {(100 - days_before) * kSecondsPerDay, 0};
  return change;
}

}  // namespace

TEST_CASE("many sources on many days that only read are many") {
  CHECK(is_reached([](auto&, Dossier&) {}));
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.other_sources.sources.count = 9; }));
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.other_sources.days = 6; }));
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.other_sources.writes = 1; }));
}

TEST_CASE("a few sources that name a website host do, too") {
  const auto website = [](std::uint64_t sources, std::uint64_t writes) {
    return is_reached([&](auto&, Dossier& of) {
      of.other_sources.sources.count = sources;
      of.other_sources.days = 1;
      of.other_sources.by_website_host = 1;
      of.other_sources.writes = writes;
    });
  };
  CHECK(website(3, 0));
  CHECK_FALSE(website(2, 0));
  CHECK_FALSE(website(3, 1));
}

TEST_CASE("listings alone are never many that reach a bucket") {
  CHECK(is_reached([](auto&, Dossier& of) { of.other_sources.listings = 19; }));
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.other_sources.listings = 20; }));
}

TEST_CASE("nothing of the kind is said beside a secret, whoever asked for it") {
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.other_sources.secrets = 1; }));
  CHECK_FALSE(is_reached([](auto& alert, Dossier&) { alert.key = "keys/id_rsa"; }));
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.prior.secret_keys.resize(1); }));
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.followup.secret_keys.resize(1); }));
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.followup.secret_keys_left_out = 1; }));
}

TEST_CASE("nothing of the kind is said beside an opening in the 30 days before the alert") {
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.exposed_by = opening(0); }));
  CHECK_FALSE(is_reached([](auto&, Dossier& of) { of.exposed_by = opening(30); }));
  CHECK(is_reached([](auto&, Dossier& of) { of.exposed_by = opening(31); }));
}

TEST_CASE("the reasons for and against are given") {
  CHECK(judged([](auto&, Dossier& of) { of.other_sources = {}; }).why ==
        std::vector<std::string>{"no other source succeeded anonymously"});
  CHECK(judged([](AlertToInvestigate& alert, Dossier& of) {
          OtherSources& others = of.other_sources;
          others.sources = {1, true};
          others.days = 1;
          others.records = 9;
          others.writes = 2;
          others.by_website_host = 1;
          others.secrets = 3;
          alert.key = ".env";
          of.exposed_by = opening(1);
        }).why ==
        std::vector<std::string>{
            "about 1 other source succeeded anonymously, on 1 day; fewer than 10 sources or 7 "
            "days say little",
            "1 of their requests named a website host", "2 of their requests did not only read",
            "3 of their requests fetched keys that look like secrets",
            "the alert's source asked for keys that look like secrets",
            "the bucket was, or may have been, opened in the 30 days before the alert"});
  CHECK(judged([](auto&, Dossier&) {}).why ==
        std::vector<std::string>{"10 other sources succeeded anonymously, on 7 days",
                                 "they only read"});
  CHECK(judged([](auto&, Dossier& of) { of.other_sources.listings = 20; }).why.back() ==
        "they only listed");
}
