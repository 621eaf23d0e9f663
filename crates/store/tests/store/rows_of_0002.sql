-- Rows for the tables of the second format, on top of the leads 1 and 2.
INSERT INTO lead_key(identity, lead, batch) VALUES('x:id:A-1', 1, 1);
INSERT INTO distinct_pair(one, other) VALUES(1, 2);
INSERT INTO activity(lead, key, at, side, kind, campaign, channel, outcome, by_name, extra, batch)
VALUES(1, 'webinar|172800000|', 172800000, 0, 'webinar', 'Spring', NULL, NULL, NULL, '{"Minutes":"31"}', 1),
  (1, 'T-1', 259200000, 1, 'call', NULL, 'phone', 'reached', 'Kim Example', NULL, 1);
INSERT INTO opportunity(id, identity, lead, joined_by, name, outcome, amount, currency, created_at, email, batch)
VALUES(1, 'o:D-1', 1, 1, 'Deal', 1, 1200.5, 'EUR', 345600000, 'ann@example.com', 1),
  (2, 'o:D-2', NULL, NULL, 'Another', 0, NULL, NULL, NULL, 'nobody@example.com', 1);
INSERT INTO field_change(lead, field, at, new, old, not_before, provenance, by_name, batch)
VALUES(1, 'owner', 432000000, 'Kim Example', '', NULL, 0, 'admin', 1);
INSERT INTO spend(day, source, campaign, channel, currency, amount, batch)
VALUES('1970-01-02', 'Webinar', 'Spring', '', 'EUR', 99.5, 1);
INSERT INTO reference_row(list, key, data, batch) VALUES(0, 'C-1', '{"title":"CISO"}', 1), (1, 'A-1', '{"city":"Ulm"}', 1);
INSERT INTO watched_folder(folder, pattern) VALUES('/exports', '*.csv');
