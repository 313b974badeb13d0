-- 自治体別・主題別の件数
-- How many documents of each theme concern a municipality's partner places, which of them are plans, and the foremost.
-- $since: first run month, YYYY-MM; the first when left out
-- $until: last run month; the latest when left out
WITH concerned AS (
    SELECT document_id, unnest(municipalities) AS municipality, themes, kind, status, importance
    FROM documents
    WHERE relevance <> 'not' AND first_month >= coalesce($since::VARCHAR, '') AND
        first_month <= coalesce($until::VARCHAR, '9999')
),
counted AS (
    SELECT
        municipality, theme, count(*) AS documents, count(*) FILTER (kind = 'plan') AS plans,
        count(*) FILTER (status = 'draft') AS drafts, max(lpad(importance::VARCHAR, 3, '0') || document_id)[4:] AS foremost
    FROM (SELECT * EXCLUDE (themes), unnest(themes) AS theme FROM concerned)
    GROUP BY municipality, theme
)
SELECT
    m.ja AS municipality_ja, t.ja AS theme_ja, c.documents, c.plans, c.drafts,
    coalesce(list_contains(n.themes, c.theme), false) AS is_theme_of_partnership,
    coalesce(d.title_ja, d.title) AS foremost, c.municipality, c.theme
FROM counted c
JOIN documents d ON d.document_id = c.foremost
JOIN municipalities m ON m.id = c.municipality
JOIN themes t ON t.id = c.theme
LEFT JOIN (SELECT municipality, flatten(list(themes)) AS themes FROM partnerships GROUP BY municipality) n
    ON n.municipality = c.municipality
ORDER BY c.municipality, c.documents DESC, c.theme;
