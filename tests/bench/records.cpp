#include "records.h"

#include <algorithm>
#include <cstddef>

#include "join.h"

namespace s3rare::bench {
namespace {

constexpr std::string_view kBuckets[] = {"acme-web-assets", "acme-public-downloads",
                                         "acme-data-lake-prod", "acme-ci-artifacts",
                                         "acme-backup-2024"};
constexpr std::string_view kLogBucket = "acme-cloudtrail-logs-8f3b21";
constexpr std::string_view kRoleTakers[] = {"ecs-tasks.amazonaws.com", "lambda.amazonaws.com",
                                            "ec2.amazonaws.com", "config.amazonaws.com"};
constexpr std::string_view kDescribed[] = {"Instances", "SecurityGroups", "Subnets",
                                           "NetworkInterfaces", "VpcEndpoints"};
constexpr std::string_view kVisitors[] = {
    "[Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/124.0.0.0 Safari/537.36]",
    "[Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)]", "[curl/8.5.0]",
    "[python-requests/2.31.0]"};

constexpr std::size_t kUsualKeys = 60;
constexpr std::size_t kNetworks = 6;
constexpr std::string_view kSignature =
    R"("SignatureVersion":"SigV4","AuthenticationMethod":"AuthHeader",)";

std::string new_key(Chance& chance) {
  const std::string folder = chance.hex(2);
  const std::string name = chance.letters(10);
  return join({"assets/", folder, "/", name,
               chance.one_in(40) ? R"(.html?page\u003d2\u0026lang\u003den)" : ".png"});
}

}  // namespace

RecordMaker::RecordMaker(std::uint64_t seed, const Sources& sources)
    : chance_(seed), sources_(sources) {
  for (std::size_t i = 0; i < kAccounts.size(); ++i) {
    sessions_[i] = make_sessions(kAccounts[i], chance_);
  }
  for (std::size_t i = 0; i < kUsualKeys; ++i) usual_keys_.push_back(new_key(chance_));
  for (std::size_t i = 0; i < kNetworks; ++i) networks_.push_back("vpc-0" + chance_.hex(16));
}

void RecordMaker::begin_file(std::string_view account, std::string_view region) {
  account_ = account;
  region_ = region;
  const auto* const at = std::find(kAccounts.begin(), kAccounts.end(), account);
  sessions_here_ = &sessions_[static_cast<std::size_t>(at - kAccounts.begin())];
  usual_session_ = chance_.below(sessions_here_->size());
  usual_bucket_ = chance_.pick(kBuckets);
  last_sort_ = chance_.below(100);
}

void RecordMaker::append_match(std::string& to, LogTime time) {
  append(to, time, anonymous_access());
}

void RecordMaker::append_other(std::string& to, LogTime time) { append(to, time, other_event()); }

void RecordMaker::append(std::string& to, LogTime time, const Event& event) {
  append_record(to, event, {time, account_, region_}, chance_);
}

// Calls come in bursts: two in three have the same kind as the previous one.
Event RecordMaker::other_event() {
  const bool another = chance_.one_in(3);
  const std::uint64_t percent = another ? chance_.below(100) : last_sort_;
  last_sort_ = percent;
  if (percent < 30) return log_delivery();
  if (percent < 32) return assume_role_by_service();
  if (percent < 60) return describe();
  if (percent < 90) return object_access();
  if (percent < 93) return put_policy();
  if (percent < 99) return denied();
  return refused_anonymous_access();
}

// CloudTrail itself writes to S3, and these writes are logged: most records of a small account.
Event RecordMaker::log_delivery() {
  Event event;
  const bool puts = chance_.one_in(2);
  const std::string_view service =
      chance_.one_in(3) ? "delivery.logs.amazonaws.com" : "cloudtrail.amazonaws.com";
  const std::string host = join({kLogBucket, ".s3.", region_, ".amazonaws.com"});
  event.user_identity = join({R"({"type":"AWSService","invokedBy":")", service, R"("})"});
  event.event_source = "s3.amazonaws.com";
  event.event_name = puts ? "PutObject" : "GetBucketAcl";
  event.source_address = event.user_agent = service;
  event.read_only = !puts;
  event.is_data = puts;
  event.is_shared = true;
  event.request_id = chance_.s3_request_id();
  event.additional_event_data = s3_data(kSignature);
  event.request_parameters = join({R"({"bucketName":")", kLogBucket, R"(","Host":")", host});
  if (puts) {
    const std::string key =
        join({"AWSLogs/", account_, "/CloudTrail/", region_, "/2024/05/01/", account_,
              "_CloudTrail_", region_, "_20240501T0000Z_", chance_.letters(16), ".json.gz"});
    event.request_parameters +=
        join({R"(","x-amz-acl":"bucket-owner-full-control",)",
              R"("x-amz-server-side-encryption":"AES256","key":")", key, R"("})"});
    event.response_elements = R"({"x-amz-server-side-encryption":"AES256"})";
    event.resources = bucket_resources(
        join({R"({"type":"AWS::S3::Object","ARN":"arn:aws:s3:::)", kLogBucket, "/", key, R"("},)"}),
        kLogBucket);
  } else {
    event.request_parameters += R"(","acl":""})";
    event.resources = bucket_resources("", kLogBucket);
    if (chance_.one_in(2)) {
      event.error_code = "AccessDenied";
      event.error_message = "Access Denied";
    }
  }
  return event;
}

Event RecordMaker::assume_role_by_service() {
  const std::string_view service = chance_.pick(kRoleTakers);
  const std::string role = join({"arn:aws:iam::", account_, ":role/", chance_.pick(kRoles)});
  Event event;
  event.user_identity = join({R"({"type":"AWSService","invokedBy":")", service, R"("})"});
  event.event_source = "sts.amazonaws.com";
  event.event_name = "AssumeRole";
  event.source_address = event.user_agent = service;
  event.is_shared = true;
  event.request_parameters = join({R"({"roleArn":")", role, R"(","roleSessionName":"i-0)",
                                   chance_.hex(16), R"(","durationSeconds":3600})"});
  event.response_elements =
      join({R"({"credentials":{"accessKeyId":"ASIA)", chance_.key_id(16),
            R"(","sessionToken":"IQoJb3JpZ2luX2VjE)", chance_.base64(chance_.between(400, 800)),
            chance_.one_in(4) ? R"(\u003d)" : "",  // CloudTrail escapes a token's padding
            R"(","expiration":"May 2, 2024, 10:31:59 AM"}})"});
  event.request_id = chance_.uuid();
  event.resources = join(
      {R"([{"accountId":")", account_, R"(","type":"AWS::IAM::Role","ARN":")", role, R"("}])"});
  return event;
}

Event RecordMaker::describe() {
  Event event = by_session(pick_session(), "ec2.amazonaws.com", "");
  event.event_name =
      join({"Describe", chance_.one_in(2) ? chance_.pick(kDescribed) : kDescribed[0]});
  event.request_parameters =
      join({R"({"maxResults":1000,"filterSet":{"items":[{"name":"vpc-id","valueSet":{"items":)",
            R"([{"value":")", chance_.pick(networks_), R"("}]}}]}})"});
  return event;
}

Event RecordMaker::put_policy() {
  const std::string_view bucket = pick_bucket();
  Event event = by_session(pick_session(), "s3.amazonaws.com", bucket);
  event.event_name = "PutBucketPolicy";
  event.read_only = false;
  event.request_parameters =
      join({R"({"bucketPolicy":"{\"Version\": \"2012-10-17\",)", chance_.one_in(5) ? R"(\n)" : " ",
            R"(\"Statement\": [{\"Sid\": \")", chance_.letters(12),
            R"(\", \"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"arn:aws:iam::)", account_,
            R"(:root\"}, \"Action\": \"s3:GetObject\", \"Resource\": \"arn:aws:s3:::)", bucket,
            R"(/*\"}]}","bucketName":")", bucket, R"(","policy":""})"});
  return event;
}

Event RecordMaker::denied() {
  const Session& session = pick_session();
  Event event = by_session(session, "iam.amazonaws.com", "");
  event.event_name = "PutRolePolicy";
  event.read_only = false;
  event.error_code = "AccessDenied";
  event.error_message = join(
      {"User: ", session.arn, " is not authorized to perform: iam:PutRolePolicy on resource: role ",
       chance_.pick(kRoles),
       " because no identity-based policy allows the iam:PutRolePolicy action"});
  return event;
}

Event RecordMaker::object_access() {
  const std::string_view bucket = pick_bucket();
  const std::string key = object_key();
  Event event = by_session(pick_session(), "s3.amazonaws.com", bucket);
  event.event_name = chance_.one_in(4) ? "PutObject" : "GetObject";
  event.read_only = event.event_name == "GetObject";
  event.is_data = true;
  event.additional_event_data = s3_data(kSignature);
  event.request_parameters = join(
      {R"({"bucketName":")", bucket, R"(","Host":")", event.host, R"(","key":")", key, R"("})"});
  event.resources = bucket_resources(
      join({R"({"type":"AWS::S3::Object","ARN":"arn:aws:s3:::)", bucket, "/", key, R"("},)"}),
      bucket);
  return event;
}

Event RecordMaker::anonymous_access() {
  constexpr std::string_view kActions[] = {"GetObject", "GetObject",   "GetObject",   "GetObject",
                                           "GetObject", "ListObjects", "ListObjects", "PutObject"};
  const std::string_view bucket = pick_bucket();
  Event event;
  event.user_identity = join({R"({"type":")", chance_.one_in(50) ? "Unknown" : "AWSAccount",
                              R"(","principalId":"","accountId":")",
                              chance_.one_in(50) ? "ANONYMOUS_PRINCIPAL" : "anonymous", R"("})"});
  event.event_source = "s3.amazonaws.com";
  event.event_name = chance_.pick(kActions);
  event.source_address = next_source();
  event.user_agent = chance_.pick(kVisitors);
  event.host = join({bucket, ".s3.amazonaws.com"});
  event.read_only = event.event_name != "PutObject";
  event.is_data = true;
  event.request_id = chance_.s3_request_id();
  event.additional_event_data = s3_data("");
  const bool lists = event.event_name == "ListObjects";
  const std::string key = lists ? "" : object_key();
  event.request_parameters =
      join({lists ? R"({"list-type":"2","bucketName":")" : R"({"bucketName":")", bucket,
            R"(","Host":")", event.host, lists ? R"(","prefix":")" : R"(","key":")", key, R"("})"});
  event.resources =
      bucket_resources(join({lists ? R"({"type":"AWS::S3::Object","ARNPrefix":"arn:aws:s3:::)"
                                   : R"({"type":"AWS::S3::Object","ARN":"arn:aws:s3:::)",
                             bucket, "/", key, R"("},)"}),
                       bucket);
  return event;
}

Event RecordMaker::refused_anonymous_access() {
  Event event = anonymous_access();
  if (chance_.one_in(2)) {
    event.event_name = "HeadObject";
  } else {
    event.error_code = "AccessDenied";
    event.error_message = "Access Denied";
  }
  return event;
}

Event RecordMaker::by_session(const Session& session, std::string_view service,
                              std::string_view bucket) {
  Event event;
  event.user_identity = session.user_identity;
  event.event_source = service;
  event.source_address = session.source_address;
  event.user_agent = session.user_agent;
  event.request_id = bucket.empty() ? chance_.uuid() : chance_.s3_request_id();
  event.host = bucket.empty()
                   ? join({service.substr(0, service.find('.')), ".", region_, ".amazonaws.com"})
                   : join({bucket, ".s3.", region_, ".amazonaws.com"});
  return event;
}

const Session& RecordMaker::pick_session() {
  const bool other = chance_.one_in(8);
  return (*sessions_here_)[other ? chance_.below(sessions_here_->size()) : usual_session_];
}

std::string_view RecordMaker::pick_bucket() {
  return chance_.one_in(8) ? chance_.pick(kBuckets) : usual_bucket_;
}

std::string RecordMaker::object_key() {
  return chance_.one_in(4) ? new_key(chance_) : chance_.pick(usual_keys_);
}

// The fields that S3 adds. Anonymous requests are not signed.
std::string RecordMaker::s3_data(std::string_view signature) {
  return join({"{", signature, R"("CipherSuite":")", kTlsCipher,
               R"(","bytesTransferredIn":0,"x-amz-id-2":")", chance_.base64(75),
               R"(=","bytesTransferredOut":)", std::to_string(chance_.below(900'000)), "}"});
}

std::string RecordMaker::bucket_resources(std::string_view first, std::string_view bucket) const {
  return join({"[", first, R"({"accountId":")", account_,
               R"(","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::)", bucket, R"("}])"});
}

// Takes the next source in turn, so that every source occurs if there are enough matches.
std::string RecordMaker::next_source() {
  constexpr std::uint64_t kBusySources = 100;
  const bool busy = !sources_.each_once && chance_.one_in(2);
  const std::uint64_t source = busy ? chance_.below(std::min(kBusySources, sources_.count))
                                    : next_source_++ % sources_.count;
  // An odd factor: all results differ.
  const auto bits = static_cast<std::uint32_t>(source * 2'654'435'761);
  return join({std::to_string(bits >> 24), ".", std::to_string(bits >> 16 & 255), ".",
               std::to_string(bits >> 8 & 255), ".", std::to_string(bits & 255)});
}

}  // namespace s3rare::bench
