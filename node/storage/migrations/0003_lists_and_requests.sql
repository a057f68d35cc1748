-- Schema 3. Allow and block lists, who may release what, requests for release, saved searches.

CREATE TABLE list_entry (        -- a sender that is let in or kept out, for one mailbox or a domain
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,         -- api::ListKind
  pattern TEXT NOT NULL,         -- an address, or a domain that stands for its subdomains too
  pattern_key TEXT NOT NULL,     -- without case
  applies_to TEXT NOT NULL,      -- a recipient, or a domain
  applies_key TEXT NOT NULL,     -- without case
  applies_domain TEXT NOT NULL,  -- the domain of either
  note TEXT NOT NULL,
  expires_at INTEGER,
  paused INTEGER NOT NULL,
  search_key TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  role INTEGER NOT NULL,         -- of who wrote it last: it lets in only what he may release himself
  added_at INTEGER NOT NULL,
  hits INTEGER NOT NULL,
  last_hit_at INTEGER,
  job_id INTEGER NOT NULL,       -- the job that made it and whose undo takes it away; 0: made by hand
  UNIQUE (applies_key, pattern_key, kind)
) STRICT;
CREATE INDEX list_entry_by_domain ON list_entry(applies_domain, kind, id);
CREATE INDEX list_entry_by_reach ON list_entry(applies_key, kind, id);
CREATE INDEX list_entry_by_expiry ON list_entry(expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX list_entry_by_job ON list_entry(job_id) WHERE job_id <> 0;

-- Counts every change that matters to the maps of the mail flow, by whatever process.
CREATE TABLE list_version (id INTEGER PRIMARY KEY CHECK (id = 1), version INTEGER NOT NULL) STRICT;
INSERT INTO list_version(id, version) VALUES (1, 0);
CREATE TRIGGER list_entry_added AFTER INSERT ON list_entry BEGIN
  UPDATE list_version SET version = version + 1;
END;
CREATE TRIGGER list_entry_changed AFTER UPDATE OF kind, pattern_key, applies_key, expires_at, paused ON list_entry BEGIN
  UPDATE list_version SET version = version + 1;
END;
CREATE TRIGGER list_entry_gone AFTER DELETE ON list_entry BEGIN
  UPDATE list_version SET version = version + 1;
END;

CREATE TABLE release_policy (    -- what differs from the built-in policy
  domain TEXT NOT NULL,
  role INTEGER NOT NULL,         -- api::Role
  class INTEGER NOT NULL,        -- api::MessageClass
  release_right INTEGER NOT NULL,  -- api::ReleaseRight
  PRIMARY KEY (domain, role, class)
) STRICT, WITHOUT ROWID;

CREATE TABLE release_request (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery_id INTEGER NOT NULL REFERENCES delivery(id) ON DELETE CASCADE,
  recipient_id INTEGER NOT NULL,
  domain_id INTEGER NOT NULL,
  account_id INTEGER NOT NULL,   -- who asked
  asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL,
  note TEXT NOT NULL,
  state INTEGER NOT NULL,        -- api::RequestState
  decided_by TEXT NOT NULL,
  decided_at INTEGER,
  answer TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX release_request_open ON release_request(delivery_id) WHERE state = 0;
CREATE INDEX release_request_by_delivery ON release_request(delivery_id, id);
CREATE INDEX release_request_by_recipient ON release_request(recipient_id, id, state);
CREATE INDEX release_request_by_domain ON release_request(domain_id, id, state);

CREATE TABLE saved_search (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL
) STRICT;
CREATE INDEX saved_search_by_account ON saved_search(account_id, position);
