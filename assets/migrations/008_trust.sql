-- What keeps a data file worth trusting. Tables whose names begin with file_ are about the file and not about the shop: undo does
-- not note them, and they go along in no export.

-- Two customers who look alike and are not the same.
CREATE TABLE apart (
    id INTEGER PRIMARY KEY,
    one INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE, -- the smaller number
    other INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    noted TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX apart_pair ON apart(one, other);
CREATE INDEX apart_other ON apart(other);

-- Every backup that was begun, in order; the row is written first, so that it is in the backup, too, and says which one it is.
CREATE TABLE file_backup (
    id INTEGER PRIMARY KEY, -- counts up for ever, whatever the clock says
    at TEXT NOT NULL,
    reason TEXT NOT NULL -- what came after it: "first start of the day", "import of people.csv", asked for
) STRICT;

-- Whom the shop was asked to forget: nothing of them but what recognises them again in an older backup.
CREATE TABLE file_forgotten (
    id INTEGER PRIMARY KEY,
    mark TEXT NOT NULL UNIQUE, -- SHA-256 of the uid, in hexadecimal
    at TEXT NOT NULL,
    left_over TEXT NOT NULL -- where traces may still be, because somebody was reading there; empty when all is done
) STRICT;

-- What was typed into an open form and is not saved yet.
CREATE TABLE file_draft (
    id INTEGER PRIMARY KEY,
    window TEXT NOT NULL, -- which running program it belongs to
    customer INTEGER, -- whom it is about, so that forgetting finds it
    about TEXT NOT NULL, -- what it is, in words: "Contact with Ada"
    form TEXT NOT NULL, -- which form, and of which row, as JSON
    text TEXT NOT NULL, -- the fields, as JSON
    at TEXT NOT NULL
) STRICT;
CREATE INDEX file_draft_customer ON file_draft(customer);

-- Phones, e-mail and postal addresses with nothing in them, of which there are hardly any: who has none of a kind need not be looked
-- for row by row.
CREATE INDEX phone_blank ON phone(customer) WHERE trim(raw) = '';
CREATE INDEX email_blank ON email(customer) WHERE trim(address) = '';
CREATE INDEX address_blank ON address(customer) WHERE trim(street || city || region || postcode || country) = '';

-- What those who were forgotten add to the sums of the shop: by month, and by product or cause, and by nobody.
CREATE TABLE file_total (
    id INTEGER PRIMARY KEY,
    what TEXT NOT NULL, -- purchase, complaint, customer
    month TEXT NOT NULL, -- 2026-05; of a customer, when they were written down
    about INTEGER NOT NULL, -- of a purchase its product, of a complaint its cause; 0: none
    count INTEGER NOT NULL,
    quantity INTEGER NOT NULL, -- thousandths, of a purchase
    amount INTEGER NOT NULL -- minor units: of a purchase what it came to, of a complaint what its remedies cost
) STRICT;
CREATE UNIQUE INDEX file_total_of ON file_total(what, month, about);
