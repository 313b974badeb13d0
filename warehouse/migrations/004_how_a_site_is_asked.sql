-- A source says how its site must be asked; a listing, what its first page is posted with.
CREATE OR REPLACE TABLE sources AS
SELECT
    * REPLACE (
        list_transform(listings, lambda x: struct_insert(x, form := MAP {}::MAP(VARCHAR, VARCHAR))) AS listings
    ),
    {'plain': false, 'old_tls': false, 'cookies': false, 'referer': ''} AS http, 60::BIGINT AS quiet_after
FROM sources;
