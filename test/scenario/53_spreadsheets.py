"""Goal of this test: every cell of CSV and workbook is what the API's JSON tells, as independent programs read
it: Python's csv, openpyxl, and with SCENARIO_FULL=1 LibreOffice. Formulas, emoji and every script survive in every
column, nothing runs, and memory does not grow with the rows."""
import contextlib
import os
import re
import sqlite3
import subprocess
import tempfile
import time

import ooxml
import sheets
from sample import FULL
from world import World

RIVAL = "tanahliat.studio"
WINDOWS = {"everything": "", "90 days": "?date_frame=90", "28 days": "?date_frame=28", "one day": "?start={0}&end={0}",
           "the last month": "?date_frame=last_month", "nothing": "?start=2019-01-01&end=2019-01-31"}  # fmt: skip

TAILS = ["1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://x.test","klik")', "SUM(A1:A9),2"]
PAYLOADS = [t + tail for t in sheets.TRIGGERS for tail in TAILS]
PAYLOADS += ["\t=1", "\r=1", "\n=1", "\0=1", " =1+1", "\u00a0@x", "\tteks", "\n+1"]
# For fields that are put together from two: a NUL would end the first.
NAMES = [p.replace("\0", "\v") for p in PAYLOADS]
CAPTIONS = [
    "Sambal, pedas!\n\"Enak\" & <gurih> 'sekali' #sambal", "baris\nbaris\n\nbaris\ttab", "x" * 2200, "ب" * 2200,
    "👨‍👩‍👧‍👦 👩🏽‍🍳 🧑🏿‍🤝‍🧑🏻 👁️‍🗨️", "🇮🇩🇲🇾 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏳️‍🌈 🏴‍☠️", "1️⃣ #️⃣ *️⃣ ⌚︎ ⌚️ ❤️‍🔥 🫶🏿 🐦‍⬛ 🧑‍🧑‍🧒", "😀" * 700,
    "مطعم عربي ١٢٣ \u202eterbalik\u202c שלום", "ร้านอาหารไทย น้ำ", "ꦱꦸꦒꦼꦁꦫꦮꦸꦃ ꧋ ꧑꧒꧓", "中文 日本語 한국어 繁體",
    "ᬩᬮᬶ ᮞᮥᮔ᮪ᮓ ᯅᯖᯂ᯲", "e\u0301 \u00e9 ﬁ Å\u030a", "\ufffd \U0010fffd \u0085 \u007f \u200b\u2060\ufeff",
    " spasi di depan", "spasi di belakang ", "   ", "_x0041_ _x000D_ a_x005F_x0041_b", "]]> &amp; <!--", "12345",
    "1e5", "TRUE", "#REF!", "1/2", "10:30", "'kutip", "''", '"', '""', ",", ";", "\\", "\n",
]  # fmt: skip
CONTROLS = "".join(map(chr, range(1, 32))) + "\x7f"


def execute(w, *statements):
    with contextlib.closing(sqlite3.connect(os.path.join(w.folder, "simpul.db"))) as db, db:
        for sql, rows in statements:
            db.executemany(sql, rows)


def put_media(w, account, texts, first_s=1_600_000_000):
    """One post for each (caption, permalink, media type, hashtag)."""
    ids = [f"19{first_s}{i:05}" for i in range(len(texts))]
    execute(
        w,
        ("INSERT INTO media (account_id, id, posted_s, posted_day, media_type, caption, permalink, like_count,"
         " comments_count, created_s, updated_s) VALUES (?, ?, ?, 1, ?, ?, ?, ?, 3, 1, 1)",
         [(account, ids[i], first_s + i * 60, t[2], t[0], t[1], i) for i, t in enumerate(texts)]),
        ("INSERT INTO media_hashtags VALUES (?, ?, 0, ?)", [(account, ids[i], t[3]) for i, t in enumerate(texts)]),
    )  # fmt: skip


def as_office(cell):
    """As LibreOffice takes a cell of a CSV file: NUL is dropped, and a lone CR ends a line as LF does."""
    return re.sub("\r(?!\n)", "\n", cell.replace("\0", ""))


class Reader:
    """Reads what a user downloads with every program there is, and counts the cells that agree."""

    def __init__(self, user, account, offices=True):
        self.user, self.account, self.counts = user, account, {}
        self.offices = offices and FULL
        if self.offices:
            assert sheets.has_office(), "SCENARIO_FULL=1 wants LibreOffice: tools/install-packages full"

    def count(self, by, got, wanted):
        if by == "LibreOffice, CSV":
            wanted = {sheet: [[as_office(c) for c in row] for row in rows] for sheet, rows in wanted.items()}
        self.counts[by] = self.counts.get(by, 0) + sheets.compare(got, wanted, by)

    def check(self, query):
        base = f"/cekbrand/accounts/{self.account}/download"
        wanted = sheets.expected(self.user, self.account, query)
        tables = {kind: self.user.get(f"{base}/csv/{kind}{query}").text() for kind in sheets.KINDS}
        self.count("csv", {sheets.KINDS[kind]: sheets.of_csv(told) for kind, told in tables.items()}, wanted)
        book = self.user.get(f"{base}/xlsx{query}").body
        ooxml.check(book)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "buku.xlsx")
            with open(path, "wb") as file:
                file.write(book)
            read = sheets.of_openpyxl(path)
            if read is not None:
                assert list(read) == sheets.SHEETS, list(read)
                self.count("openpyxl", read, wanted)
            if self.offices:
                self.check_with_office(path, tables, wanted)
        return wanted

    def check_with_office(self, path, tables, wanted):
        self.count("LibreOffice, workbook", sheets.of_office([path])["buku"], wanted)
        paths = {kind: os.path.join(os.path.dirname(path), f"{kind}.csv") for kind in tables}
        for kind, told in tables.items():
            with open(paths[kind], "w", newline="", encoding="utf-8") as file:
                file.write(told)
        for kind, got in sheets.of_office(list(paths.values()), sheets.TEXT_COLUMNS).items():
            rows, = got.values()
            self.count("LibreOffice, CSV", {sheets.KINDS[kind]: [[sheets.unguarded(c) for c in row] for row in rows]},
                       {sheets.KINDS[kind]: wanted[sheets.KINDS[kind]]})  # fmt: skip

    def say(self):
        print("cells compared:", ", ".join(f"{by} {count:,}" for by, count in self.counts.items()))


def test_every_cell_is_what_the_api_tells():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        user.ok("POST", f"/cekbrand/accounts/{account}/competitor-accounts", {"username": RIVAL})
        newest = user.ok("GET", f"/cekbrand/accounts/{account}/media")[0]["timestamp"][:10]
        reader = Reader(user, account)
        for name, query in WINDOWS.items():
            wanted = reader.check(query.format(newest))
            assert any(wanted.values()) == (name != "nothing"), name
        assert reader.counts["csv"] > 5000, reader.counts
        # Followers too few for Meta to tell who they are, and nobody to compare with.
        execute(w, ("DELETE FROM audience_days WHERE account_id = ?", [(account,)]),
                ("DELETE FROM competitors WHERE account_id = ?", [(account,)]))  # fmt: skip
        assert not reader.check("?date_frame=90")["Gender Followers"]
        reader.say()


def competitors_hold(w, user, account):
    """Names of others, six at a time: as many as a workbook shows."""
    rivals = [(str(90_000 + i), name, NAMES[i - 1]) for i, name in enumerate(NAMES)]
    owner, = [row for row in own_user(w, account)]
    execute(
        w,
        ("INSERT INTO ig_accounts (id, username, name, updated_s) VALUES (?, ?, ?, 1)", rivals),
        ("INSERT INTO competitors VALUES (?, ?, ?, 1)", [(account, owner, r[0]) for r in rivals]),
        ("INSERT INTO media (account_id, id, posted_s, posted_day, media_type, permalink, like_count, comments_count,"
         " created_s, updated_s) VALUES (?, '1', 1600000000, 1, 'IMAGE', ?, 5, 5, 1, 1)", [(r[0], r[1]) for r in rivals]),
    )  # fmt: skip
    for i in range(0, len(rivals), 6):
        part = rivals[i:i + 6]
        ids = ",".join(r[0] for r in part)
        book = user.get(f"/cekbrand/accounts/{account}/download/xlsx?competitors={ids}").body
        ooxml.check(book)
        rows = ooxml.sheets(book)["Kompetitor"][1:]
        assert [(r[0], r[1], r[8]) for r in rows] == [("@" + u, n, u) for _, u, n in part], rows


def own_user(w, account):
    with contextlib.closing(sqlite3.connect(os.path.join(w.folder, "simpul.db"))) as db:
        return [row[0] for row in db.execute("SELECT user_id FROM ig_accounts WHERE id = ?", (account,))]


def test_forty_formulas_in_ten_fields():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        turned = [PAYLOADS[i:] + PAYLOADS[:i] for i in range(3)]
        put_media(w, account, [(caption, link, "IMAGE", tag) for caption, link, tag in zip(*turned)])
        day, = execute_one(w, "SELECT max(day) FROM audience_days WHERE account_id = ? AND kind = 'city'", account)
        execute(
            w,
            ("INSERT INTO audience_days VALUES (?, 'city', ?, ?, ?, ?, 1700000000, 1)",
             [(account, day + 9, p, part, 900 - i) for i, p in enumerate(NAMES) for part in (p, "Bali")]),
            ("INSERT INTO audience_days VALUES (?, 'country', ?, ?, '', ?, 1700000000, 1)",
             [(account, day + 9, p, 900 - i) for i, p in enumerate(PAYLOADS)]),
        )  # fmt: skip
        user.ok("PUT", "/api/brand", {"name": "=1+1", "colour": "#aa3311"})
        reader = Reader(user, account)
        wanted = reader.check("")
        for sheet, column in (("Konten", 1), ("Konten", 2), ("Konten", 10), ("Hashtag", 0), ("Kota Asal Followers", 0),
                              ("Negara Asal Followers", 0)):  # fmt: skip
            found = [row[column] for row in wanted[sheet]]
            wanted_texts = NAMES if sheet == "Kota Asal Followers" else PAYLOADS
            assert all(any(p in cell for cell in found) for p in wanted_texts), (sheet, column)
        competitors_hold(w, user, account)
        reader.say()


def execute_one(w, sql, *arguments):
    with contextlib.closing(sqlite3.connect(os.path.join(w.folder, "simpul.db"))) as db:
        return db.execute(sql, arguments).fetchone()


def test_captions_of_every_kind():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        put_media(w, account, [(c, "https://x.test/", "IMAGE", "#" + c[:40].strip()) for c in CAPTIONS])
        reader = Reader(user, account)
        assert {row[1] for row in reader.check("")["Konten"]} >= set(CAPTIONS)
        # LibreOffice drops what XML cannot hold; the others keep it.
        put_media(w, account, [(CONTROLS, "", "IMAGE", "#a"), ("\0nol\0", "", "IMAGE", "#b")], 1_500_000_000)
        plain = Reader(user, account, offices=False)
        assert {row[1] for row in plain.check("")["Konten"]} >= {CONTROLS, "\0nol\0"}
        reader.say()


# ---- memory ----------------------------------------------------------------------------------------


def peak_mib(w, *arguments):
    """Of a command, by the kernel's own count of it; its output goes nowhere. A sanitizer gives back at once what
    is freed, which it else keeps to catch its use."""
    env = {**w.env, "ASAN_OPTIONS": "quarantine_size_mb=0:thread_local_quarantine_size_kb=0:detect_leaks=0"}
    child = subprocess.Popen([w.binary("simpul"), *arguments], env=env, cwd=w.folder, stdout=subprocess.DEVNULL)
    peak = 0
    while child.poll() is None:
        with contextlib.suppress(OSError), open(f"/proc/{child.pid}/status", encoding="ascii") as file:
            peak = max([peak] + [int(line.split()[1]) for line in file if line.startswith("VmHWM:")])
        time.sleep(0.002)
    assert child.returncode == 0, arguments
    return peak / 1024


def test_memory_does_not_grow_with_the_rows():
    few, many = 1_000, 1_000_000 if FULL else 40_000
    with World() as w:
        w.stop_simpul()
        for account, count in (("1", few), ("2", many)):
            execute(
                w,
                ("INSERT INTO ig_accounts (id, username, updated_s) VALUES (?, ?, 1)", [(account, "a" + account)]),
                ("INSERT INTO media (account_id, id, posted_s, posted_day, media_type, caption, permalink, like_count,"
                 " comments_count, created_s, updated_s) VALUES (?, ?, ?, 1, 'IMAGE', ?, ?, 5, 3, 1, 1)",
                 ((account, f"17{i:010}", 1_400_000_000 + i * 60, f"resep {i} " * 8, f"https://x.test/p/{i}/")
                  for i in range(count))),
            )  # fmt: skip
        for kind, *parts in (["csv", "media"], ["xlsx"], ["json"], ["zip", "csv,json"]):
            small, big = (peak_mib(w, "export", kind, account, *parts) for account in ("1", "2"))
            print(f"{kind}: {small:.1f} MiB for {few:,} posts, {big:.1f} MiB for {many:,}")
            # A database keeps its pages of cache, a workbook the addresses of its links, at most 65,530.
            assert big < small + (12 if kind == "xlsx" else 6), (kind, small, big)
