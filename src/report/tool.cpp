#include "report/tool.h"

#include <algorithm>
#include <array>

#include "s3rare/lower_case.h"

namespace s3rare::report {
namespace {

struct Sign {
  std::string_view part;  // in lower case
  Tool tool;
};

// The first that fits decides. Sources: the tools' own documentation of their user agents.
constexpr std::array kSigns = {
    Sign{"aws-cli/", Tool::aws_cli},
    Sign{"aws-sdk-", Tool::sdk},
    Sign{"boto3/", Tool::sdk},
    Sign{"botocore/", Tool::sdk},
    Sign{"boto/", Tool::sdk},
    Sign{"minio ", Tool::sdk},
    Sign{"s3fs", Tool::sdk},
    Sign{"rclone/", Tool::transfer},
    Sign{"s5cmd", Tool::transfer},
    Sign{"s3browser", Tool::transfer},
    Sign{"s3 browser", Tool::transfer},
    Sign{"cyberduck", Tool::transfer},
    Sign{"s3cmd", Tool::transfer},
    Sign{"aria2", Tool::transfer},
    Sign{"curl/", Tool::http_library},
    Sign{"wget/", Tool::http_library},
    Sign{"python-requests", Tool::http_library},
    Sign{"python-urllib", Tool::http_library},
    Sign{"aiohttp", Tool::http_library},
    Sign{"httpx", Tool::http_library},
    Sign{"go-http-client", Tool::http_library},
    Sign{"okhttp", Tool::http_library},
    Sign{"java/", Tool::http_library},
    Sign{"apache-httpclient", Tool::http_library},
    Sign{"node-fetch", Tool::http_library},
    Sign{"axios", Tool::http_library},
    Sign{"libwww-perl", Tool::http_library},
    Sign{"postmanruntime", Tool::http_library},
    Sign{"nuclei", Tool::scanner},
    Sign{"zgrab", Tool::scanner},
    Sign{"masscan", Tool::scanner},
    Sign{"nmap", Tool::scanner},
    Sign{"sqlmap", Tool::scanner},
    Sign{"nikto", Tool::scanner},
    Sign{"censys", Tool::scanner},
    Sign{"s3scanner", Tool::scanner},
    Sign{"trufflehog", Tool::scanner},
    Sign{"bot/", Tool::crawler},
    Sign{"bot;", Tool::crawler},
    Sign{"bot)", Tool::crawler},
    Sign{"googlebot", Tool::crawler},
    Sign{"bingbot", Tool::crawler},
    Sign{"crawler", Tool::crawler},
    Sign{"spider", Tool::crawler},
    Sign{"slurp", Tool::crawler},
    Sign{"facebookexternalhit", Tool::crawler},
    Sign{"mozilla/", Tool::browser},
    Sign{"opera/", Tool::browser},
};

}  // namespace

std::string_view name_of(Tool tool) {
  constexpr std::array<std::string_view, 8> kNames = {
      "AWS CLI", "SDK", "HTTP library", "transfer tool", "crawler", "scanner", "browser", "other"};
  return kNames[static_cast<std::size_t>(tool)];
}

Tool tool_of(std::string_view user_agent) {
  const std::string text = lower_case(user_agent);
  const auto* const found = std::find_if(kSigns.begin(), kSigns.end(), [&](const Sign& sign) {
    return text.find(sign.part) != std::string::npos;
  });
  return found == kSigns.end() ? Tool::other : found->tool;
}

}  // namespace s3rare::report
