-- True if step ?1 changed how a deal without a lead calls its lead: the columns from lead_identity to company.
SELECT EXISTS(
  SELECT 1 FROM undo_step s
  WHERE s.operation = ?1 AND s.tbl = 'opportunity' AND s.old IS NOT NULL AND s.new IS NOT NULL
    AND json_extract(s.old, '$[2]') IS NULL
    AND json_extract(s.old, '$[13]', '$[14]', '$[15]', '$[16]', '$[17]', '$[18]')
      <> json_extract(s.new, '$[13]', '$[14]', '$[15]', '$[16]', '$[17]', '$[18]'))
