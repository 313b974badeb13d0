-- 案から成案への変化
-- What changed between a draft and its final text, clause by clause, with both Chinese passages.
-- $document: id, 文号 or part of the title of the final text; all when left out
WITH pairs AS (
    SELECT DISTINCT ON (v.document_id, v.previous_version_id) v.document_id, v.version_id, v.month, v.previous_version_id
    FROM versions v
    WHERE v.previous_document_id <> v.document_id AND v.changes > 0
    ORDER BY v.month
)
SELECT
    d.place_ja, d.title_ja, d.title, d.doc_number, b.published AS drafted, d.published AS issued,
    date_diff('day', b.published, d.published) AS days_between, c.what, c.before, c.after, c.sentence_before,
    c.sentence_after, b.url AS draft_url, d.url
FROM pairs p
JOIN documents d ON d.document_id = p.document_id
JOIN changes c ON c.version_id = p.version_id AND c.month = p.month
JOIN releases b ON b.version_id = p.previous_version_id
WHERE $document::VARCHAR IS NULL OR $document::VARCHAR IN (d.document_id, d.doc_number)
    OR contains(d.title, $document::VARCHAR) OR contains(d.title_ja, $document::VARCHAR)
ORDER BY d.published, d.document_id, c.position;
