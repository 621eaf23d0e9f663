PRAGMA foreign_keys = OFF;
PRAGMA application_id = 1347177794;
PRAGMA user_version = 4;
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
, team INTEGER REFERENCES team(id), manager INTEGER REFERENCES person(id), zone TEXT, merged_into INTEGER REFERENCES person(id)) STRICT;
CREATE TABLE reason(
  id INTEGER PRIMARY KEY,
  list INTEGER NOT NULL,
  bucket INTEGER NOT NULL,
  slug TEXT NOT NULL,
  label TEXT NOT NULL,
  retired_at INTEGER, track INTEGER REFERENCES track(id), team INTEGER REFERENCES team(id), merged_into INTEGER REFERENCES reason(id),
  UNIQUE(list, bucket, slug)
) STRICT;
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
, shape TEXT NOT NULL DEFAULT 'lead-per-row', content TEXT, told TEXT) STRICT;
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
, company_id TEXT, contact_id TEXT, email_kind TEXT, first_touch_at INTEGER, opportunity_id TEXT) STRICT;
CREATE TABLE stage_event(
  lead INTEGER NOT NULL REFERENCES lead(id),
  at INTEGER NOT NULL,
  stage INTEGER NOT NULL,
  not_before INTEGER,
  provenance INTEGER NOT NULL,
  reason INTEGER REFERENCES reason(id),
  batch INTEGER,
  by_person INTEGER REFERENCES person(id),
  note TEXT, by_name TEXT,
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
CREATE TABLE operation(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  label TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL
, entered_at INTEGER) STRICT;
CREATE TABLE audit_head(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  count INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE undo_entry(
  operation INTEGER PRIMARY KEY REFERENCES operation(id),
  state INTEGER NOT NULL,
  batch INTEGER REFERENCES import_batch(id)
) STRICT;
CREATE TABLE undo_step(
  operation INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  tbl TEXT NOT NULL,
  lead INTEGER,
  old TEXT,
  new TEXT,
  PRIMARY KEY(operation, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE lead_key(
  identity TEXT PRIMARY KEY,
  lead INTEGER NOT NULL REFERENCES lead(id),
  batch INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE distinct_pair(
  one INTEGER NOT NULL REFERENCES lead(id),
  other INTEGER NOT NULL REFERENCES lead(id),
  PRIMARY KEY(one, other)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE reference_row(
  list INTEGER NOT NULL,
  key TEXT NOT NULL,
  data TEXT NOT NULL,
  batch INTEGER, as_of INTEGER,
  PRIMARY KEY(list, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE watched_folder(
  id INTEGER PRIMARY KEY,
  folder TEXT NOT NULL,
  pattern TEXT NOT NULL,
  UNIQUE(folder, pattern)
) STRICT;
CREATE TABLE team(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  retired_at INTEGER
) STRICT;
CREATE TABLE track(
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  days INTEGER,
  retired_at INTEGER
) STRICT;
CREATE TABLE concordance(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  reason INTEGER NOT NULL REFERENCES reason(id),
  what TEXT NOT NULL,
  was TEXT NOT NULL,
  became TEXT NOT NULL,
  leads INTEGER NOT NULL
) STRICT;
CREATE TABLE recycling(
  lead INTEGER NOT NULL REFERENCES lead(id),
  since INTEGER NOT NULL,
  track INTEGER NOT NULL REFERENCES track(id),
  due TEXT,
  by_person INTEGER REFERENCES person(id),
  note TEXT,
  PRIMARY KEY(lead, since)
) STRICT, WITHOUT ROWID;
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
CREATE UNIQUE INDEX lead_identity ON lead(identity);
INSERT INTO migration VALUES(1,'workspace','bb96f1835de1b420866c8aec3d15425828bc1fc59c9ea48d2038edb1f31c85de');
INSERT INTO migration VALUES(2,'shapes','bca681cbc0db597451a0387037afc54084c2e8a54f6a0da400c5ecf3200638ff');
INSERT INTO migration VALUES(3,'desk','cd1ac7e5c0b48740abf4a7c369540ac01d82416ff005220970ce0d5c20251604');
INSERT INTO migration VALUES(4,'entered','ab9c93473822a795881f90bbc25205594bc3f65a26b48cd5928f065677bed219');
INSERT INTO setting VALUES('calendar.fiscal_year_start','1');
INSERT INTO setting VALUES('calendar.week_start','Mon');
INSERT INTO setting VALUES('calendar.zone','UTC');
INSERT INTO setting VALUES('decision_window_hours','336');
INSERT INTO person VALUES(1,'Kim Example','SDR lead',NULL,NULL,NULL,NULL,NULL);
INSERT INTO person VALUES(2,'Ada Example','rep',NULL,1,NULL,'Europe/Berlin',NULL);
INSERT INTO person VALUES(3,'A. Example','rep',1209600000,NULL,NULL,NULL,2);
INSERT INTO reason VALUES(1,0,0,'company-size','Company size outside ICP',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(2,0,0,'industry','Industry not served',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(3,0,0,'geography','Geography outside coverage',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(4,0,0,'tech-stack','Tech stack incompatible',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(5,0,0,'persona','Wrong persona',NULL,2,NULL,NULL);
INSERT INTO reason VALUES(6,0,1,'competitor-contract','Under contract with a competitor',NULL,1,NULL,NULL);
INSERT INTO reason VALUES(7,0,1,'no-project','No project or budget cycle',NULL,1,NULL,NULL);
INSERT INTO reason VALUES(8,0,1,'executive-change','Executive change in progress',NULL,1,NULL,NULL);
INSERT INTO reason VALUES(9,0,1,'recent-purchase','Recent purchase',NULL,1,NULL,NULL);
INSERT INTO reason VALUES(10,0,2,'missing-contact','Missing contact data',NULL,3,NULL,NULL);
INSERT INTO reason VALUES(11,0,2,'invalid-email','Invalid e-mail',NULL,3,NULL,NULL);
INSERT INTO reason VALUES(12,0,2,'duplicate','Duplicate',NULL,3,NULL,NULL);
INSERT INTO reason VALUES(13,0,2,'personal-email','Personal e-mail domain',NULL,3,NULL,NULL);
INSERT INTO reason VALUES(14,0,3,'unspecified','Other',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(15,1,3,'no-budget','No budget',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(16,1,3,'no-authority','No authority',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(17,1,3,'no-need','No need',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(18,1,3,'no-time-frame','No time frame',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(19,1,3,'chose-competitor','Chose a competitor',NULL,NULL,NULL,NULL);
INSERT INTO reason VALUES(20,1,3,'no-response','No response after the agreed attempts',NULL,NULL,NULL,NULL);
INSERT INTO import_batch VALUES(1,2,864000000,864000000,'leads.csv','plain','shape = "lead-per-row"
','f1','["Sales Region"]',3,2,0,0,1,0,1,2,NULL,'lead-per-row',NULL,'[1,2]');
INSERT INTO import_batch VALUES(2,3,1036800000,1036800000,'leads.csv','plain','shape = "lead-per-row"
','f1','["Sales Region"]',1,0,1,0,0,0,NULL,NULL,NULL,'lead-per-row',NULL,'[1,1]');
INSERT INTO import_problem VALUES(1,1,4,'','bob@example.com','identity.repeated','This lead came earlier in the file with other values; the first row stands.');
INSERT INTO mapping_memory VALUES('f1','shape = "lead-per-row"
',1036800000);
INSERT INTO lead VALUES(1,'e:ann@example.com',6,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'DE',NULL,'Ulm',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"Region":"North"}',NULL,NULL,NULL,NULL,NULL);
INSERT INTO lead VALUES(2,'e:bob@example.com',2,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'sal',NULL,NULL,NULL,NULL,0.1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO stage_event VALUES(1,86400000,1,NULL,1,NULL,1,NULL,NULL,NULL);
INSERT INTO stage_event VALUES(1,1123200000,6,NULL,0,NULL,NULL,1,'noted',NULL);
INSERT INTO stage_event VALUES(2,864000000,2,0,2,NULL,1,NULL,NULL,NULL);
INSERT INTO saved_view VALUES(1,'Mine','city = "Ulm"','["email"]',NULL,0);
INSERT INTO operation VALUES(1,0,'create-workspace','New workspace','','fd35cc369c8ee962526494e8f3601d37e5b77e02624d05268291cef5d575d72a',NULL);
INSERT INTO operation VALUES(2,864000000,'import','Import 1','fd35cc369c8ee962526494e8f3601d37e5b77e02624d05268291cef5d575d72a','f4b4dc9717b95a293986a9991fe751c6866c8e50b03b04acb68599c3eb548e78',NULL);
INSERT INTO operation VALUES(3,1036800000,'import','Import 2','f4b4dc9717b95a293986a9991fe751c6866c8e50b03b04acb68599c3eb548e78','0936c166cb2bc5b0385e0e082a19ae0b39e96d2326635f6e833b3803db50388e',NULL);
INSERT INTO operation VALUES(4,1123200000,'person','Add person','0936c166cb2bc5b0385e0e082a19ae0b39e96d2326635f6e833b3803db50388e','3028559cdde7b5f1469e197b476d6e0b93a4b0ab41a8adcf4649fa42c1735a10',NULL);
INSERT INTO audit_head VALUES(1,4,'3028559cdde7b5f1469e197b476d6e0b93a4b0ab41a8adcf4649fa42c1735a10');
INSERT INTO undo_entry VALUES(2,0,1);
INSERT INTO undo_entry VALUES(3,0,2);
INSERT INTO undo_entry VALUES(4,0,NULL);
INSERT INTO undo_step VALUES(3,1,'lead',1,'[1,"e:ann@example.com",1,1,null,null,null,null,null,null,null,null,null,null,null,null,"Bonn",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"{\"Region\":\"North\"}",null,null,null,null,null]','[1,"e:ann@example.com",1,1,null,null,null,null,null,null,null,null,null,null,null,null,"Ulm",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"{\"Region\":\"North\"}",null,null,null,null,null]');
INSERT INTO undo_step VALUES(4,1,'person',NULL,NULL,'[1,"Kim Example","SDR lead",null,null,null,null,null]');
INSERT INTO undo_step VALUES(4,2,'saved_view',NULL,NULL,'[1,"Mine","city = \"Ulm\"","[\"email\"]",null,0]');
INSERT INTO undo_step VALUES(4,3,'stage_event',1,NULL,'[1,1123200000,6,null,0,null,null,1,"noted",null]');
INSERT INTO undo_step VALUES(4,4,'lead',1,'[1,"e:ann@example.com",1,1,null,null,null,null,null,null,null,null,null,null,null,null,"Ulm",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"{\"Region\":\"North\"}",null,null,null,null,null]','[1,"e:ann@example.com",6,1,null,null,null,null,null,null,null,null,null,null,null,null,"Ulm",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"{\"Region\":\"North\"}",null,null,null,null,null]');
INSERT INTO undo_step VALUES(4,5,'lead',1,'[1,"e:ann@example.com",6,1,null,null,null,null,null,null,null,null,null,null,null,null,"Ulm",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"{\"Region\":\"North\"}",null,null,null,null,null]','[1,"e:ann@example.com",6,1,null,null,null,null,null,null,null,null,null,null,"DE",null,"Ulm",null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,null,"{\"Region\":\"North\"}",null,null,null,null,null]');
INSERT INTO lead_key VALUES('x:id:A-1',1,1);
INSERT INTO distinct_pair VALUES(1,2);
INSERT INTO activity VALUES(1,'T-1',259200000,1,'call',NULL,'phone','reached','Kim Example',NULL,1);
INSERT INTO activity VALUES(1,'webinar|172800000|',172800000,0,'webinar','Spring',NULL,NULL,NULL,'{"Minutes":"31"}',1);
INSERT INTO opportunity VALUES(1,'o:D-1',1,1,'Deal',NULL,1,1200.5,'EUR',NULL,NULL,345600000,NULL,NULL,'ann@example.com',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO opportunity VALUES(2,'o:D-2',NULL,NULL,'Another',NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'nobody@example.com',NULL,NULL,NULL,NULL,NULL,1);
INSERT INTO field_change VALUES(1,'city',1036800000,'Ulm','Bonn',864000000,2,NULL,2);
INSERT INTO field_change VALUES(1,'owner',432000000,'Kim Example','',NULL,0,'admin',1);
INSERT INTO spend VALUES('1970-01-02','Webinar','Spring','','EUR',99.5,1);
INSERT INTO reference_row VALUES(0,'C-1','{"title":"CISO"}',1,NULL);
INSERT INTO reference_row VALUES(1,'A-1','{"city":"Ulm"}',1,NULL);
INSERT INTO watched_folder VALUES(1,'/exports','*.csv');
INSERT INTO team VALUES(1,'Team North',NULL);
INSERT INTO track VALUES(1,'re-engage','Re-engage in a quarter',91,NULL);
INSERT INTO track VALUES(2,'deprioritised','Deprioritised',NULL,NULL);
INSERT INTO track VALUES(3,'enrich-first','Enrich first',7,NULL);
INSERT INTO concordance VALUES(1,1209600000,2,'renamed','Industry','Industry not served',0);
INSERT INTO recycling VALUES(1,1209600000,1,'1970-04-16',2,'asked for spring');
INSERT INTO escalation VALUES(1,'acceptance|1970-01-05',1209600000,'acceptance below 80% for 3 weeks','Acceptance is low','{}',2,0,NULL,NULL);
