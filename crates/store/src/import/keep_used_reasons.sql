-- A reason the import ?1 added is not taken back while an event that stays names it.
-- Events of the import itself that stay in the journal are taken back with it and do not count.
DELETE FROM undo_step
WHERE operation = ?1 AND tbl = 'reason' AND old IS NULL
  AND json_extract(new, '$[0]') IN (
    SELECT e.reason FROM stage_event e
    WHERE e.reason IS NOT NULL
      AND NOT EXISTS (
        SELECT 1 FROM undo_step s
        WHERE s.operation = ?1 AND s.tbl = 'stage_event' AND s.new IS NOT NULL
          AND s.lead = e.lead AND json_extract(s.new, '$[1]') = e.at AND json_extract(s.new, '$[2]') = e.stage))
