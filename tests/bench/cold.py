"""Removes the logs from the page cache before each run that requests it."""

import os

DROP_CACHES = "/proc/sys/vm/drop_caches"


def ways():
    """The ways to empty the cache on this machine, coldest first."""
    return ["drop", "evict"] if os.access(DROP_CACHES, os.W_OK) else ["evict"]


def empty_cache(way, programs, folder):
    """A command that empties the cache.

    drop: drops pages, names and inodes of the whole machine. The programs are then loaded again, so
    that only the logs are cold. evict: drops the pages of these files only, which needs no rights.
    """
    if way == "evict":
        return [programs.read_loop, "--evict", folder]
    script = f'sync; echo 3 > {DROP_CACHES}; cat "$1" "$2" > /dev/null; "$1" --version > /dev/null'
    return ["sh", "-c", script, "sh", programs.s3rare, programs.read_loop]
