#include "investigate/public_by_design.h"

#include "investigate/dossier/wording.h"
#include "text/quantities.h"

namespace s3rare::investigate {
namespace {

constexpr std::uint64_t kManySources = 10;
constexpr std::uint64_t kManyDays = 7;
constexpr std::uint64_t kSourcesOfWebsite = 3;

}  // namespace

void judge_public_by_design(OtherSources& others) {
  const std::uint64_t sources = others.sources.count;
  const bool has_many = sources >= kManySources && others.days >= kManyDays;
  const bool is_website = sources >= kSourcesOfWebsite && others.by_website_host > 0;
  others.public_by_design = others.writes == 0 && (has_many || is_website);
  others.why.clear();
  if (others.records == 0) {
    others.why.emplace_back("no other source succeeded anonymously");
    return;
  }
  std::string reached = others.sources.estimated ? "about " : "";
  reached += text::count_of(sources, "other source");
  reached += " succeeded anonymously, on ";
  reached += text::count_of(others.days, "day");
  if (!has_many) {
    reached += "; fewer than " + std::to_string(kManySources) + " sources or " +
               std::to_string(kManyDays) + " days say little";
  }
  others.why.push_back(std::move(reached));
  if (others.by_website_host > 0) {
    others.why.push_back(std::to_string(others.by_website_host) +
                         " of their requests named a website host");
  }
  if (others.writes > 0) {
    others.why.push_back(
        std::to_string(others.writes) +
        " of their requests did not only read: a bucket that is meant for everyone is read only");
  } else {
    others.why.emplace_back("they only read");
  }
}

}  // namespace s3rare::investigate
