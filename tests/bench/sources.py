"""What a source costs in memory: the slope between a tenth of them and all of them."""

import shutil

from agreement import summary_of
from corpora import take_part
from measure import Contender, measure


def measure_sources(corpus, programs, threads):
    """Peak memory of one run each, over all sources and over a tenth, new and known ones."""
    tenth = take_part(corpus, "tenth", 0.1)
    results = []
    for count in sorted({1, threads}):
        for what, run in (("new", measure_new), ("known", measure_known)):
            few, few_mib = run(tenth.folder, programs, count)
            many, many_mib = run(corpus.folder, programs, count)
            results.append({
                "sources": what,
                "threads": count,
                "few": few,
                "few_peak_mib": few_mib,
                "many": many,
                "many_peak_mib": many_mib,
                "bytes_each": (many_mib - few_mib) * 1024 * 1024 / max(many - few, 1),
            })
    return results


def measure_new(folder, programs, threads):
    """Returns the number of sources, which all alert, and the peak memory."""
    command = [programs.s3rare, "detect", "-q", "--threads", str(threads), folder]
    return summary_of(command)["matches"]["alerted"], measure(Contender("new", command, threads)).peak_mib


def measure_known(folder, programs, threads):
    """The same with a state that has learned all sources, and files read again."""
    below = folder.with_suffix(".state")
    shutil.rmtree(below, ignore_errors=True)
    below.mkdir()
    state = ["--state", below / "state.db"]
    summary_of([programs.s3rare, "detect", "-q", *state, "--learn", folder])
    command = [programs.s3rare, "detect", "-q", "--threads", str(threads), *state, "--state-readonly", "--rescan",
               folder]
    told = summary_of(command)["matches"]
    if told["alerted"]:
        raise SystemExit(f"bench: {told['alerted']} sources alert again that a state has learned")
    peak = measure(Contender("known", command, threads)).peak_mib
    shutil.rmtree(below)
    return sum(told[how] for how in ("known", "learned")), peak
