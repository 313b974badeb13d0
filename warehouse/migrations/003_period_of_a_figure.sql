-- A measured number says of which time it is.
CREATE OR REPLACE TABLE analyses AS
SELECT * REPLACE (list_transform(figures, lambda x: struct_insert(x, period := '')) AS figures)
FROM analyses;
