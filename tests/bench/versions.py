"""The versions of what was measured and of the tools."""

import pathlib
import subprocess

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]


def versions(build, programs, duckdb):
    return {
        "s3rare": first_line(programs.s3rare, "--version"),
        "commit": first_line("git", "-C", REPOSITORY, "describe", "--always", "--abbrev=40", "--dirty"),
        "compiler": first_line(cached(build, "CMAKE_CXX_COMPILER"), "--version"),
        "build_type": cached(build, "CMAKE_BUILD_TYPE"),
        **{library: first_line("pkg-config", "--modversion", library)
           for library in ("libdeflate", "libisal", "simdjson", "zlib")},
        "jq": first_line("jq", "--version"),
        "zcat": first_line("zcat", "--version"),
        "node": first_line("node", "--version"),
        "duckdb": duckdb.version(),
    }


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.partition("\n")[0]
    except OSError:
        return "not installed"


def cached(build, variable):
    """A variable of the build's CMake cache; for a missing build type, the default."""
    cache = build / "CMakeCache.txt"
    for line in cache.read_text().splitlines() if cache.exists() else []:
        name, _, value = line.partition("=")
        if name.partition(":")[0] == variable and value:
            return value
    return "Release" if variable == "CMAKE_BUILD_TYPE" else "c++"
