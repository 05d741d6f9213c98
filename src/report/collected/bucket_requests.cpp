#include "report/collected/bucket_requests.h"

#include <utility>

#include "investigate/bounded/byte_sum.h"
#include "s3rare/siphash.h"

namespace s3rare::report {
namespace {

// The groups of the counter: objects by effect, and sources.
constexpr std::size_t kReadGroup = 0;
constexpr std::size_t kWrittenGroup = 1;
constexpr std::size_t kDeletedGroup = 2;
constexpr std::size_t kSourceGroup = 3;
constexpr char kBetween = '\n';  // of an action and its outcome

bool is_website_host(std::string_view host) {
  return host.find(".s3-website") != std::string_view::npos;
}

// Bytes received count for a request that wrote, bytes sent for any other.
std::optional<std::uint64_t> bytes_moved(const investigate::Doing& doing) {
  return doing.effect == Effect::wrote ? doing.activity.bytes_in : doing.activity.bytes_out;
}

std::optional<std::size_t> object_group(Effect effect) {
  switch (effect) {
    case Effect::read:
      return kReadGroup;
    case Effect::wrote:
      return kWrittenGroup;
    case Effect::deleted:
      return kDeletedGroup;
    case Effect::listed:
      break;
  }
  return std::nullopt;
}

Requests requests_of(const EffectRequests& of, Distinct objects) {
  return {of.requests, of.bytes, of.without_bytes, objects};
}

}  // namespace

void EffectRequests::add(const investigate::Doing& doing, std::optional<std::uint64_t> moved) {
  ++requests;
  if (!moved) ++without_bytes;
  if (moved == std::uint64_t{0}) ++nothing_sent;
  bytes = investigate::byte_sum(bytes, moved.value_or(0));
  first.add(doing);
}

void EffectRequests::merge(EffectRequests&& other) {
  requests += other.requests;
  bytes = investigate::byte_sum(bytes, other.bytes);
  without_bytes += other.without_bytes;
  nothing_sent += other.nothing_sent;
  first.merge(std::move(other.first));
}

void BucketRequests::add(const investigate::Doing& doing, bool is_new,
                         investigate::DistinctCounter& distinct, std::size_t group) {
  ++requests_;
  steps_.add(doing.time, doing.succeeded);
  outcomes_.add(std::string(doing.activity.fields.event_name.string())
                    .append(1, kBetween)
                    .append(doing.outcome));
  const std::optional<std::uint64_t> bytes = bytes_moved(doing);
  sources_.add(doing, bytes, is_new);
  if (!doing.succeeded) return;
  ++succeeded_;
  span_.add(doing.time);
  const std::uint64_t source = siphash_64({}, doing.source());
  days_.add(0, utc_day(doing.time), source);
  distinct.add(group + kSourceGroup, source);
  if (is_website_host(doing.activity.host) ||
      is_website_host(doing.activity.fields.host.string())) {
    ++by_website_host_;
  }
  if (!doing.effect) return;
  effects_[static_cast<std::size_t>(*doing.effect)].add(doing, bytes);
  if (doing.effect == Effect::read) fetch_days_.insert(utc_day(doing.time));
  if (doing.effect == Effect::read && doing.secret) secrets_.add(doing, bytes);
  const auto objects = object_group(*doing.effect);
  if (!objects) return;
  distinct.add(group + *objects, doing.key_hash);
  objects_.add(doing, bytes);
}

void BucketRequests::merge(BucketRequests&& other) {
  requests_ += other.requests_;
  succeeded_ += other.succeeded_;
  by_website_host_ += other.by_website_host_;
  span_.merge(other.span_);
  days_.merge(other.days_);
  steps_.merge(other.steps_);
  outcomes_.merge(std::move(other.outcomes_));
  for (std::size_t effect = 0; effect < effects_.size(); ++effect) {
    effects_[effect].merge(std::move(other.effects_[effect]));
  }
  secrets_.merge(std::move(other.secrets_));
  fetch_days_.merge(other.fetch_days_);
  objects_.merge(std::move(other.objects_));
  sources_.merge(std::move(other.sources_));
}

bool BucketRequests::fetched_between(std::int64_t first_day, std::int64_t last_day) const {
  const auto day = fetch_days_.lower_bound(first_day);
  return day != fetch_days_.end() && *day <= last_day;
}

void BucketRequests::fill(Access& access, const investigate::DistinctCounter& distinct,
                          std::size_t group) const {
  access.requests = requests_;
  access.succeeded = succeeded_;
  access.denied = requests_ - succeeded_;
  access.span = span_.span;
  access.sources = distinct.count(group + kSourceGroup);
  constexpr std::uint64_t kNoSource = 0;
  access.days = days_.count_without(kNoSource, 0, 0);
  access.by_website_host = by_website_host_;
  const Counts outcomes = outcomes_.counts();
  for (const auto& [name, requests] : outcomes.counted) {
    const std::size_t between = name.find(kBetween);
    access.outcomes.push_back(
        {name.substr(0, between),
         between == std::string::npos ? std::string() : name.substr(between + 1), requests});
  }
  access.outcomes_left_out = outcomes.other_records;
  access.read = requests_of(of(Effect::read), distinct.count(group + kReadGroup));
  access.listed = requests_of(of(Effect::listed), {});
  access.written = requests_of(of(Effect::wrote), distinct.count(group + kWrittenGroup));
  access.chart = steps_.chart();
  access.deleted = requests_of(of(Effect::deleted), distinct.count(group + kDeletedGroup));
}

}  // namespace s3rare::report
