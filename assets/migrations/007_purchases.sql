-- What is sold and bought, and what the shop does with what it knows of it.

ALTER TABLE customer ADD COLUMN till_number TEXT NOT NULL DEFAULT ''; -- what the till or web shop calls them
ALTER TABLE customer ADD COLUMN rung_step INTEGER NOT NULL DEFAULT 0; -- -1 or 1: by hand, from the rung computed
ALTER TABLE customer ADD COLUMN rung_why TEXT NOT NULL DEFAULT '';
ALTER TABLE customer ADD COLUMN lost TEXT; -- the day a prospect was given up
ALTER TABLE customer ADD COLUMN lost_why TEXT NOT NULL DEFAULT '';
CREATE INDEX customer_till_number ON customer(till_number) WHERE till_number <> '';
CREATE INDEX customer_rung ON customer(id, rung_step) WHERE rung_step <> 0;
CREATE INDEX customer_hard_time ON customer(id, going_through_until) WHERE going_through <> '';

CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    product_group TEXT NOT NULL,
    grade INTEGER, -- NULL: has none
    price INTEGER, -- minor units for one; NULL: not noted
    ask_after INTEGER, -- days after a purchase; NULL: nobody asks
    talking_points TEXT NOT NULL,
    season INTEGER NOT NULL, -- a bit for each month, January the lowest; 0: all year
    ended TEXT -- the day it was sold for the last time
) STRICT;

CREATE TABLE purchase (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    product INTEGER REFERENCES product(id),
    quantity INTEGER NOT NULL, -- thousandths
    amount INTEGER NOT NULL, -- minor units in all; below zero: given back
    receipt TEXT NOT NULL, -- what the till calls the sale; empty: typed
    by TEXT NOT NULL,
    noted TEXT NOT NULL
) STRICT;
CREATE INDEX purchase_customer ON purchase(customer, day);
CREATE INDEX purchase_product ON purchase(product, day, customer) WHERE product IS NOT NULL;
CREATE INDEX purchase_receipt ON purchase(receipt) WHERE receipt <> '';

ALTER TABLE feedback ADD COLUMN purchase INTEGER REFERENCES purchase(id) ON DELETE SET NULL; -- what they were asked about
ALTER TABLE complaint ADD COLUMN purchase INTEGER REFERENCES purchase(id) ON DELETE SET NULL;
CREATE INDEX feedback_purchase ON feedback(purchase) WHERE purchase IS NOT NULL;
CREATE INDEX complaint_purchase ON complaint(purchase) WHERE purchase IS NOT NULL;

CREATE TABLE rule (
    id INTEGER PRIMARY KEY,
    bought INTEGER NOT NULL REFERENCES product(id),
    other INTEGER NOT NULL REFERENCES product(id),
    after_days INTEGER, -- NULL: at once
    season INTEGER NOT NULL, -- months as in product
    why TEXT NOT NULL
) STRICT;
CREATE INDEX rule_bought ON rule(bought);

CREATE TABLE offer (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    product INTEGER REFERENCES product(id),
    what TEXT NOT NULL,
    channel TEXT, -- NULL: said face to face, in passing
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    result TEXT, -- yes, no, later; NULL: not known yet
    note TEXT NOT NULL
) STRICT;
CREATE INDEX offer_customer ON offer(customer, at);
CREATE INDEX offer_kind ON offer(kind, at, customer);

CREATE TABLE redemption (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    points INTEGER NOT NULL, -- stamps or points taken off; below zero: added by hand
    what TEXT NOT NULL
) STRICT;
CREATE INDEX redemption_customer ON redemption(customer);

CREATE TABLE parting (
    id INTEGER PRIMARY KEY,
    customer INTEGER NOT NULL REFERENCES customer(id) ON DELETE CASCADE,
    opened TEXT NOT NULL,
    by TEXT NOT NULL,
    why TEXT NOT NULL,
    terms TEXT NOT NULL, -- what was agreed
    amount INTEGER, -- to be spent until the day
    until TEXT,
    agreed TEXT,
    let_go TEXT,
    ended TEXT -- taken back, or all is well again
) STRICT;
CREATE INDEX parting_customer ON parting(customer);

CREATE TABLE worksheet (
    id INTEGER PRIMARY KEY,
    customer INTEGER REFERENCES customer(id) ON DELETE CASCADE,
    complaint INTEGER REFERENCES complaint(id) ON DELETE SET NULL,
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    title TEXT NOT NULL,
    goals TEXT NOT NULL,
    trades TEXT NOT NULL,
    alternatives TEXT NOT NULL,
    relationship TEXT NOT NULL,
    expected TEXT NOT NULL,
    consequences TEXT NOT NULL,
    power TEXT NOT NULL,
    solutions TEXT NOT NULL,
    outcome TEXT NOT NULL -- empty: not known yet
) STRICT;
CREATE INDEX worksheet_complaint ON worksheet(complaint) WHERE complaint IS NOT NULL;
CREATE INDEX worksheet_customer ON worksheet(customer) WHERE customer IS NOT NULL;

CREATE TABLE layout (
    id INTEGER PRIMARY KEY,
    header TEXT NOT NULL UNIQUE, -- the first line of such files, folded
    columns TEXT NOT NULL -- what each column means, field=column, one a line
) STRICT;

-- What everybody bought, in blocks of customers, and which products the same customers bought: made from the purchases like the search
-- index, and kept true in the same way. An entry of search_stale of kind 9 is a customer whose purchases changed.
CREATE TABLE search_bought (
    id INTEGER PRIMARY KEY, -- number of the block
    version INTEGER NOT NULL,
    sales BLOB NOT NULL
) STRICT;
CREATE INDEX search_bought_version ON search_bought(version);

CREATE TABLE search_pair (
    id INTEGER PRIMARY KEY, -- a product times 2^32 plus another: who bought both; plus itself: who bought it; 0: who bought any
    together INTEGER NOT NULL
) STRICT;

CREATE TRIGGER search_purchase_added AFTER INSERT ON purchase BEGIN
    INSERT INTO search_stale VALUES (NEW.customer * 16 + 9) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_purchase_changed AFTER UPDATE ON purchase BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16 + 9) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.customer * 16 + 9) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_purchase_removed AFTER DELETE ON purchase BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16 + 9) ON CONFLICT DO NOTHING;
END;

-- Today and the queue read the steps of thousands of open complaints: here they stand in one place, without their words.
DROP INDEX step_complaint;
CREATE INDEX step_complaint ON step(complaint, id, at, kind, cause, until);
