-- Targets say how a change is bounded, alerts their hour, colour and area; measured air quality has its own list.
CREATE OR REPLACE TABLE analyses AS
SELECT
    * REPLACE (
        list_transform(targets, lambda x: struct_insert(x, bound := '')) AS targets,
        list_transform(
            events, lambda x: struct_insert(x, hour := NULL::BIGINT, level := '', area := '')
        ) AS events
    ),
    []::STRUCT(
        indicator VARCHAR, area VARCHAR, value DOUBLE, unit VARCHAR, trend VARCHAR, change DOUBLE, change_unit VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] AS figures
FROM analyses;
