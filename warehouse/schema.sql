-- The warehouse's tables: one for each type of shared record, a column a field, nested records as STRUCT.
-- What a table and a column hold is said in descriptions.yml and the records' docstrings, and stored as comments.
-- A change here needs a migration too: see migrations/README.md. Enumerations inside structs are held by the records and
-- by `python -m warehouse check`: DuckDB 2.0 takes no lambdas in a CHECK (2026-11). References between tables are not
-- foreign keys, because months are made again in any order; `check` holds them.

-- ---------------------------------------------------------------- what the stages make

CREATE TABLE IF NOT EXISTS sources (
    id VARCHAR NOT NULL,
    level VARCHAR NOT NULL CHECK (level IN ('central', 'province', 'city')),
    kind VARCHAR NOT NULL CHECK (kind IN ('environment', 'government', 'other')),
    name_zh VARCHAR NOT NULL,
    name_ja VARCHAR NOT NULL,
    name_en VARCHAR NOT NULL,
    place VARCHAR NOT NULL CHECK (regexp_full_match(place, '\d{6}')),
    platform VARCHAR NOT NULL,
    homepage VARCHAR NOT NULL,
    listings STRUCT(
        url VARCHAR, lists VARCHAR, platform VARCHAR, options MAP(VARCHAR, VARCHAR), form MAP(VARCHAR, VARCHAR)
    )[] NOT NULL,
    confidence VARCHAR NOT NULL,
    verified BOOLEAN NOT NULL,
    evidence VARCHAR[] NOT NULL,
    delay DOUBLE NOT NULL,
    http STRUCT(plain BOOLEAN, old_tls BOOLEAN, cookies BOOLEAN, referer VARCHAR) NOT NULL,
    quiet_after BIGINT NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS releases (
    id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    source_id VARCHAR NOT NULL,
    place VARCHAR NOT NULL CHECK (regexp_full_match(place, '\d{6}')),
    level VARCHAR NOT NULL CHECK (level IN ('central', 'province', 'city')),
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
    body_source VARCHAR NOT NULL CHECK (body_source IN ('page', 'attachment', 'none')),
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
    month VARCHAR NOT NULL CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
    PRIMARY KEY (version_id, month)
);

CREATE TABLE IF NOT EXISTS coverage_records (
    source_id VARCHAR NOT NULL,
    month VARCHAR NOT NULL CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
    state VARCHAR NOT NULL CHECK (state IN (
        'ok', 'late', 'degraded', 'empty', 'blocked', 'timeout', 'moved', 'js_required', 'parser_gap',
        'robots', 'error'
    )),
    reason VARCHAR NOT NULL,
    listings BIGINT NOT NULL,
    listings_read BIGINT NOT NULL,
    pages_read BIGINT NOT NULL,
    rows BIGINT NOT NULL,
    total BIGINT,
    releases BIGINT NOT NULL,
    failures VARCHAR[] NOT NULL,
    quarantined VARCHAR[] NOT NULL,
    newest DATE,
    filled MAP(VARCHAR, DOUBLE) NOT NULL,
    skeleton VARCHAR NOT NULL,
    unseen_numbers VARCHAR[] NOT NULL,
    warnings VARCHAR[] NOT NULL,
    finished_at TIMESTAMPTZ,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (source_id, month)
);

CREATE TABLE IF NOT EXISTS analyses (
    release_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    relevance VARCHAR NOT NULL CHECK (relevance IN ('air', 'partly', 'not')),
    relevance_score DOUBLE NOT NULL,
    relevance_reason VARCHAR NOT NULL,
    relevance_quotes STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)[] NOT NULL,
    parts STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)[] NOT NULL,
    kind VARCHAR NOT NULL,
    status VARCHAR NOT NULL CHECK (status IN ('draft', 'issued', 'amended', 'repealed', 'none')),
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
        bound VARCHAR,
        base_year BIGINT,
        due DATE,
        area VARCHAR,
        sector VARCHAR,
        duty_holders VARCHAR[],
        nature VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    figures STRUCT(
        indicator VARCHAR,
        area VARCHAR,
        period VARCHAR,
        value DOUBLE,
        unit VARCHAR,
        trend VARCHAR,
        change DOUBLE,
        change_unit VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    events STRUCT(
        id VARCHAR,
        kind VARCHAR,
        "on" DATE,
        what VARCHAR,
        address VARCHAR,
        hour BIGINT,
        level VARCHAR,
        area VARCHAR,
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
        wish VARCHAR,
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

-- Judged once for each month: a month made up for later judges anew, and what an approved month said of it stays.
CREATE TABLE IF NOT EXISTS assessments (
    version_id VARCHAR NOT NULL,
    release_id VARCHAR NOT NULL,
    month VARCHAR NOT NULL CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
    document_id VARCHAR NOT NULL,
    novelty VARCHAR NOT NULL CHECK (novelty IN ('new', 'changed', 'repost', 'late', 'history')),
    previous_version_id VARCHAR NOT NULL,
    changes STRUCT(
        what VARCHAR,
        before VARCHAR,
        after VARCHAR,
        quote_before STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR),
        quote_after STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] NOT NULL,
    subject VARCHAR NOT NULL,
    links STRUCT(relation VARCHAR, document_id VARCHAR, of_document_id VARCHAR, why VARCHAR)[] NOT NULL,
    importance BIGINT NOT NULL,
    importance_parts STRUCT(name VARCHAR, points BIGINT)[] NOT NULL,
    key_plan BOOLEAN NOT NULL,
    key_plan_reason VARCHAR NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (version_id, month)
);

CREATE TABLE IF NOT EXISTS segments (
    version_id VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    block BIGINT NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('title', 'heading', 'name', 'target', 'sentence', 'cell')),
    marker VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    text_id VARCHAR NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (version_id, position)
);

CREATE TABLE IF NOT EXISTS translations (
    text_id VARCHAR NOT NULL,
    lang VARCHAR NOT NULL CHECK (lang IN ('ja', 'en')),
    kind VARCHAR NOT NULL CHECK (kind IN ('title', 'heading', 'name', 'target', 'sentence', 'cell')),
    source VARCHAR NOT NULL,
    text VARCHAR,
    gloss VARCHAR NOT NULL,
    state VARCHAR NOT NULL CHECK (state IN ('untranslated', 'template', 'machine', 'reviewed')),
    engine VARCHAR NOT NULL,
    engine_version VARCHAR NOT NULL,
    coverage DOUBLE NOT NULL,
    flags VARCHAR[] NOT NULL,
    terms VARCHAR[] NOT NULL,
    repairs VARCHAR[] NOT NULL,
    characters BIGINT NOT NULL,
    cache_key VARCHAR NOT NULL,
    masked_id VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    reviewed_on DATE,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (text_id, lang)
);

CREATE TABLE IF NOT EXISTS edition_records (
    id VARCHAR NOT NULL,
    month VARCHAR NOT NULL CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
    municipality VARCHAR NOT NULL,
    lang VARCHAR NOT NULL CHECK (lang IN ('ja', 'en')),
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
            aims STRUCT(
                indicator VARCHAR,
                value VARCHAR,
                amount DOUBLE,
                unit VARCHAR,
                base VARCHAR,
                due DATE,
                nature VARCHAR,
                duty VARCHAR,
                quote VARCHAR
            )[],
            duties VARCHAR[],
            dates STRUCT("on" DATE, kind VARCHAR, what VARCHAR, address VARCHAR)[],
            why VARCHAR,
            publisher VARCHAR,
            url VARCHAR,
            archive VARCHAR,
            importance BIGINT,
            importance_reason VARCHAR,
            pinned BOOLEAN,
            summary VARCHAR,
            note VARCHAR,
            also STRUCT(entry_id VARCHAR, publisher VARCHAR, url VARCHAR)[]
        )[],
        lines VARCHAR[]
    )[] NOT NULL,
    entry_ids VARCHAR[] NOT NULL,
    event_ids VARCHAR[] NOT NULL,
    correction_ids VARCHAR[] NOT NULL,
    readings STRUCT(
        source_id VARCHAR,
        name VARCHAR,
        place VARCHAR,
        state VARCHAR,
        whole BOOLEAN,
        listings BIGINT,
        listings_read BIGINT,
        releases BIGINT,
        remark VARCHAR
    )[] NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

-- What an editor decided of a document, one row for each time: the highest revision holds.
CREATE TABLE IF NOT EXISTS edits (
    month VARCHAR NOT NULL CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
    document_id VARCHAR NOT NULL,
    revision BIGINT NOT NULL,
    entry_id VARCHAR NOT NULL,
    decision VARCHAR NOT NULL CHECK (decision IN ('', 'accept', 'pin', 'drop', 'merge')),
    "into" VARCHAR NOT NULL,
    "full" BOOLEAN NOT NULL,
    title VARCHAR NOT NULL,
    summary VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    rank BIGINT NOT NULL,
    importance BIGINT NOT NULL,
    workbook VARCHAR NOT NULL,
    edited_by VARCHAR NOT NULL,
    edited_at TIMESTAMPTZ NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (month, document_id, revision)
);

CREATE TABLE IF NOT EXISTS corrections (
    id VARCHAR NOT NULL,
    month VARCHAR NOT NULL CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
    entry_id VARCHAR NOT NULL,
    wrong VARCHAR NOT NULL,
    "right" VARCHAR NOT NULL,
    told_to VARCHAR[] NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    workbook VARCHAR NOT NULL,
    corrected_by VARCHAR NOT NULL,
    corrected_at TIMESTAMPTZ NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS redactions (
    id VARCHAR NOT NULL,
    texts VARCHAR[] NOT NULL,
    reason VARCHAR NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    redacted_by VARCHAR NOT NULL,
    redacted_at TIMESTAMPTZ NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS plan_requests (
    document_id VARCHAR NOT NULL,
    asked_by VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    month VARCHAR NOT NULL CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
    asked_on DATE,
    reason VARCHAR NOT NULL,
    municipalities VARCHAR[] NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (document_id, asked_by)
);

CREATE TABLE IF NOT EXISTS plan_approvals (
    id VARCHAR NOT NULL,
    document_id VARCHAR NOT NULL,
    version_id VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    files MAP(VARCHAR, VARCHAR) NOT NULL,
    approved_by VARCHAR NOT NULL,
    approved_at TIMESTAMPTZ NOT NULL,
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS approvals (
    month VARCHAR NOT NULL CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
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

-- ---------------------------------------------------------------- cooperation

CREATE TABLE IF NOT EXISTS activities (
    id VARCHAR NOT NULL,
    type VARCHAR NOT NULL CHECK (type IN (
        'training_in_japan', 'local_seminar', 'expert_dispatch', 'joint_research', 'model_project',
        'consultation_visit', 'study_mission', 'joint_meeting', 'domestic_meeting', 'platform_meeting',
        'results_meeting', 'annual_implementation_report', 'monthly_policy_report', 'policy_translation'
    )),
    title_ja VARCHAR NOT NULL,
    title_zh VARCHAR NOT NULL,
    title_en VARCHAR NOT NULL,
    fiscal_year BIGINT,
    month VARCHAR CHECK (regexp_full_match(month, '\d{4}-(0[1-9]|1[0-2])')),
    planned_from DATE,
    planned_to DATE,
    held_from DATE,
    held_to DATE,
    mode VARCHAR NOT NULL CHECK (mode IN ('in_person', 'online', 'video', 'hybrid', '')),
    times BIGINT NOT NULL,
    takers STRUCT(name VARCHAR, side VARCHAR, role VARCHAR)[] NOT NULL,
    partnerships VARCHAR[] NOT NULL,
    places VARCHAR[] NOT NULL,
    themes VARCHAR[] NOT NULL,
    participants_jp BIGINT,
    participants_cn BIGINT,
    participants BIGINT,
    details MAP(VARCHAR, VARCHAR[]) NOT NULL,
    outcome VARCHAR NOT NULL,
    follow_ups STRUCT(action VARCHAR, owner VARCHAR, due DATE, status VARCHAR, done_on DATE)[] NOT NULL,
    linked_policies VARCHAR[] NOT NULL,
    documents STRUCT(title VARCHAR, url VARCHAR, lang VARCHAR, access VARCHAR)[] NOT NULL,
    quoted_totals STRUCT(
        what VARCHAR, count BIGINT, since BIGINT, as_of DATE, municipality VARCHAR, place VARCHAR
    )[] NOT NULL,
    note VARCHAR NOT NULL,
    source_url VARCHAR NOT NULL,
    access VARCHAR NOT NULL CHECK (access IN ('public', 'stakeholders', 'platform')),
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS needs (
    id VARCHAR NOT NULL,
    place VARCHAR NOT NULL CHECK (regexp_full_match(place, '\d{6}')),
    themes VARCHAR[] NOT NULL,
    what VARCHAR NOT NULL,
    stated_by VARCHAR NOT NULL,
    stated_on DATE,
    personal_view BOOLEAN NOT NULL,
    activity_id VARCHAR NOT NULL,
    source_url VARCHAR NOT NULL,
    access VARCHAR NOT NULL CHECK (access IN ('public', 'stakeholders', 'platform')),
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS know_how (
    id VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    since BIGINT,
    kind VARCHAR NOT NULL CHECK (kind IN (
        'law', 'agreement', 'plant', 'method', 'lectures', 'organisation', 'research'
    )),
    what VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS decisions (
    need_id VARCHAR NOT NULL,
    municipality VARCHAR NOT NULL,
    choice VARCHAR NOT NULL CHECK (choice IN ('accepted', 'refused')),
    reason VARCHAR NOT NULL,
    decided_by VARCHAR NOT NULL,
    decided_on DATE NOT NULL,
    access VARCHAR NOT NULL CHECK (access IN ('public', 'stakeholders', 'platform')),
    is_sample BOOLEAN NOT NULL,
    PRIMARY KEY (need_id, municipality)
);

-- ---------------------------------------------------------------- the shared facts

CREATE TABLE IF NOT EXISTS places (
    code VARCHAR NOT NULL CHECK (regexp_full_match(code, '\d{6}')),
    zh VARCHAR NOT NULL,
    short_zh VARCHAR NOT NULL,
    ja VARCHAR NOT NULL,
    en VARCHAR NOT NULL,
    level VARCHAR NOT NULL CHECK (level IN ('country', 'province', 'city', 'county')),
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
    place VARCHAR NOT NULL CHECK (regexp_full_match(place, '\d{6}')),
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
    ja VARCHAR NOT NULL CHECK (regexp_full_match(ja, '[^（()）]+')),
    en VARCHAR NOT NULL CHECK (regexp_full_match(en, '[^()（）]+')),
    category VARCHAR NOT NULL CHECK (category IN (
        'pollutant', 'monitoring', 'standard', 'permit', 'measure', 'industry', 'vehicle', 'shipping',
        'energy', 'dust', 'agriculture', 'catering', 'climate', 'enforcement', 'emergency', 'economics',
        'environment', 'planning', 'policy_phrase', 'instrument', 'document_type', 'organisation', 'region',
        'cooperation'
    )),
    aliases VARCHAR[] NOT NULL,
    variants VARCHAR[] NOT NULL,
    forbidden VARCHAR[] NOT NULL,
    abbreviation VARCHAR NOT NULL CHECK (regexp_full_match(abbreviation, '[\x21-\x7e]*')),
    explanation_ja VARCHAR NOT NULL CHECK (regexp_full_match(explanation_ja, '[^()]*')),
    confidence VARCHAR NOT NULL CHECK (confidence IN ('house', 'high', 'medium')),
    source VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    PRIMARY KEY (zh)
);

CREATE TABLE IF NOT EXISTS followed_plans (
    id VARCHAR NOT NULL,
    doc_number VARCHAR NOT NULL CHECK (regexp_full_match(doc_number, '\S+〔\d{4}〕\d+号')),
    title VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    place VARCHAR NOT NULL CHECK (regexp_full_match(place, '\d{6}')),
    issued DATE NOT NULL,
    PRIMARY KEY (id)
);

CREATE TABLE IF NOT EXISTS japan_path (
    year BIGINT NOT NULL,
    until BIGINT,
    place VARCHAR NOT NULL,
    theme VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    cost VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    PRIMARY KEY (year, place, what)
);

-- ---------------------------------------------------------------- the database itself

CREATE TABLE IF NOT EXISTS about (
    name VARCHAR NOT NULL,
    value VARCHAR NOT NULL,
    PRIMARY KEY (name)
);

-- Versions of this file that the database has gone through; one that was made new has its first one only.
CREATE TABLE IF NOT EXISTS migrations (
    number BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    applied TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (number)
);

-- Filled anew whenever views and comments are.
CREATE TABLE IF NOT EXISTS dictionary (
    name VARCHAR NOT NULL,
    part VARCHAR NOT NULL,
    position BIGINT NOT NULL,
    column_name VARCHAR NOT NULL,
    type VARCHAR NOT NULL,
    description VARCHAR NOT NULL
);
