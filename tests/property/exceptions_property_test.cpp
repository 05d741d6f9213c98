// Compares the set of exceptions with a loop over all of them, and the program with a list with
// the oracle that never sees the matches that the loop excepts.

#include <algorithm>

#include "catch.h"
#include "lists/exception_lines.h"
#include "property/exception_oracle.h"
#include "property/generate.h"
#include "property/oracle.h"
#include "property/program.h"
#include "temporary_folder.h"

using namespace s3rare;
using namespace s3rare::tests;

namespace {

constexpr Seconds kWindow = 7 * kSecondsPerDay;
constexpr EventTime kTime{1'700'000'000, 0};

std::vector<OracleException> generate_list(Random& random, std::size_t count, EventTime around) {
  std::vector<OracleException> list;
  while (list.size() < count) {
    OracleException exception = generate_exception(random);
    if (pick(random, 4) == 0)
      exception.expires = around + (static_cast<Seconds>(pick(random, 3)) - 1);
    list.push_back(exception);
    if (pick(random, 8) == 0) list.push_back(exception);  // repeated
  }
  return list;
}

Exceptions read(const std::vector<OracleException>& list) {
  Exceptions exceptions;
  for (const OracleException& one : list) {
    const std::string line = line_of(one);
    CAPTURE(line);
    auto exception = lists::read_exception_line(line);
    if (!exception) FAIL(line << ": " << exception.error().what);
    exceptions.add(std::move(*exception));
  }
  return exceptions;
}

// A match to which some exceptions nearly apply.
OracleTexts generate_texts(Random& random, const std::vector<OracleException>& list) {
  OracleTexts texts;
  const OracleTexts& like = list[pick(random, list.size())].conditions;
  const auto source = like.find("source");
  const bool is_name = source != like.end() && source->second == "AWS Internal";
  texts["source"] = source == like.end() ? generate_address_near(random, generate_network(random))
                    : is_name            ? source->second
                                         : generate_address_near(random, source->second);
  const auto maybe = [&](const char* name, const std::vector<std::string>& values) {
    if (pick(random, 8) != 0) texts[name] = values[pick(random, values.size())];
  };
  maybe("bucket", {"b", "b", "c", "ab", ""});
  maybe("user_agent", {"[curl/8.0]", "[curl/7.9]", "other"});
  maybe("action", {"GetObject", "PutObject"});
  maybe("recipient_account", {"111122223333", "444455556666"});
  maybe("key", {"key-0", "key-1", "key-2", "key-0x", "key"});
  return texts;
}

RecordFields fields_of(const OracleTexts& texts) {
  RecordFields fields;
  const auto set = [&](const char* name, Field& field) {
    const auto text = texts.find(name);
    if (text != texts.end()) field = {Field::Kind::string, text->second};
  };
  set("source", fields.source_address);
  set("bucket", fields.bucket);
  set("user_agent", fields.user_agent);
  set("action", fields.event_name);
  set("recipient_account", fields.recipient_account);
  set("key", fields.key);
  return fields;
}

// The fields that `record_of` gives a match, as far as exceptions use them.
OracleTexts texts_of(const OracleMatch& match) {
  return {{"source", match.term}, {"bucket", "b"}, {"action", "GetObject"}, {"key", match.detail}};
}

std::string write_list(const TemporaryFolder& folder, const std::vector<OracleException>& list) {
  std::string lines;
  for (const OracleException& one : list) lines += line_of(one) + "\n";
  folder.write("exceptions.ndjson", lines);
  return " --exceptions " + (folder.path() / "exceptions.ndjson").string() + " ";
}

void write_logs(Random& random, const TemporaryFolder& folder,
                const std::vector<OracleMatch>& matches) {
  std::vector<std::string> records;
  for (const OracleMatch& match : matches) records.push_back(record_of(match));
  std::shuffle(records.begin(), records.end(), random);
  const std::size_t cut = pick(random, records.size() + 1);
  const auto begin = records.begin();
  const auto middle = begin + static_cast<std::ptrdiff_t>(cut);
  if (cut > 0) folder.write("logs/a.json", contained(random, {begin, middle}));
  if (middle != records.end())
    folder.write("logs/b.json", contained(random, {middle, records.end()}));
}

}  // namespace

TEST_CASE("the set of exceptions finds what trying all of them finds") {
  std::size_t found = 0;
  std::size_t looked_at = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    const auto list =
        generate_list(random, 1 + pick(random, pick(random, 4) == 0 ? 300 : 20), kTime);
    const Exceptions exceptions = read(list);
    for (int turn = 0; turn < 200; ++turn) {
      const OracleTexts texts = generate_texts(random, list);
      const EventTime time = kTime + (static_cast<Seconds>(pick(random, 5)) - 2);
      const auto expected = oracle_exception(list, texts, time);
      CAPTURE(seed, turn, texts.at("source"));
      REQUIRE(exceptions.find(fields_of(texts), time) == expected);
      ++looked_at;
      found += expected ? 1 : 0;
    }
  }
  CHECK(found > looked_at / 5);
  CHECK(found < looked_at * 4 / 5);
}

TEST_CASE("a set of patterns finds what trying all of them finds") {
  std::size_t found = 0;
  std::size_t looked_at = 0;
  const auto text_of = [](Random& random, std::string_view letters, std::size_t most) {
    std::string text;
    for (std::size_t i = pick(random, most); i-- > 0;)
      text += letters[pick(random, letters.size())];
    return text;
  };
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    Random random(seed);
    std::vector<OracleException> list;
    const std::size_t size = 10 + pick(random, 100);
    while (list.size() < size) {
      OracleException one;
      for (const char* name : {"key", "user_agent", "bucket"}) {
        if (pick(random, 2) == 0) continue;
        one.conditions[name] = text_of(random, "aabbcc*?", 9) + "*";
      }
      if (pick(random, 4) == 0) one.conditions["source"] = generate_network(random);
      if (!one.conditions.empty()) list.push_back(one);
    }
    // Short patterns would match nearly everything, and first.
    std::sort(list.begin(), list.end(),
              [](const auto& a, const auto& b) { return line_of(a).size() > line_of(b).size(); });
    const Exceptions exceptions = read(list);
    for (int turn = 0; turn < 200; ++turn) {
      OracleTexts texts = {{"source", generate_address_near(random, generate_network(random))}};
      for (const char* name : {"key", "user_agent", "bucket"}) {
        texts[name] = text_of(random, "abc", 14);
      }
      const auto expected = oracle_exception(list, texts, kTime);
      CAPTURE(seed, texts.at("key"));
      REQUIRE(exceptions.find(fields_of(texts), kTime) == expected);
      ++looked_at;
      found += expected ? 1 : 0;
    }
  }
  CHECK(found > looked_at / 5);
  CHECK(found < looked_at);
}

TEST_CASE("a set of networks finds at their borders what trying all of them finds") {
  std::size_t found = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    std::vector<OracleException> list(1 + pick(random, 400));
    for (OracleException& one : list) one.conditions["source"] = generate_network(random);
    // The widest networks would match nearly everything, and first.
    std::reverse(list.begin(), list.end());
    const Exceptions exceptions = read(list);
    for (int turn = 0; turn < 200; ++turn) {
      const std::string& near = list[pick(random, list.size())].conditions["source"];
      const OracleTexts texts = {{"source", generate_address_near(random, near)}};
      const auto expected = oracle_exception(list, texts, kTime);
      CAPTURE(seed, near, texts.at("source"));
      REQUIRE(exceptions.find(fields_of(texts), kTime) == expected);
      found += expected ? 1 : 0;
    }
  }
  CHECK(found > 10'000);
}

TEST_CASE("the program alerts as an oracle that never sees excepted matches") {
  std::size_t all_excepted = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const auto matches = generate_matches(random, kWindow, true);
    auto list =
        generate_list(random, 1 + pick(random, 6), matches[pick(random, matches.size())].time);
    std::vector<OracleMatch> kept;
    std::vector<std::uint64_t> hits(list.size());
    for (const OracleMatch& match : matches) {
      const auto excepted = oracle_exception(list, texts_of(match), match.time);
      if (excepted)
        ++hits[*excepted];
      else
        kept.push_back(match);
    }
    all_excepted += matches.size() - kept.size();
    const TemporaryFolder folder;
    write_logs(random, folder, matches);
    const std::string logs = (folder.path() / "logs").string();
    const std::string summary = (folder.path() / "summary").string();
    const std::string options =
        "detect -q" + write_list(folder, list) + "--summary-json " + summary;
    CAPTURE(seed);

    const std::string lines = run(options + " --threads 1 " + logs);
    CHECK(show(read_alerts(lines)) == show(oracle_alerts(kept, kWindow, std::nullopt)));
    for (const char* threads : {"2", "7"}) {
      CHECK(run(options + " --threads " + threads + " " + logs) == lines);
      std::string expected;
      for (const std::uint64_t count : hits) expected += "\"hits\":" + std::to_string(count) + ",";
      std::string told;
      const std::string json = folder.read("summary");
      for (std::size_t at = json.find("\"hits\":"); at != std::string::npos;
           at = json.find("\"hits\":", at + 1)) {
        told += json.substr(at, json.find(',', at) + 1 - at);
      }
      CHECK(told == expected);
    }
  }
  CHECK(all_excepted > 100);
}

TEST_CASE("the exceptions that except prints silence their alerts, whatever field they use") {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    auto matches = generate_matches(random, kWindow, true);
    for (OracleMatch& match : matches) {
      if (pick(random, 4) == 0) match.term = "AWS Internal";
      if (pick(random, 4) == 0)
        match.detail += std::array{"*", "?", "\\", "\"\n", "[a]"}[pick(random, 5)];
      match.event_id += match.detail;  // an alert's ID ignores keys
    }
    const TemporaryFolder folder;
    write_logs(random, folder, matches);
    const std::string logs = (folder.path() / "logs").string();
    const std::string alerts = run("detect -q " + logs);
    folder.write("alerts", alerts);
    std::vector<std::string> chosen;
    for (const std::string& line : split_lines(alerts)) {
      if (pick(random, 3) != 0) chosen.push_back(line);
    }
    std::string text;
    for (const std::string& line : chosen) text += line + "\n";
    folder.write("chosen", text);
    const char* by = std::array{"source", "source,bucket", "key", "key,source",
                                "action,bucket,key"}[pick(random, 5)];
    CAPTURE(seed, by);

    const std::string list = (folder.path() / "list").string();
    run(std::string("except --by ") + by + " -o " + list + " " +
        (folder.path() / "chosen").string());
    const auto ids =
        values_of(run("detect -q --exceptions " + list + " " + logs), "s3rare.alert_id");
    for (const std::string& id : values_of(text, "s3rare.alert_id")) {
      CHECK(std::find(ids.begin(), ids.end(), id) == ids.end());
    }
  }
}
