#include "investigate/bounded/ranked_sources.h"

#include <algorithm>
#include <iterator>

namespace s3rare::investigate {
namespace {

constexpr std::size_t kTop = 10;

// The first and last record of a source within cells of which at least one has a record.
Span span_within(const std::vector<VisitCell>& cells, std::uint32_t first, std::uint32_t last) {
  const auto begin =
      std::lower_bound(cells.begin(), cells.end(), first,
                       [](const VisitCell& cell, std::uint32_t n) { return cell.number < n; });
  const auto end =
      std::upper_bound(cells.begin(), cells.end(), last,
                       [](std::uint32_t n, const VisitCell& cell) { return n < cell.number; });
  return {begin->span.first, std::prev(end)->span.last};
}

}  // namespace

RankedSources::RankedSources(const SourceSample& sample) : sample_(sample) {
  for (const auto& source : sample.sources()) sources_.push_back(&source);
  std::sort(sources_.begin(), sources_.end(),
            [](const auto* a, const auto* b) { return a->first < b->first; });
  for (std::uint32_t source = 0; source < sources_.size(); ++source) {
    for (const VisitCell& cell : sources_[source]->second) {
      entries_.push_back({cell.number, source, cell.records});
    }
  }
  std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) {
    return std::tie(a.cell, a.source) < std::tie(b.cell, b.source);
  });
  records_.resize(sources_.size());
}

void RankedSources::change(std::uint32_t source, std::uint64_t more, std::uint64_t less) {
  std::uint64_t& records = records_[source];
  if (records > 0) ranks_.erase({records, source});
  records = records + more - less;
  if (records > 0) ranks_.insert({records, source});
}

void RankedSources::move_to(std::uint32_t first, std::uint32_t last) {
  first_cell_ = first;
  last_cell_ = last;
  for (; behind_last_ < entries_.size() && entries_[behind_last_].cell <= last; ++behind_last_) {
    change(entries_[behind_last_].source, entries_[behind_last_].records, 0);
  }
  for (; first_ < behind_last_ && entries_[first_].cell < first; ++first_) {
    change(entries_[first_].source, 0, entries_[first_].records);
  }
}

void RankedSources::fill(OtherSources& others, std::string_view own) const {
  const std::string own_name = SourceSample::name_of(own);
  const auto found =
      std::lower_bound(sources_.begin(), sources_.end(), own_name,
                       [](const auto* source, const auto& name) { return source->first < name; });
  const bool is_there = found != sources_.end() && (*found)->first == own_name;
  const auto own_number = static_cast<std::size_t>(found - sources_.begin());
  const bool is_in = is_there && records_[own_number] > 0;

  const std::uint64_t count = ranks_.size() - (is_in ? 1 : 0);
  others.sources = {count << sample_.level(), sample_.level() > 0};
  others.top_of_sample = others.sources.estimated;
  for (auto rank = ranks_.begin(); rank != ranks_.end() && others.top.size() < kTop; ++rank) {
    if (is_in && rank->source == own_number) continue;
    const auto& [address, cells] = *sources_[rank->source];
    others.top.push_back({address, rank->records, span_within(cells, first_cell_, last_cell_)});
  }
}

}  // namespace s3rare::investigate
