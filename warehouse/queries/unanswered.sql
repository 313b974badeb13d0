-- 上位計画への対応が未確認の省市
-- Places below a followed plan of which no plan of their own was seen: covered ones first, where that weighs something.
-- $plan: 文号, plan_id or part of the title; all followed plans when left out
WITH partnered AS (
    SELECT place, list(DISTINCT municipality_ja ORDER BY municipality_ja) AS municipalities_ja FROM partners GROUP BY place
)
SELECT
    c.plan_id, c.doc_number AS plan, c.title AS plan_title, c.issued AS plan_issued, c.place_ja, c.level, c.is_covered,
    c.months_whole, date_diff('day', c.issued, current_date) AS days_since, n.municipalities_ja, c.place
FROM cascade c
LEFT JOIN partnered n ON n.place = c.place
WHERE c.state = 'not_seen' AND (
    $plan::VARCHAR IS NULL OR $plan::VARCHAR IN (c.plan_id, c.doc_number) OR contains(c.title, $plan::VARCHAR)
)
ORDER BY c.plan_id, c.is_covered DESC, list_position(['province', 'city'], c.level), c.place;
