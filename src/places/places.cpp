#include "places/places.h"

#include <maxminddb.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <system_error>

#include "json/text.h"

namespace s3rare::places {
namespace {

constexpr std::size_t kMostTextBytes = 1024;
constexpr std::size_t kDeepestPath = 4;

using Path = std::initializer_list<const char*>;

// Reads values from the record of one address.
class Record {
 public:
  explicit Record(const MMDB_entry_s& entry) : entry_(entry) {}

  std::string text(Path path) {
    const auto value = find(path);
    if (!value || value->type != MMDB_DATA_TYPE_UTF8_STRING) return {};
    if (value->data_size > kMostTextBytes) return {};
    const std::string_view bytes(value->utf8_string, value->data_size);
    std::string repaired;
    return json::repair_utf8(bytes, repaired) ? std::string() : std::string(bytes);
  }

  std::optional<std::uint32_t> number(Path path) {
    const auto value = find(path);
    if (!value) return std::nullopt;
    if (value->type == MMDB_DATA_TYPE_UINT32) return value->uint32;
    if (value->type == MMDB_DATA_TYPE_UINT16) return value->uint16;
    return std::nullopt;
  }

  // A number of degrees. IPinfo writes it as text.
  std::optional<double> degrees(Path path, double most) {
    const auto value = find(path);
    double degrees = 0;
    if (value && value->type == MMDB_DATA_TYPE_DOUBLE) {
      degrees = value->double_value;
    } else if (value && value->type == MMDB_DATA_TYPE_FLOAT) {
      degrees = static_cast<double>(value->float_value);
    } else {
      const std::string written = text(path);
      const char* const end = written.data() + written.size();
      const auto read = std::from_chars(written.data(), end, degrees);
      if (written.empty() || read.ec != std::errc() || read.ptr != end) return std::nullopt;
    }
    return std::abs(degrees) <= most ? std::optional(degrees) : std::nullopt;
  }

  // Whether a look-up found damage.
  bool is_damaged() const { return is_damaged_; }

 private:
  std::optional<MMDB_entry_data_s> find(Path path) {
    std::array<const char*, kDeepestPath + 1> keys{};
    std::copy(path.begin(), path.end(), keys.begin());
    MMDB_entry_data_s value{};
    const int status = MMDB_aget_value(&entry_, &value, keys.data());
    if (status == MMDB_SUCCESS && value.has_data) return value;
    const bool is_absent = status == MMDB_SUCCESS ||
                           status == MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR ||
                           status == MMDB_INVALID_LOOKUP_PATH_ERROR;
    if (!is_absent) is_damaged_ = true;
    return std::nullopt;
  }

  MMDB_entry_s entry_;
  bool is_damaged_ = false;
};

std::optional<Location> location_of(Record& record, Path latitude, Path longitude) {
  constexpr double kPole = 90;
  constexpr double kDateLine = 180;
  const auto lat = record.degrees(latitude, kPole);
  const auto lon = record.degrees(longitude, kDateLine);
  if (!lat || !lon) return std::nullopt;
  return Location{*lat, *lon};
}

std::string region_iso_code(const std::string& country, const std::string& region) {
  if (region.empty() || region.find('-') != std::string::npos) return region;
  return country.empty() ? std::string() : std::string(country).append("-").append(region);
}

// Source: MaxMind, "GeoIP and GeoLite city and country databases"; DB-IP has the same.
Place nested_place(Record& record) {
  Place place;
  place.country_iso_code = record.text({"country", "iso_code"});
  place.country_name = record.text({"country", "names", "en"});
  place.region_iso_code =
      region_iso_code(place.country_iso_code, record.text({"subdivisions", "0", "iso_code"}));
  place.region_name = record.text({"subdivisions", "0", "names", "en"});
  place.city_name = record.text({"city", "names", "en"});
  place.timezone = record.text({"location", "time_zone"});
  place.location = location_of(record, {"location", "latitude"}, {"location", "longitude"});
  return place;
}

// Source: IPinfo, "IPinfo Lite" and "IP to Geolocation": `country` is a code in the latter and in
// older files, and a name, with `country_code` beside it, in the former.
Place flat_place(Record& record) {
  Place place;
  place.country_iso_code = record.text({"country_code"});
  place.country_name = record.text({"country_name"});
  const std::string country = record.text({"country"});
  constexpr std::size_t kCodeSize = 2;
  std::string& meant = country.size() == kCodeSize ? place.country_iso_code : place.country_name;
  if (meant.empty()) meant = country;
  place.region_iso_code = region_iso_code(place.country_iso_code, record.text({"region_code"}));
  place.region_name = record.text({"region"});
  place.city_name = record.text({"city"});
  place.timezone = record.text({"timezone"});
  place.location = location_of(record, {"latitude"}, {"longitude"});
  if (!place.location) place.location = location_of(record, {"lat"}, {"lng"});
  return place;
}

// `AS15169`, as IPinfo writes it.
std::optional<std::uint32_t> parse_as_number(std::string_view text) {
  if (!text.starts_with("AS")) return std::nullopt;
  std::uint32_t number = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 2, end, number);
  return read.ec == std::errc() && read.ptr == end ? std::optional(number) : std::nullopt;
}

AutonomousSystem as_of(Record& record) {
  AutonomousSystem as;
  as.number = record.number({"autonomous_system_number"});
  if (!as.number) as.number = parse_as_number(record.text({"asn"}));
  as.organization = record.text({"autonomous_system_organization"});
  if (as.organization.empty()) as.organization = record.text({"as_name"});
  return as;
}

void fill(std::string& text, std::string& with) {
  if (text.empty()) text = std::move(with);
}

void fill(Place& place, Place with) {
  const bool contradicts = !place.country_iso_code.empty() && !with.country_iso_code.empty() &&
                           place.country_iso_code != with.country_iso_code;
  if (contradicts) return;
  fill(place.country_iso_code, with.country_iso_code);
  fill(place.country_name, with.country_name);
  fill(place.region_iso_code, with.region_iso_code);
  fill(place.region_name, with.region_name);
  fill(place.city_name, with.city_name);
  fill(place.timezone, with.timezone);
  if (!place.location) place.location = with.location;
}

void fill(AutonomousSystem& as, AutonomousSystem with) {
  const bool contradicts = as.number && with.number && *as.number != *with.number;
  if (contradicts) return;
  if (!as.number) as.number = with.number;
  fill(as.organization, with.organization);
}

// The argument of the library's look-up.
union SocketAddress {
  sockaddr any;
  sockaddr_in v4;
  sockaddr_in6 v6;
};

SocketAddress socket_address_of(const Address& address) {
  SocketAddress socket{};
  std::memset(&socket, 0, sizeof(socket));
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint64_t half = i < sizeof(half) ? address.high : address.low;
    bytes[i] = static_cast<unsigned char>(half >> (56 - 8 * (i % sizeof(half))));
  }
  if (address.is_v6) {
    socket.v6.sin6_family = AF_INET6;
    std::memcpy(&socket.v6.sin6_addr, bytes.data(), sizeof(in6_addr));
  } else {
    socket.v4.sin_family = AF_INET;
    std::memcpy(&socket.v4.sin_addr, bytes.data(), sizeof(in_addr));
  }
  return socket;
}

}  // namespace

struct Places::Reader {
  MMDB_s file{};
  bool is_open = false;
  Database about;

  ~Reader() {
    if (is_open) MMDB_close(&file);
  }
};

Places::Places() = default;
Places::Places(Places&& other) noexcept = default;
Places::~Places() = default;

Result<Done> Places::add(const std::string& path) {
  auto reader = std::make_unique<Reader>();
  errno = 0;
  const int status = MMDB_open(path.c_str(), MMDB_MODE_MMAP, &reader->file);
  if (status == MMDB_FILE_OPEN_ERROR) {
    return Error{ErrorKind::io, path, std::nullopt,
                 "cannot open the database: " + std::generic_category().message(errno)};
  }
  if (status != MMDB_SUCCESS) {
    return Error{ErrorKind::damaged, path, std::nullopt,
                 "found no MaxMind DB, expected one such as GeoLite2-City.mmdb"};
  }
  reader->is_open = true;
  const MMDB_metadata_s& metadata = reader->file.metadata;
  constexpr std::uint64_t kLatest = 253402300799;  // the end of the year 9999
  reader->about.path = path;
  reader->about.type = metadata.database_type;
  reader->about.built.seconds = static_cast<Seconds>(std::min(metadata.build_epoch, kLatest));
  reader->about.nodes = metadata.node_count;
  readers_.push_back(std::move(reader));
  return Done();
}

void Places::look_up(const Address& address, Place& place, AutonomousSystem& as) {
  const SocketAddress socket = socket_address_of(address);
  for (const auto& reader : readers_) {
    ++reader->about.looked_up;
    int status = MMDB_SUCCESS;
    MMDB_lookup_result_s found = MMDB_lookup_sockaddr(&reader->file, &socket.any, &status);
    if (status == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR) continue;
    if (status != MMDB_SUCCESS) {
      ++reader->about.failed;
      continue;
    }
    if (!found.found_entry) continue;
    ++reader->about.found;
    Record record(found.entry);
    Place nested = nested_place(record);
    fill(nested, flat_place(record));
    fill(place, std::move(nested));
    fill(as, as_of(record));
    if (record.is_damaged()) ++reader->about.failed;
  }
}

std::vector<Database> Places::databases() const {
  std::vector<Database> databases;
  databases.reserve(readers_.size());
  for (const auto& reader : readers_) databases.push_back(reader->about);
  return databases;
}

}  // namespace s3rare::places
