#include "input/detail_compressor.h"

#include <zdict.h>
#include <zstd.h>

#include <algorithm>
#include <new>

namespace s3rare::input {
namespace {

// Measured over details of 800 bytes, which shrink to 180: fewer or smaller samples make them
// larger, more samples do not make them smaller.
constexpr std::size_t kSamples = 512;
constexpr std::size_t kMostSampleBytes = 1024 * 1024;
constexpr std::size_t kDictionaryContentBytes = 16 * 1024;
constexpr std::size_t kTableBytes = 4 * 1024;  // of the dictionary, in addition to its content
constexpr int kLevel = 1;

// The first byte of a stored detail.
constexpr char kPlain = 'p';
constexpr char kCompressed = 'z';

struct Free {
  void operator()(ZSTD_CDict* dictionary) const { ZSTD_freeCDict(dictionary); }
  void operator()(ZSTD_DDict* dictionary) const { ZSTD_freeDDict(dictionary); }
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};
template <class Owned>
using Owner = std::unique_ptr<Owned, Free>;

// Samples, taken evenly from first to last, that fill the content of a dictionary.
std::string choose_content(std::string_view samples, const std::vector<std::size_t>& sizes) {
  const std::size_t step = std::max<std::size_t>(1, samples.size() / kDictionaryContentBytes);
  std::string content;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (i % step == 0) content += samples.substr(0, sizes[i]);
    samples.remove_prefix(sizes[i]);
  }
  content.resize(std::min(content.size(), kDictionaryContentBytes));
  return content;
}

std::string plain(std::string_view detail) {
  std::string kept;
  kept.reserve(detail.size() + 1);
  kept += kPlain;
  kept += detail;
  return kept;
}

}  // namespace

struct DetailDictionary::Tables {
  Owner<ZSTD_CDict> compress;
  Owner<ZSTD_DDict> expand;
};

struct DetailCompressor::Contexts {
  Owner<ZSTD_CCtx> compress{ZSTD_createCCtx()};
  Owner<ZSTD_DCtx> expand{ZSTD_createDCtx()};

  Contexts() {
    if (!compress || !expand) throw std::bad_alloc();
    ZSTD_CCtx_setParameter(compress.get(), ZSTD_c_dictIDFlag, 0);
  }
};

DetailDictionary::DetailDictionary() = default;
DetailDictionary::~DetailDictionary() = default;

const DetailDictionary::Tables* DetailDictionary::learn(std::string_view detail) {
  if (const Tables* const ready = ready_.load(std::memory_order_acquire)) return ready;
  const std::lock_guard lock(mutex_);
  if (tables_) return tables_.get();
  sample_sizes_.push_back(detail.size());
  samples_ += detail;
  if (sample_sizes_.size() >= kSamples || samples_.size() >= kMostSampleBytes) make_tables();
  return ready_;
}

// Samples that make no dictionary, for example because all are equal, are dropped for new ones.
void DetailDictionary::make_tables() {
  // ZDICT_finalizeDictionary of libzstd 1.5 uses its workspace without asking whether there was
  // memory for it. So there must be, as far as other threads leave it.
  constexpr std::size_t kWorkspaceBytes = std::size_t{4} * 1024 * 1024;
  ::operator delete(::operator new(kWorkspaceBytes));
  const std::string content = choose_content(samples_, sample_sizes_);
  std::string dictionary(kDictionaryContentBytes + kTableBytes, '\0');
  const std::size_t size = ZDICT_finalizeDictionary(
      dictionary.data(), dictionary.size(), content.data(), content.size(), samples_.data(),
      sample_sizes_.data(), static_cast<unsigned>(sample_sizes_.size()), {kLevel, 0, 0});
  samples_ = std::string();
  sample_sizes_ = std::vector<std::size_t>();
  if (ZDICT_isError(size) != 0) return;
  auto tables = std::make_unique<Tables>();
  tables->compress.reset(ZSTD_createCDict(dictionary.data(), size, kLevel));
  tables->expand.reset(ZSTD_createDDict(dictionary.data(), size));
  if (!tables->compress || !tables->expand) return;
  tables_ = std::move(tables);
  ready_.store(tables_.get(), std::memory_order_release);
}

DetailCompressor::DetailCompressor(DetailDictionary& dictionary) : dictionary_(dictionary) {}
DetailCompressor::DetailCompressor(DetailCompressor&& other) noexcept = default;
DetailCompressor::~DetailCompressor() = default;

std::string DetailCompressor::compress(std::string_view detail) {
  const auto* const tables = dictionary_.learn(detail);
  if (tables == nullptr) return plain(detail);
  if (!contexts_) contexts_ = std::make_unique<Contexts>();
  room_.resize(1 + ZSTD_compressBound(detail.size()));
  room_[0] = kCompressed;
  ZSTD_CCtx_refCDict(contexts_->compress.get(), tables->compress.get());
  const std::size_t size = ZSTD_compress2(contexts_->compress.get(), room_.data() + 1,
                                          room_.size() - 1, detail.data(), detail.size());
  return ZSTD_isError(size) != 0 ? plain(detail) : room_.substr(0, 1 + size);
}

std::string DetailCompressor::expand(std::string_view kept) {
  if (kept.empty()) return {};
  const std::string_view bytes = kept.substr(1);
  if (kept.front() == kPlain) return std::string(bytes);
  if (!contexts_) contexts_ = std::make_unique<Contexts>();
  std::string detail(ZSTD_getFrameContentSize(bytes.data(), bytes.size()), '\0');
  const auto* const tables = dictionary_.ready_.load(std::memory_order_acquire);
  const std::size_t size =
      ZSTD_decompress_usingDDict(contexts_->expand.get(), detail.data(), detail.size(),
                                 bytes.data(), bytes.size(), tables->expand.get());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // the program's own bytes are sound
  return detail;
}

}  // namespace s3rare::input
