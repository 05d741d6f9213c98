#include "report/severity.h"

#include <algorithm>
#include <array>

#include "report/opened.h"
#include "s3rare/worst.h"
#include "text/quantities.h"

namespace s3rare::report {
namespace {

using investigate::openness::Question;

constexpr std::uint64_t kBulkObjects = 100;
constexpr Seconds kRecentOpening = 30 * kSecondsPerDay;
constexpr std::uint64_t kManySources = 10;
constexpr std::uint64_t kManyDays = 7;
constexpr std::uint64_t kSourcesOfWebsite = 3;

struct CodeRow {
  std::string_view name;
  Severity severity;
};

// By ReasonCode.
constexpr std::array kCodes = {
    CodeRow{"written", Severity::critical},
    CodeRow{"deleted", Severity::critical},
    CodeRow{"access_changed", Severity::critical},
    CodeRow{"secret_fetched", Severity::critical},
    CodeRow{"listed_and_bulk_fetched", Severity::critical},
    CodeRow{"recently_opened", Severity::high},
    CodeRow{"on_indicator_list", Severity::high},
    CodeRow{"listed_and_fetched", Severity::high},
    CodeRow{"fetched", Severity::medium},
    CodeRow{"only_listed", Severity::low},
    CodeRow{"opened_unreached", Severity::low},
    CodeRow{"nothing_sent", Severity::low},
    CodeRow{"nothing_in_logs", Severity::low},
};
static_assert(kCodes.size() == static_cast<std::size_t>(ReasonCode::nothing_in_logs) + 1);

const CodeRow& row_of(ReasonCode code) { return kCodes[static_cast<std::size_t>(code)]; }

class Judge {
 public:
  Judge(Incident& incident, const BucketRequests& requests)
      : incident_(incident), requests_(requests) {}

  void judge() {
    add_changes();
    add_changes_of_access();
    add_secrets();
    add_listed_and_fetched();
    add_opening();
    add_listed_sources();
    if (incident_.reasons.empty()) add_mild();
    std::stable_sort(
        incident_.reasons.begin(), incident_.reasons.end(),
        [](const Reason& a, const Reason& b) { return severity_of(a.code) > severity_of(b.code); });
    incident_.severity = severity_of(incident_.reasons.front().code);
    judge_many();
  }

 private:
  void add(ReasonCode code, std::string text, std::vector<Evidence> evidence) {
    incident_.reasons.push_back({code, std::move(text), std::move(evidence)});
  }
  static std::vector<Evidence> first(const EffectRequests& requests) {
    return {requests.first.evidence()};
  }

  void add_changes() {
    const EffectRequests& wrote = requests_.of(Effect::wrote);
    const EffectRequests& deleted = requests_.of(Effect::deleted);
    if (wrote.requests > 0) {
      add(ReasonCode::written,
          text::count_of(wrote.requests, "request").append(" of strangers wrote objects"),
          first(wrote));
    }
    if (deleted.requests > 0) {
      add(ReasonCode::deleted,
          text::count_of(deleted.requests, "request").append(" of strangers deleted objects"),
          first(deleted));
    }
  }

  // Under WRITE_ACP or a wide policy. An upload that sets its own object's ACL is a write.
  void add_changes_of_access() {
    const auto& changes = incident_.exposure.changes;
    const auto is_strangers = [](const Cause& cause) {
      return cause.by_stranger && cause.action.starts_with("Put") && cause.action != "PutObject";
    };
    const auto found = std::find_if(changes.begin(), changes.end(), is_strangers);
    if (found == changes.end()) return;
    add(ReasonCode::access_changed,
        "a stranger, " + found->source + ", changed who gets in (" + found->action + ") at " +
            format_utc(found->time),
        {found->evidence});
  }

  void add_secrets() {
    const EffectRequests& secrets = requests_.secrets();
    if (secrets.requests == secrets.nothing_sent) return;
    add(ReasonCode::secret_fetched,
        text::count_of(secrets.requests, "request")
            .append(" of strangers fetched objects whose keys look like secrets"),
        first(secrets));
  }

  void add_listed_and_fetched() {
    std::uint64_t sources = 0;
    std::uint64_t bulk_sources = 0;
    std::vector<Evidence> evidence;
    std::vector<Evidence> bulk_evidence;
    for (const auto& [key, of_source] : requests_.sources().entries()) {
      if (!of_source.listed_then_fetched()) continue;
      IncidentSource source;
      of_source.fill(source);
      const bool is_bulk = source.objects.count >= kBulkObjects || source.bytes_out >= kBulkBytes;
      ++(is_bulk ? bulk_sources : sources);
      std::vector<Evidence>& of_kind = is_bulk ? bulk_evidence : evidence;
      if (of_kind.empty()) of_kind.push_back(source.first);
    }
    if (bulk_sources > 0) {
      add(ReasonCode::listed_and_bulk_fetched,
          text::count_of(bulk_sources, "source")
              .append(" listed the bucket, then fetched at least 100 objects or 100 MB"),
          std::move(bulk_evidence));
    } else if (sources > 0) {
      add(ReasonCode::listed_and_fetched,
          text::count_of(sources, "source").append(" listed the bucket, then fetched from it"),
          std::move(evidence));
    }
  }

  // The first opening for reading after which an object was fetched, one that is certain before one
  // that is not; or null.
  const Exposed* recent_opening() const {
    const Exposed* found = nullptr;
    for (const Exposed& exposed : incident_.exposure.intervals) {
      if (exposed.question != Question::read || exposed.opened_by.empty() || !exposed.from) {
        continue;
      }
      const EventTime last = *exposed.from + kRecentOpening;
      const EventTime end = std::min(last, exposed.to.value_or(last));
      if (!requests_.fetched_between(utc_day(*exposed.from), utc_day(end))) continue;
      if (found == nullptr || found->openness < exposed.openness) found = &exposed;
    }
    return found;
  }

  void add_opening() {
    const Exposed* const exposed = recent_opening();
    if (exposed == nullptr) return;
    const bool is_certain = exposed->openness != investigate::openness::Openness::may_be_open;
    const Cause& cause = exposed->opened_by.front();
    add(ReasonCode::recently_opened,
        std::string("fetched within 30 days after the bucket ")
            .append(is_certain ? "was" : "may have been")
            .append(" opened for reading at ")
            .append(format_utc(cause.time)),
        {cause.evidence});
  }

  void add_listed_sources() {
    std::uint64_t sources = 0;
    std::vector<Evidence> evidence;
    for (const IncidentSource& source : incident_.sources) {
      if (source.listed_in.empty() || !source.span) continue;
      ++sources;
      if (evidence.empty()) evidence.push_back(source.first);
    }
    if (sources == 0) return;
    add(ReasonCode::on_indicator_list,
        text::count_of(sources, "source")
            .append(sources == 1 ? " is" : " are")
            .append(" on a list of indicators"),
        std::move(evidence));
  }

  void add_mild() {
    const EffectRequests& read = requests_.of(Effect::read);
    const EffectRequests& listed = requests_.of(Effect::listed);
    if (read.requests > read.nothing_sent) {
      add(ReasonCode::fetched,
          text::count_of(read.requests, "request").append(" of strangers fetched objects"),
          first(read));
    } else if (read.requests > 0) {
      add(ReasonCode::nothing_sent,
          text::count_of(read.requests, "request")
              .append(" of strangers succeeded, but the records say that no byte was sent"),
          first(read));
    } else if (listed.requests > 0) {
      add(ReasonCode::only_listed,
          text::count_of(listed.requests, "request")
              .append(" of strangers listed the bucket; none fetched from it"),
          first(listed));
    } else if (incident_.alerts.empty() && is_opened_unreached(incident_)) {
      add(ReasonCode::opened_unreached,
          "opened, and no request of a stranger succeeded in these logs: no harm yet", {});
    } else {
      add(ReasonCode::nothing_in_logs,
          "these logs hold no request of a stranger that fetched, listed or changed anything here",
          {});
    }
  }

  void judge_many() {
    Access& access = incident_.access;
    const bool come_many = access.sources.count >= kManySources && access.days >= kManyDays;
    const bool is_website = access.sources.count >= kSourcesOfWebsite && access.by_website_host > 0;
    access.reached_by_many = (come_many || is_website) && access.read.requests > 0 &&
                             access.written.requests == 0 && access.deleted.requests == 0 &&
                             requests_.secrets().requests == 0 && recent_opening() == nullptr;
  }

  Incident& incident_;
  const BucketRequests& requests_;
};

}  // namespace

std::string_view name_of(ReasonCode code) { return row_of(code).name; }
Severity severity_of(ReasonCode code) { return row_of(code).severity; }

std::string_view name_of(Severity severity) {
  constexpr std::array<std::string_view, 4> kNames = {"low", "medium", "high", "critical"};
  return kNames[static_cast<std::size_t>(severity)];
}

std::string_view name_of(State state) {
  constexpr std::array<std::string_view, 4> kNames = {"closed", "unknown", "restricted", "open"};
  return kNames[static_cast<std::size_t>(state)];
}

bool IncidentSource::uses_own_identity() const {
  return std::any_of(identities.begin(), identities.end(),
                     [](const UsedIdentity& identity) { return identity.of_own_account; });
}

void judge(Incident& incident, const BucketRequests* requests) {
  const BucketRequests none(0);
  Judge(incident, requests == nullptr ? none : *requests).judge();
}

}  // namespace s3rare::report
