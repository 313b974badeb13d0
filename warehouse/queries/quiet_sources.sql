-- 静かになった収集元
-- Sources that could not be read, or that have published nothing for longer than they may: since when, and why.
-- $month: run month, YYYY-MM; the latest when left out
WITH asked AS (SELECT coalesce($month::VARCHAR, (SELECT max(month) FROM coverage)) AS month),
last AS (
    SELECT
        c.source_id, max(c.month) FILTER (c.state IN ('ok', 'late', 'empty')) AS last_whole,
        max(c.newest) AS newest, max(c.month) FILTER (c.releases > 0) AS last_with_releases
    FROM coverage c
    WHERE c.month <= (FROM asked)
    GROUP BY c.source_id
)
SELECT
    c.source_id, c.name_ja, c.place_ja, c.state, c.state_ja, l.newest, l.last_whole, l.last_with_releases,
    date_diff('day', l.newest, last_day((c.month || '-01')::DATE)) AS days_quiet, c.listings_read, c.listings, c.reason
FROM coverage c
JOIN last l ON l.source_id = c.source_id
LEFT JOIN sources o ON o.id = c.source_id
WHERE c.month = (FROM asked) AND (
    c.state NOT IN ('ok', 'empty') OR date_diff('day', l.newest, last_day((c.month || '-01')::DATE)) > o.quiet_after
)
ORDER BY c.state IN ('ok', 'late'), l.last_whole NULLS FIRST, l.newest NULLS FIRST, c.source_id;
