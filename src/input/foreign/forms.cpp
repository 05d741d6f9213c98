#include <array>

#include "input/foreign/elastic_document.h"
#include "input/foreign/form.h"
#include "input/foreign/ocsf_form.h"
#include "input/foreign/table_record_form.h"

namespace s3rare::input {

std::span<const Form> forms() {
  static const std::array kForms = {
      elastic_document(), elastic_otel_document(),
      Form{"OCSF events", {}, "operation", glance_at_ocsf_event, rewrite_ocsf_event},
      Form{"rows of Sentinel's AWSCloudTrail",
           {},
           "EventSource",
           glance_at_sentinel_row,
           rewrite_sentinel_row},
      Form{"rows of Athena's table", {}, "eventsource", glance_at_athena_row, rewrite_athena_row}};
  return kForms;
}

}  // namespace s3rare::input
