-- When a step was entered, where somebody had set the clock to another moment (`at`): both stay in the audit.
ALTER TABLE operation ADD COLUMN entered_at INTEGER;
-- Who did it, as a file calls somebody who is no person here.
ALTER TABLE stage_event ADD COLUMN by_name TEXT;
-- The deal a lead became, by its key.
ALTER TABLE lead ADD COLUMN opportunity_id TEXT;
