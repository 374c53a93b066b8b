-- People around a post: who works in whose workspace, what waits for approval, and texts of one account.

-- A user's workspace is what is his. Without a row: nothing needs approval.
CREATE TABLE workspaces (
    owner_id       INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    needs_approval INTEGER NOT NULL,
    updated_s      INTEGER NOT NULL
) STRICT;

CREATE TABLE team_members (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    owner_id     INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    user_id      INTEGER REFERENCES users (id) ON DELETE CASCADE, -- NULL: invited, not here yet
    email        TEXT NOT NULL,               -- that was invited, as typed
    email_folded TEXT NOT NULL,
    role         TEXT NOT NULL CHECK (role IN ('admin', 'editor', 'approver', 'viewer')),
    invited_by   INTEGER NOT NULL,
    invited_s    INTEGER NOT NULL,
    joined_s     INTEGER,
    UNIQUE (owner_id, email_folded)
) STRICT;
CREATE UNIQUE INDEX team_members_by_user ON team_members (user_id, owner_id) WHERE user_id IS NOT NULL;

-- Links of invitations. Only their hashes are known here.
CREATE TABLE team_links (
    token_hash BLOB NOT NULL PRIMARY KEY,
    member_id  INTEGER NOT NULL REFERENCES team_members (id) ON DELETE CASCADE,
    expires_s  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX team_links_by_member ON team_links (member_id, expires_s);
CREATE INDEX team_links_by_end ON team_links (expires_s);

-- The newest question about a post, and its answer.
CREATE TABLE post_approvals (
    post_id      INTEGER PRIMARY KEY REFERENCES posts (id) ON DELETE CASCADE,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'rejected')),
    content_hash TEXT NOT NULL,               -- what was asked for, or decided about (publish/approval.h)
    requested_s  INTEGER NOT NULL,
    requested_by INTEGER NOT NULL,
    decided_s    INTEGER,
    decided_by   INTEGER,
    note         TEXT
) STRICT;

-- Texts of a post at one account; NULL: the post's own. An empty one is empty there.
ALTER TABLE post_targets ADD COLUMN caption TEXT;
ALTER TABLE post_targets ADD COLUMN first_comment TEXT;
ALTER TABLE post_targets ADD COLUMN options TEXT;

-- What waits for approval is looked at when it is due, too.
DROP INDEX post_targets_due;
CREATE INDEX post_targets_due ON post_targets (coalesce(next_ms, due_ms), id)
    WHERE state IN ('waiting_approval', 'scheduled', 'claimed', 'creating', 'container', 'intent', 'published',
                    'commenting');
