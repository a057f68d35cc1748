-- Schema 7: what is kept ends. When a domain's retention ends, a message's bytes go and its row stays as one of the log; the log's rows go
-- later. docs/decisions/0028-what-is-kept-and-for-how-long.md.

CREATE INDEX delivery_kept ON delivery(domain_id, received_at) WHERE blob_id <> 0;
CREATE INDEX delivery_logged ON delivery(received_at) WHERE blob_id = 0;

CREATE TABLE blob_gone (         -- files that no row needs any more, until they are removed; a crash forgets none
  sha256 TEXT PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;
