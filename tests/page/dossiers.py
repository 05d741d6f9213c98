"""Made-up dossiers for tests of the page, in the format of `s3rare investigate`.

`dossiers.py NUMBER` prints this many dossiers, the same ones each time.
"""

import datetime
import json
import random
import sys

START = datetime.datetime(2024, 5, 9, 3, 34, 58)
SECRETS = {
    "postgres/customers.sql.gz": "database_dump",
    "infra/prod.tfstate": "terraform_state",
    "home/.ssh/id_rsa": "private_key",
    "app/.env": "environment",
}
PLACES = [
    ("DE", "Berlin", 64500, "Example Transit"),
    ("US", "Ashburn", 64501, "Example Cloud"),
    ("BR", "São Paulo", 64502, "Exemplo Telecom"),
]


def time(seconds):
    return (START + datetime.timedelta(seconds=seconds)).isoformat() + "Z"


def event_id(chance):
    digits = f"{chance.getrandbits(128):032x}"
    return "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])


def evidence(chance):
    return {
        "event_id": event_id(chance),
        "offset": chance.randrange(1_000_000),
        "file": f"AWSLogs/111122223333/CloudTrail/us-east-1/2024/05/{chance.randrange(1, 20):02}/"
        f"111122223333_CloudTrail_us-east-1_{chance.getrandbits(40):010x}.json.gz",
    }


def counts(pairs, others=0):
    return {
        "counted": [{"name": name, "records": records} for name, records in pairs],
        "other_records": others,
    }


def alert(chance, number, seconds, source, bucket, key):
    country, city, as_number, organization = PLACES[number % len(PLACES)]
    sent = chance.choice([0, 2048, 33_554_432, 4_000_000_000])
    secret = SECRETS.get(key)
    made = {
        "@timestamp": time(seconds),
        "message": f"Unauthenticated GetObject of {key} in bucket {bucket} by {source}, "
        "not seen in the 7d before",
        "event": {
            "kind": "alert",
            "action": "GetObject",
            "outcome": "success",
            "id": event_id(chance),
        },
        "source": {"address": source, "ip": source},
        "user_agent": {
            "original": chance.choice(
                ["[curl/8.5.0]", "[Boto3/1.34 md/Botocore#1.34]", "[python-requests/2.31]"]
            )
        },
        "cloud": {"provider": "aws", "region": "us-east-1", "account": {"id": "anonymous"}},
        "aws": {
            "cloudtrail": {"recipient_account_id": "111122223333"},
            "s3": {"bucket": {"name": bucket}, "object": {"key": key}},
        },
        "log": {"file": {"path": evidence(chance)["file"]}},
        "s3rare": {
            "alert_id": f"{chance.getrandbits(128):032x}",
            "priority": "high" if secret else chance.choice(["medium", "medium", "low"]),
            "priority_reasons": [f"the key looks like a {secret.replace('_', ' ')}"]
            if secret
            else [],
            "exposure": {"effect": "read", "bytes_out": sent, "bytes_in": 0, "key_kind": secret},
            "baseline_days": 7,
            "baseline_complete": True,
            "offset": chance.randrange(1_000_000),
        },
    }
    if number % 3:
        made["source"]["geo"] = {"country_iso_code": country, "city_name": city}
        made["source"]["as"] = {"number": as_number, "organization": {"name": organization}}
    return made


def requested_keys(chance, begin, bucket, number):
    names = list(SECRETS) + ["index.html", "img/logo.png", "reports/2024/Q1.xlsx"]
    return [
        {
            "time": time(begin + at * 7),
            "action": "GetObject",
            "bucket": bucket,
            "key": (name := chance.choice(names)),
            "outcome": chance.choice(["success", "AccessDenied"]),
            "evidence": evidence(chance),
        }
        | ({"secret": SECRETS[name]} if name in SECRETS else {})
        for at in range(number)
    ]


def requests(chance, begin, bucket, records):
    succeeded = chance.randrange(records + 1)
    keys = requested_keys(chance, begin, bucket, min(records, 20))
    made = {
        "records": records,
        "succeeded": succeeded,
        "actions": counts(
            [("GetObject", records - records // 10), ("ListObjects", records // 10)]
            if records
            else []
        ),
        "outcomes": counts(
            [
                pair
                for pair in [("success", succeeded), ("AccessDenied", records - succeeded)]
                if pair[1]
            ]
        ),
        "buckets": {"count": min(records, 2), "estimated": False},
        "keys": {"count": records, "estimated": records > 3000},
        "bytes_out": succeeded * 123_457,
        "bytes_in": 0,
        "without_bytes": 0,
        "objects_read": succeeded,
        "objects_written": 0,
        "objects_deleted": 0,
        "first_keys": keys,
        "secret_keys": [key for key in keys if "secret" in key],
        "secret_keys_left_out": records // 100,
    }
    if records:
        made |= {
            "first": time(begin),
            "last": time(begin + records * 7),
            "peak": {"requests": min(records, 9), "minute": time(begin)[:16] + ":00Z"},
        }
    return made


def change(chance, alert_at, distance, bucket, effect):
    public = effect in ("opened", "may_open")
    return {
        "time": time(alert_at + distance),
        "subject": "bucket_policy",
        "effect": effect,
        "action": "DeleteBucketPolicy" if effect == "closed" else "PutBucketPolicy",
        "actor": "arn:aws:sts::111122223333:assumed-role/deploy/ci-4711",
        "source": "198.51.100.20",
        "account": "111122223333",
        "bucket": bucket,
        "distance_seconds": distance,
        "evidence": evidence(chance),
        "told": "A policy lets everyone do s3:GetObject on all objects."
        if public
        else "The policy was deleted.",
        "grants": [
            {
                "to": "everyone",
                "actions": ["s3:GetObject", "s3:ListBucket"],
                "resources": [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"],
                "limited": effect == "may_open",
                "conditions": ["IpAddress aws:SourceIp: 192.0.2.0/24"]
                if effect == "may_open"
                else [],
            }
        ]
        if public
        else [],
    }


def timeline(chance, seconds):
    begin = seconds - seconds % 3600
    steps = [
        {
            "begin": time(begin + 3600 * at),
            "anonymous": chance.choice([0, 1, 3, 40, 1000]),
            "denied": chance.choice([0, 0, 2, 17]),
            "signed": 0,
        }
        for at in sorted(chance.sample(range(-40, 60), 25))
    ]
    return {"step_seconds": 3600, "steps": steps}


def dossier(number):
    chance = random.Random(number)
    seconds = number * 397
    source = f"192.0.2.{number % 250}" if number % 7 else f"2001:db8::{number:x}"
    bucket = f"example-{['nightly-backups', 'public-site', 'assets'][number % 3]}"
    key = chance.choice([*SECRETS, "index.html", "reports/2024/Q1.xlsx"])
    exposed = change(chance, seconds, -3724, bucket, "opened") if number % 2 == 0 else None
    changes = (
        [
            change(chance, seconds, 90_000, bucket, "closed"),
            exposed,
            change(chance, seconds, -80_000, bucket, "may_open"),
        ]
        if exposed
        else []
    )
    signed = 12 if number % 5 == 0 else 0
    prior = requests(chance, seconds - 9000, bucket, chance.choice([0, 3, 41]))
    followup = requests(chance, seconds + 10, bucket, chance.choice([0, 7, 5012]))
    made = {
        "dossier_version": 3,
        "alert": alert(chance, number, seconds, source, bucket, key),
        "window": {
            "from": time(seconds - 30 * 86400),
            "to": time(seconds + 7 * 86400),
            "before": "30d",
            "after": "7d",
        },
        "logs": {
            "first": time(seconds - 20 * 86400),
            "last": time(seconds + 6 * 86400),
            "covers_alert": number % 11 != 9,
            "days": 38,
            "days_covered": 27,
        },
        "source_activity": {
            "records": 1 + prior["records"] + followup["records"] + signed,
            "first": time(seconds - 9000),
            "last": time(seconds + 40_000),
            "actions": counts(
                [("s3.amazonaws.com GetObject", 40), ("s3.amazonaws.com ListObjects", 4)], 3
            ),
            "outcomes": counts([("success", 41), ("AccessDenied", 6)]),
            "identities": counts(
                [("anonymous", 47)]
                + ([("arn:aws:sts::111122223333:assumed-role/batch/i-0abc", 12)] if signed else [])
            ),
            "user_agents": counts([(f"[agent/{at}]", 30 - at) for at in range(9)], 2),
            "regions": counts([("us-east-1", 47)]),
            "signed": {
                "records": signed,
                "identities": counts(
                    [("arn:aws:sts::111122223333:assumed-role/batch/i-0abc", 12)] if signed else []
                ),
                "by_own_account": signed,
            }
            | (
                {
                    "first": time(seconds - 5000),
                    "last": time(seconds - 4000),
                    "evidence": evidence(chance),
                }
                if signed
                else {}
            ),
        },
        "prior": prior,
        "followup": followup,
        "enumerations": {
            "listed": [
                {
                    "bucket": bucket,
                    "listings": 5,
                    "fetches": followup["succeeded"],
                    "listed": {"first": time(seconds + 10), "last": time(seconds + 70)},
                    "fetched": {"first": time(seconds + 40), "last": time(seconds + 35_000)},
                    "interval_seconds": 30,
                    "first_listing": evidence(chance),
                    "first_fetch": evidence(chance),
                }
            ]
            if followup["succeeded"]
            else [],
            "left_out": 0,
        },
        "timeline": timeline(chance, seconds),
        "bucket_changes": {"changes": changes, "left_out": 0},
        "exposed_by": exposed,
        "other_sources": {
            "sources": {"count": 3, "estimated": False},
            "records": 10,
            "denied": 1,
            "days": 2,
            "writes": 0,
            "top": [
                {
                    "address": f"203.0.113.{at}",
                    "records": 9 - at,
                    "first": time(seconds),
                    "last": time(seconds + 900),
                }
                for at in range(3)
            ],
            "by_website_host": 0,
            "listings": number % 3,
            "secrets": 0,
            "reached_by_many": number % 13 == 1,
            "why": ["3 sources on 2 days", "no host name of a website"],
        },
        "findings": [
            {
                "code": "objects_fetched",
                "text": f"The source read {followup['objects_read']} objects after the alert.",
                "evidence": [evidence(chance)],
            }
        ],
    }
    if exposed:
        made["findings"].insert(
            0,
            {
                "code": "bucket_opened",
                "evidence": [exposed["evidence"]],
                "text": f"{exposed['actor']} opened {bucket} to everyone 1 h 2 min before, "
                f"from {exposed['source']}.",
            },
        )
    return made


TIMES = {"@timestamp", "time", "first", "last", "begin", "minute"}


def with_every_text(value, hostile, kept=TIMES):
    """The same, but every text except the members in `kept` is `hostile`."""
    if isinstance(value, dict):
        return {
            name: inner
            if name in kept and isinstance(inner, str)
            else with_every_text(inner, hostile, kept)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [with_every_text(inner, hostile, kept) for inner in value]
    return hostile if isinstance(value, str) else value


def lines(made):
    """In the program's format: characters outside ASCII are not escaped."""
    return [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in made]


if __name__ == "__main__":
    for at in range(int(sys.argv[1])):
        print(lines([dossier(at)])[0])
