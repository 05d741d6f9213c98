// `prior` and `followup` both exclude the alert's own request, so it is added here. It succeeded:
// only successful requests raise alerts.

#include <algorithm>
#include <string>

#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"
#include "text/quantities.h"

namespace s3rare::investigate {
namespace {

constexpr std::size_t kNamedKeys = 5;

Evidence evidence_of(const AlertToInvestigate& alert) {
  return {alert.event_id, alert.path, alert.offset};
}

// Evidence of the first successful requests with an effect, the alert's included, in order of time.
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
  const auto effect = effect_of(dossier.alert->action);
  const std::uint64_t written = dossier.prior.objects_written + dossier.followup.objects_written +
                                (effect == Effect::wrote ? 1 : 0);
  const std::uint64_t deleted = dossier.prior.objects_deleted + dossier.followup.objects_deleted +
                                (effect == Effect::deleted ? 1 : 0);
  if (written > 0) {
    findings.push_back({FindingCode::objects_written,
                        "The source wrote objects anonymously (" +
                            text::count_of(written, "successful request") + "; " +
                            options_in_words(dossier) + "): do not trust their contents.",
                        first_of(dossier, Effect::wrote)});
  }
  if (deleted > 0) {
    findings.push_back({FindingCode::objects_deleted,
                        "The source deleted objects anonymously (" +
                            text::count_of(deleted, "successful request") + "; " +
                            options_in_words(dossier) + ").",
                        first_of(dossier, Effect::deleted)});
  }
}

// Objects whose keys look like secrets, each once.
class SecretObjects {
 public:
  void add(const std::string& bucket, const std::string& key, KeyKind kind,
           const Evidence& evidence) {
    std::string object = bucket + "/" + key;
    if (has(object)) return;
    if (objects_.size() < kNamedKeys) {
      text_.append(objects_.empty() ? "" : ", ").append(name_in_words(object));
      text_.append(" (").append(kind_in_words(kind)).append(")");
      evidence_.push_back(evidence);
    } else if (objects_.size() == kNamedKeys) {
      text_ += " and others";
    }
    objects_.push_back(std::move(object));
  }

  bool has(const std::string& object) const {
    return std::find(objects_.begin(), objects_.end(), object) != objects_.end();
  }

  std::size_t size() const { return objects_.size(); }

  /// @returns "2 objects whose keys look like a secret"
  std::string number() const {
    return text::count_of(objects_.size(), "object") + (objects_.size() == 1
                                                            ? " whose key looks like a secret"
                                                            : " whose keys look like a secret");
  }

  const std::string& text() const { return text_; }
  const std::vector<Evidence>& evidence() const { return evidence_; }

 private:
  static std::string kind_in_words(KeyKind kind) {
    std::string words(name_of(kind));
    std::replace(words.begin(), words.end(), '_', ' ');
    return words;
  }

  std::vector<std::string> objects_;
  std::string text_;  // names the first kNamedKeys
  std::vector<Evidence> evidence_;
};

void add_secrets(const Dossier& dossier, std::vector<Finding>& findings) {
  const AlertToInvestigate& alert = *dossier.alert;
  const auto for_each = [&](const auto& visit) {
    for (const AnonymousRequests* const requests : {&dossier.prior, &dossier.followup}) {
      for (const RequestedKey& request : requests->secret_keys) {
        if (effect_of(request.action) == Effect::read && request.secret) visit(request);
      }
    }
  };
  SecretObjects fetched;
  if (const auto kind = secret_kind_of(alert.key);
      kind && effect_of(alert.action) == Effect::read) {
    fetched.add(alert.bucket, alert.key, *kind, evidence_of(alert));
  }
  for_each([&](const RequestedKey& request) {
    if (request.outcome != "success") return;
    fetched.add(request.bucket, request.key, *request.secret, request.evidence);
  });
  SecretObjects failed;
  for_each([&](const RequestedKey& request) {
    if (request.outcome == "success" || fetched.has(request.bucket + "/" + request.key)) return;
    failed.add(request.bucket, request.key, *request.secret, request.evidence);
  });
  if (fetched.size() > 0) {
    findings.push_back({FindingCode::secrets_fetched,
                        "The source fetched " + fetched.number() + " (" +
                            options_in_words(dossier) + "): " + fetched.text() +
                            (fetched.size() == 1 ? ". Replace any secret it holds."
                                                 : ". Replace any secret they hold."),
                        fetched.evidence()});
  }
  if (failed.size() > 0) {
    findings.push_back({FindingCode::secrets_refused,
                        "The source requested " + failed.number() + " (" +
                            options_in_words(dossier) + "); its first request for " +
                            (failed.size() == 1 ? "it" : "each") +
                            " was denied or failed: " + failed.text() + ".",
                        failed.evidence()});
  }
  const std::uint64_t left_out =
      dossier.prior.secret_keys_left_out + dossier.followup.secret_keys_left_out;
  if (left_out > 0) {
    findings.push_back({FindingCode::secrets_not_listed,
                        "The dossier omits " + text::count_of(left_out, "more request") +
                            " for keys that look like secrets.",
                        {}});
  }
}

}  // namespace

std::vector<Finding> find_harm(const Dossier& dossier) {
  std::vector<Finding> findings;
  add_changed(dossier, findings);
  add_secrets(dossier, findings);
  return findings;
}

}  // namespace s3rare::investigate
