CREATE TABLE team(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  retired_at INTEGER
) STRICT;

-- zone: IANA, NULL for the workspace's. merged_into: two names turned out to be one person.
ALTER TABLE person ADD COLUMN team INTEGER REFERENCES team(id);
ALTER TABLE person ADD COLUMN manager INTEGER REFERENCES person(id);
ALTER TABLE person ADD COLUMN zone TEXT;
ALTER TABLE person ADD COLUMN merged_into INTEGER REFERENCES person(id);

-- Where leads go that come back later. days: until they are due; NULL for never by themselves.
CREATE TABLE track(
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  days INTEGER,
  retired_at INTEGER
) STRICT;

INSERT INTO track(id, slug, label, days) VALUES
  (1, 're-engage', 'Re-engage in a quarter', 91),
  (2, 'deprioritised', 'Deprioritised', NULL),
  (3, 'enrich-first', 'Enrich first', 7);

-- merged_into: what is counted in its place. The events keep the reason they were given.
ALTER TABLE reason ADD COLUMN track INTEGER REFERENCES track(id);
ALTER TABLE reason ADD COLUMN team INTEGER REFERENCES team(id);
ALTER TABLE reason ADD COLUMN merged_into INTEGER REFERENCES reason(id);

UPDATE reason SET track = 1 WHERE list = 0 AND bucket = 1;
UPDATE reason SET track = 2 WHERE list = 0 AND bucket = 0 AND slug = 'persona';
UPDATE reason SET track = 3 WHERE list = 0 AND bucket = 2;

-- What happened to a picklist entry, for trends that run over it.
CREATE TABLE concordance(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  reason INTEGER NOT NULL REFERENCES reason(id),
  what TEXT NOT NULL,
  was TEXT NOT NULL,
  became TEXT NOT NULL,
  leads INTEGER NOT NULL
) STRICT;

-- A lead somebody put onto a track by hand; without a row it is on its reason's. due: a day, NULL for none.
CREATE TABLE recycling(
  lead INTEGER NOT NULL REFERENCES lead(id),
  since INTEGER NOT NULL,
  track INTEGER NOT NULL REFERENCES track(id),
  due TEXT,
  by_person INTEGER REFERENCES person(id),
  note TEXT,
  PRIMARY KEY(lead, since)
) STRICT, WITHOUT ROWID;

-- Opened by a consequence rule. key: rule and what fired it, so that it opens once. evidence: JSON as it was then.
-- state: 0 open, 1 done, 2 dropped.
CREATE TABLE escalation(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  opened_at INTEGER NOT NULL,
  rule TEXT NOT NULL,
  title TEXT NOT NULL,
  evidence TEXT NOT NULL,
  owner INTEGER REFERENCES person(id),
  state INTEGER NOT NULL,
  note TEXT,
  closed_at INTEGER
) STRICT;

-- The moment the newest file spoke of that told the entry: an older one overwrites nothing.
ALTER TABLE reference_row ADD COLUMN as_of INTEGER;
