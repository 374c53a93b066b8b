-- A claim takes one step into this index for each kind, whatever waits for other kinds or is not due yet; when a
-- kind's next is due is read from it too.
CREATE INDEX jobs_by_turn ON jobs (kind, priority DESC, run_at_ms, id) WHERE state = 'waiting';
DROP INDEX jobs_waiting;
DROP INDEX jobs_by_kind;
