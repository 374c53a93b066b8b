"""Goal of this test: people around a post: members are invited by letter and act in the owner's workspace as their roles
say, and in no other; nothing is published without an approval of exactly this content; each account may have texts of
its own; what users do stands in the audit log."""
import sqlite3
import time
import urllib.parse
import urllib.request
from datetime import datetime

from desk import QUICK, Desk, at, published, steps_of
from mail_sink import MailSink
from world import PASSWORD, Client, World

ROLES = ("admin", "editor", "approver", "viewer")


def token_of(link):
    return dict(urllib.parse.parse_qsl(link.split("?", 1)[1]))["token"]


def refused(client, method, path, body, status, code, field=None):
    reply = client.call(method, path, body)
    error = reply.json()["error"]
    assert (reply.status, error["code"], error.get("field")) == (status, code, field), (path, body, reply)
    assert error["message"], reply
    return error


class Member:
    """Somebody in another one's workspace: every call of his says in which."""

    def __init__(self, client, workspace):
        self.client, self.workspace = client, workspace

    def call(self, method, path, body=None, headers=None):
        return self.client.call(method, path, body, headers={"X-Workspace": self.workspace, **(headers or {})})

    def ok(self, method, path, body=None):
        reply = self.call(method, path, body)
        assert 200 <= reply.status < 300, (method, path, reply)
        return reply.json() if reply.body else None


def team(w, desk, *roles):
    """Members of the desk's workspace by role; without a mail server the link is handed over."""
    members = {}
    for role in roles:
        client = w.login(f"{role}@simpul.test", browser=False)
        invited = desk.user.ok("POST", "/api/team", {"email": f"{role}@simpul.test", "role": role})
        workspace = client.ok("POST", "/api/team/accept", {"token": token_of(invited["link"])})
        members[role] = Member(client, workspace["id"])
    return members


def rows(w, sql, *args):
    with sqlite3.connect(w.env["SIMPUL_DATABASE"], timeout=30) as db:
        found = db.execute(sql, args).fetchall()
    db.close()
    return found


def change(w, sql):
    with sqlite3.connect(w.env["SIMPUL_DATABASE"], timeout=30) as db:
        db.execute(sql)
    db.close()


def test_invitations():
    with MailSink() as sink, World(settings={**QUICK, **sink.settings}) as w:
        sari, budi = w.login(browser=False), w.login("budi@simpul.test", browser=False)
        own = sari.ok("GET", "/api/team")
        assert own["is_own"] and own["role"] == "owner" and own["members"] == [] and not own["needs_approval"], own
        for body, field in (({"email": "bukan", "role": "editor"}, "email"),
                            ({"email": "sari@simpul.test", "role": "editor"}, "email"),
                            ({"email": "budi@simpul.test", "role": "owner"}, "role"),
                            ({"email": "budi@simpul.test"}, "role")):
            refused(sari, "POST", "/api/team", body, 400, "invalid_field", field)
        invited = sari.ok("POST", "/api/team", {"email": "Budi@simpul.test", "role": "editor"})
        assert invited["state"] == "invited" and invited["link"] is None, invited
        refused(sari, "POST", "/api/team", {"email": "budi@simpul.test", "role": "viewer"}, 400, "invalid_field", "email")
        recipient, letter, link = sink.await_letter(1)
        assert recipient == "Budi@simpul.test" and "Sari Uji" in letter.get_content(), letter
        assert link.startswith(w.site + "/#/team/accept?token=smt_"), link
        # Another's letter, a made-up one, and one that is too old open nothing.
        refused(w.login("coba@simpul.test", browser=False), "POST", "/api/team/accept", {"token": token_of(link)}, 403, "forbidden")
        refused(budi, "POST", "/api/team/accept", {"token": "smt_x"}, 400, "key_expired")
        change(w, "UPDATE team_links SET expires_s = 1")
        refused(budi, "POST", "/api/team/accept", {"token": token_of(link)}, 400, "key_expired")
        sari.ok("POST", f"/api/team/{invited['id']}/remind")
        link = sink.await_letter(2)[2]
        assert [x["is_own"] for x in budi.ok("GET", "/api/workspaces")] == [True]
        joined = budi.ok("POST", "/api/team/accept", {"token": token_of(link)})
        assert joined["role"] == "editor" and not joined["is_own"] and joined["id"] == own["id"], joined
        refused(budi, "POST", "/api/team/accept", {"token": token_of(link)}, 400, "key_expired")
        refused(sari, "POST", f"/api/team/{invited['id']}/remind", None, 409, "conflict")
        assert [x["is_own"] for x in budi.ok("GET", "/api/workspaces")] == [True, False]
        member = sari.ok("GET", "/api/team")["members"][0]
        assert (member["state"], member["name"], member["role"]) == ("joined", "Sari Uji", "editor"), member
        # Another role, from the next request on; then he leaves.
        there = Member(budi, own["id"])
        assert there.ok("GET", "/api/team")["role"] == "editor"
        assert sari.ok("PUT", f"/api/team/{member['id']}", {"role": "viewer"})["role"] == "viewer"
        refused(sari, "PUT", f"/api/team/{member['id']}", {"role": "boss"}, 400, "invalid_field", "role")
        assert there.ok("GET", "/api/team")["role"] == "viewer"
        there.ok("DELETE", f"/api/team/{member['id']}")
        assert there.call("GET", "/api/team").status == 404
        refused(sari, "DELETE", f"/api/team/{member['id']}", None, 404, "not_found")
        told = [r[0] for r in rows(w, "SELECT action FROM audit_log WHERE action LIKE 'team.%' ORDER BY id")]
        assert told == ["team.invite", "team.join", "team.role", "team.leave"], told
        log = w.processes["simpul"].read_log()
        assert "smt_" not in log, "links are nobody's to read"


def test_whoever_was_invited_registers_with_it():
    with MailSink() as sink, World(settings={**QUICK, "SIMPUL_REGISTRATION": "invited", **sink.settings}) as w:
        sari, new = w.login(browser=False), Client(w.site)
        sari.ok("POST", "/api/team", {"email": "baru@simpul.test", "role": "approver"}, headers={"Accept-Language": "en"})
        _, letter, link = sink.await_letter(1)
        assert "as approver" in letter.get_content(), letter.get_content()
        form = {"first_name": "Baru", "email": "baru@simpul.test", "password1": PASSWORD, "password2": PASSWORD}
        assert new.post("/auth/register/", form).json()["error"]["coupon_code"]
        for bad in ({"invitation": "smt_x"}, {"invitation": token_of(link), "email": "lain@simpul.test"}):
            assert new.post("/auth/register/", {**form, **bad}).json()["error"]["invitation"], bad
        user = new.ok("POST", "/auth/register/", {**form, "invitation": token_of(link)})["user"]
        assert user["is_verified"] and user["subscriptions"] == [], user
        assert [x["role"] for x in new.ok("GET", "/api/workspaces")] == ["owner", "approver"]
        assert sari.ok("GET", "/api/team")["members"][0]["name"] == "Baru"
        assert new.post("/api/team/accept", {"token": token_of(link)}).json()["error"]["code"] == "key_expired"
        assert len(sink.letters) == 1, "nothing is left to confirm"
    with World(settings=QUICK) as w:
        sari = w.login(browser=False)
        invited = sari.ok("POST", "/api/team", {"email": "baru@simpul.test", "role": "viewer"})
        reply = Client(w.site).post("/auth/register/", {**form, "invitation": token_of(invited["link"])})
        assert reply.status == 403 and reply.json()["code"] == "registration_closed", "closed stays closed"


def test_who_may_what():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        members = team(w, desk, *ROLES)
        draft = desk.post(draft=True)
        body = {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}], "caption": "Dari tim",
                "draft": True}
        calls = (  # as admin, editor, approver, viewer
            ("GET", "/api/posts?timeless=true", None, (200, 200, 200, 200)),
            ("GET", f"/api/posts/{draft['id']}", None, (200, 200, 200, 200)),
            ("GET", "/api/posts/places", None, (200, 200, 200, 200)),
            ("GET", f"/api/posts/quota?connection_id={desk.connection}", None, (200, 200, 200, 200)),
            ("GET", "/api/team", None, (200, 200, 200, 200)),
            ("POST", "/api/posts", body, (201, 201, 403, 403)),
            ("PUT", f"/api/posts/{draft['id']}", body, (200, 200, 403, 403)),
            ("POST", f"/api/posts/{draft['id']}/draft", None, (200, 200, 403, 403)),
            ("POST", f"/api/posts/{draft['id']}/approve", {"content_hash": "x"}, (409, 403, 409, 403)),
            ("POST", f"/api/posts/{draft['id']}/reject", None, (409, 403, 409, 403)),
            ("POST", "/api/team", {"email": "x", "role": "admin"}, (400, 403, 403, 403)),
            ("PUT", "/api/team/settings", {"needs_approval": False}, (200, 403, 403, 403)),
            ("DELETE", "/api/team/999999", None, (404, 404, 404, 404)),
            # What does not know workspaces does not seem to show one.
            ("GET", "/cekbrand/accounts", None, (403, 403, 403, 403)),
            ("GET", "/account/tokens", None, (403, 403, 403, 403)),
            ("POST", "/api/meta/disconnect", None, (403, 403, 403, 403)),
        )
        for method, path, sent, wanted in calls:
            got = tuple(members[role].call(method, path, sent).status for role in ROLES)
            assert got == wanted, (method, path, got)
        # It is the owner's, made by the member; nothing came to be in the member's own workspace.
        editor = members["editor"]
        post = editor.ok("POST", "/api/posts", body)
        assert desk.get(post)["caption"] == "Dari tim"
        assert editor.client.get(f"/api/posts/{post['id']}").status == 404
        assert editor.client.ok("GET", "/api/posts?timeless=true")["count"] == 0
        assert editor.client.ok("GET", "/api/posts/places") == []
        places = editor.ok("GET", "/api/posts/places")
        assert {p["connection_id"] for p in places} == {desk.connection}, places
        by_argument = editor.client.get(f"/api/posts/{post['id']}?workspace={editor.workspace}")
        assert by_argument.status == 200, by_argument
        # Files are the workspace's, too: shown by address alone, where no header can be sent.
        picture = urllib.request.urlopen(desk.file(), timeout=20).read()
        as_jpeg = {"Content-Type": "image/jpeg"}
        sent = editor.call("POST", "/api/uploads?file_name=kue.jpg", picture, headers=as_jpeg)
        assert sent.status == 201, sent
        upload = sent.json()["id"]
        assert members["viewer"].call("POST", "/api/uploads?file_name=x.jpg", picture, headers=as_jpeg).status == 403
        seen = members["viewer"].client.get(f"/api/uploads/{upload}/file?workspace={editor.workspace}")
        assert seen.status == 200 and seen.body == picture, seen
        assert editor.client.get(f"/api/uploads/{upload}").status == 404
        with_file = editor.ok("POST", "/api/posts", {**body, "media": [{"upload_id": upload}]})
        assert desk.get(with_file)["media"][0]["upload_id"] == upload
        # Nobody removes another; and whoever is no member sees nothing, as if there were nothing.
        other = [m for m in desk.user.ok("GET", "/api/team")["members"] if m["role"] == "viewer"][0]
        assert editor.call("DELETE", f"/api/team/{other['id']}").status == 403
        stranger = Member(w.login("orang@simpul.test", browser=False), editor.workspace)
        nobody = Member(stranger.client, "999999")
        for method, path, sent, _ in calls:
            foreign, missing = stranger.call(method, path, sent), nobody.call(method, path, sent)
            assert foreign.status == missing.status == 404 and foreign.body == missing.body, (path, foreign, missing)
        for odd in ("0", "-1", "x", "1e3", "9" * 30):
            assert Member(stranger.client, odd).call("GET", "/api/posts").status == 404, odd
        # A member who is removed is out at once; an owner who is shut out takes his workspace with him.
        desk.user.ok("DELETE", f"/api/team/{other['id']}")
        assert members["viewer"].call("GET", "/api/posts").status == 404
        change(w, "UPDATE users SET is_active = 0 WHERE email = 'sari@simpul.test'")
        assert editor.call("GET", "/api/posts").status == 404
        assert len(editor.client.ok("GET", "/api/workspaces")) == 1


def test_a_calendar_of_the_workspace():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        viewer = team(w, desk, "viewer")["viewer"]
        desk.post(publish_at=at(86400), caption="Rencana Rani")
        own, ours = viewer.client.ok("GET", "/api/calendar-feed")["url"], viewer.ok("GET", "/api/calendar-feed")["url"]
        hers = desk.user.ok("GET", "/api/calendar-feed")["url"]
        assert len({own, ours, hers}) == 3

        anybody = Client(w.site, browser=False)
        link = ours[len(w.site):]
        assert b"Rencana Rani" not in anybody.get(own[len(w.site):]).body
        calendar = anybody.get(link)
        assert b"Rencana Rani" in calendar.body and b"X-WR-CALNAME:Simpul: rencana (" in calendar.body, calendar

        # Another link for him is none for her; and his ends with his work there.
        fresh = viewer.ok("POST", "/api/calendar-feed/renew")["url"][len(w.site):]
        assert anybody.get(link).status == 404
        assert [anybody.get(x).status for x in (fresh, hers[len(w.site):])] == [200, 200]
        member = desk.user.ok("GET", "/api/team")["members"][0]
        desk.user.ok("DELETE", f"/api/team/{member['id']}")
        assert anybody.get(fresh).status == 404
        assert anybody.get(own[len(w.site):]).status == 200
        assert viewer.call("GET", "/api/calendar-feed").status == 404


def test_nothing_without_an_approval():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        before = desk.post(publish_at=at(3600), caption="Sebelum ada aturan")
        assert before["approval"] is None and before["state"] == "scheduled", before
        members = team(w, desk, "editor", "approver")
        editor, approver = members["editor"], members["approver"]
        assert desk.user.ok("PUT", "/api/team/settings", {"needs_approval": True})["needs_approval"]
        assert desk.get(before)["state"] == "waiting_approval", "what was scheduled waits now"
        assert editor.ok("GET", "/api/posts?state=waiting_approval")["count"] == 1

        body = {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}], "caption": "Promo"}
        post = editor.ok("POST", "/api/posts", {**body, "publish_at": at(3600)})
        path = f"/api/posts/{post['id']}"
        approval = post["approval"]
        assert post["state"] == "waiting_approval" and approval["state"] == "waiting" and approval["needed"], post
        assert approval["requested_by"] == "Sari Uji" and approval["decided_by"] is None, approval
        # Rejected with a note, mended, and the hash of what was looked at before is worth nothing any more.
        got = approver.ok("POST", path + "/reject", {"note": "Harganya salah"})
        assert got["state"] == "draft" and got["approval"]["note"] == "Harganya salah", got
        assert approver.call("POST", path + "/approve", {"content_hash": approval["content_hash"]}).status == 409
        mended = editor.ok("PUT", path, {**body, "caption": "Promo, 25 ribu", "publish_at": at(3600)})
        assert mended["state"] == "waiting_approval" and mended["approval"]["note"] is None, mended
        error = approver.call("POST", path + "/approve", {"content_hash": approval["content_hash"]},).json()["error"]
        assert error["code"] == "conflict" and error["field"] == "content_hash" and "caption" in error["message"], error
        assert approver.call("POST", path + "/approve", {}).json()["error"]["field"] == "content_hash"
        stranger = Member(w.login("lain@simpul.test", browser=False), editor.workspace)
        assert stranger.call("POST", path + "/approve", mended["approval"]).status == 404
        assert stranger.client.post(path + "/approve", mended["approval"]).status == 404
        right = {"content_hash": mended["approval"]["content_hash"], "note": "Bagus"}
        approved = approver.ok("POST", path + "/approve", right)
        assert approved["state"] == "scheduled" and approved["approval"]["state"] == "approved", approved
        assert approver.ok("POST", path + "/approve", right)["state"] == "scheduled", "the same again is no conflict"
        # An edit after it needs another one.
        edited = editor.ok("PUT", path, {**body, "caption": "Promo, 20 ribu", "publish_at": at(3600)})
        assert edited["state"] == "waiting_approval" and edited["approval"]["state"] == "waiting", edited
        # Now, once it is approved: clicked by who may not, published by who may.
        waiting = editor.ok("POST", path + "/publish-now")
        assert waiting["state"] == "waiting_approval", waiting
        time.sleep(1)
        assert published(w)["published"] == 0
        approver.ok("POST", path + "/approve", {"content_hash": waiting["approval"]["content_hash"]})
        done = desk.await_state(post, "published")
        assert published(w)["items"][0]["text"] == "Promo, 20 ribu" and steps_of(done)[-8:] == [
            "submit", "approve", "claim", "create", "created", "intend", "publish", "finish"], steps_of(done)

        # Its time comes first: held, and why.
        late = editor.ok("POST", "/api/posts", {**body, "publish_at": at(1), "caption": "Terlambat"})
        held = desk.await_state(late, "held")
        assert held["targets"][0]["fault"]["code"] == "not_approved" and held["targets"][0]["fault"]["action"], held
        refused(desk.user, "POST", f"/api/posts/{late['id']}/approve",
                {"content_hash": held["approval"]["content_hash"]}, 409, "conflict")
        change(w, f"UPDATE posts SET publish_s = publish_s - 600 WHERE id = {late['id']}")
        refused(desk.user, "POST", f"/api/posts/{late['id']}/submit", None, 400, "invalid_field", "publish_at")
        # A draft is submitted when it has a time; withdrawn again; cancelled.
        draft = editor.ok("POST", "/api/posts", {**body, "draft": True})
        assert draft["approval"]["state"] == "missing", draft
        reply = editor.call("POST", f"/api/posts/{draft['id']}/submit")
        assert reply.json()["error"]["field"] == "publish_at", reply
        draft = editor.ok("PUT", f"/api/posts/{draft['id']}", {**body, "draft": True, "publish_at": at(900)})
        assert editor.ok("POST", f"/api/posts/{draft['id']}/submit")["state"] == "waiting_approval"
        assert editor.ok("POST", f"/api/posts/{draft['id']}/draft")["approval"]["state"] == "missing"
        assert editor.ok("POST", f"/api/posts/{draft['id']}/submit")["approval"]["state"] == "waiting"
        assert editor.ok("POST", f"/api/posts/{draft['id']}/cancel")["state"] == "cancelled"
        editor.ok("DELETE", f"/api/posts/{draft['id']}")
        assert published(w)["published"] == 1

        # Who did what, and to what.
        ids = dict(rows(w, "SELECT email, id FROM users"))
        told = rows(w, "SELECT user_id, action FROM audit_log WHERE object = ? ORDER BY id", f"post:{post['id']}")
        wanted = [("editor", "create"), ("editor", "submit"), ("approver", "reject"), ("editor", "edit"),
                  ("editor", "submit"), ("approver", "approve"), ("editor", "edit"), ("editor", "submit"),
                  ("editor", "submit"), ("editor", "publish_now"), ("approver", "approve")]
        assert told == [(ids[who + "@simpul.test"], "post." + what) for who, what in wanted], told
        gone = rows(w, "SELECT action FROM audit_log WHERE object = ? ORDER BY id", f"post:{draft['id']}")
        assert gone[-2:] == [("post.cancel",), ("post.delete",)], gone


def test_texts_of_one_account():
    with World(settings=QUICK) as w:
        desk = Desk(w)
        page = {"connection_id": desk.connection, "place": "page"}
        here = {"connection_id": desk.connection}
        both = desk.post(caption="Untuk semua", first_comment="Komentar bersama", publish_now=True,
                         targets=[{**here, "caption": "Untuk Instagram", "first_comment": ""},
                                  {**page, "caption": "Untuk Page", "first_comment": "Komentar Page"}])
        assert [t["caption"] for t in both["targets"]] == ["Untuk Instagram", "Untuk Page"], both
        done = desk.await_state(both, "published", "failed", "unconfirmed", seconds=30)
        assert done["state"] == "published", done
        said = sorted((i["kind"], i["text"]) for i in published(w)["items"])
        assert said == [("comment", "Komentar Page"), ("image", "Untuk Instagram"), ("image", "Untuk Page")] or \
            [t for _, t in said] == ["Komentar Page", "Untuk Instagram", "Untuk Page"], said
        # A lost answer is found by what was said there.
        w.faults({"path": "/*/media_publish", "effect": True, "cut": True, "times": 1})
        cut = desk.post(caption="Umum", targets=[{**here, "caption": "Khusus, terputus"}], publish_now=True)
        got = desk.await_state(cut, "published", "unconfirmed", "failed", seconds=30)
        assert got["state"] == "published" and "find" in steps_of(got) and got["targets"][0]["media_id"], got
        w.no_faults()
        assert published(w)["duplicates"] == 0
        # The same rules, named where they are broken; the post's own text is judged where it is used.
        tags = " ".join(f"#tag{i}" for i in range(31))
        for targets, caption, field in (
                ([here, {**page, "caption": "a" * 63207}], "x", "targets[1].caption"),
                ([page, {**here, "caption": "a" * 2201}], "x", "targets[1].caption"),
                ([page, {**here, "caption": tags}], "x", "targets[1].caption"),
                ([page, {**here, "caption": " ".join(f"@n{i}" for i in range(21))}], "x", "targets[1].caption"),
                ([{**here, "first_comment": "a" * 2201}], "x", "targets[0].first_comment"),
                ([{**here, "first_comment": tags}], "x", "targets[0].first_comment"),
                ([{**here, "options": {"share_to_feed": True}}], "x", "targets[0].options"),
                ([{**here, "options": {"location_id": "abc"}}], "x", "targets[0].location_id"),
                ([{**here, "caption": 5}], "x", "targets[0].caption"),
                ([{**here, "caption": "pendek"}, page], "a" * 63207, "caption")):
            refused(desk.user, "POST", "/api/posts",
                    {"media": [{"url": desk.file()}], "targets": targets, "caption": caption, "publish_at": at(600)},
                    400, "invalid_field", field)
        long = desk.post(targets=[{**here, "caption": "pendek"}, page], caption="a" * 2201, publish_at=at(600))
        edge = desk.post(draft=True, targets=[{**here, "caption": "😀" * 2200}], caption="x")
        assert edge["targets"][0]["caption"] == "😀" * 2200 and edge["warnings"] == [], "characters, not bytes"
        wordy = desk.post(draft=True, targets=[{**here, "caption": " ".join(f"#t{i}" for i in range(6))}, page])
        assert [x["field"] for x in wordy["warnings"]] == ["targets[0].caption"], wordy
        # A copy and an edit keep them, or take them away.
        copy = desk.user.ok("POST", f"/api/posts/{long['id']}/duplicate")
        assert copy["targets"][0]["caption"] == "pendek", copy
        plain = {"media": [{"url": desk.file()}], "targets": [{**here, "caption": None}, page], "caption": "Sama",
                 "publish_at": at(600)}
        assert [t["caption"] for t in desk.user.ok("PUT", f"/api/posts/{long['id']}", plain)["targets"]] == [None, None]
        # The same key with another text at one account is another post.
        keyed = {**plain, "idempotency_key": "k"}
        first = desk.user.ok("POST", "/api/posts", keyed)
        assert desk.user.ok("POST", "/api/posts", keyed)["id"] == first["id"]
        refused(desk.user, "POST", "/api/posts", {**keyed, "targets": [{**here, "caption": "Beda"}, page]}, 409, "conflict")


def test_what_goes_wrong_around_a_post():
    """Another tenant's connection, a connection that has ended, an edit and a cancel while it is published, a cancel
    at the moment of the claim: each with its answer, and nothing lost."""
    with World(settings=QUICK) as w:
        desk, other = Desk(w), w.login("budi@simpul.test", browser=False)
        body = {"media": [{"url": desk.file()}], "targets": [{"connection_id": desk.connection}], "caption": "Promo"}
        refused(other, "POST", "/api/posts", {**body, "publish_at": at(600)}, 404, "not_found",
                "targets[0].connection_id")
        refused(desk.user, "POST", "/api/posts", {**body, "publish_at": at(600), "caption": "a" * 2201}, 400,
                "invalid_field", "caption")

        # While Meta prepares a video: an edit comes too late, a cancel does not.
        w.sim("POST", "/publishing", {"video_ms": 3000})
        reel = {**body, "media": [{"url": desk.file("sample.mp4", ms=5000)}], "publish_now": True}
        slow = desk.user.ok("POST", "/api/posts", reel)
        desk.await_true(lambda: desk.get(slow)["targets"][0]["step"] == "container")
        refused(desk.user, "PUT", f"/api/posts/{slow['id']}", {**body, "publish_at": at(600)}, 409, "conflict")
        refused(desk.user, "DELETE", f"/api/posts/{slow['id']}", None, 409, "conflict")
        refused(desk.user, "POST", f"/api/posts/{slow['id']}/submit", None, 409, "conflict")
        assert desk.get(slow)["caption"] == "Promo" and desk.get(slow)["revision"] == 1
        stopped = desk.user.ok("POST", "/api/posts", {**reel, "caption": "Batal"})
        desk.await_true(lambda: desk.get(stopped)["targets"][0]["step"] != "scheduled" or desk.get(slow)["state"] == "published")
        assert desk.user.post(f"/api/posts/{stopped['id']}/cancel").status == 200
        desk.await_state(slow, "published", seconds=40)

        # Cancels that race the claim: what was cancelled is not published, everything else is, once.
        w.sim("POST", "/publishing", {"video_ms": 0})
        posts = [desk.user.ok("POST", "/api/posts", {**body, "caption": f"Balapan {n}", "publish_at": at(2)}) for n in range(6)]
        moment = datetime.fromisoformat(posts[-1]["publish_at"]).timestamp()
        time.sleep(max(0, moment - time.time()))
        answers = {p["id"]: desk.user.post(f"/api/posts/{p['id']}/cancel").status for p in posts}
        ends = {p["id"]: desk.await_state(p, "published", "cancelled", seconds=60)["state"] for p in posts}
        for post in posts:
            assert (answers[post["id"]], ends[post["id"]]) in ((200, "cancelled"), (409, "published")), (answers, ends)
        ledger = published(w)
        said = [item["text"] for item in ledger["items"]]
        wanted = ["Promo"] + [p["caption"] for p in posts if ends[p["id"]] == "published"]
        assert sorted(said) == sorted(wanted) and ledger["duplicates"] == 0, (said, wanted)

        # An approval finds the connection gone: it is told, and the post goes on waiting.
        desk.user.ok("PUT", "/api/team/settings", {"needs_approval": True})
        waits = desk.user.ok("POST", "/api/posts", {**body, "publish_at": at(600)})
        desk.user.ok("POST", "/api/meta/disconnect")
        answer = {"content_hash": waits["approval"]["content_hash"]}
        refused(desk.user, "POST", f"/api/posts/{waits['id']}/approve", answer, 409, "token_expired")
        assert desk.get(waits)["state"] == "waiting_approval"
        refused(desk.user, "POST", "/api/posts", {**body, "publish_at": at(600)}, 409, "token_expired",
                "targets[0].connection_id")
        w.meta_connect(desk.user, "rani")
        assert desk.user.ok("POST", f"/api/posts/{waits['id']}/approve", answer)["state"] == "scheduled"
