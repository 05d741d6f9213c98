"""The alternatives to s3rare: jq and DuckDB, with the same predicate."""

import dataclasses
import json
import pathlib
import shutil
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
PACKAGE = "@duckdb/node-api"

PREDICATE = """select(.eventSource == "s3.amazonaws.com"
  and (.eventName | IN("GetObject", "PutObject", "ListObjects", "DeleteObject", "ListBucket"))
  and (.errorCode // "") == "" and (.errorMessage // "") == ""
  and (.userIdentity.type | IN("AWSAccount", "Unknown"))
  and (.userIdentity.accountId | IN("anonymous", "ANONYMOUS_PRINCIPAL")))"""


@dataclasses.dataclass
class Jq:
    """`zcat | jq -c`, the predicate alone; both share a core."""

    missing: str  # the program that is not installed, or empty

    def command(self, layout, folder):
        records, cat = (".", "cat") if layout == "ndjson" else (".Records[]", "zcat")
        pipeline = f'find "$1" -type f -print0 | xargs -0 {cat} | jq -c "$2"'
        return ["sh", "-c", pipeline, "sh", folder, f"{records} | {PREDICATE}"]


@dataclasses.dataclass
class DuckDb:
    """DuckDB in Node: predicate and window in SQL (see duckdb.mjs)."""

    missing: str
    modules: pathlib.Path

    def command(self, question, layout, threads, folder):
        return ["node", HERE / "duckdb.mjs", self.modules, question, layout, str(threads), folder]

    def start(self):
        """Starts Node, opens a database in memory, and prints DuckDB's version."""
        return ["node", HERE / "duckdb.mjs", self.modules, "version"]

    def version(self):
        return self.missing or lines_of(self.start())[0]


def find_jq():
    return Jq(not_installed("zcat", "jq"))


def find_duckdb(folder, install):
    """Looks for DuckDB below the benchmark's folder, where --with-duckdb installs it."""
    missing = not_installed("node")
    if not missing and install and not (folder / "node_modules" / PACKAGE).exists():
        missing = not_installed("npm") or install_duckdb(folder)
    if not missing and not (folder / "node_modules" / PACKAGE).exists():
        missing = f"not installed: {PACKAGE} (--with-duckdb installs it)"
    return DuckDb(missing, folder)


def install_duckdb(folder):
    folder.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", folder, PACKAGE]
    done = subprocess.run(command, stdout=subprocess.DEVNULL)
    return "" if done.returncode == 0 else f"not installed: npm could not install {PACKAGE}"


def not_installed(*programs):
    missing = [program for program in programs if not shutil.which(program)]
    return f"not installed: {' '.join(missing)}" if missing else ""


# ---- Their results


def ids_of_records(command):
    """Event IDs of the records that a command prints."""
    return sorted(json.loads(line)["eventID"] for line in lines_of(command))


def ids_of_alerts(command):
    return sorted(json.loads(line)["event"]["id"] for line in lines_of(command))


def lines_of(command):
    """The lines that a command prints; DuckDB prints event IDs."""
    return sorted(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines())
