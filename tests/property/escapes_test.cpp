// A record may spell the anonymous principal, its keys and its values with any of JSON's escapes,
// and appear in a string that is escaped itself, several times over. Wherever the bytes are cut,
// the detector must find it: a detector that misses one of these can be evaded.

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "catch.h"
#include "input/byte_stream.h"
#include "memory_stream.h"
#include "property/generate_logs.h"
#include "reference/agreement.h"

using namespace s3rare;
using namespace s3rare::tests;
using reference::FastPath;

namespace {

#ifdef S3RARE_SANITIZED
constexpr int kTurns = 3;
constexpr std::size_t kSplitStep = 5;
constexpr std::size_t kSubsetStep = 7;
#else
constexpr int kTurns = 12;
constexpr std::size_t kSplitStep = 1;
constexpr std::size_t kSubsetStep = 1;
#endif

constexpr int kMostLevels = 3;

// A stream in two pieces.
class SplitStream : public input::ByteStream {
 public:
  SplitStream(std::string_view bytes, std::size_t split) : bytes_(bytes), split_(split) {}

  Result<std::size_t> read(char* to, std::size_t room) override {
    const std::size_t end = position_ < split_ ? split_ : bytes_.size();
    const std::size_t count = bytes_.copy(to, std::min(room, end - position_), position_);
    position_ += count;
    return count;
  }

 private:
  std::string_view bytes_;
  std::size_t split_;
  std::size_t position_ = 0;
};

std::string escape_of(char c, bool upper_case) {
  const std::string_view digits = upper_case ? "0123456789ABCDEF" : "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  return std::string("\\u00") + digits[byte >> 4] + digits[byte & 15];
}

// A JSON string that escapes the characters whose bit is set.
std::string spelled(std::string_view text, std::uint64_t escaped, bool upper_case) {
  std::string string = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((escaped >> i & 1) != 0) {
      string += escape_of(text[i], upper_case);
    } else {
      string += text[i];
    }
  }
  return string + "\"";
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

constexpr std::uint64_t kAll = ~std::uint64_t{0};

// The spelling of a record's strings: one bit per character, for each of them.
struct Spelling {
  std::string_view principal = "anonymous";
  std::uint64_t principal_escaped = 0;
  std::uint64_t others_escaped = 0;
  bool upper_case = false;
};

std::string record(const Spelling& how) {
  const auto other = [&](std::string_view text) {
    return spelled(text, how.others_escaped, how.upper_case);
  };
  const std::string principal = spelled(how.principal, how.principal_escaped, how.upper_case);
  return joined({"{",  other("eventVersion"),
                 ":",  other("1.08"),
                 ",",  other("userIdentity"),
                 ":{", other("type"),
                 ":",  other("AWSAccount"),
                 ",",  other("accountId"),
                 ":",  principal,
                 "},", other("eventTime"),
                 ":",  other("2024-05-01T12:00:00Z"),
                 ",",  other("eventSource"),
                 ":",  other("s3.amazonaws.com"),
                 ",",  other("eventName"),
                 ":",  other("GetObject"),
                 ",",  other("userAgent"),
                 ":",  R"("[a\/b\u002Fc]")",
                 "}"});
}

// How a string that contains a record is escaped once more.
enum class Again {
  briefly,     // \" and double backslashes
  by_number,   // " and backslashes as \u0022 and \u005c
  upper_case,  // the same as \u0022 and \u005C
  throughout   // every character by number
};
constexpr std::array<Again, 4> kAgain = {Again::briefly, Again::by_number, Again::upper_case,
                                         Again::throughout};

std::string escaped_again(std::string_view text, Again how) {
  std::string string = "\"";
  for (const char c : text) {
    const bool special = c == '"' || c == '\\';
    if (how == Again::throughout || (special && how != Again::briefly)) {
      string += escape_of(c, how == Again::upper_case);
    } else if (special) {
      string += '\\';
      string += c;
    } else if (c == '/' && how == Again::by_number) {
      string += "\\/";
    } else {
      string += c;
    }
  }
  return string + "\"";
}

// Wraps a text in strings, one inside another.
std::string wrapped(std::string text, int levels, const std::array<Again, kMostLevels>& how) {
  constexpr std::array<const char*, 3> kKeys = {R"("message")", R"("CloudTrailEvent")",
                                                R"("event.original")"};
  for (int level = 0; level < levels; ++level) {
    const auto i = static_cast<std::size_t>(level);
    text = joined({"{", kKeys[i], ":", escaped_again(text, how[i]), "}"});
  }
  return text;
}

const std::vector<std::unique_ptr<FastPath>>& all_paths() {
  static const auto all = reference::fast_paths();
  return all;
}

bool finds(FastPath& fast, input::ByteStream& stream) {
  const reference::FastReading reading = fast.read(stream, "a.json", false);
  return reading.counts.records_matched == 1 && reading.counts.records() == 1 &&
         reading.matches.size() == 1;
}

void check_whole(const std::string& text) {
  for (const auto& fast : all_paths()) {
    SplitStream stream(text, 0);
    if (!finds(*fast, stream)) FAIL(fast->name() << " misses " << text);
  }
}

void check_every_split(const std::string& text) {
  for (const auto& fast : all_paths()) {
    for (std::size_t split = 1; split < text.size(); split += kSplitStep) {
      SplitStream stream(text, split);
      if (!finds(*fast, stream)) {
        FAIL(fast->name() << ", split at " << split << ", misses " << text);
      }
    }
    for (std::size_t chunk = 1; chunk <= 70; chunk += kSplitStep) {
      MemoryStream stream(text, chunk);
      if (!finds(*fast, stream)) {
        FAIL(fast->name() << ", chunks of " << chunk << ", misses " << text);
      }
    }
  }
}

constexpr std::array<std::string_view, 2> kPrincipals = {"anonymous", "ANONYMOUS_PRINCIPAL"};

}  // namespace

TEST_CASE("a record is found whichever characters of the principal are escaped") {
  // All subsets of the shorter spelling.
  for (std::uint64_t escaped = 0; escaped < 1U << kPrincipals[0].size(); escaped += kSubsetStep) {
    for (const bool upper_case : {false, true}) {
      check_whole(record({kPrincipals[0], escaped, 0, upper_case}));
    }
  }
  Random random(1);
  for (int i = 0; i < 40 * kTurns; ++i) {
    check_whole(record({kPrincipals[1], random(), 0, i % 2 == 0}));
  }
  for (std::size_t i = 0; i < kPrincipals[1].size(); ++i) {
    check_whole(record({kPrincipals[1], std::uint64_t{1} << i, 0, i % 2 == 0}));
  }
}

TEST_CASE("a record is found whichever characters of its keys and values are escaped") {
  Random random(2);
  for (int i = 0; i < 40 * kTurns; ++i) {
    const std::string_view principal = kPrincipals[pick(random, 2)];
    check_whole(record({principal, 0, random(), i % 2 == 0}));
    check_whole(record({principal, random(), random(), i % 2 == 0}));
    check_whole(record({principal, random(), std::uint64_t{1} << pick(random, 20), i % 2 == 0}));
  }
}

TEST_CASE("a record in nested strings is found however each string is escaped") {
  Random random(3);
  for (const Again first : kAgain) {
    for (const Again second : kAgain) {
      for (const Again third : kAgain) {
        for (int levels = 1; levels <= kMostLevels; ++levels) {
          for (const std::string_view principal : kPrincipals) {
            check_whole(wrapped(record({principal, 0, 0, false}), levels, {first, second, third}));
            check_whole(wrapped(record({principal, random(), random(), true}), levels,
                                {first, second, third}));
          }
        }
      }
    }
  }
}

TEST_CASE("a record is found wherever its bytes are split") {
  Random random(4);
  const auto any_again = [&] { return kAgain[pick(random, kAgain.size() - 1)]; };
  for (const std::string_view principal : kPrincipals) {
    const std::vector<Spelling> spellings = {
        {principal, 0, 0, false},      {principal, kAll, 0, false},
        {principal, kAll, kAll, true}, {principal, random(), random(), false},
        {principal, 1, 0, true},       {principal, std::uint64_t{1} << 8, 0, false}};
    for (const Spelling& spelling : spellings) {
      for (int levels = 0; levels <= kMostLevels; ++levels) {
        check_every_split(
            wrapped(record(spelling), levels, {any_again(), any_again(), any_again()}));
      }
    }
    check_every_split(R"({"Records":[)" + record(spellings[1]) + "]}");
  }
}

TEST_CASE("a record is found at any offset from the masked blocks") {
  Random random(5);
  for (int i = 0; i < 10 * kTurns; ++i) {
    const std::string_view principal = kPrincipals[pick(random, 2)];
    // Only one escape, or none, identifies the record.
    const std::uint64_t escaped = std::uint64_t{i % 3 != 0} << pick(random, principal.size());
    const std::string text = record({principal, escaped, 0, i % 2 == 0});
    for (std::size_t before = 0; before < 64; before += kSplitStep) {
      check_whole(std::string(before, ' ') + text);
    }
  }
}

TEST_CASE("text that only resembles the principal is no match") {
  const auto text_of = [](std::string_view value) {
    std::string text = record({"P", 0, 0, false});
    return text.replace(text.find("\"P\"") + 1, 1, value);
  };
  for (const std::string_view value :
       {R"(an\u0061onymous)", R"(\u0061nonymou)", R"(\u0061\u0061nonymous)", R"(\\u0061nonymous)",
        R"(\\\\u0061nonymous)", R"(\u005cu0061nonymous)", R"(\u0041nonymous)", R"(Anonymous)",
        R"(anonymous\u0000)", R"(anonymous\u0020)", R"(\u0161nonymous)", R"(anonymous_PRINCIPAL)",
        R"(ANONYMOUS)", R"(ANONYMOUS\u005f)", R"(ANONYMOUS\\u005fPRINCIPAL)", R"(\/anonymous)"}) {
    for (int levels = 0; levels <= kMostLevels; ++levels) {
      const std::string text =
          wrapped(text_of(value), levels, {Again::briefly, Again::by_number, Again::throughout});
      for (const auto& fast : all_paths()) {
        for (const std::size_t chunk : {1U, 7U, 64U, 65536U}) {
          MemoryStream stream(text, chunk);
          const auto counts = fast->read(stream, "a.json", false).counts;
          if (counts.records_not_matched != 1 || counts.records() != 1) {
            FAIL(fast->name() << ", chunks of " << chunk << ", misjudges " << text);
          }
        }
      }
    }
  }
}
