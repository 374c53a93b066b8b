"""Goal of this test: the 27 steps of "Connect Facebook" (seed 000), each shown by the request that makes
it, from the click on connect to stored analytics of every chosen account."""
import json
import urllib.parse

from world import Client, World


def test_the_27_steps():
    with World() as w:
        user = w.login()

        # 1-3: the front end asks for the dialog's address.
        url = user.ok("GET", "/restapi/user/auth/facebook/login/?process=connect")
        parts = urllib.parse.urlsplit(url)
        query = urllib.parse.parse_qs(parts.query)
        assert parts.path.endswith("/dialog/oauth"), url
        assert query["redirect_uri"] == [w.site + "/restapi/user/auth/facebook/callback/"]
        assert len(query["state"][0]) >= 43 and query["response_type"] == ["code"]
        for scope in ("pages_show_list", "instagram_basic", "instagram_manage_insights"):
            assert scope in query["scope"][0], query["scope"]

        # 4-5: the browser shows the form of the login dialog.
        page = Client(w.graph).get(parts.path + "?" + parts.query, headers={"Accept": "text/html"})
        assert page.status == 200 and "rani" in page.text().lower()

        # 6-7: Facebook calls back with a code; the back end sends the browser to Callback Login.
        back = urllib.parse.urlsplit(w.dialog(url, "rani"))
        assert back.path == "/restapi/user/auth/facebook/callback/"
        bounced = Client(w.site).get(back.path + "?" + back.query)
        location = bounced.header("Location")
        assert bounced.status == 302 and location.startswith("/#/apps/cekbrand/callback/login?"), bounced

        # 8: the front end ends the login with the code.
        reply = user.get("/user/auth/facebook/login/callback/?" + location.split("?", 1)[1])
        assert reply.status == 200, reply  # 15: and is told that it worked

        # 9-12: the back end took a long-lived token, the profile and the Pages from Facebook.
        seen = [r["path"] for r in w.sim_requests()["requests"]]
        assert sum("/oauth/access_token" in p for p in seen) == 2, seen
        assert any(p.endswith("/me/accounts") for p in seen), seen
        assert any(p.endswith("/me/businesses") for p in seen), seen

        # 13-14, 16: the Facebook account is stored, as Kelola Akun shows it.
        accounts = user.ok("GET", "/user/socialaccounts?provider=facebook")
        assert len(accounts) == 1 and accounts[0]["provider"] == "facebook"
        extra = json.loads(accounts[0]["extra_data"])
        instagram = [p["instagram_business_account"] for p in extra["page"]]
        assert instagram[0]["connected"] is False and instagram[0]["username"] == "dapurnusantara.id"
        assert "EAA" not in json.dumps(accounts)

        # 17-26, 27: each chosen account is collected, stored, analysed, and answered.
        for chosen in instagram:
            got = user.ok("POST", "/cekbrand/instagram-graph-api/fetch-instagram-data/" + chosen["id"],
                          {"id": str(accounts[0]["id"])})
            assert got["username"] == chosen["username"]
            assert got["latest_user_data"]["followers_count"] > 0

        # 21-25: what was collected and analysed can be read.
        base = "/cekbrand/accounts/" + instagram[0]["id"]
        assert len(user.ok("GET", base + "/media")) >= 250
        assert user.ok("GET", base + "/hashtag-metrics")[0]["hashtag"].startswith("#")
        assert len(user.ok("GET", base + "/insights/reach?date_frame=28")) >= 20
        summary = user.ok("GET", base + "/media/engagement/average/summary?date_frame=90")
        assert summary["engagement_average_rate"].endswith("%")
        connected = json.loads(user.ok("GET", "/user/socialaccounts")[0]["extra_data"])["page"]
        assert connected[0]["instagram_business_account"]["connected"] is True
        assert w.secrets_in(w.processes["simpul"].read_log()) == []


def test_callback_codes_of_the_contract():
    cases = (("dodi", {}, "facebook_not_found"), ("rani", {"cancel": "1"}, "permission_denied"))
    with World() as w:
        user = w.login()
        for persona, choices, code in cases:
            reply = w.facebook_login(user, persona, **choices)
            assert 400 <= reply.status < 500 and reply.status != 401, reply
            assert reply.json()["code"] == code, reply
        assert user.ok("GET", "/user/socialaccounts") == []

        # Used by somebody else.
        assert w.facebook_login(user, "rani").status == 200
        other = w.login("budi@simpul.test")
        reply = w.facebook_login(other, "rani")
        assert reply.json()["code"] == "facebook_account_already_used", reply


def test_limits_ownership_and_unlinking():
    with World() as w:
        sari = w.login(plan="trial")
        assert w.facebook_login(sari, "bima").status == 200
        social, ids = w.instagram_of(sari)
        fetch = "/cekbrand/instagram-graph-api/fetch-instagram-data/"
        sari.ok("POST", fetch + ids[0], {"id": social})
        reply = sari.post(fetch + ids[1], {"id": social})
        assert reply.status == 403 and reply.json()["code"] == "exceed_limit", reply

        budi = w.login("budi@simpul.test")
        for target in ("", "/user-data", "/media", "/download/csv/media"):
            theirs = budi.get("/cekbrand/accounts/" + ids[0] + target)
            none = budi.get("/cekbrand/accounts/17841400000000001" + target)
            assert theirs.status == none.status == 404 and theirs.body == none.body, theirs

        before = len(sari.ok("GET", f"/cekbrand/accounts/{ids[0]}/media?date_frame=7"))
        assert sari.call("DELETE", "/cekbrand/accounts/" + ids[0]).status == 204
        assert sari.ok("GET", "/cekbrand/accounts") == []
        sari.ok("POST", fetch + ids[0], {"id": social})
        assert len(sari.ok("GET", f"/cekbrand/accounts/{ids[0]}/media?date_frame=7")) == before


def test_connecting_many_times():
    """A browser keeps no cookie of a login that is over, whichever way it came back: an agency that
    connects one account after the other is not stopped by what is left of the earlier ones."""
    with World() as w:
        user = w.login()
        for n in range(36):
            got = w.facebook_login(user, "rani") if n % 2 else w.meta_connect(user, "rani")
            assert got.status == 200, (n, got)
        assert not [name for name in user.cookies if "oa_" in name], user.cookies


def test_re_authorization():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        w.sim("POST", "/token", {"persona": "rani", "state": "password_changed"})
        w.run("sync", account, expect=1)  # a collection finds out that the token is dead
        reply = user.get("/cekbrand/accounts/" + account)
        assert reply.status not in (200, 401) and reply.json()["code"] == "invalid_token", reply
        assert w.facebook_login(user, "rani").status == 200
        social, _ = w.instagram_of(user)
        assert user.call("PUT", f"/cekbrand/instagram-graph-api/re-authorization/{social}").status == 200
        assert user.get("/cekbrand/accounts/" + account).status == 200
