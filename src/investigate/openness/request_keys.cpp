#include "investigate/openness/request_keys.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <iterator>

namespace s3rare::investigate::openness {
namespace {

enum class KeyKind {
  source_address,
  endpoint,
  endpoint_address,
  principal_account,
  user_id,
  principal_type,
  principal_arn,
  organization,
  user_name,
  is_service,
  via_service,
  absent,
  chosen,
  chosen_for_listing,
  chosen_for_writing,
  chosen_by_signers,
  current_time,
  resource_account,
  resource_organization,
  region,
  unknown
};

struct NamedKey {
  std::string_view name;
  KeyKind kind;
};

constexpr std::array kNamedKeys = {
    NamedKey{"aws:sourceip", KeyKind::source_address},
    NamedKey{"aws:vpcsourceip", KeyKind::endpoint_address},
    NamedKey{"aws:sourcevpc", KeyKind::endpoint},
    NamedKey{"aws:sourcevpce", KeyKind::endpoint},
    NamedKey{"aws:sourcevpcarn", KeyKind::endpoint},
    NamedKey{"aws:principalaccount", KeyKind::principal_account},
    NamedKey{"aws:userid", KeyKind::user_id},
    NamedKey{"aws:principaltype", KeyKind::principal_type},
    NamedKey{"aws:principalarn", KeyKind::principal_arn},
    NamedKey{"aws:principalorgid", KeyKind::organization},
    NamedKey{"aws:principalorgpaths", KeyKind::organization},
    NamedKey{"aws:username", KeyKind::user_name},
    NamedKey{"aws:principalisawsservice", KeyKind::is_service},
    NamedKey{"aws:viaawsservice", KeyKind::via_service},
    NamedKey{"aws:tokenissuetime", KeyKind::absent},
    NamedKey{"aws:sourceidentity", KeyKind::absent},
    NamedKey{"aws:sourcearn", KeyKind::absent},
    NamedKey{"aws:sourceaccount", KeyKind::absent},
    NamedKey{"aws:sourceowner", KeyKind::absent},
    NamedKey{"s3:accesspointnetworkorigin", KeyKind::absent},
    NamedKey{"s3:authtype", KeyKind::chosen_by_signers},
    NamedKey{"s3:signatureversion", KeyKind::chosen_by_signers},
    NamedKey{"s3:signatureage", KeyKind::chosen_by_signers},
    NamedKey{"s3:x-amz-server-side-encryption-aws-kms-key-id", KeyKind::chosen_by_signers},
    NamedKey{"aws:securetransport", KeyKind::chosen},
    NamedKey{"aws:useragent", KeyKind::chosen},
    NamedKey{"aws:referer", KeyKind::chosen},
    NamedKey{"s3:tlsversion", KeyKind::chosen},
    NamedKey{"s3:versionid", KeyKind::chosen},
    NamedKey{"s3:prefix", KeyKind::chosen_for_listing},
    NamedKey{"s3:delimiter", KeyKind::chosen_for_listing},
    NamedKey{"s3:max-keys", KeyKind::chosen_for_listing},
    NamedKey{"s3:x-amz-acl", KeyKind::chosen_for_writing},
    NamedKey{"s3:x-amz-storage-class", KeyKind::chosen_for_writing},
    NamedKey{"s3:x-amz-copy-source", KeyKind::chosen_for_writing},
    NamedKey{"s3:x-amz-metadata-directive", KeyKind::chosen_for_writing},
    NamedKey{"aws:currenttime", KeyKind::current_time},
    NamedKey{"aws:epochtime", KeyKind::current_time},
    NamedKey{"aws:resourceaccount", KeyKind::resource_account},
    NamedKey{"s3:resourceaccount", KeyKind::resource_account},
    NamedKey{"aws:resourceorgid", KeyKind::resource_organization},
    NamedKey{"aws:requestedregion", KeyKind::region}};

// Names that begin so. `s3:x-amz-` is last: the others are exceptions of it.
constexpr std::array kKeyFamilies = {NamedKey{"aws:principaltag/", KeyKind::absent},
                                     NamedKey{"aws:principalservicename", KeyKind::absent},
                                     NamedKey{"aws:multifactorauth", KeyKind::absent},
                                     NamedKey{"aws:calledvia", KeyKind::absent},
                                     NamedKey{"aws:sourceorg", KeyKind::absent},
                                     NamedKey{"s3:dataaccesspoint", KeyKind::absent},
                                     NamedKey{"aws:vpce", KeyKind::endpoint},
                                     NamedKey{"s3:x-amz-grant-", KeyKind::chosen_for_writing},
                                     NamedKey{"s3:x-amz-", KeyKind::chosen}};

KeyKind kind_of(std::string_view key) {
  const auto* const named = std::find_if(kNamedKeys.begin(), kNamedKeys.end(),
                                         [&](const NamedKey& of) { return of.name == key; });
  if (named != kNamedKeys.end()) return named->kind;
  const auto* const family =
      std::find_if(kKeyFamilies.begin(), kKeyFamilies.end(),
                   [&](const NamedKey& of) { return key.starts_with(of.name); });
  return family != kKeyFamilies.end() ? family->kind : KeyKind::unknown;
}

using Candidates = std::vector<Candidate>;
using Comparisons = std::vector<const Comparison*>;

Candidate text(std::string_view value) { return {Candidate::Kind::text, std::string(value), {}}; }
Candidate address(const Address& of, bool with_text) {
  return {Candidate::Kind::address, with_text ? format_address(of) : std::string(), of};
}
const Candidate kAbsent;
const Candidate kUndecided{Candidate::Kind::undecided, {}, {}};

std::string number_text(double number) {
  std::array<char, 64> text{};
  const int size = std::snprintf(text.data(), text.size(), "%.17g", number);
  return {text.data(), static_cast<std::size_t>(size)};
}

// Texts that tell the comparison's values apart: one below, at and above a number; for a pattern
// one that is short, and one that only the pattern's own stars explain.
void add_examples(const Comparison& comparison, Candidates& candidates) {
  for (std::size_t i = 0; i < comparison.values().size(); ++i) {
    const std::string& value = comparison.values()[i];
    switch (comparison.kind()) {
      case Comparison::Kind::number:
      case Comparison::Kind::date: {
        const auto number =
            comparison.kind() == Comparison::Kind::number ? number_of(value) : date_of(value);
        if (!number) break;
        for (const double step : {-1.0, 0.0, 1.0}) {
          candidates.push_back(text(number_text(*number + step)));
        }
        break;
      }
      case Comparison::Kind::string_like:
      case Comparison::Kind::arn:
        for (const std::string_view run : {"", "~", "~~~~~~~~"}) {
          candidates.push_back(text(comparison.patterns()[i].example(run)));
        }
        break;
      case Comparison::Kind::boolean:
      case Comparison::Kind::null:
        break;
      default:
        candidates.push_back(text(value));
    }
  }
}

Candidates chosen(const Comparisons& comparisons, bool may_be_absent) {
  Candidates candidates;
  if (may_be_absent) candidates.push_back(kAbsent);
  for (const std::string_view value : {"~other~", "true", "false"}) {
    candidates.push_back(text(value));
  }
  for (const Comparison* comparison : comparisons) add_examples(*comparison, candidates);
  return candidates;
}

// The address after the last one of a network; nothing at the end of the address space.
std::optional<Address> address_after(const Network& network) {
  Address next = network.first;
  if (network.length == 0) return std::nullopt;
  if (network.length <= 64) {
    const std::uint64_t step = std::uint64_t{1} << (64 - network.length);
    next.high += step;
    return next.high == 0 ? std::nullopt : std::optional(next);
  }
  const std::uint64_t step = std::uint64_t{1} << (128 - network.length);
  next.low += step;
  if (next.low == 0) ++next.high;
  return next.low == 0 && next.high == 0 ? std::nullopt : std::optional(next);
}

const std::array<Network, 3>& private_networks() {
  // RFC 1918: nobody comes from there.
  static const std::array<Network, 3> kNetworks = {
      network_of("10.0.0.0/8").value_or(Network{}), network_of("172.16.0.0/12").value_or(Network{}),
      network_of("192.168.0.0/16").value_or(Network{})};
  return kNetworks;
}

bool is_private(const Address& of) {
  return std::any_of(private_networks().begin(), private_networks().end(),
                     [&](const Network& network) { return network.contains(of); });
}

// The first address of each range between the ends of networks.
Candidates addresses(const Comparisons& comparisons, bool with_private) {
  std::vector<Address> starts = {Address{}, Address{true, 0, 0}};
  const auto add = [&](const Network& network) {
    starts.push_back(network.first);
    if (const auto after = address_after(network)) starts.push_back(*after);
  };
  for (const Network& network : private_networks()) add(network);
  for (const Comparison* comparison : comparisons) {
    for (const auto& network : comparison->networks()) {
      if (network) add(*network);
    }
  }
  std::sort(starts.begin(), starts.end());
  starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
  const bool with_text =
      std::any_of(comparisons.begin(), comparisons.end(),
                  [](const Comparison* of) { return of->kind() != Comparison::Kind::address; });
  Candidates candidates;
  candidates.reserve(starts.size());
  for (const Address& start : starts) {
    if (with_private || !is_private(start)) candidates.push_back(address(start, with_text));
  }
  return candidates;
}

// A key that has the bucket's own value: where that is not known, the value that the policy names.
Candidates own(std::string_view value, const Comparisons& comparisons) {
  if (!value.empty()) return {text(value)};
  for (const Comparison* comparison : comparisons) {
    if (!comparison->values().empty()) return {text(comparison->values().front())};
  }
  return {kUndecided};
}

constexpr std::string_view kForeignAccount = "~foreign~";

// What a foreign identity holds: a value that no policy names, and examples of open patterns.
Candidates foreign(std::string_view value, const Comparisons& comparisons,
                   std::size_t account_part) {
  Candidates candidates = {text(value)};
  for (const Comparison* comparison : comparisons) {
    if (comparison->kind() != Comparison::Kind::string_like &&
        comparison->kind() != Comparison::Kind::arn) {
      continue;
    }
    for (const std::string& pattern : comparison->values()) {
      // The part of an ARN that holds the account must be open.
      std::size_t begin = 0;
      for (std::size_t part = 0; part < account_part && begin != std::string::npos; ++part) {
        begin = pattern.find(':', begin);
        if (begin != std::string::npos) ++begin;
      }
      if (begin == std::string::npos) continue;
      const std::string_view rest = std::string_view(pattern).substr(begin);
      const std::string_view part = rest.substr(0, rest.find(':'));
      if (part.find('*') == std::string_view::npos) continue;
      candidates.push_back(text(Pattern(pattern).example(kForeignAccount)));
    }
  }
  return candidates;
}

bool lists(std::string_view permission) { return permission.starts_with("s3:list"); }
bool writes(std::string_view permission) { return permission.starts_with("s3:put"); }

}  // namespace

std::vector<Candidate> candidates_of(std::string_view key,
                                     const std::vector<const Comparison*>& comparisons,
                                     const Circumstances& circumstances) {
  const Caller caller = circumstances.caller;
  const bool is_signed = caller == Caller::signer;
  const bool by_endpoint = caller == Caller::endpoint;
  switch (kind_of(key)) {
    case KeyKind::source_address:
      return by_endpoint ? Candidates{kAbsent} : addresses(comparisons, false);
    case KeyKind::endpoint_address:
      return by_endpoint ? addresses(comparisons, true) : Candidates{kAbsent};
    case KeyKind::endpoint:
      return by_endpoint ? chosen(comparisons, false) : Candidates{kAbsent};
    case KeyKind::principal_account:
      return {text(is_signed ? kForeignAccount : "anonymous")};
    case KeyKind::user_id:
      return {text(is_signed ? "AIDA~FOREIGN~" : "anonymous")};
    case KeyKind::principal_type:
      return {text(is_signed ? "User" : "Anonymous")};
    case KeyKind::principal_arn: {
      constexpr std::size_t kAccountPart = 4;
      return is_signed ? foreign("arn:aws:iam::~foreign~:user/~foreign~", comparisons, kAccountPart)
                       : Candidates{kAbsent};
    }
    case KeyKind::organization:
      return is_signed ? Candidates{text("o-~foreign~")} : Candidates{kAbsent};
    case KeyKind::user_name:
      return is_signed ? chosen(comparisons, false) : Candidates{kAbsent};
    case KeyKind::is_service:
      return is_signed ? Candidates{text("false")} : Candidates{kAbsent};
    case KeyKind::via_service:
      return {text("false")};
    case KeyKind::absent:
      return {kAbsent};
    case KeyKind::chosen:
      if (key == "aws:securetransport") return {text("true"), text("false")};
      return chosen(comparisons, true);
    case KeyKind::chosen_for_listing:
      return lists(circumstances.permission) ? chosen(comparisons, true) : Candidates{kAbsent};
    case KeyKind::chosen_for_writing:
      return writes(circumstances.permission) ? chosen(comparisons, true) : Candidates{kAbsent};
    case KeyKind::chosen_by_signers:
      return is_signed ? chosen(comparisons, true) : Candidates{kAbsent};
    case KeyKind::current_time:
      return {text(std::to_string(circumstances.time.seconds))};
    case KeyKind::resource_account:
      return own(circumstances.account, comparisons);
    case KeyKind::resource_organization:
      return own({}, comparisons);
    case KeyKind::region:
      return own(circumstances.region, comparisons);
    case KeyKind::unknown:
      break;
  }
  return {kUndecided};
}

bool is_chosen(std::string_view key) {
  const KeyKind kind = kind_of(key);
  return kind == KeyKind::chosen || kind == KeyKind::chosen_for_listing ||
         kind == KeyKind::chosen_for_writing;
}

bool is_of_endpoint(std::string_view key) {
  const KeyKind kind = kind_of(key);
  return kind == KeyKind::endpoint || kind == KeyKind::endpoint_address;
}

}  // namespace s3rare::investigate::openness
