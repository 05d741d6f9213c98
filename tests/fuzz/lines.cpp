// Text that is read from an exported line or from a column of the state must be written as it was
// read: a term that changed would be stored under a name that no source has.

#include <algorithm>
#include <cstdint>
#include <string>

#include "fuzz/agree.h"
#include "s3rare/history.h"
#include "state/column_text.h"
#include "state/lines.h"

namespace {

using namespace s3rare;
using namespace s3rare::state;

bool same(const std::vector<Episode>& a, const std::vector<Episode>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [](const Episode& left, const Episode& right) {
        return left.start == right.start && left.end == right.end && left.status == right.status &&
               left.earliest.event_id() == right.earliest.event_id();
      });
}

std::vector<Episode> listed(const Episodes& episodes) {
  std::vector<Episode> list;
  episodes.for_each([&](const Episode& episode) { list.push_back(episode); });
  return list;
}

void check_line(const std::string& text) {
  const auto line = read_term_line(text);
  if (!line) return;
  History history(line->settings.window, HashKey{});
  for (const Episode& episode : line->episodes) history.add(line->term, episode);
  const Episodes& episodes = *history.find(line->term);
  const auto again = read_term_line(term_line(line->term, episodes, line->settings));
  fuzz::agree(again && again->term == line->term && again->settings == line->settings &&
                  same(again->episodes, listed(episodes)),
              "a line and what is written of it");
}

void check_columns(const std::string& text) {
  for (const TermFields& fields : {TermFields{TermField::source_address},
                                   TermFields{TermField::source_address, TermField::host}}) {
    if (const auto term = parse_term_text(text, fields)) {
      fuzz::agree(term_text(*term, fields) == text, "a term and its column");
    }
  }
  if (const auto time = parse_time_text(text)) {
    fuzz::agree(time_text(*time) == text, "a time and its column");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_line(text);
  check_columns(text);
  return 0;
}
