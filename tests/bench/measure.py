"""Runs commands in turn and measures them: time, processor time, peak memory."""

import ctypes
import dataclasses
import os
import platform
import signal
import subprocess
import sys
import time


@dataclasses.dataclass
class Contender:
    """A command to run over a corpus."""

    name: str
    command: list
    cores: int
    prepare: list = dataclasses.field(default_factory=list)  # a command before each run, not measured


@dataclasses.dataclass
class Sample:
    seconds: float
    cpu_seconds: float
    peak_mib: float


def take_turns(contenders, rounds):
    """Runs all in turn, round after round, so that other load on the machine affects all equally."""
    samples = [[] for _ in contenders]
    for turn in range(rounds + 1):  # the first round fills the page cache and does not count
        for contender, taken in zip(contenders, samples):
            sample = measure(contender)
            if turn > 0:
                taken.append(sample)
    return samples


def measure(contender):
    cores = sorted(os.sched_getaffinity(0))[-contender.cores:]
    if contender.prepare:
        subprocess.run(contender.prepare, check=True)
    child = make_ready(contender.command, cores)
    begin = time.monotonic()
    os.kill(child, signal.SIGCONT)
    _, status, usage = os.wait4(child, 0)
    seconds = time.monotonic() - begin
    exit_code = os.waitstatus_to_exitcode(status)
    if exit_code != 0:
        sys.exit(f"bench: exit code {exit_code} of {' '.join(map(str, contender.command))}")
    return Sample(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def make_ready(command, cores):
    """Creates a process that becomes the command on a signal to continue; returns its id.

    Creating a process takes some 30 ms, which must not count for the command. The peak memory of a
    child includes the process that it was before exec: for a direct child, all of Python. So the
    child is a small shell, created by another shell that ends and leaves it to us (see adopt_orphans).
    """
    ready = 'kill -STOP $$; exec "$@"'
    shell = ["sh", "-c", 'sh -c "$0" sh "$@" > /dev/null & echo $!', ready, *command]
    started = subprocess.run(shell, check=True, stdout=subprocess.PIPE,
                             preexec_fn=lambda: os.sched_setaffinity(0, cores))
    child = int(started.stdout)
    os.waitpid(child, os.WUNTRACED)
    return child


def adopt_orphans():
    PR_SET_CHILD_SUBREAPER = 36
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        sys.exit("bench: cannot become a subreaper, which needs Linux 3.4")


def median(values):
    return sorted(values)[len(values) // 2]


def spread(seconds):
    """The spread of runs, as a share of their median."""
    return (max(seconds) - min(seconds)) / median(seconds)


def summarize(contenders, samples, size_bytes):
    """The figures of each contender's run; ratios are relative to the first contender."""
    runs = []
    for contender, taken in zip(contenders, samples):
        seconds = [sample.seconds for sample in taken]
        runs.append({
            "name": contender.name,
            "cores": contender.cores,
            "median_seconds": median(seconds),
            "all_seconds": seconds,
            "cpu_seconds": median([sample.cpu_seconds for sample in taken]),
            "all_cpu_seconds": [sample.cpu_seconds for sample in taken],
            "mb_per_second": size_bytes / 1e6 / median(seconds),
            "peak_mib": max(sample.peak_mib for sample in taken),
            "all_peak_mib": [sample.peak_mib for sample in taken],
        })
    for run in runs:
        run["ratio"] = run["median_seconds"] / runs[0]["median_seconds"]
        run["cpu_ratio"] = run["cpu_seconds"] / runs[0]["cpu_seconds"] if runs[0]["cpu_seconds"] else 0
    return runs


def machine():
    cpu = [line for line in open("/proc/cpuinfo") if line.startswith("model name")]
    memory = int(open("/proc/meminfo").readline().split()[1])
    return {
        "cpu": cpu[0].split(":")[1].strip() if cpu else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_mib": memory // 1024,
        "kernel": platform.release(),
        "load_at_start": os.getloadavg()[0],
    }
