-- What analysts read: names that stay, one row a thing, Japanese beside Chinese. Publishing makes the heavier ones tables.

-- ---------------------------------------------------------------- words

-- The records' English words as Japanese readers say them; one word means one thing in all records.
CREATE OR REPLACE MACRO said_ja(word) AS coalesce(MAP {
    'central': '中央', 'country': '国', 'province': '省', 'city': '市', 'county': '県・区',
    'draft': '案', 'issued': '公布', 'amended': '改正', 'repealed': '廃止', 'none': '',
    'air': '大気', 'partly': '一部が大気', 'not': '対象外',
    'new': '新規', 'changed': '変更', 'repost': '転載', 'late': '遅着', 'history': '既出',
    'implements': '根拠', 'forwards': '転送', 'amends': '改正', 'repeals': '廃止', 'draft_of': '案', 'interprets': '解説',
    'cites': '引用', 'attachment_of': '付属', 'succeeds': '後継',
    'drafted': '案', 'cited': '上位計画として引用', 'not_seen': '未確認',
    'comment_due': '意見募集締切', 'in_force': '施行', 'measure_start': '措置開始', 'valid_until': '有効期限',
    'milestone': '達成期限', 'alert_start': '警報開始', 'alert_end': '警報解除',
    'ok': '確認済', 'degraded': '一部を読めず', 'empty': '掲載なし', 'blocked': '先方が接続を拒否', 'timeout': '応答なし',
    'moved': '所在不明', 'js_required': '画面の動的生成により読み取れず', 'parser_gap': '様式を解釈できず',
    'robots': '巡回拒否', 'error': '障害',
    'untranslated': '未訳', 'template': '機械・定型', 'machine': '機械翻訳・未校閲', 'reviewed': '確認済',
    'target': '数値目標', 'figure': '測定値', 'date': '日付', 'duty': '担当', 'citation': '引用文書', 'need': '要望',
    'change': '変更後', 'change_before': '変更前', 'extract': '要点'
}[word], word);

-- Of a source, 'late' is not the lateness of a document.
CREATE OR REPLACE MACRO read_ja(state) AS CASE state WHEN 'late' THEN '長く更新なし' ELSE said_ja(state) END;

-- ---------------------------------------------------------------- documents

CREATE OR REPLACE VIEW documents AS
WITH heads AS (
    SELECT
        v.*, min(v.month) OVER (PARTITION BY v.document_id) AS first_month,
        coalesce(t.version_id = v.version_id, false) AS is_preferred
    FROM document_versions v
    LEFT JOIN preferred_versions t ON t.document_id = v.document_id AND t.month = v.month
    QUALIFY row_number() OVER (
        PARTITION BY v.document_id ORDER BY is_preferred DESC, v.month DESC, v.preference, v.version_id
    ) = 1
),
seen AS (
    SELECT document_id, count(*) AS pages FROM sightings GROUP BY document_id
),
partnered AS (
    SELECT
        x.version_id, list(DISTINCT n.municipality ORDER BY n.municipality) AS municipalities,
        list(DISTINCT x.place ORDER BY x.place) AS places, list(DISTINCT p.ja ORDER BY p.ja) AS names
    FROM (SELECT version_id, unnest(places).place AS place FROM analyses) x
    JOIN partnerships n ON n.place = x.place AND n.municipality <> ''
    JOIN places p ON p.code = x.place
    GROUP BY x.version_id
)
SELECT
    h.document_id, h.first_month, h.month AS last_told_or_seen, h.novelty, r.title, t.title_ja, e.title_en,
    t.state AS title_state, r.published, r.written, r.doc_number, r.issuers, r.level, said_ja(r.level) AS level_ja,
    r.place, p.ja AS place_ja, r.source_id, coalesce(o.name_ja, r.source_id) AS source_ja, a.kind, k.ja AS kind_ja,
    a.status, said_ja(a.status) AS status_ja, a.relevance, s.importance, s.key_plan,
    list_transform(a.themes, lambda x: x.id) AS themes,
    list_distinct(list_transform(a.places, lambda x: x.place)) AS places,
    n.municipalities, coalesce(n.places, []) AS partner_places, coalesce(n.names, []) AS partner_places_ja,
    list_transform(a.extract, lambda x: x.text) AS quotes, coalesce(g.pages, 0) AS pages, r.url,
    r.archive.file AS archive_file, r.archive.record_id AS archive_record, h.version_id, r.is_sample
FROM heads h
JOIN releases r ON r.version_id = h.version_id
JOIN analyses a ON a.version_id = h.version_id
JOIN judgements s ON s.version_id = h.version_id AND s.month = h.month
LEFT JOIN partnered n ON n.version_id = h.version_id
LEFT JOIN seen g ON g.document_id = h.document_id
LEFT JOIN sources o ON o.id = r.source_id
LEFT JOIN places p ON p.code = r.place
LEFT JOIN kinds k ON k.id = a.kind
LEFT JOIN titles_ja t ON t.title_key = title_key(r.title)
LEFT JOIN titles_en e ON e.title_key = title_key(r.title);

CREATE OR REPLACE VIEW versions AS
SELECT
    v.document_id, v.version_id, v.release_id, v.month, v.novelty, said_ja(v.novelty) AS novelty_ja, v.tells,
    v.preference, v.previous_version_id, w.document_id AS previous_document_id, len(s.changes) AS changes, r.title,
    r.published, r.written, r.source_id, r.url, r.archive.file AS archive_file,
    r.archive.record_id AS archive_record, r.is_sample
FROM document_versions v
JOIN judgements s ON s.version_id = v.version_id AND s.month = v.month
JOIN releases r ON r.version_id = v.version_id
LEFT JOIN (SELECT version_id, min(document_id) AS document_id FROM judgements GROUP BY version_id) w
    ON w.version_id = v.previous_version_id;

CREATE OR REPLACE VIEW changes AS
SELECT
    document_id, month, version_id, previous_version_id, position, change.what AS what, change.before AS before,
    change.after AS after, change.quote_before.text AS sentence_before, change.quote_after.text AS sentence_after,
    is_sample
FROM (
    SELECT * EXCLUDE (changes), unnest(changes) AS change, generate_subscripts(changes, 1) AS position FROM judgements
);

-- ---------------------------------------------------------------- what documents say

-- Every number, date, duty, need, cited document and changed clause with the passage that it was read from.
CREATE OR REPLACE VIEW statements AS
WITH said AS (
    SELECT
        version_id, 'target' AS kind, x.indicator AS what, x.value AS value, x.value_high AS value_high, x.unit AS unit,
        x.due AS day, x.base_year AS base_year, x.comparator AS said, x.quote AS quote
    FROM (SELECT version_id, unnest(targets) AS x FROM analyses)
    UNION ALL
    SELECT
        version_id, 'figure', x.indicator, x.value, x.change, x.unit, NULL, NULL, concat_ws(' ', x.period, x.trend),
        x.quote
    FROM (SELECT version_id, unnest(figures) AS x FROM analyses)
    UNION ALL
    SELECT version_id, 'date', x.what, x.hour, NULL, '', x.on, NULL, x.kind, x.quote
    FROM (SELECT version_id, unnest(events) AS x FROM analyses)
    UNION ALL
    SELECT version_id, 'duty', x.measure, NULL, NULL, '', NULL, NULL, concat_ws(
        ' ', x.role, array_to_string(x.holders, '、')
    ), x.quote
    FROM (SELECT version_id, unnest(duties) AS x FROM analyses)
    UNION ALL
    SELECT version_id, 'need', x.word, NULL, NULL, '', NULL, NULL, x.wish, x.quote
    FROM (SELECT version_id, unnest(needs) AS x FROM analyses)
    UNION ALL
    SELECT version_id, 'citation', concat(x.title, x.doc_number), NULL, NULL, '', NULL, NULL, x.relation, x.quote
    FROM (SELECT version_id, unnest(citations) AS x FROM analyses)
    UNION ALL
    SELECT version_id, 'extract', '', NULL, NULL, '', NULL, NULL, '', x
    FROM (SELECT version_id, unnest(extract) AS x FROM analyses)
    UNION ALL
    SELECT version_id, 'change', x.what, NULL, NULL, '', NULL, NULL, x.after, x.quote_after
    FROM (SELECT version_id, unnest(changes) AS x FROM judgements)
    WHERE x.quote_after IS NOT NULL
    UNION ALL
    SELECT previous_version_id, 'change_before', x.what, NULL, NULL, '', NULL, NULL, x.before, x.quote_before
    FROM (SELECT previous_version_id, unnest(changes) AS x FROM judgements WHERE previous_version_id <> '')
    WHERE x.quote_before IS NOT NULL
)
SELECT
    version_id, kind, said_ja(kind) AS kind_ja, what, value, value_high, unit, day, base_year, said,
    quote.text AS sentence, quote.block AS block, quote.start AS start, quote.end AS "end"
FROM said;

CREATE OR REPLACE VIEW targets AS
WITH named AS (SELECT zh, any_value(code) AS code FROM places GROUP BY zh HAVING count(*) = 1)
SELECT
    d.document_id, d.title, d.title_ja, d.place, d.place_ja, d.published, x.indicator, indicator_key(x.indicator) AS
        indicator_key, x.comparator, x.value, x.value_high, x.unit, x.bound, x.base_year, x.due, x.area,
    CASE WHEN x.area IN ('', '全国', '全省', '全市', '全区') THEN d.place ELSE m.code END AS area_place, x.sector,
    x.duty_holders, x.nature, x.quote.text AS sentence, d.status, d.url, d.version_id, d.is_sample
FROM (SELECT version_id, unnest(targets) AS x FROM analyses) a
JOIN documents d ON d.version_id = a.version_id
LEFT JOIN named m ON m.zh = x.area;

CREATE OR REPLACE VIEW deadlines AS
WITH announced AS (SELECT event_id, min(month) AS month FROM told_events GROUP BY event_id)
SELECT
    x.id AS event_id, x.on AS due_on, x.kind, said_ja(x.kind) AS kind_ja, x.what, x.address, d.document_id, d.title,
    d.title_ja, d.place, d.place_ja, d.status, x.quote.text AS sentence, t.month AS first_told, d.url, d.version_id,
    d.is_sample
FROM (SELECT version_id, unnest(events) AS x FROM analyses) a
JOIN documents d ON d.version_id = a.version_id
LEFT JOIN announced t ON t.event_id = x.id;

CREATE OR REPLACE VIEW citations AS
SELECT
    l.month, l.citing_document_id, d.title AS citing_title, d.title_ja AS citing_title_ja, d.place, d.place_ja,
    l.relation, said_ja(l.relation) AS relation_ja, l.title, l.doc_number, l.document_id, c.title AS cited_title,
    c.title_ja AS cited_title_ja, a.citations[l.position].quote.text AS sentence, d.url, l.version_id, d.is_sample
FROM citation_links l
JOIN analyses a ON a.version_id = l.version_id
JOIN documents d ON d.document_id = l.citing_document_id
LEFT JOIN documents c ON c.document_id = l.document_id;

-- The first document that has a word, for each word of any; the one that bears the earliest day.
CREATE OR REPLACE VIEW word_uses AS
SELECT
    word, count(*) AS documents, min(day) AS first_day, arg_min(document_id, (day, document_id)) AS first_document_id,
    arg_min(version_id, (day, document_id)) AS first_version_id, max(day) AS last_day
FROM (
    SELECT unnest(a.words) AS word, coalesce(d.written, d.published) AS day, d.document_id, d.version_id
    FROM documents d
    JOIN analyses a ON a.version_id = d.version_id
)
WHERE day IS NOT NULL
GROUP BY word;

-- ---------------------------------------------------------------- what was read

CREATE OR REPLACE VIEW coverage AS
SELECT
    c.month, c.source_id, coalesce(o.name_ja, c.source_id) AS name_ja, o.name_zh, o.level, o.place, p.ja AS place_ja,
    c.state, read_ja(c.state) AS state_ja, c.reason, c.listings, c.listings_read, c.pages_read, c.rows AS rows_seen,
    c.total AS rows_told, c.releases, len(c.failures) AS articles_lost, c.failures, c.quarantined, c.newest, c.filled,
    c.skeleton, c.unseen_numbers, c.warnings, c.is_sample
FROM coverage_records c
LEFT JOIN sources o ON o.id = c.source_id
LEFT JOIN places p ON p.code = o.place;

-- Of series with three numbers or more on any site, three in ten of the span: the others are not meant for the public.
CREATE OR REPLACE VIEW number_gaps AS
WITH numbers AS (
    SELECT DISTINCT
        regexp_extract(doc_number, '^(.+)〔(\d{4})〕(\d{1,5})号$', ['series', 'year', 'serial']) AS part, is_sample
    FROM releases
    WHERE regexp_matches(doc_number, '^.+〔\d{4}〕\d{1,5}号$')
),
series AS (
    SELECT part.series AS series, part.year::BIGINT AS year, is_sample, list(part.serial::BIGINT) AS serials
    FROM numbers
    GROUP BY ALL
    HAVING count(*) >= 3 AND count(*) >= 0.3 * (max(part.serial::BIGINT) - min(part.serial::BIGINT) + 1)
),
unseen AS (
    SELECT *, unnest(list_filter(
        generate_series(list_min(serials), list_max(serials)), lambda n: NOT list_contains(serials, n)
    )) AS serial
    FROM series
),
cited AS (
    SELECT c.doc_number, count(DISTINCT release_id) AS pages
    FROM (SELECT release_id, unnest(citations) AS c FROM analyses)
    GROUP BY ALL
)
SELECT
    u.series, u.year, u.serial, u.series || '〔' || u.year || '〕' || u.serial || '号' AS doc_number,
    len(u.serials) AS numbers_seen, list_min(u.serials) AS first_seen_serial, list_max(u.serials) AS last_seen_serial,
    coalesce(c.pages, 0) AS cited_by, u.is_sample
FROM unseen u
LEFT JOIN cited c ON c.doc_number = u.series || '〔' || u.year || '〕' || u.serial || '号';

-- ---------------------------------------------------------------- what was translated

-- Every passage of a text where it stands, with what was made of it in each language.
CREATE OR REPLACE VIEW passages AS
SELECT
    s.version_id, s.position, s.block, s.kind, s.marker, s.text AS zh, t.lang, t.text, t.gloss,
    coalesce(t.state, 'untranslated') AS state, said_ja(coalesce(t.state, 'untranslated')) AS state_ja, t.engine,
    t.flags, t.reviewed_on, s.text_id, s.is_sample
FROM segments s
LEFT JOIN translations t ON t.text_id = s.text_id;

-- What no person has read, by document, language and kind of text: its title, and what was cut from it.
CREATE OR REPLACE VIEW waiting AS
WITH unread AS (
    SELECT text_id, lang, kind, source, text, state, flags FROM translations WHERE state <> 'reviewed'
),
used AS (
    SELECT d.document_id, w.text_id, w.lang
    FROM (SELECT text_id, lang, title_key(source) AS title_key FROM unread WHERE kind = 'title') w
    JOIN (SELECT document_id, title_key(title) AS title_key FROM documents) d ON d.title_key = w.title_key
    UNION
    SELECT d.document_id, w.text_id, w.lang
    FROM segments s
    JOIN unread w ON w.text_id = s.text_id
    JOIN documents d ON d.version_id = s.version_id
)
SELECT
    u.document_id, u.lang, w.kind, count(*) AS waiting, count(*) FILTER (w.text IS NULL) AS untranslated,
    count(*) FILTER (w.state = 'machine') AS machine, count(*) FILTER (w.state = 'template') AS template,
    count(*) FILTER (len(w.flags) > 0) AS objected, arg_min(w.source, (w.text IS NOT NULL, w.text_id)) AS example
FROM used u
JOIN unread w ON w.text_id = u.text_id AND w.lang = u.lang
GROUP BY ALL;

-- ---------------------------------------------------------------- what was told

CREATE OR REPLACE VIEW editions AS
SELECT
    e.id AS edition_id, e.month, e.municipality, coalesce(m.ja, '共通版') AS municipality_ja, e.lang, e.subject,
    len(e.entry_ids) AS entries, len(e.event_ids) AS events, a.approved_at,
    (SELECT map_from_entries(list((f.file, f.sha256) ORDER BY f.file)) FROM edition_files f WHERE f.edition_id = e.id)
        AS files,
    e.is_sample
FROM edition_records e
JOIN approvals a ON a.month = e.month
LEFT JOIN municipalities m ON m.id = e.municipality;

-- What stood in an edition, item by item, in the words of that day.
CREATE OR REPLACE VIEW edition_items AS
WITH sections AS (
    SELECT e.id AS edition_id, e.month, e.municipality, e.lang, e.is_sample, unnest(e.sections) AS section,
        generate_subscripts(e.sections, 1) AS section_position
    FROM edition_records e
    JOIN approvals a ON a.month = e.month
),
items AS (
    SELECT * EXCLUDE (section), section.id AS section, section.title AS section_title, section.place AS place,
        unnest(section.items) AS item, generate_subscripts(section.items, 1) AS position
    FROM sections
)
SELECT
    i.edition_id, i.month, i.municipality, i.lang, i.section_position, i.section, i.section_title, i.place, i.position,
    i.item.entry_id AS entry_id, i.item.mark AS mark, i.item.heading AS heading, i.item.title_zh AS title_zh,
    i.item.title_state AS title_state, i.item.lead AS lead, i.item.quotes AS quotes, i.item.changes AS changes,
    i.item.aims AS aims, i.item.dates AS dates, i.item.fields AS fields, i.item.importance AS importance,
    i.item.url AS url, i.item.archive AS archive, t.document_id, t.version_id, t.telling, i.is_sample
FROM items i
LEFT JOIN preferred_versions t ON t.entry_id = i.item.entry_id;

-- From an item's id to every passage that it can rest on, and the page as it was received.
CREATE OR REPLACE VIEW evidence AS
SELECT
    t.entry_id, t.month, t.document_id, s.*, r.title, r.doc_number, r.published, r.written, r.url,
    r.archive.file AS archive_file, r.archive.record_id AS archive_record, r.archive.offset AS archive_offset, r.sha256,
    r.is_sample
FROM (
    SELECT entry_id, month, document_id, version_id FROM preferred_versions
    UNION
    SELECT entry_id, month, document_id, telling FROM preferred_versions
    UNION
    SELECT t.entry_id, t.month, t.document_id, j.previous_version_id
    FROM preferred_versions t
    JOIN judgements j ON j.version_id = t.telling AND j.month = t.month AND j.previous_version_id <> ''
) t
JOIN releases r ON r.version_id = t.version_id
JOIN statements s ON s.version_id = t.version_id;

-- ---------------------------------------------------------------- who works with whom

CREATE OR REPLACE VIEW partners AS
SELECT
    n.id AS partnership_id, n.municipality, m.ja AS municipality_ja, n.place, p.ja AS place_ja, p.zh AS place_zh,
    n.themes, t.themes_ja, n.since, n.until, n.confidence
FROM partnerships n
LEFT JOIN municipalities m ON m.id = n.municipality
LEFT JOIN places p ON p.code = n.place
LEFT JOIN (
    SELECT x.id, list(t.ja ORDER BY t.ja) AS themes_ja
    FROM (SELECT id, unnest(themes) AS theme FROM partnerships) x
    JOIN themes t ON t.id = x.theme
    GROUP BY x.id
) t ON t.id = n.id;

CREATE OR REPLACE VIEW region_members AS
SELECT g.id AS region, g.ja, g.en, m.since, m.until, unnest(m.places) AS place, m.source
FROM regions g, LATERAL (SELECT unnest(g.memberships) AS m);
