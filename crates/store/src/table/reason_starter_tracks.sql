-- Timing comes back in a quarter, the wrong persona is deprioritised, data is repaired first.
UPDATE reason SET track = (SELECT id FROM track WHERE slug = 're-engage') WHERE list = 0 AND bucket = 1;
UPDATE reason SET track = (SELECT id FROM track WHERE slug = 'deprioritised')
  WHERE list = 0 AND bucket = 0 AND slug = 'persona';
UPDATE reason SET track = (SELECT id FROM track WHERE slug = 'enrich-first') WHERE list = 0 AND bucket = 2;
