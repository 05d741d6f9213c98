#include "investigate/bounded/requested_keys.h"

#include <algorithm>
#include <tuple>

#include "s3rare/siphash.h"
#include "s3rare/term.h"

namespace s3rare::investigate {
namespace {

// Real ones are shorter: a UUID has 36 bytes, a bucket name 63, a key 1,024.
constexpr std::size_t kLongestWord = 64;
constexpr std::size_t kLongestBucketName = 128;
constexpr std::size_t kLongestKey = 1024;
constexpr std::size_t kHash = 32;

// Overhead of one allocation.
constexpr std::size_t kBlock = 17;

bool comes_before(const RequestPlace& a, const RequestPlace& b) {
  return std::tie(*a.path, a.offset) < std::tie(*b.path, b.offset);
}

RequestPlace place_of(const Doing& doing) { return {doing.path, doing.activity.offset}; }

}  // namespace

RequestIdentity::RequestIdentity(const Doing& doing) : time(doing.time) {
  const std::string_view action = doing.activity.fields.event_name.string();
  std::size_t part = 0;
  const auto append = [&](std::string_view text, std::size_t longest) {
    const std::size_t before = texts.size();
    texts += bounded(text, longest);
    sizes[part++] = static_cast<std::uint16_t>(texts.size() - before);
  };
  append(doing.event_id(), kLongestWord);
  append(action, kLongestWord);
  append(doing.bucket(), kLongestBucketName);
  append(doing.key(), kLongestKey);
  append(doing.outcome, kLongestWord);
  texts.shrink_to_fit();
}

std::strong_ordering operator<=>(const RequestIdentity& a, const RequestIdentity& b) {
  if (const auto order = a.time <=> b.time; order != 0) return order;
  const auto text = [](const RequestIdentity& of, std::size_t begin, std::size_t size) {
    return std::string_view(of.texts).substr(begin, size);
  };
  std::size_t begin_a = 0;
  std::size_t begin_b = 0;
  for (std::size_t part = 0; part < a.sizes.size(); ++part) {
    const auto order = text(a, begin_a, a.sizes[part]) <=> text(b, begin_b, b.sizes[part]);
    if (order != 0) return order;
    begin_a += a.sizes[part];
    begin_b += b.sizes[part];
  }
  return std::strong_ordering::equal;
}

RequestedKey RequestIdentity::request(const RequestPlace& place) const {
  std::array<std::string, 5> parts;
  std::size_t begin = 0;
  for (std::size_t part = 0; part < sizes.size(); ++part) {
    parts[part] = texts.substr(begin, sizes[part]);
    begin += sizes[part];
  }
  auto& [event_id, action, bucket, key, outcome] = parts;
  RequestedKey request{time, action, bucket, key, outcome, secret_kind_of(key), {}};
  request.evidence = {event_id, *place.path, place.offset};
  return request;
}

void RequestPlace::merge(const RequestPlace& other) {
  if (path == nullptr || comes_before(other, *this)) *this = other;
}

std::size_t FirstRequests::Bytes::operator()(const RequestIdentity& identity) const {
  return sizeof(std::pair<RequestIdentity, RequestPlace>) + identity.texts.size() + kBlock;
}

void FirstRequests::add(const Doing& doing) {
  if (doing.key().empty()) return;
  const RequestIdentity* const left_out = requests_.left_out();
  if (left_out != nullptr && doing.time > left_out->time) return;
  RequestIdentity identity(doing);
  const auto make = [&] { return std::pair(identity, RequestPlace()); };
  RequestPlace* const place = requests_.put(identity, make);
  if (place != nullptr) place->merge(place_of(doing));
}

void FirstRequests::merge(FirstRequests&& other) {
  requests_.merge(std::move(other.requests_),
                  [](RequestPlace& mine, const RequestPlace& theirs) { mine.merge(theirs); });
}

std::vector<RequestedKey> FirstRequests::requests() const {
  std::vector<RequestedKey> requests;
  for (const auto& [identity, place] : requests_.entries()) {
    requests.push_back(identity.request(place));
  }
  return requests;
}

// The first request may change, so its other texts count with their largest size.
std::size_t SecretRequests::Bytes::operator()(const std::string& bucket_and_key) const {
  return sizeof(std::pair<std::string, Requests>) + 2 * (bucket_and_key.size() + kBlock) +
         3 * (kLongestWord + kHash);
}

void SecretRequests::Requests::merge(Requests&& other) {
  records += other.records;
  const auto order = first <=> other.first;
  if (order == 0) {
    place.merge(other.place);
  } else if (order > 0) {
    first = std::move(other.first);
    place = std::move(other.place);
  }
}

void SecretRequests::add(const Doing& doing) {
  ++total_;
  const std::string bucket_and_key = length_prefixed(
      {bounded(doing.bucket(), kLongestBucketName), bounded(doing.key(), kLongestKey)});
  bool is_new = false;
  Requests* const requests = keys_.put(bucket_and_key, [&] {
    is_new = true;
    return std::pair(bucket_and_key, Requests{RequestIdentity(doing), place_of(doing), 1});
  });
  if (requests == nullptr || is_new) return;
  if (doing.time > requests->first.time) {
    ++requests->records;
  } else {
    requests->merge({RequestIdentity(doing), place_of(doing), 1});
  }
}

void SecretRequests::merge(SecretRequests&& other) {
  total_ += other.total_;
  keys_.merge(std::move(other.keys_),
              [](Requests& mine, Requests&& theirs) { mine.merge(std::move(theirs)); });
}

std::vector<RequestedKey> SecretRequests::requests() const {
  std::vector<const Requests*> in_time;
  for (const auto& [key, requests] : keys_.entries()) in_time.push_back(&requests);
  std::sort(in_time.begin(), in_time.end(),
            [](const Requests* a, const Requests* b) { return a->first < b->first; });
  std::vector<RequestedKey> requests;
  requests.reserve(in_time.size());
  for (const Requests* of_key : in_time) requests.push_back(of_key->first.request(of_key->place));
  return requests;
}

std::uint64_t SecretRequests::left_out() const {
  std::uint64_t left_out = total_;
  for (const auto& [key, requests] : keys_.entries()) left_out -= requests.records;
  return left_out;
}

}  // namespace s3rare::investigate
