-- The call desk: customers with their details, interactions, promises, complaints, causes, settings.
--
-- Every table has `id INTEGER PRIMARY KEY`. A time is text, UTC first and then the offset of the shop's clock
-- (2026-06-10T10:00:00Z+02:00); a day is 2026-06-10; a birthday may lack parts (--06-14, 1961, 1961-06, 1961-06-14).
-- Empty text means "not known". Money is whole minor units. Words of closed lists are written out.

CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    call_me TEXT NOT NULL,
    say TEXT NOT NULL,
    hook TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    company TEXT NOT NULL,
    birthday TEXT,
    handling_do TEXT NOT NULL,
    handling_dont TEXT NOT NULL,
    going_through TEXT NOT NULL,
    going_through_until TEXT,
    handover TEXT NOT NULL,
    source TEXT NOT NULL,
    referred_by INTEGER REFERENCES customer(id) ON DELETE SET NULL,
    since TEXT,
    kept TEXT NOT NULL,
    created TEXT NOT NULL
) STRICT;
CREATE INDEX customer_referred_by ON customer(referred_by) WHERE referred_by IS NOT NULL;

CREATE TABLE phone (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    raw TEXT NOT NULL,
    digits TEXT NOT NULL,
    label TEXT NOT NULL
) STRICT;
CREATE INDEX phone_customer ON phone(customer);
CREATE INDEX phone_ending ON phone(substr(digits, -7)); -- who shares a number, however its prefix is written

CREATE TABLE email (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    label TEXT NOT NULL
) STRICT;
CREATE INDEX email_customer ON email(customer);

CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    street TEXT NOT NULL,
    city TEXT NOT NULL,
    region TEXT NOT NULL,
    postcode TEXT NOT NULL,
    country TEXT NOT NULL,
    label TEXT NOT NULL
) STRICT;
CREATE INDEX address_customer ON address(customer);

CREATE TABLE tag (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    word TEXT NOT NULL
) STRICT;
CREATE INDEX tag_customer ON tag(customer);
CREATE INDEX tag_word ON tag(word);

CREATE TABLE preference (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    since TEXT,
    ended TEXT
) STRICT;
CREATE INDEX preference_customer ON preference(customer);

CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    learned TEXT
) STRICT;
CREATE INDEX fact_customer ON fact(customer);

CREATE TABLE channel_rule (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    channel TEXT NOT NULL,
    leave TEXT NOT NULL,
    best_time TEXT NOT NULL,
    marketing INTEGER,
    consent_on TEXT
) STRICT;
CREATE INDEX channel_rule_customer ON channel_rule(customer);

CREATE TABLE interaction (
    id INTEGER PRIMARY KEY,
    customer INTEGER REFERENCES customer(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    by TEXT NOT NULL,
    summary TEXT NOT NULL,
    mood INTEGER,
    reason TEXT NOT NULL,
    outcome TEXT,
    why_not TEXT NOT NULL,
    tags TEXT NOT NULL -- words separated by single spaces
) STRICT;
CREATE INDEX interaction_customer ON interaction(customer, at);
CREATE INDEX interaction_at ON interaction(at);

CREATE TABLE complaint (
    id INTEGER PRIMARY KEY,
    customer INTEGER REFERENCES customer(id) ON DELETE CASCADE,
    opened TEXT NOT NULL,
    by TEXT NOT NULL,
    what TEXT NOT NULL,
    wants TEXT NOT NULL,
    heat TEXT NOT NULL,
    source TEXT NOT NULL,
    told_others TEXT NOT NULL,
    about TEXT NOT NULL,
    category TEXT NOT NULL
) STRICT;
CREATE INDEX complaint_customer ON complaint(customer);

CREATE TABLE cause (
    id INTEGER PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    complaint INTEGER NOT NULL REFERENCES complaint(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    cause INTEGER REFERENCES cause(id),
    remedy TEXT,
    amount INTEGER
) STRICT;
CREATE INDEX step_complaint ON step(complaint);
CREATE INDEX step_ending ON step(complaint, id, kind) WHERE kind IN ('closed', 'dismissed', 'reopened');
CREATE INDEX step_cause ON step(cause) WHERE cause IS NOT NULL;

CREATE TABLE promise (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    interaction INTEGER REFERENCES interaction(id) ON DELETE SET NULL,
    complaint INTEGER REFERENCES complaint(id) ON DELETE SET NULL,
    what TEXT NOT NULL,
    due TEXT,
    by TEXT NOT NULL,
    agreed TEXT NOT NULL,
    done TEXT,
    told TEXT,
    released TEXT,
    broken TEXT
) STRICT;
CREATE INDEX promise_customer ON promise(customer);
CREATE INDEX promise_open ON promise(due) WHERE released IS NULL AND broken IS NULL AND (done IS NULL OR told IS NULL);
CREATE INDEX promise_interaction ON promise(interaction) WHERE interaction IS NOT NULL;
CREATE INDEX promise_complaint ON promise(complaint) WHERE complaint IS NOT NULL;

CREATE TABLE setting (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;
