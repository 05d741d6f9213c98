// The requests for objects that a dossier lists: the first ones, and those for secrets.
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

/// The first place of a request, by path and offset.
struct RequestPlace {
  KeptPath path;
  std::uint64_t offset = 0;

  void merge(const RequestPlace& other);
};

/// What makes two requests the same. Texts are cut above the length of real ones, and stored in one
/// string, because there are many.
struct RequestIdentity {
  EventTime time;
  std::string texts;                     ///< event ID, action, bucket, key and outcome
  std::array<std::uint16_t, 5> sizes{};  ///< sizes of these texts

  explicit RequestIdentity(const Doing& doing);

  RequestedKey request(const RequestPlace& place) const;

  friend std::strong_ordering operator<=>(const RequestIdentity& a, const RequestIdentity& b);
};

/// The first requests in order of time, event ID and the other texts. A request that was delivered
/// twice is listed once.
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

/// The first request for each key that looks like a secret. The order of bucket and key decides
/// which keys are kept.
class SecretRequests {
 public:
  SecretRequests(std::size_t most, std::size_t most_bytes) : keys_(most, most_bytes) {}

  /// @param doing  a request for a key that looks like a secret
  void add(const Doing& doing);
  void merge(SecretRequests&& other);

  std::vector<RequestedKey> requests() const;  ///< in order of time
  std::uint64_t left_out() const;              ///< requests for dropped keys

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
