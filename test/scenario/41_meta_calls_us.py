"""Goal of this test: what Meta calls by itself is believed only when Meta signed it, answered at once,
counted once however often it comes, and does what it says: comments and mentions arrive, a person who
removes the app is disconnected, and one who wants his data deleted finds nothing left."""
import base64
import hashlib
import hmac
import json
import sqlite3
import time
import urllib.parse

from world import APP_SECRET, Client, World

TOKEN = "verify-me-please"


def eventually(what, seconds=15):
    deadline = time.monotonic() + seconds
    while not (got := what()):
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.05)
    return got


def world():
    return World(settings={"SIMPUL_WEBHOOK_VERIFY_TOKEN": TOKEN})


def listen(w):
    """The app's subscription, as its operator makes it; graphsim asks our challenge."""
    app = f"{w.env['SIMPUL_META_APP_ID']}|{APP_SECRET}"
    query = {"object": "instagram", "callback_url": w.site + "/api/meta/webhooks", "verify_token": TOKEN,
             "fields": "comments,mentions,story_insights", "access_token": app}
    reply = Client(w.graph).post(f"/v25.0/{w.env['SIMPUL_META_APP_ID']}/subscriptions?"
                                 + urllib.parse.urlencode(query))
    assert reply.status == 200, reply


def signed(body, secret=APP_SECRET):
    return {"X-Hub-Signature-256": "sha256=" + hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest(),
            "Content-Type": "application/json"}


def signed_request(w, user_id):
    """As Meta posts it: base64url(signature).base64url(JSON)."""
    def encoded(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
    body = encoded(json.dumps({"algorithm": "HMAC-SHA256", "user_id": user_id,
                               "issued_at": int(time.time())}).encode())
    signature = hmac.new(APP_SECRET.encode(), body.encode(), hashlib.sha256).digest()
    return Client(w.site, browser=False), urllib.parse.urlencode({"signed_request": f"{encoded(signature)}.{body}"})


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def outcomes(w):
    with sqlite3.connect(f"file:{w.env['SIMPUL_DATABASE']}?mode=ro", uri=True) as db:
        return sorted(r[0] or "waiting" for r in db.execute("SELECT outcome FROM webhook_events"))


def deliveries(w):
    """What the simulator sent, the oldest first."""
    return w.sim("GET", "/webhooks")["deliveries"]


def test_comments_and_mentions_arrive_once():
    with world() as w:
        user = w.login()
        w.meta_connect(user, "rani")
        account = eventually(lambda: user.ok("GET", "/cekbrand/accounts"))[0]["id"]
        eventually(lambda: user.ok("GET", f"/cekbrand/accounts/{account}/sync")["state"] == "done", 60)
        listen(w)
        w.sim("POST", "/webhooks", {"field": "comments", "account": "dapurnusantara.id", "count": 3,
                                    "replies": True, "duplicates": 2})
        w.sim("POST", "/webhooks", {"field": "mentions", "account": "dapurnusantara.id", "count": 1})
        told = eventually(lambda: user.ok("GET", f"/cekbrand/accounts/{account}/mentions"))
        assert len(told) == 1 and told[0]["comment_id"] is None, told
        eventually(lambda: deliveries(w) and all(d["state"] == "delivered" for d in deliveries(w)))
        eventually(lambda: len(outcomes(w)) >= 4 and "waiting" not in outcomes(w))
        assert set(outcomes(w)) <= {"stored", "unknown_media"}, outcomes(w)
        count, sent = len(outcomes(w)), len(deliveries(w))
        w.sim("POST", "/webhooks", {"field": "comments", "account": "dapurnusantara.id", "count": 3,
                                    "bad_signature": True})
        eventually(lambda: all(d["tries"] for d in deliveries(w)[sent:]))
        assert len(deliveries(w)) > sent and len(outcomes(w)) == count


def test_a_comment_is_stored_and_labelled():
    with world() as w:
        user = w.login()
        account = w.connected_account(user)
        media = user.ok("GET", f"/cekbrand/accounts/{account}/media")[0]["id"]
        value = {"id": "17800000000000001", "from": {"id": "1", "username": "pelanggan"},
                 "text": "Enak banget, pasti beli lagi! 😍", "media": {"id": media, "media_product_type": "FEED"}}
        body = json.dumps({"object": "instagram", "entry": [
            {"id": account, "time": 1780000000, "changes": [{"field": "comments", "value": value}]}]})
        hook = Client(w.site, browser=False)
        for repeated in (0, 1, 1):
            got = hook.call("POST", "/api/meta/webhooks", body, headers=signed(body))
            assert got.status == 200 and got.json() == {"events": 1, "repeated": repeated}, got

        def heard():
            comments = user.ok("GET", f"/cekbrand/accounts/{account}/media/{media}/comments")
            return [c for c in comments if c["id"] == value["id"]]
        comment = eventually(heard)[0]
        assert comment["text"] == value["text"] and comment["username"] == "pelanggan"
        assert eventually(lambda: heard()[0]["sentiment"]) == "pos"


def test_forged_and_broken_deliveries():
    with world() as w:
        w.login()
        hook = Client(w.site, browser=False)
        good = '{"object":"instagram","entry":[{"id":"1","time":1,"changes":[]}]}'
        mac = signed(good)["X-Hub-Signature-256"]
        forged = [None, "", "sha256=", mac[:-1], mac[:-1] + ("0" if mac[-1] != "0" else "1"), mac.upper(),
                  "sha1=" + mac[7:], mac + "00", mac[7:], "sha256=" + "0" * 64, "sha256=" + "zz" * 32]
        for signature in forged:
            headers = {"Content-Type": "application/json"}
            if signature is not None:
                headers["X-Hub-Signature-256"] = signature
            reply = hook.call("POST", "/api/meta/webhooks", good, headers=headers)
            assert reply.status == 403, (signature, reply)
        changed = hook.call("POST", "/api/meta/webhooks", good + " ", headers=signed(good))
        assert changed.status == 403, changed
        broken = ["", "[]", "{}", "null", "{", '{"object":"instagram"}', '{"object":"instagram","entry":[]}',
                  '{"object":"instagram","entry":[{"time":1,"changes":[{"field":"comments","value":{}}]}]}',
                  '{"object":"instagram","entry":[{"id":"1","changes":[{"value":{}}]}]}']
        for body in broken:
            reply = hook.call("POST", "/api/meta/webhooks", body, headers=signed(body))
            assert reply.status == 400, (body, reply)
        strange = ['{"object":"instagram","entry":[{"id":"1","changes":[{"field":"comments","value":null}]}]}',
                   '{"object":"instagram","entry":[{"id":"1","changes":[{"field":"mentions","value":[1]}]}]}',
                   '{"object":"page","entry":[{"id":"2","changes":[{"field":"feed","value":{"item":"like"}}]}]}',
                   '{"object":"planet","entry":[{"id":"3","changes":[{"field":"new","value":{}}]}]}']
        for body in strange:
            assert hook.call("POST", "/api/meta/webhooks", body, headers=signed(body)).status == 200, body
        eventually(lambda: "waiting" not in outcomes(w))
        assert outcomes(w) == ["ignored", "ignored", "unknown_account", "unknown_account"], outcomes(w)


def test_the_challenge():
    with world() as w:
        hook = Client(w.site, browser=False)

        def ask(**query):
            return hook.get("/api/meta/webhooks?" + urllib.parse.urlencode(
                {"hub." + k: v for k, v in query.items()}))
        got = ask(mode="subscribe", challenge="1158201444", verify_token=TOKEN)
        assert got.status == 200 and got.text() == "1158201444", got
        assert got.header("Content-Type").startswith("text/plain")
        assert ask(mode="subscribe", challenge="1", verify_token="wrong").status == 403
        assert ask(mode="unsubscribe", challenge="1", verify_token=TOKEN).status == 403
        assert ask(mode="subscribe", challenge="1").status == 403
    with World() as w:  # no token is set: nobody can subscribe us, not even with an empty one
        query = urllib.parse.urlencode({"hub.mode": "subscribe", "hub.challenge": "1", "hub.verify_token": ""})
        assert Client(w.site).get("/api/meta/webhooks?" + query).status == 403


def test_removing_the_app_disconnects():
    with world() as w:
        user = w.login()
        account = w.connected_account(user, "hana")
        w.sim("POST", "/app", {"deauthorize_url": w.site + "/api/meta/deauthorize"})
        w.sim("POST", "/deauthorize", {"persona": "hana"})
        token = eventually(lambda: (t := user.ok("GET", "/cekbrand/accounts")[0]["token"])["state"] == "invalid" and t)
        assert token["reason"] == "app_removed", token
        media = user.ok("GET", f"/cekbrand/accounts/{account}/media")
        assert media  # what was collected stays

        # Told once more, and about somebody who was never here: nothing to do, and no error.
        for uid in (user.ok("GET", "/user/socialaccounts")[0]["uid"], "1234567"):
            meta, form = signed_request(w, uid)
            meta.ok("POST", "/api/meta/deauthorize", form, headers=FORM)


def test_a_person_who_wants_his_data_deleted():
    with world() as w:
        user, other = w.login(), w.login("lain@simpul.test")
        account = w.connected_account(user)
        kept = w.connected_account(other, "bima")
        w.sim("POST", "/app", {"data_deletion_url": w.site + "/api/meta/data-deletion"})
        w.sim("POST", "/data-deletion", {"persona": "rani"})

        def answered():
            return [d["answer"] for d in w.sim("GET", "/webhooks")["deliveries"] if d["answer"]]
        answer = json.loads(eventually(answered)[0])
        assert answer["url"] == f"{w.site}/api/meta/data-deletion/{answer['confirmation_code']}", answer
        path = urllib.parse.urlsplit(answer["url"]).path
        hook = Client(w.site, browser=False)
        state = eventually(lambda: (s := hook.ok("GET", path))["state"] == "deleted" and s)
        assert state["instagram_accounts"] == 1 and state["deleted_at"], state
        page = hook.call("GET", path, headers={"Accept": "text/html"})
        assert page.status == 302 and page.header("Location") == \
            f"/#/data-deletion?code={answer['confirmation_code']}", page
        assert hook.get("/api/meta/data-deletion/unknown").status == 404
        meta, form = signed_request(w, "1234567")  # never here: that is soon done
        stranger = meta.ok("POST", "/api/meta/data-deletion", form, headers=FORM)
        path = urllib.parse.urlsplit(stranger["url"]).path
        assert eventually(lambda: hook.ok("GET", path)["state"] == "deleted")
        assert user.ok("GET", "/cekbrand/accounts") == []
        assert user.ok("GET", "/user/socialaccounts?provider=facebook") == []
        assert [a["id"] for a in other.ok("GET", "/cekbrand/accounts")] == [kept]
        with sqlite3.connect(f"file:{w.env['SIMPUL_DATABASE']}?mode=ro", uri=True) as db:
            tables = [r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in tables:
                columns = [r[1] for r in db.execute(f"PRAGMA table_info({table})")]
                if "account_id" in columns:
                    left = db.execute(f"SELECT count(*) FROM {table} WHERE account_id = ?", (account,)).fetchone()[0]
                    assert left == 0, (table, left)
