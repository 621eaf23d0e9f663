-- When a step was entered, where somebody had set the clock to another moment (`at`): both stay in the audit.
ALTER TABLE operation ADD COLUMN entered_at INTEGER;
