-- What the shop does afterwards: learning from complaints, keeping in touch, thanking, and its own texts.
--
-- Columns are added at the end of their tables. Empty text means "not known"; a list of words has single spaces between them.

ALTER TABLE customer ADD COLUMN tier TEXT; -- chosen by hand: A, B or C; NULL: computed
ALTER TABLE customer ADD COLUMN tier_why TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN check_in INTEGER; -- days between two check-ins; 0 never; NULL: as the tier says

ALTER TABLE cause ADD COLUMN whys TEXT NOT NULL DEFAULT ''; -- up to five answers to "why?", one a line
ALTER TABLE cause ADD COLUMN beyond TEXT NOT NULL DEFAULT ''; -- what the shop does beyond the fix

ALTER TABLE step ADD COLUMN until TEXT; -- with a deadlock: the day to talk again
ALTER TABLE step ADD COLUMN bent TEXT NOT NULL DEFAULT ''; -- why the owner bent a rule here

CREATE TABLE staff (
    id INTEGER PRIMARY KEY,
    initials TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    owner INTEGER NOT NULL,
    remedy_limit INTEGER, -- NULL: none
    remedies TEXT NOT NULL -- words; empty: all
) STRICT;

CREATE TABLE action (
    id INTEGER PRIMARY KEY,
    complaint INTEGER REFERENCES complaint(id) ON DELETE SET NULL,
    cause INTEGER REFERENCES cause(id),
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    by TEXT NOT NULL,
    agreed TEXT NOT NULL,
    due TEXT,
    done TEXT,
    verified TEXT,
    dropped TEXT
) STRICT;
CREATE INDEX action_complaint ON action(complaint) WHERE complaint IS NOT NULL;
CREATE INDEX action_cause ON action(cause) WHERE cause IS NOT NULL;
CREATE INDEX action_open ON action(due) WHERE verified IS NULL AND dropped IS NULL;

CREATE TABLE recovery (
    id INTEGER PRIMARY KEY,
    complaint INTEGER NOT NULL REFERENCES complaint(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    won TEXT, -- yes, partly, no; NULL: not reached
    text TEXT NOT NULL
) STRICT;
CREATE INDEX recovery_complaint ON recovery(complaint);

CREATE TABLE want (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    by TEXT NOT NULL,
    asked TEXT NOT NULL,
    arrived TEXT,
    told TEXT,
    dropped TEXT
) STRICT;
CREATE INDEX want_customer ON want(customer);
CREATE INDEX want_open ON want(asked) WHERE told IS NULL AND dropped IS NULL;

CREATE TABLE thanks (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    occasion TEXT NOT NULL,
    subject INTEGER, -- row of what the thanks are for, in the table that the occasion means
    text TEXT NOT NULL
) STRICT;
CREATE INDEX thanks_customer ON thanks(customer);
CREATE INDEX thanks_subject ON thanks(occasion, subject);

CREATE TABLE extra (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    direction TEXT NOT NULL,
    what TEXT NOT NULL,
    cost INTEGER,
    reaction TEXT NOT NULL
) STRICT;
CREATE INDEX extra_customer ON extra(customer);

CREATE TABLE feedback (
    id INTEGER PRIMARY KEY,
    customer INTEGER REFERENCES customer(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    score INTEGER,
    method TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
CREATE INDEX feedback_customer ON feedback(customer);
CREATE INDEX feedback_at ON feedback(at);

CREATE TABLE card (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE, -- of a card that ships with the program, or of the shop's own
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    text TEXT NOT NULL -- empty: a shipped card that the shop does not want
) STRICT;

CREATE TABLE snooze (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL, -- what kind of line of Today
    subject INTEGER NOT NULL, -- row of what it is about
    until TEXT NOT NULL, -- the day it shows again
    UNIQUE (kind, subject)
) STRICT;

CREATE INDEX step_closed_at ON step(at) WHERE kind = 'closed';
CREATE INDEX interaction_outcome ON interaction(outcome, at) WHERE outcome IS NOT NULL;
CREATE INDEX interaction_reason ON interaction(reason, at, outcome, customer) WHERE reason <> '';
CREATE INDEX customer_birthday ON customer(substr(birthday, -5)) WHERE birthday IS NOT NULL; -- month and day stand last
