#include "options/rule_options.h"

#include "options/options.h"

namespace s3rare::options {
namespace {

class RuleGroup : public Group {
 public:
  void declare(Declaration& to, Command command) override {
    const bool only_matches = command == Command::match;
    if (!only_matches) {
      to.option(
          "Rule", "--term", term_, "FIELDS",
          "Fields whose value must be new, one or several joined by commas: source "
          "(source.address), network (the same, of IPv6 the /64), host (tls.client.server_name; "
          "without TLS the Host header), account, bucket, action (event.action), effect (read, "
          "listed, wrote, deleted), key_kind (what kind of secret the key looks like, or none). A "
          "match that lacks one raises a warning, not an alert [source]");
      to.option("Rule", "--window", window_, "LENGTH",
                "History window: a value seen within it is not new. A number and s, m, h, d or w "
                "[7d]");
    }
    to.choice("Rule", "--principal", principal_, "WHICH", {"both", "anonymous"},
              "Spellings of the anonymous principal: both (anonymous and the older "
              "ANONYMOUS_PRINCIPAL) or anonymous [both]");
    if (!only_matches) {
      to.option("Rule", "--max-alerts", max_alerts_, "N",
                "Keep the first N alerts of each 5 minutes of event time; the rule's own limit is "
                "100 [0: no limit]");
    }
  }

  void read(Options& options, Reading& reading) const override {
    reading.take(
        "--principal", principal_, options.principal,
        [](std::string_view text) -> std::optional<Principal> {
          if (text == "both") return Principal::both;
          if (text == rule::kAnonymous) return Principal::anonymous;
          return std::nullopt;
        },
        "both or anonymous");
    reading.take(
        "--term", term_, options.term_fields, parse_term_fields,
        "source, network, host, account, bucket, action, effect or key_kind, or several of "
        "them joined by commas, such as source,host");
    reading.take("--window", window_, options.window, parse_bounded_length,
                 "a length of at most 3650d, such as 7d, 36h or 90m");
    reading.take("--max-alerts", max_alerts_, options.max_alerts, parse_number,
                 "a whole number, such as 100, or 0 for no limit");
  }

 private:
  std::optional<std::string> term_;
  std::optional<std::string> window_;
  std::optional<std::string> principal_;
  std::optional<std::string> max_alerts_;
};

}  // namespace

std::unique_ptr<Group> rule_group() { return make_group<RuleGroup>(); }

}  // namespace s3rare::options
