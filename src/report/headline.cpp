#include "report/headline.h"

#include <algorithm>
#include <array>
#include <utility>

#include "report/opened.h"
#include "text/quantities.h"

namespace s3rare::report {
namespace {

using investigate::openness::Openness;
using investigate::openness::Question;
using text::count_of;

std::string about(const Distinct& distinct, std::string_view noun) {
  return std::string(distinct.estimated ? "about " : "").append(count_of(distinct.count, noun));
}

std::string cause_text(const std::vector<Cause>& causes) {
  if (causes.empty()) return {};
  const Cause& cause = causes.front();
  std::string text = cause.action;
  if (cause.by_stranger) {
    text.append(" by a stranger, ").append(cause.source);
  } else if (!cause.actor.empty()) {
    text.append(" by ").append(short_actor(cause.actor));
  }
  if (causes.size() > 1) text.append(" and others in that second");
  return text;
}

std::string_view doing_of(Question question) {
  constexpr std::array<std::string_view, 3> kNames = {"listing", "reading", "writing"};
  return kNames[static_cast<std::size_t>(question)];
}

// The gravest that strangers did.
Question main_question(const Access& access) {
  if (access.written.requests + access.deleted.requests > 0) return Question::write;
  return access.read.requests == 0 && access.listed.requests > 0 ? Question::list : Question::read;
}

// The widest opening; of several one for what strangers did, and then the first.
const Exposed* main_opening(const Incident& incident) {
  const Question asked = main_question(incident.access);
  const auto rank = [&](const Exposed& exposed) {
    return std::pair(exposed.openness, exposed.question == asked);
  };
  const auto& intervals = incident.exposure.intervals;
  const auto found =
      std::max_element(intervals.begin(), intervals.end(),
                       [&](const Exposed& a, const Exposed& b) { return rank(a) < rank(b); });
  return found == intervals.end() ? nullptr : &*found;
}

std::string end_text(const Incident& incident) {
  const Exposure& exposure = incident.exposure;
  if (exposure.is_deleted) return "deleted";
  switch (exposure.state) {
    case State::open:
      return "still open";
    case State::closed:
      return exposure.since.empty()
                 ? "closed"
                 : "closed at " + format_utc(exposure.since.front().time) + " by " +
                       std::string(short_actor(exposure.since.front().actor));
    case State::restricted:
      return "open to some callers only";
    case State::unknown:
      break;
  }
  const Openness widest = std::max({exposure.list, exposure.read, exposure.write});
  return widest == Openness::may_be_open ? "may be open" : "state not known";
}

void join(std::string& text, std::string_view between, std::string_view more) {
  if (more.empty()) return;
  if (!text.empty()) text.append(between);
  text.append(more);
}

std::string bytes_of(const Requests& requests) {
  if (requests.requests == requests.without_bytes) return "bytes not known";
  return std::string(requests.without_bytes > 0 ? "at least " : "")
      .append(text::bytes_text(requests.bytes));
}

}  // namespace

std::string_view short_actor(std::string_view actor) {
  if (!actor.starts_with("arn:")) return actor;
  for (const std::string_view kind : {":assumed-role/", ":user/", ":federated-user/"}) {
    const std::size_t at = actor.find(kind);
    if (at != std::string_view::npos) return actor.substr(at + kind.size());
  }
  const std::size_t colon = actor.rfind(':');
  return actor.substr(colon + 1);
}

std::string headline(const Incident& incident) {
  std::string text = incident.key.bucket + ": ";
  std::string parts;
  if (const Exposed* const opening = main_opening(incident)) {
    std::string opened = std::string(investigate::openness::name_of(opening->openness))
                             .append(" for ")
                             .append(doing_of(opening->question));
    if (opening->opened_by.empty()) {
      opened += opening->from ? " before " + format_utc(*opening->from) : " before the logs begin";
    } else {
      opened += " from " + format_utc(opening->opened_by.front().time) + " by " +
                std::string(opening->opened_by.front().by_stranger
                                ? "a stranger"
                                : short_actor(opening->opened_by.front().actor));
    }
    join(parts, ", ", opened);
  }
  const Access& access = incident.access;
  if (access.succeeded > 0) join(parts, ", ", about(access.sources, "source"));
  if (incident.alerts.empty() && is_opened_unreached(incident)) {
    join(parts, ", ", "no stranger yet");
  }
  if (access.read.requests > 0) join(parts, ", ", bytes_of(access.read) + " fetched");
  if (access.read.requests == 0 && access.listed.requests > 0) join(parts, ", ", "only listed");
  std::uint64_t secrets = 0;
  for (const TouchedObject& object : incident.objects) {
    secrets += object.secret && object.was_read ? 1 : 0;
  }
  if (secrets > 0) {
    join(parts, ", ",
         count_of(secrets, "object that looks like a secret", "objects that look like secrets"));
  }
  if (access.written.requests > 0) {
    join(parts, ", ", about(access.written.objects, "object") + " written");
  }
  if (access.deleted.requests > 0) {
    join(parts, ", ", count_of(access.deleted.requests, "deletion"));
  }
  join(parts, ", ", end_text(incident));
  return text + parts;
}

std::string state_line(const Exposure& exposure) {
  std::string text(exposure.is_deleted ? "closed (the bucket was deleted)"
                                       : name_of(exposure.state));
  const Openness widest = std::max({exposure.list, exposure.read, exposure.write});
  if (exposure.state == State::unknown && widest == Openness::may_be_open) text += " (may be open)";
  if (!exposure.since.empty()) {
    text.append(" since ")
        .append(format_utc(exposure.since.front().time))
        .append(", ")
        .append(cause_text(exposure.since));
  }
  if (exposure.not_after) text.append("; known until ").append(format_utc(*exposure.not_after));
  return text;
}

std::string exposed_line(const Exposed& exposed) {
  std::string text = std::string(doing_of(exposed.question))
                         .append(": ")
                         .append(investigate::openness::name_of(exposed.openness))
                         .append(" from ");
  if (!exposed.from) {
    text += "before the logs";
  } else if (exposed.shown_by_request && exposed.opened_by.empty()) {
    text += "before " + format_utc(*exposed.from) + " (a request was served)";
  } else {
    text += format_utc(*exposed.from);
    if (exposed.by_date) text += " (a date in the policy)";
    if (!exposed.opened_by.empty()) text += " (" + cause_text(exposed.opened_by) + ")";
  }
  text += " to ";
  text += exposed.to ? format_utc(*exposed.to) : "the end of the logs";
  if (exposed.served_after_closing) {
    text += " (still served after it was closed)";
  }
  if (exposed.to && !exposed.closed_by.empty()) text += " (" + cause_text(exposed.closed_by) + ")";
  return text;
}

std::string access_line(const Access& access) {
  std::string text;
  if (access.read.requests > 0) {
    join(text, "; ",
         count_of(access.read.requests, "fetch", "fetches")
             .append(" of ")
             .append(about(access.read.objects, "object"))
             .append(", ")
             .append(bytes_of(access.read)));
  }
  if (access.listed.requests > 0) join(text, "; ", count_of(access.listed.requests, "listing"));
  if (access.written.requests > 0) {
    join(text, "; ",
         count_of(access.written.requests, "write")
             .append(" of ")
             .append(about(access.written.objects, "object"))
             .append(", ")
             .append(bytes_of(access.written)));
  }
  if (access.deleted.requests > 0) join(text, "; ", count_of(access.deleted.requests, "deletion"));
  if (access.denied > 0) {
    join(text, "; ", count_of(access.denied, "denied or failed request"));
  }
  return text.empty() ? "no anonymous request in these logs" : text;
}

std::string source_line(const IncidentSource& source) {
  std::string text;
  const auto bytes = [&](std::uint64_t moved) { return " (" + text::bytes_text(moved) + ")"; };
  if (source.fetches > 0) {
    std::string fetches = count_of(source.fetches, "fetch", "fetches");
    if (source.bytes_out > 0) fetches += bytes(source.bytes_out);
    join(text, ", ", fetches);
  }
  if (source.secrets > 0) join(text, ", ", count_of(source.secrets, "of a secret", "of secrets"));
  if (source.listings > 0) join(text, ", ", count_of(source.listings, "listing"));
  if (source.writes > 0) join(text, ", ", count_of(source.writes, "write"));
  if (source.deletions > 0) join(text, ", ", count_of(source.deletions, "deletion"));
  if (text.empty()) join(text, ", ", count_of(source.requests - source.denied, "other request"));
  for (const UsedIdentity& identity : source.identities) {
    if (identity.of_own_account) {
      join(text, "; ", "signs as " + std::string(short_actor(identity.identity)));
    }
  }
  return text;
}

}  // namespace s3rare::report
