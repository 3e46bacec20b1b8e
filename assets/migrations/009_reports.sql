-- What the shop asks itself and its figures, and what makes these quick.

-- Whom somebody spoke with: the filter word `by:`, without reading the contacts themselves.
CREATE INDEX interaction_by ON interaction(by, customer);
