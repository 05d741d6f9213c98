#include <algorithm>
#include <array>

#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"
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
  if (others > 0) text.append(", others ").append(std::to_string(others));
  return text;
}

void add_signed(const Dossier& dossier, std::vector<Finding>& findings) {
  const SourceActivity& activity = dossier.source_activity;
  if (activity.signed_records == 0) return;
  std::string text = "The source also sent " +
                     text::count_of(activity.signed_records, "signed request") +
                     " in the period examined (" + named(activity.signed_identities, false) + "). ";
  if (activity.signed_by_own_account == 0) {
    text += "None is by an identity in the alert's account.";
  } else {
    text += activity.signed_by_own_account == activity.signed_records
                ? "All are"
                : std::to_string(activity.signed_by_own_account).append(" are");
    text +=
        " by identities in the alert's account: the source may be one of your own systems, or "
        "someone else who holds their keys.";
  }
  std::vector<Evidence> evidence;
  if (activity.first_signed) evidence.push_back(*activity.first_signed);
  const FindingCode code = activity.signed_by_own_account == 0 ? FindingCode::signed_by_others
                                                               : FindingCode::signed_by_own_account;
  findings.push_back({code, std::move(text), std::move(evidence)});
}

// Source: RFC 1918 section 3; RFC 4193 section 3.1.
bool is_private(std::string_view source) {
  constexpr std::array<std::string_view, 4> kPrivate = {"10.0.0.0/8", "172.16.0.0/12",
                                                        "192.168.0.0/16", "fc00::/7"};
  const auto address = parse_address(source);
  return address && std::any_of(kPrivate.begin(), kPrivate.end(), [&](std::string_view network) {
           return parse_network(network)->contains(*address);
         });
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
  if (others.public_by_design) return;
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
    findings.push_back({FindingCode::other_sources, text + ".", {}});
  } else if (dossier.covers_alert) {
    findings.push_back({FindingCode::no_other_source,
                        "No other source made a successful anonymous request to the bucket in the "
                        "period examined.",
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
    std::string text = "Before the alert, ";
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
    std::string text = "After the alert, no anonymous request from the source succeeded: " +
                       std::to_string(followup.records);
    text += denied_in_words(followup.records) + named(followup.outcomes, true) + ").";
    findings.push_back({FindingCode::all_refused_after_alert, std::move(text), evidence(followup)});
  }
}

}  // namespace

std::vector<Finding> find_company(const Dossier& dossier) {
  std::vector<Finding> findings;
  add_signed(dossier, findings);
  add_private(dossier, findings);
  add_others(dossier, findings);
  add_refused(dossier, findings);
  return findings;
}

}  // namespace s3rare::investigate
