"""Who was quoted, how often, by outlet and month: the same as quoted.sql, in Polars.

    whosaid extract --jsonl < articles.jsonl > quotes.jsonl
    python quoted.py articles.jsonl quotes.jsonl
"""

import sys

import polars as pl


def quoted(articles: str, extractions: str) -> pl.DataFrame:
    """One row for each outlet, month and speaker, the most quoted first."""
    # Field by field, so that a line that is no JSON is a line without an article and not the end.
    lines = pl.scan_csv(articles, has_header=False, new_columns=["line"], separator="\x01", quote_char=None)
    field = {name: pl.col("line").str.json_path_match(f"$.{name}") for name in ("id", "outlet", "published")}
    about = lines.select(id=field["id"], outlet=field["outlet"], month=field["published"].str.slice(0, 7))
    shape = {"id": pl.String, "quotes": pl.List(pl.Struct({"kind": pl.String, "speaker": pl.String}))}
    quotes = pl.scan_ndjson(extractions, schema=shape).explode("quotes").unnest("quotes")
    return (
        quotes.drop_nulls("speaker")
        .join(about, on="id")
        .group_by("outlet", "month", "speaker")
        .agg(
            pl.len().alias("quotations"),
            pl.col("id").n_unique().alias("articles"),
            (pl.col("kind") == "direct").sum().alias("direct"),
        )
        .sort(["outlet", "month", "quotations", "speaker"], descending=[False, False, True, False])
        .collect()
    )


if __name__ == "__main__":
    quoted(*sys.argv[1:3]).write_csv(sys.stdout)
