"""Our CSV writer beside the common ones, and the whole export, over 300,000 media.

Writer: the rows are made once, as JSON lines; every contestant loads them first and is timed only
from rows in memory to CSV in memory. Best of several rounds, taken alternately. The bytes must be
equal; papaparse also quotes cells it has escaped, so its file must read back equal.

Export: `simpul export csv ACCOUNT media` from a database of 300,000 media with insights and
hashtags, the whole process timed, beside the same report written with better-sqlite3 and
csv-stringify as a stream. Median of three rounds; the bytes must be equal. RSS is the peak.
"""
import csv
import io
import json
import random
import sqlite3
import statistics
import time

import frame
import site_under_test as site

ROWS = 300_000
ROUNDS = 5
HEADINGS = [
    "Tanggal dan Jam Posting", "Caption", "Link ke Instagram", "Tipe Konten", "Like", "Comment",
    "Reach", "Impressions", "Engagement Rate", "Saved", "Hashtag",
]  # fmt: skip
WORDS = (
    "resep dapur nusantara enak pedas manis gurih sambal rendang kopi susu pagi sore keluarga "
    "masak hari ini promo gratis ongkir diskon weekend new menu fresh from the kitchen ❤️ 🍜 😍 🔥"
).split()
TAGS = "#kuliner #jakarta #resep #kopi #foodie #enak #promo #dapur #🍜 #umkm".split()
# What formulas look like when people, or attackers, write them.
OPENINGS = ["=HYPERLINK(\"http://x.test\",\"klik\") ", "+62 812 3456 ", "- bahan: ", "@dapur ", "\tlist: "]


def caption(rng):
    text = " ".join(rng.choices(WORDS, k=rng.randrange(4, 22)))
    kind = rng.random()
    if kind < 0.25:
        text = text.replace(" ", ", ", 2)
    elif kind < 0.45:
        text = text.replace(" ", "\n", 2)
    elif kind < 0.5:
        text = f'"{text}" kata ibu'
    elif kind < 0.53:
        text = rng.choice(OPENINGS) + text
    return text


def media_row(rng, number):
    like, comments = rng.randrange(20, 9000), rng.randrange(0, 300)
    reach = rng.randrange(500, 200000) if rng.random() < 0.95 else None
    return [
        f"{rng.randrange(1, 29):02}-{rng.randrange(1, 13):02}-2022 {rng.randrange(24):02}:{rng.randrange(60):02}",
        caption(rng),
        f"https://www.instagram.com/p/C{number:010x}/",
        rng.choice(["Gambar", "Video", "Carousel"]),
        like,
        comments,
        reach,
        reach and int(reach * 1.3),
        f"{round((like + comments) / 188000 * 100, 2)}%",
        rng.randrange(0, 500) if reach else None,
        " ".join(rng.sample(TAGS, rng.randrange(0, 6))),
    ]


def make_rows(path):
    rng = random.Random(20221024)
    with open(path, "w", encoding="utf-8") as out:
        out.write(json.dumps(HEADINGS) + "\n")
        for number in range(ROWS):
            out.write(json.dumps(media_row(rng, number), ensure_ascii=False) + "\n")


def python_seconds(rows):
    """The csv module of Python, which is C as well; it has no guard against formulas."""
    out = io.StringIO(newline="")
    started = time.perf_counter()
    csv.writer(out).writerows(rows)
    return time.perf_counter() - started


def cells(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


# ---- the whole export ----------------------------------------------------------------------------

ACCOUNT = "17841400000000001"
FOLLOWERS = 188_000
METRICS = {"reach": 6, "impressions": 7, "saved": 9}
TYPES = {"Gambar": "IMAGE", "Video": "VIDEO", "Carousel": "CAROUSEL_ALBUM"}


def media_id(number):
    return str(17900000000000000 + number)


def fill(database, rows):
    """The rows as an account of the store; straight into its tables, for a crawl would take a day."""
    with sqlite3.connect(database) as db:
        db.execute("INSERT INTO ig_accounts (id, username, updated_s) VALUES (?, 'bench', 1)", (ACCOUNT,))
        db.execute("INSERT INTO profile_days (account_id, day, followers_count, updated_s) VALUES (?, 19289, ?, 1)",
                   (ACCOUNT, FOLLOWERS))  # fmt: skip
        db.executemany(
            "INSERT INTO media (account_id, id, posted_s, posted_day, media_type, caption, permalink, like_count,"
            " comments_count, reach, created_s, updated_s) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 1, 1)",
            ((ACCOUNT, media_id(i), 1_600_000_000 + i * 100, TYPES[r[3]], r[1], r[2], r[4], r[5], r[6])
             for i, r in enumerate(rows)))  # fmt: skip
        db.executemany(
            "INSERT INTO media_insights (account_id, media_id, metric, value, day, updated_s) VALUES (?, ?, ?, ?, 1, 1)",
            ((ACCOUNT, media_id(i), metric, r[column]) for i, r in enumerate(rows)
             for metric, column in METRICS.items() if r[column] is not None))  # fmt: skip
        db.executemany(
            "INSERT INTO media_hashtags VALUES (?, ?, ?, ?)",
            ((ACCOUNT, media_id(i), place, tag) for i, r in enumerate(rows) for place, tag in enumerate(r[10].split())))
    db.close()


def timed(command, env=None):
    """(seconds, peak MiB) of a whole process."""
    started = time.perf_counter()
    peak_kib = frame.peak_rss_kib(command, env)
    return time.perf_counter() - started, peak_kib / 1024


def export_rows(rows):
    target = site.Site("export")
    target.simpul("keys", "init")
    target.simpul("migrate")
    fill(target.database, rows)
    ours_csv, peer_csv = target.folder / "ours.csv", target.folder / "peer.csv"
    runs = []
    for _ in range(3):
        runs.append((
            timed([target.simpul_bin, "export", "csv", ACCOUNT, "media", "--output", ours_csv], target.env),
            timed(["node", frame.BENCH / "peers" / "export.mjs", target.database, ACCOUNT, peer_csv]),
        ))  # fmt: skip
    if ours_csv.read_bytes() != peer_csv.read_bytes():
        raise RuntimeError(f"{ours_csv} and {peer_csv} differ")
    ours, peer = ([statistics.median(v) for v in zip(*side)] for side in zip(*runs))
    name = "better-sqlite3 + csv-stringify"
    yield frame.Row("export, rows a second", ROWS / ours[0], "rows/s", ROWS / peer[0], name)
    yield frame.Row("export, peak RSS", ours[1], "MiB", peer[1], name, "less")


# ---- the writer ----------------------------------------------------------------------------------


def bench():
    frame.npm_peers()
    frame.build_release("bench/csv_bench")
    rows_path, out = frame.WORK / "media-rows-v1.jsonl", {}
    if not rows_path.exists():
        make_rows(rows_path)
    best = {}

    def keep(name, seconds):
        best[name] = min(seconds, best.get(name, seconds))

    with open(rows_path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for _ in range(ROUNDS):
        for name, command in {
            "ours": [frame.BUILD / "bench" / "csv_bench", rows_path],
            "csv-stringify": ["node", frame.BENCH / "peers" / "csv.mjs", "csv-stringify", rows_path],
            "papaparse": ["node", frame.BENCH / "peers" / "csv.mjs", "papaparse", rows_path],
        }.items():
            out[name] = frame.WORK / f"{name}.csv"
            result = frame.last_json(frame.run(*command, out[name]))
            keep(name, result["seconds"])
        keep("python csv", python_seconds(rows))
    size = out["ours"].stat().st_size / 1e6
    if out["ours"].read_bytes() != out["csv-stringify"].read_bytes():
        raise RuntimeError(f"{out['ours']} and {out['csv-stringify']} differ")
    # papaparse also quotes cells it has escaped, and cells with spaces at an end.
    if cells(out["ours"]) != cells(out["papaparse"]):
        raise RuntimeError(f"{out['ours']} and {out['papaparse']} read back differently")
    for name, seconds in best.items():
        if name == "ours":
            continue
        yield frame.Row("csv rows a second", ROWS / best["ours"], "rows/s", ROWS / seconds, name)
        yield frame.Row("csv bytes a second", size / best["ours"], "MB/s", size / seconds, name)
    yield from export_rows(rows[1:])
