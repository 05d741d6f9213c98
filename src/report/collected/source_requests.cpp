#include "report/collected/source_requests.h"

#include <algorithm>
#include <utility>

#include "investigate/bounded/byte_sum.h"
#include "s3rare/term.h"

namespace s3rare::report {
namespace {

constexpr std::size_t kLongestSource = 128;

void keep_first(std::optional<EventTime>& kept, const std::optional<EventTime>& other) {
  if (other && (!kept || *other < *kept)) kept = other;
}
void keep_last(std::optional<EventTime>& kept, const std::optional<EventTime>& other) {
  if (other && (!kept || *kept < *other)) kept = other;
}

}  // namespace

void SourceRequests::add(const investigate::Doing& doing, std::optional<std::uint64_t> bytes) {
  ++requests_;
  user_agents_.add(doing.activity.fields.user_agent.string());
  if (!doing.succeeded) {
    ++denied_;
    return;
  }
  span_.add(doing.time);
  first_.add(doing);
  if (!doing.effect) return;
  const auto add_bytes = [&](std::uint64_t& sum) {
    if (!bytes) ++without_bytes_;
    sum = investigate::byte_sum(sum, bytes.value_or(0));
  };
  switch (*doing.effect) {
    case Effect::listed:
      ++listings_;
      keep_first(first_listing_, doing.time);
      break;
    case Effect::read:
      ++fetches_;
      add_bytes(bytes_out_);
      keep_last(last_fetch_, doing.time);
      objects_.add(doing.key_hash);
      if (doing.secret) ++secrets_;
      break;
    case Effect::wrote:
      ++writes_;
      add_bytes(bytes_in_);
      break;
    case Effect::deleted:
      ++deletions_;
      break;
  }
}

void SourceRequests::merge(SourceRequests&& other) {
  span_.merge(other.span_);
  requests_ += other.requests_;
  denied_ += other.denied_;
  listings_ += other.listings_;
  fetches_ += other.fetches_;
  writes_ += other.writes_;
  deletions_ += other.deletions_;
  secrets_ += other.secrets_;
  bytes_out_ = investigate::byte_sum(bytes_out_, other.bytes_out_);
  bytes_in_ = investigate::byte_sum(bytes_in_, other.bytes_in_);
  without_bytes_ += other.without_bytes_;
  keep_first(first_listing_, other.first_listing_);
  keep_last(last_fetch_, other.last_fetch_);
  objects_.merge(other.objects_);
  user_agents_.merge(std::move(other.user_agents_));
  first_.merge(std::move(other.first_));
}

void SourceRequests::fill(IncidentSource& source) const {
  source.user_agents = user_agents_.counts();
  source.span = span_.span;
  source.requests = requests_;
  source.denied = denied_;
  source.listings = listings_;
  source.fetches = fetches_;
  source.writes = writes_;
  source.deletions = deletions_;
  source.secrets = secrets_;
  source.objects = objects_.count();
  source.bytes_out = bytes_out_;
  source.bytes_in = bytes_in_;
  source.without_bytes = without_bytes_;
  source.first = first_.evidence();
}

void BucketSources::add(const investigate::Doing& doing, std::optional<std::uint64_t> bytes,
                        bool is_new) {
  Key key{!is_new, bounded(doing.source(), kLongestSource)};
  SourceRequests* const requests =
      sources_.put(key, [&] { return std::pair(key, SourceRequests()); });
  if (requests != nullptr) requests->add(doing, bytes);
}

void BucketSources::merge(BucketSources&& other) {
  sources_.merge(std::move(other.sources_), [](SourceRequests& mine, SourceRequests&& theirs) {
    mine.merge(std::move(theirs));
  });
}

}  // namespace s3rare::report
