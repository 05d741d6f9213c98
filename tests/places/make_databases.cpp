// Writes the databases of testdata/places, or checks that the committed ones are the same.
//
//   make_databases DIR           writes them
//   make_databases --check DIR   exit code 1 if one of them differs
//
// Addresses are those of RFC 5737 and RFC 3849, AS numbers those of RFC 5398. City names and
// coordinates are made up.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "places/mmdb_writer.h"

namespace {

using namespace s3rare::mmdb;

constexpr std::uint64_t kNew = 1714435200;  // 2024-04-30
constexpr std::uint64_t kOld = 1704067200;  // 2024-01-01

Value named(const char* name) {
  return map({{"names", map({{"de", text("-")}, {"en", text(name)}})}});
}

Value named(const char* code, const char* name) {
  return map({{"iso_code", text(code)}, {"names", map({{"en", text(name)}})}});
}

// In the layout of GeoLite2-City.
std::string city() {
  Writer writer({"Test-City", kNew, 28, true});
  writer.add("192.0.2.0/24",
             map({{"country", named("US", "United States")},
                  {"subdivisions", array({named("CA", "California"), named("X", "-")})},
                  {"city", named("Example Beach")},
                  {"location", map({{"latitude", degrees(34.5)},
                                    {"longitude", degrees(-118.25)},
                                    {"time_zone", text("America/Los_Angeles")}})}}));
  // As in DB-IP Lite: a region without a code, a location without a time zone.
  writer.add("198.51.100.0/24",
             map({{"country", named("DE", "Germany")},
                  {"subdivisions", array({named("Example Land")})},
                  {"city", named("Example Stadt")},
                  {"location", map({{"latitude", degrees(52)}, {"longitude", degrees(13)}})}}));
  writer.add("2001:db8::/32", map({{"country", named("FR", "France")}}));
  // Hostile: only the country's name can be used.
  writer.add("203.0.113.0/28",
             map({{"country", map({{"iso_code", number(7)},
                                   {"names", map({{"en", text("\x1b[31mRed\xc2\x9b")}})}})},
                  {"subdivisions", text("none")},
                  {"city", map({{"names", map({{"en", text("\xff\xfe")}})}})},
                  {"location", map({{"latitude", degrees(91)},
                                    {"longitude", degrees(0)},
                                    {"time_zone", text(std::string(1025, 'z'))}})}}));
  writer.add("203.0.113.16/28", text("no map"));
  writer.add("203.0.113.32/28", map({}));
  return writer.file();
}

// In the layout of GeoLite2-ASN, for IPv4 only.
std::string asn() {
  Writer writer({"Test-ASN", kOld, 24, false});
  writer.add("192.0.2.0/25", map({{"autonomous_system_number", number(64496)},
                                  {"autonomous_system_organization", text("Example Networks")}}));
  writer.add("198.51.100.0/24", map({{"autonomous_system_number", number(64497)}}));
  return writer.file();
}

// In the layouts of IPinfo: Lite, and with places.
std::string flat() {
  Writer writer({"Test flat", kNew, 32, true});
  writer.add("192.0.2.0/24", map({{"asn", text("AS64499")},
                                  {"as_name", text("Flat Networks")},
                                  {"country", text("United States")},
                                  {"country_code", text("US")}}));
  writer.add("198.51.100.0/24", map({{"asn", text("AS64497")},
                                     {"as_name", text("Example Netze")},
                                     {"country", text("AT")},
                                     {"country_name", text("Austria")},
                                     {"timezone", text("Europe/Vienna")}}));
  writer.add("2001:db8::/32", map({{"asn", text("64500")},
                                   {"country", text("FR")},
                                   {"region", text("Example Region")},
                                   {"region_code", text("IDF")},
                                   {"city", text("Exampleville")},
                                   {"latitude", text("48.5")},
                                   {"longitude", text("2.25")},
                                   {"timezone", text("Europe/Paris")}}));
  return writer.file();
}

// Opens without an error, but the records that it leads to are damaged.
std::string damaged() {
  Writer writer({"Test-Damaged", kNew, 24, true});
  writer.add("198.51.100.0/24", map({{"country", named("DE", "Germany")}}));
  writer.add("192.0.2.0/25", map({{"country", pointer_to(0x00ffffff)}}));
  writer.add_behind_the_end("192.0.2.128/25", 0);
  return writer.file();
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

int main(int argc, char** argv) {
  const bool check = argc == 3 && std::string(argv[1]) == "--check";
  if (argc != 2 && !check) {
    std::fputs("expected [--check] DIR\n", stderr);
    return 2;
  }
  const std::string folder = argv[argc - 1];
  const std::map<std::string, std::string> files = {{"city.mmdb", city()},
                                                    {"asn.mmdb", asn()},
                                                    {"flat.mmdb", flat()},
                                                    {"damaged.mmdb", damaged()}};
  int code = 0;
  for (const auto& [name, bytes] : files) {
    const std::string path = folder + "/" + name;
    if (!check) std::ofstream(path, std::ios::binary) << bytes;
    if (read(path) == bytes) continue;
    std::fprintf(stderr, "%s: differs from what is made\n", path.c_str());
    code = 1;
  }
  return code;
}
