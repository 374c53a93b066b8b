-- Registration, links sent by e-mail, products, invoices, vouchers.

-- A link that was sent by e-mail and opens one thing once. Only its hash is known here.
CREATE TABLE account_links (
    token_hash BLOB NOT NULL PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    purpose    TEXT NOT NULL CHECK (purpose IN ('reset', 'verify')),
    created_s  INTEGER NOT NULL,
    expires_s  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_links_by_user ON account_links (user_id, purpose);
CREATE INDEX account_links_by_end ON account_links (expires_s);

-- What subscriptions are for. trial_days: length of the free trial; 0: there is none.
CREATE TABLE products (
    id           INTEGER PRIMARY KEY,
    name         TEXT NOT NULL,
    nickname     TEXT NOT NULL UNIQUE,
    description  TEXT NOT NULL,
    app_link     TEXT NOT NULL,
    landing_link TEXT NOT NULL,
    trial_days   INTEGER NOT NULL,
    is_active    INTEGER NOT NULL
) STRICT;
INSERT INTO products
VALUES (1, 'Simpul', 'cekbrand', 'Statistik akun Instagram bisnis, setiap hari.', '/#/apps/cekbrand', '/', 30, 1);

-- How a subscription came about, one row each time; rows are only added.
CREATE TABLE invoices (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id        INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    product_id     INTEGER NOT NULL REFERENCES products (id),
    group_id       INTEGER NOT NULL REFERENCES subscription_groups (id),
    plan_id        INTEGER REFERENCES subscription_plans (id),
    source         TEXT NOT NULL CHECK (source IN ('admin', 'trial')),
    period_start_s INTEGER NOT NULL,
    period_end_s   INTEGER NOT NULL,
    price_idr      INTEGER NOT NULL,    -- before tax
    tax_ppm        INTEGER NOT NULL,    -- millionths of the price: 110000 is 11 %
    created_by     INTEGER,             -- the admin; NULL: the user himself
    created_s      INTEGER NOT NULL
) STRICT;
CREATE INDEX invoices_by_user ON invoices (user_id, product_id, id);

-- Invitation vouchers: a code, and the channel it was given out through.
CREATE TABLE vouchers (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    code          TEXT NOT NULL,               -- as typed
    code_folded   TEXT NOT NULL UNIQUE,        -- lower case
    name          TEXT NOT NULL UNIQUE,        -- of the channel
    is_bound      INTEGER NOT NULL DEFAULT 0,  -- only bound_to may redeem it
    bound_to      INTEGER REFERENCES users (id) ON DELETE SET NULL,
    usage_limit   INTEGER NOT NULL DEFAULT 0,  -- how often in all; 0: any number
    usage_count   INTEGER NOT NULL DEFAULT 0,
    valid_from_s  INTEGER,                     -- NULL: always
    valid_until_s INTEGER,                     -- NULL: always
    is_active     INTEGER NOT NULL DEFAULT 1,
    created_s     INTEGER NOT NULL,
    updated_s     INTEGER NOT NULL
) STRICT;
CREATE INDEX vouchers_bound ON vouchers (bound_to) WHERE bound_to IS NOT NULL;

-- Who used which. Code and name are copies: the row outlives its voucher.
CREATE TABLE voucher_redemptions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    voucher_id INTEGER REFERENCES vouchers (id) ON DELETE SET NULL,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    code       TEXT NOT NULL,
    name       TEXT NOT NULL,
    redeemed_s INTEGER NOT NULL,
    UNIQUE (voucher_id, user_id)
) STRICT;
CREATE INDEX voucher_redemptions_by_user ON voucher_redemptions (user_id);

-- The admin's list of users, in each of its orders.
CREATE INDEX users_by_created ON users (created_s, id);
CREATE INDEX users_by_login ON users (last_login_s, id);
CREATE INDEX users_by_first_name ON users (first_name COLLATE NOCASE, id);
CREATE INDEX subscriptions_by_product ON subscriptions (product_id, user_id);
