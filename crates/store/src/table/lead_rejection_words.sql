nullif(coalesce(
  (SELECT coalesce(e.note, CASE WHEN e.batch IS NULL AND e.provenance = {recorded} THEN '' END)
   FROM stage_event e WHERE e.lead = lead.id AND e.stage = {rejected} ORDER BY e.at DESC LIMIT 1),
  lead.rejection_note), '')
