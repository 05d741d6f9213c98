#include "input/foreign/table_record_form.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>

#include "input/foreign/flat_record.h"
#include "input/foreign/struct_text.h"
#include "json/members.h"
#include "s3rare/lower_case.h"

namespace s3rare::input {
namespace {

constexpr std::string_view kNoIdentityCell =
    "found a row whose useridentity can be read in several ways, expected one reading";

// A column, by its name in lower case, and the field that it holds.
struct Column {
  std::string_view name;
  std::string_view FlatRecord::*field;
};

constexpr std::array kSentinelColumns = {
    Column{"eventversion", &FlatRecord::event_version},
    Column{"useridentitytype", &FlatRecord::identity_type},
    Column{"useridentityprincipalid", &FlatRecord::principal_id},
    Column{"useridentityarn", &FlatRecord::identity_arn},
    Column{"useridentityaccountid", &FlatRecord::identity_account},
    Column{"useridentityaccesskeyid", &FlatRecord::access_key},
    Column{"useridentityinvokedby", &FlatRecord::invoked_by},
    Column{"timegenerated", &FlatRecord::event_time},
    Column{"eventsource", &FlatRecord::event_source},
    Column{"eventname", &FlatRecord::event_name},
    Column{"awsregion", &FlatRecord::region},
    Column{"sourceipaddress", &FlatRecord::source_address},
    Column{"useragent", &FlatRecord::user_agent},
    Column{"errorcode", &FlatRecord::error_code},
    Column{"errormessage", &FlatRecord::error_message},
    Column{"requestparameters", &FlatRecord::request_parameters},
    Column{"additionaleventdata", &FlatRecord::additional_event_data},
    Column{"awsrequestid", &FlatRecord::request_id},
    Column{"awsrequestid_", &FlatRecord::request_id},
    Column{"awseventid", &FlatRecord::event_id},
    Column{"readonly", &FlatRecord::read_only},
    Column{"resources", &FlatRecord::resources},
    Column{"eventtypename", &FlatRecord::event_type},
    Column{"managementevent", &FlatRecord::management_event},
    Column{"recipientaccountid", &FlatRecord::recipient_account},
    Column{"sharedeventid", &FlatRecord::shared_event_id},
    Column{"vpcendpointid", &FlatRecord::vpc_endpoint_id},
    Column{"tlsversion", &FlatRecord::tls_version},
    Column{"ciphersuite", &FlatRecord::cipher_suite},
    Column{"clientprovidedhostheader", &FlatRecord::client_host}};

constexpr std::array kAthenaColumns = {
    Column{"eventversion", &FlatRecord::event_version},
    Column{"eventtime", &FlatRecord::event_time},
    Column{"eventsource", &FlatRecord::event_source},
    Column{"eventname", &FlatRecord::event_name},
    Column{"awsregion", &FlatRecord::region},
    Column{"sourceipaddress", &FlatRecord::source_address},
    Column{"useragent", &FlatRecord::user_agent},
    Column{"errorcode", &FlatRecord::error_code},
    Column{"errormessage", &FlatRecord::error_message},
    Column{"requestparameters", &FlatRecord::request_parameters},
    Column{"additionaleventdata", &FlatRecord::additional_event_data},
    Column{"requestid", &FlatRecord::request_id},
    Column{"eventid", &FlatRecord::event_id},
    Column{"readonly", &FlatRecord::read_only},
    Column{"eventtype", &FlatRecord::event_type},
    Column{"managementevent", &FlatRecord::management_event},
    Column{"recipientaccountid", &FlatRecord::recipient_account},
    Column{"sharedeventid", &FlatRecord::shared_event_id},
    Column{"vpcendpointid", &FlatRecord::vpc_endpoint_id},
    Column{"eventcategory", &FlatRecord::event_category}};

constexpr std::array kIdentityMembers = {Column{"type", &FlatRecord::identity_type},
                                         Column{"principalid", &FlatRecord::principal_id},
                                         Column{"arn", &FlatRecord::identity_arn},
                                         Column{"accountid", &FlatRecord::identity_account},
                                         Column{"accesskeyid", &FlatRecord::access_key},
                                         Column{"invokedby", &FlatRecord::invoked_by}};
constexpr std::array kTlsMembers = {Column{"tlsversion", &FlatRecord::tls_version},
                                    Column{"ciphersuite", &FlatRecord::cipher_suite},
                                    Column{"clientprovidedhostheader", &FlatRecord::client_host}};

constexpr std::string_view kIdentityColumn = "useridentity";
constexpr std::string_view kTlsColumn = "tlsdetails";

// The name of a column in lower case, without a unit: `TimeGenerated [UTC]`.
std::string column_name(std::string_view raw_key) {
  std::string name = lower_case(json::decoded(raw_key));
  const std::size_t unit = name.find(" [");
  if (unit != std::string::npos) name.resize(unit);
  return name;
}

bool is_null_cell(const json::Child& value) { return value.value == "null"; }

// The members of a row, with the texts that its fields borrow.
class Row {
 public:
  // Fills the fields that the columns name. An empty cell is a missing field.
  template <class Columns, class TakeOther>
  FlatRecord read(std::string_view object, const Columns& columns, TakeOther take_other) {
    FlatRecord fields;
    json::Children members(object);
    while (const auto member = members.next()) {
      if (is_null_cell(*member)) continue;
      const std::string name = column_name(member->key);
      const std::string_view cell = text_of(*member);
      if (cell.empty()) continue;
      const auto* const column = std::find_if(columns.begin(), columns.end(),
                                              [&](const Column& of) { return of.name == name; });
      if (column != columns.end()) {
        fields.*column->field = cell;
      } else {
        take_other(name, cell, fields);
      }
    }
    return fields;
  }

 private:
  // The decoded string, or the JSON text of any other value.
  std::string_view text_of(const json::Child& value) {
    if (!value.is_string()) return value.value;
    return texts_.emplace_back(json::decoded(value.raw_string()));
  }

  std::deque<std::string> texts_;
};

void take_nothing(const std::string& /*name*/, std::string_view /*cell*/, FlatRecord& /*to*/) {}

template <class Members>
void take_members(std::string_view text, const Members& members, FlatRecord& to) {
  for (const Column& member : members) to.*member.field = struct_member(text, member.name).value;
}

// A struct is text of Athena, or an object if the table was exported as JSON.
void take_struct(const std::string& name, std::string_view cell, FlatRecord& to) {
  const bool is_identity = name == kIdentityColumn;
  if (!is_identity && name != kTlsColumn) return;
  if (is_identity) take_members(cell, kIdentityMembers, to);
  if (!is_identity) take_members(cell, kTlsMembers, to);
}

// What a glance looks for.
struct RowGlance {
  bool has_source = false;
  bool has_name = false;
  bool has_type = false;
  std::string_view time;
  std::optional<json::Child> identity;  // of Athena
  bool has_account = false;
};

RowGlance glance_at_row(std::string_view object) {
  RowGlance row;
  json::Children members(object);
  while (const auto member = members.next()) {
    const std::string name = column_name(member->key);
    if (name == "eventsource") row.has_source = true;
    if (name == "eventname") row.has_name = true;
    if (name == "useridentitytype") row.has_type = !is_null_cell(*member);
    if (name == "useridentityaccountid") row.has_account = true;
    if (name == "timegenerated" || name == "eventtime") {
      row.time = member->is_string() ? member->raw_string() : member->value;
    }
    if (name == kIdentityColumn) row.identity = *member;
  }
  return row;
}

}  // namespace

Glance glance_at_sentinel_row(std::string_view object) {
  const RowGlance row = glance_at_row(object);
  if (!row.has_source || !row.has_name || row.identity) return {};
  if (!row.has_account && !row.has_type) return {};
  const bool is_judged = row.has_type;
  return {is_judged ? Glance::Kind::record : Glance::Kind::not_judged, {}, row.time, is_judged};
}

void rewrite_sentinel_row(std::string_view object, json::PaddedText& record) {
  Row row;
  write_flat_record(row.read(object, kSentinelColumns, take_nothing), record);
}

Glance glance_at_athena_row(std::string_view object) {
  const RowGlance row = glance_at_row(object);
  if (!row.has_source || !row.has_name || !row.identity || !row.identity->is_string()) return {};
  const std::string identity = json::decoded(row.identity->raw_string());
  if (identity.starts_with("{\"")) return {};  // JSON, which no struct's text is
  const StructMember type = struct_member(identity, "type");
  if (type.is_ambiguous || struct_member(identity, "accountid").is_ambiguous) {
    return {Glance::Kind::unreadable, kNoIdentityCell, row.time};
  }
  const bool is_judged = type.value.data() != nullptr;
  return {is_judged ? Glance::Kind::record : Glance::Kind::not_judged, {}, row.time, is_judged};
}

void rewrite_athena_row(std::string_view object, json::PaddedText& record) {
  Row row;
  write_flat_record(row.read(object, kAthenaColumns, take_struct), record);
}

}  // namespace s3rare::input
