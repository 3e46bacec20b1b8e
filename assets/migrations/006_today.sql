-- Today over a large shop: only the rows that may show are looked at.

CREATE INDEX promise_due ON promise(due, customer) WHERE done IS NULL AND released IS NULL AND broken IS NULL;
CREATE INDEX promise_untold ON promise(done, customer) WHERE done IS NOT NULL AND told IS NULL AND released IS NULL AND broken IS NULL;
CREATE INDEX customer_rhythm ON customer(id) WHERE check_in IS NOT NULL OR tier IS NOT NULL;
CREATE INDEX customer_brought ON customer(created) WHERE referred_by IS NOT NULL;
