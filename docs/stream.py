"""What `whosaid extract --jsonl` keeps in memory on a long stream, as a Markdown table.

    cargo build --release
    python docs/stream.py target/release/whosaid articles.jsonl

`articles.jsonl` has a line an article with `text`. They are given over and over with ids of their own, `--articles` in all,
and never stand on a disk. Memory is the resident set of the process (Linux), read when an answer has come.
"""

import argparse
import itertools
import json
import pathlib
import subprocess
import threading
import time

MARKS = (300, 1_000, 3_000, 10_000, 30_000, 50_000, 100_000)


def resident(pid: int) -> float:
    """Megabytes of a process."""
    status = pathlib.Path("/proc", str(pid), "status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def used(pid: int) -> float:
    """Seconds of processor time of a process."""
    fields = pathlib.Path("/proc", str(pid), "stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("articles")
    arguments.add_argument("--articles", dest="count", type=int, default=100_000)
    arguments.add_argument("--direct", action="store_true", help="look for direct quotations only")
    given = arguments.parse_args()
    lines = pathlib.Path(given.articles).read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines if line.strip()]
    command = [given.program, "extract", "--jsonl"] + ["--direct"] * given.direct
    stream = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def write() -> None:
        for number, text in zip(range(given.count), itertools.cycle(texts)):
            stream.stdin.write(json.dumps({"id": number, "text": text}).encode() + b"\n")
        stream.stdin.close()

    threading.Thread(target=write, daemon=True).start()
    began, failed = time.monotonic(), 0
    print("| articles | resident memory | processor time |\n|---:|---:|---:|", flush=True)
    for number, line in enumerate(stream.stdout):
        assert line.startswith(b'{"id":%d,' % number), "out of order"
        failed += line.startswith(b'{"id":%d,"error"' % number)
        if number + 1 in MARKS or number + 1 == given.count:
            print(f"| {number + 1:,} | {resident(stream.pid):.0f} MB | {used(stream.pid):.0f} s |", flush=True)
    code = stream.wait()
    print(f"\n{number + 1:,} answers in order, {failed} errors, exit code {code}, {time.monotonic() - began:.0f} s by the clock.")


if __name__ == "__main__":
    main()
