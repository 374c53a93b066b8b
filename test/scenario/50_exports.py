"""Goal of this test: CSV exports: seven types, the contract's headings, the same bytes from the API and
the command line, and cells that no spreadsheet runs."""
import csv
import io

from world import World

HEADINGS = {
    "media": "Tanggal dan Jam Posting,Caption,Link ke Instagram,Tipe Konten,Like,Comment,Reach,Impressions,"
             "Engagement Rate,Saved,Hashtag",
    "profile": "Tanggal,Jumlah Followers,Reach,Impressions,Avg. Engagement Rate",
    "country": "Negara,Jumlah Followers",
    "city": "Kota,Jumlah Followers",
    "gender": "Jenis Kelamin,Jumlah Followers",
    "age": "Umur,Jumlah Followers",
    "hashtag": "Hashtag,Like,Comment",
}


def test_seven_types_same_bytes_everywhere():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        for kind, headings in HEADINGS.items():
            reply = user.get(f"/restapi/cekbrand/accounts/{account}/download/csv/{kind}?date_frame=90")
            assert reply.status == 200 and reply.header("Content-Type").startswith("text/csv"), reply
            assert not reply.body.startswith(b"\xef\xbb\xbf")
            rows = list(csv.reader(io.StringIO(reply.text(), newline="")))
            assert ",".join(rows[0]) == headings, rows[0]
            assert len(rows) > 1, kind
            assert all(len(r) == len(rows[0]) for r in rows), kind
            assert reply.text() == w.run("export", "csv", account, kind, "--date-frame", "90"), kind


def test_numbers_agree_with_the_api():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        media = user.ok("GET", f"/cekbrand/accounts/{account}/media?date_frame=28")
        text = user.get(f"/cekbrand/accounts/{account}/download/csv/media?date_frame=28").text()
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert len(rows) == len(media)
        for row, item in zip(rows, media):
            assert row["Link ke Instagram"] == (item["permalink"] or "")
            assert row["Like"] == ("" if item["like_count"] is None else str(item["like_count"]))
            assert row["Caption"].lstrip("'") == item["caption"].lstrip("'")
            assert row["Engagement Rate"] == "" or row["Engagement Rate"].endswith("%")


def test_bad_requests():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        base = f"/cekbrand/accounts/{account}/download/csv/"
        assert user.get(base + "weather").status == 404
        bad = user.get(base + "media?date_frame=8")
        assert bad.status == 400 and "date_frame" in bad.json()["error"], bad
        w.run("export", "csv", account, "weather", expect=2)
        assert "media" in w.last_error
        w.run("export", "csv", "123", "media", expect=1)

        trial = w.login("coba@simpul.test", plan="trial")
        other = w.connected_account(trial, "hana")
        assert trial.get(f"/cekbrand/accounts/{other}/download/csv/media?date_frame=7").status == 403
