#include "output/dossier_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "output/explained.h"
#include "output/terminal_text.h"
#include "output/text_lines.h"
#include "s3rare/wording.h"

namespace s3rare::output {
namespace {

constexpr std::size_t kShownNames = 4;
constexpr std::size_t kNameColumns = 60;
constexpr std::size_t kShownKeys = 2;
constexpr std::size_t kShownChanges = 3;
constexpr std::size_t kShownSources = 3;
constexpr std::size_t kAddressColumns = 39;  // an IPv6 address
constexpr std::size_t kLabelColumns = 14;    // with the margin

std::string place_of(const Evidence& evidence) {
  return fmt::format("{}  {}:{}", cell(evidence.event_id, 36), path_text(evidence.path, 40),
                     evidence.offset);
}

// "  label       text", broken where it is too long
std::string labelled(std::string_view label, std::string_view text) {
  return fmt::format("  {:<{}}{}\n", label, kLabelColumns - 2,
                     wrapped(text, kTextColumns, kLabelColumns));
}

std::string head(const Dossier& dossier) {
  const AlertToInvestigate& alert = *dossier.alert;
  std::string text =
      wrapped(fmt::format("Alert of {}: {} {} {}", format_utc(alert.time),
                          cell(alert.source, kAddressColumns), cell(alert.action, 20),
                          cell(object_of(alert.bucket, alert.key), kNameColumns)),
              kTextColumns, 2) +
      "\n";
  text += labelled("record", place_of({alert.event_id, alert.path, alert.offset}));
  text += labelled("looked at",
                   format_utc(dossier.window.first) + " to " + format_utc(dossier.window.last));
  std::string logs =
      fmt::format("records of {} of {}", dossier.days_covered, counted(dossier.days, "day"));
  if (dossier.logs) {
    logs +=
        fmt::format(", {} to {}", format_utc(dossier.logs->first), format_utc(dossier.logs->last));
  }
  return text + labelled("logs", logs);
}

std::string findings(const Dossier& dossier) {
  std::string text = "\nFindings\n";
  for (const Finding& finding : dossier.findings) {
    text += "  - " + wrapped(show_safely(finding.text), kTextColumns, 4) + "\n";
    if (finding.evidence.empty()) continue;
    text += "      " + place_of(finding.evidence.front());
    if (finding.evidence.size() > 1) {
      text += fmt::format("  and {} more", finding.evidence.size() - 1);
    }
    text += '\n';
  }
  return dossier.findings.empty() ? text + "  none\n" : text;
}

// "GetObject 9, ListObjects 1, others 2"
std::string names(const Counts& counts) {
  std::string text;
  std::uint64_t others = counts.other_records;
  for (std::size_t i = 0; i < counts.counted.size(); ++i) {
    const auto& [name, records] = counts.counted[i];
    if (i < kShownNames) {
      text += fmt::format("{}{} {}", i == 0 ? "" : ", ", cell(name, kNameColumns), records);
    } else {
      others += records;
    }
  }
  if (others > 0) text += fmt::format("{}others {}", text.empty() ? "" : ", ", others);
  return text;
}

std::string source(const SourceActivity& activity) {
  if (activity.records == 0) return "\nThe source: no record\n";
  std::string text = fmt::format("\nThe source: {}, {} signed, from {} to {}\n",
                                 count_of(activity.records, "request"), activity.signed_records,
                                 format_utc(activity.span->first), format_utc(activity.span->last));
  text += labelled("actions", names(activity.actions));
  text += labelled("outcomes", names(activity.outcomes));
  text += labelled("identities", names(activity.identities));
  text += labelled("user agents", names(activity.user_agents));
  text += labelled("regions", names(activity.regions));
  return text;
}

std::string distinct(const Distinct& distinct) {
  return fmt::format("{}{}", distinct.estimated ? "about " : "", distinct.count);
}

// One column of numbers before the alert, one after it.
std::string requests(const Dossier& dossier) {
  const AnonymousRequests& prior = dossier.prior;
  const AnonymousRequests& followup = dossier.followup;
  if (prior.records + followup.records == 0) {
    return "\nWithout credentials: the alert's request alone\n";
  }
  std::string text =
      fmt::format("\n{:<32}{:>24}{:>24}\n", "Without credentials", "before the alert", "after it");
  const auto line = [&](std::string_view name, const auto& of) {
    text += fmt::format("  {:<30}{:>24}{:>24}\n", name, of(prior), of(followup));
  };
  using Requests = const AnonymousRequests&;
  line("requests, succeeded",
       [](Requests of) { return fmt::format("{}, {}", of.records, of.succeeded); });
  line("read, written, deleted", [](Requests of) {
    return fmt::format("{}, {}, {}", of.objects_read, of.objects_written, of.objects_deleted);
  });
  line("bytes sent, received", [](Requests of) {
    if (of.succeeded > 0 && of.without_bytes == of.succeeded) {
      return fmt::format("not known, {}", of.bytes_in);
    }
    return fmt::format("{}{}, {}", of.without_bytes > 0 ? "at least " : "", of.bytes_out,
                       of.bytes_in);
  });
  line("buckets, keys",
       [](Requests of) { return fmt::format("{}, {}", distinct(of.buckets), distinct(of.keys)); });
  line("most in a minute", [](Requests of) {
    if (of.records == 0) return std::string("-");
    return of.peak_a_minute ? std::to_string(*of.peak_a_minute) : std::string("not known");
  });
  return text;
}

std::string keys(const Dossier& dossier) {
  std::string text;
  for (const AnonymousRequests* const of : {&dossier.prior, &dossier.followup}) {
    for (std::size_t i = 0; i < std::min(of->first_keys.size(), kShownKeys); ++i) {
      const RequestedKey& request = of->first_keys[i];
      text += fmt::format("  {:<20}  {}  {}  {}\n", format_utc(request.time),
                          padded_cell(request.action, 14), padded_cell(request.outcome, 14),
                          cell(object_of(request.bucket, request.key), kTextColumns - 56));
    }
  }
  return text.empty() ? text : "\nThe first keys before the alert and after it\n" + text;
}

std::string_view in_words(AccessEffect effect) {
  switch (effect) {
    case AccessEffect::opened:
      return "opened";
    case AccessEffect::may_open:
      return "may open";
    case AccessEffect::closed:
      return "closed";
    case AccessEffect::none:
      break;
  }
  return "-";
}

std::string changes(const Dossier& dossier) {
  const std::vector<AccessChange>& all = dossier.bucket_changes;
  if (all.empty()) return "\nChanges of access: none\n";
  std::string text = "\nChanges of access, newest first\n";
  const std::size_t shown = std::min(all.size(), kShownChanges);
  for (std::size_t i = 0; i < shown; ++i) {
    const AccessChange& change = all[i];
    const Seconds distance = change.time.seconds - dossier.alert->time.seconds;
    text +=
        fmt::format("  {:<20}  {}  {}  {} {}\n", format_utc(change.time),
                    padded_cell(change.error_code.empty() ? in_words(change.effect) : "failed", 8),
                    padded_cell(change.action, 28), length_in_words(distance),
                    distance < 0 ? "before" : "after");
    text += fmt::format("    by {} from {}\n", cell(change.actor, 47),
                        cell(change.source, kAddressColumns));
  }
  const std::uint64_t more = all.size() - shown + dossier.bucket_changes_left_out;
  if (more > 0) text += fmt::format("  and {} more\n", more);
  return text;
}

std::string others(const OtherSources& others) {
  if (others.records + others.denied == 0) return "\nOther sources without credentials: none\n";
  std::string text =
      fmt::format("\nOther sources without credentials: {}, on {}; {} succeeded, {} failed\n",
                  distinct(others.sources), count_of(others.days, "day"),
                  count_of(others.records, "request"), others.denied);
  for (std::size_t i = 0; i < std::min(others.top.size(), kShownSources); ++i) {
    const OtherSources::Source& source = others.top[i];
    text +=
        fmt::format("  {}  {:>10}  {} to {}\n", padded_cell(source.address, kAddressColumns),
                    source.records, format_utc(source.span.first), format_utc(source.span.last));
  }
  return text;
}

}  // namespace

std::string dossier_text(const Dossier& dossier) {
  return head(dossier) + findings(dossier) + source(dossier.source_activity) + requests(dossier) +
         keys(dossier) + changes(dossier) + others(dossier.other_sources) + "\n";
}

}  // namespace s3rare::output
