"""Goal of this test: an account's life, as its owner and as the administrator see it: registration,
the letters, passwords, sessions, the photo, subscriptions by invoice and by trial, vouchers; and that
nobody learns from any answer who has an account."""
import json
import sqlite3
import struct
import time
import urllib.parse
import zlib

from mail_sink import MailSink
from pictures import form_data, png
from world import PASSWORD, Client, World

NEW_PASSWORD = "rendang daging 9"
FORM = {"first_name": "Sari", "last_name": "Ma'ruf", "email": "sari.baru@simpul.test", "password1": PASSWORD,
        "password2": PASSWORD, "phone": "+62812345678", "category": 1, "coupon_code": ""}


def fields_of(link):
    return dict(urllib.parse.parse_qsl(link.split("?", 1)[1]))


def register(w, **change):
    client = Client(w.site)
    return client, client.post("/wasapi/auth/register/", {**FORM, **change})


def test_registration_is_closed_unless_opened():
    with World() as w:
        _, reply = register(w)
        assert reply.status == 403 and reply.json()["code"] == "registration_closed", reply
        english = Client(w.site).post("/auth/register/", FORM, headers={"Accept-Language": "en"})
        assert "operator" in english.json()["detail"], english
    with World(start=False, settings={"SIMPUL_REGISTRATION": "maybe"}) as w:
        w.run("keys", "init")
        w.run("serve", expect=1)
        assert "registration" in w.last_error and "invited" in w.last_error, w.last_error


def test_register_verify_login_reset_change():
    with MailSink() as sink, World(settings={"SIMPUL_REGISTRATION": "open", **sink.settings}) as w:
        for change, field in (({"email": "bukan"}, "email"), ({"first_name": "R2"}, "first_name"),
                              ({"password1": "password1", "password2": "password1"}, "password1"),
                              ({"password2": "lain sekali 1"}, "password2"), ({"phone": "x"}, "phone"),
                              ({"category": 77}, "category"), ({"coupon_code": "TIDAK-ADA"}, "coupon_code")):
            _, reply = register(w, **change)
            assert reply.status == 400 and list(reply.json()["error"]) == [field], (change, reply)
        sari, reply = register(w)
        user = reply.json()["user"]
        assert reply.status == 200 and reply.json()["token"] == "" and not user["is_verified"], reply
        assert user["profile"]["category"] == {"id": 1, "name": "UMKM"} and user["subscriptions"] == []
        assert register(w)[1].json()["error"]["email"], "taken"

        # The letter, its link, one use.
        recipient, letter, link = sink.await_letter(1)
        assert recipient == FORM["email"] and letter["From"].startswith("Simpul Uji"), letter
        assert link.startswith(w.site + "/#/verify-email?key="), link
        refused = sari.post("/store/products/1/claim-free-trial/")
        assert refused.status == 403 and refused.json()["code"] == "email_not_verified", refused
        assert sari.post("/account/verify-email/", {"key": "sml_x"}).json()["code"] == "key_expired"
        cooling = sari.call("PATCH", "/account/verify-email/resend/")
        assert cooling.json()["code"] == "cooldown_period", cooling
        assert int("".join(ch if ch.isdigit() else " " for ch in cooling.json()["message"]).split()[0]) <= 60
        with sqlite3.connect(w.env["SIMPUL_DATABASE"]) as db:  # the minute is over
            db.execute("UPDATE attempts SET last_s = last_s - 61 WHERE bucket LIKE 'verify:user:%'")
        db.close()
        sari.ok("PATCH", "/account/verify-email/resend/")
        assert sink.await_letter(2)[2] != link
        sari.ok("POST", "/account/verify-email/", fields_of(link))
        assert sari.ok("GET", "/account/")["is_verified"]
        assert sari.post("/account/verify-email/", fields_of(link)).json()["code"] == "key_expired"
        assert sari.call("PATCH", "/account/verify-email/resend/").status == 409

        # Known or not, the answer is the same; a letter comes only to who has an account.
        known = Client(w.site).post("/auth/password/reset/", {"email": FORM["email"]})
        unknown = Client(w.site).post("/auth/password/reset/", {"email": "siapa@simpul.test"})
        assert known.status == unknown.status == 200 and known.body == unknown.body, (known, unknown)
        recipient, letter, link = sink.await_letter(3)
        assert recipient == FORM["email"] and letter["Subject"] == "Atur ulang kata sandi Simpul"
        form = {**fields_of(link), "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
        confirm = Client(w.site)
        assert confirm.post("/auth/password/reset/confirm/", {**form, "new_password2": "x"}).status == 400
        weak = confirm.post("/auth/password/reset/confirm/", {**form, "new_password1": "sayang123", "new_password2": "sayang123"})
        assert weak.json()["error"]["new_password2"], weak
        foreign = confirm.post("/auth/password/reset/confirm/", {**form, "uid": "999"})
        assert foreign.json()["error"]["token"], foreign
        confirm.ok("POST", "/auth/password/reset/confirm/", form)
        assert confirm.post("/auth/password/reset/confirm/", form).json()["error"]["token"]
        assert sari.get("/account/").status == 401, "old sessions end"
        assert sari.post("/auth/login/", {"email": FORM["email"], "password": PASSWORD}).status == 400
        sari.ok("POST", "/auth/login/", {"email": FORM["email"], "password": NEW_PASSWORD})
        sari.ok("POST", "/account/password/change/", {"old_password": NEW_PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD})
        assert sari.get("/account/").status == 200
        assert len(sink.letters) == 3
        log = w.processes["simpul"].read_log()
        assert "sml_" not in log and form["token"] not in log and FORM["email"] not in log


def test_letters_are_tried_again_and_counted():
    with MailSink() as sink, World(settings={"SIMPUL_REGISTRATION": "open", **sink.settings}) as w:
        sink.refuse = 550
        sari, _ = register(w)
        deadline = time.monotonic() + 10
        while sink.asked == 0 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert sink.asked == 1 and not sink.letters
        sink.refuse = None
        for attempt in range(5):
            Client(w.site).ok("POST", "/auth/password/reset/", {"email": FORM["email"]})
        sink.await_letter(3)
        time.sleep(0.3)
        assert len(sink.letters) == 3, "three an hour, whatever is asked"
        # The letters of registration: the second may be asked for a minute after the first.
        assert sari.call("PATCH", "/account/verify-email/resend/").status == 429


def test_without_a_mail_server_the_operator_helps():
    with World(settings={"SIMPUL_REGISTRATION": "open"}) as w:
        sari, _ = register(w)
        assert sari.call("PATCH", "/account/verify-email/resend/").json()["code"] == "mail_error"
        w.run("user", "verify", FORM["email"])
        assert sari.ok("GET", "/account/")["is_verified"]
        same = Client(w.site).ok("POST", "/auth/password/reset/", {"email": FORM["email"]})
        assert "detail" in same
        link = w.run("user", "reset-link", FORM["email"]).strip().splitlines()[-1]
        assert link.startswith(w.site + "/#/reset-password?uid="), link
        Client(w.site).ok("POST", "/auth/password/reset/confirm/", {
            **fields_of(link), "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})
        w.run("user", "reset-link", "siapa@simpul.test", expect=1)
        token = w.run("user", "token", FORM["email"], "laporan").strip().splitlines()[-1]
        api = Client(w.site, browser=False)
        api.bearer = token
        assert api.ok("GET", "/account/")["email"] == FORM["email"]


def test_profile_and_photo():
    with World(settings={}) as w:
        sari, budi = w.login(plan="trial"), w.login("budi@simpul.test", plan="trial")
        body, headers = form_data({"first_name": "Sari", "last_name": "Baru", "phone": "0812", "category_id": 2},
                                  png(20, 10, b"\0\0\0\x0ctEXtplace\0rumah" + struct.pack(">I", zlib.crc32(b"tEXtplace\0rumah"))))
        reply = sari.call("PUT", "/wasapi/account/", body, headers=headers)
        assert reply.status == 400 and "photo" in reply.json()["error"], "a chunk that is longer than it says"
        body, headers = form_data({"first_name": "Sari", "last_name": "Baru", "phone": "0812", "category_id": 2}, png(20, 10))
        user = sari.ok("PUT", "/wasapi/account/", body, headers=headers)
        assert user["last_name"] == "Baru" and user["profile"]["category"]["name"] == "Digital Agency"
        url = user["profile"]["photo_url"]
        picture = sari.get(url)
        assert picture.status == 200 and picture.header("Content-Type") == "image/png", picture
        assert picture.header("X-Content-Type-Options") == "nosniff" and picture.body == png(20, 10)
        for other in (budi.get(url), sari.get("/account/photo/../../simpul.db"), sari.get("/account/photo/%2e%2e"),
                      sari.get("/account/photo/" + "0" * 32 + ".png")):
            assert other.status in (400, 404), other
        for bad in (b"<svg onload=alert(1)>", b"GIF89a", png(5000, 1), b"\xff\xd8\xff\xd9", b"x" * (2 * 1024 * 1024 + 1)):
            body, headers = form_data({}, bad)
            reply = sari.call("PUT", "/account/", body, headers=headers)
            assert reply.status == 400 and "photo" in reply.json()["error"], reply
        body, headers = form_data({}, b"x" * (4 * 1024 * 1024))
        assert sari.call("PUT", "/account/", body, headers=headers).status == 413
        old = url
        body, headers = form_data({}, png(4, 4))
        assert sari.ok("PUT", "/account/", body, headers=headers)["profile"]["photo_url"] != old
        assert sari.get(old).status == 404
        assert sari.call("PUT", "/account/", {"phone": "abc"}).json()["error"]["phone"]


def test_sessions_and_tokens():
    with World() as w:
        here, there = w.login(plan="trial"), w.login(add=False)
        api = w.login(add=False, browser=False)
        listed = here.ok("GET", "/account/sessions")
        assert len(listed) == 3 and sum(s["is_this"] for s in listed) == 1
        assert not any(c in json.dumps(listed) for c in (here.cookies["simpul_session"], api.bearer))
        mine = [s for s in there.ok("GET", "/account/sessions") if s["is_this"]][0]
        assert here.call("DELETE", "/account/sessions/" + mine["id"]).status == 204
        assert there.get("/account/").status == 401

        access = api.ok("POST", "/wasapi/auth/obtain-authorization-token/", {})["token"]
        jwt = Client(w.site, browser=False)
        jwt.bearer = access
        assert jwt.ok("GET", "/cekbrand/accounts") == []
        assert here.post("/auth/obtain-authorization-token/", {}).status == 403
        made = here.ok("POST", "/account/tokens", {"name": "laporan", "expires_in_days": 30})
        jwt.bearer = made["token"]
        assert jwt.ok("GET", "/account/")["email"] == "sari@simpul.test"
        assert jwt.post("/account/tokens", {"name": "lain"}).status == 403
        assert here.ok("GET", "/account/tokens")[0]["id"] == made["id"]
        assert here.call("DELETE", f"/account/tokens/{made['id']}").status == 204
        assert jwt.get("/account/").status == 401
        assert here.call("GET", "/auth/logout/").status == 403, "a link must not log out"
        other = w.login(add=False)
        assert other.call("GET", "/auth/logout/", headers={"X-CSRFToken": other.cookies["csrftoken"]}).status == 200
        assert here.call("DELETE", "/account/sessions").status == 204
        jwt.bearer = access
        assert jwt.get("/account/").status == here.get("/account/").status == 401


def test_an_invoice_changes_what_a_user_may_do():
    with World() as w:
        admin, trial = w.login("admin@simpul.test"), w.login("coba@simpul.test", plan="trial")
        account = w.connected_account(trial, "rani")
        base = f"/cekbrand/accounts/{account}"
        media = trial.ok("GET", base + "/media?date_frame=7")
        uid = trial.ok("GET", "/account/")["id"]

        def statuses():
            one = f"{base}/media/{media[0]['id']}" if media else base + "/media/1"
            return [trial.get(t).status for t in (
                base + "/media?date_frame=7", base + "/media?date_frame=28", base + "/media?start=2026-01-01&end=2026-01-05",
                base + "/media", base + "/media/summary", one, base + "/download/csv/media?date_frame=7")]

        assert statuses() == [200, 403, 403, 403, 200, 403, 403], statuses()
        refused = trial.get(base + "/media?date_frame=28")
        assert refused.json()["code"] == "plan_forbids" and "28 hari" in refused.json()["detail"], refused
        assert trial.post("/user-management/subscriptions/", {"user": uid, "group": 1}).status == 403

        for body, field in (({"group": 9}, "group"), ({"group": 3, "plan": 9}, "plan"), ({"group": 3}, "period_end"),
                            ({"group": 3, "plan": 1, "price": -1}, "price"), ({"group": 3, "plan": 1, "tax_aggregate": 2}, "tax_aggregate"),
                            ({"group": 3, "period_start": "2026-02-02", "period_end": "2026-02-01"}, "period_end"),
                            ({"group": 3, "plan": 1, "product": 5}, "product"), ({"group": 3, "plan": 1, "id": "bukan"}, "id")):
            reply = admin.post("/wasapi/user-management/subscriptions/", {"user": uid, **body})
            assert reply.status == 400 and list(reply.json()["error"]) == [field], (body, reply)
        assert admin.post("/user-management/subscriptions/", {"user": 999, "group": 3, "plan": 1}).status == 404

        got = admin.ok("POST", "/user-management/subscriptions/", {
            "user": uid, "group": 3, "product": 1, "plan": 2, "price": 600000, "tax_aggregate": 0.11})
        assert got["subscription"]["group"]["name"] == "paid" and got["price"] == 600000 and got["tax_aggregate"] == 0.11
        assert statuses()[:5] == [200] * 5 and statuses()[6] == 200, statuses()
        limits = trial.ok("GET", "/account/")["limits"]
        assert limits["limit_ig_account"] == 5 and limits["allows_export"]

        # Over: nothing has to run for it.
        admin.ok("POST", "/user-management/subscriptions/", {
            "user": uid, "group": 3, "plan": 1, "period_start": "2020-01-01", "period_end": "2020-01-31"})
        assert statuses() == [403] * 7, statuses()
        assert trial.get(base + "/media").json()["code"] == "no_subscription"
        mine = trial.ok("GET", "/subscriptions/")[0]
        assert mine["status"] == "ended" and mine["period_end"] == "2020-01-31T23:59:59+07:00", mine
        assert trial.ok("GET", "/cekbrand/accounts")[0]["id"] == account, "his account can still be managed"
        assert trial.post("/store/products/1/claim-free-trial/").status == 409

        admin.ok("POST", "/user-management/subscriptions/", {"user": uid, "group": 4, "period_end": "2099-01-01"})
        assert statuses()[:5] == [200] * 5, "enterprise has the dashboard"
        mine = trial.ok("GET", "/subscription/")[0]
        assert admin.call("DELETE", f"/subscriptions/{mine['id']}/").status == 404, "somebody else's"
        assert trial.call("DELETE", f"/subscriptions/{mine['id']}/").status == 204
        assert trial.ok("GET", "/subscriptions/")[0]["status"] == "canceled"
        assert statuses() == [403] * 7


def test_facebook_accounts_are_counted_by_the_plan():
    with World() as w:
        trial = w.login("coba@simpul.test", plan="trial")
        assert w.facebook_login(trial, "rani").status == 200
        assert w.facebook_login(trial, "rani").status == 200, "the same one again"
        refused = w.facebook_login(trial, "hana")
        assert refused.status == 403 and refused.json()["code"] == "permission_denied", refused
        assert "1 akun Facebook" in refused.json()["detail"], refused
        assert w.meta_connect(trial, "hana").json()["error"]["code"] == "exceed_limit"
        assert len(trial.ok("GET", "/user/socialaccounts")) == 1
        social = trial.ok("GET", "/user/socialaccounts")[0]["id"]
        assert trial.call("DELETE", f"/user/socialaccounts/{social}").status == 204
        assert w.facebook_login(trial, "hana").status == 200
        paid = w.login("bayar@simpul.test", plan="paid-1")
        assert w.facebook_login(paid, "rani").status == w.facebook_login(paid, "bima").status == 200


def test_the_store_and_the_free_trial():
    with MailSink() as sink, World(settings={"SIMPUL_REGISTRATION": "open", **sink.settings}) as w:
        sari, _ = register(w)
        assert Client(w.site).ok("GET", "/store/products/")[0]["nickname"] == "cekbrand"
        plans = Client(w.site).ok("GET", "/store/products/1/")["subscription_plans"]
        assert [p["price"] for p in plans] == [120000, 600000, 960000]
        assert plans[0]["extra_data"] == {"price_before": 399000} and "Ekspor data" not in plans[0]["perks"]
        assert "Ekspor data" in sari.ok("GET", "/subscription-plans/2/")["perks"]
        assert sari.ok("GET", "/subscription-plans/?product_id=1") == plans
        assert sari.get("/subscription-plans/9/").status == Client(w.site).get("/store/products/9/").status == 404
        sari.ok("POST", "/account/verify-email/", fields_of(sink.await_letter(1)[2]))
        got = sari.ok("POST", "/store/products/1/claim-free-trial/")
        assert got["status"] == "trialing" and got["group"]["name"] == "trial", got
        assert sari.post("/store/products/1/claim-free-trial/").status == 409
        assert sari.post("/store/products/7/claim-free-trial/").status == 404


def test_the_admins_list_of_users():
    with World() as w:
        admin = w.login("admin@simpul.test")
        for number in range(4):
            w.add_user(f"u{number:02}@simpul.test", plan="trial" if number % 3 else "paid-1")
        path = "/wasapi/user-management/subscriptions/"
        first = admin.ok("GET", path + "?page_size=3")
        assert first["count"] == 5 and len(first["results"]) == 3 and first["previous"] is None
        assert first["results"][0]["email"] == "u03@simpul.test", "newest first"
        second = admin.ok("GET", first["next"].replace(w.site, ""))
        assert len(second["results"]) == 2 and second["next"] is None
        assert admin.ok("GET", second["previous"].replace(w.site, ""))["results"] == first["results"]
        assert [r["email"] for r in admin.ok("GET", path + "?ordering=email&page_size=2")["results"]] == ["admin@simpul.test", "u00@simpul.test"]
        assert admin.ok("GET", path + "?ordering=-first_name&page=9")["results"] == []
        for query, count in (("search=u0", 4), ("search=U01", 1), ("search=%25", 0), ("search=Sari+Uji", 5), ("group=paid", 2), ("group=2", 2),
                             ("status=trialing", 2), ("status=ended", 0), ("status=active&group=admin", 1), ("category_id=1", 0)):
            assert admin.ok("GET", path + "?" + query)["count"] == count, query
        for query, field in (("page=0", "page"), ("page_size=101", "page_size"), ("ordering=password", "ordering"), ("group=x", "group")):
            assert field in admin.get(path + "?" + query).json()["error"], query
        one = first["results"][0]["id"]
        assert admin.ok("GET", "/user-management/subscription-groups")[1]["limit_ig_account"] == 1
        assert admin.ok("GET", f"{path}{one}/")["subscription"]["status"] == "active"
        assert admin.get(path + "999/").status == 404
        assert [c["name"] for c in Client(w.site).ok("GET", "/user-management/categories/")] == ["UMKM", "Digital Agency", "Umum", "Pelajar"]
        assert {g["name"] for g in admin.ok("GET", "/subscription-groups/")} == {"admin", "trial", "paid", "enterprise"}
        rani = w.login("rani@simpul.test", plan="paid-1")
        account = w.connected_account(rani)
        uid = rani.ok("GET", "/account/")["id"]
        for word in ("socialaccounts", "socialaccount"):
            faces = admin.ok("GET", f"/restapi/user-management/{uid}/{word}/facebook")
            assert faces[0]["socialtoken"][0]["token"] == "********"
            assert admin.ok("GET", f"/restapi/user-management/{uid}/{word}/instagram")[0]["id"] == account
            assert admin.get(f"/user-management/999/{word}/facebook").status == 404


def test_vouchers():
    with World(settings={"SIMPUL_REGISTRATION": "invited"}) as w:
        admin = w.login("admin@simpul.test")
        path = "/vouchers/invitation/"
        assert register(w)[1].json()["error"]["coupon_code"], "an invitation is needed"
        made = admin.ok("POST", path, {"code": "UMKM-2026", "name": "Pasar Senen", "usage": 2})
        assert made["usage_count"] == 0 and made["is_active"], made
        assert admin.ok("GET", f"{path}{made['id']}/") == made
        for body, field in (({"code": "umkm-2026", "name": "Lain"}, "code"), ({"code": "A B", "name": "Lain"}, "code"),
                            ({"code": "AB", "name": "L4in"}, "name"), ({"code": "AB", "name": "Lain", "bound": True}, "user"),
                            ({"code": "AB", "name": "Lain", "user": 999}, "user"),
                            ({"code": "AB", "name": "Lain", "valid_from": "2026-02-02", "valid_to": "2026-02-01"}, "valid_to")):
            reply = admin.post(path, body)
            assert reply.status == 400 and list(reply.json()["error"]) == [field], (body, reply)
        sari, reply = register(w, coupon_code="umkm-2026")
        assert reply.status == 200, reply
        budi = w.login("budi@simpul.test", plan="trial")
        uid = budi.ok("GET", "/account/")["id"]
        assert budi.get(path).status == budi.call("PUT", f"{path}{made['id']}/redeem", {}).status == 403
        admin.ok("PUT", f"{path}{made['id']}/redeem", {"user": uid})
        again = admin.call("PUT", f"{path}{made['id']}/redeem", {"user": uid})
        assert again.status == 400 and "code" in again.json()["error"], again
        assert register(w, email="x@simpul.test", coupon_code="UMKM-2026")[1].json()["error"]["coupon_code"], "used up"
        used = admin.ok("GET", f"{path}{made['id']}/redeemed")
        assert [u["email"] for u in used] == ["budi@simpul.test", FORM["email"]]
        changed = admin.ok("PUT", f"{path}{made['id']}/", {"code": "UMKM-2027", "name": "Pasar Senen", "is_active": False})
        assert changed["code"] == "UMKM-2027" and changed["usage_count"] == 2 and changed["usage"] == 2
        assert admin.call("DELETE", f"{path}{made['id']}/").status == 204
        assert admin.get(f"{path}{made['id']}/").status == 404 and admin.ok("GET", path) == []
        page = admin.ok("GET", "/vouchers/redeemed/invitation/?page_size=1")
        assert page["count"] == 2 and page["results"][0]["user"] == "Sari Uji" and page["results"][0]["code"] == "UMKM-2026" and page["next"], page


def test_master_keys_rotate():
    with World() as w:
        user = w.login()
        w.connected_account(user)
        assert "restart" in w.run("keys", "add") and "2 keys" in w.run("keys", "status")
        w.stop_simpul()
        w.start_simpul()
        moved = w.run("keys", "rotate")
        assert not moved.startswith("0 moved") and " 0 do not open" in moved, moved
        assert user.ok("GET", "/cekbrand/accounts"), "tokens open while the server runs"
        assert w.run("keys", "rotate").startswith("0 moved")
        w.stop_simpul()
        with open(w.env["SIMPUL_MASTER_KEY_FILE"], encoding="utf-8") as f:
            lines = f.read().splitlines()
        with open(w.env["SIMPUL_MASTER_KEY_FILE"], "w", encoding="utf-8") as f:
            f.write("\n".join(line for line in lines if not line.startswith("1 ")) + "\n")
        w.start_simpul()
        account = user.ok("GET", "/cekbrand/accounts")[0]["id"]
        assert user.get("/cekbrand/accounts/" + account).status == 200, "the old key is not needed any more"
