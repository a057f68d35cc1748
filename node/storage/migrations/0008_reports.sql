-- Schema 8: what people report. Why a report is believed or not: docs/decisions/0029-what-proves-a-report.md.

CREATE TABLE body_hash (         -- of each message that the filter looked at, as its event says (domain/body_hash.hpp)
  queue_id TEXT PRIMARY KEY NOT NULL,
  sha256 TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX body_hash_by_age ON body_hash(at);

CREATE TABLE report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL,   -- 0: sent in by mail or by an add-on without an account
  reporter_key TEXT NOT NULL,    -- without case: the address that sent it in, or the client's; empty with an account
  reported_by TEXT NOT NULL,
  kind INTEGER NOT NULL,         -- api::ReportKind
  via INTEGER NOT NULL,          -- api::ReportVia
  reported_at INTEGER NOT NULL,
  name TEXT NOT NULL,
  from_name TEXT NOT NULL,
  from_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  snippet TEXT NOT NULL,
  date INTEGER,
  message_id TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,          -- of what was sent in
  trace INTEGER NOT NULL,        -- api::ReportTrace
  delivery_id INTEGER REFERENCES delivery(id) ON DELETE SET NULL,
  mailbox TEXT NOT NULL,         -- whose classifier learns; empty: the one for all
  outcome INTEGER NOT NULL,      -- place in api::kReportOutcomes
  entry_id INTEGER NOT NULL,     -- of the allow entry that let it in; 0: none
  entry_paused INTEGER NOT NULL,
  undone_at INTEGER,
  blob_id INTEGER NOT NULL REFERENCES blob(id),  -- what the filter learns from; 0: nothing is kept
  lesson INTEGER NOT NULL,       -- storage::Lesson that is still to be taught
  attempts INTEGER NOT NULL,
  next_try_at INTEGER            -- of the lesson
) STRICT;
CREATE INDEX report_by_account ON report(account_id, id);
CREATE INDEX report_by_reporter ON report(reporter_key, id) WHERE reporter_key <> '';
CREATE INDEX report_due ON report(next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX report_by_delivery ON report(delivery_id);
CREATE INDEX report_by_blob ON report(blob_id) WHERE blob_id <> 0;
CREATE INDEX report_by_age ON report(reported_at);
