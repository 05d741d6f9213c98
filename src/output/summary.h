// The closing summary of a run: what was read and what became of it, in numbers that add up.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "output/exception_summary.h"
#include "output/list_summary.h"
#include "output/ranking.h"
#include "s3rare/event_time.h"
#include "s3rare/exposure.h"

namespace s3rare::output {

/// Files that share something: their number, and the first of them by path.
struct NamedFiles {
  std::uint64_t count = 0;
  std::vector<std::string> first;
};

/// files = read + damaged + skipped + outside_dates + remembered + failed
struct FileSummary {
  std::uint64_t read = 0;
  std::uint64_t damaged = 0;
  std::map<std::string, NamedFiles> skipped;  ///< by the extension or the kind of content
  std::uint64_t outside_dates = 0;
  std::uint64_t remembered = 0;          ///< read by an earlier run
  std::uint64_t remembered_damaged = 0;  ///< those of them that are damaged
  std::uint64_t failed = 0;
  NamedFiles unrecognised;         ///< read, but without any CloudTrail content
  NamedFiles unread;               ///< the same, but they may hold records in an unknown shape
  NamedFiles partly_unrecognised;  ///< with records, and with objects that are none
  NamedFiles without_identity;     ///< with records without a usable userIdentity
  std::uint64_t bytes_on_disk = 0;
  std::uint64_t bytes_decompressed = 0;

  std::uint64_t skipped_count() const;
  std::uint64_t total() const;
};

/// records = matched + not_matched + malformed + without_identity
struct RecordSummary {
  std::uint64_t matched = 0;
  std::uint64_t not_matched = 0;
  std::uint64_t malformed = 0;
  std::uint64_t without_identity = 0;  ///< without a usable userIdentity, therefore not judged
  std::uint64_t repaired = 0;          ///< parsed records with invalid UTF-8
  std::uint64_t ahead = 0;             ///< records later than the machine's clock
  std::uint64_t digests = 0;           ///< not records: digests, Insights, other objects
  std::uint64_t insights = 0;
  std::uint64_t notifications = 0;  ///< of S3 events
  std::uint64_t bulk_actions = 0;   ///< lines of Elasticsearch's bulk format
  std::uint64_t unrecognised = 0;
  std::uint64_t in_both = 0;  ///< entries of server access logs, left out: CloudTrail has them
  std::uint64_t total() const { return matched + not_matched + malformed + without_identity; }
};

/// Records in a form other than CloudTrail's.
struct FormSummary {
  std::string_view name;   ///< of one: `Elastic document`; static
  std::string_view lacks;  ///< what the form cannot tell; static
  std::uint64_t records = 0;
};

/// matches = alerted + held_back + known + learned + excepted + outside_range + before_retention +
/// without_term + without_time. For `match`: printed + outside_range + without_time.
struct MatchSummary {
  std::optional<std::uint64_t> printed;  ///< by `match`; absent in `detect`
  std::uint64_t alerted = 0;
  std::uint64_t held_back = 0;
  std::uint64_t known = 0;
  std::uint64_t learned = 0;
  std::uint64_t excepted = 0;
  std::uint64_t outside_range = 0;
  std::uint64_t before_retention = 0;
  std::uint64_t without_term = 0;
  std::uint64_t without_time = 0;
  std::uint64_t old_spelling = 0;  ///< matches spelled ANONYMOUS_PRINCIPAL, among all
  std::uint64_t total() const {
    return printed.value_or(0) + alerted + held_back + known + learned + excepted + outside_range +
           before_retention + without_term + without_time;
  }
};

/// alerts = high + medium + low
struct PrioritySummary {
  std::uint64_t high = 0;
  std::uint64_t medium = 0;
  std::uint64_t low = 0;
  void add(Priority priority) {
    ++(priority == Priority::high ? high : priority == Priority::medium ? medium : low);
  }
  std::uint64_t total() const { return high + medium + low; }
};

/// dossiers = covered + not_covered
struct DossierSummary {
  std::uint64_t covered = 0;  ///< the logs hold a record of the day of the alert
  std::uint64_t not_covered = 0;
  std::uint64_t total() const { return covered + not_covered; }
};

/// A GeoIP database.
struct GeoipSummary {
  std::string path;
  std::string type;
  EventTime built;
  std::uint64_t nodes = 0;      ///< of its search tree: at most one less than its networks
  std::uint64_t looked_up = 0;  ///< addresses
  std::uint64_t found = 0;      ///< of them
};

struct Summary {
  FileSummary files;
  RecordSummary records;
  std::vector<FormSummary> forms;
  MatchSummary matches;
  std::optional<DossierSummary> dossiers;  ///< only of `investigate`, which counts no matches
  PrioritySummary priorities;
  std::uint64_t max_alerts = 0;  ///< the limit of `--max-alerts`; 0: none
  std::uint64_t held_back_slots = 0;
  std::optional<EventTime> earliest;  ///< record; none of those ahead of the machine's clock
  std::optional<EventTime> latest;
  std::vector<GeoipSummary> geoip;
  std::vector<ListSummary> lists;  ///< exceptions, then indicators
  Ranking sources;                 ///< by number of alerts
  Ranking buckets;
  Ranking user_agents;
  ExceptionSummary exceptions;
};

/// @returns what was read besides records: "2 digests, 0 Insights, ..."; empty if there was nothing
std::string other_objects_text(const RecordSummary& records);

/// @returns the line about dossiers, without its line end
std::string dossiers_text(const DossierSummary& dossiers);

/// @returns lines for people, without the last line end
std::string summary_text(const Summary& summary);

/// @returns one JSON document with its line end
std::string summary_json(const Summary& summary);

}  // namespace s3rare::output
