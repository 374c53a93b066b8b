-- Files that people send for their posts, and what was found out about the media of a post.
CREATE TABLE uploads (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    file       TEXT NOT NULL UNIQUE,      -- its name in the folder of uploads: random
    file_name  TEXT NOT NULL,             -- as its owner calls it
    size_bytes INTEGER NOT NULL,
    sha256     BLOB NOT NULL,
    facts      TEXT NOT NULL,             -- JSON: what probe/probe.h read in it
    created_s  INTEGER NOT NULL,
    used_s     INTEGER NOT NULL           -- last put into a post, or given to Meta
) STRICT;
CREATE INDEX uploads_by_user ON uploads (user_id, id);
CREATE INDEX uploads_by_use ON uploads (used_s);

-- A medium is at a public address, or a file of its owner's; then its url is ''.
ALTER TABLE post_media ADD COLUMN upload_id INTEGER REFERENCES uploads (id) ON DELETE SET NULL;
ALTER TABLE post_media ADD COLUMN cover_url TEXT;       -- of a video; NULL: none
ALTER TABLE post_media ADD COLUMN cover_upload_id INTEGER REFERENCES uploads (id) ON DELETE SET NULL;
CREATE INDEX post_media_by_upload ON post_media (upload_id) WHERE upload_id IS NOT NULL;
CREATE INDEX post_media_by_cover ON post_media (cover_upload_id) WHERE cover_upload_id IS NOT NULL;

-- What lay at the address of a medium when it was last looked at. What is wrong with it follows
-- from that and the rules, each time it is shown.
CREATE TABLE post_looks (
    post_id    INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    position   INTEGER NOT NULL,          -- of the medium; 1000 and more: of its cover
    url        TEXT NOT NULL,             -- what was looked at
    looked_ms  INTEGER NOT NULL,
    problem    TEXT NOT NULL,             -- publish/media_rules.h's name of why it cannot be had; ''
    problem_of TEXT NOT NULL,             -- an address, a status; ''
    facts      TEXT NOT NULL,             -- JSON; '': none
    mark       TEXT NOT NULL,             -- by which a change shows: size, ETag, date, hash of its beginning
    changed_ms INTEGER,                   -- when another mark was first seen; NULL: never
    PRIMARY KEY (post_id, position)
) STRICT, WITHOUT ROWID;
