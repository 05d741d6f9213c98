// A line of an S3 server access log is strangers' text to a good part. The fast reader of a line
// must agree with the slow reference, field for field, and what it writes must be JSON.

#include <cstdint>
#include <string>

#include "fuzz/agree.h"
#include "input/access_log/access_log_entry.h"
#include "input/access_log/access_log_record.h"
#include "json/text.h"
#include "reference/access_log.h"

namespace {

using namespace s3rare;

reference::AccessLogFields fields_of(const input::AccessLogEntry& entry) {
  reference::AccessLogFields fields;
  const auto put = [&](const char* name, std::string_view value) { fields[name] = value; };
  put("bucket", entry.bucket);
  put("time", entry.time);
  put("remote_ip", entry.remote_ip);
  put("requester", entry.requester);
  put("request_id", entry.request_id);
  put("operation", entry.operation);
  put("key", entry.key);
  put("request_uri", entry.request_uri);
  put("status", entry.status);
  put("error_code", entry.error_code);
  put("bytes_sent", entry.bytes_sent);
  put("object_size", entry.object_size);
  put("user_agent", entry.user_agent);
  put("host_id", entry.host_id);
  put("signature_version", entry.signature_version);
  put("cipher_suite", entry.cipher_suite);
  put("authentication_type", entry.authentication_type);
  put("host_header", entry.host_header);
  put("tls_version", entry.tls_version);
  put("access_point_arn", entry.access_point_arn);
  put("acl_required", entry.acl_required);
  return fields;
}

void check_line(std::string_view line, bool is_ended) {
  constexpr std::size_t kLongest = 2000;  // of which a regular expression reads each word
  if (line.size() > kLongest) return;
  const auto fast = input::read_access_log_line(line, is_ended);
  const auto slow = reference::read_access_log_line(line, is_ended);
  fuzz::agree(fast.has_value() == slow.has_value(), "whether a line is an entry");
  if (!fast) return;
  fuzz::agree(fields_of(*fast) == *slow, "the fields of a line");
  json::PaddedText record;
  input::write_record(*fast, record);
  fuzz::agree(json::is_json(record), "the record of a line is JSON");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    check_line(text.substr(0, end), end != std::string_view::npos);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return 0;
}
