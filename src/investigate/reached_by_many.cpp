#include "investigate/reached_by_many.h"

#include "text/quantities.h"

namespace s3rare::investigate {
namespace {

constexpr std::uint64_t kManySources = 10;
constexpr std::uint64_t kManyDays = 7;
constexpr std::uint64_t kSourcesOfWebsite = 3;
constexpr Seconds kRecent = 30 * kSecondsPerDay;

std::string number_of(std::uint64_t requests, std::string_view what) {
  return std::to_string(requests).append(" of their requests ").append(what);
}

bool asks_for_secret(const AnonymousRequests& requests) {
  return !requests.secret_keys.empty() || requests.secret_keys_left_out > 0;
}

bool source_asks_for_secret(const Dossier& dossier) {
  return secret_kind_of(dossier.alert->key) || asks_for_secret(dossier.prior) ||
         asks_for_secret(dossier.followup);
}

bool is_recently_opened(const Dossier& dossier) {
  return dossier.exposed_by && dossier.exposed_by->time >= dossier.alert->time - kRecent;
}

}  // namespace

void judge_reached_by_many(Dossier& dossier) {
  OtherSources& others = dossier.other_sources;
  const std::uint64_t sources = others.sources.count;
  const bool has_many = sources >= kManySources && others.days >= kManyDays;
  const bool is_website = sources >= kSourcesOfWebsite && others.by_website_host > 0;
  const bool only_lists = others.listings == others.records;
  const bool has_secret = others.secrets > 0 || source_asks_for_secret(dossier);
  others.reached_by_many = (has_many || is_website) && !only_lists && others.writes == 0 &&
                           !has_secret && !is_recently_opened(dossier);
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
    others.why.push_back(number_of(others.by_website_host, "named a website host"));
  }
  if (others.writes > 0) {
    others.why.push_back(number_of(others.writes, "did not only read"));
  } else {
    others.why.emplace_back(only_lists ? "they only listed" : "they only read");
  }
  if (others.secrets > 0) {
    others.why.push_back(number_of(others.secrets, "fetched keys that look like secrets"));
  }
  if (source_asks_for_secret(dossier)) {
    others.why.emplace_back("the alert's source asked for keys that look like secrets");
  }
  if (is_recently_opened(dossier)) {
    others.why.emplace_back(
        "the bucket was, or may have been, opened in the 30 days before the "
        "alert");
  }
}

}  // namespace s3rare::investigate
