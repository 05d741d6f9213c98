#include "output/exception_summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "output/messages.h"
#include "output/summary.h"
#include "text/quantities.h"

namespace s3rare::output {
namespace {

constexpr std::size_t kMostShown = 10;

using Uses = std::vector<const ExceptionUse*>;

template <class Wanted>
Uses uses_if(const ExceptionSummary& exceptions, Wanted wanted) {
  Uses uses;
  for (const ExceptionUse& use : exceptions) {
    if (wanted(use)) uses.push_back(&use);
  }
  return uses;
}

// "a.ndjson:1 (7), a.ndjson:2 (3) and 4 more"
template <class Tell>
std::string listed(const Uses& uses, Tell tell) {
  std::string text;
  for (std::size_t i = 0; i < std::min(uses.size(), kMostShown); ++i) {
    text += fmt::format("{}{}{}", i == 0 ? "" : ", ", text::show_safely(uses[i]->origin),
                        tell(*uses[i]));
  }
  if (uses.size() > kMostShown) text += fmt::format(" and {} more", uses.size() - kMostShown);
  return text;
}

bool was_hit(const ExceptionUse& use) { return use.hits > 0; }
bool was_not_hit(const ExceptionUse& use) { return use.hits == 0; }
bool has_expired(const ExceptionUse& use) { return use.expired; }

std::uint64_t count(const Uses& uses) { return uses.size(); }

}  // namespace

std::string exception_text(const ExceptionSummary& exceptions) {
  std::string text;
  Uses hit = uses_if(exceptions, was_hit);
  if (!hit.empty()) {
    std::stable_sort(hit.begin(), hit.end(),
                     [](const auto* a, const auto* b) { return a->hits > b->hits; });
    text += fmt::format(
        "\nexcepted by {} of {}: {}", hit.size(), text::count_of(exceptions.size(), "exception"),
        listed(hit, [](const ExceptionUse& use) { return fmt::format(" ({})", use.hits); }));
  }
  if (const Uses unused = uses_if(exceptions, was_not_hit); !unused.empty()) {
    text +=
        fmt::format("\nunused   {} without a hit: {}", text::count_of(count(unused), "exception"),
                    listed(unused, [](const ExceptionUse&) { return ""; }));
  }
  if (const Uses expired = uses_if(exceptions, has_expired); !expired.empty()) {
    text += fmt::format("\nexpired  {} before the end of the logs: {}",
                        text::count_of(count(expired), "exception"),
                        listed(expired, [](const ExceptionUse& use) {
                          return fmt::format(" ({})", format_utc(*use.expires));
                        }));
  }
  return text;
}

void write_exceptions(json::JsonWriter& json, const ExceptionSummary& exceptions) {
  json.begin_object();
  json.key("total").number(exceptions.size());
  json.key("hit").number(count(uses_if(exceptions, was_hit)));
  json.key("never_hit").number(count(uses_if(exceptions, was_not_hit)));
  json.key("expired").number(count(uses_if(exceptions, has_expired)));
  json.key("each").begin_array();
  for (const ExceptionUse& use : exceptions) {
    json.begin_object().field("origin", text::show_safely(use.origin));
    if (!use.reason.empty()) json.field("reason", use.reason);
    json.key("hits").number(use.hits);
    if (use.expires) json.field("expires", format_utc(*use.expires));
    json.key("expired").boolean(use.expired).end_object();
  }
  json.end_array().end_object();
}

}  // namespace s3rare::output
