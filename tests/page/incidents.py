"""Made-up incidents for tests of the page, as `s3rare report --html` puts them into it."""

import json
import random

from dossiers import evidence, lines, time, with_every_text

SEVERITIES = ["critical", "high", "medium", "low"]
STATES = ["open", "closed", "restricted", "unknown"]
# Members whose values s3rare chooses, whatever strangers send.
OWN = ("incident_id", "severity", "value", "state", "list", "read", "write", "what", "from", "to",
       "time", "first", "last", "not_after", "code")


def head(**members):
    return {"head": {"version": "0.1.0", "paths": ["AWSLogs"], "records": 120000, "files": 720,
                     "settings": [{"name": "--term", "value": "source.address"}],
                     "logs": {"first": time(0), "last": time(30 * 86400)},
                     "damaged_files": 0} | members}


def numbered_evidence(chance, files):
    made = evidence(chance)
    hour = chance.randrange(720)
    name = (f"AWSLogs/111122223333/CloudTrail/us-east-1/2024/05/{hour // 24 + 1:02}/"
            f"111122223333_CloudTrail_us-east-1_202405{hour // 24 + 1:02}T{hour % 24:02}05Z_Ab.json.gz")
    made["file"] = files.setdefault(name, len(files))
    return made


def source(chance, files, number):
    return {"address": f"198.51.{number // 250}.{number % 250}", "new": True, "country": "DE",
            "network": "Example Transit", "indicators": ["drop"] if number % 9 == 8 else [],
            "first": time(90_000), "last": time(99_000), "requests": 3, "denied": 0,
            "listings": 1, "fetches": 2, "objects": {"count": 1, "estimated": False},
            "secrets": 1, "writes": 0, "deletions": 0, "bytes_out": 734_003_200, "bytes_in": 0,
            "without_bytes": 0, "tools": ["HTTP library"],
            "user_agents": [{"user_agent": "[python-requests/2.31.0]", "requests": 3}],
            "identities": [{"identity": "arn:aws:sts::111122223333:assumed-role/App/i-0",
                            "account": "111122223333", "own_account": True, "requests": 2,
                            "first": time(99_500), "last": time(99_600),
                            "access_keys": ["ASIAEXAMPLE"],
                            "elsewhere": {"addresses": {"count": 1, "estimated": False},
                                          "requests": 9,
                                          "top": [{"address": "10.0.0.7", "requests": 9}]},
                            "evidence": numbered_evidence(chance, files)}]
            if number % 7 == 6 else [],
            "evidence": numbered_evidence(chance, files)}


def obj(chance, files, number):
    secret = {"secret": "database_dump"} if number % 5 == 0 else {}
    return {"key": f"prod/customers-{number}.sql.gz", "read": True, "written": number % 4 == 3,
            "deleted": False, "requests": 2, "bytes": 734_003_200, "time": time(90_005),
            "source": "198.51.0.1", "evidence": numbered_evidence(chance, files)} | secret


def change(chance, files, seconds, action):
    return {"time": time(seconds), "action": action, "sets": "bucket policy",
            "actor": "arn:aws:iam::111122223333:user/dana", "source": "203.0.113.9",
            "by_stranger": False, "evidence": numbered_evidence(chance, files)}


def incident(number, files, sources=3, objects=2, alerts=2, others=()):
    """The element of one incident. The numbers of files of evidence are added to `files`."""
    chance = random.Random(number)
    bucket = f"example-backups-{number}"
    account = ["111122223333", "444455556666", "777788889999"][number % 3]
    region = ["us-east-1", "eu-west-1"][number // 3 % 2]
    state = STATES[number // 2 % 4]
    opening = change(chance, files, 80_000, "PutBucketPolicy")
    closing = change(chance, files, 200_000, "DeleteBucketPolicy")
    is_closed = state == "closed"
    sent = 13_212_057_600 // (number + 1)
    commands = [f"aws s3api get-bucket-policy-status --bucket {bucket} --region {region}",
                f"aws s3api get-object --bucket {bucket} --key $'a\\xe2\\x80\\xaeb; rm -rf ~' ./x"]
    made = {
        "report_version": 1, "incident_id": f"{number:032x}",
        "headline": f"{bucket}: open for reading from {time(80_000)} by dana, 3 sources, 1 object "
        "that looks like a secret, " + {"open": "still open"}.get(state, state),
        "account": account, "region": region, "bucket": bucket,
        "severity": SEVERITIES[min(number // 4, 3)],
        "reasons": [{"code": "secret_fetched", "severity": "critical",
                     "text": "18 requests of strangers fetched objects",
                     "evidence": [numbered_evidence(chance, files)]}],
        "state": {"value": state, "list": "closed", "read": state, "write": "closed",
                  "not_after": time(30 * 86400), "deleted": number % 16 == 3, "since": [opening],
                  "lacks_change": False, "rests_on": ["policy: recorded"]},
        "exposed": {"listed": [
            {"what": "read", "state": "open", "from": time(80_000),
             "to": time(200_000) if is_closed else None, "opened_by": [opening],
             "closed_by": [closing] if is_closed else [], "shown_by_request": True,
             "by_date": False, "served_after_closing": False},
            {"what": "list", "state": "may be open", "from": None, "to": time(200_000),
             "opened_by": [], "closed_by": [closing], "shown_by_request": False,
             "by_date": False, "served_after_closing": False}], "left_out": 0},
        "changes": {"listed": [opening, closing], "left_out": 0, "website": False},
        "access": {"first": time(90_000), "last": time(100_000 + number), "requests": 36,
                   "succeeded": 33, "denied": 3,
                   "sources": {"count": sources, "estimated": False}, "new_sources": sources,
                   "days": 3, "reached_by_many": number % 5 == 4, "by_website_host": 0,
                   "read": {"requests": 18, "objects": {"count": 2, "estimated": False},
                            "bytes": sent, "without_bytes": 0},
                   "listed": {"requests": 15, "bytes": 9000, "without_bytes": 0},
                   "written": {"requests": number % 4 // 3, "bytes": 1, "without_bytes": 0,
                               "objects": {"count": 1, "estimated": False}},
                   "deleted": {"requests": 0, "bytes": 0, "without_bytes": 0,
                               "objects": {"count": 0, "estimated": False}},
                   "outcomes": [{"action": "GetObject", "outcome": "success", "requests": 18}],
                   "outcomes_left_out": 0},
        "objects": {"listed": [obj(chance, files, at) for at in range(objects)], "left_out": 3},
        "sources": {"listed": [source(chance, files, at) for at in range(sources)], "left_out": 0},
        "also": {"listed": [{"account": one["account"], "region": one["region"],
                             "bucket": one["bucket"], "sources": 2} for one in others],
                 "left_out": 0},
        "actions": [{"code": "check", "text": "Ask what is so now.", "question": False,
                     "commands": commands},
                    {"code": "close", "text": "Close the bucket.", "question": True,
                     "commands": []}],
        "unknown": [{"code": "bytes", "text": "Some records do not state bytes."}],
        "alerts": [{"alert_id": f"{number:08x}{at:024x}", "time": time(90_000 + at),
                    "source": f"198.51.0.{at % 250}", "action": "GetObject",
                    "key": f"prod/customers-{at}.sql.gz",
                    "evidence": numbered_evidence(chance, files)} for at in range(alerts)],
        "logs": {"first": time(0), "last": time(30 * 86400)},
    }
    told = [f"reading: open from {time(80_000)} (PutBucketPolicy by dana)",
            "listing: may be open from before the logs"]
    return {"incident": made,
            "lines": {"state": f"{state} since {time(80_000)}, PutBucketPolicy by dana",
                      "access": "18 fetches of 2 objects, 13.2 GB; 15 listings",
                      "exposed": told, "sources": ["2 fetches (734.0 MB), 1 listing"] * sources},
            "chart": {"step_seconds": 900,
                      "bars": [[1715225400 + 90_000 + 900 * at, 1 + at % 5, at % 2]
                               for at in range(11)]}}


def page_lines(made, files, about=None):
    """The lines of a page: its head, incidents, and the names of files."""
    return lines([about or head(), *made, {"files": list(files)}])


def hostile(made, text):
    return with_every_text(made, text, OWN)


def many(number, **members):
    files = {}
    return [incident(at, files, **members) for at in range(number)], files


if __name__ == "__main__":
    print(json.dumps(many(1)[0][0], indent=1))
