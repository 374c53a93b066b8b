"""Goal of this test: posts are published: by POST /api/meta/schedule exactly as seed 001 says, and by /api/posts:
drafts, edits, cancels, albums, reels and stories, first comments, idempotency, times in zones; bad input and other
people's posts are refused with the field at fault. What was really published is the simulator's ledger."""
import sqlite3
from datetime import datetime, timedelta, timezone

from desk import QUICK, Desk, at, published, steps_of
from world import World


def test_the_seeds_contract():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        body = {"connection_id": desk.connection, "publish_at": at(1), "caption": "Promo minggu ini",
                "media_url": desk.file()}
        got = desk.user.ok("POST", "/api/meta/schedule", body)
        assert got["queued"] is True and got["job_id"].startswith("job_"), got
        again = desk.user.ok("POST", "/api/meta/schedule", body)
        assert again == got, "the same request is the same job"
        done = desk.await_state({"id": got["job_id"]}, "published")
        target = done["targets"][0]
        assert target["media_id"] and target["permalink"].startswith("https://"), target
        assert target["fault"] is None
        assert steps_of(done) == ["schedule", "claim", "create", "created", "intend", "publish", "finish"], done
        ledger = published(w)
        assert (ledger["published"], ledger["duplicates"]) == (1, 0), ledger
        late = datetime.fromisoformat(target["published_at"]) - datetime.fromisoformat(done["publish_at"])
        assert late <= timedelta(seconds=3), late


def refused(client, method, path, body, status, code, field=None):
    reply = client.call(method, path, body)
    error = reply.json()["error"]
    assert (reply.status, error["code"], error.get("field")) == (status, code, field), (body, reply)
    assert error["message"], reply
    return error


def test_what_is_refused():
    with World(settings=QUICK) as w:
        desk, other = Desk(w), w.login("budi@simpul.test", browser=False)
        good = {"connection_id": desk.connection, "publish_at": at(600), "caption": "", "media_url": desk.file()}
        bad = (
            ({"publish_at": at(-600)}, "publish_at"),
            ({"publish_at": at(367 * 86400)}, "publish_at"),
            ({"publish_at": "besok"}, "publish_at"),
            ({"publish_at": None}, "publish_at"),
            ({"caption": "a" * 2201}, "caption"),
            ({"caption": " ".join(f"#tag{i}" for i in range(31))}, "caption"),
            ({"caption": " ".join(f"@nama{i}" for i in range(21))}, "caption"),
            ({"media_url": "https://cdn.example/a.gif"}, "media_url"),
            ({"media_url": "ftp://cdn.example/a.jpg"}, "media_url"),
            ({"media_url": "http://10.0.0.7/a.jpg"}, "media_url"),
            ({"media_url": "http://169.254.169.254/latest/a.jpg"}, "media_url"),
            ({"media_url": ""}, "media_url"),
            ({"connection_id": None}, "connection_id"),
        )
        for change, field in bad:
            refused(desk.user, "POST", "/api/meta/schedule", {**good, **change}, 400, "invalid_field", field)
        # Another tenant's connection is no connection.
        refused(other, "POST", "/api/meta/schedule", good, 404, "not_found", "connection_id")
        refused(desk.user, "POST", "/api/meta/schedule", {**good, "connection_id": "conn_x"}, 404, "not_found",
                "connection_id")
        assert w.login("tono@simpul.test", browser=False).get("/api/posts").json()["count"] == 0

        full = {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}],
                "publish_at": at(600)}
        wrong = (
            ({"publish_at": "2026-11-20T10:00", "time_zone": "Asia/Jakart"}, "time_zone"),
            ({"media": [{"url": desk.file(seed=i)} for i in range(11)]}, "media"),
            ({"media": []}, "media"),
            ({"kind": "text"}, "media"),
            ({"media": [], "targets": [{"connection_id": desk.connection, "place": "page"}]}, "caption"),
            ({"kind": "video", "media": [{"url": desk.file("sample.mp4")}]}, "targets"),
            ({"media": "x"}, "media"),
            ({"media": [{"url": "https://cdn.example/a.png"}]}, "media[0].url"),
            ({"kind": "reel"}, "media"),
            ({"kind": "poll"}, "kind"),
            ({"kind": "story", "caption": "x"}, "caption"),
            ({"targets": []}, "targets"),
            ({"targets": [{"connection_id": desk.connection}] * 2}, "targets"),
            ({"targets": [{"connection_id": desk.connection, "place": "tiktok"}]}, "targets"),
            ({"options": {"share_to_feed": True}}, "options"),
            ({"options": {"location_id": "abc"}}, "location_id"),
            ({"options": [1]}, "options"),
            ({"first_comment": "a" * 2201}, "first_comment"),
            ({"media": [{"url": desk.file(), "alt_text": "a" * 1001}]}, "media[0].alt_text"),
        )
        for change, field in wrong:
            refused(desk.user, "POST", "/api/posts", {**full, **change}, 400, "invalid_field", field)
        refused(desk.user, "POST", "/api/posts", [1], 400, "bad_request")
        refused(other, "POST", "/api/posts", full, 404, "not_found", "targets[0].connection_id")
        mine = desk.user.ok("POST", "/api/posts", full)
        for method, path in (("GET", ""), ("DELETE", ""), ("POST", "/cancel"), ("POST", "/publish-now"),
                             ("POST", "/retry"), ("POST", "/draft"), ("POST", "/duplicate")):
            refused(other, method, f"/api/posts/{mine['id']}{path}", None, 404, "not_found")
        assert published(w)["published"] == 0


def five_minutes_pass(world):
    """Meta was asked when the account was connected, and is not asked again so soon."""
    with sqlite3.connect(world.env["SIMPUL_DATABASE"], timeout=30) as db:
        db.execute("UPDATE social_connections SET token_last_checked_s = 1")
        db.execute("DELETE FROM token_watch")
    db.close()


def test_the_token_is_checked_before_anything_is_queued():
    message = "Koneksi Meta kedaluwarsa. Silakan connect ulang."
    with World(settings=QUICK) as w:
        desk = Desk(w)
        good = {"connection_id": desk.connection, "publish_at": at(600), "caption": "", "media_url": desk.file()}
        w.sim("POST", "/grant", {"persona": "rani", "withdraw": ["instagram_content_publish"]})
        five_minutes_pass(w)
        error = refused(desk.user, "POST", "/api/meta/schedule", good, 403, "permissions_missing", "connection_id")
        assert error["message"] == "Izin Meta belum lengkap untuk auto-posting." and error["action"], error
        w.sim("POST", "/grant", {"persona": "rani", "give": ["instagram_content_publish"]})
        w.sim("POST", "/token", {"persona": "rani", "state": "expire"})
        five_minutes_pass(w)
        error = refused(desk.user, "POST", "/api/meta/schedule", good, 409, "token_expired", "connection_id")
        assert error["message"] == message and error["action"], error
        desk.user.ok("POST", "/api/meta/disconnect")
        error = refused(desk.user, "POST", "/api/meta/schedule", good, 409, "token_expired", "connection_id")
        assert error["message"] == message
        assert desk.user.ok("GET", "/api/posts")["count"] == 0


def test_a_posts_life():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        draft = desk.post(draft=True, caption="Draf")
        assert draft["state"] == "draft" and draft["publish_at"] is None
        assert desk.user.ok("GET", "/api/posts?timeless=true")["count"] == 1
        # Edited, with a time on the wall.
        there = (datetime.now(timezone.utc) + timedelta(days=3)).strftime("%Y-%m-%d")
        body = {"media": [{"url": desk.file(), "alt_text": "Kue"}], "caption": "Jadi",
                "targets": [{"connection_id": desk.connection}], "publish_at": there + "T10:00",
                "time_zone": "Asia/Makassar"}
        planned = desk.user.ok("PUT", f"/api/posts/{draft['id']}", body)
        assert planned["state"] == "scheduled" and planned["wall_time"] == there + "T10:00"
        assert datetime.fromisoformat(planned["publish_at"]).astimezone(timezone.utc).hour == 2
        assert planned["revision"] == 2 and planned["media"][0]["alt_text"] == "Kue"
        window = f"from={there}T00:00:00Z&to={there}T23:59:59Z"
        assert desk.user.ok("GET", f"/api/posts?{window}&state=scheduled")["count"] == 1
        assert desk.user.ok("GET", f"/api/posts?{window}&state=failed")["count"] == 0
        refused(desk.user, "GET", "/api/posts?state=sent", None, 400, "invalid_field", "state")
        # Back to a draft, copied, cancelled, deleted.
        assert desk.user.ok("POST", f"/api/posts/{draft['id']}/draft")["state"] == "draft"
        copy = desk.user.ok("POST", f"/api/posts/{draft['id']}/duplicate")
        assert copy["id"] != draft["id"] and copy["caption"] == "Jadi" and copy["state"] == "draft"
        assert desk.user.ok("POST", f"/api/posts/{copy['id']}/cancel")["state"] == "cancelled"
        assert desk.user.ok("POST", f"/api/posts/{copy['id']}/cancel")["state"] == "cancelled"
        refused(desk.user, "POST", f"/api/posts/{copy['id']}/publish-now", None, 409, "conflict")
        desk.user.ok("DELETE", f"/api/posts/{copy['id']}")
        refused(desk.user, "GET", f"/api/posts/{copy['id']}", None, 404, "not_found")
        assert published(w)["published"] == 0
        # What is unwise is said, and stands in the rules.
        rules = desk.user.ok("GET", "/api/posts/rules")
        assert {"place": "instagram_caption", "measure": "hashtags", "max": 30, "refuses": True} in [
            {k: r[k] for k in ("place", "measure", "max", "refuses")} for r in rules], rules
        wordy = desk.post(draft=True, caption=" ".join(f"#tag{i}" for i in range(6)))
        assert [warning["field"] for warning in wordy["warnings"]] == ["caption"], wordy
        assert planned["warnings"] == []
        # Now; clicked many times, published once, and nothing more can be done to it.
        for _ in range(3):
            desk.user.post(f"/api/posts/{draft['id']}/publish-now")
        done = desk.await_state(draft, "published")
        for what in ("cancel", "retry", "draft", "publish-now"):
            refused(desk.user, "POST", f"/api/posts/{draft['id']}/{what}", None, 409, "conflict")
        refused(desk.user, "PUT", f"/api/posts/{draft['id']}", {**body, "publish_at": at(900)}, 409, "conflict")
        refused(desk.user, "DELETE", f"/api/posts/{draft['id']}", None, 409, "conflict")
        refused(desk.user, "POST", f"/api/posts/{draft['id']}/confirm", {"published": True}, 409, "conflict")
        refused(desk.user, "POST", f"/api/posts/{draft['id']}/confirm", {}, 400, "invalid_field", "published")
        assert published(w)["published"] == 1 and done["targets"][0]["permalink"]
        # The same key is the same post; with another post it is refused.
        first = desk.post(publish_at=at(3600), idempotency_key="k1")
        moment = {"publish_at": first["publish_at"]}
        again = desk.post(idempotency_key="k2", **moment)
        assert desk.post(idempotency_key="k2", **moment)["id"] == again["id"] != first["id"]
        refused(desk.user, "POST", "/api/posts",
                {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}],
                 "caption": "Lain", "idempotency_key": "k2", **moment}, 409, "conflict")


def test_every_kind_of_instagram_post():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        w.sim("POST", "/publishing", {"video_ms": 0})
        reel = desk.post(media=[{"url": desk.file("sample.mp4", ms=5000)}], caption="Reel", publish_now=True,
                         options={"share_to_feed": True})
        assert reel["kind"] == "reel"
        story = desk.post(kind="story", caption="", publish_now=True)
        album = desk.post(media=[{"url": desk.file(seed=i)} for i in range(3)], caption="Album", publish_now=True)
        assert album["kind"] == "carousel"
        talk = desk.post(caption="Bicara", first_comment="Pertama! #kopi", publish_now=True)
        for post in (reel, story, album, talk):
            got = desk.await_state(post, "published", "failed", "unconfirmed", seconds=60)
            assert got["state"] == "published" and got["targets"][0]["media_id"], got
        assert desk.get(talk)["targets"][0]["comment_id"]
        ledger = published(w)
        kinds = sorted(item["kind"] for item in ledger["items"])
        assert kinds == ["carousel", "comment", "image", "reel", "story"], ledger
        assert ledger["duplicates"] == 0, ledger


def test_a_page_and_an_account_at_once():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        page = {"connection_id": desk.connection, "place": "page"}
        both = desk.post(targets=[{"connection_id": desk.connection}, page], publish_now=True)
        text = desk.post(media=[], targets=[page], caption="Kami buka hari ini", first_comment="Sampai jam 9",
                         publish_now=True)
        link = desk.post(media=[], targets=[page], caption="", options={"link": "https://simpul.example/promo"},
                         publish_now=True)
        album = desk.post(media=[{"url": desk.file(seed=i)} for i in range(3)], targets=[page], caption="Tiga foto",
                          publish_now=True)
        for post in (both, text, link, album):
            got = desk.await_state(post, "published", "failed", "unconfirmed", seconds=30)
            assert got["state"] == "published", got
            assert all(t["media_id"] and t["permalink"] for t in got["targets"]), got
        assert desk.get(text)["targets"][0]["comment_id"]
        # Its answer is lost, before and after the effect: said again, published once.
        for number, effect in enumerate((False, True)):
            w.faults({"path": "/*", "method": "POST", "effect": effect, "cut": True, "times": 1, "after": 1})
            post = desk.post(media=[], targets=[page], caption=f"Jawaban hilang {number}", publish_now=True)
            got = desk.await_state(post, "published", seconds=30)
            w.no_faults()
        ledger = published(w)
        posts = [i for i in ledger["items"] if i["kind"] != "comment"]
        assert (len(posts), ledger["duplicates"]) == (7, 0), ledger


def test_what_meta_refuses_is_told_and_can_be_retried():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        w.faults({"path": "/*/media", "method": "POST", "error": {"code": 36000, "subcode": 2207004}, "times": 1})
        failed = desk.await_state(desk.post(publish_now=True), "failed")
        fault = failed["targets"][0]["fault"]
        assert fault["code"] == "media_too_large" and fault["meta_code"] == 36000 and fault["action"], fault
        w.no_faults()
        desk.user.ok("POST", f"/api/posts/{failed['id']}/retry")
        desk.await_state(failed, "published")
        assert published(w)["duplicates"] == 0 and published(w)["published"] == 1

        # Published, and Meta says that it is spam; and published, and no answer ever comes.
        w.faults({"path": "/*/media_publish", "effect": True, "times": 1,
                  "error": {"code": 4, "subcode": 2207051}})
        spam = desk.post(caption="Dikira spam", publish_now=True)
        desk.await_state(spam, "published", seconds=30)
        w.no_faults()
        w.faults({"path": "/*/media_publish", "effect": True, "cut": True, "times": 1})
        cut = desk.post(caption="Terputus", publish_now=True)
        got = desk.await_state(cut, "published", seconds=30)
        assert "find" in steps_of(got) and got["targets"][0]["media_id"], got
        ledger = published(w)
        assert (ledger["published"], ledger["duplicates"]) == (3, 0), ledger


def test_an_account_that_is_disconnected_meanwhile():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        post = desk.post(publish_at=at(2))
        desk.user.ok("POST", "/api/meta/disconnect")
        failed = desk.await_state(post, "failed")
        assert failed["targets"][0]["fault"]["code"] == "not_connected", failed
        refused(desk.user, "POST", f"/api/posts/{post['id']}/retry", None, 409, "token_expired")
        w.meta_connect(desk.user, "rani")
        desk.user.ok("POST", f"/api/posts/{post['id']}/retry")
        desk.await_state(post, "published")
        assert published(w)["published"] == 1


def nobody_knows(world, post):
    """What a day without an answer of Meta leads to."""
    with sqlite3.connect(world.env["SIMPUL_DATABASE"], timeout=30) as db:
        db.execute("UPDATE post_targets SET state = 'unknown', fault = 'unconfirmed' WHERE post_id = ?", (post["id"],))
    db.close()


def test_what_only_the_user_can_know():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        there, absent = desk.post(publish_at=at(3600)), desk.post(publish_at=at(3600))
        for post in (there, absent):
            nobody_knows(w, post)
            got = desk.get(post)
            assert got["state"] == "unconfirmed" and got["targets"][0]["fault"]["code"] == "unconfirmed", got
            refused(desk.user, "POST", f"/api/posts/{post['id']}/retry", None, 409, "conflict")
        assert desk.user.ok("POST", f"/api/posts/{there['id']}/confirm", {"published": True})["state"] == "published"
        got = desk.user.ok("POST", f"/api/posts/{absent['id']}/confirm", {"published": False})
        assert got["state"] == "failed", got
        desk.user.ok("POST", f"/api/posts/{absent['id']}/retry")
        desk.await_state(absent, "published")
        assert published(w)["published"] == 1


def test_due_posts_start_within_a_second():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        posts = [desk.post(caption=f"Tepat {n}", publish_at=at(4 + n // 2)) for n in range(8)]
        for post in posts:
            desk.await_state(post, "published", seconds=40)
        with sqlite3.connect(w.env["SIMPUL_DATABASE"], timeout=30) as db:
            late = [row[0] for row in db.execute(
                "SELECT s.at_ms - max(t.due_ms, made.at_ms) FROM post_steps s "
                "JOIN post_targets t ON t.id = s.target_id "
                "JOIN post_steps made ON made.target_id = t.id AND made.event = 'schedule' "
                "WHERE s.event = 'claim' ORDER BY 1")]
            order = [row[0] for row in db.execute(
                "SELECT t.id FROM post_targets t JOIN post_steps s ON s.target_id = t.id AND s.event = 'publish' "
                "ORDER BY s.at_ms")]
        db.close()
        print(f"    begun after the due time: {late} ms")
        assert len(late) == 8 and min(late) >= 0, late
        # Half of them wait for the one before, which is due in the same second at the same account.
        assert late[3] <= 1000, late
        assert order == sorted(order), "one account's posts keep their order"


def test_where_one_can_publish():
    with World(settings=QUICK) as w:
        desk, other = Desk(w), w.login("budi@simpul.test", browser=False)
        places = desk.user.ok("GET", "/api/posts/places")
        assert [(p["place"], p["trouble"]) for p in places] == [("instagram", None), ("page", None)], places
        assert places[0]["account_id"] == desk.account and places[0]["username"], places
        assert "story" in places[0]["kinds"] and "text" in places[1]["kinds"], places
        assert other.ok("GET", "/api/posts/places") == []
        quota = desk.user.ok("GET", f"/api/posts/quota?connection_id={desk.connection}")
        done = desk.await_state(desk.post(publish_now=True), "published")
        after = desk.user.ok("GET", f"/api/posts/quota?connection_id={desk.connection}")
        assert quota["total"] > 0 and after["used"] == quota["used"] + 1, (quota, after, done)
        refused(other, "GET", f"/api/posts/quota?connection_id={desk.connection}", None, 404, "not_found")
        # One that cannot be used is shown with its remedy, and Meta is not asked about it.
        w.sim("POST", "/grant", {"persona": "rani", "withdraw": ["instagram_content_publish"]})
        with sqlite3.connect(w.env["SIMPUL_DATABASE"], timeout=30) as db:
            db.execute("UPDATE social_connections SET status = 'invalid', problem = 'token_expired'")
        db.close()
        broken = desk.user.ok("GET", "/api/posts/places")
        assert [p["trouble"]["code"] for p in broken] == ["token_expired"] * 2, broken
        assert all(p["trouble"]["action"] for p in broken), broken
        assert desk.user.ok("GET", f"/api/posts/quota?connection_id={desk.connection}") == {
            "used": None, "total": None}
