// Makes and writes the dossiers one at a time, so that memory holds a single dossier.

#include <optional>
#include <utility>

#include "cli/investigate/investigating.h"
#include "cli/reading/run_output.h"
#include "cli/signals.h"
#include "files/sink.h"
#include "investigate/dossier/dossier_json.h"
#include "investigate/dossier/dossier_text.h"
#include "investigate/dossier/make_dossier.h"
#include "investigate/dossier/page.h"

namespace s3rare::cli {
namespace {

// Writes each dossier as a JSON line or as text, and to the page if there is one.
class DossierOutput {
 public:
  static Result<DossierOutput> open(const options::Options& options) {
    auto sink = open_output(options);
    if (!sink) return sink.error();
    DossierOutput output(options.dossier_format, std::move(*sink));
    if (!options.html) return output;
    auto page = files::Sink::replacement(*options.html);
    if (!page) return page.error();
    output.page_.emplace(std::move(*page));
    if (auto written = output.page_->write(investigate::page_begin()); !written)
      return written.error();
    return output;
  }

  Result<Done> write(const investigate::Dossier& dossier) {
    const bool is_text = format_ == options::DossierFormat::text;
    const std::string json = is_text && !page_ ? std::string() : investigate::dossier_json(dossier);
    auto written = sink_.write(is_text ? investigate::dossier_text(dossier) : json + "\n");
    return written && page_ ? page_->write(investigate::page_dossier(json)) : written;
  }

  Result<Done> commit() {
    if (page_) {
      auto written = page_->write(investigate::page_end());
      if (written) written = page_->commit();
      if (!written) return written;
    }
    return sink_.commit();
  }

 private:
  DossierOutput(options::DossierFormat format, files::Sink sink)
      : format_(format), sink_(std::move(sink)) {}

  options::DossierFormat format_;
  files::Sink sink_;
  std::optional<files::Sink> page_;
};

}  // namespace

Result<Done> write_dossiers(const options::Options& options, const AlertsToInvestigate& alerts,
                            InvestigatedLogs* logs) {
  // Files are written whole or not at all, even if a signal ends the run meanwhile.
  std::optional<SignalHold> hold;
  if (options.output || options.html) hold.emplace();
  if (logs != nullptr) logs->summary.dossiers.emplace();
  auto output = DossierOutput::open(options);
  if (!output) return output.error();
  std::optional<investigate::Exposures> exposures;
  if (logs != nullptr) {
    exposures.emplace(logs->access, logs->report.coverage.latest().value_or(EventTime{}));
  }
  for (std::size_t alert = 0; alert < alerts.size(); ++alert) {
    const investigate::Dossier dossier = investigate::make_dossier(
        logs->investigation, *exposures, logs->uses ? &*logs->uses : nullptr, logs->report.coverage,
        alert);
    ++(dossier.covers_alert ? logs->summary.dossiers->covered
                            : logs->summary.dossiers->not_covered);
    if (auto written = output->write(dossier); !written) return written;
  }
  auto committed = output->commit();
  if (committed && hold) hold->keep();
  return committed;
}

}  // namespace s3rare::cli
