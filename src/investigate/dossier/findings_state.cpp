// Whether the bucket is open when the logs end, in one sentence.

#include <algorithm>
#include <array>
#include <utility>

#include "investigate/dossier/findings.h"
#include "investigate/exposure/bucket_exposure.h"

namespace s3rare::investigate {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_last = i + 1 == words.size();
    text.append(i == 0 ? "" : is_last ? " or " : ", ").append(words[i]);
  }
  return text;
}

// Who is let in by an answer that is restricted.
std::string limits_of(const openness::Verdict& verdict) {
  std::vector<std::string> limits;
  if (verdict.network == openness::Truth::yes) limits.emplace_back("from the networks it names");
  if (verdict.endpoint == openness::Truth::yes) limits.emplace_back("through VPC endpoints");
  // Within such limits a signature changes nothing.
  if (limits.empty()) limits.emplace_back("with the signature of an AWS account");
  return joined(limits);
}

// What would decide, as far as it fits into a sentence.
std::string to_decide(const std::vector<Undecided>& undecided) {
  constexpr std::size_t kMostNamed = 2;
  if (undecided.empty()) return {};
  std::string text = " What would decide it: ";
  for (std::size_t i = 0; i < std::min(undecided.size(), kMostNamed); ++i) {
    text.append(i == 0 ? "" : ", ").append(undecided[i].what);
  }
  if (undecided.size() > kMostNamed) {
    text.append(" and ").append(std::to_string(undecided.size() - kMostNamed)).append(" more");
  }
  return text + " (`decided_by`).";
}

// "At the end of the logs, T, anonymous callers can read objects, cannot list or write."
void add_state(const BucketExposure& exposure, std::vector<Finding>& findings) {
  using openness::Openness;
  constexpr std::array kVerbs = {"list", "read", "write"};
  std::array<std::vector<std::string>, 5> verbs;  // by openness
  std::vector<Evidence> evidence;
  std::string more;
  for (const openness::Question question : openness::kQuestions) {
    const ExposureInterval& last = exposure.last(question);
    const std::string verb = kVerbs[static_cast<std::size_t>(question)];
    const bool is_restricted = last.openness == Openness::restricted;
    verbs[static_cast<std::size_t>(last.openness)].push_back(
        is_restricted ? verb + " only " + limits_of(last.verdict) : verb);
    if (last.openness == Openness::closed) continue;
    if (last.shown_by != nullptr && last.openness == Openness::open) {
      more = " A request that succeeded at " + format_utc(last.shown_by->time) +
             " shows it, no change on record does: one is missing from the logs, or something "
             "else let it in.";
    }
    for (const KeptRecord& by : last.opened_by) evidence.push_back(by->evidence);
    if (last.shown_by != nullptr) evidence.push_back(last.shown_by->evidence);
  }
  std::sort(evidence.begin(), evidence.end());
  evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
  std::string text = "At the end of the logs, " + format_utc(exposure.until) + ", ";
  if (verbs[static_cast<std::size_t>(Openness::closed)].size() == kVerbs.size()) {
    text += "the bucket is closed to anonymous callers";
  } else {
    constexpr std::array<std::pair<Openness, std::string_view>, 5> kWords = {
        std::pair(Openness::open, "WHO can "), std::pair(Openness::restricted, "WHO can "),
        std::pair(Openness::may_be_open, "WHO may be able to "),
        std::pair(Openness::unknown, "it is not known whether WHO can "),
        std::pair(Openness::closed, "WHO cannot ")};
    bool is_first = true;
    for (const auto& [openness, words] : kWords) {
      const auto& of = verbs[static_cast<std::size_t>(openness)];
      if (of.empty()) continue;
      constexpr std::string_view kWho = "WHO";
      std::string part(words);
      part.replace(part.find(kWho), kWho.size(), is_first ? "anonymous callers" : "they");
      text.append(is_first ? "" : "; ").append(part).append(joined(of));
      is_first = false;
    }
  }
  text += "." + more + to_decide(exposure.undecided);
  findings.push_back({FindingCode::state_at_end, std::move(text), std::move(evidence)});
}

}  // namespace

std::vector<Finding> find_state(const Dossier& dossier) {
  std::vector<Finding> findings;
  if (dossier.exposure != nullptr) add_state(*dossier.exposure, findings);
  return findings;
}

}  // namespace s3rare::investigate
