-- Schema 1. Times are milliseconds since 1970 in UTC. Enumerations are the numbers of client/api (append only, see rows.cpp).
-- Why it looks like this: docs/decisions/0010-a-page-from-one-index.md.

CREATE TABLE domain (            -- what mail is taken for, and where it goes when released
  name TEXT PRIMARY KEY NOT NULL,
  protocol INTEGER NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  retention_days INTEGER NOT NULL,
  threshold REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  login TEXT NOT NULL,
  login_key TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  role INTEGER NOT NULL,
  settings TEXT NOT NULL
) STRICT;
CREATE TABLE account_address (account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE, position INTEGER NOT NULL, address TEXT NOT NULL,
  PRIMARY KEY (account_id, position)) STRICT, WITHOUT ROWID;
CREATE TABLE account_domain (account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE, position INTEGER NOT NULL, name TEXT NOT NULL,
  PRIMARY KEY (account_id, position)) STRICT, WITHOUT ROWID;

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_expiry ON session(expires_at);
CREATE INDEX session_by_account ON session(account_id);

-- Scopes are numbers, so that every index on deliveries is narrow.
CREATE TABLE recipient_domain (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE recipient (id INTEGER PRIMARY KEY, address_key TEXT NOT NULL UNIQUE, domain_id INTEGER NOT NULL REFERENCES recipient_domain(id)) STRICT;
CREATE INDEX recipient_by_domain ON recipient(domain_id);

CREATE TABLE blob (id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE delivery (          -- one message to one recipient: what a list row needs
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  recipient_id INTEGER NOT NULL REFERENCES recipient(id),
  domain_id INTEGER NOT NULL REFERENCES recipient_domain(id),
  blob_id INTEGER NOT NULL REFERENCES blob(id),
  ident TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  status_at INTEGER NOT NULL,
  class INTEGER NOT NULL,
  score REAL NOT NULL,           -- -1e18 where the filter gave none, so that it sorts and pages like a number
  threshold REAL,
  size_bytes INTEGER NOT NULL,
  sender_key TEXT NOT NULL,
  subject_key TEXT NOT NULL,
  direction INTEGER NOT NULL,
  seen INTEGER NOT NULL,
  worth_a_look INTEGER NOT NULL,
  envelope_mismatch INTEGER NOT NULL,
  has_attachments INTEGER NOT NULL,
  attachment_count INTEGER NOT NULL,
  reason_code TEXT NOT NULL,
  node TEXT NOT NULL,
  queue_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  envelope_from TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_address TEXT NOT NULL,
  recipient TEXT NOT NULL,
  subject TEXT NOT NULL,
  snippet TEXT NOT NULL,
  wave_id TEXT NOT NULL,
  sender_ip TEXT NOT NULL,
  ip_key BLOB,                   -- 16 bytes, IPv4 mapped: ranges are BETWEEN
  sender_host TEXT NOT NULL,
  helo TEXT NOT NULL,
  smtp_reply TEXT NOT NULL,
  delivery_at INTEGER,
  delivery_host TEXT NOT NULL,
  delivery_ip TEXT NOT NULL,
  delivery_port INTEGER NOT NULL,
  delivery_reply TEXT NOT NULL,
  UNIQUE (recipient_id, ident)
) STRICT;

-- A page at any offset, in any order, walks one of these alone: scope, sort key, id; then what the usual filters read.
CREATE INDEX delivery_recipient_received ON delivery(recipient_id, received_at, id, status, class);
CREATE INDEX delivery_recipient_score ON delivery(recipient_id, score, id, status, class);
CREATE INDEX delivery_recipient_size ON delivery(recipient_id, size_bytes, id, status, class);
CREATE INDEX delivery_recipient_sender ON delivery(recipient_id, sender_key, id, status, class);
CREATE INDEX delivery_recipient_subject ON delivery(recipient_id, subject_key, id, status, class);
CREATE INDEX delivery_domain_received ON delivery(domain_id, received_at, id, status, class);
CREATE INDEX delivery_domain_score ON delivery(domain_id, score, id, status, class);
CREATE INDEX delivery_domain_size ON delivery(domain_id, size_bytes, id, status, class);
CREATE INDEX delivery_domain_sender ON delivery(domain_id, sender_key, id, status, class);
CREATE INDEX delivery_domain_subject ON delivery(domain_id, subject_key, id, status, class);
CREATE INDEX delivery_received ON delivery(received_at, id, status, class);
CREATE INDEX delivery_message_id ON delivery(message_id) WHERE message_id <> '';
CREATE INDEX delivery_queue_id ON delivery(queue_id) WHERE queue_id <> '';
CREATE INDEX delivery_wave ON delivery(wave_id, domain_id, recipient_id, status) WHERE wave_id <> '';
CREATE INDEX delivery_blob ON delivery(blob_id);

CREATE TABLE delivery_detail (   -- what opening one message adds
  delivery_id INTEGER PRIMARY KEY REFERENCES delivery(id) ON DELETE CASCADE,
  why TEXT NOT NULL,             -- JSON of api::Why
  has_html INTEGER NOT NULL,
  has_text INTEGER NOT NULL,
  remote_images INTEGER NOT NULL,
  odd_links INTEGER NOT NULL
) STRICT;

CREATE TABLE trail (
  delivery_id INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (delivery_id, position)
) STRICT, WITHOUT ROWID;

-- How many of each status and class a recipient has, kept by triggers: the usual counts read a handful of rows.
CREATE TABLE tally (
  recipient_id INTEGER NOT NULL,
  domain_id INTEGER NOT NULL,
  status INTEGER NOT NULL,
  class INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (recipient_id, status, class)
) STRICT, WITHOUT ROWID;
CREATE INDEX tally_by_domain ON tally(domain_id, status, class, n);

CREATE TRIGGER delivery_added AFTER INSERT ON delivery BEGIN
  INSERT INTO tally(recipient_id, domain_id, status, class, n) VALUES (new.recipient_id, new.domain_id, new.status, new.class, 1)
    ON CONFLICT (recipient_id, status, class) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_changed AFTER UPDATE OF status, class ON delivery WHEN old.status <> new.status OR old.class <> new.class BEGIN
  UPDATE tally SET n = n - 1 WHERE recipient_id = old.recipient_id AND status = old.status AND class = old.class;
  INSERT INTO tally(recipient_id, domain_id, status, class, n) VALUES (new.recipient_id, new.domain_id, new.status, new.class, 1)
    ON CONFLICT (recipient_id, status, class) DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER delivery_gone AFTER DELETE ON delivery BEGIN
  UPDATE tally SET n = n - 1 WHERE recipient_id = old.recipient_id AND status = old.status AND class = old.class;
END;

-- rowid = delivery.id. `scope` holds r<recipient_id> and d<domain_id>, so a search never walks other people's words.
-- Text is segmented before it comes here (full_text.cpp); M* keeps vowel signs of Indic and Thai scripts inside words.
CREATE VIRTUAL TABLE message_fts USING fts5(scope, sender, envelope, recipient, subject, body,
  content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'");

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL,   -- 0: the node itself
  actor TEXT NOT NULL,
  action INTEGER NOT NULL,
  state INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  runs_at INTEGER,
  undo_until INTEGER
) STRICT;
CREATE TABLE job_item (
  job_id INTEGER NOT NULL REFERENCES job(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  delivery_id INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  state INTEGER NOT NULL,
  reply TEXT NOT NULL,
  next_try_at INTEGER,
  attempts INTEGER NOT NULL,
  intent_token TEXT NOT NULL,
  due_at INTEGER,                -- set while the item waits for a worker
  PRIMARY KEY (job_id, position),
  UNIQUE (job_id, delivery_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_item_due ON job_item(due_at, job_id, position) WHERE due_at IS NOT NULL;
CREATE INDEX job_item_by_delivery ON job_item(delivery_id);
CREATE INDEX job_item_by_state ON job_item(job_id, state);

CREATE TABLE kept_answer (       -- the first answer to a write, for the same Idempotency-Key
  account_id INTEGER NOT NULL,
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_answer_by_age ON kept_answer(at);

CREATE TABLE outbox (            -- what happened, written in the transaction in which it happened; kept for a day
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  delivery_id INTEGER,
  recipient_id INTEGER,
  domain_id INTEGER,
  job_id INTEGER,
  account_id INTEGER
) STRICT;
CREATE INDEX outbox_by_age ON outbox(at);
