#include "s3rare/fetched_objects.h"

#include <algorithm>

#include "s3rare/siphash.h"

namespace s3rare {

void FetchedObjects::add(std::string_view bucket, std::string_view key, std::uint64_t bytes) {
  if (are_bulk_) return;
  add({siphash_64({siphash_64({}, bucket), 0}, key), bytes});
}

void FetchedObjects::merge(const FetchedObjects& other) {
  if (other.are_bulk_) {
    objects_ = {};
    are_bulk_ = true;
  }
  for (const Object& object : other.objects_) add(object);
}

void FetchedObjects::add(const Object& object) {
  if (are_bulk_) return;
  const auto place = std::lower_bound(
      objects_.begin(), objects_.end(), object,
      [](const Object& one, const Object& another) { return one.hash < another.hash; });
  if (place != objects_.end() && place->hash == object.hash) {
    if (object.bytes <= place->bytes) return;
    place->bytes = object.bytes;
  } else {
    objects_.insert(place, object);
  }
  std::uint64_t missing = kBulkBytes;
  for (const Object& each : objects_) missing -= std::min(missing, each.bytes);
  if (missing > 0 && objects_.size() < kBulkObjects) return;
  objects_ = {};
  are_bulk_ = true;
}

}  // namespace s3rare
