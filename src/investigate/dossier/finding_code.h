// The codes of findings: stable names for scripts, so that nothing has to match sentences.
//
// This file is the reference for users too: `FIELDS.md` points here. A new finding is an enumerator
// and its row below, and the code that finds it. A code keeps its name and meaning once released;
// the sentence of a finding may change.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace s3rare::investigate {

/// In the order in which `find_findings` reports them.
enum class FindingCode : std::uint8_t {
  signed_by_own_account,
  more_signed_by_own_account,
  alert_day_not_in_logs,
  objects_written,
  objects_deleted,
  secrets_fetched,
  secrets_refused,
  secrets_not_listed,
  acl_not_the_cause,
  policy_not_the_cause,
  bucket_opened,
  bucket_may_be_opened,
  open_earlier,
  first_anonymous_success,
  opening_not_in_logs,
  statement_condition,
  objects_opened_by_acl,
  opened_after_alert,
  closed_before_alert,
  closed_after_alert,
  state_at_end,
  objects_fetched,
  bucket_enumerated,
  more_buckets_enumerated,
  several_buckets_requested,
  signed_by_others,
  private_source,
  reached_by_many,
  other_sources,
  no_other_source,
  all_refused_before_alert,
  some_refused_before_alert,
  all_refused_after_alert,
  days_not_in_logs,
  access_changes_not_listed,
  counts_estimated,
  sources_sampled,  // the last: kFindingCodes ends with it
};

struct DocumentedCode {
  FindingCode code;
  std::string_view name;  ///< as the JSON has it
  std::string_view meaning;
};

/// One row per enumerator, in the same order.
inline constexpr std::array kFindingCodes = {
    DocumentedCode{FindingCode::signed_by_own_account, "signed_by_own_account",
                   "the source uses an identity of the alert's account; one finding per identity"},
    DocumentedCode{FindingCode::more_signed_by_own_account, "more_signed_by_own_account",
                   "the source uses identities of the alert's account without a finding of their "
                   "own"},
    DocumentedCode{FindingCode::alert_day_not_in_logs, "alert_day_not_in_logs",
                   "the logs hold no record of the alert's UTC day"},
    DocumentedCode{FindingCode::objects_written, "objects_written",
                   "the source wrote objects anonymously"},
    DocumentedCode{FindingCode::objects_deleted, "objects_deleted",
                   "the source deleted objects anonymously"},
    DocumentedCode{FindingCode::secrets_fetched, "secrets_fetched",
                   "the source fetched objects whose keys look like secrets"},
    DocumentedCode{FindingCode::secrets_refused, "secrets_refused",
                   "requests for keys that look like secrets were denied or failed"},
    DocumentedCode{FindingCode::secrets_not_listed, "secrets_not_listed",
                   "the dossier omits some requests for keys that look like secrets"},
    DocumentedCode{FindingCode::acl_not_the_cause, "acl_not_the_cause",
                   "the bucket's ACL was opened, but does not allow the alert's request"},
    DocumentedCode{FindingCode::policy_not_the_cause, "policy_not_the_cause",
                   "the bucket's policy was opened, but does not allow the alert's request"},
    DocumentedCode{FindingCode::bucket_opened, "bucket_opened",
                   "a change before the alert opened the bucket (`exposed_by`)"},
    DocumentedCode{FindingCode::bucket_may_be_opened, "bucket_may_be_opened",
                   "a change before the alert may have opened the bucket (`exposed_by`)"},
    DocumentedCode{FindingCode::open_earlier, "open_earlier",
                   "an anonymous request succeeded before the change in `exposed_by`"},
    DocumentedCode{FindingCode::first_anonymous_success, "first_anonymous_success",
                   "the first known anonymous success between `exposed_by` and the alert"},
    DocumentedCode{FindingCode::opening_not_in_logs, "opening_not_in_logs",
                   "the logs do not show which change allowed the alert's request"},
    DocumentedCode{FindingCode::statement_condition, "statement_condition",
                   "a statement that allows everyone has a Condition"},
    DocumentedCode{FindingCode::objects_opened_by_acl, "objects_opened_by_acl",
                   "object ACLs opened other objects of the bucket"},
    DocumentedCode{FindingCode::opened_after_alert, "opened_after_alert",
                   "the newest deciding change after the alert opened the bucket"},
    DocumentedCode{FindingCode::closed_before_alert, "closed_before_alert",
                   "a change shortly before the alert removed or restricted access, but the "
                   "alert's request still succeeded"},
    DocumentedCode{FindingCode::closed_after_alert, "closed_after_alert",
                   "the newest deciding change after the alert, or in its second, removed or "
                   "restricted access"},
    DocumentedCode{FindingCode::state_at_end, "state_at_end",
                   "whether the bucket is open at the end of the logs, and what would decide it"},
    DocumentedCode{FindingCode::objects_fetched, "objects_fetched",
                   "the source fetched objects anonymously"},
    DocumentedCode{FindingCode::bucket_enumerated, "bucket_enumerated",
                   "the source listed a bucket and fetched from it; one finding per bucket"},
    DocumentedCode{FindingCode::more_buckets_enumerated, "more_buckets_enumerated",
                   "the source listed and fetched from buckets without a finding of their own"},
    DocumentedCode{FindingCode::several_buckets_requested, "several_buckets_requested",
                   "the source's anonymous requests name several buckets"},
    DocumentedCode{FindingCode::signed_by_others, "signed_by_others",
                   "the source also signs requests as identities outside of the alert's account"},
    DocumentedCode{FindingCode::private_source, "private_source",
                   "the source is a private address"},
    DocumentedCode{FindingCode::reached_by_many, "reached_by_many",
                   "many other sources reach the bucket anonymously (`reached_by_many`)"},
    DocumentedCode{FindingCode::other_sources, "other_sources",
                   "other sources made successful anonymous requests to the bucket"},
    DocumentedCode{FindingCode::no_other_source, "no_other_source",
                   "no other source made a successful anonymous request to the bucket"},
    DocumentedCode{FindingCode::all_refused_before_alert, "all_refused_before_alert",
                   "every anonymous request of the source before the alert was denied or failed"},
    DocumentedCode{FindingCode::some_refused_before_alert, "some_refused_before_alert",
                   "some anonymous requests of the source before the alert were denied or failed"},
    DocumentedCode{FindingCode::all_refused_after_alert, "all_refused_after_alert",
                   "every anonymous request of the source after the alert was denied or failed"},
    DocumentedCode{FindingCode::days_not_in_logs, "days_not_in_logs",
                   "the logs lack records of some days of the window"},
    DocumentedCode{FindingCode::access_changes_not_listed, "access_changes_not_listed",
                   "the dossier omits some access changes"},
    DocumentedCode{FindingCode::counts_estimated, "counts_estimated",
                   "some counts of distinct buckets, keys or sources are estimates"},
    DocumentedCode{FindingCode::sources_sampled, "sources_sampled",
                   "the listed other sources are a sample"},
};

/// Whether the table has one row per enumerator, in their order.
constexpr bool documents_every_code() {
  for (std::size_t i = 0; i < kFindingCodes.size(); ++i) {
    if (static_cast<std::size_t>(kFindingCodes[i].code) != i) return false;
  }
  return kFindingCodes.back().code == FindingCode::sources_sampled;
}
static_assert(documents_every_code());

/// @returns the code as the JSON has it
constexpr std::string_view name_of(FindingCode code) {
  return kFindingCodes[static_cast<std::size_t>(code)].name;
}

}  // namespace s3rare::investigate
