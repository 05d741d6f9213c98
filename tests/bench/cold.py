"""A page cache without the logs in it, before each run that asks for one."""

import os

DROP_CACHES = "/proc/sys/vm/drop_caches"


def ways():
    """How the cache can be emptied here, coldest first."""
    return ["drop", "evict"] if os.access(DROP_CACHES, os.W_OK) else ["evict"]


def empty_cache(way, programs, folder):
    """A command that does it.

    drop: pages, names and inodes of the whole machine are forgotten. The programs are then loaded
    again, so that only the logs are cold. evict: the pages of these files only, which needs no rights.
    """
    if way == "evict":
        return [programs.read_loop, "--evict", folder]
    script = f'sync; echo 3 > {DROP_CACHES}; cat "$1" "$2" > /dev/null; "$1" --version > /dev/null'
    return ["sh", "-c", script, "sh", programs.s3rare, programs.read_loop]
