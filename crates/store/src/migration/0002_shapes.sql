ALTER TABLE lead ADD COLUMN company_id TEXT;
ALTER TABLE lead ADD COLUMN contact_id TEXT;
ALTER TABLE lead ADD COLUMN email_kind TEXT;
ALTER TABLE lead ADD COLUMN first_touch_at INTEGER;

ALTER TABLE import_batch ADD COLUMN shape TEXT NOT NULL DEFAULT 'lead-per-row';
-- Size and time of change of the file: a watched folder knows by them what was taken in.
ALTER TABLE import_batch ADD COLUMN content TEXT;
-- The leads a file told, as JSON: first and last id of each run. What changed since lies between its as_of and the next
-- file's. Kept here and not with each lead: most leads of most files are unchanged, and undoing an import undoes it.
ALTER TABLE import_batch ADD COLUMN told TEXT;

-- Further identities of a lead: of the lead that was merged into it, or of a second system.
CREATE TABLE lead_key(
  identity TEXT PRIMARY KEY,
  lead INTEGER NOT NULL REFERENCES lead(id),
  batch INTEGER
) STRICT, WITHOUT ROWID;

-- Two leads somebody said are two persons. one < other.
CREATE TABLE distinct_pair(
  one INTEGER NOT NULL REFERENCES lead(id),
  other INTEGER NOT NULL REFERENCES lead(id),
  PRIMARY KEY(one, other)
) STRICT, WITHOUT ROWID;

-- key: the activity's own id, or kind, moment and channel where a log has none.
CREATE TABLE activity(
  lead INTEGER NOT NULL REFERENCES lead(id),
  key TEXT NOT NULL,
  at INTEGER NOT NULL,
  side INTEGER NOT NULL,
  kind TEXT NOT NULL,
  campaign TEXT,
  channel TEXT,
  outcome TEXT,
  by_name TEXT,
  extra TEXT,
  batch INTEGER,
  PRIMARY KEY(lead, key)
) STRICT, WITHOUT ROWID;

-- How the file named the lead is kept, so that a deal without one finds it when it comes.
-- joined_by: 0 id, 1 e-mail, 2 contact, 3 company; NULL without a lead.
CREATE TABLE opportunity(
  id INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE,
  lead INTEGER REFERENCES lead(id),
  joined_by INTEGER,
  name TEXT,
  stage TEXT,
  outcome INTEGER NOT NULL,
  amount REAL,
  currency TEXT,
  lost_reason TEXT,
  owner TEXT,
  created_at INTEGER,
  closed_at INTEGER,
  lead_identity TEXT,
  email TEXT,
  contact_id TEXT,
  company_id TEXT,
  domain TEXT,
  company TEXT,
  extra TEXT,
  batch INTEGER
) STRICT;

CREATE INDEX opportunity_lead ON opportunity(lead);

-- not_before is NULL where it equals at. Empty text is a blank field.
CREATE TABLE field_change(
  lead INTEGER NOT NULL REFERENCES lead(id),
  field TEXT NOT NULL,
  at INTEGER NOT NULL,
  new TEXT NOT NULL,
  old TEXT NOT NULL,
  not_before INTEGER,
  provenance INTEGER NOT NULL,
  by_name TEXT,
  batch INTEGER,
  PRIMARY KEY(lead, field, at, new)
) STRICT, WITHOUT ROWID;

-- One row per day and what it was spent on; empty text where the file does not say.
CREATE TABLE spend(
  day TEXT NOT NULL,
  source TEXT NOT NULL,
  campaign TEXT NOT NULL,
  channel TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount REAL NOT NULL,
  batch INTEGER,
  PRIMARY KEY(day, source, campaign, channel, currency)
) STRICT, WITHOUT ROWID;

-- Contacts (list 0) and companies (list 1) by the key leads carry. data: JSON, slugs and headers to values.
CREATE TABLE reference_row(
  list INTEGER NOT NULL,
  key TEXT NOT NULL,
  data TEXT NOT NULL,
  batch INTEGER,
  PRIMARY KEY(list, key)
) STRICT, WITHOUT ROWID;

-- Folders whose exports are offered for import. pattern: a file name with * and ?.
CREATE TABLE watched_folder(
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL,
  pattern TEXT NOT NULL,
  UNIQUE(folder, pattern)
) STRICT;
