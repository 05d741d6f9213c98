#include "investigate/dossier/findings.h"
#include "investigate/dossier/wording.h"

namespace s3rare::investigate {

bool counts_for(const AlertToInvestigate& alert, const AccessChange& change) {
  if (!change.error_code.empty()) return false;
  return change.subject != AccessSubject::object_acl || change.key == alert.key;
}

std::string change_in_words(const AccessChange& change, const AlertToInvestigate& alert) {
  const Seconds distance = change.time.seconds - alert.time.seconds;
  std::string text = distance == 0
                         ? "in the same second as"
                         : length_in_words(distance) + (distance < 0 ? " before" : " after");
  text.append(" the alert, at ").append(format_utc(change.time)).append(", by ");
  text += change.actor.empty() ? "an identity that the record does not name"
                               : name_in_words(change.actor);
  if (!change.source.empty()) text.append(" from ").append(name_in_words(change.source));
  text.append(" (").append(name_in_words(change.action)).append(")");
  if (!change.told.empty()) text.append(": ").append(change.told);
  return text.append(".");
}

std::string before_option(const Dossier& dossier) {
  return "--before " + format_duration(dossier.alert->time.seconds - dossier.window.first.seconds);
}

std::string after_option(const Dossier& dossier) {
  return "--after " + format_duration(dossier.window.last.seconds - dossier.alert->time.seconds);
}

std::string options_in_words(const Dossier& dossier) {
  return before_option(dossier) + ", " + after_option(dossier);
}

}  // namespace s3rare::investigate
