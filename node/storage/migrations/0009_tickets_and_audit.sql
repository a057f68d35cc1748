-- Schema 9. Single sign-on tickets, and who signed in how.

CREATE TABLE ticket (            -- opens the portal for one account without a password
  token_hash TEXT PRIMARY KEY NOT NULL,  -- SHA-256 of the ticket, hex; the ticket itself is not stored
  account_id INTEGER NOT NULL,   -- whom it signs in
  made_by TEXT NOT NULL,         -- login
  identifier TEXT NOT NULL,      -- who asked for it in the panel, as the panel says
  logout_url TEXT NOT NULL,      -- where signing out leads; empty: to the portal's own form
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_by_expiry ON ticket(expires_at);

CREATE TABLE sign_in_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  kind INTEGER NOT NULL,         -- api::SignInEventKind
  login TEXT NOT NULL,           -- whose sign-in; of a refused one: as typed
  account_id INTEGER NOT NULL,   -- 0: no such account
  domain TEXT NOT NULL,          -- of that account's mailbox or domain, by which administrators see it; empty: of none
  actor TEXT NOT NULL,           -- who made the ticket; else empty
  identifier TEXT NOT NULL,
  client_ip TEXT NOT NULL
) STRICT;
CREATE INDEX sign_in_event_by_account ON sign_in_event(account_id, id);
CREATE INDEX sign_in_event_by_domain ON sign_in_event(domain, id);
