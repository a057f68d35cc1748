-- Schema 12. How the portal of some domains and host names looks.

CREATE TABLE brand (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  button TEXT NOT NULL,          -- the bookmarklet's name; empty: the page's own words
  support_url TEXT NOT NULL,
  accent_light TEXT NOT NULL,    -- "#RRGGBB" as given; empty: the product's own
  accent_dark TEXT NOT NULL,
  sender_name TEXT NOT NULL,
  sender_address TEXT NOT NULL,
  embed_origins TEXT NOT NULL,   -- separated by blanks
  is_of_node INTEGER NOT NULL,   -- 1: of every host name and domain that no other brand names
  logo BLOB                      -- the picture as it was given; its type is seen from it
) STRICT;
CREATE UNIQUE INDEX brand_of_node ON brand(is_of_node) WHERE is_of_node = 1;

CREATE TABLE brand_domain (
  domain TEXT PRIMARY KEY NOT NULL,
  brand_id INTEGER NOT NULL REFERENCES brand(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX brand_domain_by_brand ON brand_domain(brand_id);

CREATE TABLE brand_host (
  host TEXT PRIMARY KEY NOT NULL,
  brand_id INTEGER NOT NULL REFERENCES brand(id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX brand_host_by_brand ON brand_host(brand_id);

CREATE TABLE brand_mail (        -- words of mails that the node sends
  brand_id INTEGER NOT NULL REFERENCES brand(id) ON DELETE CASCADE,
  mail TEXT NOT NULL,
  language TEXT NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (brand_id, mail, language)
) STRICT, WITHOUT ROWID;

-- Counts every change, so that a serving node sees what a command beside it did.
CREATE TABLE brand_revision (n INTEGER NOT NULL) STRICT;
INSERT INTO brand_revision VALUES (0);
