CREATE TABLE migration(
  version INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT;

CREATE TABLE setting(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  retired_at INTEGER
) STRICT;

CREATE TABLE reason(
  id INTEGER PRIMARY KEY,
  list INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  retired_at INTEGER,
  UNIQUE(list, bucket, slug)
) STRICT;

-- A batch keeps its report after it is undone; ids are never given out twice.
CREATE TABLE import_batch(
  id INTEGER PRIMARY KEY,
  operation INTEGER NOT NULL,
  at INTEGER NOT NULL,
  as_of INTEGER NOT NULL,
  source TEXT NOT NULL,
  dictionary TEXT NOT NULL,
  mapping TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  extra_headers TEXT NOT NULL,
  read INTEGER NOT NULL,
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  rejected INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  first_lead INTEGER,
  last_lead INTEGER,
  undone_at INTEGER
) STRICT;

CREATE TABLE import_problem(
  batch INTEGER NOT NULL REFERENCES import_batch(id),
  seq INTEGER NOT NULL,
  row INTEGER NOT NULL,
  col TEXT NOT NULL,
  value TEXT NOT NULL,
  rule TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY(batch, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE mapping_memory(
  fingerprint TEXT PRIMARY KEY,
  mapping TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE lead(
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL,
  stage INTEGER,
  batch INTEGER,
  external_id TEXT,
  email TEXT,
  first_name TEXT,
  last_name TEXT,
  title TEXT,
  persona TEXT,
  seniority TEXT,
  company TEXT,
  domain TEXT,
  industry TEXT,
  country TEXT,
  region TEXT,
  city TEXT,
  source TEXT,
  campaign TEXT,
  channel TEXT,
  tier TEXT,
  owner TEXT,
  team TEXT,
  segment TEXT,
  status TEXT,
  rejection_note TEXT,
  lost_reason TEXT,
  employees REAL,
  revenue REAL,
  score REAL,
  amount REAL,
  created_at INTEGER,
  routed_at INTEGER,
  first_contact_at INTEGER,
  feedback_at INTEGER,
  status_at INTEGER,
  extra TEXT
) STRICT;

CREATE UNIQUE INDEX lead_identity ON lead(identity);

-- Clustered by lead: the cube reads events in lead order, an import appends them in that order.
-- not_before is NULL where it equals at.
CREATE TABLE stage_event(
  lead INTEGER NOT NULL REFERENCES lead(id),
  at INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  not_before INTEGER,
  provenance INTEGER NOT NULL,
  reason INTEGER REFERENCES reason(id),
  batch INTEGER,
  by_person INTEGER REFERENCES person(id),
  note TEXT,
  PRIMARY KEY(lead, at, stage)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  criteria TEXT NOT NULL,
  columns TEXT NOT NULL,
  sort_field TEXT,
  sort_descending INTEGER NOT NULL
) STRICT;

-- The audit: a chain of hashes over what happened, without personal data.
CREATE TABLE operation(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- How long the chain is and what it ends in: a tail that was cut off is missed here.
CREATE TABLE audit_head(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  count INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;

-- state 0: done, can be undone; 1: undone, can be redone. batch: the import it stands for.
CREATE TABLE undo_entry(
  operation INTEGER PRIMARY KEY REFERENCES operation(id),
  state INTEGER NOT NULL,
  batch INTEGER REFERENCES import_batch(id)
) STRICT;

-- What an operation changed, row by row. Kept apart from the audit, so that a person can be erased here.
CREATE TABLE undo_step(
  operation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  lead INTEGER,
  old TEXT,
  new TEXT,
  PRIMARY KEY(operation, seq)
) STRICT, WITHOUT ROWID;
