SELECT id, operation, source, shape, as_of, told, unchanged > 0,
  created + updated > 0 OR EXISTS(SELECT 1 FROM undo_step s WHERE s.operation = import_batch.operation)
FROM import_batch WHERE id > ?1 AND undone_at IS NULL ORDER BY id
