#pragma once
#include <span>
#include "s3rare/access_change.h"
#include "s3rare/dossier.h"
namespace s3rare {
inline bool is_access_change(std::string_view n) { return n == "PutBucketPolicy" || n == "PutObject"; }
class AccessChanges {
 public:
  AccessChanges(std::span<const AlertToInvestigate>, Seconds, Seconds) {}
  void add(AccessChange) {}
  void merge(AccessChanges&&) {}
  void fill(Dossier&, std::size_t) {}
};
}
