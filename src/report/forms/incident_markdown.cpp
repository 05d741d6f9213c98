#include "report/forms/incident_markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/headline.h"
#include "text/quantities.h"
#include "text/terminal_text.h"

namespace s3rare::report {
namespace {

constexpr std::size_t kMostRows = 20;
constexpr std::size_t kMostEvidence = 20;
constexpr std::size_t kLongestCell = 200;
constexpr std::size_t kLongestStep = 2000;

// Text without effect: every character that Markdown may read as markup is escaped, and a mention
// (`@name`), a reference (`#1`) or an address is cut apart by an escape as well.
std::string plain(std::string_view text, std::size_t columns = kLongestCell) {
  std::string escaped;
  for (const char byte : text::shorten(text::show_safely(text), columns)) {
    if (std::string_view("\\`*_{}[]()<>#+-!|~@&$:").find(byte) != std::string_view::npos) {
      // A backslash does not stop a mention or a bare link: an entity does.
      if (byte == '@') {
        escaped += "&#64;";
        continue;
      }
      if (byte == ':') {
        escaped += "&#58;";
        continue;
      }
      escaped += '\\';
    }
    escaped += byte;
  }
  return escaped;
}

// A fence that is longer than any row of backticks in the text.
std::string fence_for(const std::vector<std::string>& lines) {
  std::size_t longest = 2;
  for (const std::string& line : lines) {
    std::size_t run = 0;
    for (const char byte : line) {
      run = byte == '`' ? run + 1 : 0;
      longest = std::max(longest, run);
    }
  }
  std::string fence;
  fence.assign(longest + 1, '`');
  return fence;
}

void add_facts(std::string& text, const Incident& incident) {
  const auto fact = [&](std::string_view name, const std::string& value) {
    text += fmt::format("- **{}** {}\n", name, value);
  };
  fact("Bucket", plain(fmt::format("{}, account {}, {}", incident.key.bucket,
                                   incident.key.account.empty() ? "-" : incident.key.account,
                                   incident.key.region.empty() ? "-" : incident.key.region)));
  fact("State", plain(state_line(incident.exposure)));
  fact("Access", plain(access_line(incident.access)));
  std::string why;
  for (const Reason& reason : incident.reasons) {
    why += fmt::format("{}{} (`{}`)", why.empty() ? "" : "; ", plain(reason.text),
                       name_of(reason.code));
  }
  fact("Why", why);
  if (incident.access.span) {
    fact("Strangers", plain(fmt::format("{} to {}, {}{}, {} of them new",
                                        format_utc(incident.access.span->first),
                                        format_utc(incident.access.span->last),
                                        incident.access.sources.estimated ? "about " : "",
                                        text::count_of(incident.access.sources.count, "source"),
                                        incident.access.new_sources)));
  }
  if (!incident.also.empty()) {
    std::string also;
    for (const AlsoReached& reached : incident.also) {
      also += fmt::format("{}{} ({})", also.empty() ? "" : ", ", reached.key.bucket,
                          reached.key.account);
    }
    fact("Also reached", plain(also));
  }
}

void add_actions(std::string& text, const Incident& incident) {
  text += "\n### What to do\n\n";
  std::size_t number = 0;
  for (const Action& action : incident.actions) {
    text += fmt::format("{}. {}{}\n", ++number, action.is_question ? "**Ask first.** " : "",
                        plain(action.text, kLongestStep));
    if (action.commands.empty()) continue;
    const std::string fence = fence_for(action.commands);
    text += fmt::format("\n   {}sh\n", fence);
    for (const std::string& command : action.commands) {
      text += "   " + text::show_safely(command) + "\n";
    }
    text += fmt::format("   {}\n\n", fence);
  }
}

void add_tables(std::string& text, const Incident& incident) {
  const auto more = [&](std::uint64_t count, std::string_view what) {
    if (count > 0) text += fmt::format("\n… and {} more {}\n", count, what);
  };
  if (!incident.exposure.intervals.empty()) {
    text += "\n### When it was open\n\n";
    for (const Exposed& exposed : incident.exposure.intervals) {
      text += fmt::format("- {}\n", plain(exposed_line(exposed)));
    }
    more(incident.exposure.intervals_left_out, "intervals");
  }
  if (!incident.objects.empty()) {
    text +=
        "\n### Objects\n\n| key | looks like | done | bytes | from | event |\n"
        "| --- | --- | --- | --- | --- | --- |\n";
    const std::size_t rows = std::min(incident.objects.size(), kMostRows);
    for (std::size_t row = 0; row < rows; ++row) {
      const TouchedObject& object = incident.objects[row];
      std::string done = object.was_read ? "fetched" : "";
      if (object.was_written) done += done.empty() ? "written" : ", written";
      if (object.was_deleted) done += done.empty() ? "deleted" : ", deleted";
      text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", plain(object.key),
                          object.secret ? s3rare::name_of(*object.secret) : "", done,
                          object.bytes ? text::bytes_text(*object.bytes) : "not known",
                          plain(object.source), plain(object.evidence.event_id));
    }
    more(incident.objects.size() - rows + incident.objects_left_out, "objects");
  }
  if (!incident.sources.empty()) {
    text +=
        "\n### Sources\n\n| address | new | first | last | did | tools |\n"
        "| --- | --- | --- | --- | --- | --- |\n";
    const std::size_t rows = std::min(incident.sources.size(), kMostRows);
    for (std::size_t row = 0; row < rows; ++row) {
      const IncidentSource& source = incident.sources[row];
      std::string tools;
      for (const std::string& tool : source.tools) tools += (tools.empty() ? "" : ", ") + tool;
      text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", plain(source.address),
                          source.is_new ? "yes" : "no",
                          source.span ? format_utc(source.span->first) : "",
                          source.span ? format_utc(source.span->last) : "",
                          plain(source_line(source)), plain(tools));
    }
    more(incident.sources.size() - rows + incident.sources_left_out, "sources");
  }
}

void add_evidence(std::string& text, const Incident& incident) {
  if (!incident.unknown.empty()) {
    text += "\n### What these logs cannot tell\n\n";
    for (const Unknown& unknown : incident.unknown) {
      text += fmt::format("- {}\n", plain(unknown.text));
    }
  }
  text += "\n### Evidence\n\n";
  std::size_t shown = 0;
  const auto add = [&](std::string_view what, const Evidence& evidence) {
    if (++shown > kMostEvidence) return;
    text += fmt::format("- {}: event {}, {}, offset {}\n", plain(what), plain(evidence.event_id),
                        plain(evidence.path), evidence.offset);
  };
  for (const Reason& reason : incident.reasons) {
    for (const Evidence& evidence : reason.evidence) add(name_of(reason.code), evidence);
  }
  for (const Exposed& exposed : incident.exposure.intervals) {
    for (const Cause& cause : exposed.opened_by) add(cause.action, cause.evidence);
    for (const Cause& cause : exposed.closed_by) add(cause.action, cause.evidence);
  }
  for (const IncidentAlert& alert : incident.alerts) add("alert " + alert.alert_id, alert.evidence);
  if (shown > kMostEvidence) {
    text +=
        fmt::format("\n… and {} more records: `--format json` has all\n", shown - kMostEvidence);
  }
}

}  // namespace

std::string incident_markdown(const Incident& incident) {
  std::string text =
      fmt::format("## {}: {}\n\n", name_of(incident.severity), plain(headline(incident)));
  add_facts(text, incident);
  add_actions(text, incident);
  add_tables(text, incident);
  add_evidence(text, incident);
  return text += '\n';
}

}  // namespace s3rare::report
