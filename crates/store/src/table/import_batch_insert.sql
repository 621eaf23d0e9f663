INSERT INTO import_batch(
  id, operation, at, as_of, source, dictionary, mapping, fingerprint, extra_headers,
  read, created, updated, unchanged, rejected, skipped, first_lead, last_lead, shape, content, told)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
