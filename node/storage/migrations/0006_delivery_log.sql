-- Schema 6: the delivery log. What Postfix and Rspamd say of a message joins the row of its delivery, or makes one without bytes.
-- Why it looks like this: docs/decisions/0026-one-row-a-delivery-whoever-tells-first.md.

INSERT INTO blob(id, sha256) VALUES (0, '');  -- of rows that only the log knows: no file is behind it

ALTER TABLE trail ADD COLUMN source INTEGER NOT NULL DEFAULT 0;  -- place in api::kTrailSources

CREATE TABLE queue_alias (       -- other queue ids of a delivery: earlier attempts, and a released message's way through Postfix
  queue_id TEXT NOT NULL,
  recipient_id INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  PRIMARY KEY (queue_id, recipient_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_alias_by_delivery ON queue_alias(delivery_id);

CREATE TABLE mail_queue (        -- what the mail log has said of a message that is still in Postfix's queue
  queue_id TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL,
  client_ip TEXT NOT NULL,
  client_host TEXT NOT NULL,
  is_inside INTEGER NOT NULL,    -- the client is in a trusted network
  sender TEXT,                   -- NULL: not said yet
  message_id TEXT NOT NULL,
  size_bytes INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_queue_by_age ON mail_queue(at);

CREATE TABLE filter_event (      -- events that came already: they are delivered at least once
  key TEXT PRIMARY KEY NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX filter_event_by_age ON filter_event(at);

CREATE TABLE mail_log_place (    -- how far the mail log is read; written with the rows that came of it
  id INTEGER PRIMARY KEY CHECK (id = 1),
  inode INTEGER NOT NULL,
  read_to INTEGER NOT NULL,      -- bytes
  head TEXT NOT NULL             -- SHA-256 of the first bytes, at most 256, so that another file is told from this one
) STRICT;

-- A retry looks for the attempt that was put off; there are few.
CREATE INDEX delivery_put_off ON delivery(recipient_id, received_at) WHERE status = 4;
