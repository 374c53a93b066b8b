"""Goal of this test: the plan in time. Posts that repeat are posts of their own, one for each day of the rule, in
wall-clock time; changing and stopping a series leaves alone what was edited or has begun; a zone whose rules change
moves what is planned. Queues give each post a slot of its own, also to many at once."""
import sqlite3
import threading
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from desk import QUICK, Desk, at, published
from world import World


def refused(client, method, path, body, status, code, field=None):
    reply = client.call(method, path, body)
    error = reply.json()["error"]
    assert (reply.status, error["code"], error.get("field")) == (status, code, field), (body, reply)
    assert error["message"], reply


def day_ahead(days, zone="Asia/Jakarta"):
    return (datetime.now(ZoneInfo(zone)) + timedelta(days=days)).date()


def plan(desk):
    return desk.user.ok("GET", "/api/posts?page_size=100")["results"]


def test_posts_that_repeat():
    with World(settings=QUICK) as w:
        desk, other = Desk(w), w.login("budi@simpul.test", browser=False)
        first = day_ahead(1)
        body = {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}],
                "caption": "Setiap hari", "publish_at": f"{first}T10:00", "time_zone": "Asia/Jakarta",
                "repeat": {"every": "day"}, "idempotency_key": "harian"}
        post = desk.user.ok("POST", "/api/posts", body)
        assert post["state"] == "scheduled" and post["wall_time"] == f"{first}T10:00", post
        series = post["series_id"]
        assert desk.user.ok("POST", "/api/posts", body)["id"] == post["id"], "the same request is the same series"
        refused(desk.user, "POST", "/api/posts", {**body, "caption": "Lain"}, 409, "conflict")
        got = desk.user.ok("GET", f"/api/post-series/{series}")
        assert got["active"] and got["repeat"]["every"] == "day" and got["post"]["caption"] == "Setiap hari", got
        days = [o["day"] for o in got["occurrences"]]
        assert days == [str(first + timedelta(n)) for n in range(60)], days
        assert {p["series_id"] for p in plan(desk)} == {series}
        assert desk.user.ok("GET", "/api/post-series")["count"] == 1
        for method in ("GET", "DELETE"):
            refused(other, method, f"/api/post-series/{series}", None, 404, "not_found")

        # One is edited by itself, one cancelled, one deleted, one published now.
        ids = [o["post_id"] for o in got["occurrences"]]
        one = {k: v for k, v in body.items() if k not in ("repeat", "idempotency_key")}
        own = desk.user.ok("PUT", f"/api/posts/{ids[1]}",
                           {**one, "publish_at": f"{first + timedelta(1)}T12:30", "caption": "Khusus"})
        assert own["series_id"] == series
        refused(desk.user, "PUT", f"/api/posts/{ids[1]}", body, 400, "invalid_field", "repeat")
        desk.user.ok("POST", f"/api/posts/{ids[2]}/cancel")
        desk.user.ok("POST", f"/api/posts/{ids[3]}/cancel")
        desk.user.ok("DELETE", f"/api/posts/{ids[3]}")
        desk.user.ok("POST", f"/api/posts/{ids[4]}/publish-now")
        desk.await_state({"id": ids[4]}, "published")

        # The series from now on: weekdays, another time, another text.
        weekly = {**body, "caption": "Hari kerja", "publish_at": f"{first}T08:15",
                  "repeat": {"every": "week", "weekdays": [1, 2, 3, 4, 5]}}
        del weekly["idempotency_key"]
        refused(other, "PUT", f"/api/post-series/{series}", {**weekly, "targets": []}, 400, "invalid_field", "targets")
        got = desk.user.ok("PUT", f"/api/post-series/{series}", weekly)
        made = {o["day"]: o for o in got["occurrences"]}
        wanted = {first + timedelta(n) for n in range(60)}
        wanted = {str(d) for d in wanted if d.isoweekday() <= 5} | {str(first + timedelta(n)) for n in (1, 2, 3, 4)}
        assert set(made) == wanted, sorted(set(made) ^ wanted)
        assert made[str(first + timedelta(1))]["edited"] and made[str(first + timedelta(3))]["post_id"] is None
        texts = {p["id"]: (p["caption"], p["wall_time"], p["state"]) for p in plan(desk)}
        assert texts[ids[1]] == ("Khusus", f"{first + timedelta(1)}T12:30", "scheduled"), texts[ids[1]]
        assert texts[ids[2]][2] == "cancelled" and texts[ids[4]][2] == "published"
        fresh = [t for i, t in texts.items() if i not in ids]
        assert fresh and all(t[0] == "Hari kerja" and t[1].endswith("T08:15") for t in fresh), fresh

        # A restart makes nothing twice.
        w.stop_simpul()
        w.start_simpul()
        again = desk.user.ok("GET", f"/api/post-series/{series}")["occurrences"]
        assert [o["post_id"] for o in again] == [o["post_id"] for o in got["occurrences"]]

        # Stopped: what nobody edited is gone, the edited one is cancelled, what is out stays.
        for _ in range(2):
            desk.user.ok("DELETE", f"/api/post-series/{series}")
        assert sorted(p["state"] for p in plan(desk)) == ["cancelled", "cancelled", "published"]
        assert not desk.user.ok("GET", f"/api/post-series/{series}")["active"]
        refused(desk.user, "PUT", f"/api/post-series/{series}", weekly, 409, "conflict")
        assert published(w)["published"] == 1


def test_rules_that_are_refused():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        good = {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}],
                "publish_at": f"{day_ahead(1)}T10:00", "time_zone": "Asia/Jakarta", "repeat": {"every": "day"}}
        for change, field in (
            ({"repeat": {}}, "repeat.every"),
            ({"repeat": {"every": "hour"}}, "repeat.every"),
            ({"repeat": {"every": "day", "interval": 100}}, "repeat.interval"),
            ({"repeat": {"every": "day", "weekdays": [1]}}, "repeat.weekdays"),
            ({"repeat": {"every": "week", "weekdays": [0]}}, "repeat.weekdays"),
            ({"repeat": {"every": "day", "until": "besok"}}, "repeat.until"),
            ({"repeat": {"every": "day", "until": str(day_ahead(0))}}, "repeat"),
            ({"repeat": "day"}, "repeat"),
            ({"publish_now": True}, "repeat"),
            ({"draft": True}, "repeat"),
            ({"publish_at": at(-600)}, "publish_at"),
            ({"publish_at": at(367 * 86400)}, "publish_at"),
            ({"time_zone": "Asia/Jakart"}, "time_zone"),
            ({"media": []}, "media"),
        ):
            refused(desk.user, "POST", "/api/posts", {**good, **change}, 400, "invalid_field", field)
        refused(desk.user, "POST", "/api/posts", {**good, "targets": [{"connection_id": "conn_x"}]}, 404, "not_found",
                "targets[0].connection_id")
        assert desk.user.ok("GET", "/api/post-series")["count"] == 0 and not plan(desk)
        # Said as an instant, it is kept as what the clock shows there; it ends by itself.
        few = desk.post(publish_at=f"{day_ahead(1)}T03:00:00Z", time_zone="Asia/Makassar", caption="Tiga",
                        repeat={"every": "month", "count": 3, "interval": 1})
        got = desk.user.ok("GET", f"/api/post-series/{few['series_id']}")
        assert got["publish_at"].endswith("T11:00") and got["repeat"]["count"] == 3, got


def change_of_rules(world, hours):
    """What is stored is what the rules of before meant: as if the zone's rules had changed since."""
    with sqlite3.connect(world.env["SIMPUL_DATABASE"], timeout=30) as db:
        db.execute("UPDATE posts SET publish_s = publish_s + ? WHERE wall_time IS NOT NULL", (hours * 3600,))
        db.execute("UPDATE post_targets SET due_ms = due_ms + ? WHERE post_id IN "
                   "(SELECT id FROM posts WHERE wall_time IS NOT NULL)", (hours * 3600_000,))
    db.close()


def test_rules_of_a_zone_change():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        there = day_ahead(30, "Africa/Cairo")
        wall = desk.post(publish_at=f"{there}T10:00", time_zone="Africa/Cairo", caption="Pukul sepuluh")
        instant = desk.post(publish_at=f"{there}T10:00:00Z", caption="Saat itu")
        held = desk.post(publish_at=f"{there}T11:00", time_zone="Africa/Cairo", caption="Draf")
        held = desk.user.ok("POST", f"/api/posts/{held['id']}/draft")
        w.stop_simpul()
        change_of_rules(w, 1)
        w.start_simpul()
        desk.await_true(lambda: desk.get(wall)["publish_at"] == wall["publish_at"])
        assert desk.get(instant)["publish_at"] == instant["publish_at"]
        moved = desk.get(wall)
        assert moved["revision"] == wall["revision"] and moved["state"] == "scheduled"
        last = moved["targets"][0]["steps"][-1]
        assert (last["event"], last["detail"]) == ("schedule", "time_zone"), last
        assert desk.get(held)["publish_at"] == held["publish_at"]


def test_queues():
    with World(settings=QUICK) as w:
        desk, other = Desk(w), w.login("budi@simpul.test", browser=False)
        queue = f"/api/queue-slots?connection_id={desk.connection}"
        empty = desk.user.ok("GET", queue)
        assert empty["slots"] == [] and empty["next_free"] == [] and empty["time_zone"] == "Asia/Jakarta", empty
        queued = {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}], "queue": True}
        refused(desk.user, "POST", "/api/posts", queued, 400, "invalid_field", "queue")
        for body, field in (
            ({"slots": [{"weekday": 8, "time": "09:00"}]}, "slots"),
            ({"slots": [{"weekday": 1, "time": "9:00"}]}, "slots"),
            ({"slots": [{"weekday": 1, "time": "09:00"}] * 2}, "slots"),
            ({"slots": "09:00"}, "slots"),
            ({"slots": [], "time_zone": "Asia/Jakart"}, "time_zone"),
        ):
            refused(desk.user, "PUT", queue, body, 400, "invalid_field", field)
        refused(desk.user, "GET", queue + "&place=tiktok", None, 400, "invalid_field", "place")
        refused(other, "GET", queue, None, 404, "not_found")
        refused(other, "PUT", queue, {"slots": []}, 404, "not_found")

        slots = [{"weekday": n, "time": t} for n in (1, 3, 5) for t in ("09:00", "19:30")]
        got = desk.user.ok("PUT", queue, {"time_zone": "Asia/Makassar", "slots": list(reversed(slots))})
        assert got["slots"] == slots and len(got["next_free"]) == 10, got
        for moment in got["next_free"]:
            there = datetime.fromisoformat(moment).astimezone(ZoneInfo("Asia/Makassar"))
            assert {"weekday": there.isoweekday(), "time": there.strftime("%H:%M")} in slots, moment

        # One is given away by hand; then many ask at once: each has a slot of its own, none is left out.
        taken = got["next_free"][2]
        desk.post(publish_at=taken, caption="Sudah ada")
        made, threads = [], []
        for n in range(8):
            body = {**queued, "caption": f"Antre {n}"}
            threads.append(threading.Thread(target=lambda b=body: made.append(desk.user.ok("POST", "/api/posts", b))))
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        moments = sorted(p["publish_at"] for p in made)
        assert moments == [m for m in got["next_free"] if m != taken][:8], moments
        assert all(p["state"] == "scheduled" and p["time_zone"] == "Asia/Makassar" for p in made)
        # Cancelled: its slot is free again. Put into the queue: it leaves its own time.
        desk.user.ok("POST", f"/api/posts/{made[0]['id']}/cancel")
        assert made[0]["publish_at"] in desk.user.ok("GET", queue)["next_free"]
        moved = desk.user.ok("PUT", f"/api/posts/{made[1]['id']}", queued)
        assert moved["publish_at"] == made[0]["publish_at"]
        refused(desk.user, "POST", "/api/posts", {**queued, "publish_at": at(600)}, 400, "invalid_field", "queue")
        refused(desk.user, "POST", "/api/posts", {**queued, "repeat": {"every": "day"}}, 400, "invalid_field", "repeat")

        suggested = f"/api/queue-slots/suggested?connection_id={desk.connection}"
        refused(other, "GET", suggested, None, 404, "not_found")
        desk.await_true(lambda: desk.user.ok("GET", suggested)["posts"] > 0)
        best = desk.user.ok("GET", suggested)
        assert len(best["slots"]) == 7 and best["posts"] > 0, best
        assert all(1 <= s["weekday"] <= 7 and s["time"].endswith(":00") for s in best["slots"]), best
        again = [{"weekday": s["weekday"], "time": s["time"]} for s in best["slots"]]
        assert desk.user.ok("PUT", queue, {"slots": again})["slots"] == again


def test_a_series_that_needs_approval():
    with World(settings=QUICK) as w:
        desk, approver = Desk(w), w.login("setuju@simpul.test", browser=False)
        invited = desk.user.ok("POST", "/api/team", {"email": "setuju@simpul.test", "role": "approver"})
        joined = approver.ok("POST", "/api/team/accept", {"token": invited["link"].split("token=")[1]})
        there = {"X-Workspace": joined["id"]}
        desk.user.ok("PUT", "/api/team/settings", {"needs_approval": True})
        first = day_ahead(1)
        body = {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}],
                "caption": "Setiap minggu", "publish_at": f"{first}T10:00", "repeat": {"every": "week"}}
        post = desk.user.ok("POST", "/api/posts", body)
        waiting = "/api/posts?state=waiting_approval"
        count = desk.user.ok("GET", waiting)["count"]
        assert post["state"] == "waiting_approval" and count == 9, (post["state"], count)
        # Each is approved for itself; what the series becomes has to be approved anew.
        right = {"content_hash": post["approval"]["content_hash"]}
        approver.ok("POST", f"/api/posts/{post['id']}/approve", right, headers=there)
        assert desk.get(post)["state"] == "scheduled" and desk.user.ok("GET", waiting)["count"] == count - 1
        series = f"/api/post-series/{post['series_id']}"
        assert approver.ok("GET", series, headers=there)["active"]
        assert approver.call("DELETE", series, headers=there).status == 403
        changed = desk.user.ok("PUT", series, {**body, "caption": "Lain"})
        assert desk.user.ok("GET", waiting)["count"] == count == len(changed["occurrences"])
        # One that was taken back is its owner's: the series leaves it alone, and stopping cancels it.
        mine = changed["occurrences"][1]["post_id"]
        desk.user.ok("POST", f"/api/posts/{mine}/draft")
        again = desk.user.ok("PUT", series, {**body, "caption": "Lagi"})
        assert desk.get({"id": mine})["state"] == "draft" and len(again["occurrences"]) == count
        desk.user.ok("DELETE", series)
        assert [p["state"] for p in plan(desk)] == ["cancelled"]
