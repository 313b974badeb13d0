-- Version 1 of warehouse/schema.sql as it was, for the migrations to begin from.
-- The warehouse's tables: one for each type of shared record, a column a field, nested records as STRUCT.
-- What a table and a column hold is said in descriptions.yml and the records' docstrings, and stored as comments.

-- ---------------------------------------------------------------- what the stages make

CREATE TABLE IF NOT EXISTS sources (
    id VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    name_zh VARCHAR NOT NULL,
    name_ja VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    platform VARCHAR NOT NULL,
    homepage VARCHAR NOT NULL,
    listings STRUCT(url VARCHAR, lists VARCHAR, platform VARCHAR, options MAP(VARCHAR, VARCHAR))[] NOT NULL,
    confidence VARCHAR NOT NULL,
    verified BOOLEAN NOT NULL,
    evidence VARCHAR[] NOT NULL,
    delay DOUBLE NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS releases (
    id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    published DATE,
    written DATE,
    published_basis VARCHAR NOT NULL,
    dates_seen MAP(VARCHAR, VARCHAR) NOT NULL,
    doc_number VARCHAR NOT NULL,
    index_number VARCHAR NOT NULL,
    issuers VARCHAR[] NOT NULL,
    addressees VARCHAR[] NOT NULL,
    source_label VARCHAR NOT NULL,
    blocks STRUCT(type VARCHAR, level BIGINT, marker VARCHAR, text VARCHAR, rows VARCHAR[][])[] NOT NULL,
    body_source VARCHAR NOT NULL,
    attachments STRUCT(
        url VARCHAR,
        name VARCHAR,
        media_type VARCHAR,
        sha256 VARCHAR,
        size BIGINT,
        state VARCHAR,
        reason VARCHAR
    )[] NOT NULL,
    sha256 VARCHAR NOT NULL,
    encoding VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ,
    archive STRUCT(file VARCHAR, record_id VARCHAR, "offset" BIGINT),
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (version_id)
);

-- One row for each run month in which a version stood on its site; the first one is the run that told or judged it.
CREATE TABLE IF NOT EXISTS seen_in_run (
    version_id VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    PRIMARY KEY (version_id, month)
);

CREATE TABLE IF NOT EXISTS coverage_records (
    source_id VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    listings BIGINT NOT NULL,
    listings_read BIGINT NOT NULL,
    pages_read BIGINT NOT NULL,
    rows BIGINT NOT NULL,
    releases BIGINT NOT NULL,
    failures VARCHAR[] NOT NULL,
    newest DATE,
    finished_at TIMESTAMPTZ,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (source_id, month)
);

CREATE TABLE IF NOT EXISTS analyses (
    release_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    relevance VARCHAR NOT NULL,
    relevance_score DOUBLE NOT NULL,
    relevance_reason VARCHAR NOT NULL,
    relevance_quotes STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)[] NOT NULL,
    kind VARCHAR NOT NULL,
    status VARCHAR NOT NULL,
    themes STRUCT(
        id VARCHAR,
        score DOUBLE,
        quotes STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)[]
    )[] NOT NULL,
    places STRUCT(
        place VARCHAR,
        reason VARCHAR,
        via VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    targets STRUCT(
        id VARCHAR,
        indicator VARCHAR,
        comparator VARCHAR,
        value DOUBLE,
        value_high DOUBLE,
        unit VARCHAR,
        base_year BIGINT,
        due DATE,
        area VARCHAR,
        sector VARCHAR,
        duty_holders VARCHAR[],
        nature VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    events STRUCT(
        id VARCHAR,
        kind VARCHAR,
        "on" DATE,
        what VARCHAR,
        address VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    duties STRUCT(
        role VARCHAR,
        holders VARCHAR[],
        measure VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    citations STRUCT(
        title VARCHAR,
        doc_number VARCHAR,
        relation VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    needs STRUCT(
        theme VARCHAR,
        word VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    keywords VARCHAR[] NOT NULL,
    extract STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)[] NOT NULL,
    words VARCHAR[] NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (version_id)
);

CREATE TABLE IF NOT EXISTS assessments (
    version_id VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    novelty VARCHAR NOT NULL,
    previous_version_id VARCHAR NOT NULL,
    changes STRUCT(
        what VARCHAR,
        before VARCHAR,
        after VARCHAR,
        quote_before STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR),
        quote_after STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    importance BIGINT NOT NULL,
    importance_parts STRUCT(name VARCHAR, points BIGINT)[] NOT NULL,
    key_plan BOOLEAN NOT NULL,
    key_plan_reason VARCHAR NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (version_id)
);

CREATE TABLE IF NOT EXISTS segments (
    version_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    block BIGINT NOT NULL,
    kind VARCHAR NOT NULL,
    marker VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    text_id VARCHAR NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (version_id, position)
);

CREATE TABLE IF NOT EXISTS translations (
    text_id VARCHAR NOT NULL,
    lang VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    text VARCHAR,
    gloss VARCHAR NOT NULL,
    state VARCHAR NOT NULL,
    engine VARCHAR NOT NULL,
    engine_version VARCHAR NOT NULL,
    coverage DOUBLE NOT NULL,
    flags VARCHAR[] NOT NULL,
    reviewer VARCHAR NOT NULL,
    reviewed_on DATE,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (text_id, lang)
);

CREATE TABLE IF NOT EXISTS edition_records (
    id VARCHAR NOT NULL,
    month VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    lang VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    sections STRUCT(
        id VARCHAR,
        title VARCHAR,
        place VARCHAR,
        items STRUCT(
            entry_id VARCHAR,
            mark VARCHAR,
            heading VARCHAR,
            title_zh VARCHAR,
            title_state VARCHAR,
            fields STRUCT(label VARCHAR, value VARCHAR)[],
            lead VARCHAR[],
            quotes VARCHAR[],
            changes VARCHAR[],
            why VARCHAR,
            url VARCHAR,
            archive VARCHAR,
            importance BIGINT,
            importance_reason VARCHAR
        )[],
        lines VARCHAR[]
    )[] NOT NULL,
    entry_ids VARCHAR[] NOT NULL,
    event_ids VARCHAR[] NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS approvals (
    month VARCHAR NOT NULL,
    approved_by VARCHAR NOT NULL,
    approved_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (month)
);

CREATE TABLE IF NOT EXISTS edition_files (
    edition_id VARCHAR NOT NULL,
    file VARCHAR NOT NULL,
    sha256 VARCHAR NOT NULL,
    PRIMARY KEY (edition_id, file)
);

-- ---------------------------------------------------------------- the shared facts

CREATE TABLE IF NOT EXISTS places (
    code VARCHAR NOT NULL,
    zh VARCHAR NOT NULL,
    short_zh VARCHAR NOT NULL,
    ja VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    parent VARCHAR NOT NULL,
    PRIMARY KEY (code)
);

CREATE TABLE IF NOT EXISTS regions (
    id VARCHAR NOT NULL,
    zh VARCHAR NOT NULL,
    aliases_zh VARCHAR[] NOT NULL,
    ja VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    memberships STRUCT(since DATE, until DATE, places VARCHAR[], source VARCHAR)[] NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS municipalities (
    id VARCHAR NOT NULL,
    ja VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    code VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS partnerships (
    id VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    place VARCHAR NOT NULL,
    themes VARCHAR[] NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT,
    sources VARCHAR[] NOT NULL,
    confidence VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS themes (
    id VARCHAR NOT NULL,
    ja VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    zh VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS kinds (
    id VARCHAR NOT NULL,
    ja VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    zh VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS glossary (
    zh VARCHAR NOT NULL,
    ja VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    category VARCHAR NOT NULL,
    variants VARCHAR[] NOT NULL,
    forbidden VARCHAR[] NOT NULL,
    confidence VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    PRIMARY KEY (zh)
);

-- ---------------------------------------------------------------- the database itself

CREATE TABLE IF NOT EXISTS about (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (name)
);

-- ---------------------------------------------------------------- a little of what a database of that version held

INSERT INTO sources VALUES (
    'wuhan', 'city', '武汉市生态环境局', '武漢市生態環境局', '', '420100', 'trs', 'http://wuhan.example/',
    [{'url': 'http://wuhan.example/zc/', 'lists': '政策', 'platform': '', 'options': MAP {'site': '9'}}],
    'sample', false, ['a page'], 2.0, true
);
INSERT INTO releases BY NAME SELECT
    'r1' AS id, 'v1' AS version_id, 'wuhan' AS source_id, '420100' AS place, 'city' AS level,
    'http://wuhan.example/1' AS url, '武汉市大气污染防治工作方案' AS title, DATE '2026-09-04' AS published,
    DATE '2026-09-01' AS written, 'meta' AS published_basis, MAP {'meta': '2026-09-04'} AS dates_seen,
    '武样〔2026〕1号' AS doc_number, '' AS index_number, ['武汉市生态环境局'] AS issuers, []::VARCHAR[] AS addressees,
    '' AS source_label, [{
        'type': 'paragraph', 'level': 0, 'marker': '', 'text': '到2027年，细颗粒物浓度下降6%。', 'rows': []::VARCHAR[][]
    }] AS blocks, 'page' AS body_source, [] AS attachments, repeat('a', 64) AS sha256, 'utf-8' AS encoding,
    TIMESTAMPTZ '2026-10-03 06:00:00+08' AS fetched_at,
    {'file': 'archive/2026-09/wuhan.warc.gz', 'record_id': '<urn:uuid:1>', 'offset': 512} AS archive, true AS is_sample;
INSERT INTO seen_in_run VALUES ('v1', 'r1', '2026-09');
INSERT INTO coverage_records BY NAME SELECT
    'wuhan' AS source_id, '2026-09' AS month, 'ok' AS state, '' AS reason, 2 AS listings, 2 AS listings_read,
    3 AS pages_read, 40 AS rows, 4 AS releases, [] AS failures, DATE '2026-09-30' AS newest, true AS is_sample;
INSERT INTO analyses BY NAME SELECT
    'r1' AS release_id, 'v1' AS version_id, 'air' AS relevance, 12.5 AS relevance_score, '大气 ×3' AS relevance_reason,
    [] AS relevance_quotes, 'plan' AS kind, 'issued' AS status, [] AS themes, [] AS places, [{
        'id': 't', 'indicator': '细颗粒物浓度', 'comparator': 'decrease', 'value': 6.0, 'value_high': NULL, 'unit': '%',
        'base_year': 2025, 'due': DATE '2027-12-31', 'area': '', 'sector': '', 'duty_holders': []::VARCHAR[],
        'nature': '', 'quote': {'block': 0, 'start': 0, 'end': 18, 'text': '到2027年，细颗粒物浓度下降6%。'}
    }] AS targets, [{
        'id': 'e', 'kind': 'milestone', 'on': DATE '2027-12-31', 'what': '', 'address': '',
        'quote': {'block': 0, 'start': 0, 'end': 7, 'text': '到2027年'}
    }] AS events, [] AS duties, [] AS citations, [{
        'theme': 'pm25', 'word': '短板', 'quote': {'block': 0, 'start': 0, 'end': 7, 'text': '到2027年'}
    }] AS needs, ['武汉市'] AS keywords, [] AS extract, ['细颗粒物'] AS words, true AS is_sample;
INSERT INTO assessments BY NAME SELECT
    'v1' AS version_id, 'r1' AS release_id, '2026-09' AS month, 'r1' AS document_id, 'new' AS novelty,
    '' AS previous_version_id, [] AS changes, 50 AS importance, [{'name': '種別', 'points': 50}] AS importance_parts,
    false AS key_plan, '' AS key_plan_reason, true AS is_sample;
INSERT INTO segments BY NAME SELECT
    'v1' AS version_id, 0 AS position, -1 AS block, 'title' AS kind, '' AS marker, '武汉市大气污染防治工作方案' AS text,
    'x1' AS text_id, true AS is_sample;
INSERT INTO translations BY NAME SELECT
    'x1' AS text_id, 'ja' AS lang, 'title' AS kind, '武汉市大气污染防治工作方案' AS source,
    '武漢市大気汚染防止業務方案' AS text, '' AS gloss, 'reviewed' AS state, 'memory' AS engine, '' AS engine_version,
    1.0 AS coverage, [] AS flags, 'editor' AS reviewer, DATE '2026-10-04' AS reviewed_on, true AS is_sample;
INSERT INTO edition_records BY NAME SELECT
    '2026-09/kitakyushu/ja' AS id, '2026-09' AS month, 'kitakyushu' AS municipality, 'ja' AS lang, '月報' AS subject, [{
        'id': 'partner', 'title': '武漢市', 'place': '420100', 'items': [{
            'entry_id': '2026-09-r1', 'mark': '新規', 'heading': '武漢市：方案', 'title_zh': '方案',
            'title_state': 'reviewed', 'fields': [{'label': '分類', 'value': '計画'}], 'lead': ['6%低減。'],
            'quotes': ['到2027年'], 'changes': []::VARCHAR[], 'why': '', 'url': 'http://wuhan.example/1',
            'archive': 'archive/2026-09/wuhan.warc.gz', 'importance': 50, 'importance_reason': '種別+50'
        }], 'lines': []::VARCHAR[]
    }] AS sections, ['2026-09-r1'] AS entry_ids, ['e'] AS event_ids, true AS is_sample;
INSERT INTO approvals VALUES ('2026-09', 'editor', TIMESTAMPTZ '2026-10-05 09:30:00+08');
INSERT INTO edition_files VALUES ('2026-09/kitakyushu/ja', 'kitakyushu.txt', repeat('f', 64));
