// Classifies keys by name and folder alone. Words do not count in web pages, pictures and
// translations, because `password-reset.html` and `locales/de/passwords.json` are not secrets. The
// order of the checks decides which kind is reported.

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
constexpr std::array<std::string_view, 3> kPrivateKeyWords = {"private_key", "private-key",
                                                              "privatekey"};
constexpr std::array<std::string_view, 2> kPublicWords = {"public", "pub"};
constexpr std::array<std::string_view, 1> kPrivateWords = {"private"};
constexpr std::array<std::string_view, 4> kCredentialWords = {"credential", "secret", "password",
                                                              "passwd"};
constexpr std::array<std::string_view, 11> kCredentialNames = {
    ".htpasswd",        ".netrc",           ".pgpass",    ".npmrc", ".dockercfg", "authorized_keys",
    "authorized_keys2", ".git-credentials", "kubeconfig", "token",  ".token"};
constexpr std::array<std::string_view, 5> kCredentialEndings = {"rootkey.csv", "accesskeys.csv",
                                                                ".kdbx", ".kubeconfig", ".token"};
// Names that mean nothing without their folder.
constexpr std::array<std::string_view, 3> kCredentialPaths = {".aws/config", ".git/config",
                                                              ".kube/config"};
// Files that hold data, by the ending or the lack of one.
constexpr std::array<std::string_view, 6> kDataEndings = {".json", ".yaml", ".yml",
                                                          ".txt",  ".csv",  ".xml"};
constexpr std::array<std::string_view, 7> kTokenWords = {"access", "api",     "auth",   "bearer",
                                                         "oauth",  "refresh", "session"};
constexpr std::array<std::string_view, 8> kDumpEndings = {".sql", ".dump",   ".dmp",     ".bson",
                                                          ".rdb", ".sqlite", ".sqlite3", ".mdf"};
constexpr std::array<std::string_view, 3> kDumpWords = {"dump", "mysqldump", "pgdump"};
constexpr std::array<std::string_view, 2> kDiskImageEndings = {".vmdk", ".ova"};
constexpr std::array<std::string_view, 3> kBackupEndings = {".bak", ".backup", ".bkp"};
constexpr std::array<std::string_view, 3> kBackupWords = {"backup", "bak", "bkp"};
constexpr std::array<std::string_view, 7> kTranslationEndings = {".po",    ".pot", ".mo",  ".xlf",
                                                                 ".xliff", ".arb", ".resx"};
constexpr std::array<std::string_view, 10> kTranslationFolders = {
    "i18n",   "l10n",    "lang",        "langs",       "languages",
    "locale", "locales", "lc_messages", "translation", "translations"};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

// Every key of a match may be judged, and nearly all have none of the endings: their last
// characters differ.
bool ends_with(std::string_view name, std::string_view ending) {
  return name.back() == ending.back() && name.ends_with(ending);
}

template <class Endings>
bool ends_with_any(std::string_view name, const Endings& endings) {
  return !name.empty() && std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return ends_with(name, ending);
  });
}

template <class Names>
bool is_any(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view without_packing(std::string_view name) {
  if (name.empty()) return name;
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view packing : kPackings) {
      if (name.size() <= packing.size() || !ends_with(name, packing)) continue;
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

bool is_in_any_folder(std::string_view folders, auto is_wanted) {
  while (!folders.empty()) {
    const std::size_t end = std::min(folders.find('/'), folders.size());
    if (is_wanted(folders.substr(0, end))) return true;
    folders.remove_prefix(std::min(end + 1, folders.size()));
  }
  return false;
}

bool is_translation(std::string_view folders, std::string_view name) {
  return ends_with_any(name, kTranslationEndings) ||
         is_in_any_folder(
             folders, [](std::string_view folder) { return is_any(folder, kTranslationFolders); });
}

// The public half of a pair is no secret: `public.pem`, `id.pub.key`.
bool is_public_key(std::string_view name) {
  return holds_word(name, kPublicWords) && !holds_word(name, kPrivateWords);
}

bool is_private_key(std::string_view name, bool words_count) {
  if (ends_with_any(name, kPrivateKeyEndings)) return !is_public_key(name);
  if (words_count && !name.ends_with(".pub") &&
      std::any_of(kPrivateKeyWords.begin(), kPrivateKeyWords.end(), [&](std::string_view words) {
        return name.find(words) != std::string_view::npos;
      })) {
    return true;
  }
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

// Returns the name without the ending of a data file; nothing for other files.
std::optional<std::string_view> data_name(std::string_view name) {
  for (const std::string_view ending : kDataEndings) {
    if (name.ends_with(ending)) return name.substr(0, name.size() - ending.size());
  }
  return name.find('.') == std::string_view::npos ? std::optional(name) : std::nullopt;
}

// Whether the words follow each other in the name: `gcp-service_account-2`.
bool has_service_account(std::string_view name) {
  const std::size_t service = name.find("service");
  if (service == std::string_view::npos) return false;
  std::string_view rest = name.substr(service + std::string_view("service").size());
  if (!rest.empty() && !is_letter(rest.front())) rest.remove_prefix(1);
  return rest.starts_with("account");
}

// Whether the name is that of a token, `token` or `github_access_token`, and not of tokens of a
// language: `special_tokens_map`.
bool has_token(std::string_view name) {
  if (name == "token") return true;
  const std::size_t token = name.rfind("token");
  if (token == std::string_view::npos || token < 2 || is_letter(name[token - 1])) return false;
  const std::string_view behind = name.substr(token + std::string_view("token").size());
  if (!behind.empty() && behind != "s") return false;
  const std::string_view before = name.substr(0, token - 1);
  return std::any_of(kTokenWords.begin(), kTokenWords.end(), [&](std::string_view word) {
    if (!before.ends_with(word)) return false;
    return before.size() == word.size() || !is_letter(before[before.size() - word.size() - 1]);
  });
}

bool is_credential(std::string_view folders, std::string_view name, bool words_count) {
  if (is_any(name, kCredentialNames) || ends_with_any(name, kCredentialEndings)) return true;
  if (name == "config" &&
      std::any_of(kCredentialPaths.begin(), kCredentialPaths.end(), [&](std::string_view path) {
        path.remove_suffix(name.size());
        return folders == path ||
               (folders.ends_with(path) && folders[folders.size() - path.size() - 1] == '/');
      })) {
    return true;
  }
  if (name.starts_with("wp-config.php")) return true;
  if (!words_count) return false;
  if (holds_word(name, kCredentialWords)) return true;
  const auto data = data_name(name);
  return data && (*data == "kubeconfig" || has_service_account(*data) || has_token(*data));
}

bool is_in_backup_folder(std::string_view folders) {
  return is_in_any_folder(folders, [](std::string_view folder) {
    if (folder.ends_with('s')) folder.remove_suffix(1);
    return is_any(folder, kBackupWords);
  });
}

}  // namespace

std::optional<KeyKind> secret_kind_of(std::string_view key) {
  const std::string lowered = lower_case(key);
  const std::size_t behind_slash = lowered.rfind('/') + 1;  // 0 without a slash
  const std::string_view folders = std::string_view(lowered).substr(0, behind_slash);
  const std::string_view name = without_packing(std::string_view(lowered).substr(behind_slash));
  const bool words_count = !ends_with_any(name, kWebEndings) && !is_translation(folders, name);

  if (name.ends_with(".tfstate") || name.find(".tfstate.") != std::string_view::npos) {
    return KeyKind::terraform_state;
  }
  if (is_private_key(name, words_count)) return KeyKind::private_key;
  if (is_environment(name)) return KeyKind::environment;
  if (is_credential(folders, name, words_count)) return KeyKind::credentials;
  if (ends_with_any(name, kDumpEndings) || (words_count && holds_word(name, kDumpWords))) {
    return KeyKind::database_dump;
  }
  if (name.ends_with(".pst")) return KeyKind::mailbox;
  if (ends_with_any(name, kDiskImageEndings)) return KeyKind::disk_image;
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
    case KeyKind::mailbox:
      return "mailbox";
    case KeyKind::disk_image:
      return "disk_image";
    case KeyKind::backup:
      break;
  }
  return "backup";
}

}  // namespace s3rare
