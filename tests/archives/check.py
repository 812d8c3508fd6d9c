"""The recipes of docs/archives.md on a small archive: DuckDB and Polars count what a person counts.

    python tests/archives/check.py target/debug/whosaid

Needs the packages duckdb and polars.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

import duckdb

HOME = pathlib.Path(__file__).resolve().parents[2]
RECIPES = HOME / "docs" / "archives"

ARTICLES = [
    ("h1", "Herald", "2024-03-02", "“The bridge opens in May,” said Ann Lee, the mayor. “It is safe,” she said."),
    (2, "Herald", "2024-03-30T10:00:00Z", "Ann Lee said that the bridge was late."),
    ("h3", "Herald", "2024-04-01", "“We will sue,” said Omar Haddad, a lawyer."),
    ("p1", "Post", "2024-03-05", "“Nobody asked us,” said Omar Haddad, a lawyer."),
    ("p2", "Post", "2024-03-06", "The library stays open in June."),
]

# outlet, month, speaker, quotations, articles, direct
COUNTED = [
    ("Herald", "2024-03", "Ann Lee", 3, 2, 2),
    ("Herald", "2024-04", "Omar Haddad", 1, 1, 1),
    ("Post", "2024-03", "Omar Haddad", 1, 1, 1),
]


def main() -> None:
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        lines = [json.dumps(dict(zip(("id", "outlet", "published", "text"), a))) for a in ARTICLES]
        # A line that cannot be read is answered in its place and counts for nobody.
        lines.insert(3, '{"id": "broken"')
        pathlib.Path("articles.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        with open("articles.jsonl", "rb") as given, open("quotes.jsonl", "wb") as found:
            run = subprocess.run([program, "extract", "--jsonl"], stdin=given, stdout=found)
        assert run.returncode == 2, run
        answers = [json.loads(line) for line in pathlib.Path("quotes.jsonl").read_text("utf-8").splitlines()]
        assert [a["id"] for a in answers] == ["h1", 2, "h3", "broken", "p1", "p2"], answers
        assert "error" in answers[3], answers[3]

        rows = duckdb.connect().execute((RECIPES / "quoted.sql").read_text("utf-8")).fetchall()
        assert rows == COUNTED, f"DuckDB: {rows}"

        sys.path.insert(0, str(RECIPES))
        from quoted import quoted

        rows = quoted("articles.jsonl", "quotes.jsonl").rows()
        assert rows == COUNTED, f"Polars: {rows}"
    print(f"{len(COUNTED)} rows, the same in DuckDB and Polars")


if __name__ == "__main__":
    main()
