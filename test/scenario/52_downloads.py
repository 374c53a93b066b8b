"""Goal of this test: the workbook, the JSON export and the zip hold what the API tells, cell by cell and
member by member; the command line writes the same bytes; a workbook has nothing Excel would repair; what
cannot be made or sent ends as an error or a broken transfer, never as a file that looks whole."""
import contextlib
import csv
import io
import json
import os
import socket
import sqlite3
import subprocess
import tempfile
import time
import zipfile
from datetime import datetime, timedelta

import ooxml
from world import World

SHEETS = ["Performa Akun", "Konten", "Kota Asal Followers", "Negara Asal Followers", "Gender Followers",
          "Umur Followers", "Hashtag", "Kompetitor"]  # fmt: skip
RIVAL = "tanahliat.studio"  # the smallest of the discoverable accounts
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"image": "Gambar", "video": "Video", "carousel_album": "Carousel"}


def shown(cell):
    """A cell as the contract's text: what CSV says."""
    if cell is None:
        return ""
    if not isinstance(cell, ooxml.Number):
        return cell
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(float(cell) * 86400))
    if cell.style == 6:
        text = f"{float(cell) * 100:.2f}"
        return (text[:-1] if text.endswith("0") else text) + "%"
    if cell.style in (7, 8):
        return moment.strftime("%d-%m-%Y" if cell.style == 7 else "%d-%m-%Y %H:%M")
    return cell.text


def with_openpyxl(path):
    """The same cells read by openpyxl, where one is installed; else None."""
    program = ("import sys, json, openpyxl\nb = openpyxl.load_workbook(sys.argv[1])\n"
               "json.dump({s.title: [[str(c.value) if c.value is not None else None for c in r] for r in s.rows]"
               " for s in b}, sys.stdout)")  # fmt: skip
    for python in ("/usr/bin/python3", "python3"):
        done = subprocess.run([python, "-c", program, path], capture_output=True)
        if done.returncode == 0:
            return json.loads(done.stdout)
    return None


def test_workbook_agrees_with_csv_and_api():
    with World() as w, tempfile.TemporaryDirectory() as folder:
        user = w.login()
        account = w.connected_account(user)
        base = f"/cekbrand/accounts/{account}"
        user.ok("POST", base + "/competitor-accounts", {"username": RIVAL})
        reply = user.get(f"/restapi{base}/download/xlsx?date_frame=90")
        assert reply.status == 200 and reply.header("Content-Type") == XLSX, reply
        assert 'filename="Data @' in reply.header("Content-Disposition")
        ooxml.check(reply.body)
        book = ooxml.sheets(reply.body)
        assert list(book) == SHEETS, list(book)
        assert reply.body == user.get(f"{base}/download/xlsx?date_frame=90").body

        # Cell by cell the same as CSV, but for the apostrophe that keeps a formula from running.
        kinds = {"Performa Akun": "profile", "Konten": "media", "Kota Asal Followers": "city",
                 "Negara Asal Followers": "country", "Gender Followers": "gender", "Umur Followers": "age",
                 "Hashtag": "hashtag"}  # fmt: skip
        cells = 0
        for sheet, kind in kinds.items():
            text = user.get(f"{base}/download/csv/{kind}?date_frame=90").text()
            wanted = list(csv.reader(io.StringIO(text, newline="")))
            got = [[shown(c) for c in row] for row in book[sheet]]
            assert len(got) == len(wanted) > 1, (sheet, len(got), len(wanted))
            for got_row, want_row in zip(got, wanted):
                assert [g.replace("\r\n", "\n") for g in got_row] == [
                    c[1:] if c[:1] == "'" and c[1:2] in "=+-@\t\r\n " else c for c in want_row], sheet
                cells += len(got_row)

        # And the same as the API's JSON.
        media = user.ok("GET", f"{base}/media?date_frame=90")
        for row, item in zip(book["Konten"][1:], media):
            metrics = {m["metric"].replace("carousel_album_", ""): m["value"] for m in item["insights"]}
            posted = datetime(1899, 12, 30) + timedelta(seconds=round(float(row[0]) * 86400))
            assert posted.isoformat() == item["timestamp"][:19], (posted, item["timestamp"])
            assert (row[1] or "") == item["caption"] and row[2] == item["permalink"]
            assert row[3] == TYPES[item["media_type"].lower()]
            assert row[4:6] == [item["like_count"], item["comments_count"]]
            assert [row[6], row[7], row[9]] == [metrics.get(k) for k in ("reach", "impressions", "saved")]
            assert (row[10] or "") == " ".join(item["media_hashtag"])
        for row, day in zip(reversed(book["Performa Akun"][1:]), user.ok("GET", f"{base}/user-data?date_frame=90")):
            assert row[1] == day["followers_count"] and shown(row[0]) == "-".join(day["datestamp"].split("-")[::-1])
        rival = user.ok("GET", f"{base}/competitor-accounts")[0]
        average = user.ok("GET", f"{base}/competitor-accounts/{rival['id']}/media/engagement/average/summary?date_frame=90")
        row = book["Kompetitor"][1]
        assert row[0] == "@" + rival["username"] and row[1] == rival["name"]
        assert row[5] == average["like_average"] and row[6] == average["comments_average"], (row, average)

        path = os.path.join(folder, "a.xlsx")
        with open(path, "wb") as file:
            file.write(reply.body)
        read = with_openpyxl(path)
        if read is not None:
            assert list(read) == SHEETS and [len(r) for r in read.values()] == [len(r) for r in book.values()]
            assert [r[2] for r in read["Konten"][1:]] == [m["permalink"] for m in media]
        assert cells > 500, cells


def test_command_line_writes_the_same_bytes():
    with World() as w, tempfile.TemporaryDirectory() as folder:
        user = w.login()
        account = w.connected_account(user)
        base = f"/cekbrand/accounts/{account}/download"
        path = os.path.join(folder, "out")
        for kind, parts, target in [
            ("xlsx", [], "xlsx?date_frame=28"),
            ("json", [], "json?date_frame=28"),
            ("zip", ["csv,xlsx,json"], "zip?date_frame=28&include=csv,xlsx,json"),
            ("zip", ["csv:city"], "zip?date_frame=28&include=csv:city"),
            ("zip", ["pdf:statistics,json,xlsx"], "zip?date_frame=28&include=xlsx,pdf:statistics,json"),
            ("csv", ["hashtag"], "csv/hashtag?date_frame=28"),
        ]:
            reply = user.get(f"{base}/{target}")
            assert reply.status == 200, (target, reply)
            w.run("export", kind, account, *parts, "--date-frame", "28", "-o", path)
            with open(path, "rb") as file:
                assert file.read() == reply.body, target
        at = "2022-10-24T11:51:00%2B07:00"
        reply = user.get(f"{base}/zip?date_frame=28&include=csv:media,csv:age&exported_at={at}")
        with zipfile.ZipFile(io.BytesIO(reply.body)) as z:
            assert z.testzip() is None
            assert [i.date_time for i in z.infolist()] == [(2022, 10, 24, 11, 51, 0)] * 2
            assert z.namelist()[1].startswith("Data Umur Followers Tanggal "), z.namelist()
            for name, kind in zip(z.namelist(), ("media", "age")):
                assert z.read(name) == user.get(f"{base}/csv/{kind}?date_frame=28").body


def test_json_holds_what_the_api_tells():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        base = f"/cekbrand/accounts/{account}"
        rival = user.ok("POST", base + "/competitor-accounts", {"username": RIVAL})["id"]
        reply = user.get(f"{base}/download/json?date_frame=28")
        assert reply.status == 200 and reply.header("Content-Type") == "application/json", reply
        all_of_it = reply.json()
        for member, path in {
            "user_data": "user-data", "engagement": "media/engagement", "reach": "insights/reach",
            "impressions": "insights/impressions",
            "online_followers": "insights/online-followers", "audience_city": "insights/audience-city",
            "audience_country": "insights/audience-country", "hashtag_metrics": "hashtag-metrics",
            "audience_gender_age": "insights/audience-gender-age",
        }.items():  # fmt: skip
            assert all_of_it[member] == user.ok("GET", f"{base}/{path}?date_frame=28"), member
        media = user.ok("GET", f"{base}/media?date_frame=28")
        assert len(all_of_it["media"]) == len(media) > 0
        for got, want in zip(all_of_it["media"], media):
            assert {key: got[key] for key in want} == want
        first = all_of_it["media"][0]
        comments = user.ok("GET", f"{base}/media/{first['id']}/comments")
        assert first["comments"] == [{**c, "is_hidden": False} for c in comments] != []
        theirs = all_of_it["competitors"]
        assert [c["id"] for c in theirs] == [rival]
        assert theirs[0]["user_data"] == user.ok("GET", f"{base}/competitor-accounts/{rival}/user-data?date_frame=28")
        assert all_of_it["account"]["id"] == account and all_of_it["start"] < all_of_it["end"]
        assert user.ok("GET", f"{base}/download/json")["start"] is None


# Every table that holds something of an account, with the JSON's list of its rows; `account_id` names them.
STORED = {
    "profile_days": lambda all_of_it: all_of_it["user_data"],
    "engagement_days": lambda all_of_it: all_of_it["engagement"],
    "insight_days": lambda all_of_it: all_of_it["insights"],
    "page_days": lambda all_of_it: all_of_it["page_insights"],
    "online_followers": lambda all_of_it: all_of_it["online_followers"],
    "audience_days": lambda all_of_it: [g for kind in ("city", "country", "gender_age") for g in all_of_it[f"audience_{kind}"]],
    "account_growth": lambda all_of_it: all_of_it["growth"],
    "account_extremes": lambda all_of_it: all_of_it["growth_media"],
    "stories": lambda all_of_it: all_of_it["stories"],
    "story_insights": lambda all_of_it: [v for s in all_of_it["stories"] for v in s["insights"]],
    "mentions": lambda all_of_it: all_of_it["mentions"],
    "media": lambda all_of_it: all_of_it["media"],
    "media_days": lambda all_of_it: [d for m in all_of_it["media"] for d in m["days"]],
    "media_insights": lambda all_of_it: [i for m in all_of_it["media"] for i in m["insights"]],
    "media_insight_days": lambda all_of_it: [i for m in all_of_it["media"] for i in m["insight_days"]],
    "media_hashtags": lambda all_of_it: [h for m in all_of_it["media"] for h in m["media_hashtag"]],
    "media_children": lambda all_of_it: [c for m in all_of_it["media"] for c in m["children"]],
    "media_comments": lambda all_of_it: [c for m in all_of_it["media"] for c in m["comments"]],
}  # fmt: skip
# About collecting, not about the account; competitors and their posts are a part of their own.
NOT_TAKEN_AWAY = {
    "account_tokens", "competitors", "competitor_states", "sync_runs", "sync_steps", "sync_accounts",
    "sync_problems", "metric_refusals", "report_schedules", "exports",
}


def test_json_holds_everything_that_is_stored():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        with contextlib.closing(sqlite3.connect(os.path.join(w.folder, "simpul.db"))) as db:
            post, = db.execute("SELECT id FROM media WHERE account_id = ? LIMIT 1", (account,)).fetchone()
            db.executemany(
                "INSERT INTO media_comments (account_id, media_id, id, username, text, posted_s, updated_s)"
                " VALUES (?, ?, ?, 'ani', 'enak', ?, 1)",
                [(account, post, f"9{i:07}", 1_600_000_000 + i // 3) for i in range(6001)])
            db.execute("INSERT INTO mentions VALUES (?, '1790000', '', 1600000000)", (account,))
            db.executemany("INSERT OR IGNORE INTO page_days VALUES (?, '1', 'page_media_view', '', ?, 19000, ?, 1)",
                           [(account, 1_600_000_000 + i * 86400, i or None) for i in range(90)])
            db.commit()
            got = user.get(f"/cekbrand/accounts/{account}/download/json").json()
            tables = {name for name, in db.execute(
                "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE c.name = 'account_id'")}
            assert tables - NOT_TAKEN_AWAY == set(STORED), ("in the export or not?", tables - NOT_TAKEN_AWAY ^ set(STORED))
            counts = {}
            for table, rows_of in STORED.items():
                wanted, = db.execute(f"SELECT count(*) FROM {table} WHERE account_id = ?", (account,)).fetchone()
                counts[table] = len(rows_of(got))
                assert counts[table] == wanted, (table, counts[table], wanted)
        comments = next(m["comments"] for m in got["media"] if m["id"] == post)
        assert len({c["id"] for c in comments}) == len(comments) > 6000
        order = [(c["timestamp"], c["id"]) for c in comments]
        assert order == sorted(order, reverse=True), "newest first"
        assert counts["page_days"] >= 90 and min(counts["account_growth"], counts["media_days"]) > 0, counts
        print(f"JSON holds {sum(counts.values())} rows of {len(counts)} tables")


def bad_requests(w, user, account):
    base = f"/cekbrand/accounts/{account}/download"
    for target, field in {
        "zip?include=weather": "include", "zip?include=csv:weather": "include", "xlsx?competitors=123": "competitors",
        "xlsx?competitors=1,2,3,4,5,6,7": "competitors", "json?language=fr": "language",
        "zip?include=csv&exported_at=kemarin": "exported_at", "xlsx?date_frame=8": "date_frame",
    }.items():  # fmt: skip
        bad = user.get(f"{base}/{target}")
        assert bad.status == 400 and field in bad.json()["error"], (target, bad)
    other = w.login("lain@simpul.test")
    assert other.get("/cekbrand/accounts/123/download/xlsx").status == 404
    w.run("export", "csv", account, expect=2)
    w.run("export", "xls", account, expect=2)
    w.run("export", "xlsx", account, "media", expect=2)


def an_account_without_data(user, account):
    window = "start=2019-01-01T00:00:00Z&end=2019-01-02T00:00:00Z"
    base = f"/cekbrand/accounts/{account}/download"
    book = user.get(f"{base}/xlsx?{window}").body
    ooxml.check(book)
    assert {len(rows) for rows in ooxml.sheets(book).values()} == {1}
    with zipfile.ZipFile(io.BytesIO(book)) as z:
        assert not any("chart" in name for name in z.namelist())
        assert z.infolist()[0].date_time[0] == 1980
    got = user.get(f"{base}/json?{window}").json()
    assert got["exported_at"] is None and got["media"] == [] and got["user_data"] == []


def disk_full_and_client_gone(w, user, account):
    for kind in (["xlsx"], ["json"], ["zip"], ["csv", "media"]):
        parts = ["csv,xlsx,json"] if kind == ["zip"] else kind[1:]
        w.run("export", kind[0], account, *parts, "-o", "/dev/full", expect=1)
    # More clients than places go away in the middle; the next one is served all the same.
    for _ in range(6):
        with socket.create_connection((user.base.hostname, user.base.port)) as s:
            cookies = "; ".join(f"{k}={v}" for k, v in user.cookies.items())
            s.sendall(f"GET /cekbrand/accounts/{account}/download/zip?include=csv,json,xlsx HTTP/1.1\r\n"
                      f"Host: {user.base.netloc}\r\nCookie: {cookies}\r\n\r\n".encode())  # fmt: skip
            s.recv(100)
    started = time.monotonic()
    assert user.get(f"/cekbrand/accounts/{account}/download/xlsx").status == 200
    assert time.monotonic() - started < 20


def test_refusals_emptiness_and_broken_ends():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        bad_requests(w, user, account)
        an_account_without_data(user, account)
        disk_full_and_client_gone(w, user, account)
