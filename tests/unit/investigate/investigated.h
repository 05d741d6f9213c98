// Records for tests of what an investigation collects.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "investigate/activity.h"
#include "investigate/dossier/dossier.h"
#include "s3rare/rule.h"

namespace s3rare::tests {

using investigate::Activity;
using investigate::AlertToInvestigate;

inline Field string_field(std::string_view text) {
  return text.empty() ? Field{} : Field{Field::Kind::string, text};
}

/// An anonymous GetObject. Tests change its fields. Texts are borrowed.
struct GivenActivity {
  RecordFields fields;
  EventTime time;
  std::string_view arn;
  std::string_view region = "us-east-1";
  std::string_view host;
  std::optional<std::uint64_t> bytes_out;
  std::string_view path = "a.json";
  std::uint64_t offset = 0;

  explicit GivenActivity(Seconds seconds, std::string_view source = "192.0.2.1",
                         std::string_view bucket = "alpha", std::string_view key = "index.html")
      : time{seconds, 0} {
    fields.event_source = string_field(rule::kProvider);
    fields.event_name = string_field("GetObject");
    fields.identity_type = string_field("AWSAccount");
    fields.identity_account = string_field(rule::kAnonymous);
    fields.event_id = string_field("id");
    fields.source_address = string_field(source);
    fields.bucket = string_field(bucket);
    fields.key = string_field(key);
  }

  Activity activity() const {
    return {.fields = fields,
            .time = time,
            .anonymous = fields.identity_account.is(rule::kAnonymous),
            .region = region,
            .identity_arn = arn,
            .principal_id = {},
            .access_key = {},
            .invoked_by = {},
            .host = host,
            .bytes_out = bytes_out,
            .bytes_in = {},
            .path = path,
            .offset = offset};
  }
};

inline AlertToInvestigate given_alert(Seconds seconds, std::string source = "192.0.2.1",
                                      std::string bucket = "alpha") {
  AlertToInvestigate alert;
  alert.json = R"({"alert":1})";
  alert.event_id = "alert";
  alert.time = {seconds, 0};
  alert.source = std::move(source);
  alert.bucket = std::move(bucket);
  alert.key = "index.html";
  alert.action = "GetObject";
  alert.account = "111122223333";
  return alert;
}

}  // namespace s3rare::tests
