-- A translation tells its terms, its repairs, how much was sent out, and what decides it.
CREATE OR REPLACE TABLE translations AS
SELECT *, []::VARCHAR[] AS terms, []::VARCHAR[] AS repairs, 0::BIGINT AS characters, '' AS cache_key
FROM translations;
