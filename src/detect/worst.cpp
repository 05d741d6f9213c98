// Most matches lose against the worst request so far, and a source may send millions. So a match is
// compared as if its key were a secret, and only if it would win, the key is judged.

#include "s3rare/worst.h"

#include <tuple>
#include <utility>

#include "s3rare/s3_action.h"
#include "s3rare/term.h"

namespace s3rare {
namespace {

// Longer than any real value. S3 keys have at most 1,024 bytes.
constexpr std::size_t kLongestWorstText = 1024;

Harm harm_of(Effect effect, std::optional<std::uint64_t> bytes, bool is_secret) {
  switch (effect) {
    case Effect::deleted:
      return Harm::deleted;
    case Effect::wrote:
      return Harm::wrote;
    case Effect::listed:
      return bytes == 0U ? Harm::nothing_sent : Harm::listed;
    case Effect::read:
      break;
  }
  if (bytes == 0U) return Harm::nothing_sent;
  return is_secret ? Harm::fetched_secret : Harm::fetched;
}

}  // namespace

void Worst::add(EventTime time, const Request& request) {
  if (request.action.empty()) return;
  const Effect effect = effect_of_match(request.action);
  any_listed_ = any_listed_ || effect == Effect::listed;
  if (effect == Effect::read && request.bytes != 0U) {
    fetched_.add(request.bucket, request.key, request.bytes.value_or(0));
  }
  const auto loses_with = [&](Harm harm) {
    if (empty()) return false;
    if (harm != harm_) return harm < harm_;
    return request.bytes != bytes_ ? request.bytes < bytes_ : time > time_;
  };
  if (loses_with(harm_of(effect, request.bytes, true))) return;
  // A source that polls one object sends the same key each time.
  const auto key_kind =
      !empty() && request.key == this->request().key ? key_kind_ : secret_kind_of(request.key);
  const Harm harm = harm_of(effect, request.bytes, key_kind.has_value());
  if (loses_with(harm)) return;

  Worst other;
  other.time_ = time;
  other.bytes_ = request.bytes;
  other.harm_ = harm;
  other.key_kind_ = key_kind;
  const auto append = [&](std::string_view text) {
    const std::size_t before = other.text_.size();
    other.text_ += bounded(text, kLongestWorstText);
    return static_cast<std::uint16_t>(other.text_.size() - before);
  };
  other.event_id_size_ = append(request.event_id);
  other.action_size_ = append(request.action);
  other.bucket_size_ = append(request.bucket);
  append(request.key);
  other.text_.shrink_to_fit();
  merge(std::move(other));
}

void Worst::merge(Worst&& other) {
  const bool any_listed = any_listed_ || other.any_listed_;
  FetchedObjects fetched = std::move(fetched_);
  fetched.merge(other.fetched_);
  if (!other.empty() && (empty() || is_milder_than(other))) *this = std::move(other);
  any_listed_ = any_listed;
  fetched_ = std::move(fetched);
}

bool Worst::is_milder_than(const Worst& other) const {
  if (harm_ != other.harm_) return harm_ < other.harm_;
  if (bytes_ != other.bytes_) return bytes_ < other.bytes_;  // unknown is the least
  if (time_ != other.time_) return other.time_ < time_;
  const auto texts_of = [](const Request& of) {
    return std::tuple(of.event_id, of.action, of.bucket, of.key);
  };
  return texts_of(other.request()) < texts_of(request());
}

Request Worst::request() const {
  std::string_view rest = text_;
  const auto take = [&](std::size_t size) {
    const std::string_view text = rest.substr(0, size);
    rest.remove_prefix(size);
    return text;
  };
  Request request;
  request.event_id = take(event_id_size_);
  request.action = take(action_size_);
  request.bucket = take(bucket_size_);
  request.key = rest;
  request.bytes = bytes_;
  return request;
}

}  // namespace s3rare
