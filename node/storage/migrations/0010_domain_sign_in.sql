-- Schema 10. Domains whose people's passwords are checked by a server of their own.

CREATE TABLE domain_sign_in (     -- a domain without a row keeps its passwords here
  domain TEXT PRIMARY KEY NOT NULL,
  method INTEGER NOT NULL,       -- api::SignInMethod
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  tls INTEGER NOT NULL,          -- api::ServerTls
  ca TEXT NOT NULL,              -- PEM; empty: the system's
  bind_dn TEXT NOT NULL,
  search_base TEXT NOT NULL,
  search_filter TEXT NOT NULL,
  search_dn TEXT NOT NULL,
  search_password TEXT NOT NULL, -- needed in clear to ask the directory
  address_attribute TEXT NOT NULL,
  may_be_near INTEGER NOT NULL   -- whether the server may be in the node's own network: who runs the node said so
) STRICT, WITHOUT ROWID;
