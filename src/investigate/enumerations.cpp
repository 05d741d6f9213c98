#include "investigate/enumerations.h"

#include <algorithm>

#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

constexpr char kOwn = '0';
constexpr char kOther = '1';
constexpr std::size_t kLongestBucket = 128;

}  // namespace

void Enumerations::Requests::add(const Doing& doing) {
  ++records;
  span.add(doing.time);
  first.add(doing);
}

void Enumerations::Requests::merge(Requests&& other) {
  records += other.records;
  span.merge(other.span);
  first.merge(std::move(other.first));
}

void Enumerations::add(const Doing& doing, std::string_view own_bucket) {
  std::string name(1, doing.bucket() == own_bucket ? kOwn : kOther);
  name += bounded(doing.bucket(), kLongestBucket);
  OfBucket* const bucket = buckets_.put(name, [&] { return std::pair(name, OfBucket()); });
  if (bucket == nullptr) return;
  (doing.effect == Effect::listed ? bucket->listings : bucket->fetches).add(doing);
}

void Enumerations::merge(Enumerations&& other) {
  buckets_.merge(std::move(other.buckets_), [](OfBucket& mine, OfBucket&& theirs) {
    mine.listings.merge(std::move(theirs.listings));
    mine.fetches.merge(std::move(theirs.fetches));
  });
}

std::vector<Enumeration> Enumerations::enumerations() const {
  std::vector<Enumeration> found;
  for (const auto& [name, bucket] : buckets_.entries()) {
    if (!bucket.listings.span.span || !bucket.fetches.span.span) continue;
    const Span& listed = *bucket.listings.span.span;
    const Span& fetched = *bucket.fetches.span.span;
    if (fetched.last < listed.first) continue;
    Enumeration enumeration;
    enumeration.bucket = name.substr(1);
    enumeration.listings = bucket.listings.records;
    enumeration.fetches = bucket.fetches.records;
    enumeration.listed = listed;
    enumeration.fetched = fetched;
    if (listed.first <= fetched.first) {
      enumeration.interval = fetched.first.seconds - listed.first.seconds;
    }
    enumeration.first_listing = bucket.listings.first.evidence();
    enumeration.first_fetch = bucket.fetches.first.evidence();
    found.push_back(std::move(enumeration));
  }
  std::sort(found.begin(), found.end(),
            [](const Enumeration& a, const Enumeration& b) { return a.bucket < b.bucket; });
  return found;
}

}  // namespace s3rare::investigate
