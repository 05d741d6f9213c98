#include <algorithm>
#include <array>

#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"
#include "investigate/identity_uses.h"
#include "s3rare/network.h"
#include "text/quantities.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kNamed = 3;

// "A 12, B 3 and others 4"
std::string named(const Counts& counts, bool without_success) {
  std::string text;
  std::uint64_t others = counts.other_records;
  std::size_t names = 0;
  for (const Counts::Counted& counted : counts.counted) {
    if (without_success && counted.name == "success") continue;
    if (++names > kNamed) {
      others += counted.records;
      continue;
    }
    text.append(names == 1 ? "" : ", ").append(name_in_words(counted.name));
    text.append(" ").append(std::to_string(counted.records));
  }
  if (others > 0)
    text.append(text.empty() ? "others " : ", others ").append(std::to_string(others));
  return text;
}

// Source: RFC 1918 section 3; RFC 4193 section 3.1.
bool is_private(std::string_view source) {
  constexpr std::array<std::string_view, 4> kPrivate = {"10.0.0.0/8", "172.16.0.0/12",
                                                        "192.168.0.0/16", "fc00::/7"};
  const auto address = parse_source_address(source);
  return address && std::any_of(kPrivate.begin(), kPrivate.end(), [&](std::string_view network) {
           return parse_network(network)->contains(*address);
         });
}

// "192.0.2.1 (5 requests, 2024-05-09T11:00:00Z to 2024-05-09T12:00:00Z)"
std::string seen_in_words(const SeenSource& source) {
  std::string text = name_in_words(source.address) + " (" +
                     text::count_of(source.records, "request") + ", " +
                     format_utc(source.span.first);
  if (source.span.first != source.span.last) text += " to " + format_utc(source.span.last);
  return text + ")";
}

std::string elsewhere_in_words(const OwnIdentity& own) {
  if (!own.elsewhere) return "Where else it was used is not known.";
  const IdentityElsewhere& elsewhere = *own.elsewhere;
  if (elsewhere.records == 0) return "The logs show no use of it from another address.";
  std::string text = "In the logs it was also used from ";
  if (elsewhere.addresses.count == 1 && !elsewhere.addresses.estimated) {
    return text + seen_in_words(elsewhere.top.front()) + ".";
  }
  text += elsewhere.addresses.estimated ? "at least " : "";
  text += text::count_of(elsewhere.addresses.count, "other address", "other addresses") +
          ", with " + text::count_of(elsewhere.records, "request") + ": ";
  const std::size_t named = std::min(elsewhere.top.size(), kNamed);
  for (std::size_t i = 0; i < named; ++i) {
    text.append(i == 0 ? "" : ", ").append(seen_in_words(elsewhere.top[i]));
  }
  return text + (named < elsewhere.addresses.count ? " and others." : ".");
}

void add_own_identity(const Dossier& dossier, const OwnIdentity& own,
                      std::vector<Finding>& findings) {
  std::string text = "The source uses an identity of the alert's account";
  // A private address is no stranger's.
  text += is_private(dossier.alert->source)
              ? ". It is "
              : ": treat its credentials as stolen until you know that the source is yours. It is ";
  text += name_in_words(own.identity) + ", with " + text::count_of(own.records, "request") + " (" +
          options_in_words(dossier) + "), " + format_utc(own.span.first);
  if (own.span.first != own.span.last) text += " to " + format_utc(own.span.last);
  text += ". " + elsewhere_in_words(own);
  findings.push_back({FindingCode::signed_by_own_account, std::move(text), {own.first}});
}

bool is_own(const SourceActivity& activity, const std::string& identity) {
  const std::string_view behind = identity_behind(identity);
  return std::any_of(activity.own_identities.begin(), activity.own_identities.end(),
                     [&](const OwnIdentity& own) { return own.identity == behind; });
}

void add_signed_by_others(const Dossier& dossier, std::vector<Finding>& findings) {
  const SourceActivity& activity = dossier.source_activity;
  const std::uint64_t records = activity.signed_records - activity.signed_by_own_account;
  if (records == 0) return;
  Counts identities;
  identities.other_records = records;
  for (const Counts::Counted& counted : activity.signed_identities.counted) {
    if (is_own(activity, counted.name) || counted.records > identities.other_records) continue;
    identities.counted.push_back(counted);
    identities.other_records -= counted.records;
  }
  std::vector<Evidence> evidence;
  if (activity.first_signed) evidence.push_back(*activity.first_signed);
  findings.push_back({FindingCode::signed_by_others,
                      "The source also signed " + text::count_of(records, "request") +
                          " as identities outside of the alert's account (" +
                          options_in_words(dossier) + "): " + named(identities, false) + ".",
                      std::move(evidence)});
}

// Source: Amazon VPC user guide, "Gateway endpoints for Amazon S3": the source is private then.
void add_private(const Dossier& dossier, std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  if (!is_private(alert.source)) return;
  findings.push_back(
      {FindingCode::private_source,
       "The source, " + alert.source +
           ", is a private address: the request came through a VPC endpoint, not over "
           "the internet. The alert's vpc_endpoint_id names the endpoint if the "
           "record does.",
       {{alert.event_id, alert.path, alert.offset}}});
}

void add_others(const Dossier& dossier, std::vector<Finding>& findings) {
  const OtherSources& others = dossier.other_sources;
  if (dossier.alert->bucket.empty()) return;
  if (others.reached_by_many) {
    std::string text = "Many reach the bucket (" + options_in_words(dossier) + "): ";
    for (std::size_t i = 0; i < others.why.size(); ++i) {
      text.append(i == 0 ? "" : "; ").append(others.why[i]);
    }
    findings.push_back({FindingCode::reached_by_many, text + ".", {}});
    return;
  }
  if (others.records > 0) {
    std::string text = others.sources.estimated ? "About " : "";
    text += text::count_of(others.sources.count, "other source") +
            " accessed the bucket anonymously with " +
            text::count_of(others.records, "successful request");
    if (!others.top.empty()) {
      text.append(others.sources.count == 1 ? ": " : ", most active: ");
      text += name_in_words(others.top.front().address);
    }
    if (others.writes > 0) {
      text.append("; ").append(text::count_of(others.writes, "request"));
      text += others.writes == 1 ? " is not a read" : " are not reads";
    }
    findings.push_back(
        {FindingCode::other_sources, text + " (" + options_in_words(dossier) + ").", {}});
  } else if (dossier.covers_alert) {
    findings.push_back({FindingCode::no_other_source,
                        "No other source made a successful anonymous request to the bucket (" +
                            options_in_words(dossier) + ").",
                        {}});
  }
}

std::string denied_in_words(std::uint64_t requests) {
  return requests == 1 ? " was denied or failed (" : " were denied or failed (";
}

void add_refused(const Dossier& dossier, std::vector<Finding>& findings) {
  const auto evidence = [](const AnonymousRequests& requests) {
    std::vector<Evidence> found;
    for (const RequestedKey& request : requests.first_keys) {
      if (found.empty() && request.outcome != "success") found.push_back(request.evidence);
    }
    return found;
  };
  const AnonymousRequests& prior = dossier.prior;
  if (const std::uint64_t failed = prior.records - prior.succeeded; failed > 0) {
    std::string text = "Before the alert (" + before_option(dossier) + "), ";
    if (prior.succeeded == 0) {
      text += "no anonymous request from the source succeeded: " + std::to_string(failed);
    } else {
      text.append(std::to_string(failed)).append(" of ").append(std::to_string(prior.records));
      text += " anonymous requests from the source";
    }
    text += denied_in_words(failed) + named(prior.outcomes, true) + ")";
    if (prior.succeeded == 0 && prior.span) {
      text += failed == 1 ? ", " : ", the first ";
      text += length_in_words(dossier.alert->time.seconds - prior.span->first.seconds) +
              " before the alert";
    }
    const FindingCode code = prior.succeeded == 0 ? FindingCode::all_refused_before_alert
                                                  : FindingCode::some_refused_before_alert;
    findings.push_back({code, text + ".", evidence(prior)});
  }
  const AnonymousRequests& followup = dossier.followup;
  if (followup.records > 0 && followup.succeeded == 0) {
    std::string text =
        "After the alert (" + after_option(dossier) +
        "), no anonymous request from the source succeeded: " + std::to_string(followup.records);
    text += denied_in_words(followup.records) + named(followup.outcomes, true) + ").";
    findings.push_back({FindingCode::all_refused_after_alert, std::move(text), evidence(followup)});
  }
}

}  // namespace

std::vector<Finding> find_own_identities(const Dossier& dossier) {
  std::vector<Finding> findings;
  const SourceActivity& activity = dossier.source_activity;
  // Their order is that of their names: the most used come first here.
  std::vector<const OwnIdentity*> identities;
  for (const OwnIdentity& own : activity.own_identities) identities.push_back(&own);
  std::stable_sort(identities.begin(), identities.end(),
                   [](const auto* a, const auto* b) { return a->records > b->records; });
  identities.resize(std::min(identities.size(), kNamed));
  std::uint64_t more = activity.signed_by_own_account;
  for (const OwnIdentity* own : identities) {
    add_own_identity(dossier, *own, findings);
    more -= own->records;
  }
  if (more > 0) {
    findings.push_back({FindingCode::more_signed_by_own_account,
                        "The source also signed " + text::count_of(more, "request") +
                            " as other identities of the alert's account (" +
                            options_in_words(dossier) + ").",
                        {}});
  }
  return findings;
}

std::vector<Finding> find_company(const Dossier& dossier) {
  std::vector<Finding> findings;
  add_signed_by_others(dossier, findings);
  add_private(dossier, findings);
  add_others(dossier, findings);
  add_refused(dossier, findings);
  return findings;
}

}  // namespace s3rare::investigate
