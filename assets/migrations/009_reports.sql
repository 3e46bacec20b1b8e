-- What the shop asks itself and its figures, and what makes these quick.

-- Whom somebody spoke with: the filter word `by:`, without reading the contacts themselves.
CREATE INDEX interaction_by ON interaction(by COLLATE NOCASE, customer) WHERE customer IS NOT NULL;

-- Lists of people go through everybody. What they ask of each stands in one place, without the rest of the rows.
CREATE INDEX customer_source ON customer(id, source);
DROP INDEX tag_customer;
CREATE INDEX tag_customer ON tag(customer, id, word);
DROP INDEX address_customer;
CREATE INDEX address_customer ON address(customer, id, city, postcode);

-- Feedback whole: about what it is, at which stage of buying, and what became of an idea.
ALTER TABLE feedback ADD COLUMN product INTEGER REFERENCES product(id) ON DELETE SET NULL;
ALTER TABLE feedback ADD COLUMN stage TEXT; -- NULL: not said
ALTER TABLE feedback ADD COLUMN answered TEXT; -- when they got an answer
ALTER TABLE feedback ADD COLUMN adopted TEXT; -- when the shop took the idea up
CREATE INDEX feedback_product ON feedback(product) WHERE product IS NOT NULL;
CREATE INDEX feedback_idea ON feedback(at, customer) WHERE kind = 'idea' AND answered IS NULL AND adopted IS NULL;
CREATE INDEX feedback_adopted ON feedback(adopted, customer) WHERE adopted IS NOT NULL;

-- What the shop thinks of how it treats its customers, once a quarter.
CREATE TABLE self_check (
    id INTEGER PRIMARY KEY,
    quarter TEXT NOT NULL UNIQUE, -- 2026-Q2
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    scores TEXT NOT NULL, -- twelve letters: 1 to 5, or a dot for none
    note TEXT NOT NULL
) STRICT;

-- What somebody who serves did well.
CREATE TABLE kudos (
    id INTEGER PRIMARY KEY,
    staff TEXT NOT NULL, -- initials of whom it is for
    at TEXT NOT NULL,
    by TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;
