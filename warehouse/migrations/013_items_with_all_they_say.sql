-- An item keeps all its targets, duties and dates, and its publisher; an edition, what it says of each source.
CREATE OR REPLACE TABLE edition_records AS
SELECT
    * REPLACE (
        list_transform(sections, lambda s: struct_update(s, items := list_transform(s.items, lambda i: struct_insert(
            i,
            aims := []::STRUCT(
                indicator VARCHAR, value VARCHAR, amount DOUBLE, unit VARCHAR, base VARCHAR, due DATE, nature VARCHAR,
                duty VARCHAR, quote VARCHAR
            )[],
            duties := []::VARCHAR[],
            dates := []::STRUCT("on" DATE, kind VARCHAR, what VARCHAR, address VARCHAR)[],
            publisher := ''
        )))) AS sections
    ),
    []::STRUCT(
        source_id VARCHAR, name VARCHAR, place VARCHAR, state VARCHAR, whole BOOLEAN, listings BIGINT,
        listings_read BIGINT, releases BIGINT, remark VARCHAR
    )[] AS readings
FROM edition_records;
