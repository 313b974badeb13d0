-- 国から市へ：計画の行方
-- A plan followed from the State Council to a city: what each place on the way down has made of it, with days and
-- its own page. "not_seen" never means that there is none; is_covered says whether all was read since.
-- $plan: 文号, plan_id or part of the title; 国发〔2023〕24号 when left out
-- $place: code or name of a city or province; all that answered when left out
WITH wanted AS (
    SELECT *, count(*) FILTER (state <> 'not_seen') OVER (PARTITION BY plan_id) AS answers
    FROM cascade
    WHERE plan_id = coalesce($plan::VARCHAR, '国发〔2023〕24号') OR doc_number = coalesce($plan::VARCHAR, '国发〔2023〕24号')
        OR contains(title, $plan::VARCHAR)
),
line AS (
    SELECT a.ancestor
    FROM ancestry a
    JOIN places p ON p.code = a.code
    WHERE $place::VARCHAR IN (p.code, p.ja, p.zh, p.short_zh, p.en)
)
SELECT
    w.doc_number AS plan, w.title AS plan_title, w.issued AS plan_issued, w.place_ja, w.level, said_ja(w.state) AS state_ja,
    w.state, w.answer_title, d.title_ja AS answer_title_ja, w.answer_doc_number, w.answered, w.days_after, w.is_covered,
    w.months_whole, w.url, d.archive_file
FROM wanted w
LEFT JOIN documents d ON d.document_id = w.document_id AND w.document_id <> ''
WHERE CASE WHEN $place::VARCHAR IS NULL THEN w.state <> 'not_seen' ELSE w.place IN (FROM line) END
ORDER BY w.plan_id, list_position(['country', 'province', 'city'], w.level), w.answered NULLS LAST, w.place;
