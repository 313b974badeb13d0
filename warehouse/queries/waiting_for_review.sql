-- 校閲待ちの訳文
-- Titles, targets and passages that no person has read, by document: those that readers are told of and the most
-- important first.
-- $lang: ja or en; ja when left out
-- $kind: title, heading, name, target, sentence or cell; all when left out
WITH waiting AS (
    SELECT text_id, kind, source, text, state, flags
    FROM translations
    WHERE lang = coalesce($lang::VARCHAR, 'ja') AND state <> 'reviewed' AND kind = coalesce($kind::VARCHAR, kind)
),
titled AS (
    SELECT d.document_id, w.text_id
    FROM waiting w
    JOIN documents d ON title_key(d.title) = title_key(w.source)
    WHERE w.kind = 'title'
),
used AS (
    SELECT document_id, text_id FROM titled
    UNION
    SELECT d.document_id, s.text_id
    FROM segments s
    JOIN waiting w ON w.text_id = s.text_id
    JOIN documents d ON d.version_id = s.version_id
)
SELECT
    d.last_told_or_seen AS month, d.importance, d.key_plan, d.place_ja, d.title_ja, d.title, count(*) AS waiting,
    count(*) FILTER (w.text IS NULL) AS untranslated, count(*) FILTER (w.state = 'machine') AS machine,
    count(*) FILTER (w.state = 'template') AS template, count(*) FILTER (len(w.flags) > 0) AS objected,
    arg_min(w.source, (w.text IS NOT NULL, w.kind <> 'title', w.text_id)) AS one_of_them, d.document_id
FROM used u
JOIN documents d ON d.document_id = u.document_id
JOIN waiting w ON w.text_id = u.text_id
GROUP BY ALL
ORDER BY d.key_plan DESC, d.importance DESC, d.document_id;
