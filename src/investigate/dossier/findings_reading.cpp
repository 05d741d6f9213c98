#include <algorithm>

#include "investigate/bounded/byte_sum.h"
#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"
#include "text/quantities.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kNamedBuckets = 3;

void add_read(const Dossier& dossier, std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  const AnonymousRequests& prior = dossier.prior;
  const AnonymousRequests& followup = dossier.followup;
  const bool is_fetch = effect_of(alert.action) == Effect::read;
  const std::uint64_t fetches = prior.objects_read + followup.objects_read + (is_fetch ? 1 : 0);
  if (fetches == 0) return;

  std::string text = "The source fetched objects anonymously (" + options_in_words(dossier) +
                     "): " + text::count_of(fetches, "successful request");
  // `keys` includes keys whose requests failed: it is an upper bound of the objects fetched.
  const std::uint64_t keys = prior.keys.count + followup.keys.count + (is_fetch ? 1 : 0);
  if (keys < fetches) {
    const bool is_estimate = prior.keys.estimated || followup.keys.estimated;
    text.append(" for ").append(is_estimate ? "about " : "at most ");
    text += text::count_of(keys, "different key");
  }
  const std::uint64_t bytes =
      byte_sum(byte_sum(prior.bytes_out, followup.bytes_out), alert.bytes_out.value_or(0));
  const std::uint64_t unknown =
      prior.without_bytes + followup.without_bytes + (alert.bytes_out ? 0 : 1);
  if (fetches > 1 || !is_fetch) {
    text.append(", ").append(std::to_string(prior.objects_read)).append(" before the alert and ");
    text.append(std::to_string(followup.objects_read)).append(" after it");
  }
  text += ".";
  if (unknown > 0 && bytes == 0) {
    text += " The records do not show how much it received.";
  } else {
    text.append(unknown > 0 ? " It received at least " : " It received ");
    text += text::bytes_in_words(bytes);
    if (unknown > 0) {
      text.append(": ").append(text::count_of(unknown, "record"));
      text += unknown == 1 ? " does not show the size." : " do not show the size.";
    } else {
      text += " in total.";
    }
  }
  findings.push_back({FindingCode::objects_fetched,
                      std::move(text),
                      {{alert.event_id, alert.path, alert.offset}}});
}

void add_enumerations(const Dossier& dossier, std::vector<Finding>& findings) {
  std::vector<const Enumeration*> listed;
  for (const Enumeration& enumeration : dossier.enumerations) listed.push_back(&enumeration);
  std::stable_partition(listed.begin(), listed.end(), [&](const Enumeration* enumeration) {
    return enumeration->bucket == dossier.alert->bucket;
  });
  for (std::size_t i = 0; i < std::min(listed.size(), kNamedBuckets); ++i) {
    const Enumeration& of = *listed[i];
    std::string text = "The source listed " + name_in_words(of.bucket) + " (" +
                       text::count_of(of.listings, "listing") + "; " + options_in_words(dossier) +
                       ") and fetched from it " + text::count_of(of.fetches, "time");
    const std::string last = length_in_words(of.fetched.last.seconds - of.listed.first.seconds);
    if (!of.interval) {
      text += "; the first fetch came before the first listing.";
    } else if (length_in_words(*of.interval) == last) {
      text.append(", ").append(last).append(" after the first listing.");
    } else {
      text.append(", from ").append(length_in_words(*of.interval)).append(" to ").append(last);
      text += " after the first listing.";
    }
    findings.push_back(
        {FindingCode::bucket_enumerated, std::move(text), {of.first_listing, of.first_fetch}});
  }
  const std::uint64_t more =
      listed.size() - std::min(listed.size(), kNamedBuckets) + dossier.enumerations_left_out;
  if (more > 0) {
    findings.push_back({FindingCode::more_buckets_enumerated,
                        "The source listed and fetched from " +
                            text::count_of(more, "more bucket") + " (" + options_in_words(dossier) +
                            ").",
                        {}});
  }
}

void add_buckets(const Dossier& dossier, std::vector<Finding>& findings) {
  const Distinct& prior = dossier.prior.buckets;
  const Distinct& followup = dossier.followup.buckets;
  if (prior.count < 2 && followup.count < 2) return;
  const auto number = [](const Distinct& of) {
    return (of.estimated ? "about " : "") + text::count_of(of.count, "bucket");
  };
  std::string text = "The source's anonymous requests name ";
  if (prior.count > 0) text += number(prior) + " before the alert";
  if (followup.count > 0) {
    text += (prior.count > 0 ? " and " : "") + number(followup) + " after " +
            (prior.count > 0 ? "it" : "the alert");
  }
  findings.push_back(
      {FindingCode::several_buckets_requested, text + " (" + options_in_words(dossier) + ").", {}});
}

}  // namespace

std::vector<Finding> find_reading(const Dossier& dossier) {
  std::vector<Finding> findings;
  add_read(dossier, findings);
  add_enumerations(dossier, findings);
  add_buckets(dossier, findings);
  return findings;
}

}  // namespace s3rare::investigate
