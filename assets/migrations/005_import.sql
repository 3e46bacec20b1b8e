-- Large imports: rows that were added together are one note, and whom somebody changed since stays when the import is undone.
--
-- Such a note names the rows `row` to `last` of a table and holds none of them; while it is undone, undo_image has the rows.
ALTER TABLE undo_row ADD COLUMN last INTEGER;

-- Not NULL: an import. The customers in it that stayed when it was undone, and no longer belong to it: JSON, their numbers.
ALTER TABLE undo_step ADD COLUMN stayed TEXT;

CREATE TABLE undo_image (
    id INTEGER PRIMARY KEY, -- number of the note times 2^32 plus number of the row
    image TEXT NOT NULL
) STRICT;

-- The longer texts of customers, with their addresses, preferences and facts, stand in blocks of customers as their identities do, and
-- no longer in search_text: writing them there took a third of the time of an import. In search_stale they are kind 0; the kinds 3, 4
-- and 5 are no longer used.
CREATE TABLE search_words (
    id INTEGER PRIMARY KEY, -- number of the block
    words TEXT NOT NULL
) STRICT;

CREATE TABLE search_sign (
    id INTEGER PRIMARY KEY, -- number of the block
    sign BLOB NOT NULL -- one bit for each three bytes in a row that stand in its words
) STRICT;

DROP TRIGGER search_address_added;
DROP TRIGGER search_address_changed;
DROP TRIGGER search_address_removed;
DROP TRIGGER search_preference_added;
DROP TRIGGER search_preference_changed;
DROP TRIGGER search_preference_removed;
DROP TRIGGER search_fact_added;
DROP TRIGGER search_fact_changed;
DROP TRIGGER search_fact_removed;

CREATE TRIGGER search_address_added AFTER INSERT ON address BEGIN
    INSERT INTO search_stale VALUES (NEW.customer * 16) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_address_changed AFTER UPDATE ON address BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.customer * 16) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_address_removed AFTER DELETE ON address BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_preference_added AFTER INSERT ON preference BEGIN
    INSERT INTO search_stale VALUES (NEW.customer * 16) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_preference_changed AFTER UPDATE ON preference BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.customer * 16) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_preference_removed AFTER DELETE ON preference BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_fact_added AFTER INSERT ON fact BEGIN
    INSERT INTO search_stale VALUES (NEW.customer * 16) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_fact_changed AFTER UPDATE ON fact BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16) ON CONFLICT DO NOTHING;
    INSERT INTO search_stale VALUES (NEW.customer * 16) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER search_fact_removed AFTER DELETE ON fact BEGIN
    INSERT INTO search_stale VALUES (OLD.customer * 16) ON CONFLICT DO NOTHING;
END;

DELETE FROM search_text WHERE rowid & 15 IN (0, 3, 4, 5);
DELETE FROM search_stale WHERE id & 15 IN (3, 4, 5);
INSERT INTO search_stale SELECT id * 16 FROM customer WHERE true ON CONFLICT DO NOTHING;
