#include "json/byte_kernels.h"

#include <random>
#include <string>
#include <vector>

#include "catch.h"

using namespace s3rare::json;

namespace {

struct Index {
  std::vector<std::uint16_t> brackets;
  std::vector<std::uint16_t> rare_pairs;
  bool inside = false;
  bool escaped = false;

  friend bool operator==(const Index&, const Index&) = default;
};

bool is_rare_pair(std::string_view pair) {
  return pair == "ym" || pair == "yM" || pair == "Ym" || pair == "YM" || pair == "\\u";
}

// One character after another; `behind` follows the text.
Index index_slowly(std::string_view text, char behind, StringState state, bool line_ends) {
  Index index{{}, {}, state.inside != 0, state.escaped};
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool escaped = std::exchange(index.escaped, c == '\\' && !index.escaped);
    if (c == '"' && !escaped) index.inside = !index.inside;
    const bool is_bracket = std::string_view("{}[]").find(c) != std::string_view::npos;
    if ((is_bracket && !index.inside) || (line_ends && c == '\n')) {
      index.brackets.push_back(static_cast<std::uint16_t>(i));
    }
    if (is_rare_pair(std::string{c, i + 1 < text.size() ? text[i + 1] : behind})) {
      index.rare_pairs.push_back(static_cast<std::uint16_t>(i));
    }
  }
  return index;
}

Index index_with(const ByteKernels& kernels, std::string_view text, StringState state,
                 bool line_ends) {
  std::vector<std::uint16_t> brackets(text.size() + kIndexSlack);
  std::vector<std::uint16_t> rare_pairs(text.size() + kIndexSlack);
  const IndexPositions end =
      kernels.index_text(text, state, line_ends, {brackets.data(), rare_pairs.data()});
  brackets.resize(static_cast<std::size_t>(end.brackets - brackets.data()));
  rare_pairs.resize(static_cast<std::size_t>(end.rare_pairs - rare_pairs.data()));
  return {brackets, rare_pairs, state.inside != 0, state.escaped};
}

bool is_name_pair(std::string_view pair) { return pair == "IP" || pair == "tN"; }
bool is_key_pair(std::string_view pair) { return pair == "\"k" || pair == "\"x"; }

std::size_t find_slowly(bool (*is_pair)(std::string_view), std::string_view text,
                        std::size_t from) {
  for (std::size_t i = from; i + 1 < text.size(); ++i) {
    if (is_pair(text.substr(i, 2))) return i;
  }
  return std::string_view::npos;
}

std::vector<std::uint16_t> all_pairs(FindPairs find_pairs, std::string_view text) {
  std::vector<std::uint16_t> pairs((text.size() + 1) / 2);
  pairs.resize(static_cast<std::size_t>(find_pairs(text, pairs.data()) - pairs.data()));
  return pairs;
}

std::vector<std::uint16_t> all_pairs_slowly(bool (*is_pair)(std::string_view),
                                            std::string_view text) {
  std::vector<std::uint16_t> pairs;
  for (std::size_t at = find_slowly(is_pair, text, 0); at != std::string_view::npos;
       at = find_slowly(is_pair, text, at + 1)) {
    pairs.push_back(static_cast<std::uint16_t>(at));
  }
  return pairs;
}

// For a text followed by one more byte. There are very many texts, and a CHECK for each would take
// longer than the work that it checks.
void check(const std::string& bytes) {
  const std::string_view text = std::string_view(bytes).substr(0, bytes.size() - 1);
  for (const ByteKernels& kernels : byte_kernels()) {
    for (const bool line_ends : {false, true}) {
      for (const StringState state : {StringState{}, {~std::uint64_t{0}, false}, {0, true}}) {
        if (index_with(kernels, text, state, line_ends) !=
            index_slowly(text, bytes.back(), state, line_ends)) {
          FAIL(kernels.name << " index " << line_ends << " " << bytes);
        }
      }
    }
    for (std::size_t from : {0U, 1U, 2U, 63U, 64U, 65U, 66U, 130U}) {
      if (kernels.find_rare_pair(text, from) != find_slowly(is_rare_pair, text, from)) {
        FAIL(kernels.name << " rare pair from " << from << " " << bytes);
      }
    }
    if (all_pairs(kernels.find_name_pairs, text) != all_pairs_slowly(is_name_pair, text) ||
        all_pairs(kernels.find_key_pairs, text) != all_pairs_slowly(is_key_pair, text)) {
      FAIL(kernels.name << " pairs " << bytes);
    }
  }
}

}  // namespace

TEST_CASE("all implementations agree on every byte at every position of a block") {
  for (int byte = 0; byte < 256; ++byte) {
    std::string text(64 * 64 + 1, '.');
    for (std::size_t i = 0; i < 64; ++i) text[i * 64 + i] = static_cast<char>(byte);
    check(text);
    for (std::size_t i = 0; i < 64; ++i) text[i * 64 + (i + 1) % 64] = 'm';
    check(text);
  }
}

TEST_CASE("all implementations agree on texts of any length full of special bytes") {
  std::mt19937 random(7);
  for (std::size_t size = 0; size < 700; ++size) {
    std::string text(size + 1, '\0');
    for (char& c : text) c = R"("\{}[]yYmMu;|^Z UIPtNkx)"[random() % 23];
    if (size % 3 == 0) text[random() % (size + 1)] = '\n';
    check(text);
  }
}

TEST_CASE("runs of backslashes of any length escape the same, wherever a block ends") {
  for (std::size_t before = 50; before < 70; ++before) {
    for (std::size_t backslashes = 0; backslashes < 140; ++backslashes) {
      std::string text = R"(")";
      text += std::string(before, 'x');
      text += std::string(backslashes, '\\');
      text += R"("{}"[")";
      check(text);
    }
  }
}

TEST_CASE("a pair is found at any position") {
  const std::vector<std::uint16_t> none;
  for (std::size_t size = 2; size < 200; ++size) {
    for (std::size_t at = 0; at + 2 <= size; ++at) {
      const auto text_with = [&](std::string_view pair) {
        return std::string(size, pair.front()).replace(at, 2, pair);
      };
      const std::vector<std::uint16_t> only = {static_cast<std::uint16_t>(at)};
      for (const ByteKernels& kernels : byte_kernels()) {
        const bool finds_all = kernels.find_rare_pair(text_with("ym"), 0) == at &&
                               kernels.find_rare_pair(text_with("\\u"), 0) == at &&
                               all_pairs(kernels.find_name_pairs, text_with("IP")) == only &&
                               all_pairs(kernels.find_name_pairs, text_with("tN")) == only &&
                               all_pairs(kernels.find_key_pairs, text_with("\"k")) == only &&
                               all_pairs(kernels.find_key_pairs, text_with("\"x")) == only;
        const bool finds_others = all_pairs(kernels.find_name_pairs, text_with("IN")) != none ||
                                  all_pairs(kernels.find_name_pairs, text_with("tP")) != none;
        if (!finds_all || finds_others) FAIL(kernels.name << " " << size << " " << at);
      }
    }
  }
}

TEST_CASE("the portable implementation is always available") {
  CHECK(byte_kernels().back().name == "portable");
}
