#include "explain/fate_text.h"

namespace s3rare::explain {

std::string_view fate_code(const Fate& fate, bool is_new) {
  switch (fate.kind) {
    case Fate::Kind::fresh:
    case Fate::Kind::alerted:
      return is_new ? "alerted" : "alerted_before";
    case Fate::Kind::held:
      return is_new ? "held" : "held_before";
    case Fate::Kind::learned:
      return is_new ? "learned" : "learned_before";
    case Fate::Kind::known:
      break;
  }
  return "known";
}

std::string fate_text(const Fate& fate, bool is_new) {
  switch (fate.kind) {
    case Fate::Kind::fresh:
    case Fate::Kind::alerted:
      return is_new ? "ALERT" : "alerted by an earlier run";
    case Fate::Kind::held:
      return is_new ? "held back by --max-alerts" : "held back in an earlier run";
    case Fate::Kind::learned:
      return is_new ? "learned: before --since" : "learned by an earlier run";
    case Fate::Kind::known:
      break;
  }
  return fate.episode == nullptr ? "known" : "known since " + format_utc(fate.episode->start);
}

}  // namespace s3rare::explain
