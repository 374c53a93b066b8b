"""Goal of this test: every route of the table, called as nobody, as another tenant, and without CSRF:
nothing is given and nothing is changed. Routes come from the binary, so a new one is covered by itself."""
import json
import re
import time

from pictures import form_data, png
from world import PASSWORD, Client, World


# A body that is right, where one is read before it is asked whose the thing is.
WEEKLY = {"name": "Mingguan", "every": "week", "day": 1, "time": "07:30", "format": "json", "date_frame": "7",
          "recipients": ["bos@dapur.id"]}


def body_of(route, account):
    if route["method"] not in ("POST", "PUT"):
        return None
    if route["path"] == "/api/report-schedules/{schedule_id}":
        return {"account_id": account, **WEEKLY}
    if route["path"] == "/api/post-series/{series_id}":
        return {"caption": "Promo", "targets": [{"connection_id": "conn_lain"}], "publish_at": "2030-01-01T10:00",
                "repeat": {"every": "day"}, "media": [{"url": "https://gambar.contoh.id/a.jpg"}]}
    if route["path"] == "/api/hooks/{hook_id}":
        return {"url": "https://kait.contoh.id/x", "events": ["post.published"], "active": True}
    if route["path"] == "/api/posts/{post_id}":
        return {"caption": "Promo", "draft": True, "targets": [{"connection_id": "conn_lain"}],
                "media": [{"url": "https://gambar.contoh.id/a.jpg"}]}
    if route["path"] == "/api/team/{member_id}":
        return {"role": "viewer"}
    if route["path"].endswith("/approve"):
        return {"content_hash": "x"}
    return {"published": True} if route["path"].endswith("/confirm") else {}


def fill(path, values):
    for name, value in values.items():
        path = path.replace("{" + name + "}", value)
    return re.sub(r"\{\w+\}", "1", path)


def routes_of(w):
    return json.loads(w.run("routes", "--json"))


def test_every_route_as_nobody():
    with World() as w:
        stranger = Client(w.site)
        count = 0
        for route in routes_of(w):
            if route["access"] == "public":
                continue
            path = fill(route["path"], {"account_id": "17841400000000001", "id": "1", "media_id": "1",
                                        "data_type": "media", "username": "x", "social_account_id": "1",
                                        "competitor_account_id": "1", "country": "world",
                                        "city": "bekasi",
                                        "photo": "x", "plan_id": "1", "product_id": "1", "session_id": "x",
                                        "subscription_id": "x", "token_id": "1", "user_id": "1",
                                        "voucher_id": "1"})
            reply = stranger.call(route["method"], path, {} if route["method"] != "GET" else None)
            assert reply.status == 401, (route, reply)
            forged = Client(w.site)
            forged.cookies = {"simpul_session": "A" * 43}
            assert forged.call(route["method"], path).status == 401, route
            count += 1
        assert count >= 25, count


def test_every_route_as_another_tenant():
    with World() as w:
        sari, admin = w.login(), w.login("budi@simpul.test")
        account = w.connected_account(sari)
        social, _ = w.instagram_of(sari)
        media = sari.ok("GET", f"/cekbrand/accounts/{account}/media?date_frame=90")[0]["id"]
        rival = sari.ok("POST", f"/cekbrand/accounts/{account}/competitor-accounts",
                        {"username": "tanahliat.studio"})["id"]
        session = [s for s in sari.ok("GET", "/account/sessions") if s["is_this"]][0]["id"]
        token = sari.ok("POST", "/account/tokens", {"name": "uji"})["id"]
        picture, headers = form_data({}, png(2, 2))
        photo = sari.ok("PUT", "/account/", picture, headers=headers)["profile"]["photo"]
        schedule = sari.ok("POST", "/api/report-schedules", {"account_id": account, **WEEKLY})["id"]
        export = sari.ok("POST", "/api/exports", {"account_id": account, "format": "json", "date_frame": "7"})["id"]
        trial = w.login("coba@simpul.test", plan="enterprise")  # no administrator: those see every photo
        mine = {"account_id": account, "id": str(social), "media_id": media, "data_type": "media",
                "social_account_id": str(social), "competitor_account_id": rival, "session_id": session, "token_id": str(token), "photo": photo,
                "schedule_id": schedule, "export_id": export,
                "subscription_id": sari.ok("GET", "/subscriptions/")[0]["id"]}
        none = {"account_id": "17841499999999999", "id": "999999", "media_id": "17999999999999999",
                "data_type": "media", "social_account_id": "999999", "competitor_account_id": "17841499999999998",
                "session_id": "0" * 64, "token_id": "999999",
                "schedule_id": "999999", "export_id": "999999",
                "photo": "0" * 32 + ".png", "subscription_id": "00000000-0000-4000-8000-000000000000"}
        checked = 0
        for route in routes_of(w):
            if "{" not in route["path"] or "{username}" in route["path"] or "{city}" in route["path"]:
                continue
            if "fetch-instagram-data" in route["path"]:
                continue  # its body names the social account; see below
            if "{token}" in route["path"]:
                continue  # whoever has the link may follow it: scenario 52
            if "{plan_id}" in route["path"] or "{product_id}" in route["path"] or "{country}" in route["path"]:
                continue  # the same for everybody
            body = body_of(route, account)
            if route["access"] == "admin":
                path = fill(route["path"], {"user_id": "1", "voucher_id": "1"})
                assert trial.call(route["method"], path, body).status == 403, route
                continue
            budi = trial if "{photo}" in route["path"] else admin
            foreign = budi.call(route["method"], fill(route["path"], mine), body)
            missing = budi.call(route["method"], fill(route["path"], none), body)
            assert foreign.status == missing.status == 404, (route, foreign, missing)
            assert foreign.body == missing.body, (route, foreign, missing)
            checked += 1
        assert checked >= 15, checked
        assert sari.ok("GET", "/account/tokens") and sari.get(f"/account/photo/{photo}").status == 200
        taken = admin.post(f"/cekbrand/instagram-graph-api/fetch-instagram-data/{account}", {"id": social})
        assert taken.json()["code"] in ("account_already_used", "not_found"), taken
        assert sari.ok("GET", "/cekbrand/accounts")[0]["id"] == account
        assert len(sari.ok("GET", f"/cekbrand/accounts/{account}/competitor-accounts")) == 1


def test_every_unsafe_route_without_csrf():
    variants = (
        {"X-CSRFToken": None}, {"X-CSRFToken": ""}, {"X-CSRFToken": "A" * 43},
        {"Origin": "null"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"},
    )
    with World() as w:
        user, other = w.login(), w.login("budi@simpul.test")
        account = w.connected_account(user)
        social, _ = w.instagram_of(user)
        values = {"account_id": account, "id": str(social), "social_account_id": str(social),
                  "competitor_account_id": "17841499999999998"}
        for route in routes_of(w):
            if route["method"] in ("GET", "HEAD"):
                continue
            path = fill(route["path"], values)
            for variant in variants + ({"X-CSRFToken": other.cookies["csrftoken"]},):
                if route["is_login"] and "X-CSRFToken" in variant:
                    continue
                body = {"email": "sari@simpul.test", "password": PASSWORD} if route["is_login"] else {}
                reply = user.call(route["method"], path, body, headers=variant, csrf=False)
                if "X-CSRFToken" not in variant and not route["is_login"]:
                    reply = user.call(route["method"], path, body,
                                      headers={**variant, "X-CSRFToken": user.cookies["csrftoken"]})
                assert reply.status == 403, (route, variant, reply)
        assert len(user.ok("GET", "/cekbrand/accounts")) == 1
        assert len(user.ok("GET", "/user/socialaccounts")) == 1


def test_sessions():
    with World() as w:
        user = w.login()
        old = user.cookies["simpul_session"]
        user.ok("POST", "/auth/login/", {"email": "sari@simpul.test", "password": PASSWORD})
        assert user.cookies["simpul_session"] != old
        stale = Client(w.site)
        stale.cookies = {"simpul_session": old}
        assert stale.get("/account/").status == 401
        current = dict(user.cookies)
        user.ok("POST", "/auth/logout/")
        assert "simpul_session" not in user.cookies
        stale.cookies = current
        assert stale.get("/account/").status == 401

        reply = Client(w.site).post("/auth/login/", {"email": "sari@simpul.test", "password": PASSWORD})
        line = [v for k, v in reply.headers if k == "Set-Cookie" and v.startswith("simpul_session=")][0]
        assert "HttpOnly" in line and "SameSite=Lax" in line and "Path=/" in line, line
        assert reply.json()["token"] == ""  # a browser keeps no credential a script could read

        api = w.login(add=False, browser=False)
        assert api.ok("GET", "/account/")["email"] == "sari@simpul.test"
        assert api.ok("POST", "/api/meta/disconnect")["status"] == "not_connected"  # Bearer: no CSRF


def test_login_throttling():
    with World() as w:
        w.add_user("sari@simpul.test")
        client = Client(w.site)
        wrong = client.post("/auth/login/", {"email": "sari@simpul.test", "password": "salah sekali"})
        unknown = client.post("/auth/login/", {"email": "siapa@simpul.test", "password": "salah sekali"})
        assert wrong.status == unknown.status == 400 and wrong.body == unknown.body, (wrong, unknown)
        assert wrong.json()["code"] == "bad_credentials"
        for attempt in range(30):
            reply = client.post("/auth/login/", {"email": "sari@simpul.test", "password": f"salah {attempt}xx"},
                                headers={"X-Forwarded-For": f"10.0.0.{attempt}"})
            if reply.status == 429:
                break
        assert reply.status == 429 and reply.json()["code"] == "too_many_login_attempts", reply
        seconds = int("".join(ch if ch.isdigit() else " " for ch in reply.json()["message"]).split()[0])
        assert 0 < seconds <= 3600 and reply.header("Date"), reply
        right = client.post("/auth/login/", {"email": "sari@simpul.test", "password": PASSWORD})
        assert right.status == 429


def test_bad_input_names_the_field():
    with World() as w:
        user = w.login()
        assert user.post("/auth/login/", {"email": "a@b.c"}).json()["error"]["password"]
        reply = user.post("/api/meta/select-page", "{", headers={"Content-Type": "application/json"})
        assert reply.status == 400 and reply.json()["error"]["code"] == "bad_request", reply
        for path in ("/auth/login/", "/api/posts"):
            for language, words in (("id", "JSON tidak sah pada byte 1: tulis nama dalam tanda kutip ganda."),
                                    ("en", "Not valid JSON at byte 1: write the name in double quotes.")):
                reply = user.post(path, "{bad", headers={"Content-Type": "application/json", "Accept-Language": language})
                assert reply.status == 400 and words in reply.body.decode(), (path, reply.body)
        reply = user.post("/api/posts", "[1]", headers={"Content-Type": "application/json"})
        assert reply.status == 400 and "Isi permintaan harus berupa objek JSON." in reply.body.decode(), reply.body
        reply = user.get("/user/auth/facebook/login/?process=login")
        assert reply.status == 400 and "process" in reply.json()["error"]
        reply = user.get("/cekbrand/accounts", headers={"X-Time-Zone": "Mars/Olympus"})
        assert reply.status == 400 and "X-Time-Zone" in reply.json()["error"], reply


def test_headers_of_every_answer():
    with World() as w:
        user = w.login()
        for target in ("/", "/account/", "/nothing", "/api/meta/status", "/healthz",
                       "/cekbrand/accounts/1/media"):
            reply = user.get(target)
            assert "default-src 'none'" in reply.header("Content-Security-Policy"), target
            assert reply.header("X-Content-Type-Options") == "nosniff", target
            assert reply.header("Referrer-Policy") == "no-referrer", target
            assert reply.header("X-Request-Id"), target
            if target != "/":
                assert reply.header("Cache-Control") == "no-store", target
        started = time.monotonic()
        assert user.get("/account/").status == 200
        assert time.monotonic() - started < 5
