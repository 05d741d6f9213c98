#include "corpus.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "join.h"
#include "log_file.h"
#include "log_time.h"
#include "records.h"

namespace s3rare::bench {
namespace {

constexpr std::chrono::seconds kCovered = std::chrono::days(30);
constexpr std::uint64_t kSpanSeconds = 300;  // covered by the records of one file
constexpr std::size_t kBatchBytes = 256 * 1024;

double share_done(std::uint64_t done, std::uint64_t limit) {
  return limit == kUnlimited ? 0 : static_cast<double>(done) / static_cast<double>(limit);
}

class CorpusMaker {
 public:
  explicit CorpusMaker(const CorpusPlan& plan)
      : plan_(plan),
        kind_(*plan.kind),
        chance_(plan.seed),
        records_(plan.seed + 1, {plan.sources, plan.kind->each_source_once}) {}

  MadeCorpus make() {
    while (!is_done()) make_file();
    return made_;
  }

 private:
  bool is_done() const {
    return made_.inflated_bytes >= plan_.inflated_bytes || made_.files >= plan_.files ||
           made_.records >= plan_.records;
  }

  void make_file() {
    const std::string_view account = chance_.pick(kAccounts);
    const std::string_view region = chance_.pick(kRegions);
    records_.begin_file(account, region);
    const LogTime time = time_of_next_file();
    Extent extent = kind_.extent_of_file(chance_);
    // If the kind has large files, the last one ends the corpus at the requested size.
    if (extent.records == kUnlimited && plan_.inflated_bytes != kUnlimited) {
      extent.bytes = std::min(extent.bytes, plan_.inflated_bytes - made_.inflated_bytes);
    }
    extent.records = std::min(extent.records, plan_.records - made_.records);

    LogFile file(plan_.folder / path_of(account, region, time), !kind_.is_ndjson);
    write_records(file, time, extent);
    file.close();
    ++made_.files;
    made_.inflated_bytes += file.inflated_bytes();
    made_.disk_bytes += file.disk_bytes();
  }

  // Records in a file are not sorted by time, as in real files. A huge file covers as many seconds
  // as a small one, so most of its sources repeat within the window.
  void write_records(LogFile& file, LogTime time, const Extent& extent) {
    std::string text = kind_.is_ndjson ? "" : R"({"Records":[)";
    std::uint64_t left = extent.records;
    while (true) {
      append_record(text, time - std::chrono::seconds(chance_.below(kSpanSeconds)));
      const bool full = --left == 0 || file.inflated_bytes() + text.size() >= extent.bytes;
      if (kind_.is_ndjson) {
        text += "\n";
      } else {
        text += full ? "]}" : ",";
      }
      if (full || text.size() >= kBatchBytes) {
        file.write(text);
        text.clear();
      }
      if (full) return;
    }
  }

  void append_record(std::string& text, LogTime time) {
    ++made_.records;
    if (chance_.below(10000) < kind_.matches_in_10000) {
      ++made_.matches;
      records_.append_match(text, time);
    } else {
      records_.append_other(text, time);
    }
  }

  // Files follow one another in time, over the same days whatever the size of the corpus.
  LogTime time_of_next_file() const {
    const LogTime begin = std::chrono::sys_days(std::chrono::year(2024) / 5 / 1);
    const double share =
        std::max({share_done(made_.inflated_bytes, plan_.inflated_bytes),
                  share_done(made_.files, plan_.files), share_done(made_.records, plan_.records)});
    const auto seconds = static_cast<std::int64_t>(share * static_cast<double>(kCovered.count()));
    return begin + std::chrono::seconds(seconds / 300 * 300 + 300);
  }

  std::filesystem::path path_of(std::string_view account, std::string_view region, LogTime time) {
    if (kind_.is_ndjson) return join({"part-", padded(made_.files, 4), ".ndjson"});
    const TimeParts at(time);
    const std::string folder = join({"AWSLogs/", account, "/CloudTrail/", region, "/"});
    const std::string day = join({at.year, "/", at.month, "/", at.day, "/"});
    const std::string minute = join({at.year, at.month, at.day, "T", at.hour, at.minute, "Z_"});
    return join({folder, day, account, "_CloudTrail_", region, "_", minute, chance_.letters(16),
                 ".json.gz"});
  }

  const CorpusPlan& plan_;
  const CorpusKind& kind_;
  Chance chance_;
  RecordMaker records_;
  MadeCorpus made_;
};

}  // namespace

MadeCorpus make_corpus(const CorpusPlan& plan) { return CorpusMaker(plan).make(); }

}  // namespace s3rare::bench
