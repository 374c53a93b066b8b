"""Goal of this test: Social Connect (seed 001): the ten steps of its user interface as requests, its
replies to the letter, its four error codes with their exact words, and its security notes."""
import os
import urllib.parse

from world import Client, World

MESSAGES = {
    "not_admin_page": "Akun Facebook ini tidak punya akses admin/editor ke Page yang dipilih.",
    "instagram_not_connected_to_page": "Page Facebook belum terhubung ke Instagram Business.",
    "token_expired": "Koneksi Meta kedaluwarsa. Silakan connect ulang.",
    "permissions_missing": "Izin Meta belum lengkap untuk auto-posting.",
}


def test_the_ten_steps_with_one_page():
    with World() as w:
        user = w.login()
        # 1: not connected yet.
        assert user.ok("GET", "/api/meta/status") == {"status": "not_connected"}
        # 2-3: the dialog's address.
        started = user.ok("GET", "/api/meta/connect")
        assert set(started) == {"oauth_url", "state"} and len(started["state"]) >= 43
        assert "state=" + started["state"] in started["oauth_url"]
        # 4-5, 7-8: Meta sends the browser back; the only Page is chosen.
        back = urllib.parse.urlsplit(w.dialog(started["oauth_url"], "rani"))
        assert back.path == "/api/meta/callback"
        done = user.get(back.path + "?" + back.query)
        assert done.status == 200, done
        got = done.json()
        assert set(got) == {"connected", "facebook_page_id", "instagram_business_account_id", "status"}
        assert got["connected"] is True and got["status"] == "connected"
        assert got["instagram_business_account_id"].startswith("17841")
        # 9: the page shows to what it is connected.
        status = user.ok("GET", "/api/meta/status")
        assert status["status"] == "connected"
        assert status["facebook_page_id"] == got["facebook_page_id"]
        assert status["page_name"] and status["connected_at"] and status["connection_id"].startswith("conn_")
        assert "instagram_content_publish" in status["scopes_granted"]
        # 10: disconnected again, here and at Meta.
        gone = user.ok("POST", "/api/meta/disconnect")
        assert gone["disconnected"] is True and gone["status"] == "not_connected"
        assert gone["revoked_at_meta"] is True
        assert user.ok("GET", "/api/meta/status") == {"status": "not_connected"}


def test_steps_6_and_7_several_pages():
    with World() as w:
        user = w.login()
        got = w.meta_connect(user, "bima").json()
        assert got["connected"] is False and got["requires_page_selection"] is True
        assert all(set(p) == {"id", "name", "has_instagram"} for p in got["pages"])
        assert len(got["pages"]) >= 3
        listed = user.ok("GET", "/api/meta/pages")["pages"]
        assert [p["id"] for p in listed] == [p["id"] for p in got["pages"]]
        without = next(p for p in listed if not p["has_instagram"])
        assert without["usable"] is False and without["reason"] == "instagram_not_connected_to_page"

        refused = user.post("/api/meta/select-page", {"page_id": without["id"]})
        assert refused.json()["error"]["code"] == "instagram_not_connected_to_page", refused
        assert refused.json()["error"]["message"] == MESSAGES["instagram_not_connected_to_page"]
        unknown = user.post("/api/meta/select-page", {"page_id": "999999"})
        assert 400 <= unknown.status < 500
        empty = user.post("/api/meta/select-page", {})
        assert empty.status == 400 and empty.json()["error"]["field"] == "page_id", empty

        usable = next(p for p in listed if p["usable"])
        done = user.ok("POST", "/api/meta/select-page", {"page_id": usable["id"]})
        assert set(done) == {"connected", "facebook_page_id", "instagram_business_account_id"}
        assert user.ok("GET", "/api/meta/status")["page_name"] == usable["name"]


def test_other_users_cannot_choose_from_my_list():
    with World() as w:
        sari, budi = w.login(), w.login("budi@simpul.test")
        page = w.meta_connect(sari, "bima").json()["pages"][0]["id"]
        assert budi.get("/api/meta/pages").status == 404
        assert 400 <= budi.post("/api/meta/select-page", {"page_id": page}).status < 500


def test_all_pages_of_a_long_listing_and_of_a_business():
    with World() as w:
        user = w.login()
        got = w.meta_connect(user, "gilang").json()
        assert len(got["pages"]) == 120, len(got["pages"])
        citra = w.login("citra@simpul.test")
        pages = w.meta_connect(citra, "citra").json()["pages"]
        assert pages, "Pages of a business portfolio are found too"
        chosen = citra.ok("POST", "/api/meta/select-page", {"page_id": pages[0]["id"]})
        assert chosen["connected"] is True


def test_the_error_table():
    cases = (
        ("eka", {}, "not_admin_page"),
        ("rani", {"decline": "instagram_content_publish"}, "permissions_missing"),
        ("fitri", {}, "permissions_missing"),
    )
    with World() as w:
        user = w.login()
        for persona, choices, code in cases:
            reply = w.meta_connect(user, persona, **choices)
            assert 400 <= reply.status < 500 and reply.status != 401, reply
            error = reply.json()["error"]
            assert error["code"] == code and error["message"] == MESSAGES[code] and error["action"], error
        assert user.ok("GET", "/api/meta/status") == {"status": "not_connected"}

        # A browser is sent to the page that explains it.
        started = user.ok("GET", "/api/meta/connect")
        back = urllib.parse.urlsplit(w.dialog(started["oauth_url"], "eka"))
        page = user.get(back.path + "?" + back.query, headers={"Accept": "text/html,*/*;q=0.8"})
        assert page.status == 303
        assert page.header("Location") == "/#/social-connect?result=error&code=not_admin_page"


def test_token_expired_between_exchange_and_proof():
    with World() as w:
        user = w.login()
        w.faults({"path": "/debug_token", "error": {"code": 190, "subcode": 463}})
        reply = w.meta_connect(user, "rani")
        assert reply.json()["error"]["code"] == "token_expired", reply
        assert reply.json()["error"]["message"] == MESSAGES["token_expired"]


def test_a_failed_branch_is_never_no_pages():
    with World() as w:
        user = w.login()
        w.faults({"path": "/me/businesses", "status": 500, "error": {"code": 2, "is_transient": True}})
        reply = w.meta_connect(user, "dodi")
        assert reply.json()["error"]["code"] == "pages_incomplete", reply
        w.no_faults()
        reply = w.meta_connect(user, "dodi")
        assert reply.json()["error"]["code"] == "not_admin_page", reply


def callback(w, user, **changes):
    """A callback with a valid login behind it, then changed; gives (reply, exchanges at Meta)."""
    started = user.ok("GET", "/api/meta/connect")
    back = urllib.parse.urlsplit(w.dialog(started["oauth_url"], "rani"))
    query = dict(urllib.parse.parse_qsl(back.query))
    query.update({k: v for k, v in changes.items() if v is not None})
    for name in [k for k, v in changes.items() if v is None]:
        query.pop(name, None)
    before = exchanges(w)
    client = changes.pop("_client", user)
    query.pop("_client", None)
    return client.get("/api/meta/callback?" + urllib.parse.urlencode(query)), exchanges(w) - before, query


def exchanges(w):
    return sum("/oauth/access_token" in r["path"] for r in w.sim_requests()["requests"])


def test_negative_callbacks_never_reach_meta():
    with World() as w:
        user, other = w.login(), w.login("budi@simpul.test")
        stranger = Client(w.site)
        cases = [
            {"state": None}, {"state": ""}, {"state": "x" * 43}, {"code": None},
            {"_client": other}, {"_client": stranger},
        ]
        for case in cases:
            reply, count, _ = callback(w, user, **dict(case))
            assert 400 <= reply.status < 500, (case, reply)
            assert count == 0, case

        # The same user in another session.
        again = w.login(add=False)
        reply, count, _ = callback(w, user, _client=again)
        assert 400 <= reply.status < 500 and count == 0, reply

        # Without the cookie that binds the login to the browser.
        started = user.ok("GET", "/api/meta/connect")
        back = urllib.parse.urlsplit(w.dialog(started["oauth_url"], "rani"))
        kept = {k: v for k, v in user.cookies.items() if k.startswith("oa_")}
        assert kept, user.cookies
        for name in kept:
            del user.cookies[name]
        assert user.get(back.path + "?" + back.query).status == 400
        # And it is burnt by that.
        user.cookies.update(kept)
        assert user.get(back.path + "?" + back.query).status == 400

        # Twice.
        reply, count, query = callback(w, user)
        assert reply.status == 200 and count == 2
        replay = user.get("/api/meta/callback?" + urllib.parse.urlencode(query))
        assert replay.status == 400, replay


def test_no_secret_reaches_the_client_or_the_disk():
    with World() as w:
        user = w.login()
        w.meta_connect(user, "rani")
        texts = [user.get(t).text() for t in ("/api/meta/status", "/user/socialaccounts", "/cekbrand/accounts",
                                               "/metrics")]
        texts.append(w.processes["simpul"].read_log())
        for name in os.listdir(w.folder):
            if name.startswith("simpul.db"):
                with open(os.path.join(w.folder, name), "rb") as f:
                    texts.append(f.read().decode("latin-1"))
        assert w.secrets_in(*texts) == []
        for r in w.sim_requests()["requests"]:
            assert "access_token=EAA" not in r.get("query", ""), r
