#include "options/explain_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "options/options.h"

namespace s3rare::options {
namespace {

class ExplainGroup : public Group {
  static constexpr const char* kGroup = "Question";

 public:
  void declare(Declaration& to, Command /*command*/) override {
    to.option(kGroup, "--record", record_, "EVENT_ID",
              "Explain the records with this event ID: clause by clause, and which earlier matches "
              "decided. Reads the input twice");
    to.option(kGroup, "--source", source_, "ADDRESS",
              "Explain the matches of this source, in order of time, with what became of each (the "
              "first and the last 1,000)");
  }

  void read(Options& options, Reading& reading) const override {
    options.record = record_;
    options.source = source_;
    if (record_ == "") {
      reading.fail(bad_value("--record", "", "an event ID, such as an alert's event.id"));
    }
    if (source_ == "") {
      reading.fail(bad_value("--source", "", "a source address, such as 192.0.2.146"));
    }
    if (record_ && source_) {
      reading.fail(usage("--source: found --record as well, expected one of them"));
    }
    const TermFields& fields = options.term_fields;
    if (source_ &&
        std::find(fields.begin(), fields.end(), TermField::source_address) == fields.end()) {
      reading.fail(usage(fmt::format("--source: found --term {}, expected a term with source in it",
                                     term_field_names(fields))));
    }
  }

 private:
  std::optional<std::string> record_;
  std::optional<std::string> source_;
};

}  // namespace

std::unique_ptr<Group> explain_group() { return make_group<ExplainGroup>(); }

}  // namespace s3rare::options
