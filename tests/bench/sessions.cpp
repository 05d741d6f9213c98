#include "sessions.h"

#include <cstddef>

#include "event.h"
#include "join.h"

namespace s3rare::bench {
namespace {

constexpr std::size_t kSessionsOfRole = 4;
constexpr std::string_view kUsers[] = {"maria", "terraform"};
constexpr std::string_view kTools[] = {
    "[aws-sdk-java/1.12.488 Linux/5.4.247 OpenJDK_64-Bit_Server_VM/25.372-b08 java/1.8.0_372]",
    "Boto3/1.34.84 md/Botocore#1.34.84 ua/2.0 os/linux#6.1.79 lang/python#3.11.8",
    "APN/1.0 HashiCorp/1.0 Terraform/1.7.5 (+https://www.terraform.io)",
    "aws-cli/2.15.38 Python/3.11.8 Linux/6.5.0-1018-aws exe/x86_64.ubuntu.22 prompt/off",
    "[S3Console/0.4, aws-internal/3 aws-sdk-java/1.12.697 Linux/5.10.213 java/17.0.10]"};

std::string context(std::string_view account, std::string_view role, std::string_view principal) {
  std::string issuer = R"({"type":"Role")";
  append_string(issuer, "principalId", principal);
  append_string(issuer, "arn", join({"arn:aws:iam::", account, ":role/", role}));
  append_string(issuer, "accountId", account);
  append_string(issuer, "userName", role);
  return join({R"({"sessionIssuer":)", issuer, R"(},"attributes":{"creationDate":)",
               R"("2024-05-01T04:12:51Z","mfaAuthenticated":"false"}})"});
}

Session act(std::string identity, std::string arn, Chance& chance) {
  const std::string subnet = std::to_string(chance.below(4));
  const std::string host = std::to_string(chance.below(200));
  return {std::move(identity), std::move(arn), join({"10.", subnet, ".16.", host}),
          chance.pick(kTools)};
}

Session of_role(std::string_view account, std::string_view role, std::string_view principal,
                Chance& chance) {
  const std::string name = "i-0" + chance.hex(16);
  const std::string arn = join({"arn:aws:sts::", account, ":assumed-role/", role, "/", name});
  std::string identity = R"({"type":"AssumedRole")";
  append_string(identity, "principalId", join({principal, ":", name}));
  append_string(identity, "arn", arn);
  append_string(identity, "accountId", account);
  append_string(identity, "accessKeyId", "ASIA" + chance.key_id(16));
  append_json(identity, "sessionContext", context(account, role, principal));
  return act(identity + "}", arn, chance);
}

Session of_user(std::string_view account, std::string_view name, Chance& chance) {
  const std::string arn = join({"arn:aws:iam::", account, ":user/", name});
  std::string identity = R"({"type":"IAMUser")";
  append_string(identity, "principalId", "AIDA" + chance.key_id(17));
  append_string(identity, "arn", arn);
  append_string(identity, "accountId", account);
  append_string(identity, "accessKeyId", "AKIA" + chance.key_id(16));
  append_string(identity, "userName", name);
  return act(identity + "}", arn, chance);
}

}  // namespace

std::vector<Session> make_sessions(std::string_view account, Chance& chance) {
  std::vector<Session> sessions;
  for (const std::string_view role : kRoles) {
    const std::string principal = "AROA" + chance.key_id(17);
    for (std::size_t i = 0; i < kSessionsOfRole; ++i) {
      sessions.push_back(of_role(account, role, principal, chance));
    }
  }
  for (const std::string_view user : kUsers) sessions.push_back(of_user(account, user, chance));
  return sessions;
}

}  // namespace s3rare::bench
