// What a request did to the bucket, and its priority with reasons.
//
// The first line of this list that applies decides:
//   high    the request wrote or deleted an object (a match is a request that succeeded)
//   high    the source is on an indicator list
//   low     the record reports that no byte was sent: nothing left the bucket
//   high    the key looks like a secret
//   medium  everything else, including records without a byte count
// An alert has the priority of its episode, see `assess_episode`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "s3rare/s3_action.h"

namespace s3rare {

/// Kind of secret that an object key suggests.
enum class KeyKind {
  terraform_state,
  private_key,
  environment,
  credentials,
  database_dump,
  mailbox,
  disk_image,
  backup
};

/// Judges an object key, mostly by its name (the part after the last slash), ignoring case. If
/// several kinds apply, the first in the order of `KeyKind` wins.
///   terraform_state  ends with .tfstate, or contains .tfstate.
///   private_key      ends with .pem .key .ppk .p12 .pfx .jks, unless the name holds the word
///                    public or pub and not the word private; or is id_rsa, id_dsa, id_ecdsa or
///                    id_ed25519, with or without a suffix (id_rsa.old) other than .pub; or
///                    contains private_key, private-key or privatekey
///   environment      is .env, ends with .env, or begins with .env. and does not end with
///                    .example, .sample, .template or .dist
///   credentials      contains the word credential, secret, password or passwd, or a plural; is
///                    .htpasswd, .netrc, .pgpass, .npmrc, .dockercfg, authorized_keys, kubeconfig
///                    or token; ends with rootkey.csv, accesskeys.csv, .kdbx, .kubeconfig or
///                    .token; begins with wp-config.php; is config in a folder .aws, .git or
///                    .kube; or is a data file (.json, .yaml, .txt and similar, or without an
///                    ending) named after a service account or a token (access_token)
///   database_dump    ends with .sql .dump .dmp .bson .rdb .sqlite .sqlite3 .mdf, or contains the
///                    word dump, mysqldump or pgdump
///   mailbox          ends with .pst
///   disk_image       ends with .vmdk or .ova
///   backup           ends with .bak .backup .bkp, contains the word backup, bak or bkp, or a
///                    plural; or is in a folder with such a name
/// A word is delimited by characters that are not letters. Words are ignored in names of web pages
/// and pictures (.html .css .js .png and similar), and in translations: .po .mo .xliff and similar,
/// and files in folders such as locales and i18n. Compression and archive suffixes (.gz .zip .tar
/// and similar) are removed first.
std::optional<KeyKind> secret_kind_of(std::string_view key);

/// @returns the kind's name as alerts show it: `private_key`
std::string_view name_of(KeyKind kind);

/// Reads a number of bytes as JSON spells a number: `2048`, and also `2048.0` and `1.5e3`.
/// @returns nothing if the value is not a whole number from 0 to 2^63 - 1
std::optional<std::uint64_t> parse_byte_count(std::string_view number);

/// Facts about one request.
struct Exposure {
  Effect effect = Effect::read;
  std::optional<std::uint64_t> bytes_out;  ///< sent to the client; nothing: unknown
  std::optional<std::uint64_t> bytes_in;   ///< received from the client; nothing: unknown
  std::optional<KeyKind> key_kind;         ///< set if the key looks like a secret
};

enum class Priority { low, medium, high };

std::string_view name_of(Priority priority);

/// A priority with every reason that applies. Medium has no reasons.
struct Assessment {
  Priority priority = Priority::medium;
  std::vector<std::string> reasons;
};

/// @param listed_in  names of the indicator lists that contain the source
Assessment assess(const Exposure& exposure, const std::vector<std::string>& listed_in);

}  // namespace s3rare
