"""A big database, made by SQL alone: 200 accounts of one user, 1,000,000 media, 3 years of days.

Every figure is a hash of its row's numbers, so two runs make the same rows. Of media_days there are 30
days for the newest 200 posts of each account (all that a screen reads of it), of audience snapshots 90
days, of followers online 60.
"""
import sqlite3
import time

ACCOUNTS, MEDIA, DAYS = 200, 5000, 1095
FIRST_ACCOUNT = 17841400000000000
DAY_S, ZONE_S = 86400, 7 * 3600

# A number from 0 to ?-1 that looks like chance: Knuth's multiplicative hash of what it is about.
HASH = "(((({0}) * 2654435761) >> 7) % {1})"
COLUMNS = {
    "media_type": "CASE n % 3 WHEN 0 THEN 'IMAGE' WHEN 1 THEN 'VIDEO' ELSE 'CAROUSEL_ALBUM' END",
    "likes": HASH.format("n * 31 + a", 900) + " + 20",
    "comments": HASH.format("n * 17 + a", 60),
    "reach": HASH.format("n * 13 + a", 9000) + " + 500",
}


def number_table(db, name, count):
    db.execute(f"CREATE TEMP TABLE {name} (n INTEGER PRIMARY KEY)")
    db.execute(f"WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c LIMIT {count}) "
               f"INSERT INTO {name} SELECT n FROM c")


def scripts(user_id, now_s):
    today = (now_s + ZONE_S) // DAY_S
    first = today - DAYS + 1
    account = f"CAST({FIRST_ACCOUNT} + a AS TEXT)"
    media = "printf('1800%013d', a * 100000 + n)"
    step = DAYS * DAY_S // MEDIA
    posted = f"({now_s} - ({MEDIA} - 1 - n) * {step} - 60)"
    accounts, posts, days = "(SELECT n AS a FROM accounts)", "posts", "days"
    every_post = f"FROM {accounts} CROSS JOIN {posts}"
    every_day = f"FROM {accounts} CROSS JOIN {days}"
    return {
        "ig_accounts": f"""INSERT INTO ig_accounts (id, user_id, social_account_id, page_id, username, name, biography,
                connected_s, updated_s)
            SELECT {account}, {user_id}, 1, '1', 'akun_' || a, 'Akun ' || a, 'Toko ke-' || a, {now_s}, {now_s}
            FROM {accounts}""",
        "media": f"""INSERT INTO media (account_id, id, posted_s, posted_day, media_type, product_type, caption,
                permalink, shortcode, media_url, thumbnail_url, like_count, comments_count, reach, created_s, updated_s)
            SELECT {account}, {media}, {posted}, ({posted} + {ZONE_S}) / {DAY_S}, {COLUMNS['media_type']}, 'FEED',
                'Resep ke-' || n || ' dari dapur: bahan, cara, dan tips. #resep #dapur' || (n % 40) || ' #menu' || (n % 900),
                'https://www.instagram.com/p/' || n || '/', 'C' || n, 'https://cdn.example/' || a || '/' || n || '.jpg',
                NULL, {COLUMNS['likes']}, {COLUMNS['comments']}, {COLUMNS['reach']}, {now_s}, {now_s}
            {every_post}""",
        "media_insights": f"""INSERT INTO media_insights (account_id, media_id, metric, value, day, updated_s)
            SELECT {account}, {media}, metric, {HASH.format('n * 7 + a + weight', 5000)}, {today}, {now_s}
            {every_post} CROSS JOIN metrics""",
        "media_hashtags": f"""INSERT INTO media_hashtags (account_id, media_id, position, hashtag)
            SELECT {account}, {media}, position, CASE position WHEN 0 THEN '#resep' WHEN 1 THEN '#dapur' || (n % 40)
                ELSE '#menu' || (n % 900) END
            {every_post} CROSS JOIN (SELECT 0 AS position UNION ALL SELECT 1 UNION ALL SELECT 2)""",
        "media_comments": f"""INSERT INTO media_comments (account_id, media_id, id, username, text, posted_s, updated_s,
                sentiment, sentiment_confidence, sentiment_model)
            SELECT {account}, {media}, {media} || '_1', 'teman_' || (n % 300), 'Enak sekali kak, resepnya dong', {posted} + 600,
                {now_s}, CASE n % 3 WHEN 0 THEN 'pos' WHEN 1 THEN 'neu' ELSE 'neg' END, 0.9, 'bench'
            {every_post}""",
        "media_days": f"""INSERT INTO media_days (account_id, media_id, day, like_count, comments_count, like_growth,
                comments_growth, updated_s)
            SELECT {account}, {media}, {today} - 29 + days.n, {HASH.format('posts.n + days.n', 900)}, 5, 1, 0, {now_s}
            FROM {accounts} CROSS JOIN (SELECT n FROM posts WHERE n >= {MEDIA - 200}) posts
            CROSS JOIN (SELECT n FROM days WHERE n < 30) days""".replace("a * 100000 + n", "a * 100000 + posts.n"),
        "profile_days": f"""INSERT INTO profile_days
            SELECT {account}, {first} + n, 10000 + a + n * 7, 300, {MEDIA} - {DAYS} + n, 7, 1, {now_s} {every_day}""",
        "engagement_days": f"""INSERT INTO engagement_days
            SELECT {account}, {first} + n, {MEDIA}, 500000 + n * 40, 30000 + n * 3, 40, 3, 0, 0, {now_s} {every_day}""",
        "insight_days": f"""INSERT INTO insight_days (account_id, metric, period, dimension, end_s, day, value, updated_s)
            SELECT {account}, metric, 'day', '', ({first} + n) * {DAY_S}, {first} + n,
                {HASH.format('n * 3 + a', 40000)}, {now_s}
            FROM {accounts} CROSS JOIN (SELECT 'impressions' AS metric UNION ALL SELECT 'profile_views'
                UNION ALL SELECT 'reach') CROSS JOIN {days}""",
        "audience_days": f"""INSERT INTO audience_days (account_id, kind, day, name, part, value, end_s, updated_s)
            SELECT {account}, kind, {today} - 89 + n, name, part, {HASH.format('n + a + size', 3000)},
                ({today} - 89 + n) * {DAY_S}, {now_s}
            FROM {accounts} CROSS JOIN groups CROSS JOIN (SELECT n FROM days WHERE n < 90)""",
        "online_followers": f"""INSERT INTO online_followers (account_id, end_s, hour, day, value, updated_s)
            SELECT {account}, ({today} - 59 + days.n) * {DAY_S}, hours.n, {today} - 59 + days.n,
                {HASH.format('days.n * 24 + hours.n', 4000)}, {now_s}
            FROM {accounts} CROSS JOIN (SELECT n FROM days WHERE n < 60) days
            CROSS JOIN (SELECT n FROM days WHERE n < 24) hours""",
    }


def load(path, user_id, now_s):
    """Fills a migrated database; returns {table: rows}."""
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; "
                     "PRAGMA cache_size = -400000;")
    number_table(db, "accounts", ACCOUNTS)
    number_table(db, "posts", MEDIA)
    number_table(db, "days", DAYS)
    db.executescript("""
        CREATE TEMP TABLE metrics (metric TEXT PRIMARY KEY, weight INTEGER);
        INSERT INTO metrics VALUES ('impressions', 1), ('reach', 2), ('saved', 3), ('shares', 4), ('views', 5);
        CREATE TEMP TABLE groups (kind TEXT, name TEXT, part TEXT, size INTEGER, PRIMARY KEY (kind, name, part));
    """)
    number_table(db, "twenty", 20)
    db.execute("INSERT INTO groups SELECT 'city', 'Kota ' || char(65 + n), 'Jawa', n FROM twenty")
    db.execute("INSERT INTO groups SELECT 'country', char(65 + n) || 'D', '', n FROM twenty WHERE n < 10")
    db.execute("INSERT INTO groups SELECT 'gender_age', substr('MFU', n % 3 + 1, 1), (13 + n / 3 * 7) || '-17', n "
               "FROM twenty")
    db.execute("INSERT INTO social_accounts (id, user_id, provider, uid, name, date_joined_s, last_login_s) "
               "VALUES (1, ?, 'facebook', '10001', 'Bench', ?, ?)", (user_id, now_s, now_s))
    rows = {table: db.execute(script).rowcount for table, script in scripts(user_id, now_s).items()}
    db.execute("PRAGMA journal_mode = WAL")
    db.close()
    return rows


def account_ids():
    return [str(FIRST_ACCOUNT + a) for a in range(ACCOUNTS)]


def media_id(account, n):
    """The n-th media of the account-th account."""
    return f"1800{account * 100000 + n:013d}"


if __name__ == "__main__":
    import sys

    started = time.monotonic()
    print(load(sys.argv[1], int(sys.argv[2]), int(time.time())), f"{time.monotonic() - started:.1f} s")
