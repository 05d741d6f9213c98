// The conclusion of an explanation, for a reader in a hurry. The reasons are sentences that need no
// other section of the report: first alerts or none, then missing data events, then near misses.

#include <fmt/format.h>

#include "explain/explained.h"
#include "text/quantities.h"
#include "text/terminal_text.h"

namespace s3rare::explain {
namespace {

constexpr std::string_view kTurnOn =
    "CloudTrail records S3 data events only where a trail asks for them. To have them from now on, "
    "give the trail an advanced event selector with eventCategory = Data and resources.type = "
    "AWS::S3::Object (in the console: the trail, Data events, S3). CloudTrail cannot recover what "
    "it "
    "did not record; S3 server access logs may have it, if they were on.";

constexpr std::string_view kNoIdentity =
    "They have no usable userIdentity, an object with type and accountId; the export may have "
    "renamed, flattened or dropped it.";

std::string were(std::uint64_t count) { return count == 1 ? "was" : "were"; }

std::string are(std::uint64_t count) { return count == 1 ? "is" : "are"; }

class Reasons {
 public:
  explicit Reasons(const Explained& explained)
      : logs_(explained.logs),
        matches_(explained.summary.matches),
        outside_range_(explained.outside_range),
        hours_(explained.hours()) {}

  std::vector<Reason> take() {
    const std::uint64_t records = logs_.funnel.records();
    if (records == 0 && logs_.not_judged > 0) {
      add("not_judged", fmt::format("No alert: none of {} could be judged. {}",
                                    text::count_of(logs_.not_judged, "record"), kNoIdentity));
      return std::move(reasons_);
    }
    if (records == 0) {
      add("no_records",
          outside_range_ > 0
              ? fmt::format("No alert: all {} that were read are outside the time range.",
                            text::count_of(outside_range_, "record"))
              : "No alert: no CloudTrail record was read.");
      return std::move(reasons_);
    }
    if (logs_.funnel.matches() > 0) {
      add_matches();
    } else {
      add("no_match", fmt::format("No alert: none of {}{} satisfies the rule.",
                                  text::count_of(records, "record"),
                                  logs_.not_judged > 0 ? " that could be judged" : ""));
    }
    if (logs_.not_judged > 0) {
      add("not_judged",
          fmt::format("{} could not be judged: anonymous requests may be among them. {}",
                      text::count_of(logs_.not_judged, "record"), kNoIdentity));
    }
    add_data_events();
    add_stopped();
    if (logs_.funnel.matches() == 0) add_near_misses();
    add_other_doors();
    return std::move(reasons_);
  }

 private:
  void add(std::string_view code, std::string text) { reasons_.push_back({code, std::move(text)}); }

  void add_matches() {
    const std::uint64_t all = logs_.funnel.matches();
    if (matches_.alerted > 0) {
      add("alerts", fmt::format("{} in {}; s3rare detect prints {}.",
                                text::count_of(matches_.alerted, "alert"),
                                text::count_of(all, "match", "matches"),
                                matches_.alerted == 1 ? "it" : "them"));
    } else {
      add("no_new_term", fmt::format("No alert: there {} {}, but none is new.", are(all),
                                     text::count_of(all, "match", "matches")));
    }
    const auto some = [&](std::uint64_t count, std::string_view code, std::string_view what) {
      if (count > 0)
        add(code,
            fmt::format("{} {} {}.", text::count_of(count, "match", "matches"), were(count), what));
    };
    some(matches_.held_back, "held_back", "held back by --max-alerts");
    if (matches_.alerted == 0) {
      some(matches_.known, "known",
           "of terms already seen in the window before: --source ADDRESS shows since when");
    }
    some(matches_.excepted, "excepted", "excepted, so neither alert nor history");
    some(matches_.without_term, "without_term",
         "without the field that must be new, so neither alert nor history");
    some(matches_.without_time, "without_time",
         "without a readable event time, so not in the history");
    some(matches_.before_retention, "before_retention", "older than the state reaches (--retain)");
  }

  void add_data_events() {
    const PlaceLogs& all = logs_.delivery.all();
    if (all.data_events() == 0) {
      add("no_data_events",
          fmt::format("There is no S3 data event among {}: the trail probably does not record "
                      "them, so the logs do not show who reads, lists or writes objects. {}",
                      text::count_of(all.records, "record"), kTurnOn));
      return;
    }
    if (all.data_reads == 0 && all.data_writes >= kEnoughWrites) {
      add("no_data_reads",
          fmt::format(
              "All {} are writes: if the trail records only those, the logs do not show who "
              "reads or lists objects (event selector: readOnly).",
              text::count_of(all.data_writes, "S3 data event")));
    } else if (all.data_writes == 0 && all.data_reads >= kEnoughReads) {
      add("no_data_writes",
          fmt::format("All {} are reads: if the trail records only those, the logs do not show who "
                      "writes or deletes objects (event selector: readOnly).",
                      text::count_of(all.data_reads, "S3 data event")));
    }
    std::uint64_t without = 0;
    for (const auto& [place, logs] : logs_.delivery.places()) {
      without += logs.data_events() == 0 ? 1 : 0;
    }
    if (without > 0) {
      add("places_without_data_events",
          fmt::format("{} of {} {} no S3 data event: does a trail record them there?", without,
                      text::count_of(logs_.delivery.places().size(), "account and region",
                                     "accounts and regions"),
                      without == 1 ? "has" : "have"));
    }
  }

  void add_stopped() {
    constexpr std::size_t kNamed = 3;
    std::string text;
    std::size_t stopped = 0;
    for (const auto& [place, logs] : logs_.delivery.places()) {
      const std::uint64_t hours = stopped_hours(logs.hours, hours_);
      if (hours == 0 || ++stopped > kNamed) continue;
      text += fmt::format("{}{} {} for {} h", text.empty() ? "" : ", ",
                          text::show_safely(place.first), text::show_safely(place.second), hours);
    }
    if (stopped == 0) return;
    if (stopped > kNamed) text += fmt::format(" and {} more", stopped - kNamed);
    add("delivery_stopped",
        fmt::format("{} had records regularly and {} none at the end of the logs: {}. Did the "
                    "delivery stop?",
                    text::count_of(stopped, "account and region", "accounts and regions"),
                    stopped == 1 ? "has" : "have", text));
  }

  void add_near_misses() {
    std::uint64_t all = 0;
    std::uint64_t failed = 0;
    std::uint64_t changed = logs_.near_misses.of(NearMissKind::changed).count;
    for (const NearMissKind kind : kNearMissKinds) {
      if (!is_anonymous_kind(kind)) continue;
      all += logs_.near_misses.of(kind).count;
      failed += logs_.near_misses.of(kind).failed;
    }
    const std::uint64_t old = logs_.near_misses.of(NearMissKind::old_spelling).count;
    if (old > 0) {
      add("old_spelling",
          fmt::format("{} {} the rule except for the spelling ANONYMOUS_PRINCIPAL, which "
                      "--principal anonymous leaves out.",
                      text::count_of(old, "record"), old == 1 ? "satisfies" : "satisfy"));
    }
    if (changed > 0) {
      add("changed",
          fmt::format("{} wrote, deleted or changed access anonymously, with {} that the rule does "
                      "not list: see the first near misses.",
                      text::count_of(changed, "request"), changed == 1 ? "an action" : "actions"));
    }
    if (all > 0) {
      add("near_misses",
          fmt::format("{} made anonymously; {} denied or failed: see the near misses.",
                      all == 1 ? "1 request was" : fmt::format("{} requests were", all),
                      failed == 1 ? "1 was" : fmt::format("{} were", failed)));
    } else if (logs_.delivery.all().data_events() > 0 && logs_.not_judged == 0) {
      add("nobody_anonymous",
          "S3 data events are recorded, and no request in these logs was made anonymously.");
    }
  }

  // Strangers need no anonymous request if another door is open.
  void add_other_doors() {
    const auto some = [&](NearMissKind kind, std::string_view code, std::string_view what) {
      const std::uint64_t count = logs_.near_misses.of(kind).count;
      if (count > 0) add(code, fmt::format("{} {}", text::count_of(count, "S3 request"), what));
    };
    some(NearMissKind::foreign_change, "foreign_changes",
         "by other accounts wrote, deleted or changed access: see the near misses.");
    some(NearMissKind::cognito, "cognito",
         "used credentials of a Cognito identity pool: does it have unauthenticated identities?");
  }

  // Below these numbers, data events may all be reads or all be writes by chance.
  static constexpr std::uint64_t kEnoughWrites = 20;
  static constexpr std::uint64_t kEnoughReads = 1000;

  const Explanation& logs_;
  const output::MatchSummary& matches_;
  std::uint64_t outside_range_;
  HourRange hours_;
  std::vector<Reason> reasons_;
};

}  // namespace

std::vector<Reason> reasons_of(const Explained& explained) { return Reasons(explained).take(); }

}  // namespace s3rare::explain
