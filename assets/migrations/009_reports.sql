-- What the shop asks itself and its figures, and what makes these quick.

-- Whom somebody spoke with: the filter word `by:`, without reading the contacts themselves.
CREATE INDEX interaction_by ON interaction(by COLLATE NOCASE, customer) WHERE customer IS NOT NULL;

-- Lists of people go through everybody. What they ask of each stands in one place, without the rest of the rows.
CREATE INDEX customer_source ON customer(id, source);
DROP INDEX tag_customer;
CREATE INDEX tag_customer ON tag(customer, id, word);
DROP INDEX address_customer;
CREATE INDEX address_customer ON address(customer, id, city, postcode);
