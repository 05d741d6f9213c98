"""The corpora: generated from a seed, kept between runs, and divided into parts by links."""

import dataclasses
import hashlib
import json
import os
import pathlib
import shutil
import struct
import subprocess

MEGABYTE = 1000 * 1000
FULL_SIZE = 5000  # the --size that gives corpora the size in the goals

# The amount of each kind for each megabyte of --size.
AMOUNTS = {
    "delivery": {"--size": 1 * MEGABYTE},
    "quiet": {"--size": 0.4 * MEGABYTE},
    "public": {"--size": 0.4 * MEGABYTE},
    "tiny": {"--files": 20},
    "large": {"--size": 0.75 * MEGABYTE},
    "huge": {"--size": 1 * MEGABYTE},
    "ndjson": {"--size": 0.4 * MEGABYTE},
    "sources": {"--records": 200, "--sources": 200},
}


@dataclasses.dataclass
class Corpus:
    kind: str
    folder: pathlib.Path
    made: dict  # as s3rare_make_corpus prints it

    @property
    def layout(self):
        return "ndjson" if self.kind == "ndjson" else "delivery"


@dataclasses.dataclass
class Part:
    """Some files of a corpus, in their own folder."""

    folder: pathlib.Path
    inflated_bytes: int


def make_corpus(maker, folder, kind, size, sources, seed):
    """Generates a corpus, unless the same generator made the same one in an earlier run."""
    amounts = {"--sources": sources}
    amounts.update({option: int(each * size) for option, each in AMOUNTS[kind].items()})
    options = [word for option, amount in amounts.items() for word in (option, str(amount))]
    to = folder / "-".join([kind, *(str(amount) for amount in amounts.values()), str(seed)])
    note = to.with_suffix(".json")
    digest = hashlib.sha256(maker.read_bytes()).hexdigest()
    made = json.loads(note.read_text()) if note.exists() else {}
    if made.get("maker") != digest:
        note.unlink(missing_ok=True)
        shutil.rmtree(to, ignore_errors=True)
        command = [maker, kind, to, *options, "--seed", str(seed)]
        made = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        made["maker"] = digest
        note.write_text(json.dumps(made))
    return Corpus(kind, to, made)


def take_part(corpus, name, share):
    """Links every n-th file, in order of size: a part has the same mix of sizes as the whole."""
    part = corpus.folder.with_suffix(f".{name}")
    shutil.rmtree(part, ignore_errors=True)
    sized = sorted((inflated_size(path), path) for path in corpus.folder.rglob("*") if path.is_file())
    step = max(1, round(1 / share))
    taken = sized[min(step // 2, len(sized) - 1)::step]
    for _, path in taken:
        link = part / path.relative_to(corpus.folder)
        link.parent.mkdir(parents=True, exist_ok=True)
        os.link(path, link)
    return Part(part, sum(size for size, _ in taken))


def inflated_size(path):
    if path.suffix != ".gz":
        return path.stat().st_size
    with path.open("rb") as file:  # the trailer holds the size: each file is one member below 4 GiB
        file.seek(-4, os.SEEK_END)
        return struct.unpack("<I", file.read())[0]
