#include "report/actions.h"

#include <algorithm>
#include <set>

#include "report/shell_command.h"
#include "text/quantities.h"

namespace s3rare::report {
namespace {

using investigate::openness::Openness;
using investigate::openness::Question;

constexpr std::string_view kAllFourOn =
    "--public-access-block-configuration "
    "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true";
constexpr std::size_t kMostKeysNamed = 5;
constexpr std::size_t kMostAddressesNamed = 10;

// The commands on one bucket. Empty if its name cannot be one.
class BucketCommands {
 public:
  explicit BucketCommands(const IncidentKey& key) : key_(key) {}

  bool any() const { return is_bucket_name(key_.bucket); }

  ShellCommand of_bucket(std::string_view words) const {
    ShellCommand command(words);
    command.option("--bucket", key_.bucket);
    if (has_account()) command.option("--expected-bucket-owner", key_.account);
    add_region(command);
    return command;
  }

  std::string of_account(std::string_view words) const {
    ShellCommand command(words);
    command.option("--account-id", key_.account);
    return command.take();
  }

  // A request as strangers send it.
  std::string proof() const {
    ShellCommand command("aws s3api list-objects-v2");
    command.option("--bucket", key_.bucket).fixed("--max-keys 1 --no-sign-request");
    add_region(command);
    return command.take();
  }

  bool has_account() const { return is_account_number(key_.account); }

 private:
  void add_region(ShellCommand& command) const {
    if (is_region_name(key_.region)) command.option("--region", key_.region);
  }

  const IncidentKey& key_;
};

std::string names_of(const std::vector<std::string>& names, std::size_t most) {
  std::string text;
  for (std::size_t number = 0; number < std::min(names.size(), most); ++number) {
    text.append(number == 0 ? "" : ", ").append(names[number]);
  }
  if (names.size() > most) {
    text.append(" and ").append(std::to_string(names.size() - most)).append(" more");
  }
  return text;
}

// The last part of an ARN's resource, behind a prefix such as `:user/`; empty: it has none.
std::string name_behind(std::string_view arn, std::string_view prefix) {
  const std::size_t begin = arn.find(prefix);
  if (begin == std::string_view::npos) return {};
  const std::string_view rest = arn.substr(begin + prefix.size());
  return std::string(
      rest.substr(rest.rfind('/') == std::string_view::npos ? 0 : rest.rfind('/') + 1));
}

class Actions {
 public:
  explicit Actions(const Incident& incident)
      : incident_(incident), exposure_(incident.exposure), commands_(incident.key) {}

  std::vector<Action> all() {
    add_identities();
    if (exposure_.is_deleted) {
      add("bucket_is_gone",
          "The bucket was deleted. Keep its name in mind: another account can take it, and links "
          "to it then lead there.");
    } else if (!commands_.any()) {
      add("no_commands", "The records' name of the bucket is no name of a bucket: no commands.");
    } else {
      add_check();
      add_close();
      add_cause();
    }
    add_secrets();
    add_changed();
    add_trail();
    add_addresses();
    add("keep_logs",
        "Keep the log files that this report names, with their event IDs: they are the evidence.");
    return std::move(actions_);
  }

 private:
  Action& add(std::string code, std::string text) {
    actions_.push_back({std::move(code), std::move(text), false, {}});
    return actions_.back();
  }

  void add_identities() {
    std::set<std::string> done;
    for (const IncidentSource& source : incident_.sources) {
      for (const UsedIdentity& identity : source.identities) {
        if (identity.of_own_account && done.insert(identity.identity).second) {
          add_identity(source, identity);
        }
      }
    }
  }

  void add_identity(const IncidentSource& source, const UsedIdentity& identity) {
    Action& action =
        add("disable_identity",
            "The stranger's address " + source.address + " also signs requests as " +
                identity.identity +
                " of the bucket's account: its credentials are stolen until proven otherwise. Ask "
                "who uses that address; if nobody does, disable the credentials first of all.");
    const std::string user = name_behind(identity.identity, ":user/");
    const std::string role = name_behind(identity.identity, ":assumed-role/");
    if (!user.empty() && is_plain_value(user)) {
      for (const std::string& key : identity.access_keys) {
        if (!key.starts_with("AKIA")) continue;
        ShellCommand command("aws iam update-access-key");
        command.option("--user-name", user).option("--access-key-id", key);
        action.commands.push_back(command.fixed("--status Inactive").take());
      }
      ShellCommand command("aws iam list-access-keys");
      action.commands.push_back(command.option("--user-name", user).take());
    } else if (!role.empty() && is_plain_value(role)) {
      action.text += " Revoke the active sessions of the role (IAM console, Revoke sessions).";
      ShellCommand command("aws iam get-role");
      action.commands.push_back(command.option("--role-name", role).take());
    }
  }

  void add_check() {
    const bool is_closed = exposure_.state == State::closed;
    Action& action =
        add("check", is_closed ? "Check that the bucket is closed still: these logs end at a time "
                                 "that has passed. The last command must be denied; it leaves an "
                                 "anonymous record of your own address."
                               : "Ask what is so now, and keep the answers as evidence before you "
                                 "change anything. The last command is a stranger's request: it "
                                 "leaves an anonymous record of your own address.");
    const auto ask = [&](std::string_view words) {
      action.commands.push_back(commands_.of_bucket(words).take());
    };
    ask("aws s3api get-bucket-policy-status");
    if (!is_closed) {
      action.commands.push_back(commands_.of_bucket("aws s3api get-bucket-policy")
                                    .fixed("--query Policy --output text > " +
                                           shell_word("./" + incident_.key.bucket + ".policy.json"))
                                    .take());
    }
    ask("aws s3api get-public-access-block");
    if (commands_.has_account()) {
      action.commands.push_back(commands_.of_account("aws s3control get-public-access-block"));
    }
    if (!is_closed) {
      ask("aws s3api get-bucket-ownership-controls");
      ask("aws s3api get-bucket-acl");
      ask("aws s3api get-bucket-website");
    }
    action.commands.push_back(commands_.proof());
  }

  bool may_serve_website() const {
    return exposure_.has_website || incident_.access.by_website_host > 0 ||
           incident_.access.reached_by_many;
  }

  void add_close() {
    if (exposure_.state == State::closed) return;
    if (exposure_.state == State::restricted) {
      add("review_policy",
          "The bucket is open to callers of named networks, endpoints or AWS accounts. A public "
          "access block does not end that: read the policy and take out who should not be there.");
      return;
    }
    std::string text;
    const bool is_open = exposure_.state == State::open;
    bool is_question = !is_open;
    if (!is_open) {
      text = "Do the answers show that the bucket is open? Then close it. ";
    }
    if (may_serve_website()) {
      is_question = true;
      text += "Ask first who serves web pages or files from this bucket: closing it ends that. ";
    }
    text += is_question ? "The command that closes it" : "Close the bucket. The command";
    text +=
        " keeps policies and ACLs, and stops what they give to everyone; it also cuts partners' "
        "accounts off that a public policy lets in.";
    Action& action = add("close", std::move(text));
    action.is_question = is_question;
    action.commands.push_back(
        commands_.of_bucket("aws s3api put-public-access-block").fixed(kAllFourOn).take());
  }

  // The kinds of changes that opened what is open still.
  std::set<std::string> standing_causes() const {
    std::set<std::string> causes;
    for (const Exposed& exposed : exposure_.intervals) {
      if (exposed.to) continue;
      for (const Cause& cause : exposed.opened_by) causes.insert(cause.sets);
    }
    return causes;
  }

  void add_cause() {
    if (exposure_.state == State::closed) return;
    const std::set<std::string> causes = standing_causes();
    const std::string file = shell_word("file://" + incident_.key.bucket + ".policy.json");
    if (causes.contains("bucket policy")) {
      Action& action =
          add("edit_policy",
              "Take the public statement out of the policy that you saved, and put the rest back: "
              "with the block alone the bucket opens again when somebody removes the block. Do not "
              "delete the policy as a whole: its Deny statements and other grants would go too.");
      action.commands.push_back(
          commands_.of_bucket("aws s3api put-bucket-policy").fixed("--policy " + file).take());
    }
    if (causes.contains("bucket ACL") || causes.contains("creation")) {
      Action& action = add("make_acl_private", "Take the public grants out of the bucket's ACL.");
      action.is_question = may_serve_website();
      action.commands.push_back(
          commands_.of_bucket("aws s3api put-bucket-acl").fixed("--acl private").take());
    }
    if (causes.contains("object ACL")) add_object_acls();
    if (causes.contains("object ownership") || causes.contains("bucket ACL") ||
        causes.contains("object ACL")) {
      Action& action =
          add("disable_acls",
              "Turn ACLs off for good: then no ACL of the bucket or an object gives anything. It "
              "fails while the bucket's ACL grants something to others, and it ends the delivery "
              "of server access logs that rests on the ACL.");
      action.is_question = true;
      action.commands.push_back(
          commands_.of_bucket("aws s3api put-bucket-ownership-controls")
              .fixed("--ownership-controls 'Rules=[{ObjectOwnership=BucketOwnerEnforced}]'")
              .take());
    }
  }

  void add_object_acls() {
    Action& action =
        add("check_object_acls", "Single objects were opened by their ACLs: look at them.");
    std::set<std::string> keys;
    for (const TouchedObject& object : incident_.objects) {
      if (keys.size() < kMostKeysNamed && is_plain_value(object.key)) keys.insert(object.key);
    }
    for (const std::string& key : keys) {
      action.commands.push_back(
          commands_.of_bucket("aws s3api get-object-acl").option("--key", key).take());
    }
  }

  void add_secrets() {
    std::vector<std::string> keys;
    for (const TouchedObject& object : incident_.objects) {
      if (object.secret && object.was_read) keys.push_back(object.key);
    }
    if (keys.empty()) return;
    add("rotate_secrets",
        "Take every key, password and certificate in these objects as known to strangers: "
        "replace them, and look for their use: " +
            names_of(keys, kMostKeysNamed) + ".");
  }

  void add_changed() {
    std::vector<std::string> keys;
    for (const TouchedObject& object : incident_.objects) {
      if (object.was_written || object.was_deleted) keys.push_back(object.key);
    }
    const Access& access = incident_.access;
    if (access.written.requests == 0 && access.deleted.requests == 0) return;
    Action& action =
        add("check_changed_objects",
            "Strangers changed objects: serve none of them, nor run any, before somebody has "
            "looked. Versions show what was there before" +
                (keys.empty() ? std::string(".") : ": " + names_of(keys, kMostKeysNamed) + "."));
    if (!commands_.any() || exposure_.is_deleted) return;
    action.commands.push_back(commands_.of_bucket("aws s3api get-bucket-versioning").take());
    for (std::size_t number = 0; number < std::min(keys.size(), kMostKeysNamed); ++number) {
      if (!is_plain_value(keys[number])) continue;
      action.commands.push_back(commands_.of_bucket("aws s3api list-object-versions")
                                    .option("--prefix", keys[number])
                                    .take());
    }
  }

  void add_trail() {
    const bool lacks_changes =
        std::any_of(incident_.unknown.begin(), incident_.unknown.end(),
                    [](const Unknown& unknown) { return unknown.code == "no_management_events"; });
    if (!lacks_changes) return;
    Action& action =
        add("record_management_events",
            "These logs hold no change of access, so they cannot say who opened the bucket. Look "
            "at the last 90 days in the event history, and make a trail record management events.");
    ShellCommand command("aws cloudtrail lookup-events");
    command.fixed("--lookup-attributes")
        .fixed(shell_word("AttributeKey=ResourceName,AttributeValue=" + incident_.key.bucket));
    if (is_region_name(incident_.key.region)) command.option("--region", incident_.key.region);
    if (commands_.any()) action.commands.push_back(command.take());
  }

  void add_addresses() {
    std::vector<std::string> addresses;
    for (const IncidentSource& source : incident_.sources) {
      if (source.is_new && source.span) addresses.push_back(source.address);
    }
    if (addresses.empty()) return;
    add("look_for_sources",
        "Look for these addresses in other logs (VPC flow logs, load balancers, sign-ins): " +
            names_of(addresses, kMostAddressesNamed) + ".");
  }

  const Incident& incident_;
  const Exposure& exposure_;
  BucketCommands commands_;
  std::vector<Action> actions_;
};

}  // namespace

std::vector<Action> actions_for(const Incident& incident) { return Actions(incident).all(); }

}  // namespace s3rare::report
