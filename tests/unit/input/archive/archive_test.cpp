#include "input/archive/archive.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "catch.h"
#include "memory_stream.h"
#include "packing.h"

using namespace s3rare;
using namespace s3rare::input;
using s3rare::tests::Packed;

namespace {

struct Unpacked {
  std::vector<Packed> files;
  std::vector<Member::Kind> kinds;
  std::vector<std::string> faults;  // of members, then of the archive
};

Unpacked unpack(ArchiveKind kind, const std::string& bytes, std::size_t chunk = 1 << 20) {
  tests::MemoryStream stream(bytes, chunk);
  Archive archive(kind, stream);
  Unpacked unpacked;
  std::string buffer(1000, '\0');
  while (const auto member = archive.next()) {
    Packed file{member->name, {}};
    unpacked.kinds.push_back(member->kind);
    while (member->kind == Member::Kind::file) {
      const auto count = archive.contents().read(buffer.data(), buffer.size());
      if (!count) unpacked.faults.push_back(count.error().what);
      if (!count || *count == 0) break;
      file.bytes.append(buffer, 0, *count);
    }
    unpacked.files.push_back(std::move(file));
  }
  if (archive.fault()) unpacked.faults.push_back(archive.fault()->what);
  return unpacked;
}

std::string text_of(int number) {
  std::string text;
  for (int i = 0; i < 40; ++i)
    text += "{\"n\":" + std::to_string(number * 7919 + i * 104729) + "}\n";
  return text;
}

std::vector<Packed> sample() {
  return {{"AWSLogs/1.json", text_of(1)},
          {"AWSLogs/2.json", text_of(2)},
          {"empty", ""},
          {"z\xc3\xbcrich/\xe2\x82\xac.json", text_of(3)}};
}

struct Kind {
  ArchiveKind kind;
  std::string bytes;
};

std::vector<Kind> archives_of(const std::vector<Packed>& files) {
  return {{ArchiveKind::tar, tests::tar(files)},
          {ArchiveKind::zip, tests::zip(files, {.deflates = false})},
          {ArchiveKind::zip, tests::zip(files)},
          {ArchiveKind::zip, tests::zip(files, {.sizes_follow = true})},
          {ArchiveKind::zip, tests::zip(files, {.deflates = false, .sizes_follow = true})},
          {ArchiveKind::zip, tests::zip(files, {.is_zip64 = true})},
          {ArchiveKind::zip, tests::zip(files, {.sizes_follow = true, .is_zip64 = true})}};
}

// How many of the files are among others, under any name: damage may be in a name.
std::size_t intact(const std::vector<Packed>& files, const std::vector<Packed>& others) {
  return static_cast<std::size_t>(
      std::count_if(files.begin(), files.end(), [&](const Packed& file) {
        return std::any_of(others.begin(), others.end(),
                           [&](const Packed& other) { return file.bytes == other.bytes; });
      }));
}

}  // namespace

TEST_CASE("members are read with their names, in chunks of any size") {
  const std::vector<Packed> files = sample();
  for (const Kind& archive : archives_of(files)) {
    for (const std::size_t chunk : {1, 7, 511, 1 << 20}) {
      const Unpacked unpacked = unpack(archive.kind, archive.bytes, chunk);
      CAPTURE(chunk, archive.bytes.size());
      CHECK(unpacked.faults == std::vector<std::string>());
      REQUIRE(unpacked.files.size() == files.size());
      for (std::size_t i = 0; i < files.size(); ++i) {
        CHECK(unpacked.files[i].name == files[i].name);
        CHECK(unpacked.files[i].bytes == files[i].bytes);
      }
    }
  }
}

TEST_CASE("an archive cut at any byte yields every member before the cut, and a fault") {
  const std::vector<Packed> files = sample();
  for (const Kind& archive : archives_of(files)) {
    for (std::size_t length = 512; length < archive.bytes.size(); length += 3) {
      const Unpacked unpacked = unpack(archive.kind, archive.bytes.substr(0, length));
      const std::size_t whole = intact(files, unpacked.files);
      CAPTURE(length, archive.bytes.size());
      CHECK((!unpacked.faults.empty() || whole == files.size()));
      for (std::size_t i = 0; i < unpacked.files.size(); ++i) {
        CHECK(files[i].name == unpacked.files[i].name);
        CHECK(files[i].bytes.starts_with(unpacked.files[i].bytes));
      }
      CHECK(whole + 1 >= unpacked.files.size());
    }
  }
}

TEST_CASE("damage of one byte is told, and costs one member") {
  const std::vector<Packed> files = sample();
  for (const Kind& archive : archives_of(files)) {
    const std::size_t end = archive.kind == ArchiveKind::tar ? archive.bytes.size() - 1024
                                                             : archive.bytes.find("PK\1\2");
    // A tar is known by its first header, a zip by its first bytes.
    for (std::size_t at = archive.kind == ArchiveKind::tar ? 512 : 4; at < end; ++at) {
      std::string damaged = archive.bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ 0x40);
      const Unpacked unpacked = unpack(archive.kind, damaged);
      const std::size_t whole = intact(files, unpacked.files);
      CAPTURE(at, archive.bytes.size(), unpacked.faults);
      CHECK(whole + 1 >= files.size());
      const bool is_checked = archive.kind == ArchiveKind::zip;  // a tar has no checksum of data
      CHECK((!is_checked || whole == files.size() || !unpacked.faults.empty() ||
             unpacked.kinds != std::vector(files.size(), Member::Kind::file)));
    }
  }
}

TEST_CASE("a member of a damaged zip is found behind two large blocks") {
  std::vector<Packed> files = sample();
  std::string noise(900000, '\0');
  std::uint64_t state = 1;
  for (char& c : noise) {
    state = state * 6364136223846793005 + 1442695040888963407;
    c = static_cast<char>(state >> 56);
  }
  files.insert(files.begin() + 1, {"noise", noise});
  std::string bytes = tests::zip(files);
  bytes[400000] ^= 1;
  const Unpacked unpacked = unpack(ArchiveKind::zip, bytes);
  CHECK(intact(files, unpacked.files) == files.size() - 1);
  CHECK(unpacked.faults.size() == 1);
}

TEST_CASE("a lost header of a zip is told, although libarchive skips it") {
  std::string bytes = tests::zip(sample());
  bytes[bytes.find("PK\3\4", 1)] = 'Q';
  const Unpacked unpacked = unpack(ArchiveKind::zip, bytes);
  CHECK(unpacked.files.size() == 3);
  CHECK(unpacked.faults ==
        std::vector<std::string>{"found other bytes behind a member, expected the next member"});
}

TEST_CASE("a tar without the zeros at its end is cut") {
  std::string bytes = tests::tar(sample());
  bytes.resize(bytes.size() - 1024);
  CHECK(unpack(ArchiveKind::tar, bytes).faults.size() == 1);
}

TEST_CASE("tar archives behind each other are one") {
  const std::vector<Packed> files = sample();
  const Unpacked unpacked = unpack(ArchiveKind::tar, tests::tar(files) + tests::tar(files));
  CHECK(unpacked.files.size() == 2 * files.size());
  CHECK(unpacked.faults.empty());
}

TEST_CASE("an encrypted member, and one packed in another way, are known and skipped") {
  std::string bytes = tests::zip(sample());
  bytes[6] |= 1;
  Unpacked unpacked = unpack(ArchiveKind::zip, bytes);
  CHECK(unpacked.kinds.front() == Member::Kind::encrypted);
  CHECK(intact(sample(), unpacked.files) == 3);

  bytes = tests::zip(sample());
  bytes[8] = 14;  // LZMA, whose memory the archive chooses
  unpacked = unpack(ArchiveKind::zip, bytes);
  CHECK(unpacked.faults ==
        std::vector<std::string>{
            "found a member packed with method 14, expected deflate, bzip2, zstd or none"});
  CHECK(intact(sample(), unpacked.files) == 3);
}

TEST_CASE("links and folders are known") {
  std::string bytes = tests::tar({{"link", ""}, {"folder", ""}, {"file", "x"}});
  const auto set_type = [&](std::size_t header, char type) {
    bytes[header + 155] = static_cast<char>(bytes[header + 155]);
    bytes[header + 156] = type;
    unsigned sum = 0;
    for (std::size_t i = 0; i < 512; ++i) {
      sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(bytes[header + i]);
    }
    char digits[8];
    std::snprintf(digits, sizeof digits, "%06o", sum);
    bytes.replace(header + 148, 6, digits);
  };
  set_type(0, '2');
  set_type(512, '5');
  const Unpacked unpacked = unpack(ArchiveKind::tar, bytes);
  CHECK(unpacked.kinds == std::vector{Member::Kind::link, Member::Kind::other, Member::Kind::file});
  CHECK(unpacked.faults.empty());
}

TEST_CASE("of a long name the middle is left out") {
  const std::string name(5000, 'n');
  const Unpacked unpacked = unpack(ArchiveKind::zip, tests::zip({{name + ".json", "{}"}}));
  REQUIRE(unpacked.files.size() == 1);
  CHECK(unpacked.files[0].name.size() < 1100);
  CHECK(unpacked.files[0].name.ends_with(".json"));
}

TEST_CASE("a fault of the stream is the fault of the member, then of the archive") {
  const std::string bytes = tests::zip({{"a", text_of(1)}, {"b", text_of(2)}});
  tests::MemoryStream stream(bytes.substr(0, 100), 1 << 20,
                             Error{ErrorKind::io, {}, std::nullopt, "cannot read"});
  Archive archive(ArchiveKind::zip, stream);
  REQUIRE(archive.next());
  std::string buffer(100000, '\0');
  auto read = archive.contents().read(buffer.data(), buffer.size());
  while (read && *read > 0) read = archive.contents().read(buffer.data(), buffer.size());
  REQUIRE_FALSE(read);
  CHECK(read.error().kind == ErrorKind::io);
  CHECK(read.error().what == "cannot read");
  CHECK_FALSE(archive.next());
}
