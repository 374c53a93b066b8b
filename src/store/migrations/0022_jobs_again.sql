-- Asked for again while it runs: when its turn ends and it waits again, it waits no longer than that.
ALTER TABLE jobs ADD COLUMN again_ms INTEGER;
