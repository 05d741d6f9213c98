// Requests for objects that a dossier lists: the first ones, and those for secrets.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "investigate/bounded/first_in_order.h"
#include "investigate/doing.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

/// Where a request was read first, by path and offset.
struct RequestPlace {
  KeptPath path;
  std::uint64_t offset = 0;

  void merge(const RequestPlace& other);
};

/// What makes two requests one. Texts are cut where they are longer than real ones, and lie behind
/// one another, for there are many.
struct RequestIdentity {
  EventTime time;
  std::string texts;                     ///< event ID, action, bucket, key and outcome
  std::array<std::uint16_t, 5> sizes{};  ///< of these

  explicit RequestIdentity(const Doing& doing);

  RequestedKey request(const RequestPlace& place) const;

  friend std::strong_ordering operator<=>(const RequestIdentity& a, const RequestIdentity& b);
};

/// The first requests in order of time, event ID and the rest of what they say. One that was
/// delivered twice is listed once.
class FirstRequests {
 public:
  FirstRequests(std::size_t most, std::size_t most_bytes) : requests_(most, most_bytes) {}

  void add(const Doing& doing);
  void merge(FirstRequests&& other);
  std::vector<RequestedKey> requests() const;

 private:
  struct Bytes {
    std::size_t operator()(const RequestIdentity& identity) const;
  };
  FirstInOrder<RequestIdentity, RequestPlace, Bytes> requests_;
};

/// Of each key that looks like a secret the first request. Which keys are kept goes by an order of
/// bucket and key that has no other meaning.
class SecretRequests {
 public:
  SecretRequests(std::size_t most, std::size_t most_bytes) : keys_(most, most_bytes) {}

  /// @param doing  with a key that looks like a secret
  void add(const Doing& doing);
  void merge(SecretRequests&& other);

  std::vector<RequestedKey> requests() const;  ///< in order of time
  std::uint64_t left_out() const;              ///< requests for keys that are not kept

 private:
  struct Requests {
    RequestIdentity first;
    RequestPlace place;
    std::uint64_t records = 0;

    void merge(Requests&& other);
  };
  struct Bytes {
    std::size_t operator()(const std::string& bucket_and_key) const;
  };

  FirstInOrder<std::string, Requests, Bytes> keys_;
  std::uint64_t total_ = 0;
};

}  // namespace s3rare::investigate
