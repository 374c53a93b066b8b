"""Goal of this test: users' programs are told what became of posts and connections, signed so that they can verify it,
again when they do not answer, never twice with another id; owners get one letter about posts that need them, and no more
when they say so. The examples of docs/webhooks.md verify real messages."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time

from desk import QUICK, Desk, at
from hook_sink import HookSink
from mail_sink import MailSink
from shifted import ShiftedClock
from world import Client, World

EVENTS = ["post.published", "post.failed", "post.unconfirmed", "post.held", "token.expiring"]
ERROR = {"path": "/*/media", "method": "POST", "error": {"code": 36000, "subcode": 2207004}}


def make_hook(user, sink, events=EVENTS, **more):
    return user.ok("POST", "/api/hooks", {"url": sink.url, "events": events, **more})


def deliveries(user, hook, count=None, state=None, seconds=20):
    """The log, once it has `count` rows, the newest in that state."""
    deadline = time.monotonic() + seconds
    while True:
        rows = user.ok("GET", f"/api/hooks/{hook['id']}/deliveries")["results"]
        if (count is None or len(rows) >= count) and (state is None or rows and rows[0]["state"] == state):
            return rows
        assert time.monotonic() < deadline, rows
        time.sleep(0.05)


def tried(user, hook, times, seconds=20):
    """The newest delivery, once so many tries are written down."""
    deadline = time.monotonic() + seconds
    while True:
        rows = deliveries(user, hook, 1)
        if len(rows[0]["attempts"]) == times:
            return rows[0]
        assert time.monotonic() < deadline, rows[0]
        time.sleep(0.05)


def examples():
    """The code of docs/webhooks.md, by language."""
    with open("docs/webhooks.md", encoding="utf-8") as f:
        return dict(re.findall(r"```(python|js|php)\n(.*?)```", f.read(), re.DOTALL))


# Each reads a line of JSON (secret, headers, body) and prints whether it verifies.
DRIVERS = {
    "python": (["python3", "-c"], "\nimport json, sys\nx = json.load(sys.stdin)\n"
               "print(int(verify(x['secret'], x['headers'], x['body'].encode())))"),
    "js": (["node", "-e"], "\nconst x = JSON.parse(require('fs').readFileSync(0));\n"
           "console.log(Number(verify(x.secret, x.headers, Buffer.from(x.body))));"),
    "php": (["php", "-r"], "\n$x = json_decode(file_get_contents('php://stdin'), true);\n"
            "echo (int) verify($x['secret'], $x['headers'], $x['body']);"),
}


def verifies(language, secret, message, body=None):
    command, driver = DRIVERS[language]
    code = examples()[language].removeprefix("<?php") + driver
    given = {"secret": secret, "headers": message.headers, "body": body or message.body.decode()}
    done = subprocess.run([*command, code], input=json.dumps(given).encode(), capture_output=True, timeout=60,
                          check=True)
    return done.stdout.strip() == b"1"


def test_what_becomes_of_posts_is_told():
    with HookSink() as sink, World(settings=QUICK) as w:
        desk = Desk(w)
        hook = make_hook(desk.user, sink)
        assert hook["secret"].startswith("whsec_") and hook["active"] and hook["events"] == EVENTS, hook
        shown = desk.user.ok("GET", f"/api/hooks/{hook['id']}")
        assert "secret" not in shown and desk.user.ok("GET", "/api/hooks") == [shown]

        post = desk.post(publish_now=True)
        done = desk.await_state(post, "published")["targets"][0]
        told = sink.await_message(1)
        assert told.type == "post.published" and told.is_signed_with(hook["secret"]), told.json
        assert told.data["post_id"] == post["id"] and told.data["permalink"] == done["permalink"], told.json
        assert told.data["media_id"] == done["media_id"] and told.data["fault"] is None, told.json
        for language in ("python", "js", "php"):
            if not shutil.which(DRIVERS[language][0][0]):
                print(f"    no {language} here: its example was not run")
                continue
            assert verifies(language, hook["secret"], told), language
            assert not verifies(language, hook["secret"], told, told.body.decode() + " "), language

        w.faults({**ERROR, "times": 1})
        desk.await_state(desk.post(publish_now=True), "failed")
        told = sink.await_message(2)
        assert told.type == "post.failed" and told.data["fault"]["code"] == "media_too_large", told.json
        assert told.data["fault"]["action"] and told.data["fault"]["meta_code"] == 36000, told.json
        w.no_faults()

        # Its time passed while the server was down.
        held = desk.post(publish_at=at(3600))
        w.stop_simpul()
        w.edit("UPDATE post_targets SET due_ms = due_ms - 7 * 3600000 WHERE post_id = ?", held["id"])
        w.make_due("publish.target")
        w.start_simpul()
        told = sink.await_message(3)
        assert told.type == "post.held" and told.data["post_id"] == held["id"], told.json
        # A receiver that is down for a moment: the same message, with the same id.
        sink.answers = [500, 302]
        desk.await_state(desk.post(publish_now=True, caption="Lagi"), "published")
        first = sink.await_message(4)
        for tries, number in ((1, 5), (2, 6)):
            row = tried(desk.user, hook, tries)
            assert row["state"] == "waiting" and row["next_attempt_at"], row
            w.edit("UPDATE hooks SET paused_ms = NULL")
            w.make_due("hooks.deliver")
            assert sink.await_message(number).id == first.id
        rows = deliveries(desk.user, hook, 4, "delivered")
        tries = rows[0]["attempts"]
        assert [t["status"] for t in tries] == [500, 302, 200], tries
        assert [t["error"] for t in tries] == ["bad_status", "redirect", None], tries
        assert tries[0]["answer"] == "note" and rows[0]["body"].encode() == first.body
        assert [r["event"] for r in rows] == ["post.published", "post.held", "post.failed", "post.published"], rows
        assert len({m.id for m in sink.messages}) == 4 and len(sink.messages) == 6


def test_a_hooks_life():
    with HookSink() as sink, World(settings=QUICK) as w:
        user, other = w.login(browser=False), w.login("budi@simpul.test", browser=False)
        good = {"url": sink.url, "events": ["post.failed"]}
        for change, field in (({"url": "ftp://app.example/"}, "url"), ({"url": ""}, "url"), ({"events": []}, "events"),
                              ({"events": ["post.liked"]}, "events"), ({"events": "post.failed"}, "events"),
                              ({"active": "perhaps"}, "active")):
            reply = user.post("/api/hooks", {**good, **change})
            assert (reply.status, reply.json()["error"]["field"]) == (400, field), (change, reply)
        hook = user.ok("POST", "/api/hooks", {**good, "active": False})
        assert hook["active"] is False and hook["off_reason"] is None
        path = f"/api/hooks/{hook['id']}"

        # A test comes also while it is off.
        asked = user.call("POST", path + "/test")
        assert asked.status == 202 and asked.json()["event"] == "hook.test", asked
        assert sink.await_message(1).type == "hook.test"
        row = deliveries(user, hook, 1, "delivered")[0]
        assert user.post(f"{path}/deliveries/{row['id']}/replay").status == 409
        assert user.post(path + "/test").status == 429
        on = user.ok("PUT", path, {**good, "events": ["post.failed", "post.held", "post.failed"]})
        assert on["active"] and on["events"] == ["post.failed", "post.held"], on
        again = user.call("POST", f"{path}/deliveries/{row['id']}/replay")
        assert again.status == 202 and again.json()["message_id"] == row["message_id"], again
        assert sink.await_message(2).id == sink.messages[0].id

        # A new secret: both sign for a day.
        renewed = user.ok("POST", path + "/secret")
        assert renewed["secret"] != hook["secret"] and renewed["old_secret_until"], renewed
        row = deliveries(user, hook, 2, "delivered")[0]
        user.ok("POST", f"{path}/deliveries/{row['id']}/replay")
        told = sink.await_message(3)
        assert told.is_signed_with(hook["secret"]) and told.is_signed_with(renewed["secret"])

        for method, tail in (("GET", ""), ("PUT", ""), ("DELETE", ""), ("POST", "/test"), ("POST", "/secret"),
                             ("GET", "/deliveries"), ("POST", f"/deliveries/{row['id']}/replay")):
            body = good if method == "PUT" else None
            assert other.call(method, path + tail, body).status == 404, (method, tail)
        assert other.ok("GET", "/api/hooks") == []
        for _ in range(9):
            user.ok("POST", "/api/hooks", good)
        assert user.post("/api/hooks", good).status == 409
        assert user.call("DELETE", path).status == 204 and user.get(path).status == 404

        # Gone, it says: it is switched off at once.
        gone = user.ok("GET", "/api/hooks")[0]
        sink.answers = [410]
        user.ok("POST", f"/api/hooks/{gone['id']}/test")
        deliveries(user, gone, 1, "failed")
        assert user.ok("GET", f"/api/hooks/{gone['id']}")["active"], "a test switches nothing off"
        with sqlite3.connect(w.env["SIMPUL_DATABASE"]) as db:
            sealed = db.execute("SELECT secret_sealed FROM hooks").fetchall()
        db.close()
        assert all(renewed["secret"].encode() not in blob for (blob,) in sealed)
        assert "whsec_" not in w.processes["simpul"].read_log()


def test_a_connection_that_ends_is_told():
    with HookSink() as sink, World(settings=QUICK) as w:
        user = w.login()
        w.sim("POST", "/clock", {"now": at(-84 * 86400)})
        w.connected_account(user, "hana")
        w.sim("POST", "/clock", {"system": True})
        hook = make_hook(user, sink)
        w.run("tokens", "--check", expect=1)
        told = sink.await_message(1)
        assert told.type == "token.expiring" and told.is_signed_with(hook["secret"]), told.json
        assert 0 < told.data["days_left"] <= 7 and told.data["place"] and told.data["connection_id"] is None, told.json
        count = len(sink.messages)
        w.run("tokens", "--check", expect=1)
        time.sleep(1.2)
        assert len(sink.messages) == count, "each warning once"


def test_letters_about_posts():
    with MailSink() as mail, World(start=False, settings={**QUICK, **mail.settings}) as w:
        clock = ShiftedClock(w)
        w.run("keys", "init")
        w.start_graphsim()
        w.start_simpul()
        desk = Desk(w)
        w.faults(ERROR)
        for n in range(3):
            desk.await_state(desk.post(publish_now=True, caption=f"Gagal nomor {n}"), "failed")
        w.no_faults()
        # One of them is mended before the letter goes.
        mended = desk.user.ok("GET", "/api/posts?state=failed")["results"][0]
        desk.user.ok("POST", f"/api/posts/{mended['id']}/retry")
        desk.await_state(mended, "published")
        clock.set(61)
        recipient, letter, _ = mail.await_letter(1)
        text = letter.get_content()
        assert recipient == "sari@simpul.test" and letter["Subject"] == "Posting yang perlu Anda", letter
        assert text.count("GAGAL") == 2 and mended["caption"] not in text, text
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", letter.items()

        # The next one does not come within the hour.
        w.faults(ERROR)
        desk.await_state(desk.post(publish_now=True, caption="Gagal lagi"), "failed")
        clock.set(130)
        time.sleep(1.5)
        assert len(mail.letters) == 1, "a flood"
        clock.set(3800)
        assert "Gagal lagi" in mail.await_letter(2)[1].get_content()

        # Whoever wants no more gets no more; opening the link alone changes nothing.
        link = re.search(r"http://\S+/api/post-letters/\S+", text).group(0)
        reader, path = Client(w.site), link.split(w.site, 1)[1]
        page = reader.get(path, headers={"Accept-Language": "en"})
        assert page.status == 200 and "<button>" in page.text() and "sari@simpul.test" in page.text(), page
        assert desk.user.ok("GET", "/api/post-letters") == {"active": True}
        assert "<button>" not in reader.post(path).text()
        assert desk.user.ok("GET", "/api/post-letters") == {"active": False}
        assert reader.get("/api/post-letters/oops").status == 404
        desk.await_state(desk.post(publish_now=True, caption="Tanpa surat"), "failed")
        clock.set(8000)
        time.sleep(1.5)
        assert len(mail.letters) == 2
        assert desk.user.ok("PUT", "/api/post-letters", {"active": True}) == {"active": True}
        assert desk.user.call("PUT", "/api/post-letters", {}).status == 400
        desk.await_state(desk.post(publish_now=True, caption="Dengan surat"), "failed")
        clock.set(16000)
        text = mail.await_letter(3)[1].get_content()
        assert "Dengan surat" in text and "Tanpa surat" not in text, text


def test_a_hook_that_is_gone_is_switched_off_with_a_letter():
    with HookSink() as sink, MailSink() as mail, World(settings={**QUICK, **mail.settings}) as w:
        desk = Desk(w)
        hook = make_hook(desk.user, sink)
        sink.answers = [410]
        desk.await_state(desk.post(publish_now=True), "published")
        row = deliveries(desk.user, hook, 1, "failed")[0]
        assert row["reason"] == "switched_off", row
        shown = desk.user.ok("GET", f"/api/hooks/{hook['id']}")
        assert not shown["active"] and shown["off_reason"] == "gone", shown
        recipient, letter, _ = mail.await_letter(1)
        assert recipient == "sari@simpul.test" and letter["Subject"] == "Webhook Anda dimatikan", letter
        assert sink.url in letter.get_content()
        assert os.path.exists(w.env["SIMPUL_DATABASE"])


def test_jobs_that_gave_up():
    with World(settings=QUICK) as w:
        admin, user = w.login("admin@simpul.test", browser=False), w.login(plan="trial", browser=False)
        assert admin.ok("GET", "/api/admin/jobs") == {"jobs": [], "next": None}
        assert user.get("/api/admin/jobs").status == 403
        for n in range(3):  # none of them can be done
            w.edit("INSERT INTO jobs (kind, unique_key, payload, state, priority, run_at_ms, max_attempts, created_ms) "
                   "VALUES ('token.check', ?, '{}', 'waiting', 0, 0, 5, 1000000)", f"token.check:x{n}")
        deadline = time.monotonic() + 20
        while len(admin.ok("GET", "/api/admin/jobs")["jobs"]) < 3:
            assert time.monotonic() < deadline, admin.ok("GET", "/api/admin/jobs")
            time.sleep(0.1)
        first = admin.ok("GET", "/api/admin/jobs?limit=2")
        rest = admin.ok("GET", f"/api/admin/jobs?limit=2&before={first['next']}")
        assert len(first["jobs"]) == 2 and len(rest["jobs"]) == 1 and rest["next"] is None, (first, rest)
        job = first["jobs"][0]
        assert job["kind"] == "token.check" and job["error_code"] and job["failed_at"], job
        assert job["key"] in w.run("jobs")
        assert user.post(f"/api/admin/jobs/{job['id']}/retry").status == 403
        assert admin.post("/api/admin/jobs/999999/retry").status == 404
        assert 'simpul_jobs{state="failed"} 3' in admin.get("/metrics").text()
        assert admin.call("POST", f"/api/admin/jobs/{job['id']}/retry").status == 202
        w.run("jobs", "--retry", rest["jobs"][0]["id"])
        w.run("jobs", "--retry", "999999", expect=1)
        # The same work is asked for meanwhile.
        other = first["jobs"][1]
        w.edit("INSERT INTO jobs (kind, unique_key, payload, state, priority, run_at_ms, max_attempts, created_ms) "
               "VALUES ('token.check', ?, '{}', 'waiting', 0, 9999999999999, 5, 0)", other["key"])
        assert admin.post(f"/api/admin/jobs/{other['id']}/retry").status == 409
