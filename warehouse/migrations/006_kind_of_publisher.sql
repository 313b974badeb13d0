-- A source says what kind of body publishes it; the next run writes what its file says.
CREATE OR REPLACE TABLE sources AS
SELECT *, CASE WHEN regexp_matches(name_zh, '生态环境|环境保护') THEN 'environment' ELSE 'government' END AS kind
FROM sources;
