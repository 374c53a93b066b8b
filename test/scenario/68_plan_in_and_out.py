"""Goal of this test: the plan goes out as a calendar at a secret link, which an independent reader understands, and
comes in as a file."""
import json
import subprocess
from datetime import datetime

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
