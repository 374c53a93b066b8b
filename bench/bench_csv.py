"""Our CSV writer beside the common ones, and the whole export, over 1,000,000 media.

Writer: the rows are made once, as JSON lines; every contestant loads them first and is timed only
from rows in memory to CSV in memory, in processor seconds. Best of several rounds, taken alternately.
csv-stringify must write the same bytes; papaparse also quotes cells it has escaped, so its file must read back equal.
fast-csv, Python's csv and PostgreSQL have no guard against formulas: but for its apostrophes their
cells must be ours. PostgreSQL's COPY reads a table that lies in its memory and writes to /dev/null; it
counts its processor seconds itself.

Export: `simpul export csv ACCOUNT media` from a database of 1,000,000 media with insights and
hashtags, the processor seconds of the whole process, beside the same report written with better-sqlite3 and
csv-stringify as a stream. Median of three rounds; the bytes must be equal. RSS is the peak; the last
row is that of an account with 1,000 media.
"""
import contextlib
import csv
import io
import itertools
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import tempfile
import time

import frame
import site_under_test as site

ROWS, FEW_ROWS = 1_000_000, 1_000
ROUNDS = 2
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
    started = time.process_time()
    csv.writer(out).writerows(rows)
    return time.process_time() - started


def cells(path):
    with open(path, newline="", encoding="utf-8") as file:
        yield from csv.reader(file)


def check_same(ours, theirs, has_guard):
    """Row by row; no text of ours begins with an apostrophe of its own."""
    for got, wanted in itertools.zip_longest(cells(theirs), cells(ours), fillvalue=[]):
        if got != (wanted if has_guard else [c[1:] if c[:1] == "'" else c for c in wanted]):
            raise RuntimeError(f"{theirs} reads back differently: {got} instead of {wanted}")


# ---- PostgreSQL ----------------------------------------------------------------------------------

POSTGRES = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/postgres"))
TABLE = (
    "CREATE UNLOGGED TABLE media (posted text, caption text, link text, kind text, likes bigint, comments bigint,"
    " reach bigint, impressions bigint, rate text, saved bigint, hashtags text)"
)


class Postgres:
    """A server of its own in a temporary folder, on a socket alone, gone with the folder. It refuses to
    run as root, and is then the user postgres."""

    def __init__(self, folder):
        self.folder, self.bin = folder, POSTGRES[-1].parent
        self.as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.as_user:
            shutil.chown(folder, "postgres")
        self.run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", "bench", "--no-sync", "-E", "UTF8",
                 "--locale=C")  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c shared_buffers=1GB -c fsync=off"
        self.run("pg_ctl", "-D", f"{folder}/data", "-o", options, "-l", f"{folder}/log", "-w", "start")

    def run(self, program, *arguments, stdin=None):
        command = [*self.as_user, str(self.bin / program), *arguments]
        done = subprocess.run(command, stdin=stdin, capture_output=True, text=True, cwd=self.folder)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def sql(self, *statements, stdin=None):
        commands = [word for s in statements for word in ("-c", s)]
        return self.run("psql", "-h", self.folder, "-U", "bench", "-d", "postgres", "-X", "-q", *commands, stdin=stdin)

    def load(self, rows):
        self.sql(TABLE)
        with tempfile.TemporaryFile("w+", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows[1:])
            file.seek(0)
            self.sql("COPY media FROM STDIN (FORMAT csv)", stdin=file)
        self.sql("VACUUM ANALYZE media")

    def seconds(self):
        said = self.sql("SET log_statement_stats = on", "SET client_min_messages = log",
                        "COPY media TO '/dev/null' (FORMAT csv)")  # fmt: skip
        user, system = re.findall(r"([0-9.]+) s user, ([0-9.]+) s system, [0-9.]+ s elapsed", said)[-1]
        return float(user) + float(system)

    def write(self, path, headings):
        out = f"{self.folder}/out.csv"
        # In the order in which the rows were made: links are numbered.
        self.sql(f"COPY (SELECT * FROM media ORDER BY link) TO '{out}' (FORMAT csv)")
        with open(path, "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerow(headings)
            with open(out, newline="", encoding="utf-8") as rows:
                shutil.copyfileobj(rows, file)


@contextlib.contextmanager
def postgres(rows):
    """A server that holds the rows; None where none is installed."""
    if not POSTGRES:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="simpul-bench-pg-") as folder:
        server = Postgres(folder)
        try:
            server.load(rows)
            yield server
        finally:
            server.run("pg_ctl", "-D", f"{folder}/data", "-m", "immediate", "-w", "stop")


# ---- the whole export ----------------------------------------------------------------------------

ACCOUNT, SMALL_ACCOUNT = "17841400000000001", "17841400000000002"
FOLLOWERS = 188_000
METRICS = {"reach": 6, "impressions": 7, "saved": 9}
TYPES = {"Gambar": "IMAGE", "Video": "VIDEO", "Carousel": "CAROUSEL_ALBUM"}


def media_id(number):
    return str(17900000000000000 + number)


def fill(database, account, rows):
    """The rows as an account of the store; straight into its tables, for a crawl would take a day."""
    with sqlite3.connect(database) as db:
        db.execute("INSERT INTO ig_accounts (id, username, updated_s) VALUES (?, ?, 1)", (account, f"bench{account}"))
        db.execute("INSERT INTO profile_days (account_id, day, followers_count, updated_s) VALUES (?, 19289, ?, 1)",
                   (account, FOLLOWERS))  # fmt: skip
        db.executemany(
            "INSERT INTO media (account_id, id, posted_s, posted_day, media_type, caption, permalink, like_count,"
            " comments_count, reach, created_s, updated_s) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 1, 1)",
            ((account, media_id(i), 1_600_000_000 + i * 100, TYPES[r[3]], r[1], r[2], r[4], r[5], r[6])
             for i, r in enumerate(rows)))  # fmt: skip
        db.executemany(
            "INSERT INTO media_insights (account_id, media_id, metric, value, day, updated_s) VALUES (?, ?, ?, ?, 1, 1)",
            ((account, media_id(i), metric, r[column]) for i, r in enumerate(rows)
             for metric, column in METRICS.items() if r[column] is not None))  # fmt: skip
        db.executemany(
            "INSERT INTO media_hashtags VALUES (?, ?, ?, ?)",
            ((account, media_id(i), place, tag) for i, r in enumerate(rows) for place, tag in enumerate(r[10].split())))
    db.close()


def export_rows(rows):
    target = site.Site("export")
    target.simpul("keys", "init")
    target.simpul("migrate")
    fill(target.database, ACCOUNT, rows)
    fill(target.database, SMALL_ACCOUNT, rows[:FEW_ROWS])
    ours_csv, peer_csv = target.folder / "ours.csv", target.folder / "peer.csv"
    runs = []
    for _ in range(3):
        runs.append((
            frame.measured([target.simpul_bin, "export", "csv", ACCOUNT, "media", "--output", ours_csv], env=target.env),
            frame.measured(["node", frame.BENCH / "peers" / "export.mjs", target.database, ACCOUNT, peer_csv]),
        ))  # fmt: skip
    if ours_csv.read_bytes() != peer_csv.read_bytes():
        raise RuntimeError(f"{ours_csv} and {peer_csv} differ")
    ours, peer = ([statistics.median(v) for v in zip(*side)] for side in zip(*runs))
    name = "better-sqlite3 + csv-stringify"
    yield frame.Row("export, rows a second", ROWS / ours[0], "rows/s", ROWS / peer[0], name)
    yield frame.Row("export, peak RSS", ours[1], "MiB", peer[1], name, "less")
    few = frame.measured([target.simpul_bin, "export", "csv", SMALL_ACCOUNT, "media"], env=target.env)
    yield frame.Row(f"export, peak RSS, {FEW_ROWS:,} media", few[1], "MiB")


# ---- the writer ----------------------------------------------------------------------------------


def writers(rows_path):
    peer = ["node", frame.BENCH / "peers" / "csv.mjs"]
    yield "ours", [frame.BUILD / "bench" / "csv_bench", rows_path]
    for name in ("csv-stringify", "fast-csv", "papaparse"):
        yield name, [*peer, name, rows_path]


def best_seconds(rows, rows_path, out):
    best = {}

    def keep(name, seconds):
        best[name] = min(seconds, best.get(name, seconds))

    with postgres(rows) as server:
        for _ in range(ROUNDS):
            for name, command in writers(rows_path):
                out[name] = frame.WORK / f"{name}.csv"
                keep(name, frame.last_json(frame.run(*command, out[name]))["seconds"])
            keep("python csv", python_seconds(rows))
            if server:
                keep("PostgreSQL COPY", server.seconds())
        if server:
            out["PostgreSQL COPY"] = frame.WORK / "postgresql.csv"
            server.write(out["PostgreSQL COPY"], rows[0])
    return best


def bench():
    frame.npm_peers()
    frame.build_release("bench/csv_bench")
    rows_path, out = frame.WORK / "media-rows-v2.jsonl", {}
    if not rows_path.exists():
        make_rows(rows_path)
    with open(rows_path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    best = best_seconds(rows, rows_path, out)
    ours = out.pop("ours")
    if ours.read_bytes() != out.pop("csv-stringify").read_bytes():
        raise RuntimeError(f"{ours} and csv-stringify's differ")
    for name, theirs in out.items():
        check_same(ours, theirs, has_guard=name == "papaparse")
    size = ours.stat().st_size / 1e6
    for name, seconds in best.items():
        if name == "ours":
            continue
        yield frame.Row("csv rows a second", ROWS / best["ours"], "rows/s", ROWS / seconds, name)
        yield frame.Row("csv bytes a second", size / best["ours"], "MB/s", size / seconds, name)
    yield from export_rows(rows[1:])
