-- A calendar is one person's link to the plan of one workspace, his own or one he works in.
CREATE TABLE calendar_links (
    user_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    owner_id  INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    token     TEXT NOT NULL UNIQUE,
    created_s INTEGER NOT NULL,
    PRIMARY KEY (user_id, owner_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_links_by_owner ON calendar_links (owner_id);
INSERT INTO calendar_links (user_id, owner_id, token, created_s)
SELECT user_id, user_id, token, created_s FROM calendar_feeds;
DROP TABLE calendar_feeds;
