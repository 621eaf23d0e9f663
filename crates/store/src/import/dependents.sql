-- Later steps that still stand and need what import ?1 (step ?2) brought or changed; ?3 and ?4: the leads it created.
WITH
changed(tbl, lead, first, second, row) AS (
  SELECT tbl, lead, json_extract(coalesce(new, old), '$[0]'), json_extract(coalesce(new, old), '$[1]'),
    coalesce(old, new)
  FROM undo_step WHERE operation = ?2
),
-- Leads whose rows the step changed, or whose story it told.
touched(lead) AS (
  SELECT lead FROM changed WHERE lead IS NOT NULL
  UNION SELECT lead FROM stage_event WHERE batch = ?1
),
later(operation, lead) AS (
  -- Changes of those leads, and of the leads it created.
  SELECT s.operation, s.lead FROM undo_step s
  WHERE s.operation > ?2 AND (s.lead BETWEEN ?3 AND ?4 OR s.lead IN touched)
  UNION ALL
  -- Changes of rows it brought, and of rows without a lead that it changed.
  SELECT s.operation, s.lead FROM undo_step s
  WHERE s.operation > ?2 AND (
    s.old IS NOT NULL AND ?1 = CASE s.tbl
      WHEN 'stage_event' THEN json_extract(s.old, '$[6]')
      WHEN 'lead_key' THEN json_extract(s.old, '$[2]')
      WHEN 'activity' THEN json_extract(s.old, '$[10]')
      WHEN 'opportunity' THEN json_extract(s.old, '$[20]')
      WHEN 'field_change' THEN json_extract(s.old, '$[8]')
      WHEN 'spend' THEN json_extract(s.old, '$[6]')
      WHEN 'reference_row' THEN json_extract(s.old, '$[3]') END
    OR s.tbl = 'distinct_pair' AND json_extract(coalesce(s.new, s.old), '$[1]') BETWEEN ?3 AND ?4
    OR s.tbl IN ('opportunity', 'reason') AND EXISTS(
      SELECT 1 FROM changed c WHERE c.tbl = s.tbl AND c.first = json_extract(coalesce(s.new, s.old), '$[0]'))
    OR s.tbl = 'reference_row' AND EXISTS(
      SELECT 1 FROM changed c WHERE c.tbl = s.tbl AND c.first = json_extract(s.old, '$[0]')
        AND c.second = json_extract(s.old, '$[1]'))
    OR s.tbl = 'spend' AND s.old IS NOT NULL AND EXISTS(
      SELECT 1 FROM changed c WHERE c.tbl = s.tbl AND json_remove(c.row, '$[5]') = json_remove(s.old, '$[5]')))
  UNION ALL
  -- Rows of later imports about the leads it created.
  SELECT b.operation, r.lead FROM import_batch b JOIN (
    SELECT batch, lead FROM stage_event WHERE lead BETWEEN ?3 AND ?4 AND batch > ?1
    UNION ALL SELECT batch, lead FROM activity WHERE lead BETWEEN ?3 AND ?4 AND batch > ?1
    UNION ALL SELECT batch, lead FROM field_change WHERE lead BETWEEN ?3 AND ?4 AND batch > ?1
    UNION ALL SELECT batch, lead FROM lead_key WHERE lead BETWEEN ?3 AND ?4 AND batch > ?1
    UNION ALL SELECT batch, lead FROM opportunity WHERE lead BETWEEN ?3 AND ?4 AND batch > ?1
    -- An event that came where one was removed.
    UNION ALL SELECT batch, lead FROM stage_event
      WHERE batch > ?1 AND lead IN (SELECT lead FROM changed WHERE tbl = 'stage_event')
  ) r ON b.id = r.batch
)
SELECT o.id, coalesce('Import ' || b.id || ', ' || b.source, o.label), count(DISTINCT l.lead)
FROM later l
JOIN undo_entry e ON e.operation = l.operation AND e.state = 0
JOIN operation o ON o.id = e.operation
LEFT JOIN import_batch b ON b.operation = o.id
GROUP BY o.id
ORDER BY o.id
