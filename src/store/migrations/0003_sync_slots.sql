-- Which crawl time each subject was queued for last, so that it is queued once for each whoever keeps
-- the time: two processes on one database, or one that was killed while it queued.
CREATE TABLE sync_slots (
    kind    TEXT NOT NULL,    -- the job's kind, or the schedule's own name of a time
    subject TEXT NOT NULL,    -- Instagram id; '' for the time itself
    slot_s  INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
