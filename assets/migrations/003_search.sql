-- The search index: folded identities in blocks of customers, most recent contacts, and the longer texts.
--
-- The triggers below are plain SQL, so that any program that writes here leaves word of it in search_stale. regulars works off
-- identities and contacts at the end of its own writes and as it opens the file; of the texts a few may wait there, and count as
-- not yet in search_text. An entry of search_stale, like a rowid of search_text, is the number of a row times 16 plus what it is:
-- 0 a customer's own texts, 1 identity of a customer, 2 most recent contact of a customer, 3 address, 4 preference, 5 fact,
-- 6 interaction, 7 complaint, 8 step.

CREATE TABLE search_block (
    id INTEGER PRIMARY KEY, -- number of the block
    version INTEGER NOT NULL,
    lines TEXT NOT NULL
) STRICT;
CREATE INDEX search_block_version ON search_block(version);

CREATE TABLE search_recent (
    id INTEGER PRIMARY KEY, -- number of the block
    version INTEGER NOT NULL,
    recent BLOB NOT NULL -- nine bytes a customer: place in the block, then seconds since 1970 as little-endian i64
) STRICT;
CREATE INDEX search_recent_version ON search_recent(version);

CREATE TABLE search_stale (
    id INTEGER PRIMARY KEY
) STRICT;

CREATE VIRTUAL TABLE search_text USING fts5(words, content='', contentless_delete=1, tokenize='trigram');
INSERT INTO search_text (search_text, rank) VALUES ('hashsize', 8388608); -- an import is written in few pieces

CREATE TRIGGER search_customer_added AFTER INSERT ON customer BEGIN
    INSERT INTO search_stale VALUES (NEW.id * 16), (NEW.id * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_customer_changed AFTER UPDATE ON customer BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16), (OLD.id * 16 + 1) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.id * 16), (NEW.id * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_customer_removed AFTER DELETE ON customer BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16), (OLD.id * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_phone_added AFTER INSERT ON phone BEGIN
    INSERT INTO search_stale VALUES (NEW.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_phone_changed AFTER UPDATE ON phone BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16 + 1) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_phone_removed AFTER DELETE ON phone BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_email_added AFTER INSERT ON email BEGIN
    INSERT INTO search_stale VALUES (NEW.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_email_changed AFTER UPDATE ON email BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16 + 1) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_email_removed AFTER DELETE ON email BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_tag_added AFTER INSERT ON tag BEGIN
    INSERT INTO search_stale VALUES (NEW.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_tag_changed AFTER UPDATE ON tag BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16 + 1) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_tag_removed AFTER DELETE ON tag BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16 + 1) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_address_added AFTER INSERT ON address BEGIN
    INSERT INTO search_stale VALUES (NEW.id * 16 + 3) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_address_changed AFTER UPDATE ON address BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 3) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.id * 16 + 3) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_address_removed AFTER DELETE ON address BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 3) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_preference_added AFTER INSERT ON preference BEGIN
    INSERT INTO search_stale VALUES (NEW.id * 16 + 4) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_preference_changed AFTER UPDATE ON preference BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 4) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.id * 16 + 4) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_preference_removed AFTER DELETE ON preference BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 4) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_fact_added AFTER INSERT ON fact BEGIN
    INSERT INTO search_stale VALUES (NEW.id * 16 + 5) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_fact_changed AFTER UPDATE ON fact BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 5) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.id * 16 + 5) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_fact_removed AFTER DELETE ON fact BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 5) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_interaction_added AFTER INSERT ON interaction BEGIN
    INSERT INTO search_stale VALUES (NEW.id * 16 + 6) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale SELECT NEW.customer * 16 + 2 WHERE NEW.customer IS NOT NULL ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_interaction_changed AFTER UPDATE ON interaction BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 6) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.id * 16 + 6) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale SELECT OLD.customer * 16 + 2 WHERE OLD.customer IS NOT NULL ON CONFLICT DO NOTHING;
    INSERT INTO search_stale SELECT NEW.customer * 16 + 2 WHERE NEW.customer IS NOT NULL ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_interaction_removed AFTER DELETE ON interaction BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 6) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale SELECT OLD.customer * 16 + 2 WHERE OLD.customer IS NOT NULL ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_complaint_added AFTER INSERT ON complaint BEGIN
    INSERT INTO search_stale VALUES (NEW.id * 16 + 7) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_complaint_changed AFTER UPDATE ON complaint BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 7) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.id * 16 + 7) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_complaint_removed AFTER DELETE ON complaint BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 7) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_step_added AFTER INSERT ON step BEGIN
    INSERT INTO search_stale VALUES (NEW.id * 16 + 8) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_step_changed AFTER UPDATE ON step BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 8) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.id * 16 + 8) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_step_removed AFTER DELETE ON step BEGIN
    INSERT INTO search_stale VALUES (OLD.id * 16 + 8) ON CONFLICT DO NOTHING;
END;

-- What was written before there was an index.
INSERT INTO search_stale SELECT id * 16 FROM customer UNION ALL SELECT id * 16 + 1 FROM customer;
INSERT INTO search_stale SELECT DISTINCT customer * 16 + 2 FROM interaction WHERE customer IS NOT NULL;
INSERT INTO search_stale SELECT id * 16 + 3 FROM address;
INSERT INTO search_stale SELECT id * 16 + 4 FROM preference;
INSERT INTO search_stale SELECT id * 16 + 5 FROM fact;
INSERT INTO search_stale SELECT id * 16 + 6 FROM interaction;
INSERT INTO search_stale SELECT id * 16 + 7 FROM complaint;
INSERT INTO search_stale SELECT id * 16 + 8 FROM step;
