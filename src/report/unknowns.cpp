#include "report/unknowns.h"

#include <algorithm>
#include <array>

#include "text/quantities.h"

namespace s3rare::report {
namespace {

using investigate::openness::Openness;

// Days without a record between the first and the last record.
std::uint64_t days_missing(const Incident& incident, const Coverage& coverage) {
  if (!incident.logs) return 0;
  const std::int64_t first = utc_day(incident.logs->first);
  const std::int64_t last = utc_day(incident.logs->last);
  std::uint64_t covered = 0;
  coverage.for_each_day([&](std::int64_t day) { covered += day >= first && day <= last ? 1 : 0; });
  const auto days = static_cast<std::uint64_t>(last - first + 1);
  return days > covered ? days - covered : 0;
}

// Whether it was open to something before a change that opened it to that.
bool is_opened_before_logs(const Exposure& exposure) {
  std::array<bool, investigate::openness::kQuestions.size()> has_cause{};
  for (const Exposed& of : exposure.intervals) {
    bool& has = has_cause[static_cast<std::size_t>(of.question)];
    has = has || !of.opened_by.empty() || of.by_date;
    if (of.openness >= Openness::may_be_open && !has) return true;
  }
  return false;
}

}  // namespace

std::vector<Unknown> unknowns_of(const Incident& incident, const Coverage& coverage) {
  std::vector<Unknown> unknown;
  const auto add = [&](const char* code, std::string text) {
    unknown.push_back({code, std::move(text)});
  };
  const Exposure& exposure = incident.exposure;
  const Access& access = incident.access;
  if (access.requests == 0) {
    add("no_data_events",
        incident.alerts.empty()
            ? "The logs hold no anonymous request to this bucket. They would hold none either if "
              "they lack its data events."
            : "The logs hold no anonymous request to this bucket: they lack the time or the data "
              "events of its alerts.");
  }
  if (exposure.changes.empty() && exposure.changes_dropped == 0) {
    add("no_management_events",
        "The logs hold no change of access to this bucket: who opened it, and when, is not known.");
  } else if (is_opened_before_logs(exposure)) {
    add("opened_before_logs",
        "The bucket was open before the change that opened it could be seen: it was opened before "
        "the logs begin, or by a record that they lack.");
  }
  if (exposure.lacks_change) {
    add("lacks_change", "The records contradict each other: the logs lack a change of access.");
  }
  if (exposure.changes_dropped > 0) {
    add("too_many_changes",
        "There are too many changes of access to keep: the state before the last of them is not "
        "known.");
  }
  if (exposure.state == State::unknown) {
    const Openness widest = std::max({exposure.list, exposure.read, exposure.write});
    add("state", widest == Openness::may_be_open
                     ? "Whether the bucket is open is not decided: a change lacks its content, or "
                       "an object's own ACL decides. The commands of `check` tell."
                     : "Whether the bucket is open is not in the logs: neither its policy nor its "
                       "ACLs and blocks. The commands of `check` tell.");
  }
  const std::uint64_t without_bytes = access.read.without_bytes + access.written.without_bytes;
  if (without_bytes > 0) {
    add("bytes", "The records of " + text::count_of(without_bytes, "request") +
                     " do not state bytes: the sums are lower bounds.");
  }
  const std::uint64_t missing = days_missing(incident, coverage);
  if (missing > 0) {
    add("days_without_records", "The logs hold no record of " + text::count_of(missing, "day") +
                                    " between their first and their last.");
  }
  if (incident.key.account.empty()) {
    add("account", "The records do not name the account of the bucket.");
  }
  return unknown;
}

}  // namespace s3rare::report
