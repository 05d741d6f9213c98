// Collects the changes of access that concern alerts, and tells which one exposed the bucket.
//
// Of an alert are, in the time looked at: changes of its bucket; of its own key's ACL (what opened
// objects of the bucket by their ACLs, its own or others, is listed apart); of the public access
// block of its account; and of access points of its account. Whose
// bucket an access point is, only its creation says: the newest one at or before the change, in the
// time looked at, unless it was deleted since. Where none is there, changes of the access point are
// listed, as of a bucket that the logs do not tell, and never expose; those of another bucket's
// access point are not listed. Those beyond what is kept of access points are neither listed nor
// counted: the dossier then says so.
//
// `exposed_by` is worked out of what stands at the alert: of each subject the newest change at or
// before it that succeeded. A change that came later has replaced what was before, and the deletion
// of the bucket has ended it all; where the change that stands is not public, nothing is open by
// that subject.
//   1. Openings are what stands of the bucket's policy and ACL (that it was created with, too), the
//      object's ACL, and policies of access points, where the effect is `opened`. An opening counts
//      unless a guard that stands holds it back: a public access block holds policies and ACLs,
//      ownership controls hold ACLs, an access point its own policy (it was created for a VPC only,
//      or with a block of its own).
//      A policy counts if it may give what the alert's request needed: s3:GetObject for a
//      GetObject. A bucket's ACL does not let anybody read an object, and an object's ACL nothing
//      else: for a GetObject only the object's ACL counts, for other actions only the bucket's.
//   2. An opening became effective with the newest guard that was taken away after it, in a later
//      second, if that guard had held such a thing; else with itself.
//   3. The newest of what made openings effective exposed the bucket. Without an opening it is the
//      newest guard that was taken away: what it had held back was there before the logs begin.
// Whether a guard that was taken away had been there the records do not say: it is then `may_open`.
//
// A policy or an ACL that gives nothing to everyone is `closed`, not `none`, where the one that is
// listed before it opened, or may have.
//
// Like an investigation this is a set of what was added: adding and merging commute. A change that
// was delivered twice (same event ID, same contents) is listed once; among those left out it counts
// as often as the logs hold it.
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
  static constexpr std::size_t kMostBefore = 20;  ///< listed, nearest to the alert
  static constexpr std::size_t kMostAfter = 20;
  static constexpr std::size_t kMostOpened = 5;  ///< of objects, before the alert and after it

  /// @param alerts  borrowed: they must outlive the collection
  /// @param before  how long before an alert is looked at, in seconds, not negative
  /// @param after   how long after it, the same
  AccessChanges(std::span<const AlertToInvestigate> alerts, Seconds before, Seconds after);

  /// @returns one for the same alerts, with nothing in it, which shares what is known of them
  AccessChanges make_empty() const;

  /// Adds a change, whether it concerns an alert or not. Takes a search among alerts, and an
  /// insertion among those that are kept.
  void add(AccessChange change);

  /// Adds all that another collection for the same alerts and times holds.
  void merge(AccessChanges&& other);

  /// Fills in `bucket_changes`, `opened_objects`, what both leave out, and `exposed_by`.
  /// @param alert  its number
  void fill(Dossier& dossier, std::size_t alert) const;

 private:
  using Objects = std::shared_ptr<const std::vector<AlertToInvestigate>>;

  AccessChanges(const AccessChanges& like, ChangesAround of_bucket, ChangesAround of_object,
                ChangesAround of_opened_objects, ChangesAround of_account);

  std::span<const AlertToInvestigate> alerts_;
  Seconds before_;
  Seconds after_;
  Objects objects_;  // each alert with bucket and key as one name
  ChangesAround of_bucket_;
  ChangesAround of_object_;
  ChangesAround of_opened_objects_;  // by bucket
  ChangesAround of_account_;
  AccessPointChanges of_access_points_;
};

}  // namespace s3rare::investigate
