-- 自治体別・主題別の件数
-- How many documents of each theme concern a municipality's partner places, which of them are plans, and the foremost.
-- $since: first run month, YYYY-MM; the first when left out
-- $until: last run month; the latest when left out
WITH themed AS (
    SELECT document_id, municipality, unnest(themes) AS theme
    FROM (SELECT document_id, unnest(municipalities) AS municipality, themes FROM documents
        WHERE relevance <> 'not' AND first_month >= coalesce($since::VARCHAR, '') AND
            first_month <= coalesce($until::VARCHAR, '9999'))
)
SELECT
    m.ja AS municipality_ja, t.ja AS theme_ja, count(*) AS documents, count(*) FILTER (d.kind = 'plan') AS plans,
    count(*) FILTER (d.status = 'draft') AS drafts,
    coalesce(bool_or(list_contains(n.themes, x.theme)), false) AS is_theme_of_partnership,
    arg_max(coalesce(d.title_ja, d.title), (d.importance, d.document_id)) AS foremost, x.municipality, x.theme
FROM themed x
JOIN documents d ON d.document_id = x.document_id
JOIN municipalities m ON m.id = x.municipality
JOIN themes t ON t.id = x.theme
LEFT JOIN (SELECT municipality, flatten(list(themes)) AS themes FROM partnerships GROUP BY municipality) n
    ON n.municipality = x.municipality
GROUP BY x.municipality, m.ja, x.theme, t.ja
ORDER BY x.municipality, documents DESC, x.theme;
