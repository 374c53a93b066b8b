-- Files made of an account's data, and reports that are sent by themselves.

-- What a user's reports carry instead of Simpul's own.
CREATE TABLE brands (
    user_id   INTEGER NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,              -- '': Simpul
    colour    TEXT NOT NULL,              -- #rrggbb; '': Simpul's
    logo      BLOB,                       -- a cleaned PNG or JPEG
    logo_type TEXT,                       -- its media type
    updated_s INTEGER NOT NULL
) STRICT;

CREATE TABLE report_schedules (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    account_id TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    every      TEXT NOT NULL CHECK (every IN ('week', 'month')),
    day        INTEGER NOT NULL,          -- of a week 1 (Monday) to 7; of a month 1 to 28, 0: its last
    minute     INTEGER NOT NULL,          -- of the day, as clocks in time_zone show it
    time_zone  TEXT NOT NULL,
    request    TEXT NOT NULL,             -- JSON: what is exported
    delivery   TEXT NOT NULL CHECK (delivery IN ('attachment', 'link')),
    is_active  INTEGER NOT NULL,
    next_s     INTEGER NOT NULL,          -- when it is due next
    tested_s   INTEGER,                   -- when a test letter was last asked for
    created_s  INTEGER NOT NULL,
    updated_s  INTEGER NOT NULL
) STRICT;
CREATE INDEX report_schedules_by_user ON report_schedules (user_id, id);
CREATE INDEX report_schedules_by_account ON report_schedules (account_id);
CREATE INDEX report_schedules_due ON report_schedules (next_s) WHERE is_active = 1;

-- Who gets a report. Who left stays known, so that he is not put on the list again.
CREATE TABLE report_recipients (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    schedule_id INTEGER NOT NULL REFERENCES report_schedules (id) ON DELETE CASCADE,
    email       TEXT NOT NULL,            -- folded
    leave_token TEXT NOT NULL UNIQUE,     -- in the link that ends his letters; opens nothing else
    is_listed   INTEGER NOT NULL,
    left_s      INTEGER,                  -- NULL: he gets letters
    UNIQUE (schedule_id, email)
) STRICT;

-- One letter to one recipient for one slot, and how it went. 'sending' is written before the mail
-- server is called: whoever finds it there does not know, and does not send again.
CREATE TABLE report_deliveries (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    schedule_id INTEGER NOT NULL REFERENCES report_schedules (id) ON DELETE CASCADE,
    slot_s      INTEGER NOT NULL,         -- when it was due
    is_test     INTEGER NOT NULL,
    email       TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'failed', 'unsure', 'skipped')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    error_code  TEXT,
    updated_s   INTEGER NOT NULL,
    UNIQUE (schedule_id, slot_s, is_test, email)
) STRICT;
CREATE INDEX report_deliveries_by_age ON report_deliveries (updated_s);

-- A file that is wanted, being made or there. How far it is, its job knows.
CREATE TABLE exports (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id       INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    account_id    TEXT NOT NULL REFERENCES ig_accounts (id) ON DELETE CASCADE,
    schedule_id   INTEGER REFERENCES report_schedules (id) ON DELETE CASCADE, -- NULL: asked for by hand
    slot_s        INTEGER,                -- of the schedule
    request       TEXT NOT NULL,          -- JSON
    job_id        INTEGER NOT NULL,       -- that makes it, or did
    file_name     TEXT,                   -- NULL: the file is not whole
    content_type  TEXT,
    size_bytes    INTEGER,
    error_code    TEXT,                   -- of the last try that failed
    error_text    TEXT,
    error_text_en TEXT,
    created_s     INTEGER NOT NULL,
    finished_s    INTEGER,
    expires_s     INTEGER NOT NULL        -- then row and file go
) STRICT;
CREATE INDEX exports_by_user ON exports (user_id, id);
CREATE INDEX exports_by_account ON exports (account_id);
CREATE INDEX exports_by_schedule ON exports (schedule_id, slot_s) WHERE schedule_id IS NOT NULL;
CREATE INDEX exports_by_end ON exports (expires_s);

-- A link that opens one file without a login. Only its hash is known here.
CREATE TABLE export_links (
    token_hash BLOB NOT NULL PRIMARY KEY,
    export_id  INTEGER NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
    expires_s  INTEGER NOT NULL,
    uses_left  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX export_links_by_export ON export_links (export_id);
