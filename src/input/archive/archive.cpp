// libarchive ends an archive at the first damage that it calls fatal, also where the format could
// go on. So a zip is opened again at the next header behind the damage. It also skips bytes
// between two members of a zip in silence; here they are damage, because they may be a member.

#include "input/archive/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <clocale>
#include <new>
#include <string_view>
#include <utility>

#include "input/archive/archive_source.h"
#include "input/archive/seven_zip_memory.h"
#include "input/archive/zip_header.h"

namespace s3rare::input {
namespace {

// Of a longer name the middle is left out: names come from strangers, and are kept in reports.
constexpr std::size_t kLongestName = 1024;

struct FreeArchive {
  void operator()(struct archive* archive) const { archive_read_free(archive); }
};

std::string shortened(std::string_view name) {
  if (name.size() <= kLongestName) return std::string(name);
  const std::size_t kept = kLongestName / 2;
  return std::string(name.substr(0, kept)) + "..." + std::string(name.substr(name.size() - kept));
}

// libarchive gives a name only if the character set of the thread's locale has it. The C locale has
// ASCII alone.
class Utf8Names {
 public:
  Utf8Names() : names_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{})) {
    if (names_ != locale_t{}) before_ = ::uselocale(names_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (names_ == locale_t{}) return;
    ::uselocale(before_);
    ::freelocale(names_);
  }

 private:
  locale_t names_;
  locale_t before_{};
};

std::string name_of(struct archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  if (name == nullptr) name = archive_entry_pathname_utf8(entry);
  return name != nullptr && *name != '\0' ? shortened(name) : "unnamed";
}

// Whether the last bytes read are the zeros that end a tar. Without them it may be cut between two
// members.
bool ends_with_zeros(const ArchiveSource& source) {
  constexpr std::uint64_t kZeros = 512;
  if (source.end() < kZeros) return false;
  const std::string_view last = source.held(source.end() - kZeros);
  return !last.empty() && last.find_first_not_of('\0') == std::string_view::npos;
}

Member::Kind kind_of(struct archive_entry* entry) {
  const auto type = archive_entry_filetype(entry);
  if (archive_entry_hardlink(entry) != nullptr || type == AE_IFLNK) return Member::Kind::link;
  if (type != AE_IFREG && type != 0) return Member::Kind::other;
  const bool is_encrypted = archive_entry_is_data_encrypted(entry) != 0;
  return is_encrypted ? Member::Kind::encrypted : Member::Kind::file;
}

// A file that is read at any place.
class FileBytes : public ByteStream {
 public:
  explicit FileBytes(FileStream& file) : file_(file) {}

  void jump(std::uint64_t offset) { at_ = offset; }

  Result<std::size_t> read(char* to, std::size_t room) override {
    auto count = file_.read_at(at_, to, room);
    if (count) at_ += *count;
    return count;
  }

 private:
  FileStream& file_;
  std::uint64_t at_ = 0;
};

}  // namespace

class Archive::Reader : public ByteStream {
 public:
  Reader(ArchiveKind kind, ByteStream& bytes) : kind_(kind), source_(bytes) { open(); }

  explicit Reader(FileStream& file)
      : kind_(ArchiveKind::seven_zip),
        file_(std::in_place, file),
        size_(file.stamp().value_or(FileStamp()).size),
        source_(*file_) {
    const auto memory = seven_zip_memory(file);
    if (!memory) {
      add_damage(0, memory.error().what);
    } else if (*memory > kSevenZipMemoryBytes) {
      add_damage(0, "found a 7z archive that needs " + std::to_string(*memory >> 20) +
                        " MiB of memory, expected at most 256 MiB");
    }
    finished_ = fault_.has_value();
    if (!finished_) open();
  }

  std::optional<Member> next();
  Result<std::size_t> read(char* to, std::size_t room) override;
  const std::optional<Error>& fault() const { return fault_; }

 private:
  static la_ssize_t read_block(struct archive* archive, void* reader, const void** block);

  void open();
  bool resume();
  bool find_zip_header();
  Member start_member(struct archive_entry* entry);
  void read_more();
  void read_rest();
  void add_damage(std::uint64_t offset, std::string_view what);
  void fail_member(std::string_view what);
  std::uint64_t position() const;

  static la_int64_t seek(struct archive* archive, void* reader, la_int64_t offset, int whence);

  const ArchiveKind kind_;
  std::optional<FileBytes> file_;  // of a 7z
  std::uint64_t size_ = 0;         // of this file
  std::uint64_t at_ = 0;           // in this file, where libarchive reads next
  ArchiveSource source_;
  std::unique_ptr<struct archive, FreeArchive> archive_;
  std::uint64_t base_ = 0;    // where libarchive began to read, in the archive
  std::uint64_t header_ = 0;  // of the current member
  bool finished_ = false;     // no further member can be read
  bool is_lost_ = false;      // libarchive does not know where the next member is
  std::optional<Error> fault_;

  // The current member.
  bool is_file_ = false;
  bool member_ended_ = true;
  std::string_view block_;          // read and not yet returned
  std::uint64_t member_bytes_ = 0;  // read
  std::optional<Error> member_fault_;
  std::optional<std::uint64_t> member_end_;  // in the archive, once it is read to its end
};

la_ssize_t Archive::Reader::read_block(struct archive* archive, void* reader, const void** block) {
  ArchiveSource& source = static_cast<Reader*>(reader)->source_;
  const std::string_view bytes = source.next();
  static_cast<Reader*>(reader)->at_ = source.end();
  if (bytes.empty() && source.fault()) {
    archive_set_error(archive, EIO, "%s", source.fault()->what.c_str());
    return ARCHIVE_FATAL;
  }
  *block = bytes.data();
  return static_cast<la_ssize_t>(bytes.size());
}

la_int64_t Archive::Reader::seek(struct archive* /*unused*/, void* reader, la_int64_t offset,
                                 int whence) {
  auto& self = *static_cast<Reader*>(reader);
  const auto base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? self.at_ : self.size_;
  self.at_ = static_cast<std::uint64_t>(static_cast<la_int64_t>(base) + offset);
  self.file_->jump(self.at_);
  self.source_.jump(self.at_);
  return static_cast<la_int64_t>(self.at_);
}

void Archive::Reader::open() {
  archive_.reset(archive_read_new());
  if (!archive_) throw std::bad_alloc();
  struct archive* const archive = archive_.get();
  archive_read_support_filter_none(archive);
  if (kind_ == ArchiveKind::zip) {
    archive_read_support_format_zip_streamable(archive);
  } else if (kind_ == ArchiveKind::seven_zip) {
    archive_read_support_format_7zip(archive);
    archive_read_set_seek_callback(archive, seek);
  } else {
    archive_read_support_format_tar(archive);
    archive_read_set_options(archive, "tar:read_concatenated_archives");
  }
  is_lost_ = archive_read_open(archive, this, nullptr, read_block, nullptr) != ARCHIVE_OK;
  if (is_lost_) add_damage(base_, "found a damaged header of a member, expected an intact one");
}

std::uint64_t Archive::Reader::position() const {
  return base_ + static_cast<std::uint64_t>(
                     std::max<la_int64_t>(archive_filter_bytes(archive_.get(), 0), 0));
}

void Archive::Reader::add_damage(std::uint64_t offset, std::string_view what) {
  if (!fault_) fault_ = Error{ErrorKind::damaged, {}, offset, std::string(what)};
}

// Opens a zip again at the next header behind the current one. Returns whether there is one.
bool Archive::Reader::resume() {
  if (kind_ != ArchiveKind::zip || source_.fault()) return false;
  const auto place = source_.seek(header_ + 1, kZipMember);
  if (!place) return false;
  base_ = header_ = *place;
  open();
  return true;
}

// Reads what is left of a member that nobody wants to its end. libarchive would skip it without a
// look at where it ends, and with it what stands behind it.
void Archive::Reader::read_rest() {
  if (kind_ != ArchiveKind::zip || !is_file_) return;
  while (!member_ended_ && !member_fault_) read_more();
}

std::optional<Member> Archive::Reader::next() {
  const Utf8Names names;
  read_rest();
  while (!finished_ && (!is_lost_ || resume())) {
    struct archive_entry* entry = nullptr;
    const int code = archive_read_next_header(archive_.get(), &entry);
    const bool is_member = code == ARCHIVE_OK || code == ARCHIVE_WARN;
    if ((is_member || code == ARCHIVE_EOF) && !find_zip_header()) {
      add_damage(header_, "found other bytes behind a member, expected the next member");
      is_lost_ = true;
    } else if (is_member) {
      return start_member(entry);
    } else if (code == ARCHIVE_EOF) {
      if (kind_ == ArchiveKind::tar && !ends_with_zeros(source_)) {
        add_damage(source_.end(), "found the end of the tar without the zeros that end it");
      }
      break;
    } else if (source_.fault()) {
      fault_ = source_.fault();
      fault_->offset = source_.end();
      break;
    } else {
      add_damage(position(), source_.ended()
                                 ? "found the end of the archive, expected another member"
                                 : "found a damaged header of a member, expected an intact one");
      is_lost_ = code != ARCHIVE_RETRY;  // of a tar: libarchive goes on behind the header
    }
  }
  if (is_lost_ && kind_ == ArchiveKind::seven_zip) {
    add_damage(position(), "found damage of the 7z, expected further members behind it");
  }
  finished_ = true;
  return std::nullopt;
}

// Finds the header that libarchive has just read. Returns false if anything else stands between the
// last member and the next one, or the table at the end: libarchive would skip it, whatever it is.
bool Archive::Reader::find_zip_header() {
  if (kind_ != ArchiveKind::zip) return true;
  const auto searched_from =
      base_ + static_cast<std::uint64_t>(archive_read_header_position(archive_.get()));
  const auto end = std::exchange(member_end_, std::nullopt).value_or(searched_from);
  const auto descriptor = zip_descriptor(source_.held(end));
  if (descriptor) header_ = end + *descriptor;
  return descriptor.has_value();
}

Member Archive::Reader::start_member(struct archive_entry* entry) {
  member_ended_ = false;
  block_ = {};
  member_bytes_ = 0;
  member_fault_.reset();
  const auto header =
      kind_ == ArchiveKind::zip ? zip_header(source_.held(header_)) : std::optional<ZipHeader>();
  if (header && !header->is_read()) {
    fail_member("found a member packed with method " + std::to_string(header->method) +
                ", expected deflate, bzip2, zstd or none");
  }
  Member member{kind_of(entry), name_of(entry)};
  is_file_ = member.kind == Member::Kind::file;
  return member;
}

void Archive::Reader::fail_member(std::string_view what) {
  member_fault_ = source_.fault();
  if (!member_fault_) {
    member_fault_ = Error{ErrorKind::damaged, {}, std::nullopt, std::string(what)};
  }
}

void Archive::Reader::read_more() {
  const void* bytes = nullptr;
  std::size_t size = 0;
  auto offset = static_cast<la_int64_t>(member_bytes_);
  const int code = archive_read_data_block(archive_.get(), &bytes, &size, &offset);
  if (code == ARCHIVE_EOF) {
    member_ended_ = true;
    member_end_ = position();
    return;
  }
  if (bytes != nullptr && static_cast<std::uint64_t>(offset) != member_bytes_) {
    return fail_member("found a hole in the member, expected all of its bytes");
  }
  // Damage that shows at the end of a block comes with the block.
  if (bytes != nullptr) block_ = {static_cast<const char*>(bytes), size};
  member_bytes_ += block_.size();
  if (code == ARCHIVE_OK) return;
  fail_member(source_.ended() ? "found the end of the archive inside a member, expected more of it"
                              : "found damaged data of a member, expected what its header says");
  // Damage may be in the sizes, which say where the next member of a zip is.
  is_lost_ = code == ARCHIVE_FATAL || kind_ == ArchiveKind::zip;
}

Result<std::size_t> Archive::Reader::read(char* to, std::size_t room) {
  while (block_.empty() && !member_ended_ && !member_fault_) read_more();
  if (block_.empty() && member_fault_) return *member_fault_;
  const std::size_t count = std::min(room, block_.size());
  std::copy_n(block_.data(), count, to);
  block_.remove_prefix(count);
  return count;
}

Archive::Archive(ArchiveKind kind, ByteStream& bytes)
    : reader_(std::make_unique<Reader>(kind, bytes)) {}
Archive::Archive(FileStream& file) : reader_(std::make_unique<Reader>(file)) {}
Archive::~Archive() = default;

std::optional<Member> Archive::next() { return reader_->next(); }
ByteStream& Archive::contents() { return *reader_; }
const std::optional<Error>& Archive::fault() const { return reader_->fault(); }

}  // namespace s3rare::input
