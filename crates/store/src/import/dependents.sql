-- Later steps that still stand and changed leads which the import ?1 created (?2 to ?3) or changed.
SELECT o.id,
  coalesce('Import ' || b.source, o.label),
  count(DISTINCT s.lead)
FROM undo_entry e
JOIN undo_step s ON s.operation = e.operation
JOIN operation o ON o.id = e.operation
LEFT JOIN import_batch b ON b.operation = o.id
WHERE e.state = 0 AND e.operation > ?1
  AND (s.lead BETWEEN ?2 AND ?3
    OR s.lead IN (SELECT lead FROM undo_step WHERE operation = ?1 AND lead IS NOT NULL))
GROUP BY o.id
ORDER BY o.id
