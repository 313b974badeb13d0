-- 年間の数字
-- A year's figures, month by month with the sum last: sources read, pages, documents, plans, drafts, targets, deadlines,
-- items told, editions approved, passages reviewed.
-- $year: calendar year of the run months; the latest when left out
WITH asked AS (SELECT coalesce($year::VARCHAR, (SELECT left(max(month), 4) FROM coverage)) AS year),
months AS (SELECT DISTINCT month FROM coverage WHERE left(month, 4) = (FROM asked)),
read AS (
    SELECT month, count(*) AS sources, count(*) FILTER (state IN ('ok', 'late', 'empty')) AS read_whole,
        sum(releases)::BIGINT AS releases
    FROM coverage GROUP BY month
),
made AS (
    SELECT
        first_month AS month, count(*) AS documents, count(*) FILTER (relevance <> 'not') AS on_air,
        count(*) FILTER (kind = 'plan' AND relevance <> 'not') AS plans, count(*) FILTER (status = 'draft') AS drafts,
        count(*) FILTER (key_plan) AS key_plans
    FROM documents GROUP BY first_month
),
aimed AS (
    SELECT d.first_month AS month, count(*) AS targets
    FROM targets t JOIN documents d ON d.document_id = t.document_id GROUP BY d.first_month
),
dated AS (
    SELECT d.first_month AS month, count(*) AS deadlines
    FROM deadlines x JOIN documents d ON d.document_id = x.document_id GROUP BY d.first_month
),
told AS (
    SELECT month, count(DISTINCT entry_id) AS items, count(DISTINCT edition_id) AS editions FROM told_entries GROUP BY month
),
reviewed AS (
    SELECT strftime(reviewed_on, '%Y-%m') AS month, count(*) AS reviewed
    FROM translations WHERE state = 'reviewed' AND reviewed_on IS NOT NULL GROUP BY 1
)
SELECT
    coalesce(m.month, '計') AS month, sum(sources)::BIGINT AS sources, sum(read_whole)::BIGINT AS read_whole,
    sum(releases)::BIGINT AS releases, sum(documents)::BIGINT AS documents, sum(on_air)::BIGINT AS on_air,
    sum(plans)::BIGINT AS plans, sum(drafts)::BIGINT AS drafts, sum(key_plans)::BIGINT AS key_plans,
    sum(targets)::BIGINT AS targets, sum(deadlines)::BIGINT AS deadlines, sum(items)::BIGINT AS items,
    sum(editions)::BIGINT AS editions, sum(reviewed)::BIGINT AS reviewed
FROM months m
LEFT JOIN read USING (month)
LEFT JOIN made USING (month)
LEFT JOIN aimed USING (month)
LEFT JOIN dated USING (month)
LEFT JOIN told USING (month)
LEFT JOIN reviewed USING (month)
GROUP BY GROUPING SETS ((m.month), ())
ORDER BY m.month NULLS LAST;
