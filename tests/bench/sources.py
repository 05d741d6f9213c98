"""The memory per source: the slope between a tenth of the sources and all of them."""

import shutil

from agreement import summary_of
from corpora import take_part
from measure import Contender, measure


def measure_sources(corpus, programs, threads):
    """Peak memory of one run each: over all sources and over a tenth of them, new ones and known ones."""
    folders = [take_part(corpus, "tenth", 0.1).folder, corpus.folder]
    results = []
    for what, peaks_of in (("new", peaks_of_new), ("known", peaks_of_known)):
        counted = sorted({1, threads})
        (few, few_mib), (many, many_mib) = (peaks_of(folder, programs, counted) for folder in folders)
        for at, count in enumerate(counted):
            results.append({
                "sources": what,
                "threads": count,
                "few": few,
                "few_peak_mib": few_mib[at],
                "many": many,
                "many_peak_mib": many_mib[at],
                "bytes_each": (many_mib[at] - few_mib[at]) * 1024 * 1024 / max(many - few, 1),
            })
    return results


def peaks_of_new(folder, programs, counted):
    """The number of sources, which all alert, and peak memory by number of threads."""
    command = [programs.s3rare, "detect", "-q", folder]
    return summary_of(command)["matches"]["alerted"], peaks(command, counted)


def peaks_of_known(folder, programs, counted):
    """The same with a state that has learned all sources, over files that are read again."""
    below = folder.with_suffix(".state")
    shutil.rmtree(below, ignore_errors=True)
    below.mkdir()
    command = [programs.s3rare, "detect", "-q", "--state", below / "state.db", folder]
    learned = summary_of([*command, "--learn"])["matches"]["learned"]
    again = [*command, "--state-readonly", "--rescan"]
    alerted = summary_of(again)["matches"]["alerted"]
    if alerted:
        raise SystemExit(f"bench: {alerted} sources alert although the state has learned them")
    found = learned, peaks(again, counted)
    shutil.rmtree(below)
    return found


def peaks(command, counted):
    return [measure(Contender("s3rare", [*command, "--threads", str(threads)], threads)).peak_mib
            for threads in counted]
