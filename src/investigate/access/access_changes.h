// Collects the changes of access that concern alerts, and decides which one exposed the bucket.
//
// These changes concern an alert, at any time in the logs: changes of its bucket; of the ACL of its
// own key (requests that opened objects of the bucket by their ACLs are listed separately); of the
// public access block of its account; and of access points of its account. Only the creation of an
// access point names its bucket: the newest creation at or before the change counts, unless the
// access point was deleted since. Without one, changes of the access point are listed with an
// unknown bucket and never expose; changes of access points of other buckets are not listed.
// Changes of access points beyond the limit are neither listed nor counted, and the dossier says
// so. The lists hold the changes nearest to the alert and the last one of each kind.
//
// `exposed_by` follows from the changes in force at the alert, for each subject; changes_around.h
// defines which one is in force. A later change replaces earlier ones, and deleting the bucket ends
// them all. If the change in force is not public, its subject opens nothing.
//   1. Openings are the bucket's policy and ACL in force (including the ACL of its creation), the
//      object's ACL, and policies of access points. An opening counts unless a guard in force
//      blocks it: a public access block blocks policies and ACLs, ownership controls block ACLs, an
//      access point blocks its own policy (if it was created for a VPC only, or with its own
//      block). A policy counts if it may allow what the alert's request needed, to its source:
//      s3:GetObject for a GetObject. A bucket's ACL lets nobody read an object, and an object's ACL
//      allows nothing else: for a GetObject only the object's ACL counts, for other actions only
//      the bucket's. An ACL that is open to all AWS accounts lets no stranger in.
//   2. An opening takes effect when the newest guard that blocked it is removed, in a later second;
//      otherwise at once.
//   3. The newest event by which an opening that is `opened` took effect exposed the bucket.
//      Without one it is the newest event by which an opening that `may_open` took effect (its
//      content is missing from the record, or a Condition decides), or the newest removal of a
//      guard: what the guard blocked existed before the logs begin.
// Records do not show whether a removed guard existed: its removal is `may_open`.
//
// A policy or an ACL that gives nothing to everyone is `closed`, not `none`, if the one listed
// before it, or the one in force at the alert, opened the bucket, or may have.
//
// Like an investigation this is a set: adding and merging commute. A change that was delivered
// twice (same event ID, same content) is listed once; among the changes left out every copy counts.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "investigate/access/access_change.h"
#include "investigate/access/access_point_changes.h"
#include "investigate/access/changes_around.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

class AccessChanges {
 public:
  /// Listed changes nearest to the alert, on each side.
  static constexpr std::ptrdiff_t kMostBefore = 20;
  static constexpr std::ptrdiff_t kMostAfter = 20;
  static constexpr std::size_t kMostOpened = 5;  ///< opened objects before the alert, and after it

  /// @param alerts  borrowed: must outlive the collection
  explicit AccessChanges(std::span<const AlertToInvestigate> alerts);

  /// @returns an empty collection for the same alerts; shares their indexes
  AccessChanges make_empty() const;

  /// Adds a change, whether it concerns an alert or not. Costs a search among alerts and an
  /// insertion among the kept changes.
  void add(AccessChange change);

  /// Moves in the content of another collection for the same alerts.
  void merge(AccessChanges&& other);

  /// Fills in `bucket_changes`, `opened_objects`, the numbers that both leave out, and
  /// `exposed_by`.
  /// @param alert  number of the alert
  void fill(Dossier& dossier, std::size_t alert) const;

 private:
  using Objects = std::shared_ptr<const std::vector<AlertToInvestigate>>;

  AccessChanges(const AccessChanges& like, ChangesAround of_bucket, ChangesAround of_object,
                ChangesAround of_opened_objects, ChangesAround of_account);

  std::span<const AlertToInvestigate> alerts_;
  Objects objects_;  // the alerts, with bucket and key joined as one name
  ChangesAround of_bucket_;
  ChangesAround of_object_;
  ChangesAround of_opened_objects_;  // by bucket
  ChangesAround of_account_;
  AccessPointChanges of_access_points_;
};

}  // namespace s3rare::investigate
