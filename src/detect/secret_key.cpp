// Classifies keys by name alone. Words do not count in web pages and pictures, because
// `password-reset.html` is not a secret. The order of the checks decides which kind is reported.

#include <algorithm>
#include <array>
#include <string>

#include "s3rare/exposure.h"
#include "s3rare/lower_case.h"

namespace s3rare {
namespace {

constexpr std::array<std::string_view, 10> kPackings = {".gz",  ".tgz", ".bz2", ".xz",  ".zst",
                                                        ".lz4", ".zip", ".7z",  ".rar", ".tar"};
constexpr std::array<std::string_view, 16> kWebEndings = {
    ".html", ".htm",  ".css", ".js",  ".mjs",  ".map",   ".png", ".jpg",
    ".jpeg", ".webp", ".gif", ".svg", ".woff", ".woff2", ".ico", ".md"};
constexpr std::array<std::string_view, 6> kPrivateKeyEndings = {".pem", ".key", ".ppk",
                                                                ".p12", ".pfx", ".jks"};
constexpr std::array<std::string_view, 4> kPrivateKeyNames = {"id_rsa", "id_dsa", "id_ecdsa",
                                                              "id_ed25519"};
constexpr std::array<std::string_view, 4> kExampleEndings = {".example", ".sample", ".template",
                                                             ".dist"};
constexpr std::array<std::string_view, 4> kCredentialWords = {"credential", "secret", "password",
                                                              "passwd"};
constexpr std::array<std::string_view, 5> kCredentialNames = {".htpasswd", ".netrc", ".pgpass",
                                                              ".npmrc", ".dockercfg"};
constexpr std::array<std::string_view, 3> kCredentialEndings = {"rootkey.csv", "accesskeys.csv",
                                                                ".kdbx"};
constexpr std::array<std::string_view, 8> kDumpEndings = {".sql", ".dump",   ".dmp",     ".bson",
                                                          ".rdb", ".sqlite", ".sqlite3", ".mdf"};
constexpr std::array<std::string_view, 3> kDumpWords = {"dump", "mysqldump", "pgdump"};
constexpr std::array<std::string_view, 3> kBackupEndings = {".bak", ".backup", ".bkp"};
constexpr std::array<std::string_view, 3> kBackupWords = {"backup", "bak", "bkp"};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

template <class Endings>
bool ends_with_any(std::string_view name, const Endings& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

template <class Names>
bool is_any(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view without_packing(std::string_view name) {
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view packing : kPackings) {
      if (name.size() <= packing.size() || !name.ends_with(packing)) continue;
      name.remove_suffix(packing.size());
      found = true;
    }
  }
  return name;
}

// Whether the name contains one of the words or its plural.
template <class Words>
bool holds_word(std::string_view name, const Words& words) {
  while (!name.empty()) {
    const auto* const begin = std::find_if(name.begin(), name.end(), is_letter);
    const auto* const end = std::find_if_not(begin, name.end(), is_letter);
    const std::string_view word(begin, static_cast<std::size_t>(end - begin));
    if (is_any(word, words)) return true;
    if (word.ends_with('s') && is_any(word.substr(0, word.size() - 1), words)) return true;
    name.remove_prefix(static_cast<std::size_t>(end - name.begin()));
  }
  return false;
}

bool is_private_key(std::string_view name) {
  if (ends_with_any(name, kPrivateKeyEndings)) return true;
  return !name.ends_with(".pub") &&
         std::any_of(kPrivateKeyNames.begin(), kPrivateKeyNames.end(), [&](std::string_view key) {
           if (!name.starts_with(key)) return false;
           const char next = name.size() > key.size() ? name[key.size()] : '.';
           return !is_letter(next) && !(next >= '0' && next <= '9');
         });
}

bool is_environment(std::string_view name) {
  if (name.ends_with(".env")) return true;
  return name.starts_with(".env.") && !ends_with_any(name, kExampleEndings);
}

bool is_in_backup_folder(std::string_view folders) {
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find('/'), folders.size());
    std::string_view folder = folders.substr(0, end);
    if (folder.ends_with('s')) folder.remove_suffix(1);
    if (is_any(folder, kBackupWords)) return true;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return false;
}

}  // namespace

std::optional<KeyKind> secret_kind_of(std::string_view key) {
  const std::string lowered = lower_case(key);
  const std::size_t behind_slash = lowered.rfind('/') + 1;  // 0 without a slash
  const std::string_view folders = std::string_view(lowered).substr(0, behind_slash);
  const std::string_view name = without_packing(std::string_view(lowered).substr(behind_slash));
  const bool words_count = !ends_with_any(name, kWebEndings);

  if (name.ends_with(".tfstate") || name.find(".tfstate.") != std::string_view::npos) {
    return KeyKind::terraform_state;
  }
  if (is_private_key(name)) return KeyKind::private_key;
  if (is_environment(name)) return KeyKind::environment;
  if (is_any(name, kCredentialNames) || ends_with_any(name, kCredentialEndings) ||
      (words_count && holds_word(name, kCredentialWords))) {
    return KeyKind::credentials;
  }
  if (ends_with_any(name, kDumpEndings) || (words_count && holds_word(name, kDumpWords))) {
    return KeyKind::database_dump;
  }
  if (ends_with_any(name, kBackupEndings) ||
      (words_count && (holds_word(name, kBackupWords) || is_in_backup_folder(folders)))) {
    return KeyKind::backup;
  }
  return std::nullopt;
}

std::string_view name_of(KeyKind kind) {
  switch (kind) {
    case KeyKind::terraform_state:
      return "terraform_state";
    case KeyKind::private_key:
      return "private_key";
    case KeyKind::environment:
      return "environment";
    case KeyKind::credentials:
      return "credentials";
    case KeyKind::database_dump:
      return "database_dump";
    case KeyKind::backup:
      break;
  }
  return "backup";
}

}  // namespace s3rare
