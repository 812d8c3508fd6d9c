-- Who was quoted, how often, by outlet and month.
--
-- `articles.jsonl` has a line an article: {"id", "outlet", "published", "text"}.
-- `quotes.jsonl` is what `whosaid extract --jsonl < articles.jsonl` has written.

CREATE OR REPLACE TEMP VIEW articles AS
SELECT id, outlet, date_trunc('month', CAST(published AS DATE)) AS month
FROM read_json('articles.jsonl', format = 'newline_delimited', maximum_object_size = 268435456, ignore_errors = true,
               columns = {id: 'VARCHAR', outlet: 'VARCHAR', published: 'VARCHAR'});

CREATE OR REPLACE TEMP VIEW quotes AS
SELECT id, unnest(quotes) AS quote
FROM read_json('quotes.jsonl', format = 'newline_delimited', maximum_object_size = 268435456, ignore_errors = true,
               columns = {id: 'VARCHAR', quotes: 'STRUCT(kind VARCHAR, speaker VARCHAR)[]'});

SELECT outlet, strftime(month, '%Y-%m') AS month, quote.speaker AS speaker,
       count(*) AS quotations, count(DISTINCT id) AS articles,
       count(*) FILTER (quote.kind = 'direct') AS direct
FROM quotes JOIN articles USING (id)
WHERE quote.speaker IS NOT NULL
GROUP BY ALL
ORDER BY outlet, month, quotations DESC, speaker;
