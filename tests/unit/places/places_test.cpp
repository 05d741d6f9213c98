#include "places/places.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

#include "catch.h"
#include "places/mmdb_writer.h"

using namespace s3rare;
using namespace s3rare::places;

namespace {

struct Found {
  Place place;
  AutonomousSystem as;
};

class Look {
 public:
  explicit Look(std::initializer_list<const char*> files) {
    for (const char* file : files) {
      REQUIRE(places.add(std::string(S3RARE_TESTDATA "/places/") + file));
    }
  }

  Found up(const char* address) {
    Found found;
    places.look_up(*parse_address(address), found.place, found.as);
    return found;
  }

  Places places;
};

bool is_nothing(const Found& found) {
  return found.place.country_iso_code.empty() && found.place.country_name.empty() &&
         found.place.region_iso_code.empty() && found.place.region_name.empty() &&
         found.place.city_name.empty() && found.place.timezone.empty() && !found.place.location &&
         !found.as.number && found.as.organization.empty();
}

// A file that exists as long as this object.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& bytes) {
    path = "/tmp/s3rare_places_" + std::to_string(getpid()) + ".mmdb";
    std::ofstream(path, std::ios::binary) << bytes;
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::remove(path.c_str()); }

  std::string path;
};

}  // namespace

TEST_CASE("a city comes with its region and country") {
  Look look{"city.mmdb"};
  const Found found = look.up("192.0.2.77");
  CHECK(found.place.country_iso_code == "US");
  CHECK(found.place.country_name == "United States");
  CHECK(found.place.region_iso_code == "US-CA");
  CHECK(found.place.region_name == "California");
  CHECK(found.place.city_name == "Example Beach");
  CHECK(found.place.timezone == "America/Los_Angeles");
  REQUIRE(found.place.location);
  CHECK(found.place.location->latitude == 34.5);
  CHECK(found.place.location->longitude == -118.25);
  CHECK_FALSE(found.as.number);
}

TEST_CASE("an IPv4 address inside IPv6 is looked up as IPv4") {
  Look look{"city.mmdb"};
  CHECK(look.up("::ffff:192.0.2.77").place.country_iso_code == "US");
}

TEST_CASE("an IPv6 address is found, but not in a database for IPv4") {
  Look look{"asn.mmdb", "city.mmdb"};
  CHECK(look.up("2001:db8:ffff::1").place.country_iso_code == "FR");
  CHECK(is_nothing(look.up("2001:db9::1")));
  CHECK(look.places.databases()[0].failed == 0);
}

TEST_CASE("addresses just outside a network are not found") {
  Look look{"city.mmdb", "asn.mmdb"};
  for (const char* address : {"192.0.1.255", "192.0.3.0", "0.0.0.0", "255.255.255.255"}) {
    CAPTURE(address);
    CHECK(is_nothing(look.up(address)));
  }
  CHECK(look.up("192.0.2.127").as.number == 64496U);
  CHECK_FALSE(look.up("192.0.2.128").as.number);
}

TEST_CASE("a region without a code and a location without a time zone are kept") {
  Look look{"city.mmdb"};
  const Found found = look.up("198.51.100.1");
  CHECK(found.place.region_iso_code.empty());
  CHECK(found.place.region_name == "Example Land");
  CHECK(found.place.location);
  CHECK(found.place.timezone.empty());
}

TEST_CASE("values of the wrong type, out of range, too long or not UTF-8 are unknown") {
  Look look{"city.mmdb"};
  const Found hostile = look.up("203.0.113.1");
  CHECK(hostile.place.country_name == "\x1b[31mRed\xc2\x9b");
  CHECK(hostile.place.country_iso_code.empty());
  CHECK(hostile.place.region_name.empty());
  CHECK(hostile.place.city_name.empty());
  CHECK(hostile.place.timezone.empty());
  CHECK_FALSE(hostile.place.location);
  CHECK(is_nothing(look.up("203.0.113.17")));
  CHECK(is_nothing(look.up("203.0.113.33")));
  CHECK(look.places.databases()[0].failed == 0);
}

TEST_CASE("a flat file is read: names or codes, and degrees as text") {
  Look look{"flat.mmdb"};
  const Found lite = look.up("192.0.2.1");
  CHECK(lite.place.country_iso_code == "US");
  CHECK(lite.place.country_name == "United States");
  CHECK(lite.as.number == 64499U);
  CHECK(lite.as.organization == "Flat Networks");
  const Found full = look.up("2001:db8::1");
  CHECK(full.place.country_iso_code == "FR");
  CHECK(full.place.country_name.empty());
  CHECK(full.place.region_iso_code == "FR-IDF");
  CHECK(full.place.city_name == "Exampleville");
  REQUIRE(full.place.location);
  CHECK(full.place.location->latitude == 48.5);
  CHECK_FALSE(full.as.number);
}

TEST_CASE("later files fill gaps and never override earlier ones") {
  Look look{"city.mmdb", "asn.mmdb", "flat.mmdb"};
  const Found usual = look.up("192.0.2.200");
  CHECK(usual.place.city_name == "Example Beach");
  CHECK(usual.as.number == 64499U);
  const Found same_network = look.up("198.51.100.1");
  CHECK(same_network.as.number == 64497U);
  CHECK(same_network.as.organization == "Example Netze");
  CHECK(same_network.place.country_name == "Germany");
  CHECK(same_network.place.timezone.empty());
  const Found other_network = look.up("192.0.2.1");
  CHECK(other_network.as.number == 64496U);
  CHECK(other_network.as.organization == "Example Networks");
}

TEST_CASE("damage found during a look-up is remembered, and other look-ups still work") {
  Look look{"damaged.mmdb"};
  CHECK(is_nothing(look.up("192.0.2.1")));
  CHECK(is_nothing(look.up("192.0.2.200")));
  CHECK(look.up("198.51.100.1").place.country_iso_code == "DE");
  CHECK(look.places.databases()[0].failed == 2);
}

TEST_CASE("a database reports its kind and its build date") {
  Look look{"city.mmdb", "asn.mmdb"};
  const auto databases = look.places.databases();
  REQUIRE(databases.size() == 2);
  CHECK(databases[0].type == "Test-City");
  CHECK(databases[0].built == EventTime{1714435200, 0});
  CHECK(databases[1].type == "Test-ASN");
}

TEST_CASE("a file that is not a database is refused by name") {
  Places places;
  const auto missing = places.add("/tmp/s3rare/no/such.mmdb");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::io);
  CHECK(missing.error().path == "/tmp/s3rare/no/such.mmdb");
  const TemporaryFile text("1.2.3.4\n");
  for (const std::string& path : {std::string("/tmp"), text.path}) {
    const auto refused = places.add(path);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::damaged);
    CHECK(refused.error().path == path);
  }
  CHECK(places.databases().empty());
}

TEST_CASE("a database truncated or changed anywhere never ends the program") {
  mmdb::Writer writer({"Small", 1, 24, true});
  writer.add("192.0.2.0/24",
             mmdb::map({{"country", mmdb::map({{"iso_code", mmdb::text("US")}})},
                        {"location", mmdb::map({{"latitude", mmdb::degrees(1)}})}}));
  const std::string whole = writer.file();
  const auto try_out = [](const std::string& bytes) {
    const TemporaryFile file(bytes);
    Places places;
    if (!places.add(file.path)) return false;
    Found found;
    for (const char* address : {"192.0.2.1", "2001:db8::1", "255.255.255.255"}) {
      places.look_up(*parse_address(address), found.place, found.as);
    }
    return true;
  };
  CHECK(try_out(whole));
  for (std::size_t size = 0; size < whole.size(); size += 3) {
    CAPTURE(size);
    CHECK_FALSE(try_out(whole.substr(0, size)));
  }
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (const char change : {'\x00', '\x1f', '\x7f', '\xff'}) {
      std::string changed = whole;
      changed[i] = change;
      try_out(changed);
    }
  }
}
