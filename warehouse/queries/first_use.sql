-- 用語の初出
-- The first document that uses a term, by the day it bears, with the passage: asked in Chinese or Japanese, or by
-- abbreviation; other forms that the glossary knows are looked for too.
-- $term: required, e.g. 挥发性有机物, 揮発性有機化合物 or VOCs
WITH forms AS (
    SELECT $term::VARCHAR AS word
    UNION
    SELECT unnest(list_concat([g.zh, g.abbreviation], g.aliases))
    FROM glossary g
    WHERE $term::VARCHAR IN (g.zh, g.ja, g.en, g.abbreviation) OR list_contains(g.aliases, $term::VARCHAR)
        OR list_contains(g.variants, $term::VARCHAR)
),
uses AS MATERIALIZED (FROM word_uses WHERE word IN (SELECT word FROM forms WHERE word <> '')),
texts AS (
    SELECT u.word, list_filter(
        list_concat([r.title], list_transform(r.blocks, lambda b: coalesce(
            nullif(b.text, ''), list_aggregate(flatten(b.rows), 'string_agg', ' ')
        ))), lambda t: contains(lower(t), lower(u.word))
    )[1] AS passage
    FROM uses u
    JOIN releases r ON r.version_id = u.first_version_id
)
SELECT
    u.word, u.first_day, u.last_day, u.documents, d.place_ja, d.title_ja, d.title, d.doc_number, substr(
        x.passage, greatest(1, strpos(lower(x.passage), lower(u.word)) - 40), 120
    ) AS passage, d.url, d.archive_file, d.document_id
FROM uses u
JOIN texts x ON x.word = u.word
JOIN documents d ON d.document_id = u.first_document_id
ORDER BY u.first_day, u.word;
