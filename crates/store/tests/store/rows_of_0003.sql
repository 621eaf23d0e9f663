-- Rows for the tables of the third format, on top of the leads 1 and 2. Person 1 comes with a step that a test takes back.
INSERT INTO team(id, name) VALUES(1, 'Team North');
INSERT INTO person(id, name, role, team, zone) VALUES(2, 'Ada Example', 'rep', 1, 'Europe/Berlin');
INSERT INTO person(id, name, role, merged_into, retired_at) VALUES(3, 'A. Example', 'rep', 2, 1209600000);
INSERT INTO concordance(id, at, reason, what, was, became, leads)
VALUES(1, 1209600000, 2, 'renamed', 'Industry', 'Industry not served', 0);
INSERT INTO recycling(lead, since, track, due, by_person, note)
VALUES(1, 1209600000, 1, '1970-04-16', 2, 'asked for spring');
INSERT INTO escalation(id, key, opened_at, rule, title, evidence, owner, state)
VALUES(1, 'acceptance|1970-01-05', 1209600000, 'acceptance below 80% for 3 weeks', 'Acceptance is low', '{}', 2, 0);
