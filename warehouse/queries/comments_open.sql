-- 受付中の意見募集
-- Comment periods that are open on a day, those that end first before others, with where comments go.
-- $on: day, YYYY-MM-DD; today when left out
SELECT
    x.due_on, date_diff('day', coalesce($on::DATE, current_date), x.due_on) AS days_left, x.place_ja, x.title_ja, x.title,
    d.issuers, x.address, d.municipalities, d.partner_places_ja, d.published, x.sentence, x.url
FROM deadlines x
JOIN documents d ON d.document_id = x.document_id
WHERE x.kind = 'comment_due' AND x.due_on >= coalesce($on::DATE, current_date)
    AND coalesce(d.published, d.written, x.due_on) <= coalesce($on::DATE, current_date)
ORDER BY x.due_on, x.place, x.document_id;
