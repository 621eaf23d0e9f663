WITH entry(list, key) AS (
  SELECT list, key FROM reference_row WHERE batch = ?1
  UNION SELECT json_extract(old, '$[0]'), json_extract(old, '$[1]') FROM undo_step
    WHERE operation = ?2 AND tbl = 'reference_row' AND old IS NOT NULL)
SELECT lead FROM undo_step WHERE operation = ?2 AND lead IS NOT NULL
UNION SELECT lead FROM stage_event WHERE batch = ?1 AND lead NOT BETWEEN ?3 AND ?4
UNION SELECT lead FROM field_change WHERE batch = ?1 AND lead NOT BETWEEN ?3 AND ?4
UNION SELECT lead FROM lead_key WHERE batch = ?1
UNION SELECT l.id FROM entry JOIN lead l ON entry.list = 0 AND l.contact_id = entry.key
UNION SELECT l.id FROM entry JOIN lead l ON entry.list = 1 AND l.company_id = entry.key
