"""The goals, and whether the measurements meet them."""

import dataclasses

MOST_OF_INFLATE = {"delivery": 1.20, "quiet": 1.15, "public": 1.8, "tiny": 1.15, "large": 1.20, "huge": 1.20}
MOST_OF_WC = 1.5
LEAST_SPEEDUP = 1.85  # with 2 threads, if there is more than one file
LEAST_SPEEDUP_OF_ONE_FILE = 1.15
MOST_OF_COLD_READING = 1.2
LEAST_TIMES_DUCKDB = 6
LEAST_TIMES_DUCKDB_LARGE = 40
LEAST_TIMES_JQ = 30
MIB_AT_MOST = 24
MIB_OF_THREAD = 16
BYTES_OF_SOURCE = {"known": 64, "new": 512}
MOST_GROWTH = 1.10
INVESTIGATED = (100, 10_000)  # alerts
MOST_OF_DETECT = {100: 1.5, 10_000: 4}
KIB_OF_ALERT = 64
MIB_OF_INVESTIGATION = 32  # shared by all alerts, in addition to detect's limit

MIB = 1024 * 1024
DUCKDB_START = "DuckDB, start alone"  # this run's time is not charged to DuckDB
MOST_OF_START = 0.25  # of DuckDB's time: over a smaller corpus its times are meaningless
LEAST_BYTES_FOR_GROWTH = 50e6  # below, the start of the program affects the result
THREADS_OF_GOALS = 2


@dataclasses.dataclass
class Verdict:
    goal: str
    where: str
    limit: str
    found: str
    met: bool


def judge(results):
    """Verdicts on all measurements. Goals without a measurement are skipped."""
    verdicts = []
    for kind, corpus in results["corpora"].items():
        verdicts += judge_warm(kind, corpus)
    for kind, corpus in results["corpora"].items():
        verdicts += judge_speedup(kind, corpus, results["threads"], results["machine"]["cores"])
    for kind, corpus in results["corpora"].items():
        verdicts += judge_cold(kind, corpus)
    for kind, corpus in results["corpora"].items():
        verdicts += judge_peers(kind, corpus)
    for kind, corpus in results["corpora"].items():
        verdicts += judge_investigations(kind, corpus)
    verdicts += judge_investigations("sources", {"investigations": results.get("investigated_sources", [])})
    verdicts += judge_memory(results)
    verdicts += judge_growth(results)
    return verdicts


def at_most(goal, where, found, limit):
    return Verdict(goal, where, f"at most {limit:.2f}", f"{found:.2f}", found <= limit)


def at_least(goal, where, found, limit):
    return Verdict(goal, where, f"at least {limit:g}", f"{found:.2f}", found >= limit)


def run_of(runs, name):
    return next((run for run in runs if run["name"] == name), None)


def count_threads(threads):
    return "1 thread" if threads == 1 else f"{threads} threads"


def ours(threads):
    return f"s3rare, {count_threads(threads)}"


def times(runs, name, reference):
    """The ratio of the times of two runs; nothing unless both exist."""
    run, other = run_of(runs, name), run_of(runs, reference)
    return run["median_seconds"] / other["median_seconds"] if run and other else None


def judge_warm(kind, corpus):
    found = times(corpus["warm"], ours(1), "inflate")
    if kind in MOST_OF_INFLATE:
        yield at_most("1 thread / inflate", kind, found, MOST_OF_INFLATE[kind])
    found = times(corpus["warm"], ours(1), "wc -l")
    if found:
        yield at_most("1 thread / wc -l", kind, found, MOST_OF_WC)


def judge_speedup(kind, corpus, threads, cores):
    found = times(corpus["warm"], ours(1), ours(threads))
    if not found or threads != THREADS_OF_GOALS or cores < threads:
        return
    if corpus["made"]["files"] > 1:
        yield at_least("2 threads: times as fast", kind, found, LEAST_SPEEDUP)
    elif kind == "huge":
        yield at_least("2 threads: times as fast", kind, found, LEAST_SPEEDUP_OF_ONE_FILE)


def judge_cold(kind, corpus):
    runs = corpus.get("cold", [])
    if runs:
        yield at_most("cold cache / reading", kind, runs[1]["median_seconds"] / runs[0]["median_seconds"],
                      MOST_OF_COLD_READING)


def judge_peers(kind, corpus):
    runs = corpus.get("part", {}).get("runs", [])
    least = LEAST_TIMES_DUCKDB_LARGE if kind == "large" else LEAST_TIMES_DUCKDB
    start = run_of(runs, DUCKDB_START)
    for run in runs:
        if run["name"].startswith("DuckDB") and run is not start:
            work = run["median_seconds"] - start["median_seconds"]
            if start["median_seconds"] > MOST_OF_START * run["median_seconds"]:
                continue
            found = work / run_of(runs, ours(run["cores"]))["median_seconds"]
            yield at_least(f"{run['name']}: times as long", kind, found, least)
    found = times(runs, "zcat | jq", ours(1))
    if found:
        yield at_least("zcat | jq: times as long", kind, found, LEAST_TIMES_JQ)


def judge_investigations(kind, corpus):
    for found in corpus.get("investigations", []):
        detect, *others = found["runs"]
        for run in others:
            what = f"{run['name']}, {count_threads(found['threads'])}"
            limit = next(limit for alerts, limit in sorted(MOST_OF_DETECT.items()) if run["alerts"] <= alerts)
            yield at_most(f"{what} / detect", kind, run["median_seconds"] / detect["median_seconds"], limit)
            allowed = (memory_allowed(found["threads"], 0, "new") + MIB_OF_INVESTIGATION
                       + run["alerts"] * KIB_OF_ALERT / 1024)
            yield Verdict(f"{what}, memory", kind, f"at most {allowed:.0f} MiB", f"{run['peak_mib']:.0f} MiB",
                          run["peak_mib"] <= allowed)


def memory_allowed(threads, sources, what):
    return MIB_AT_MOST + MIB_OF_THREAD * threads + sources * BYTES_OF_SOURCE[what] / MIB


def judge_memory(results):
    """The run of s3rare that comes closest to its limit."""
    for threads in sorted({1, results["threads"]}):
        worst = None
        for kind, corpus in results["corpora"].items():
            allowed = memory_allowed(threads, corpus["alerts"], "new")
            for run in corpus["warm"] + corpus.get("cold", []):
                if run["name"].startswith(ours(threads)) and run["cores"] == threads:
                    candidate = (run["peak_mib"] / allowed, kind, run["peak_mib"], allowed)
                    worst = max(worst, candidate) if worst else candidate
        if worst:
            share, kind, peak, allowed = worst
            yield Verdict(f"memory, {count_threads(threads)}", f"{kind} (worst)",
                          f"at most {allowed:.0f} MiB", f"{peak:.0f} MiB", share <= 1)
    for found in results.get("sources", []):
        what = f"{found['sources']} sources, {count_threads(found['threads'])}"
        limit = BYTES_OF_SOURCE[found["sources"]]
        yield Verdict(what, "sources", f"at most {limit} B", f"{found['bytes_each']:.0f} B each",
                      found["bytes_each"] <= limit)
        allowed = memory_allowed(found["threads"], found["many"], found["sources"])
        yield Verdict(what, f"{found['many']} of them", f"at most {allowed:.0f} MiB",
                      f"{found['many_peak_mib']:.0f} MiB", found["many_peak_mib"] <= allowed)


def judge_growth(results):
    runs = results.get("growth", [])
    if not runs or min(run["inflated_bytes"] for run in runs) < LEAST_BYTES_FOR_GROWTH:
        return
    costs = [run["seconds_per_gb"] for run in runs]
    sizes = [run["inflated_bytes"] / 1e9 for run in runs]
    yield at_most(f"seconds per GB, most / least, {min(sizes):.2f} to {max(sizes):.2f} GB", "delivery",
                  max(costs) / min(costs), MOST_GROWTH)
