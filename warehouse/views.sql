-- What the tables mean together: what the pipeline resolves with. What analysts read is in analysts.sql.

-- ---------------------------------------------------------------- words

-- Laws are cited with and without the country's name.
CREATE OR REPLACE MACRO title_key(title) AS regexp_replace(
    regexp_replace(title, '[\s《》〈〉“”‘’"「」（）()]', '', 'g'), '^中华人民共和国', ''
);

-- The plan that a covering notice brings: 关于印发《X》的通知, or the same without brackets. 国务院印发《X》 is news of it.
CREATE OR REPLACE MACRO issued_title(title) AS coalesce(
    nullif(regexp_extract(title, '关于(?:印发|发布|公布|颁布|转发|批准)《(.+?)》(?:的|等|$)', 1), ''),
    nullif(regexp_extract(title, '关于(?:印发|发布|公布|颁布|转发)([^《》]+?)的(?:通知|公告|通告|决定|函)', 1), ''),
    ''
);

-- Short titles (工作方案) name no document; short laws do.
CREATE OR REPLACE MACRO names_a_document(key) AS length(key) >= 8 OR (length(key) >= 5 AND ends_with(key, '法'));

-- PM2.5年均浓度 and 全市细颗粒物平均浓度 are one indicator; μg/m³ is a unit written otherwise.
CREATE OR REPLACE MACRO indicator_key(indicator) AS regexp_replace(
    replace(replace(replace(upper(indicator), 'PM2.5', '细颗粒物'), 'PM10', '可吸入颗粒物'), 'VOCS', '挥发性有机物'),
    '[\s（）()]|全[国省市区]|设区市|各城市|年均|平均|及以上|重点工程', '', 'g'
);
CREATE OR REPLACE MACRO unit_key(unit) AS replace(replace(replace(unit, 'μg/m³', '微克/立方米'), '％', '%'), ' ', '');

CREATE OR REPLACE MACRO level_rank(level) AS CASE level WHEN 'central' THEN 0 WHEN 'province' THEN 1 ELSE 2 END;

-- A place speaks for itself when an issuer bears the source's name, then when it bears the place's.
CREATE OR REPLACE MACRO issuer_rank(issuers, source_name, place_name) AS CASE
    WHEN len(list_filter(issuers, lambda i: i <> '' AND (contains(source_name, i) OR contains(i, source_name)))) > 0
        THEN 0
    WHEN len(list_filter(issuers, lambda i: starts_with(i, place_name))) > 0 THEN 1
    ELSE 2
END;

-- ---------------------------------------------------------------- what the pipeline resolves with

CREATE OR REPLACE VIEW first_seen AS
SELECT version_id, any_value(release_id) AS release_id, min(month) AS month, max(month) AS last_month
FROM seen_in_run
GROUP BY version_id;

-- A page corrected between two runs of one month: what was received last speaks for that month, the rest is kept.
CREATE OR REPLACE VIEW superseded AS
SELECT s.version_id, s.month
FROM seen_in_run s
JOIN first_seen f ON f.version_id = s.version_id
JOIN releases r ON r.version_id = s.version_id
QUALIFY row_number() OVER (
    PARTITION BY r.id, s.month ORDER BY f.month DESC, r.fetched_at DESC NULLS LAST, r.version_id
) > 1;

-- What counts: the judgement of the run that saw the version first, and that of every month whose editions are frozen.
CREATE OR REPLACE VIEW judgements AS
SELECT s.*
FROM assessments s
JOIN first_seen f ON f.version_id = s.version_id
WHERE s.month = f.month OR s.month IN (SELECT month FROM approvals);

CREATE OR REPLACE VIEW ancestry AS
WITH RECURSIVE line(code, ancestor) AS (
    SELECT code, code FROM places
    UNION ALL
    SELECT line.code, places.parent FROM line JOIN places ON places.code = line.ancestor WHERE places.parent <> ''
)
SELECT code, ancestor FROM line;

-- The order says which version speaks for its document: the issuer's own site, the highest level, the first.
CREATE OR REPLACE VIEW document_versions AS
SELECT
    s.document_id, s.month, r.version_id, r.id AS release_id, s.novelty, a.relevance, s.previous_version_id,
    s.novelty IN ('new', 'changed', 'late') AND a.relevance <> 'not' AS tells,
    row_number() OVER (
        PARTITION BY s.document_id, s.month
        ORDER BY issuer_rank(r.issuers, coalesce(o.name_zh, r.source_id), p.zh), level_rank(r.level),
            r.published NULLS LAST, r.id, r.version_id
    ) AS preference
FROM judgements s
JOIN releases r ON r.version_id = s.version_id
JOIN analyses a ON a.version_id = s.version_id
LEFT JOIN sources o ON o.id = r.source_id
LEFT JOIN places p ON p.code = r.place
WHERE (s.version_id, s.month) NOT IN (FROM superseded);

-- One row for each document and month that a digest tells of it; `telling` is the version whose judgement counts.
CREATE OR REPLACE VIEW told_months AS
SELECT
    document_id,
    month,
    month || '-' || CASE
        WHEN row_number() OVER (PARTITION BY month, left(document_id, 6) ORDER BY document_id) = 1
            THEN left(document_id, 6)
        ELSE document_id
    END AS entry_id,
    telling.version_id AS telling,
    telling.novelty AS novelty
FROM (
    SELECT
        document_id,
        month,
        arg_min(
            struct_pack(version_id := version_id, novelty := novelty),
            (list_position(['new', 'changed', 'late'], novelty), preference)
        ) AS telling
    FROM document_versions v
    WHERE tells AND NOT EXISTS (
        SELECT 1 FROM document_versions n
        WHERE n.tells AND n.month = v.month AND n.document_id = v.document_id AND n.previous_version_id = v.version_id
    )
    GROUP BY document_id, month
);

-- A change is told by the page that changed; anything else by the document's preferred page.
CREATE OR REPLACE VIEW preferred_versions AS
SELECT
    t.document_id, t.month, t.entry_id, t.telling, t.novelty,
    arg_min(v.version_id, v.preference) AS version_id
FROM told_months t
JOIN document_versions v ON v.document_id = t.document_id AND v.month = t.month AND v.relevance <> 'not'
WHERE v.version_id = t.telling OR (t.novelty <> 'changed' AND v.novelty IN ('new', 'late', 'repost'))
GROUP BY ALL;

CREATE OR REPLACE VIEW sightings AS
SELECT
    s.document_id, r.id AS release_id, r.url, r.source_id, coalesce(o.name_ja, r.source_id) AS name_ja, r.level,
    min(s.month) AS month
FROM judgements s
JOIN releases r ON r.version_id = s.version_id
LEFT JOIN sources o ON o.id = r.source_id
GROUP BY ALL;

-- The names under which a document can be cited. An interpretation bears its plan's title and is not the plan.
CREATE OR REPLACE VIEW document_names AS
SELECT DISTINCT
    s.document_id, s.month, r.place, r.doc_number,
    unnest(list_distinct([title_key(r.title), title_key(issued_title(r.title))])) AS title_key
FROM judgements s
JOIN releases r ON r.version_id = s.version_id
JOIN analyses a ON a.version_id = s.version_id
WHERE a.kind <> 'interpretation';

-- A number names a document only for the citing place and those above it,
-- because 市政发 and its like are used by several cities.
CREATE OR REPLACE VIEW citation_links AS
WITH cited AS (
    SELECT v.version_id, v.document_id, v.month, r.place, c.position, a.citations[c.position] AS citation
    FROM document_versions v
    JOIN releases r ON r.version_id = v.version_id
    JOIN analyses a ON a.version_id = v.version_id,
    LATERAL (SELECT unnest(generate_series(1, len(a.citations))) AS position) c
),
matched AS (
    SELECT c.month, c.version_id, c.position, n.document_id, n.place, true AS same_title
    FROM cited c
    JOIN document_names n ON n.title_key = title_key(c.citation.title)
    WHERE n.document_id <> c.document_id AND n.month <= c.month AND names_a_document(n.title_key)
    UNION ALL
    SELECT c.month, c.version_id, c.position, n.document_id, n.place, false
    FROM cited c
    JOIN document_names n ON n.doc_number = c.citation.doc_number
    WHERE n.document_id <> c.document_id AND n.month <= c.month AND n.doc_number <> ''
),
candidates AS (
    SELECT m.month, m.version_id, m.position, m.document_id, bool_or(l.ancestor IS NOT NULL) AS in_line,
        bool_or(m.same_title) AS same_title, bool_or(NOT m.same_title) AS same_number
    FROM matched m
    JOIN releases r ON r.version_id = m.version_id
    LEFT JOIN ancestry l ON l.code = r.place AND l.ancestor = m.place
    GROUP BY m.month, m.version_id, m.position, m.document_id
),
ranked AS (
    SELECT *, dense_rank() OVER (
        PARTITION BY month, version_id, position ORDER BY same_title AND same_number DESC, in_line DESC, same_number DESC
    ) AS standing
    FROM candidates
    WHERE same_title OR in_line
),
resolved AS (
    SELECT month, version_id, position, any_value(document_id) AS document_id
    FROM ranked
    WHERE standing = 1
    GROUP BY month, version_id, position
    HAVING count(*) = 1
)
SELECT
    c.version_id, c.position, c.month, c.document_id AS citing_document_id, c.citation.relation AS relation,
    c.citation.title AS title, c.citation.doc_number AS doc_number, coalesce(x.document_id, '') AS document_id
FROM cited c
LEFT JOIN resolved x ON x.month = c.month AND x.version_id = c.version_id AND x.position = c.position;

CREATE OR REPLACE VIEW told_entries AS
SELECT e.month, e.id AS edition_id, e.municipality, unnest(e.entry_ids) AS entry_id
FROM edition_records e
JOIN approvals USING (month);

-- Every item that approved editions told, with what a year's volume counts it by.
CREATE OR REPLACE VIEW told_items AS
SELECT
    p.entry_id, p.month, p.document_id, r.place, r.level, a.kind, a.status,
    list_transform(a.themes, lambda x: x.id) AS themes,
    list_sort(list_distinct(list_transform(list_filter(a.places, lambda x: x.reason <> 'mention'), lambda x: x.place)))
        AS concerned,
    s.key_plan
FROM preferred_versions p
JOIN releases r ON r.version_id = p.version_id
JOIN analyses a ON a.version_id = p.version_id
JOIN judgements s ON s.version_id = p.telling AND s.month = p.month
WHERE p.entry_id IN (SELECT entry_id FROM told_entries);

CREATE OR REPLACE VIEW told_events AS
SELECT e.month, e.id AS edition_id, e.municipality, unnest(e.event_ids) AS event_id
FROM edition_records e
JOIN approvals USING (month);

CREATE OR REPLACE VIEW told_corrections AS
SELECT e.month, e.id AS edition_id, e.municipality, unnest(e.correction_ids) AS correction_id
FROM edition_records e
JOIN approvals USING (month);

-- What a check objects to is for reviewers. One title, English or Japanese, for each Chinese one.
CREATE OR REPLACE MACRO best_titles(language) AS TABLE
SELECT title_key(source) AS title_key, text AS title, state
FROM translations
WHERE lang = language AND kind = 'title' AND text IS NOT NULL
    AND (state <> 'machine' OR engine = 'memory' OR len(flags) = 0)
QUALIFY row_number() OVER (PARTITION BY title_key(source) ORDER BY state = 'reviewed' DESC, text_id) = 1;

CREATE OR REPLACE VIEW titles_ja AS SELECT title_key, title AS title_ja, state FROM best_titles('ja');
CREATE OR REPLACE VIEW titles_en AS SELECT title_key, title AS title_en, state FROM best_titles('en');

-- ---------------------------------------------------------------- families and the way down

-- Relations between documents: told by their titles, or by a citation that could be resolved.
CREATE OR REPLACE VIEW links AS
SELECT document_id, relation, of_document_id, 'title' AS basis, min(month) AS month
FROM (SELECT month, unnest(links, recursive := true) FROM judgements)
GROUP BY ALL
UNION ALL
SELECT citing_document_id, relation, document_id, 'citation', min(month)
FROM citation_links
WHERE document_id <> '' AND relation NOT IN ('implements', 'cites')
GROUP BY ALL;

-- Documents by the place that issued them, whoever published them, as their best and latest page says it.
CREATE OR REPLACE VIEW issued AS
SELECT
    v.document_id, v.version_id, min(v.month) OVER (PARTITION BY v.document_id) AS first_month, coalesce(
        list_filter(a.places, lambda x: x.reason = 'issuer' AND x.via = '')[1].place, r.place
    ) AS home, coalesce(r.written, r.published) AS day, r.title, r.doc_number, a.kind, a.status, s.key_plan, s.subject,
    r.url, r.is_sample
FROM document_versions v
JOIN releases r ON r.version_id = v.version_id
JOIN analyses a ON a.version_id = v.version_id
JOIN judgements s ON s.version_id = v.version_id AND s.month = v.month
WHERE v.relevance <> 'not'
QUALIFY row_number() OVER (PARTITION BY v.document_id ORDER BY v.month DESC, v.preference, v.version_id) = 1;

-- A document has the id of its family's earliest; a text that repeals or changes many others does not make them one.
CREATE OR REPLACE VIEW families AS
WITH RECURSIVE kin AS (
    SELECT document_id, of_document_id
    FROM links
    WHERE relation <> 'repeals'
    QUALIFY relation <> 'amends' OR count(DISTINCT of_document_id) OVER (PARTITION BY document_id, relation) <= 3
),
edges AS (
    SELECT document_id AS a, of_document_id AS b FROM kin UNION SELECT of_document_id, document_id FROM kin
),
reach(a, b) AS (
    SELECT a, a FROM edges UNION SELECT reach.a, edges.b FROM reach JOIN edges ON edges.a = reach.b
)
SELECT reach.a AS document_id, arg_min(reach.b, (coalesce(i.day, DATE '9999-12-31'), reach.b)) AS family_id
FROM reach
LEFT JOIN issued i ON i.document_id = reach.b
GROUP BY reach.a;

-- The editor's list, with the documents that are held of it, and the key plans of centre and provinces.
CREATE OR REPLACE VIEW followed AS
WITH held AS MATERIALIZED (FROM issued),
listed AS (
    SELECT f.*, i.document_id, i.version_id
    FROM followed_plans f
    LEFT JOIN held i ON i.kind <> 'interpretation' AND i.home = f.place AND (
        i.doc_number = f.doc_number OR title_key(i.title) = title_key(f.title)
        OR title_key(issued_title(i.title)) = title_key(f.title)
    )
    QUALIFY row_number() OVER (PARTITION BY f.id ORDER BY i.doc_number = f.doc_number DESC, i.day, i.document_id) = 1
)
SELECT
    id AS plan_id, doc_number, title, subject, place, issued, coalesce(document_id, '') AS document_id,
    coalesce(version_id, '') AS version_id, true AS is_listed
FROM listed
UNION ALL
SELECT
    i.document_id, i.doc_number, coalesce(nullif(issued_title(i.title), ''), i.title), i.subject, i.home, i.day,
    i.document_id, i.version_id, false
FROM held i
JOIN places p ON p.code = i.home AND p.level IN ('country', 'province')
WHERE i.key_plan AND i.day IS NOT NULL AND NOT EXISTS (FROM listed l WHERE l.document_id = i.document_id);

-- What the watched places below a followed plan have made of it: a plan of their own on its subject, else one that
-- cites it as what it carries out. Not seen is not "there is none": is_covered says whether every month was read whole.
CREATE OR REPLACE VIEW cascade AS
WITH plans AS MATERIALIZED (
    SELECT *, title_key(title) AS title_key, title_key(issued_title(title)) AS issued_key FROM followed
),
held AS MATERIALIZED (FROM issued),
cited AS MATERIALIZED (
    SELECT DISTINCT citing_document_id, document_id, doc_number, title_key(title) AS title_key
    FROM citation_links
    WHERE relation IN ('implements', 'forwards')
),
cites AS (
    SELECT f.plan_id, c.citing_document_id AS document_id
    FROM plans f
    JOIN cited c ON c.document_id = f.document_id AND f.document_id <> ''
    UNION
    SELECT f.plan_id, c.citing_document_id
    FROM plans f
    JOIN cited c ON c.doc_number = f.doc_number AND f.doc_number <> ''
    UNION
    SELECT f.plan_id, c.citing_document_id
    FROM plans f
    JOIN cited c ON c.title_key = f.title_key AND c.title_key <> ''
    UNION
    SELECT f.plan_id, c.citing_document_id
    FROM plans f
    JOIN cited c ON c.title_key = f.issued_key AND c.title_key <> ''
),
named AS MATERIALIZED (
    SELECT document_id, home, day, subject
    FROM held
    WHERE subject <> '' AND kind IN ('plan', 'policy', 'consultation') AND status IN ('draft', 'issued', 'amended')
),
alike AS (
    SELECT f.plan_id, i.document_id
    FROM plans f
    JOIN named i ON i.subject = f.subject AND i.day >= f.issued AND i.home <> f.place
    JOIN ancestry l ON l.code = i.home AND l.ancestor = f.place
    UNION
    SELECT f.plan_id, i.document_id
    FROM (FROM plans WHERE is_listed) f
    JOIN named i ON starts_with(i.subject, f.subject)
),
found AS (
    SELECT plan_id, document_id, bool_or(is_citing) AS is_citing, bool_or(is_named) AS is_named
    FROM (
        SELECT *, true AS is_citing, false AS is_named FROM cites UNION ALL SELECT *, false, true FROM alike
    )
    GROUP BY plan_id, document_id
),
answers AS (
    SELECT f.plan_id, i.home AS place, i.document_id, i.version_id, i.day, i.status, n.is_citing, n.is_named
    FROM found n
    JOIN plans f ON f.plan_id = n.plan_id
    JOIN held i ON i.document_id = n.document_id
    JOIN ancestry l ON l.code = i.home AND l.ancestor = f.place
    WHERE i.document_id <> f.document_id AND i.day >= f.issued AND i.home <> f.place
        AND i.kind IN ('plan', 'policy', 'consultation') AND i.status IN ('draft', 'issued', 'amended')
        AND (n.is_named OR i.kind <> 'policy')
),
answered AS (
    SELECT *, CASE WHEN NOT is_named THEN 'cited' WHEN status = 'draft' THEN 'drafted' ELSE 'issued' END AS state
    FROM answers
    QUALIFY row_number() OVER (
        PARTITION BY plan_id, place ORDER BY list_position(['issued', 'drafted', 'cited'], state), day, document_id
    ) = 1
),
concerned AS (
    SELECT DISTINCT f.plan_id, x.place
    FROM plans f
    JOIN analyses a ON a.version_id = f.version_id, LATERAL (SELECT unnest(a.places) AS x)
    WHERE x.reason IN ('addressee', 'region')
),
asked AS (
    SELECT f.plan_id, o.place
    FROM plans f
    JOIN ancestry l ON l.ancestor = f.place AND l.code <> f.place
    JOIN sources o ON o.place = l.code AND o.level <> 'central'
    WHERE NOT EXISTS (FROM concerned c WHERE c.plan_id = f.plan_id)
        OR EXISTS (FROM concerned c WHERE c.plan_id = f.plan_id AND c.place = o.place)
    UNION
    SELECT plan_id, place FROM answered
),
months AS (
    SELECT o.place, c.month, bool_and(c.state IN ('ok', 'late', 'empty')) AS is_whole
    FROM coverage_records c
    JOIN sources o ON o.id = c.source_id
    GROUP BY ALL
),
read_whole AS (
    SELECT d.since, m.place, count(*) AS months
    FROM (SELECT DISTINCT strftime(issued, '%Y-%m') AS since FROM plans) d
    JOIN months m ON m.is_whole AND m.month >= d.since
    GROUP BY ALL
)
SELECT
    f.plan_id, f.version_id AS plan_version_id, f.title, f.doc_number, f.issued, q.place, p.ja AS place_ja, p.level,
    coalesce(a.state, 'not_seen') AS state, coalesce(a.document_id, '') AS document_id,
    coalesce(a.version_id, '') AS version_id, i.title AS answer_title, i.doc_number AS answer_doc_number,
    a.day AS answered, date_diff('day', f.issued, a.day) AS days_after, i.url, coalesce(w.months, 0) AS months_whole,
    coalesce(w.months, 0) > date_diff(
        'month', f.issued, ((SELECT max(month) FROM coverage_records) || '-01')::DATE
    ) AS is_covered
FROM plans f
JOIN asked q ON q.plan_id = f.plan_id
JOIN places p ON p.code = q.place
LEFT JOIN answered a ON a.plan_id = q.plan_id AND a.place = q.place
LEFT JOIN held i ON i.document_id = a.document_id
LEFT JOIN read_whole w ON w.since = strftime(f.issued, '%Y-%m') AND w.place = q.place;

-- Beside each target of a plan, a place's own: of one indicator, kind of aim and unit, for the whole place.
CREATE OR REPLACE VIEW cascade_targets AS
WITH way AS MATERIALIZED (FROM cascade WHERE version_id <> '' AND plan_version_id <> ''),
aims AS MATERIALIZED (
    SELECT
        version_id, x.indicator, indicator_key(x.indicator) AS indicator_key, unit_key(x.unit) AS unit_key,
        CASE WHEN x.comparator IN ('decrease', 'increase') THEN x.comparator ELSE 'level' END AS aim, x.value,
        x.value_high, x.unit, x.base_year, x.due, x.area, x.quote.text AS sentence
    FROM analyses, LATERAL (SELECT unnest(targets) AS x)
    WHERE version_id IN (SELECT version_id FROM way UNION SELECT plan_version_id FROM way)
)
SELECT
    c.plan_id, c.place, c.place_ja, c.state, c.document_id, t.indicator AS plan_indicator, m.indicator, m.aim,
    t.value AS plan_value, m.value, t.unit AS plan_unit, m.unit, t.base_year AS plan_base_year, m.base_year,
    t.due AS plan_due, m.due, (t.value, t.value_high, t.base_year, t.due) IS DISTINCT FROM
        (m.value, m.value_high, m.base_year, m.due) AS differs,
    t.sentence AS plan_sentence, m.sentence
FROM way c
JOIN places p ON p.code = c.place
JOIN aims t ON t.version_id = c.plan_version_id AND t.area IN ('', '全国', '全省', '全市', p.zh)
JOIN aims m ON m.version_id = c.version_id AND m.area IN ('', '全省', '全市', p.zh)
    AND m.indicator_key = t.indicator_key AND m.aim = t.aim AND m.unit_key = t.unit_key
QUALIFY row_number() OVER (
    PARTITION BY c.plan_id, c.place, t.indicator_key, t.aim, t.unit_key
    ORDER BY t.area = p.zh DESC, t.due DESC NULLS LAST, abs(date_diff('day', t.due, m.due)) NULLS LAST, m.value
) = 1;
