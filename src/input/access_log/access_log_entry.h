// One request as an S3 server access log holds it, and the reader of a line of such a log.
//
// A line has fields separated by single blanks, `-` for none. The request line, the referer and the
// user agent are in quotes. All three are strangers' text in which quotes are not escaped, so the
// line is read from both ends, and every part between is checked:
//   - the fields before the request line hold no blanks;
//   - the target of a request line holds no blank, so the line ends at `HTTP/x.y"`;
//   - status, error code and four numbers follow;
//   - the last quote of the line ends the user agent, for no later field has quotes.
// A line that fits no reading, or several, is not read. Only the border between referer and user
// agent may stay unknown: then the entry has no user agent.
//
// Source: Amazon S3 user guide, "Amazon S3 server access log format".
#pragma once

#include <optional>
#include <string_view>

namespace s3rare::input {

/// The fields of a request that the program uses, as the log spells them. Borrowed from the text of
/// the log. A field that is `-` is empty.
struct AccessLogEntry {
  std::string_view bucket;
  std::string_view time;  ///< `06/Feb/2019:00:00:38 +0000`; in JSON RFC 3339
  std::string_view remote_ip;
  std::string_view requester;  ///< empty: nobody who is known
  std::string_view request_id;
  std::string_view operation;    ///< `REST.GET.OBJECT`
  std::string_view key;          ///< URL-encoded, see `object_key`
  std::string_view request_uri;  ///< `GET /bucket/key HTTP/1.1`
  std::string_view status;
  std::string_view error_code;
  std::string_view bytes_sent;
  std::string_view object_size;
  std::string_view user_agent;
  std::string_view host_id;
  std::string_view signature_version;
  std::string_view cipher_suite;
  std::string_view authentication_type;
  std::string_view host_header;
  std::string_view tls_version;
  std::string_view access_point_arn;
  std::string_view acl_required;

  /// Whether nobody signed the request.
  bool is_anonymous() const {
    return requester.empty() && signature_version.empty() && authentication_type.empty();
  }

  /// Whether the request succeeded: status 200 to 299 or 304, and no error code.
  bool succeeded() const;
};

/// What is missing if a text is no line of an access log.
inline constexpr std::string_view kNoAccessLogLine =
    "found a line that is no whole record, expected a record of an S3 server access log";

/// Reads a line. Lines have 18 fields (before 2019), 23, or 24 and more.
/// @param line      without its end
/// @param is_ended  false if the text ends without a line end, so that it may be cut. Such a line
///                  must have 24 fields, of which the last does not count
std::optional<AccessLogEntry> read_access_log_line(std::string_view line, bool is_ended);

/// Whether one of the first lines of a content begins as records of an access log do.
bool begins_access_log(std::string_view first);

}  // namespace s3rare::input
