"""Goal of this test: the plan goes out as a calendar at a secret link, which an independent reader understands, and
comes in as a file."""
import json
import subprocess
from datetime import datetime, timedelta

from desk import QUICK, Desk, at
from world import Client, World


# Debian's python3-icalendar; whatever it refuses is a failure.
READER = """
import icalendar, json, sys
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
assert str(calendar["VERSION"]) == "2.0" and calendar["PRODID"], calendar
def event(e):
    return {**{name: str(e[name]) for name in ("SUMMARY", "DESCRIPTION", "STATUS", "URL", "SEQUENCE")},
            "start": e.decoded("DTSTART").timestamp(), "seconds": e.decoded("DURATION").total_seconds(),
            "stamp": e.decoded("DTSTAMP").timestamp()}
json.dump({str(e["UID"]): event(e) for e in calendar.walk("VEVENT")}, sys.stdout)
"""


def events_of(reply):
    done = subprocess.run(["/usr/bin/python3", "-c", READER], input=reply.body, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def test_the_plan_as_a_calendar():
    with World(settings=QUICK) as w:
        desk, other = Desk(w), w.login("budi@simpul.test", browser=False)
        url = desk.user.ok("GET", "/api/calendar-feed")["url"]
        assert desk.user.ok("GET", "/api/calendar-feed")["url"] == url
        assert other.ok("GET", "/api/calendar-feed")["url"] != url
        link = url[len(w.site):]
        anybody = Client(w.site, browser=False)

        caption = 'Promo "besar", hari ini; 50%\\setengah — ' + "jelang akhir tahun " * 8 + "\nBaris kedua ☕"
        page = {"connection_id": desk.connection, "place": "page"}
        both = desk.post(publish_at=at(86400), caption=caption, targets=[{"connection_id": desk.connection}, page])
        gone = desk.post(publish_at=at(90000), caption="Batal")
        desk.user.ok("POST", f"/api/posts/{gone['id']}/cancel")
        out = desk.await_state(desk.post(publish_now=True, caption="Tayang"), "published")
        desk.post(draft=True, caption="Tanpa waktu")

        reply = anybody.get(link)
        assert reply.status == 200 and reply.header("Content-Type").startswith("text/calendar"), reply
        for line in reply.body.split(b"\r\n"):
            assert len(line) <= 75 and b"\n" not in line, line
            line.decode()
        events = events_of(reply)
        assert len(events) == 4, events
        mine = [e for e in events.values() if e["DESCRIPTION"] == caption]
        assert len(mine) == 2 and all(e["STATUS"] == "CONFIRMED" for e in mine), mine
        due = datetime.fromisoformat(both["publish_at"]).timestamp()
        assert all((e["start"], e["seconds"]) == (due, 900) for e in mine), mine
        assert any("@dapurnusantara.id" in e["SUMMARY"] for e in mine), [e["SUMMARY"] for e in mine]
        assert all(e["URL"] == f"{w.site}/#/posts/{both['id']}" for e in mine)
        by_text = {e["DESCRIPTION"]: e for e in events.values()}
        assert by_text["Batal"]["STATUS"] == "CANCELLED"
        assert by_text["Tayang"]["URL"] == out["targets"][0]["permalink"]
        assert by_text["Tayang"]["SUMMARY"].startswith("Terbit: ")
        english = anybody.get(link, headers={"Accept-Language": "en"})
        assert b"SUMMARY:Published: " in english.body

        # Nothing has changed: nothing is sent. An edit changes the event, not its name.
        tag = reply.header("ETag")
        assert anybody.get(link, headers={"If-None-Match": tag}).status == 304
        desk.user.ok("PUT", f"/api/posts/{both['id']}",
                     {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}, page],
                      "caption": "Diubah", "publish_at": at(2 * 86400)})
        again = anybody.get(link, headers={"If-None-Match": tag})
        assert again.status == 200 and again.header("ETag") != tag
        changed = events_of(again)
        assert set(changed) == set(events)
        uid = next(u for u, e in events.items() if e in mine)
        assert changed[uid]["SEQUENCE"] == "1" and changed[uid]["DESCRIPTION"] == "Diubah"

        # Renewed: the old link opens nothing.
        fresh = desk.user.ok("POST", "/api/calendar-feed/renew")["url"]
        assert fresh != url
        assert anybody.get(link).status == 404
        assert anybody.get(fresh[len(w.site):]).status == 200
        assert anybody.get("/calendar/x.ics").status == 404
        assert anybody.get(fresh[len(w.site):-4]).status == 404


def send(client, text, query="", kind="text/csv"):
    body = text if isinstance(text, bytes) else text.encode()
    return client.call("POST", "/api/posts/import" + query, body, headers={"Content-Type": kind})


def complaints(answer):
    return {r["row"]: [e["field"] for e in r["errors"]] for r in answer["rows"] if r["errors"]}


def test_a_plan_as_a_file():
    with World(settings=QUICK) as w:
        desk, other = Desk(w), w.login("budi@simpul.test", browser=False)
        day = (datetime.now() + timedelta(days=20)).strftime("%d/%m/%Y")
        urls = [desk.file(seed=n) for n in range(4)]
        sheet = "\ufeff" + "\r\n".join([
            "Kunci;Tanggal;Jam;Zona waktu;Akun;Teks;Media;Teks alt;Komentar pertama;Catatan;Antrean",
            f'p1;{day};10.00;Asia/Jakarta;@dapurnusantara.id;"Diskon 1,5 juta; ""hari ini""";{urls[0]};Kue;#promo;abc;',
            f'p2;{day};19.30;Asia/Makassar;;"Tiga\nrasa";"{urls[1]}\n{urls[2]}\n{urls[3]}";a|b|c;;;',
            ";;;;;;;;;;",
            f";{day};08:00;;;Tanpa kunci;{urls[0]};;;;tidak",
        ]) + "\r\n"
        dry = send(desk.user, sheet, "?dry_run=true").json()
        assert (dry["accepted"], dry["refused"], dry["stored"], dry["dry_run"]) == (3, 0, 0, True), dry
        assert dry["ignored_columns"] == "Catatan" and [r["row"] for r in dry["rows"]] == [2, 3, 5], dry
        assert desk.user.ok("GET", "/api/posts")["count"] == 0
        real = send(desk.user, sheet).json()
        assert real["stored"] == 3 and all(r["ok"] and not r["known"] for r in real["rows"]), real
        first, second = (desk.get({"id": r["post_id"]}) for r in real["rows"][:2])
        iso = datetime.strptime(day, "%d/%m/%Y").strftime("%Y-%m-%d")
        assert first["caption"] == 'Diskon 1,5 juta; "hari ini"' and first["first_comment"] == "#promo", first
        assert (first["wall_time"], first["time_zone"]) == (f"{iso}T10:00:00", "Asia/Jakarta"), first
        assert first["media"][0]["alt_text"] == "Kue" and first["state"] == "scheduled"
        assert second["caption"] == "Tiga\nrasa" and second["kind"] == "carousel", second
        assert [m["alt_text"] for m in second["media"]] == ["a", "b", "c"]
        # The same file again makes nothing twice, also with a row more, and also when its times have passed.
        again = send(desk.user, sheet + f"p4;{day};11:00;;;Baru;{urls[0]};;;;\r\n").json()
        assert again["stored"] == 1 and [r["known"] for r in again["rows"]] == [True, True, True, False], again
        assert [r["post_id"] for r in again["rows"][:3]] == [r["post_id"] for r in real["rows"]]
        changed = send(desk.user, sheet.replace("Tiga", "Empat")).json()
        assert complaints(changed) == {3: ["key"]} and changed["stored"] == 0, changed

        # What is wrong is told row by row; all or none, or the rest.
        bad = "\n".join([
            "caption,media,publish_at,time_zone,account,draft,key",
            f"benar,{urls[0]},{iso} 12:00,,,,a",
            f"lewat,{urls[0]},20/01/2020 10:00,,,,b",
            f"zona,{urls[0]},{iso} 12:00,Asia/Jakart,,,c",
            f"waktu,{urls[0]},besok,,,,d",
            f"akun,{urls[0]},{iso} 12:00,,@orang.lain,,e",
            f"draf,{urls[0]},,,,mungkin,f",
            f"media,https://cdn.example/a.gif,{iso} 12:00,,,,g",
            f"kosong,,{iso} 12:00,,,,h",
            f"{'a' * 2201},{urls[0]},{iso} 12:00,,,,i",
            f"benar,{urls[0]},{iso} 12:00,,,,a",
            f"draf tanpa waktu,{urls[0]},,,,ya,j",
        ])
        wanted = {3: ["publish_at"], 4: ["time_zone"], 5: ["publish_at"], 6: ["account"], 7: ["draft"],
                  8: ["media[0].url"], 9: ["media"], 10: ["caption"], 11: ["key"]}
        none = send(desk.user, bad).json()
        assert complaints(none) == wanted and (none["stored"], none["accepted"]) == (0, 2), complaints(none)
        assert all(e["message"] for r in none["rows"] for e in r["errors"])
        some = send(desk.user, bad, "?mode=accepted").json()
        assert some["stored"] == 2 and some["refused"] == 9, some
        assert desk.user.ok("GET", "/api/posts?timeless=true")["count"] == 1
        english = desk.user.call("POST", "/api/posts/import?dry_run=true", bad.encode(),
                                 headers={"Content-Type": "text/csv", "Accept-Language": "en"}).json()
        assert english["rows"][1]["errors"][0]["message"] == "That time is past."

        # JSON, and queues; other people's accounts are none.
        desk.user.ok("PUT", f"/api/queue-slots?connection_id={desk.connection}",
                     {"slots": [{"weekday": n, "time": "07:00"} for n in range(1, 8)]})
        items = [{"key": f"q{n}", "media": [{"url": urls[0]}], "targets": [{"connection_id": desk.connection}],
                  "caption": f"Antre {n}", "queue": True} for n in range(3)]
        got = send(desk.user, json.dumps(items), kind="application/json").json()
        moments = [desk.get({"id": r["post_id"]})["publish_at"] for r in got["rows"]]
        assert len(set(moments)) == 3 and moments == sorted(moments), moments
        assert send(desk.user, json.dumps({"rows": items}), kind="application/json").json()["stored"] == 0
        strange = send(other, json.dumps(items), kind="application/json").json()
        assert strange["refused"] == 3 and strange["rows"][0]["errors"][0]["code"] == "not_found", strange
        mixed = send(desk.user, json.dumps([1, {**items[0], "key": "r", "repeat": {"every": "day"}}]),
                     kind="application/json").json()
        assert complaints(mixed) == {1: [None], 2: ["repeat"]}, mixed

        # Files that cannot be read as a whole.
        for text, kind in (("", "text/csv"), ("catatan;lain\n1;2\n", "text/csv"), (b"\xff\xfea\0", "text/csv"),
                           ('caption\n"a', "text/csv"), ("caption\n" + "a\n" * 1001, "text/csv"),
                           ("{}", "application/json"), ("[", "application/json"), ("x", "text/plain")):
            reply = send(desk.user, text, kind=kind)
            assert reply.status == 400 and reply.json()["error"]["message"], (text, reply)
        assert send(desk.user, bad, "?mode=some").json()["error"]["field"] == "mode"
        assert send(desk.user, bad, "?dry_run=maybe").json()["error"]["field"] == "dry_run"
        with open("docs/plan-example.csv", "rb") as f:
            example = send(desk.user, f.read(), "?dry_run=true").json()
        assert len(example["rows"]) == 2 and all(set(c) <= {"publish_at"} for c in complaints(example).values())
