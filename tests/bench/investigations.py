"""The cost of an investigation compared with `detect` over the same logs, for few and many alerts."""

import subprocess

from goals import INVESTIGATED
from measure import Contender, summarize, take_turns


def measure_investigations(corpus, programs, arguments):
    """Runs of detect and of investigations of some of its alerts, by number of threads."""
    alerts = subprocess.run([programs.s3rare, "detect", "-q", corpus.folder], check=True,
                            stdout=subprocess.PIPE).stdout.splitlines(keepends=True)
    taken = sorted({min(count, len(alerts)) for count in INVESTIGATED} - {0})
    results = []
    for threads in sorted({1, arguments.threads}):
        contenders = [Contender("detect", [programs.s3rare, "detect", "-q", "--threads", str(threads),
                                           corpus.folder], threads)]
        contenders += [Contender(f"investigate, {count} alerts",
                                 [programs.s3rare, "investigate", "-q", "--threads", str(threads), "--alerts",
                                  take_alerts(corpus, alerts, count), corpus.folder], threads)
                       for count in taken]
        runs = summarize(contenders, take_turns(contenders, arguments.rounds), corpus.made["inflated_bytes"])
        for run, count in zip(runs, [0, *taken]):
            run["alerts"] = count
        results.append({"threads": threads, "runs": runs})
    return results


def take_alerts(corpus, alerts, count):
    """Writes the given number of alerts, spread evenly over all of them, to a file beside the corpus."""
    file = corpus.folder.with_suffix(f".alerts-{count}")
    file.write_bytes(b"".join(alerts[at * len(alerts) // count] for at in range(count)))
    return file
