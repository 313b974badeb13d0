-- Editors' decisions and corrections are two new tables, which schema.sql makes; items and editions show them.
CREATE OR REPLACE TABLE edition_records AS
SELECT
    * REPLACE (
        list_transform(sections, lambda s: struct_update(s, items := list_transform(s.items, lambda i: struct_insert(
            i, pinned := false, summary := '', note := '',
            also := []::STRUCT(entry_id VARCHAR, publisher VARCHAR, url VARCHAR)[]
        )))) AS sections
    ),
    []::VARCHAR[] AS correction_ids
FROM edition_records;
