-- Schema 2: jobs over any number of messages, counts by time, and indexes that answer the usual filters alone.
-- Why it looks like this: docs/decisions/0011-work-a-large-job-by-sets.md and 0012-what-a-million-rows-need.md.

ALTER TABLE job ADD COLUMN query TEXT;                                -- as asked, when the job acts on all that match
ALTER TABLE job ADD COLUMN list_wish TEXT;                            -- JSON of api::ListWish, with release_allow and remove_block
ALTER TABLE job ADD COLUMN entries_added INTEGER NOT NULL DEFAULT 0;  -- to the allow or block list
ALTER TABLE job ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0;        -- 1 while the node still has something to do for it
CREATE INDEX job_open ON job(id) WHERE is_open = 1;
CREATE INDEX job_by_account ON job(account_id, id);

CREATE TABLE job_item_of_2 (     -- in the order of delivery ids, which is the order of arrival
  job_id INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE,
  delivery_id INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  state INTEGER NOT NULL,
  acted INTEGER NOT NULL,        -- this job changed the row, and undo changes it back
  reply TEXT NOT NULL,
  next_try_at INTEGER,
  attempts INTEGER NOT NULL,
  intent_token TEXT NOT NULL,
  due_at INTEGER,                -- set while a held message waits to be handed over
  PRIMARY KEY (job_id, delivery_id)
) STRICT, WITHOUT ROWID;
INSERT INTO job_item_of_2 SELECT i.job_id, i.delivery_id, i.state,
    CASE WHEN j.action = 0 THEN i.state IN (0, 1) WHEN j.action = 1 THEN i.state = 2 ELSE 0 END,
    i.reply, i.next_try_at, i.attempts, i.intent_token, CASE WHEN j.action = 0 THEN i.due_at END
  FROM job_item i JOIN job j ON j.id = i.job_id;
DROP TABLE job_item;
ALTER TABLE job_item_of_2 RENAME TO job_item;
CREATE INDEX job_item_due ON job_item(due_at, job_id, delivery_id) WHERE due_at IS NOT NULL;
CREATE INDEX job_item_by_delivery ON job_item(delivery_id);
CREATE INDEX job_item_by_state ON job_item(job_id, state, acted);
UPDATE job SET is_open = 1 WHERE state IN (0, 1, 4) AND EXISTS (SELECT 1 FROM job_item WHERE job_id = job.id AND state IN (0, 1));

CREATE TABLE job_tally (         -- how many items are in which state; the first count is written with the items, then triggers keep it
  job_id INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE,
  state INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (job_id, state)
) STRICT, WITHOUT ROWID;
INSERT INTO job_tally SELECT job_id, state, count(*) FROM job_item GROUP BY 1, 2;
CREATE TRIGGER job_item_changed AFTER UPDATE OF state ON job_item WHEN old.state <> new.state BEGIN
  UPDATE job_tally SET n = n - 1 WHERE job_id = old.job_id AND state = old.state;
  INSERT INTO job_tally(job_id, state, n) VALUES (new.job_id, new.state, 1) ON CONFLICT (job_id, state) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER job_item_gone AFTER DELETE ON job_item BEGIN
  UPDATE job_tally SET n = n - 1 WHERE job_id = old.job_id AND state = old.state;
END;

-- How many of each status and class came in which half hour (since 1970, UTC): histograms, and the way to a far offset, read these.
-- Half hours, because some zones' days begin at one.
CREATE TABLE recipient_time (
  recipient_id INTEGER NOT NULL,
  half_hour INTEGER NOT NULL,
  status INTEGER NOT NULL,
  class INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (recipient_id, half_hour, status, class)
) STRICT, WITHOUT ROWID;
CREATE TABLE domain_time (
  domain_id INTEGER NOT NULL,
  half_hour INTEGER NOT NULL,
  status INTEGER NOT NULL,
  class INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (domain_id, half_hour, status, class)
) STRICT, WITHOUT ROWID;
-- % keeps the sign in SQL: this rounds down on both sides of 1970.
INSERT INTO recipient_time SELECT recipient_id, (received_at - (received_at % 1800000 + 1800000) % 1800000) / 1800000, status, class, count(*)
  FROM delivery GROUP BY 1, 2, 3, 4;
INSERT INTO domain_time SELECT domain_id, (received_at - (received_at % 1800000 + 1800000) % 1800000) / 1800000, status, class, count(*)
  FROM delivery GROUP BY 1, 2, 3, 4;
CREATE TRIGGER delivery_added_in_time AFTER INSERT ON delivery BEGIN
  INSERT INTO recipient_time(recipient_id, half_hour, status, class, n)
    VALUES (new.recipient_id, (new.received_at - (new.received_at % 1800000 + 1800000) % 1800000) / 1800000, new.status, new.class, 1)
    ON CONFLICT (recipient_id, half_hour, status, class) DO UPDATE SET n = n + 1;
  INSERT INTO domain_time(domain_id, half_hour, status, class, n)
    VALUES (new.domain_id, (new.received_at - (new.received_at % 1800000 + 1800000) % 1800000) / 1800000, new.status, new.class, 1)
    ON CONFLICT (domain_id, half_hour, status, class) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_changed_in_time AFTER UPDATE OF status, class ON delivery WHEN old.status <> new.status OR old.class <> new.class BEGIN
  UPDATE recipient_time SET n = n - 1 WHERE recipient_id = old.recipient_id AND status = old.status AND class = old.class
    AND half_hour = (old.received_at - (old.received_at % 1800000 + 1800000) % 1800000) / 1800000;
  INSERT INTO recipient_time(recipient_id, half_hour, status, class, n)
    VALUES (new.recipient_id, (new.received_at - (new.received_at % 1800000 + 1800000) % 1800000) / 1800000, new.status, new.class, 1)
    ON CONFLICT (recipient_id, half_hour, status, class) DO UPDATE SET n = n + 1;
  UPDATE domain_time SET n = n - 1 WHERE domain_id = old.domain_id AND status = old.status AND class = old.class
    AND half_hour = (old.received_at - (old.received_at % 1800000 + 1800000) % 1800000) / 1800000;
  INSERT INTO domain_time(domain_id, half_hour, status, class, n)
    VALUES (new.domain_id, (new.received_at - (new.received_at % 1800000 + 1800000) % 1800000) / 1800000, new.status, new.class, 1)
    ON CONFLICT (domain_id, half_hour, status, class) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_gone_in_time AFTER DELETE ON delivery BEGIN
  UPDATE recipient_time SET n = n - 1 WHERE recipient_id = old.recipient_id AND status = old.status AND class = old.class
    AND half_hour = (old.received_at - (old.received_at % 1800000 + 1800000) % 1800000) / 1800000;
  UPDATE domain_time SET n = n - 1 WHERE domain_id = old.domain_id AND status = old.status AND class = old.class
    AND half_hour = (old.received_at - (old.received_at % 1800000 + 1800000) % 1800000) / 1800000;
END;

-- The orders by time carry what else people filter by, so that counting a million rows reads no row.
DROP INDEX delivery_recipient_received;
DROP INDEX delivery_domain_received;
DROP INDEX delivery_received;
CREATE INDEX delivery_recipient_received
  ON delivery(recipient_id, received_at, id, status, class, seen, score, size_bytes, attachment_count, worth_a_look);
CREATE INDEX delivery_domain_received
  ON delivery(domain_id, received_at, id, status, class, seen, score, size_bytes, attachment_count, worth_a_look);
CREATE INDEX delivery_received ON delivery(received_at, id, status, class, seen, score, size_bytes, attachment_count, worth_a_look);
-- What a search by words found is looked up here: a row is twenty times as wide.
CREATE INDEX delivery_by_id
  ON delivery(id, recipient_id, domain_id, received_at, status, class, seen, score, size_bytes, attachment_count, worth_a_look);
