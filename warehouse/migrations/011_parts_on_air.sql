-- Of a release partly on air, the passages that are.
CREATE OR REPLACE TABLE analyses AS
SELECT *, []::STRUCT(block BIGINT, start BIGINT, "end" BIGINT, text VARCHAR)[] AS parts
FROM analyses;
