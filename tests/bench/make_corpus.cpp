// Makes a corpus of CloudTrail logs for the benchmark: the same bytes for the same arguments.
//
// Records have AWS's key order and lengths, 1.2 to 1.9 KB, and files have the numbers of records
// that were counted in real deliveries. What repeats in real logs repeats here
// (roles, buckets, user agents) and what does not is random (ids, signatures, session tokens), so
// that they compress about as well as real ones.

#include <isa-l/igzip_lib.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <initializer_list>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view kUsage =
    "usage: s3rare_make_corpus KIND FOLDER [--size BYTES] [--sources N] [--seed N]\n"
    "KIND:\n"
    "  delivery  delivery files, many small and some large, 1% of the records match\n"
    "  quiet     the same, 0.01% match\n"
    "  public    the same, 50% match\n"
    "  tiny      delivery files of 1 to 5 records, 1% match\n"
    "  large     delivery files of 50 to 100 MB inflated, 1% match\n"
    "  ndjson    plain files of 64 MB, one record a line, 1% match\n"
    "--size is that of the inflated text, --sources how many anonymous addresses there are.\n"
    "Prints what was made, as JSON.\n";

constexpr std::uint64_t kMegabyte = 1000 * 1000;

// ---- Text ---------------------------------------------------------------------------------

// The parts of a list in braces are evaluated in order, so that chance falls the same way with
// every compiler.
std::string join(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

// ---- Chance -------------------------------------------------------------------------------

// SplitMix64. The standard library's distributions differ from one library to another.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t bits = state_ += 0x9e3779b97f4a7c15;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
    return bits ^ (bits >> 31);
  }

  std::uint64_t below(std::uint64_t limit) { return next() % limit; }
  std::uint64_t between(std::uint64_t least, std::uint64_t most) {
    return least + below(most - least + 1);
  }
  bool one_in(std::uint64_t count) { return below(count) == 0; }

  template <typename List>
  const auto& pick(const List& list) {
    return list[below(std::size(list))];
  }

  std::string of(std::string_view alphabet, std::size_t length) {
    std::string text(length, '\0');
    for (char& c : text) c = alphabet[below(alphabet.size())];
    return text;
  }
  std::string hex(std::size_t length) { return of("0123456789abcdef", length); }
  std::string key_id(std::size_t length) { return of("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length); }
  std::string base64(std::size_t length) {
    return of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", length);
  }
  std::string letters(std::size_t length) {
    return of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
  }
  std::string uuid() {
    return join({hex(8), "-", hex(4), "-4", hex(3), "-a", hex(3), "-", hex(12)});
  }

 private:
  std::uint64_t state_;
};

// ---- Time ---------------------------------------------------------------------------------

std::string padded(std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

using Time = std::chrono::sys_seconds;

struct TimeParts {
  std::string year, month, day, hour, minute, second;

  explicit TimeParts(Time time) {
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(time - midnight);
    year = padded(static_cast<std::uint64_t>(static_cast<int>(date.year())), 4);
    month = padded(static_cast<unsigned>(date.month()), 2);
    day = padded(static_cast<unsigned>(date.day()), 2);
    hour = padded(static_cast<std::uint64_t>(clock.hours().count()), 2);
    minute = padded(static_cast<std::uint64_t>(clock.minutes().count()), 2);
    second = padded(static_cast<std::uint64_t>(clock.seconds().count()), 2);
  }
};

std::string rfc3339(Time time) {
  const TimeParts at(time);
  return join(
      {at.year, "-", at.month, "-", at.day, "T", at.hour, ":", at.minute, ":", at.second, "Z"});
}

// ---- Records ------------------------------------------------------------------------------

constexpr std::array<std::string_view, 3> kAccounts = {"111122223333", "444455556666",
                                                       "777788889999"};
constexpr std::array<std::string_view, 4> kRegions = {"us-east-1", "us-east-1", "us-west-2",
                                                      "eu-central-1"};
constexpr std::array<std::string_view, 6> kRoles = {"ci-deploy",    "data-pipeline",
                                                    "web-frontend", "AWSServiceRoleForConfig",
                                                    "night-backup", "audit-read-only"};
constexpr std::array<std::string_view, 5> kBuckets = {"acme-web-assets", "acme-public-downloads",
                                                      "acme-data-lake-prod", "acme-ci-artifacts",
                                                      "acme-backup-2024"};
constexpr std::array<std::string_view, 5> kServices = {
    "ecs-tasks.amazonaws.com", "lambda.amazonaws.com", "ec2.amazonaws.com", "config.amazonaws.com",
    "cloudtrail.amazonaws.com"};
constexpr std::array<std::string_view, 5> kDescribed = {"Instances", "SecurityGroups", "Subnets",
                                                        "NetworkInterfaces", "VpcEndpoints"};
constexpr std::array<std::string_view, 5> kToolAgents = {
    "[aws-sdk-java/1.12.488 Linux/5.4.247 OpenJDK_64-Bit_Server_VM/25.372-b08 java/1.8.0_372]",
    "Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#6.1.79 lang/python#3.11.8",
    "APN/1.0 HashiCorp/1.0 Terraform/1.7.5 (+https://www.terraform.io)",
    "aws-cli/2.15.38 Python/3.11.8 Linux/6.5.0-1018-aws exe/x86_64.ubuntu.22 prompt/off",
    "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.697 Linux/5.10.213 java/17.0.10]"};
constexpr std::array<std::string_view, 4> kPublicAgents = {
    "[Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/124.0.0.0 Safari/537.36]",
    "[Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)]", "[curl/8.5.0]",
    "[python-requests/2.31.0]"};
constexpr std::string_view kTlsCipher = "ECDHE-RSA-AES128-GCM-SHA256";

// What one record tells, by CloudTrail's keys: JSON where a value is more than a string. An empty
// member is a key that the record does not have.
struct Event {
  std::string user_identity;
  std::string event_source;
  std::string event_name;
  std::string source_address;
  std::string user_agent;
  std::string error_code;
  std::string error_message;
  std::string request_parameters = "null";
  std::string response_elements = "null";
  std::string additional_event_data;
  std::string resources;
  std::string host;
  bool read_only = true;
  bool is_data = false;
};

// Makes records of one account and region after the other.
class RecordMaker {
 public:
  RecordMaker(std::uint64_t seed, std::uint64_t sources) : random_(seed), sources_(sources) {
    for (const std::string_view account : kAccounts) {
      for (const std::string_view role : kRoles) add_sessions(account, role);
    }
  }

  // Begins a file. Three records in four of a file are of the same session and bucket.
  void begin_file(std::string_view account, std::string_view region) {
    account_ = account;
    region_ = region;
    usual_session_ = random_.below(kRoles.size() * kSessionsOfRole);
    usual_bucket_ = random_.pick(kBuckets);
  }

  // Appends a record of a matching access: anonymous, on S3, one of the rule's actions, successful.
  void append_match(std::string& to, Time time) { append(to, time, anonymous_access()); }

  void append_other(std::string& to, Time time) { append(to, time, other_event()); }

 private:
  static constexpr std::size_t kSessionsOfRole = 4;

  void add_sessions(std::string_view account, std::string_view role) {
    const std::string principal = "AROA" + random_.key_id(17);
    for (std::size_t i = 0; i < kSessionsOfRole; ++i) {
      const std::string session = "i-0" + random_.hex(16);
      std::string identity = R"({"type":"AssumedRole")";
      append_string(identity, "principalId", join({principal, ":", session}));
      append_string(identity, "arn",
                    join({"arn:aws:sts::", account, ":assumed-role/", role, "/", session}));
      append_string(identity, "accountId", account);
      append_string(identity, "accessKeyId", "ASIA" + random_.key_id(16));
      append_json(identity, "sessionContext", session_context(account, role, principal));
      sessions_.push_back(identity + "}");
    }
  }

  static std::string session_context(std::string_view account, std::string_view role,
                                     std::string_view principal) {
    std::string issuer = R"({"type":"Role")";
    append_string(issuer, "principalId", principal);
    append_string(issuer, "arn", join({"arn:aws:iam::", account, ":role/", role}));
    append_string(issuer, "accountId", account);
    append_string(issuer, "userName", role);
    return join({R"({"sessionIssuer":)", issuer, R"(},"attributes":{"creationDate":)",
                 R"("2024-05-01T04:12:51Z","mfaAuthenticated":"false"}})"});
  }

  // About one anonymous access in a hundred that the rule must refuse, to keep it honest.
  Event other_event() {
    const std::uint64_t percent = random_.below(100);
    if (percent < 12) return assume_role_by_service();
    if (percent < 45) return describe();
    if (percent < 85) return object_access_by_role();
    if (percent < 92) return put_policy();
    if (percent < 99) return denied();
    return refused_anonymous_access();
  }

  Event assume_role_by_service() {
    const std::string_view service = random_.pick(kServices);
    const std::string role = join({"arn:aws:iam::", account_, ":role/", random_.pick(kRoles)});
    Event event;
    event.user_identity = join({R"({"type":"AWSService","invokedBy":")", service, R"("})"});
    event.event_source = "sts.amazonaws.com";
    event.event_name = "AssumeRole";
    event.source_address = event.user_agent = service;
    event.request_parameters = join({R"({"roleArn":")", role, R"(","roleSessionName":"i-0)",
                                     random_.hex(16), R"(","durationSeconds":3600})"});
    event.response_elements =
        join({R"({"credentials":{"accessKeyId":"ASIA)", random_.key_id(16),
              R"(","sessionToken":"IQoJb3JpZ2luX2VjE)", random_.base64(random_.between(250, 550)),
              R"(\u003d","expiration":"May 2, 2024, 10:31:59 AM"}})"});
    // CloudTrail escapes the padding of a token; most tokens need none.
    if (!random_.one_in(20)) remove_escape(event.response_elements);
    event.resources = join(
        {R"([{"accountId":")", account_, R"(","type":"AWS::IAM::Role","ARN":")", role, R"("}])"});
    return event;
  }

  Event describe() {
    const std::string_view what = random_.pick(kDescribed);
    Event event = by_role("ec2.amazonaws.com", "");
    event.event_name = join({"Describe", what});
    event.request_parameters =
        join({R"({"maxResults":1000,"filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":)",
              R"([{"value":"vpc-0)", random_.hex(16), R"("}]}}]}})"});
    return event;
  }

  Event put_policy() {
    const std::string_view bucket = pick_bucket();
    Event event = by_role("s3.amazonaws.com", bucket);
    event.event_name = "PutBucketPolicy";
    event.read_only = false;
    event.request_parameters =
        join({R"({"bucketPolicy":"{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    )",
              R"({\"Sid\": \")", random_.letters(12),
              R"(\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::)", account_,
              R"(:root\"}, \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::)", bucket,
              R"(/*\"}\n  ]\n}","bucketName":")", bucket, R"(","policy":""})"});
    return event;
  }

  Event denied() {
    Event event = by_role("iam.amazonaws.com", "");
    event.event_name = "PutRolePolicy";
    event.read_only = false;
    event.error_code = "AccessDenied";
    event.error_message = join(
        {"User: arn:aws:sts::", account_, ":assumed-role/", random_.pick(kRoles), "/i-0",
         random_.hex(16), " is not authorized to perform: iam:PutRolePolicy on resource: role ",
         random_.pick(kRoles),
         " because no identity-based policy allows the iam:PutRolePolicy action"});
    return event;
  }

  Event object_access_by_role() {
    const std::string_view bucket = pick_bucket();
    Event event = by_role("s3.amazonaws.com", bucket);
    event.event_name = random_.one_in(4) ? "PutObject" : "GetObject";
    event.read_only = event.event_name == "GetObject";
    add_object(event, bucket);
    return event;
  }

  Event anonymous_access() {
    constexpr std::array<std::string_view, 8> kActions = {"GetObject",   "GetObject", "GetObject",
                                                          "GetObject",   "GetObject", "ListObjects",
                                                          "ListObjects", "PutObject"};
    const std::string_view bucket = pick_bucket();
    Event event;
    event.user_identity = join({R"({"type":")", random_.one_in(50) ? "Unknown" : "AWSAccount",
                                R"(","principalId":"","accountId":")",
                                random_.one_in(50) ? "ANONYMOUS_PRINCIPAL" : "anonymous", R"("})"});
    event.event_source = "s3.amazonaws.com";
    event.event_name = random_.pick(kActions);
    event.source_address = next_source();
    event.user_agent = random_.pick(kPublicAgents);
    event.host = join({bucket, ".s3.amazonaws.com"});
    event.read_only = event.event_name != "PutObject";
    add_object(event, bucket);
    return event;
  }

  Event refused_anonymous_access() {
    Event event = anonymous_access();
    if (random_.one_in(2)) {
      event.event_name = "HeadObject";
    } else {
      event.error_code = "AccessDenied";
      event.error_message = "Access Denied";
    }
    return event;
  }

  std::string_view pick_bucket() {
    return random_.one_in(4) ? random_.pick(kBuckets) : usual_bucket_;
  }

  const std::string& pick_session() {
    const auto account = std::find(kAccounts.begin(), kAccounts.end(), account_);
    const std::size_t count = kRoles.size() * kSessionsOfRole;
    const std::size_t first = static_cast<std::size_t>(account - kAccounts.begin()) * count;
    return sessions_[first + (random_.one_in(4) ? random_.below(count) : usual_session_)];
  }

  Event by_role(std::string_view service, std::string_view bucket) {
    Event event;
    event.user_identity = pick_session();
    event.event_source = service;
    event.source_address =
        join({"10.", std::to_string(random_.below(4)), ".16.", std::to_string(random_.below(200))});
    event.user_agent = random_.pick(kToolAgents);
    event.host = bucket.empty()
                     ? join({service.substr(0, service.find('.')), ".", region_, ".amazonaws.com"})
                     : join({bucket, ".s3.", region_, ".amazonaws.com"});
    return event;
  }

  void add_object(Event& event, std::string_view bucket) {
    const std::string key =
        join({"assets/", random_.hex(2), "/", random_.letters(10),
              random_.one_in(40) ? R"(.html?page\u003d2\u0026lang\u003den)" : ".png"});
    const std::string bucket_arn = join({"arn:aws:s3:::", bucket});
    event.is_data = true;
    event.request_parameters = join(
        {R"({"bucketName":")", bucket, R"(","Host":")", event.host, R"(","key":")", key, R"("})"});
    event.additional_event_data =
        join({R"({"SignatureVersion":"SigV4","CipherSuite":")", kTlsCipher,
              R"(","bytesTransferredIn":0,"AuthenticationMethod":"AuthHeader","x-amz-id-2":")",
              random_.base64(75), R"(=","bytesTransferredOut":)",
              std::to_string(random_.below(900'000)), "}"});
    event.resources =
        join({R"([{"type":"AWS::S3::Object","ARN":")", bucket_arn, "/", key, R"("},{"accountId":")",
              account_, R"(","type":"AWS::S3::Bucket","ARN":")", bucket_arn, R"("}])"});
  }

  // Half of the matches come from the next source in turn, so that every source occurs if there
  // are enough of them, and half from a few that come often.
  std::string next_source() {
    constexpr std::uint64_t kBusySources = 100;
    const bool busy = random_.one_in(2);
    const std::uint64_t source =
        busy ? random_.below(std::min(kBusySources, sources_)) : next_source_++ % sources_;
    const auto bits = static_cast<std::uint32_t>(source * 2'654'435'761);  // odd: no two alike
    return join({std::to_string(bits >> 24), ".", std::to_string(bits >> 16 & 255), ".",
                 std::to_string(bits >> 8 & 255), ".", std::to_string(bits & 255)});
  }

  static void remove_escape(std::string& text) {
    const std::size_t at = text.find(R"(\u003d)");
    if (at != std::string::npos) text.erase(at, 6);
  }

  // Writes the keys that there are, in AWS's order.
  void append(std::string& to, Time time, const Event& event) {
    to += R"({"eventVersion":"1.09")";
    append_json(to, "userIdentity", event.user_identity);
    append_string(to, "eventTime", rfc3339(time));
    append_string(to, "eventSource", event.event_source);
    append_string(to, "eventName", event.event_name);
    append_string(to, "awsRegion", region_);
    append_string(to, "sourceIPAddress", event.source_address);
    append_string(to, "userAgent", event.user_agent);
    append_string(to, "errorCode", event.error_code);
    append_string(to, "errorMessage", event.error_message);
    append_json(to, "requestParameters", event.request_parameters);
    append_json(to, "responseElements", event.response_elements);
    append_json(to, "additionalEventData", event.additional_event_data);
    append_string(to, "requestID", random_.uuid());
    append_string(to, "eventID", random_.uuid());
    append_json(to, "readOnly", event.read_only ? "true" : "false");
    append_json(to, "resources", event.resources);
    append_string(to, "eventType", "AwsApiCall");
    append_json(to, "managementEvent", event.is_data ? "false" : "true");
    append_string(to, "recipientAccountId", account_);
    if (event.host.empty()) append_string(to, "sharedEventID", random_.uuid());
    append_string(to, "eventCategory", event.is_data ? "Data" : "Management");
    if (!event.host.empty()) append_json(to, "tlsDetails", tls_details(event.host));
    to += "}";
  }

  static std::string tls_details(std::string_view host) {
    return join({R"({"tlsVersion":"TLSv1.2","cipherSuite":")", kTlsCipher,
                 R"(","clientProvidedHostHeader":")", host, R"("})"});
  }

  static void append_json(std::string& to, std::string_view key, std::string_view value) {
    if (!value.empty()) to += join({",\"", key, "\":", value});
  }

  static void append_string(std::string& to, std::string_view key, std::string_view value) {
    if (!value.empty()) to += join({",\"", key, "\":\"", value, "\""});
  }

  Random random_;
  std::uint64_t sources_;
  std::uint64_t next_source_ = 0;
  std::vector<std::string> sessions_;  // userIdentity, by account
  std::string_view account_;
  std::string_view region_;
  std::size_t usual_session_ = 0;  // among those of the account
  std::string_view usual_bucket_;
};

// ---- Files --------------------------------------------------------------------------------

// A file that is written from front to back, as gzip or as it is.
class OutputFile {
 public:
  OutputFile(const std::filesystem::path& path, bool compress) : compress_(compress) {
    std::filesystem::create_directories(path.parent_path());
    file_.reset(std::fopen(path.c_str(), "wb"));
    if (!file_) throw std::runtime_error("cannot create " + path.string());
    if (!compress_) return;
    isal_deflate_init(&stream_);
    stream_.gzip_flag = IGZIP_GZIP;
    stream_.level = 3;
    stream_.level_buf = level_buffer().data();
    stream_.level_buf_size = ISAL_DEF_LVL3_DEFAULT;
  }

  void write(std::string_view text) {
    inflated_bytes_ += text.size();
    if (compress_) {
      deflate(text);
    } else {
      put(text.data(), text.size());
    }
  }

  void close() {
    stream_.end_of_stream = 1;
    if (compress_) deflate({});
    if (std::fclose(file_.release()) != 0) throw std::runtime_error("cannot write");
  }

  std::uint64_t inflated_bytes() const { return inflated_bytes_; }
  std::uint64_t disk_bytes() const { return disk_bytes_; }

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };

  static std::vector<std::uint8_t>& level_buffer() {
    static std::vector<std::uint8_t> buffer(ISAL_DEF_LVL3_DEFAULT);
    return buffer;
  }

  void deflate(std::string_view text) {
    std::array<std::uint8_t, 64 * 1024> output;
    stream_.next_in = reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<std::uint32_t>(text.size());
    do {
      stream_.next_out = output.data();
      stream_.avail_out = static_cast<std::uint32_t>(output.size());
      if (isal_deflate(&stream_) != COMP_OK) throw std::runtime_error("cannot deflate");
      put(output.data(), output.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

  void put(const void* bytes, std::size_t count) {
    if (std::fwrite(bytes, 1, count, file_.get()) != count) {
      throw std::runtime_error("cannot write");
    }
    disk_bytes_ += count;
  }

  std::unique_ptr<std::FILE, Close> file_;
  bool compress_;
  isal_zstream stream_{};
  std::uint64_t inflated_bytes_ = 0;
  std::uint64_t disk_bytes_ = 0;
};

// How much goes into a file: it is full when either is reached.
struct Extent {
  std::uint64_t records;
  std::uint64_t bytes;
};

constexpr std::uint64_t kUnlimited = ~std::uint64_t{0};

// Drawn from the quantiles of 3,872 real files (5 at the median, 16 at 90%, 33 at 99%, 622 at the
// end), with a few as large as busy accounts get.
Extent delivery_extent(Random& random) {
  struct Quantile {
    std::uint64_t in_10000;
    std::uint64_t records;
  };
  constexpr std::array<Quantile, 7> kQuantiles = {
      {{0, 1}, {5000, 5}, {9000, 16}, {9900, 33}, {9980, 120}, {9998, 622}, {10000, 6000}}};
  const std::uint64_t at = random.below(10000);
  const auto* above = kQuantiles.begin() + 1;
  while (above->in_10000 <= at) ++above;
  const Quantile& below = *(above - 1);
  const std::uint64_t range = above->in_10000 - below.in_10000;
  return {below.records + (above->records - below.records) * (at - below.in_10000) / range,
          kUnlimited};
}

Extent tiny_extent(Random& random) { return {random.between(1, 5), kUnlimited}; }

Extent large_extent(Random& random) {
  return {kUnlimited, random.between(50 * kMegabyte, 100 * kMegabyte)};
}

Extent part_extent(Random&) { return {kUnlimited, 64 * kMegabyte}; }

// ---- Corpora ------------------------------------------------------------------------------

struct Kind {
  std::string_view name;
  std::uint64_t matches_in_10000;
  Extent (*extent)(Random& random);
  bool is_ndjson;
};

constexpr std::array<Kind, 6> kKinds = {{{"delivery", 100, delivery_extent, false},
                                         {"quiet", 1, delivery_extent, false},
                                         {"public", 5000, delivery_extent, false},
                                         {"tiny", 100, tiny_extent, false},
                                         {"large", 100, large_extent, false},
                                         {"ndjson", 100, part_extent, true}}};

struct Arguments {
  const Kind* kind = nullptr;
  std::filesystem::path folder;
  std::uint64_t size_bytes = 300 * kMegabyte;
  std::uint64_t sources = 10'000;
  std::uint64_t seed = 1;
};

struct Made {
  std::uint64_t files = 0;
  std::uint64_t records = 0;
  std::uint64_t matches = 0;
  std::uint64_t inflated_bytes = 0;
  std::uint64_t disk_bytes = 0;
};

class Corpus {
 public:
  explicit Corpus(const Arguments& arguments)
      : arguments_(arguments),
        kind_(*arguments.kind),
        random_(arguments.seed),
        records_(arguments.seed + 1, arguments.sources) {}

  Made make() {
    while (made_.inflated_bytes < arguments_.size_bytes) make_file();
    return made_;
  }

 private:
  static constexpr std::chrono::seconds kCovered = std::chrono::days(30);
  static constexpr std::uint64_t kSpanSeconds = 300;  // of the records of one file
  static constexpr std::size_t kBatchBytes = 256 * 1024;

  void make_file() {
    const std::string_view account = random_.pick(kAccounts);
    const std::string_view region = random_.pick(kRegions);
    records_.begin_file(account, region);
    const Time time = time_of_next_file();
    Extent extent = kind_.extent(random_);
    // The last file of a kind with large ones ends the corpus where it was asked to end.
    extent.bytes = std::min(extent.bytes, arguments_.size_bytes - made_.inflated_bytes);
    if (extent.records != kUnlimited) extent.bytes = kUnlimited;

    OutputFile file(arguments_.folder / path_of(account, region, time), !kind_.is_ndjson);
    write_records(file, time, extent);
    file.close();
    ++made_.files;
    made_.inflated_bytes += file.inflated_bytes();
    made_.disk_bytes += file.disk_bytes();
  }

  void write_records(OutputFile& file, Time time, const Extent& extent) {
    std::string text = kind_.is_ndjson ? "" : R"({"Records":[)";
    const std::uint64_t last = made_.records + std::min(extent.records, kUnlimited / 2);
    while (true) {
      append_record(text, time - std::chrono::seconds(random_.below(kSpanSeconds)));
      const bool full =
          made_.records >= last || file.inflated_bytes() + text.size() >= extent.bytes;
      if (kind_.is_ndjson) {
        text += "\n";
      } else {
        text += full ? "]}" : ",";
      }
      if (full || text.size() >= kBatchBytes) {
        file.write(text);
        text.clear();
      }
      if (full) return;
    }
  }

  void append_record(std::string& text, Time time) {
    ++made_.records;
    if (random_.below(10000) < kind_.matches_in_10000) {
      ++made_.matches;
      records_.append_match(text, time);
    } else {
      records_.append_other(text, time);
    }
  }

  // Files follow one another in time, over the same days whatever the size of the corpus.
  Time time_of_next_file() const {
    const Time begin = std::chrono::sys_days(std::chrono::year(2024) / 5 / 1);
    const double share = static_cast<double>(made_.inflated_bytes) /
                         static_cast<double>(std::max<std::uint64_t>(arguments_.size_bytes, 1));
    const auto seconds = static_cast<std::int64_t>(share * static_cast<double>(kCovered.count()));
    return begin + std::chrono::seconds(seconds / 300 * 300 + 300);
  }

  std::filesystem::path path_of(std::string_view account, std::string_view region, Time time) {
    if (kind_.is_ndjson) return join({"part-", padded(made_.files, 4), ".ndjson"});
    const TimeParts at(time);
    const std::string folder = join({"AWSLogs/", account, "/CloudTrail/", region, "/"});
    const std::string day = join({at.year, "/", at.month, "/", at.day, "/"});
    const std::string minute = join({at.year, at.month, at.day, "T", at.hour, at.minute, "Z_"});
    return join({folder, day, account, "_CloudTrail_", region, "_", minute, random_.letters(16),
                 ".json.gz"});
  }

  const Arguments& arguments_;
  const Kind& kind_;
  Random random_;
  RecordMaker records_;
  Made made_;
};

// ---- Command line -------------------------------------------------------------------------

std::uint64_t parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) {
    throw std::invalid_argument("found '" + std::string(text) + "', expected a positive number");
  }
  return number;
}

const Kind& parse_kind(std::string_view name) {
  const auto* kind = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const Kind& candidate) { return candidate.name == name; });
  if (kind == kKinds.end()) {
    throw std::invalid_argument("found '" + std::string(name) + "', expected a KIND");
  }
  return *kind;
}

Arguments parse(const std::vector<std::string_view>& words) {
  if (words.size() < 2 || words.size() % 2 != 0) {
    throw std::invalid_argument("expected KIND, FOLDER and options with values");
  }
  Arguments arguments;
  arguments.kind = &parse_kind(words[0]);
  arguments.folder = words[1];
  for (std::size_t i = 2; i < words.size(); i += 2) {
    const std::uint64_t number = parse_number(words[i + 1]);
    if (words[i] == "--size") {
      arguments.size_bytes = number;
    } else if (words[i] == "--sources") {
      arguments.sources = number;
    } else if (words[i] == "--seed") {
      arguments.seed = number;
    } else {
      throw std::invalid_argument("unknown option " + std::string(words[i]));
    }
  }
  return arguments;
}

}  // namespace

int main(int argc, char** argv) try {
  const Arguments arguments = parse({argv + 1, argv + argc});
  const Made made = Corpus(arguments).make();
  std::cout << "{\"files\":" << made.files << ",\"records\":" << made.records
            << ",\"matches\":" << made.matches << ",\"inflated_bytes\":" << made.inflated_bytes
            << ",\"disk_bytes\":" << made.disk_bytes << "}\n";
  return EXIT_SUCCESS;
} catch (const std::invalid_argument& error) {
  std::cerr << "s3rare_make_corpus: " << error.what() << "\n" << kUsage;
  return 2;
} catch (const std::exception& error) {
  std::cerr << "s3rare_make_corpus: " << error.what() << "\n";
  return EXIT_FAILURE;
}
