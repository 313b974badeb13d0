-- A decision says which export of the desk it was written in. Nothing could write decisions before.
DROP TABLE IF EXISTS edits;
DROP TABLE IF EXISTS corrections;
