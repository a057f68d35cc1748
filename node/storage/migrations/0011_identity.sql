-- Schema 11. How a session began and from where, second factors, one-time links by mail, and sign-in at a domain's own provider.

ALTER TABLE session ADD COLUMN public_id TEXT NOT NULL DEFAULT '';      -- random; what the session is called outside: neither its token nor its hash
ALTER TABLE session ADD COLUMN origin INTEGER NOT NULL DEFAULT 0;       -- api::SessionOrigin
ALTER TABLE session ADD COLUMN client_ip TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN browser TEXT NOT NULL DEFAULT '';        -- "Firefox", of what the browser says of itself; the rest is not kept
ALTER TABLE session ADD COLUMN system TEXT NOT NULL DEFAULT '';         -- "Linux"
ALTER TABLE session ADD COLUMN last_used_at INTEGER NOT NULL DEFAULT 0; -- to the hour
UPDATE session SET public_id = lower(hex(randomblob(12))), last_used_at = created_at;
CREATE UNIQUE INDEX session_by_public_id ON session(public_id);

CREATE TABLE login_link (        -- signs one account in, once
  token_hash TEXT PRIMARY KEY NOT NULL,  -- SHA-256 of the token in the link, hex
  account_id INTEGER NOT NULL REFERENCES account(id) ON DELETE CASCADE,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX login_link_by_account ON login_link(account_id);
CREATE INDEX login_link_by_expiry ON login_link(expires_at);

CREATE TABLE second_factor (     -- RFC 6238
  account_id INTEGER PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE,
  sealed_secret TEXT NOT NULL,   -- encrypted with the node's key (auth/node_key.hpp)
  confirmed_at INTEGER,          -- NULL: begun, and not asked for yet
  last_step INTEGER NOT NULL     -- newest time step whose code was taken: no code works twice
) STRICT;
CREATE TABLE recovery_code (
  account_id INTEGER NOT NULL REFERENCES second_factor(account_id) ON DELETE CASCADE,
  code_hash TEXT NOT NULL,       -- SHA-256 of 128 random bits, hex
  PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE oidc_provider (     -- where the people of a domain sign in instead of here
  domain TEXT PRIMARY KEY NOT NULL,
  issuer TEXT NOT NULL,
  client_id TEXT NOT NULL,
  sealed_secret TEXT NOT NULL,   -- encrypted with the node's key; empty: a public client
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE oidc_sign_in (      -- begun at the provider and not back yet
  state_hash TEXT PRIMARY KEY NOT NULL,
  domain TEXT NOT NULL,
  issuer TEXT NOT NULL,
  nonce TEXT NOT NULL,
  verifier TEXT NOT NULL,        -- RFC 7636
  binding TEXT NOT NULL,         -- SHA-256 of a secret that only the browser's tab has, hex
  token_endpoint TEXT NOT NULL,
  userinfo_endpoint TEXT NOT NULL,
  secret_in_body INTEGER NOT NULL,  -- how the provider takes the client's secret
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX oidc_sign_in_by_expiry ON oidc_sign_in(expires_at);
