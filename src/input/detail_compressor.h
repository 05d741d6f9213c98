// Details in little room. A run may keep a million of them, and they are much alike: compressed
// with a dictionary made of the run's own first ones, a detail takes about a fifth of its size.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace s3rare::input {

/// What the details of one run have in common. Shared by its threads; outlives their compressors.
class DetailDictionary {
 public:
  DetailDictionary();
  ~DetailDictionary();

 private:
  friend class DetailCompressor;
  struct Tables;

  // Learns from a detail, as long as there is no dictionary yet. Returns it once there is.
  const Tables* learn(std::string_view detail);
  void make_tables();

  std::atomic<const Tables*> ready_ = nullptr;
  std::mutex mutex_;
  std::string samples_;
  std::vector<std::size_t> sample_sizes_;
  std::unique_ptr<const Tables> tables_;
};

/// Compresses the details of one run, for one thread. Until the dictionary is there details are
/// kept as they are. Equal details that are compressed are equal.
/// Source: zstd, RFC 8878; dictionary of raw content with entropy tables, ZDICT_finalizeDictionary.
class DetailCompressor {
 public:
  explicit DetailCompressor(DetailDictionary& dictionary);
  DetailCompressor(DetailCompressor&& other) noexcept;
  ~DetailCompressor();

  /// @returns the detail as it is to be kept
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
