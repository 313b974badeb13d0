-- 校閲待ちの訳文
-- Titles, targets and passages that no person has read, by document: those that readers are told of and the most
-- important first.
-- $lang: ja or en; ja when left out
-- $kind: title, heading, name, target, sentence or cell; all when left out
-- $rows: documents at most; 500 when left out
WITH summed AS (
    SELECT
        document_id, sum(waiting)::BIGINT AS waiting, sum(untranslated)::BIGINT AS untranslated,
        sum(machine)::BIGINT AS machine, sum(template)::BIGINT AS template, sum(objected)::BIGINT AS objected,
        coalesce(min(example) FILTER (untranslated > 0), min(example)) AS example
    FROM waiting
    WHERE lang = coalesce($lang::VARCHAR, 'ja') AND kind = coalesce($kind::VARCHAR, kind)
    GROUP BY document_id
)
SELECT
    d.last_told_or_seen AS month, d.importance, d.key_plan, d.place_ja, d.title_ja, d.title, s.waiting, s.untranslated,
    s.machine, s.template, s.objected, s.example, d.document_id
FROM summed s
JOIN documents d ON d.document_id = s.document_id
ORDER BY d.key_plan DESC, d.importance DESC, d.document_id
LIMIT coalesce($rows::BIGINT, 500);
