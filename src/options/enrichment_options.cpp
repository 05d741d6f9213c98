#include "options/enrichment_options.h"

#include "options/options.h"

namespace s3rare::options {
namespace {

constexpr const char* kGroup = "What is added to alerts; repeatable";

class EnrichmentGroup : public Group {
 public:
  void declare(Declaration& to, Command /*command*/) override {
    to.repeatable(
        kGroup, "--geoip", geoip_, "FILE",
        "Place and network of the source, from a MaxMind DB file: GeoLite2, GeoIP2, DB-IP "
        "or IPinfo. Later files fill in what earlier ones lack");
    to.repeatable(kGroup, "--indicators", indicators_, "FILE",
                  "A list of addresses and networks known to be bad, one a line, CSV, NDJSON or "
                  "AWS's ip-ranges.json: a hit makes the priority high");
    to.flag(
        kGroup, "--lenient-lists", lenient_,
        "Leave out the bad lines of --indicators, with a warning, instead of refusing the list");
  }

  void read(Options& options, Reading& reading) const override {
    options.geoip = geoip_;
    options.indicators = indicators_;
    options.lenient_lists = lenient_;
    if (lenient_ && indicators_.empty()) {
      reading.fail(usage("--lenient-lists: found no list, expected --indicators FILE as well"));
    }
    for (const std::string& file : geoip_) {
      reading.check_file("--geoip", file, "the name of a MaxMind DB file");
    }
    for (const std::string& file : indicators_) {
      reading.check_file("--indicators", file, "the name of a list of addresses");
    }
  }

 private:
  std::vector<std::string> geoip_;
  std::vector<std::string> indicators_;
  bool lenient_ = false;
};

}  // namespace

std::unique_ptr<Group> enrichment_group() { return make_group<EnrichmentGroup>(); }

}  // namespace s3rare::options
