// What an alert's request did to the bucket, and how much it matters: a priority with its reasons.
//
// Of all that holds, the first in this list decides:
//   high    an object was written or deleted: matches are requests that succeeded
//   high    the source is on a list of indicators
//   low     the record says that no byte was sent: nothing has left the bucket
//   high    the key looks like a secret
//   medium  everything else, also where the record does not say how many bytes were sent
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/s3_action.h"

namespace s3rare {

/// What a key that looks like a secret looks like.
enum class KeyKind {
  terraform_state,
  private_key,
  environment,
  credentials,
  database_dump,
  backup
};

/// Looks at an object key: mostly at its name, behind the last slash; letter case is no matter.
/// Of several kinds the first in the order of `KeyKind` counts.
///   terraform_state  ends with .tfstate, or holds .tfstate.
///   private_key      ends with .pem .key .ppk .p12 .pfx .jks; or is id_rsa, id_dsa, id_ecdsa or
///                    id_ed25519, also with more behind it (id_rsa.old), but not with .pub
///   environment      is .env, ends with .env, or begins with .env. and does not end with
///                    .example, .sample, .template or .dist
///   credentials      holds the word credential, secret, password or passwd, or a plural of them;
///                    is .htpasswd, .netrc, .pgpass, .npmrc or .dockercfg; ends with rootkey.csv,
///                    accesskeys.csv or .kdbx
///   database_dump    ends with .sql .dump .dmp .bson .rdb .sqlite .sqlite3 .mdf, or holds the word
///                    dump, mysqldump or pgdump
///   backup           ends with .bak .backup .bkp, holds the word backup, bak or bkp, or a plural;
///                    or a folder of that name is around it
/// A word stands between characters that are no letters. Words do not count in names of web pages
/// and pictures (.html .css .js .png and the like). Endings of compression and archives
/// (.gz .zip .tar and the like) are taken off first.
std::optional<KeyKind> secret_kind_of(std::string_view key);

/// @returns the name of a kind, as alerts have it: `private_key`
std::string_view name_of(KeyKind kind);

/// Reads a number of bytes as JSON spells a number: `2048`, and also `2048.0` and `1.5e3`.
/// @returns nothing if it is not a whole number from 0 to 2^63 - 1
std::optional<std::uint64_t> parse_byte_count(std::string_view number);

/// What is known about one request.
struct Exposure {
  Effect effect = Effect::read;
  std::optional<std::uint64_t> bytes_out;  ///< sent to whoever asked; nothing: not known
  std::optional<std::uint64_t> bytes_in;   ///< received from there
  std::optional<KeyKind> key_kind;         ///< of a key that looks like a secret
};

enum class Priority { low, medium, high };

std::string_view name_of(Priority priority);

/// A priority, and why it is not medium: every reason of this priority that holds, none for medium.
struct Assessment {
  Priority priority = Priority::medium;
  std::vector<std::string> reasons;
};

/// @param listed_in  the lists of indicators that the source is on
Assessment assess(const Exposure& exposure, const std::vector<std::string>& listed_in);

}  // namespace s3rare
