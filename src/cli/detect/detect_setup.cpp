#include "cli/detect/detect_setup.h"

#include <utility>

#include "cli/reading/excepting.h"
#include "cli/reading/run_input.h"
#include "cli/reading/run_output.h"

namespace s3rare::cli {

Result<DetectSetup> DetectSetup::open(const options::Options& options) {
  if (auto usable = check_output(options); !usable) return usable.error();
  if (options.investigate || options.reports_too()) {
    if (auto usable = check_can_be_read_again(options); !usable) return usable.error();
  }
  auto exceptions = read_exceptions(options);
  if (!exceptions) return exceptions.error();
  auto enricher = Enricher::open(options);
  if (!enricher) return enricher.error();
  DetectSetup setup{std::move(*exceptions), std::move(*enricher), std::nullopt,
                    time_range_of(options)};
  if (options.state) {
    auto memory = Memory::open(options);
    if (!memory) return memory.error();
    setup.memory.emplace(std::move(*memory));
    setup.memory->use_exceptions(setup.exceptions.fingerprint());
    setup.range.horizon = setup.memory->horizon();
  }
  return setup;
}

input::IsRemembered DetectSetup::is_remembered() {
  if (!memory) return {};
  return [this](const input::InputFile& file) { return memory->is_remembered(file); };
}

}  // namespace s3rare::cli
