// An activity with the facts that an investigation derives from it, once for all alerts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "investigate/activity.h"
#include "investigate/dossier/dossier.h"
#include "s3rare/exposure.h"
#include "s3rare/s3_action.h"

namespace s3rare::investigate {

/// A file path, shared by everything that mentions it.
using KeptPath = std::shared_ptr<const std::string>;

/// Who acts.
enum class Actor {
  anonymous,  ///< nobody who is known, even where a service is the source
  service,    ///< an AWS service by itself: as its identity, or its source, says
  signer      ///< whoever has keys
};

/// Borrows the activity.
struct Doing {
  /// @param of_file  path of the activity's file
  Doing(const Activity& what, KeptPath of_file);

  /// Works out the rest, which only alerts of the source ask for.
  void describe();

  const Activity& activity;
  EventTime time;
  Actor actor = Actor::signer;
  bool succeeded = false;
  std::optional<Effect> effect;  ///< of an action of S3
  bool reads_only = false;
  KeptPath path;
  // The rest.
  std::string action;    ///< "s3.amazonaws.com GetObject"
  std::string outcome;   ///< "success", or the error code, or else the error message
  std::string identity;  ///< "anonymous", an ARN, a service that acts for somebody, or the type
                         ///< with the principal (or the access key) and the account
  // Of an anonymous one.
  std::optional<KeyKind> secret;  ///< kind of the key
  std::uint64_t bucket_hash = 0;
  std::uint64_t key_hash = 0;  ///< of bucket and key

  std::string_view bucket() const { return activity.fields.bucket.string(); }
  std::string_view key() const { return activity.fields.key.string(); }
  std::string_view event_id() const { return activity.fields.event_id.string(); }
  std::string_view source() const { return activity.fields.source_address.string(); }
};

/// The first of some records, by time, event ID, path and offset, as evidence.
struct FirstEvidence {
  EventTime time;
  std::string event_id;
  KeptPath path;  ///< nothing: no record yet
  std::uint64_t offset = 0;

  void add(const Doing& doing);
  void merge(FirstEvidence&& other);
  Evidence evidence() const;
};

/// A span that begins empty.
struct GrowingSpan {
  std::optional<Span> span;

  void add(EventTime time) { add({time, time}); }
  void add(const Span& other);
  void merge(const GrowingSpan& other) {
    if (other.span) add(*other.span);
  }
};

}  // namespace s3rare::investigate
