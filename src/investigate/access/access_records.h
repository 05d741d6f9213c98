// Collects the records that say who gets into the alerts' buckets: at any time, by bucket and
// account.
//
// Like an investigation this is a set: adding and merging commute. A record that was delivered
// twice (same event ID, same content) is kept once.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "investigate/access/kept_records.h"
#include "investigate/alert_groups.h"
#include "investigate/dossier/dossier.h"

namespace s3rare::investigate {

class AccessRecords {
 public:
  /// @param alerts  borrowed: must outlive the collection
  explicit AccessRecords(std::span<const AlertToInvestigate> alerts);

  /// @returns an empty collection for the same alerts; shares their indexes
  AccessRecords make_empty() const;

  /// Adds a record, whether it concerns an alert or not.
  /// @returns whether it may concern one
  bool add(AccessRecord record);

  /// Moves in the content of another collection for the same alerts.
  void merge(AccessRecords&& other);

  /// @returns the records of a bucket of that name, of any account; null: none
  const KeptRecords* of_bucket(const AlertToInvestigate& alert) const;
  /// @returns the records of the alert's account, and its access points; null: none
  const KeptRecords* of_account(const AlertToInvestigate& alert) const;

  /// @returns the records of organizations; null: none
  const KeptRecords* of_organizations() const { return of_organizations_.get(); }

  std::span<const AlertToInvestigate> alerts() const { return alerts_; }

 private:
  // By the number of a group.
  using OfGroups = std::vector<std::unique_ptr<KeptRecords>>;

  AccessRecords(std::span<const AlertToInvestigate> alerts, AlertGroups buckets,
                AlertGroups accounts);

  KeptRecords& of(OfGroups& groups, std::size_t number);
  bool add_of_organization(AccessRecord record);

  std::span<const AlertToInvestigate> alerts_;
  AlertGroups buckets_;
  AlertGroups accounts_;
  KeptRecords::Limits limits_;
  OfGroups of_buckets_;
  OfGroups of_accounts_;
  std::unique_ptr<KeptRecords> of_organizations_;
};

}  // namespace s3rare::investigate
