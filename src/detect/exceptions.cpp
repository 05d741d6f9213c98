#include "s3rare/exceptions.h"

#include <algorithm>

#include "detect/pattern_index.h"
#include "s3rare/siphash.h"

namespace s3rare {
namespace {

constexpr std::array<std::string_view, kExceptionFields.size()> kNames = {
    "source", "bucket", "user_agent", "action", "recipient_account", "key"};

std::string_view text_of(const RecordFields& match, ExceptionField field) {
  switch (field) {
    case ExceptionField::source:
      return match.source_address.string();
    case ExceptionField::bucket:
      return match.bucket.string();
    case ExceptionField::user_agent:
      return match.user_agent.string();
    case ExceptionField::action:
      return match.event_name.string();
    case ExceptionField::recipient_account:
      return match.recipient_account.string();
    case ExceptionField::key:
      return match.key.string();
  }
  return {};
}

// A short list is tried in turn faster than an index is asked.
constexpr std::uint32_t kFewestIndexed = 16;

PatternIndex::Texts texts_of(const RecordFields& match) {
  PatternIndex::Texts texts;
  for (const ExceptionField field : kExceptionFields) {
    texts[static_cast<std::size_t>(field)] = text_of(match, field);
  }
  return texts;
}

// Whether the text was probably meant as an address or a network. Without this check, a typo would
// become a service name that no record contains. A list of addresses with commas is a valid name:
// some proxies write it.
bool looks_like_address(std::string_view text) {
  constexpr std::string_view kOfAddresses = "0123456789abcdefABCDEF.:*- \t[]";
  return text.find('/') != std::string_view::npos ||
         text.find_first_not_of(kOfAddresses) == std::string_view::npos;
}

Result<Done> add_source(Exception& exception, std::string_view text) {
  if (auto network = parse_network(text)) {
    exception.source = *network;
  } else if (looks_like_address(text)) {
    return std::move(network.error());
  } else if (text.find_first_of("*?") != std::string_view::npos) {
    return malformed(std::string("found '").append(text).append(
        "', expected an address, a network such as 192.0.2.0/24, or the whole name of a service "
        "such as AWS Internal: a source is no pattern"));
  } else {
    exception.source = std::string(text);
  }
  return Done();
}

// The bucket that an exception requires, if it names exactly one.
std::optional<std::string_view> only_bucket(const Exception& exception) {
  for (const auto& [field, pattern] : exception.texts) {
    if (field == ExceptionField::bucket) return pattern.only_text();
  }
  return std::nullopt;
}

std::string source_text(const Exception& exception) {
  if (const auto* network = std::get_if<Network>(&exception.source)) {
    return format_network(*network);
  }
  const auto* name = std::get_if<std::string>(&exception.source);
  return name != nullptr ? *name : std::string();
}

// A hash of the meaning of an exception.
std::string meaning(const Exception& exception) {
  std::array<std::string_view, kExceptionFields.size()> texts{};
  for (const auto& [field, pattern] : exception.texts) {
    texts[static_cast<std::size_t>(field)] = pattern.tokens();
  }
  const std::string source = source_text(exception);
  const std::string expires = exception.expires ? format_utc(*exception.expires) : std::string();
  return siphash_128_hex(HashKey{}, length_prefixed({source, texts[1], texts[2], texts[3], texts[4],
                                                     texts[5], expires}));
}

}  // namespace

std::string_view exception_field_name(ExceptionField field) {
  return kNames[static_cast<std::size_t>(field)];
}

std::optional<ExceptionField> parse_exception_field(std::string_view name) {
  const auto* const found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) return std::nullopt;
  return kExceptionFields[static_cast<std::size_t>(found - kNames.begin())];
}

Result<Done> add_condition(Exception& exception, ExceptionField field, std::string_view text) {
  if (text.empty()) return malformed("found an empty text, expected what a match has there");
  if (field == ExceptionField::source) return add_source(exception, text);
  const bool is_exact =
      field == ExceptionField::action || field == ExceptionField::recipient_account;
  auto pattern = is_exact ? Glob::exactly(text) : Glob::parse(text);
  if (!pattern) {
    return malformed(std::string("found '").append(text).append(
        "', expected a pattern of *, ? and UTF-8, with a \\ only "
        "before what is to lose its meaning"));
  }
  exception.texts.emplace_back(field, std::move(*pattern));
  return Done();
}

Exceptions::Exceptions() : anchors_(1) {}
Exceptions::Exceptions(Exceptions&& other) noexcept = default;
Exceptions& Exceptions::operator=(Exceptions&& other) noexcept = default;
Exceptions::~Exceptions() = default;

std::uint32_t Exceptions::add_file(std::string name) {
  files_.push_back(std::move(name));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

// Finds the anchor of an exception's source, or creates it.
std::uint32_t Exceptions::find_anchor(const Exception& exception) {
  const auto made = static_cast<std::uint32_t>(anchors_.size());
  std::uint32_t anchor = 0;
  if (const auto* network = std::get_if<Network>(&exception.source)) {
    anchor = networks_.find_or_add(*network, made);
  } else if (const auto* name = std::get_if<std::string>(&exception.source)) {
    anchor = names_.emplace(*name, made).first->second;
  }
  if (anchor == made) anchors_.emplace_back();
  return anchor;
}

void Exceptions::append(Group& group, std::uint32_t number) {
  List& list = group.list;
  (list.first == kNone ? list.first : next_[list.last]) = number;
  list.last = number;
  next_[number] = kNone;
  ++group.in_list;
}

void Exceptions::file(Group& group, std::uint32_t number) {
  if (group.index) {
    group.index->count(exceptions_[number].texts);
    if (group.index->add(exceptions_[number].texts, number)) return;
  }
  append(group, number);
  if (!group.index && group.in_list == kFewestIndexed) make_index(group);
}

// Moves the exceptions of a group's list to a new index, except those that it cannot hold.
void Exceptions::make_index(Group& group) {
  std::vector<std::uint32_t> numbers;
  for (std::uint32_t i = group.list.first; i != kNone; i = next_[i]) numbers.push_back(i);
  group.list = List();
  group.in_list = 0;
  group.index = std::make_unique<PatternIndex>();
  for (const std::uint32_t number : numbers) group.index->count(exceptions_[number].texts);
  for (const std::uint32_t number : numbers) {
    if (!group.index->add(exceptions_[number].texts, number)) append(group, number);
  }
}

void Exceptions::add(Exception exception) {
  const auto number = static_cast<std::uint32_t>(exceptions_.size());
  exceptions_.push_back(std::move(exception));
  next_.push_back(kNone);
  const Exception& added = exceptions_.back();
  const std::uint32_t anchor = find_anchor(added);
  if (const auto bucket = only_bucket(added)) {
    file(of_buckets_[{anchor, *bucket}], number);
    anchors_[anchor].has_of_buckets = true;
  } else {
    file(anchors_[anchor].others, number);
  }
}

bool Exceptions::holds(const Exception& exception, const RecordFields& match, EventTime time) {
  if (exception.expires && time >= *exception.expires) return false;
  return std::all_of(exception.texts.begin(), exception.texts.end(), [&](const auto& condition) {
    const std::string_view text = text_of(match, condition.first);
    return !text.empty() && condition.second.matches(text);
  });
}

std::optional<std::size_t> Exceptions::find(const RecordFields& match, EventTime time) const {
  if (empty()) return std::nullopt;
  std::uint32_t first = kNone;
  const auto look_at_group = [&](const Group& group) {
    for (std::uint32_t number = group.list.first; number < first; number = next_[number]) {
      if (holds(exceptions_[number], match, time)) first = number;
    }
    if (!group.index) return;
    group.index->for_each(texts_of(match), [&](const std::vector<std::uint32_t>& numbers) {
      for (const std::uint32_t number : numbers) {
        if (number >= first) return;
        if (holds(exceptions_[number], match, time)) first = number;
      }
    });
  };
  const auto look_at = [&](std::uint32_t anchor) {
    look_at_group(anchors_[anchor].others);
    if (!anchors_[anchor].has_of_buckets) return true;
    const auto of_bucket = of_buckets_.find({anchor, match.bucket.string()});
    if (of_bucket != of_buckets_.end()) look_at_group(of_bucket->second);
    return true;
  };
  look_at(0);
  const std::string_view source = match.source_address.string();
  const auto address = parse_source_address(source);
  if (address) networks_.for_each(*address, look_at);
  // An address with a zone may also be excepted as it is.
  const bool may_be_name = !address || source.find('%') != std::string_view::npos;
  if (may_be_name && !names_.empty()) {
    const auto name = names_.find(std::string(source));
    if (name != names_.end()) look_at(name->second);
  }
  return first == kNone ? std::nullopt : std::optional<std::size_t>(first);
}

std::string Exceptions::origin(std::size_t number) const {
  const Exception& exception = exceptions_[number];
  const std::string& file = files_[exception.file];
  return exception.line == 0 ? file : file + ":" + std::to_string(exception.line);
}

std::string Exceptions::fingerprint() const {
  if (exceptions_.empty()) return {};
  std::vector<std::string> meanings;
  meanings.reserve(exceptions_.size());
  for (const Exception& exception : exceptions_) meanings.push_back(meaning(exception));
  std::sort(meanings.begin(), meanings.end());
  meanings.erase(std::unique(meanings.begin(), meanings.end()), meanings.end());
  std::string all;
  for (const std::string& one : meanings) all += one;
  return siphash_128_hex(HashKey{}, all);
}

}  // namespace s3rare
