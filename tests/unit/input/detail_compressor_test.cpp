#include "input/detail_compressor.h"

#include <thread>
#include <vector>

#include "catch.h"

using namespace s3rare::input;

namespace {

// Similar to each other, as details are, but each with a part of its own.
std::string detail(std::size_t number) {
  std::string text = "1.09AwsApiCallGetObject192.0.2." + std::to_string(number % 256);
  text += "[aws-cli/2.15.0]ANONYMOUS us-east-1 example-bucket/photos/" + std::to_string(number);
  text += R"({"bucketName":"example-bucket","Host":"example-bucket.s3.amazonaws.com","key":")";
  return text + std::to_string(number * 2654435761U) + R"("} arn:aws:s3:::example-bucket/photos)";
}

constexpr std::size_t kMany = 2000;

}  // namespace

TEST_CASE("details survive compression, with a dictionary and without") {
  DetailDictionary dictionary;
  DetailCompressor compressor(dictionary);
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < kMany; ++i) kept.push_back(compressor.compress(detail(i)));
  kept.push_back(compressor.compress(std::string(32 * 1024, 'x')));
  kept.push_back(compressor.compress(""));
  for (std::size_t i = 0; i < kMany; ++i) REQUIRE(compressor.expand(kept[i]) == detail(i));
  CHECK(compressor.expand(kept[kMany]) == std::string(32 * 1024, 'x'));
  CHECK(compressor.expand(kept[kMany + 1]).empty());
  CHECK(compressor.expand("").empty());
}

TEST_CASE("with a dictionary a detail is small") {
  DetailDictionary dictionary;
  DetailCompressor compressor(dictionary);
  CHECK(compressor.compress(detail(0)).size() > detail(0).size());
  for (std::size_t i = 0; i < kMany; ++i) compressor.compress(detail(i));
  CHECK(compressor.compress(detail(kMany)).size() < detail(kMany).size() / 3);
}

TEST_CASE("equal compressed details are equal, whichever thread compressed them") {
  DetailDictionary dictionary;
  DetailCompressor one(dictionary);
  DetailCompressor other(dictionary);
  for (std::size_t i = 0; i < kMany; ++i) one.compress(detail(i));
  CHECK(one.compress(detail(kMany)) == other.compress(detail(kMany)));
  CHECK(other.expand(one.compress(detail(7))) == detail(7));
}

TEST_CASE("details that train no dictionary survive compression, too") {
  DetailDictionary dictionary;
  DetailCompressor compressor(dictionary);
  for (std::size_t i = 0; i < kMany; ++i) {
    REQUIRE(compressor.expand(compressor.compress("same")) == "same");
    REQUIRE(compressor.expand(compressor.compress("")).empty());
  }
}

TEST_CASE("threads share a dictionary") {
  DetailDictionary dictionary;
  std::vector<std::vector<std::string>> kept(4);
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < kept.size(); ++thread) {
    threads.emplace_back([&, thread] {
      DetailCompressor compressor(dictionary);
      for (std::size_t i = 0; i < kMany; ++i) {
        kept[thread].push_back(compressor.compress(detail(i)));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  DetailCompressor compressor(dictionary);
  for (const auto& of_thread : kept) {
    for (std::size_t i = 0; i < kMany; ++i) REQUIRE(compressor.expand(of_thread[i]) == detail(i));
  }
}
