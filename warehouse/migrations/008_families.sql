-- A judgement is of a month, and tells what the title is about and how the document stands to others of its family.
CREATE OR REPLACE TABLE assessments AS
SELECT
    *, '' AS subject,
    []::STRUCT(relation VARCHAR, document_id VARCHAR, of_document_id VARCHAR, why VARCHAR)[] AS links
FROM assessments;
