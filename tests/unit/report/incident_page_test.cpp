#include "report/forms/incident_page.h"

#include <string>

#include "catch.h"
#include "s3rare/version.h"

namespace s3rare::report {
namespace {

Evidence evidence_in(const std::string& file) { return {"an event", file, 7}; }

IncidentSource source_in(const std::string& file) {
  IncidentSource source;
  source.first = evidence_in(file);
  return source;
}

std::size_t count_of(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST_CASE("the name of a file is written once, whatever stands beside it") {
  Incident incident;
  incident.key.bucket = R"(","file":"not a file","x":")";
  const std::string odd = R"(a "file":"quoted" \ name)";
  for (const std::string& file : {std::string("one.json"), odd, std::string("one.json")}) {
    incident.sources.push_back(source_in(file));
  }
  IncidentPage page(1);
  const std::string text = page.incident(incident);
  CHECK(count_of(text, "one.json") == 0);
  CHECK(count_of(text, R"("file":0)") == 2);
  CHECK(count_of(text, R"("file":1)") == 1);
  CHECK(count_of(text, R"(\"file\":\"not a file\")") == 2);  // bucket and headline
  const std::string end = page.end();
  CHECK(end.find(R"({"files":["one.json","a \"file\":\"quoted\" \\ name"]})") != std::string::npos);
}

TEST_CASE("a page of many incidents lists fewer sources of each, and counts the others") {
  Incident incident;
  for (int number = 0; number < 100; ++number) incident.sources.push_back(source_in("f"));
  incident.sources_left_out = 5;
  CHECK(count_of(IncidentPage(1).incident(incident), R"("file":0)") == 100);
  const std::string text = IncidentPage(300).incident(incident);
  CHECK(count_of(text, R"("file":0)") == 30);
  CHECK(text.find(R"("left_out":75)") != std::string::npos);
}

TEST_CASE("the head is an element of the page, and its text stays text") {
  PageHead head;
  head.paths = {"</script><script>alert(1)</script>"};
  const std::string text = IncidentPage::head(head);
  CHECK(text.find(kVersion) != std::string::npos);
  CHECK(text.find("<script>alert(1)") == std::string::npos);
  CHECK(text.find(R"(\u003cscript\u003ealert(1))") != std::string::npos);
}

TEST_CASE("the page fetches nothing, and runs only its own script") {
  const std::string page = std::string(page_begin()).append(page_end());
  CHECK(page.find("default-src 'none'") != std::string::npos);
  for (const std::string_view part : {"@SCRIPT", "@STYLE", "@DATA@", "unsafe-inline",
                                      " src=", "url(", "@import", "innerHTML", "eval("}) {
    CHECK(page.find(part) == std::string::npos);
  }
}

}  // namespace
}  // namespace s3rare::report
