#include "options/options.h"

#include "catch.h"

using namespace s3rare;
using namespace s3rare::options;

namespace {

const EventTime kNow{1'700'000'000, 0};

Result<std::variant<Options, Answer>> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "s3rare");
  return parse_options(static_cast<int>(words.size()), words.data(), kNow);
}

Options given_by(const std::vector<const char*>& words) {
  auto parsed = parse(words);
  if (!parsed) FAIL(parsed.error().what);
  return std::get<Options>(*parsed);
}

std::string error(const std::vector<const char*>& words) {
  auto parsed = parse(words);
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().kind == ErrorKind::usage);
  return parsed.error().what;
}

}  // namespace

TEST_CASE("without options the rule's own settings apply") {
  const Options given = given_by({"detect", "logs"});
  CHECK(given.command == Command::detect);
  CHECK(given.paths == std::vector<std::string>{"logs"});
  CHECK(given.window == 7 * kSecondsPerDay);
  CHECK(given.term_fields == TermFields{TermField::source_address});
  CHECK(given.principal == Principal::both);
  CHECK(given.max_alerts == 0);
  CHECK_FALSE(given.since);
  CHECK_FALSE(given.output);
}

TEST_CASE("a time option takes a time, a date or an age") {
  CHECK(given_by({"detect", "--since", "1970-01-01T00:01:00Z"}).since == EventTime{60, 0});
  CHECK(given_by({"detect", "--from", "1970-01-02"}).since == EventTime{86400, 0});
  CHECK(given_by({"detect", "--until=24h"}).until == EventTime{kNow.seconds - 86400, 0});
  CHECK(given_by({"detect", "--to", "1970-01-02"}).until == EventTime{86400, 0});
}

TEST_CASE("options may come before or after paths") {
  const Options given = given_by({"detect", "a", "--threads", "2", "b", "-q", "-"});
  CHECK(given.paths == std::vector<std::string>{"a", "b", "-"});
  CHECK(given.threads == 2);
  CHECK(given.quiet);
}

TEST_CASE("the message for a bad value names the option and a valid value") {
  CHECK(error({"detect", "--window", "7"}) ==
        "--window: found '7', expected a length of at most 3650d, such as 7d, 36h or 90m");
  CHECK(error({"detect", "--since", "yesterday"}).find("2024-05-01") != std::string::npos);
  CHECK(error({"detect", "--since", ""}).find("--since: found ''") == 0);
  CHECK(error({"detect", "--term", "ip"}).find("source,host") != std::string::npos);
  CHECK(error({"detect", "--principal", "root"}).find("both or anonymous") != std::string::npos);
  CHECK(error({"detect", "--threads", "0"}).find("--threads: found '0'") == 0);
  CHECK(error({"detect", "--max-alerts", "-1"}).find("--max-alerts: found '-1'") == 0);
  CHECK(error({"detect", "--alert-exit-code", "256"}).find("from 0 to 255") != std::string::npos);
  CHECK(error({"detect", "--color", "maybe"}).find("auto, always or never") != std::string::npos);
  CHECK(error({"detect", "--append"}).find("-o FILE") != std::string::npos);
  CHECK(error({"detect", "--since", "2024-05-02", "--until", "2024-05-01"}).find("--until: ") == 0);
}

TEST_CASE("a misspelt word gets a suggestion") {
  CHECK(error({"detect", "--sinse", "24h"}) == "--sinse: unknown option, did you mean --since?");
  CHECK(error({"detect", "--treads=2"}) == "--treads: unknown option, did you mean --threads?");
  CHECK(error({"dtect"}).find("did you mean detect?") != std::string::npos);
  CHECK(error({"/tmp"}).find("did you mean: s3rare detect /tmp") != std::string::npos);
  CHECK(error({"match", "--window", "7d"}).find("--window: unknown option") == 0);
  CHECK(error({}).find("found no subcommand") == 0);
}

TEST_CASE("help and version are printed as answers") {
  const auto help = parse({"--help"});
  REQUIRE(help);
  CHECK(std::get<Answer>(*help).text.find("detect") != std::string::npos);
  const auto detect = parse({"detect", "--help"});
  REQUIRE(detect);
  const std::string text = std::get<Answer>(*detect).text;
  for (const char* part : {"--since", "--window", "[7d]", "Examples:", "Exit codes:", "NDJSON"}) {
    CAPTURE(part);
    CHECK(text.find(part) != std::string::npos);
  }
  const auto by_word = parse({"help", "detect"});
  REQUIRE(by_word);
  CHECK(std::get<Answer>(*by_word).text == text);
  const auto most_used = text.find("Most used:");
  REQUIRE(most_used != std::string::npos);
  CHECK(most_used < text.find("--state FILE"));
  CHECK(text.find("--state FILE") < text.find("--since,--from"));
  CHECK(text.find("--since,--from") < text.find("Rule:"));
  CHECK(text.find("Rule:") < text.find("--principal"));
  const auto version = parse({"--version"});
  REQUIRE(version);
  CHECK(std::get<Answer>(*version).text.rfind("s3rare ", 0) == 0);
}

TEST_CASE("an investigation covers 30 days before an alert to 7 days after it") {
  const Options given = given_by({"investigate", "--alerts", "-", "logs"});
  CHECK(given.command == Command::investigate);
  CHECK(given.alerts == "-");
  CHECK(given.look_before == 30 * kSecondsPerDay);
  CHECK(given.look_after == 7 * kSecondsPerDay);
  CHECK(given.dossier_format == DossierFormat::json);
  const Options other = given_by({"investigate", "--alerts", "a", "--before", "36h", "--after",
                                  "1d", "--format", "text", "--html", "page.html"});
  CHECK(other.look_before == 36 * 3600);
  CHECK(other.look_after == kSecondsPerDay);
  CHECK(other.dossier_format == DossierFormat::text);
  CHECK(other.html == "page.html");
}

TEST_CASE("detect investigates only on request") {
  CHECK_FALSE(given_by({"detect", "logs"}).investigate);
  const Options given = given_by({"detect", "--investigate", "d", "--before", "1d", "logs"});
  CHECK(given.investigate == "d");
  CHECK(given.look_before == kSecondsPerDay);
  CHECK(error({"detect", "--after", "1d", "logs"}) ==
        "--after: found no investigation, expected --investigate FILE as well");
}
