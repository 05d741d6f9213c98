"""The measurements, as tables."""

import sys

from goals import count_threads
from measure import spread

MEGABYTE = 1000 * 1000


def print_corpus(kind, result):
    made = result["made"]
    print(f"\n{kind}: {made['files']} files, {made['records']} records, {made['matches']} matches, "
          f"{result['alerts']} alerts, {made['inflated_bytes'] / MEGABYTE:.0f} MB inflated, "
          f"{made['disk_bytes'] / MEGABYTE:.0f} MB on disk")
    print_runs("warm cache", result["warm"])
    if "cold" in result:
        print_runs(f"cold cache ({result['cold_by']})", result["cold"])
    print_investigations(result["investigations"])
    if "part" in result:
        print_runs(f"a part of {result['part']['inflated_bytes'] / MEGABYTE:.0f} MB", result["part"]["runs"])
    else:
        print("  no peers: jq and DuckDB hold a whole document in memory")
    if not result["differences"]:
        print("  " + agreed(result))
    for difference in result["differences"]:
        print(f"  DISAGREE: {difference}")
    sys.stdout.flush()


def agreed(result):
    text = f"as many matches as were generated, {result['made']['matches']}"
    if "part" in result and result["part"]["compared_with"]:
        part = result["part"]
        text += (f"; the same {part['matches']} in the part by s3rare and {' and '.join(part['compared_with'])}"
                 + (f", and the same {part['alerts']} alerts" if "DuckDB" in part["compared_with"] else ""))
    return text


def print_runs(title, runs):
    print(f"  {title:28}{'median s':>9}{'spread':>8}{'CPU s':>8}{'MB/s':>7}"
          f"{'ratio':>8}{'of CPU':>8}{'peak MiB':>10}")
    for run in runs:
        print(f"    {run['name']:26}{run['median_seconds']:9.3f}{spread(run['all_seconds']):8.0%}"
              f"{run['cpu_seconds']:8.3f}{run['mb_per_second']:7.0f}{run['ratio']:8.2f}{run['cpu_ratio']:8.2f}"
              f"{run['peak_mib']:10.1f}")


def print_investigations(investigations):
    for found in investigations:
        print_runs(f"of alerts, {count_threads(found['threads'])}", found["runs"])


def print_growth(runs):
    print("\ngrowth: parts of delivery with the same mix of files, 1 thread")
    for run in runs:
        print(f"    {run['inflated_bytes'] / MEGABYTE:8.0f} MB {run['median_seconds']:9.3f} s "
              f"{run['seconds_per_gb']:8.3f} s per GB, spread {spread(run['all_seconds']):.0%}, "
              f"{run['peak_mib']:.1f} MiB")


def print_sources(found):
    print("\nsources: peak memory, and the slope between few and many sources")
    for run in found:
        print(f"    {run['sources']:6}{count_threads(run['threads'])}: {run['few']} sources {run['few_peak_mib']:.1f} MiB, "
              f"{run['many']} sources {run['many_peak_mib']:.1f} MiB: {run['bytes_each']:.0f} B each")


def print_verdicts(verdicts):
    print(f"\n{'goal':48}{'of':20}{'limit':>16}{'found':>14}")
    for verdict in verdicts:
        print(f"{verdict.goal:48}{verdict.where:20}{verdict.limit:>16}{verdict.found:>14}  "
              f"{'met' if verdict.met else 'MISSED'}")
    missed = sum(not verdict.met for verdict in verdicts)
    print(f"{len(verdicts) - missed} of {len(verdicts)} goals met")
