-- A need says whether a place lacks something, tries it out or wants to learn it. Needs were weak until then: they go.
CREATE OR REPLACE TABLE analyses AS
SELECT * REPLACE (
    []::STRUCT(
        wish VARCHAR, theme VARCHAR, word VARCHAR,
        quote STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)
    )[] AS needs
)
FROM analyses;
