#include "json/reader.h"

#include <simdjson.h>

#include <algorithm>
#include <new>

#include "json/padding.h"
#include "json/text.h"

namespace s3rare::json {
namespace {

namespace ondemand = simdjson::ondemand;

// A parser keeps buffers several times the size of its largest document. Larger documents, which
// are rare, get a parser of their own.
constexpr std::size_t kUsualBytes = 64 * 1024;

constexpr bool kPaddingSuffices = kPaddingBytes >= simdjson::SIMDJSON_PADDING;
static_assert(kPaddingSuffices, "windows must leave the padding that simdjson wants");

// simdjson chooses its kernels at first use, in functions that must not throw although they
// allocate. Made before `main`, the choice cannot meet a lack of memory while logs are read.
[[maybe_unused]] const bool kKernelsAreChosen =
    !simdjson::get_active_implementation()->name().empty();

std::string_view without_trailing_space(std::string_view token) {
  while (!token.empty() && is_space(token.back())) token.remove_suffix(1);
  return token;
}

// Returns the member name that begins at `begin`.
std::string_view name_at(std::string_view text, std::size_t begin, std::string& decoded) {
  const std::string_view rest = text.substr(begin);
  const std::size_t size = plain_size(rest);
  if (size < rest.size() && rest[size] == '"') return rest.substr(0, size);
  decode_string(raw_string_at(text, begin), decoded);
  return decoded;
}

JsonValue::Kind kind_of(ondemand::json_type type) {
  switch (type) {
    case ondemand::json_type::array:
      return JsonValue::Kind::array;
    case ondemand::json_type::object:
      return JsonValue::Kind::object;
    case ondemand::json_type::number:
      return JsonValue::Kind::number;
    case ondemand::json_type::string:
      return JsonValue::Kind::string;
    case ondemand::json_type::boolean:
      return JsonValue::Kind::boolean;
    default:
      return JsonValue::Kind::null;
  }
}

}  // namespace

// A cheap hash that is good enough to distinguish the keys of records.
std::size_t JsonReader::Keys::place_of(std::string_view name) {
  if (name.empty()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(name[i]); };
  return (byte(name.size() - 1) + 7U * byte(name.size() / 2)) % 64;
}

const JsonReader::Key* JsonReader::Keys::find(std::string_view name) const {
  for (std::size_t number = first_[place_of(name)]; number != 0; number = keys_[number - 1].next) {
    if (keys_[number - 1].name == name) return &keys_[number - 1];
  }
  return nullptr;
}

JsonReader::Key& JsonReader::Keys::find_or_add(std::string_view name) {
  const auto found =
      std::find_if(keys_.begin(), keys_.end(), [&](const Key& key) { return key.name == name; });
  if (found != keys_.end()) return *found;
  std::size_t& first = first_[place_of(name)];
  keys_.push_back({std::string(name), kNone, first});
  first = keys_.size();
  return keys_.back();
}

// Makes one pass over one object. Every function returns an error code of simdjson.
struct JsonReader::Parser {
  ondemand::parser usual;

  simdjson::error_code read(JsonReader& reader, std::string_view text) {
    if (text.size() <= kUsualBytes) return read_with(usual, reader, text);
    ondemand::parser large;
    return read_with(large, reader, text);
  }

  static simdjson::error_code read_with(ondemand::parser& parser, JsonReader& reader,
                                        std::string_view text) {
    ondemand::document document;
    const simdjson::padded_string_view padded(text.data(), text.size(),
                                              text.size() + simdjson::SIMDJSON_PADDING);
    if (const auto error = parser.iterate(padded).get(document)) return error;
    ondemand::object object;
    if (const auto error = document.get_object().get(object)) return error;
    return read_members(reader, object, reader.keys_, text);
  }

  static simdjson::error_code read_members(JsonReader& reader, ondemand::object& object,
                                           const Keys& keys, std::string_view text) {
    std::string decoded;
    for (auto member : object) {
      ondemand::raw_json_string raw_key;
      if (const auto error = member.key().get(raw_key)) return error;
      const std::string_view name =
          name_at(text, static_cast<std::size_t>(raw_key.raw() - text.data()), decoded);
      const Key* const key = keys.find(name);
      if (key == nullptr) continue;
      ondemand::value value;
      if (const auto error = member.value().get(value)) return error;
      if (const auto error = read_value(reader, value, *key, text)) return error;
    }
    return simdjson::SUCCESS;
  }

  static simdjson::error_code read_value(JsonReader& reader, ondemand::value& value, const Key& key,
                                         std::string_view text) {
    ondemand::json_type type{};
    if (const auto error = value.type().get(type)) return error;
    if (!key.members.all().empty()) reader.clear(key);
    if (key.path == kNone) {
      if (type != ondemand::json_type::object) return simdjson::SUCCESS;
      ondemand::object object;
      if (const auto error = value.get_object().get(object)) return error;
      return read_members(reader, object, key.members, text);
    }

    JsonValue& read = reader.values_[key.path];
    read.kind = kind_of(type);
    const std::string_view token = value.raw_json_token();
    if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
      // raw_json would misread `{2}` and everything after it.
      reader.brackets_.start();
      const std::string_view rest =
          text.substr(static_cast<std::size_t>(token.data() - text.data()));
      if (reader.brackets_.scan(rest) != BracketScan::Outcome::closed) return simdjson::TAPE_ERROR;
      read.text = rest.substr(0, reader.brackets_.size());
      if (type == ondemand::json_type::array || key.members.all().empty()) return simdjson::SUCCESS;
      ondemand::object object;
      if (const auto error = value.get_object().get(object)) return error;
      return read_members(reader, object, key.members, text);
    }
    read.text = without_trailing_space(token);
    if (type == ondemand::json_type::null)
      return read.text == "null" ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
    if (type == ondemand::json_type::string) {
      read.text = read.text.substr(1, read.text.size() - 2);
      if (read.text.find('\\') != std::string_view::npos) {
        std::string& decoded = reader.decoded_[key.path];
        decode_string(read.text, decoded);
        read.text = decoded;
      }
    }
    return simdjson::SUCCESS;
  }
};

JsonReader::JsonReader(Paths paths, Paths more) : parser_(std::make_unique<Parser>()) {
  ask_for(paths);
  ask_for(more);
}

void JsonReader::ask_for(Paths paths) {
  for (const std::string_view path : paths) {
    const std::size_t dot = path.find('.');
    Key* key = &keys_.find_or_add(path.substr(0, dot));
    if (dot != std::string_view::npos) key = &key->members.find_or_add(path.substr(dot + 1));
    key->path = values_.size();
    values_.emplace_back();
    decoded_.emplace_back();
  }
}

JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader::~JsonReader() = default;

// Clears the results of an earlier value of the key. One without members needs no call: each value
// overwrites the result of the one before.
void JsonReader::clear(const Key& key) {
  if (key.path != kNone) values_[key.path] = {};
  for (const Key& member : key.members.all()) clear(member);
}

bool JsonReader::read(std::string_view object) {
  const auto read = [&](std::string_view text) {
    std::fill(values_.begin(), values_.end(), JsonValue{});
    const auto error = parser_->read(*this, text);
    if (error == simdjson::MEMALLOC) throw std::bad_alloc();
    return error;
  };
  const simdjson::error_code error = read(object);
  repaired_ = error == simdjson::UTF8_ERROR;
  if (!repaired_) return error == simdjson::SUCCESS;

  // simdjson refuses a document for one bad byte. A detector that does so can be evaded.
  repair_utf8(object, repaired_text_);
  repaired_text_.reserve(repaired_text_.size() + kPaddingBytes);
  return read(repaired_text_) == simdjson::SUCCESS;
}

}  // namespace s3rare::json
