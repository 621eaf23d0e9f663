SELECT 1 FROM reference_row WHERE batch = ?1
UNION ALL SELECT 1 FROM undo_step WHERE operation = ?2 AND tbl IN ('reference_row', 'reason') LIMIT 1
