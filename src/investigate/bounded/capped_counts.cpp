#include "investigate/bounded/capped_counts.h"

#include <algorithm>
#include <tuple>

#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

constexpr std::string_view kNone = "(none)";

}  // namespace

// A short text is stored in the string object, a longer one in its own allocation.
std::size_t CappedCounts::Bytes::operator()(const std::string& name) const {
  constexpr std::size_t kInItself = 15;
  constexpr std::size_t kBlock = 17;
  return sizeof(std::pair<std::string, std::uint64_t>) +
         (name.size() > kInItself ? name.size() + kBlock : 0);
}

CappedCounts::CappedCounts(std::size_t most_bytes) : names_(SIZE_MAX - 1, most_bytes) {}

void CappedCounts::add(std::string_view name) {
  ++total_;
  if (name.empty()) name = kNone;
  if (name.size() > kLongestName) {
    const std::string cut = bounded(name, kLongestName);
    if (std::uint64_t* const records = names_.put(cut, [&] { return std::pair(cut, 0); })) {
      ++*records;
    }
    return;
  }
  const auto make = [&] { return std::pair(std::string(name), 0); };
  if (std::uint64_t* const records = names_.put(name, make)) ++*records;
}

void CappedCounts::merge(CappedCounts&& other) {
  total_ += other.total_;
  names_.merge(std::move(other.names_),
               [](std::uint64_t& mine, std::uint64_t theirs) { mine += theirs; });
}

Counts CappedCounts::counts() const {
  Counts counts;
  counts.other_records = total_;
  for (const auto& [name, records] : names_.entries()) {
    counts.counted.push_back({name, records});
    counts.other_records -= records;
  }
  sort_counts(counts);
  return counts;
}

void sort_counts(Counts& counts) {
  std::sort(counts.counted.begin(), counts.counted.end(), [](const auto& a, const auto& b) {
    return std::tie(b.records, a.name) < std::tie(a.records, b.name);
  });
}

}  // namespace s3rare::investigate
