// Records that resemble real ones: AWS's key order, lengths (1.6 KB at the median) and escapes as
// counted in 33,000 records that AWS wrote. Values that repeat in real logs repeat here (sessions,
// buckets, tools, most object keys), the others are random (ids, signatures, session tokens), so
// that files compress as real ones do: 4 to 1 at the median, 10 to 1 and more above 100 KB. This
// matters: the better a file compresses, the smaller is the share of time spent on inflating it.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "chance.h"
#include "event.h"
#include "log_time.h"
#include "sessions.h"

namespace s3rare::bench {

inline constexpr std::array<std::string_view, 3> kAccounts = {"111122223333", "444455556666",
                                                              "777788889999"};
inline constexpr std::array<std::string_view, 4> kRegions = {"us-east-1", "us-east-1", "us-west-2",
                                                             "eu-central-1"};

/// The source addresses of the matches.
struct Sources {
  std::uint64_t count;
  bool each_once;  ///< each in turn; otherwise a hundred of them have half of the matches
};

/// Generates the records of one file after another.
class RecordMaker {
 public:
  RecordMaker(std::uint64_t seed, const Sources& sources);

  /// Begins a file. Seven of eight records in a file share a session and a bucket.
  /// @param account, region  must outlive the file
  void begin_file(std::string_view account, std::string_view region);

  /// Appends a record of a matching access: anonymous, on S3, with one of the rule's actions,
  /// successful.
  void append_match(std::string& to, LogTime time);

  /// Appends any other record. One in a hundred is an anonymous access that the rule must reject.
  void append_other(std::string& to, LogTime time);

 private:
  Event other_event();
  Event log_delivery();
  Event assume_role_by_service();
  Event describe();
  Event put_policy();
  Event denied();
  Event object_access();
  Event anonymous_access();
  Event refused_anonymous_access();

  Event by_session(const Session& session, std::string_view service, std::string_view bucket);
  const Session& pick_session();
  std::string_view pick_bucket();
  std::string object_key();
  std::string s3_data(std::string_view signature);
  std::string bucket_resources(std::string_view first, std::string_view bucket) const;
  std::string next_source();
  void append(std::string& to, LogTime time, const Event& event);

  Chance chance_;
  Sources sources_;
  std::uint64_t next_source_ = 0;
  std::array<std::vector<Session>, kAccounts.size()> sessions_;
  std::vector<std::string> usual_keys_;  // of objects
  std::vector<std::string> networks_;
  std::string_view account_;
  std::string_view region_;
  const std::vector<Session>* sessions_here_ = nullptr;
  std::size_t usual_session_ = 0;
  std::string_view usual_bucket_;
  std::uint64_t last_sort_ = 0;  // of event, in percent
};

}  // namespace s3rare::bench
