// The alert's own request is in neither part of a dossier: it succeeded, or there were no alert.

#include <string_view>

#include "s3rare/findings.h"
#include "s3rare/wording.h"

namespace s3rare {
namespace {

constexpr std::size_t kNamedKeys = 5;

Evidence evidence_of(const AlertToInvestigate& alert) {
  return {alert.event_id, alert.path, alert.offset};
}

// Those of the first requests that succeeded with one of some actions; the alert in its place.
std::vector<Evidence> first_of(const Dossier& dossier, Effect effect) {
  std::vector<Evidence> evidence;
  const auto add = [&](const AnonymousRequests& requests) {
    for (const RequestedKey& request : requests.first_keys) {
      if (request.outcome == "success" && effect_of(request.action) == effect) {
        evidence.push_back(request.evidence);
      }
    }
  };
  add(dossier.prior);
  if (effect_of(dossier.alert->action) == effect) evidence.push_back(evidence_of(*dossier.alert));
  add(dossier.followup);
  if (evidence.size() > kNamedKeys) evidence.resize(kNamedKeys);
  return evidence;
}

void add_changed(const Dossier& dossier, std::vector<Finding>& findings) {
  const Effect effect = effect_of(dossier.alert->action);
  const std::uint64_t written = dossier.prior.objects_written + dossier.followup.objects_written +
                                (effect == Effect::wrote ? 1 : 0);
  const std::uint64_t deleted = dossier.prior.objects_deleted + dossier.followup.objects_deleted +
                                (effect == Effect::deleted ? 1 : 0);
  if (written > 0) {
    findings.push_back({"The source wrote objects without credentials, by " +
                            counted(written, "request") +
                            " that succeeded: what they hold now is a stranger's.",
                        first_of(dossier, Effect::wrote)});
  }
  if (deleted > 0) {
    findings.push_back({"The source deleted objects without credentials, by " +
                            counted(deleted, "request") + " that succeeded.",
                        first_of(dossier, Effect::deleted)});
  }
}

// Keys that look like secrets, told apart by what became of the first request for each.
class SecretKeys {
 public:
  explicit SecretKeys(const Dossier& dossier) : dossier_(dossier) {
    add_all(dossier.prior);
    const AlertToInvestigate& alert = *dossier.alert;
    const auto kind = secret_kind_of(alert.key);
    if (kind && alert.action == "GetObject") {
      add(fetched_, *kind, alert.bucket, alert.key, evidence_of(alert));
    }
    add_all(dossier.followup);
  }

  void tell(std::vector<Finding>& findings) && {
    const std::uint64_t left_out =
        dossier_.prior.secret_keys_left_out + dossier_.followup.secret_keys_left_out;
    if (fetched_.keys > 0) {
      fetched_.text = "The source fetched " + counted(fetched_.keys, "object") +
                      (fetched_.keys == 1 ? " whose key looks" : " whose keys look") +
                      " like a secret: " + fetched_.text +
                      ". What such an object holds has to be replaced.";
      findings.push_back({std::move(fetched_.text), std::move(fetched_.evidence)});
    }
    if (failed_.keys > 0) {
      failed_.text = "The source asked for " + counted(failed_.keys, "object") +
                     (failed_.keys == 1 ? " whose key looks" : " whose keys look") +
                     " like a secret, and its first request for " +
                     (failed_.keys == 1 ? "it" : "each") + " failed: " + failed_.text + ".";
      findings.push_back({std::move(failed_.text), std::move(failed_.evidence)});
    }
    if (left_out > 0) {
      findings.push_back({counted(left_out, "more request") +
                              " for keys that look like secrets are not listed here.",
                          {}});
    }
  }

 private:
  struct Named {
    std::uint64_t keys = 0;
    std::string text;
    std::vector<Evidence> evidence;
    std::vector<std::string> seen;
  };

  void add_all(const AnonymousRequests& requests) {
    for (const RequestedKey& request : requests.secret_keys) {
      if (request.action != "GetObject" || !request.secret) continue;
      add(request.outcome == "success" ? fetched_ : failed_, *request.secret, request.bucket,
          request.key, request.evidence);
    }
  }

  static void add(Named& named, KeyKind kind, const std::string& bucket, const std::string& key,
                  const Evidence& evidence) {
    const std::string object = bucket + "/" + key;
    for (const std::string& seen : named.seen) {
      if (seen == object) return;
    }
    named.seen.push_back(object);
    ++named.keys;
    if (named.keys > kNamedKeys) {
      if (named.keys == kNamedKeys + 1) named.text += " and others";
      return;
    }
    named.text.append(named.keys == 1 ? "" : ", ").append(name_in_words(object));
    named.text.append(" (").append(kind_in_words(kind)).append(")");
    named.evidence.push_back(evidence);
  }

  static std::string kind_in_words(KeyKind kind) {
    std::string words(name_of(kind));
    for (char& c : words) c = c == '_' ? ' ' : c;
    return words;
  }

  const Dossier& dossier_;
  Named fetched_;
  Named failed_;
};

}  // namespace

std::vector<Finding> find_harm(const Dossier& dossier) {
  std::vector<Finding> findings;
  add_changed(dossier, findings);
  SecretKeys(dossier).tell(findings);
  return findings;
}

}  // namespace s3rare
