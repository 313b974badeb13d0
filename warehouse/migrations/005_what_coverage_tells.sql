-- Coverage tells what the site itself counts, what was set aside, how full the pages were, and what to look at.
CREATE OR REPLACE TABLE coverage_records AS
SELECT
    *, NULL::BIGINT AS total, []::VARCHAR[] AS quarantined, MAP {}::MAP(VARCHAR, DOUBLE) AS filled, '' AS skeleton,
    []::VARCHAR[] AS unseen_numbers, []::VARCHAR[] AS warnings
FROM coverage_records;
