#include <array>

#include "input/foreign/form.h"
#include "input/foreign/ocsf_form.h"
#include "input/foreign/table_record_form.h"

namespace s3rare::input {
namespace {

constexpr std::array kForms = {
    Form{"OCSF event", {}, glance_at_ocsf_event, rewrite_ocsf_event},
    Form{"row of Sentinel's AWSCloudTrail", {}, glance_at_sentinel_row, rewrite_sentinel_row},
    Form{"row of Athena's table", {}, glance_at_athena_row, rewrite_athena_row}};

}  // namespace

std::span<const Form> forms() { return kForms; }

}  // namespace s3rare::input
