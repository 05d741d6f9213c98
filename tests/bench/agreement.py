"""Checks that all contenders find the same, and as much as was generated."""

import json
import pathlib
import subprocess
import sys
import tempfile

from peers import ids_of_alerts, ids_of_records, lines_of


def check_whole(corpus, programs):
    """Compares counts over a corpus with the generated numbers. Returns the differences and alerts."""
    told = summary_of([programs.s3rare, "detect", "-q", corpus.folder])
    found = {
        ("s3rare", "records"): told["records"]["total"],
        ("s3rare", "matches"): told["records"]["matched"],
        ("s3rare", "files"): told["files"]["read"],
        ("s3rare", "inflated_bytes"): told["files"]["bytes_decompressed"],
        ("the inflate loop", "inflated_bytes"): int(lines_of([programs.inflate_loop, corpus.folder])[0]),
        ("the read loop", "disk_bytes"): int(lines_of([programs.read_loop, "4", corpus.folder])[0]),
    }
    differences = [f"{who} found {count} {what}, {corpus.made[what]} were generated"
                   for (who, what), count in found.items() if count != corpus.made[what]]
    return {"differences": differences, "matches": told["records"]["matched"],
            "alerts": told["matches"]["alerted"]}


def check_part(layout, folder, programs, jq, duckdb):
    """Compares, event ID by event ID, the results of s3rare with those of its peers."""
    matches = ids_of_records([programs.s3rare, "match", "-q", folder])
    alerts = ids_of_alerts([programs.s3rare, "detect", "-q", folder])
    others = []
    if not jq.missing:
        others.append(("jq", "matches", matches, ids_of_records(jq.command(layout, folder))))
    if not duckdb.missing:
        others.append(("DuckDB", "matches", matches, lines_of(duckdb.command("matches", layout, 1, folder))))
        others.append(("DuckDB", "alerts", alerts, lines_of(duckdb.command("alerts", layout, 1, folder))))
    differences = [f"s3rare found {len(ours)} {what} in the part, {who} {len(theirs)}; "
                   f"{len(set(ours) ^ set(theirs))} event IDs by one of them only"
                   for who, what, ours, theirs in others if ours != theirs]
    return {"differences": differences, "matches": len(matches), "alerts": len(alerts),
            "compared_with": sorted({who for who, *_ in others})}


def summary_of(command):
    """Runs s3rare and returns the numbers of its summary."""
    with tempfile.TemporaryDirectory() as folder:
        summary = pathlib.Path(folder) / "summary.json"
        done = subprocess.run([*command, "--summary-json", summary], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"bench: exit code {done.returncode} of {' '.join(map(str, command))}\n{done.stderr}")
        return json.loads(summary.read_text())
