#include "s3rare/term.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "s3rare/exposure.h"
#include "s3rare/network.h"
#include "s3rare/s3_action.h"
#include "s3rare/siphash.h"

namespace s3rare {
namespace {

struct TermName {
  TermField field;
  std::string_view ecs;
  std::string_view brief;
};
constexpr std::array<TermName, 8> kTermNames = {{
    {TermField::source_address, "source.address", "source"},
    {TermField::host, "tls.client.server_name", "host"},
    {TermField::bucket, "aws.s3.bucket.name", "bucket"},
    {TermField::action, "event.action", "action"},
    {TermField::account, "aws.cloudtrail.recipient_account_id", "account"},
    {TermField::effect, "s3rare.exposure.effect", "effect"},
    {TermField::key_kind, "s3rare.exposure.key_kind", "key_kind"},
    {TermField::network, "s3rare.network", "network"},
}};

const TermName& names_of(TermField field) {
  return *std::find_if(kTermNames.begin(), kTermNames.end(),
                       [&](const TermName& name) { return name.field == field; });
}

constexpr std::string_view kOrdinaryKey = "none";

std::string network_of(std::string_view source) {
  constexpr int kSubscriber = 64;
  const auto address = parse_source_address(source);
  if (!address || !address->is_v6) return bounded(source);
  return format_network(network_around(*address, kSubscriber));
}

std::string value_of(const RecordFields& record, TermField field) {
  switch (field) {
    case TermField::source_address:
      return bounded(record.source_address.string());
    case TermField::host:
      return bounded(record.host.string().empty() ? record.host_parameter.string()
                                                  : record.host.string());
    case TermField::bucket:
      return bounded(record.bucket.string());
    case TermField::action:
      return bounded(record.event_name.string());
    case TermField::account:
      return bounded(record.recipient_account.string());
    case TermField::effect: {
      const auto effect = effect_of(record.event_name.string());
      return std::string(effect ? name_of(*effect) : std::string_view());
    }
    case TermField::key_kind: {
      const auto kind = secret_kind_of(record.key.string());
      return std::string(kind ? name_of(*kind) : kOrdinaryKey);
    }
    case TermField::network:
      return network_of(record.source_address.string());
  }
  return {};
}

constexpr std::size_t kLengthBytes = 4;

void append_length(std::string& to, std::size_t length) {
  for (std::size_t i = 0; i < kLengthBytes; ++i) to += static_cast<char>(length >> (8 * i) & 0xff);
}

void append_value(std::string& term, std::string_view value, const TermFields& fields) {
  if (fields.size() > 1) append_length(term, value.size());
  term += value;
}

std::size_t take_length(std::string_view& from) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    length |= static_cast<std::size_t>(static_cast<std::uint8_t>(from[i])) << (8 * i);
  }
  from.remove_prefix(kLengthBytes);
  return length;
}

}  // namespace

std::string_view ecs_name(TermField field) { return names_of(field).ecs; }

std::string_view brief_name(TermField field) { return names_of(field).brief; }

std::string bounded(std::string_view text, std::size_t longest) {
  if (text.size() <= longest) return std::string(text);
  std::size_t length = longest;
  while (length > 0 && (text[length] & '\xc0') == '\x80') --length;  // do not split a character
  return std::string(text.substr(0, length)).append(siphash_128_hex(HashKey{}, text));
}

std::optional<TermFields> parse_term_fields(std::string_view text) {
  TermFields fields;
  for (;;) {
    const std::size_t comma = text.find(',');
    const std::string_view wanted = text.substr(0, comma);
    const auto* name =
        std::find_if(kTermNames.begin(), kTermNames.end(), [&](const TermName& candidate) {
          return candidate.ecs == wanted || candidate.brief == wanted;
        });
    if (name == kTermNames.end()) return std::nullopt;
    if (std::find(fields.begin(), fields.end(), name->field) != fields.end()) return std::nullopt;
    fields.push_back(name->field);
    if (comma == std::string_view::npos) return fields;
    text.remove_prefix(comma + 1);
  }
}

std::optional<std::string> term_of(const RecordFields& record, const TermFields& fields) {
  std::string term;
  for (const TermField field : fields) {
    const std::string value = value_of(record, field);
    if (value.empty()) return std::nullopt;
    append_value(term, value, fields);
  }
  return term;
}

std::optional<std::string> make_term(const std::vector<std::string>& values,
                                     const TermFields& fields) {
  if (values.size() != fields.size()) return std::nullopt;
  std::string term;
  for (const std::string& value : values) {
    if (value.empty()) return std::nullopt;
    append_value(term, value, fields);
  }
  return term;
}

std::string term_field_names(const TermFields& fields) {
  std::string names;
  for (const TermField field : fields)
    names.append(names.empty() ? "" : ",").append(ecs_name(field));
  return names;
}

std::vector<std::string_view> term_values(std::string_view term, const TermFields& fields) {
  if (fields.size() == 1) return {term};
  std::vector<std::string_view> values;
  while (!term.empty()) {
    const std::size_t length = take_length(term);
    values.push_back(term.substr(0, length));
    term.remove_prefix(length);
  }
  return values;
}

bool term_holds_source(std::string_view term, const TermFields& fields, std::string_view source) {
  const auto values = term_values(term, fields);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (fields[i] == TermField::source_address && values[i] == source) return true;
  }
  return false;
}

}  // namespace s3rare
