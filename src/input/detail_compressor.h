// Compressed storage for alert details. A run may keep a million of them, and they are similar:
// with a dictionary made from the run's first details, a detail shrinks to about a fifth.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare::input {

/// The dictionary for the details of one run. Shared by its threads; outlives their compressors.
class DetailDictionary {
 public:
  DetailDictionary();
  ~DetailDictionary();

 private:
  friend class DetailCompressor;
  struct Tables;

  // Adds a sample while there is no dictionary yet. Returns the dictionary once there is one.
  const Tables* learn(std::string_view detail);
  void make_tables();

  std::atomic<const Tables*> ready_ = nullptr;
  std::mutex mutex_;
  std::string samples_;
  std::vector<std::size_t> sample_sizes_;
  std::unique_ptr<const Tables> tables_;
};

/// Compresses the details of one run, for one thread. Until the dictionary exists, details are kept
/// uncompressed. Equal details have equal compressed forms.
/// Source: zstd, RFC 8878; dictionary of raw content with entropy tables, ZDICT_finalizeDictionary.
class DetailCompressor {
 public:
  explicit DetailCompressor(DetailDictionary& dictionary);
  DetailCompressor(DetailCompressor&& other) noexcept;
  ~DetailCompressor();

  /// @returns the detail in the form in which it is stored
  std::string compress(std::string_view detail);

  /// @param kept  from any compressor of this dictionary, or empty
  /// @returns the detail
  std::string expand(std::string_view kept);

 private:
  struct Contexts;

  DetailDictionary& dictionary_;
  std::unique_ptr<Contexts> contexts_;
  std::string room_;
};

}  // namespace s3rare::input
