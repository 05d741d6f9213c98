// The prefilter must reject only records that parsing would reject, too: a record that it rejects
// must not match. A record must survive being escaped into a string: the same record inside
// `message` must be read the same. The additional fields of an investigation must not change the
// fields of the rule.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz/agree.h"
#include "input/containers.h"
#include "input/prefilter.h"
#include "input/record_reader.h"
#include "json/padded_text.h"
#include "json/writer.h"
#include "s3rare/rule.h"

namespace {

using namespace s3rare;
using namespace s3rare::input;

std::vector<Found> unwrap(Unwrapper& unwrapper, std::string_view text) {
  if (text.empty() || text.front() != '{') return {};
  json::BracketScan scan;
  scan.start();
  if (scan.scan(text) != json::BracketScan::Outcome::closed || scan.size() != text.size())
    return {};
  const auto found = unwrapper.unwrap({{}, text, scan.scanned()}, 0);
  return {found.begin(), found.end()};
}

bool matches(const Found& found) {
  static RecordReader reader;
  if (found.kind != Found::Kind::record || found.form != nullptr) return false;
  const auto fields = reader.read(found.text);
  static RecordReader more_reader(FieldsRead::more);
  fuzz::agree(more_reader.read(found.text) == fields, "fields alone and with more");
  fuzz::agree(more_reader.repaired() == reader.repaired(), "repairs alone and with more");
  const bool match = fields && !first_unmet_clause(*fields, Principal::both);
  if (match) reader.read_detail(found.text, *fields, found.text);
  return match;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const json::PaddedText text(std::string(reinterpret_cast<const char*>(data), size));
  Unwrapper unwrapper;
  const auto all = unwrap(unwrapper, text);
  for (const Found& found : all) {
    fuzz::agree(!matches(found) || may_match(found.text), "the prefilter and the predicate");
  }

  std::string valid;
  if (all.empty() || json::repair_utf8(text, valid) || !may_hold_record(text)) return 0;
  std::string wrapped = "{\"message\":";
  json::append_json_string(wrapped, text);
  wrapped += '}';
  const json::PaddedText padded(std::move(wrapped));
  Unwrapper outer;
  const auto inner = unwrap(outer, padded);
  if (all.size() != inner.size()) return 0;  // at the limit of nesting
  for (std::size_t i = 0; i < all.size(); ++i) {
    fuzz::agree(all[i].kind == inner[i].kind, "kinds of a record and of its escaped form");
    fuzz::agree(matches(all[i]) == matches(inner[i]), "a record and its escaped form");
  }
  return 0;
}
