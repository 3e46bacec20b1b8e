-- Undo: every act is one step, and each row it changed is noted as it was and as it became.
--
-- The notes of a step are the rows `first_row` to `last_row` of undo_row, in the order things happened. A row is noted as a JSON
-- array of its columns in the order of the table; columns are only ever added at the end of a table, so an older note stays a
-- true beginning of the row. The triggers that write the notes are not in the file: the program makes them as it opens it.

CREATE TABLE undo_step (
    id INTEGER PRIMARY KEY,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    undone TEXT, -- when it was taken back; NULL while it stands
    customers TEXT NOT NULL, -- whom it touched, so that erasing somebody finds their traces: JSON, pairs of first and last number
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL
) STRICT;

CREATE TABLE undo_row (
    id INTEGER PRIMARY KEY,
    tbl TEXT NOT NULL,
    row INTEGER NOT NULL,
    before TEXT, -- NULL: there was no such row
    after TEXT -- NULL: the row is gone
) STRICT;
