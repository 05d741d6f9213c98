#include "investigate/bounded/source_sample.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "investigate/steps.h"
#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

bool is_of_level(std::string_view address, unsigned level) {
  return static_cast<unsigned>(std::countl_zero(siphash_64({}, address))) >= level;
}

}  // namespace

std::string SourceSample::name_of(std::string_view address) {
  constexpr std::size_t kLongest = 128;  // service names are the longest
  return bounded(address, kLongest);
}

void SourceSample::add(std::string_view address, std::uint32_t cell, EventTime time) {
  std::string name = name_of(address);
  if (level_ > 0 && !is_of_level(name, level_)) return;
  add(sources_[std::move(name)], {cell, 1, {time, time}});
}

void SourceSample::add(std::vector<VisitCell>& cells, const VisitCell& added) {
  const std::size_t before = cells.size();
  VisitCell& cell = at_number(cells, added.number);
  if (cells.size() > before) {
    cell = added;
    ++cells_;
    return;
  }
  cell.records += added.records;
  cell.span.first = std::min(cell.span.first, added.span.first);
  cell.span.last = std::max(cell.span.last, added.span.last);
}

void SourceSample::raise_level() {
  ++level_;
  cells_ = 0;
  for (auto source = sources_.begin(); source != sources_.end();) {
    if (is_of_level(source->first, level_)) {
      cells_ += source->second.size();
      ++source;
    } else {
      source = sources_.erase(source);
    }
  }
}

void SourceSample::merge(SourceSample&& other) {
  if (sources_.empty()) {
    *this = std::move(other);
    return;
  }
  while (!other.sources_.empty()) {
    auto source = other.sources_.extract(other.sources_.begin());
    const auto mine = sources_.find(source.key());
    if (mine != sources_.end()) {
      for (const VisitCell& cell : source.mapped()) add(mine->second, cell);
    } else {
      cells_ += source.mapped().size();
      sources_.insert(std::move(source));
    }
  }
}

}  // namespace s3rare::investigate
