-- When the next job of a kind is due: workers of one kind do not look at what waits for others.
CREATE INDEX jobs_by_kind ON jobs (kind, run_at_ms) WHERE state = 'waiting';
DROP INDEX jobs_next;
