"""Goal of this test: logging in with Facebook lets in the user who connected that Facebook account, and nobody by
any other way: not by an e-mail address, a stolen or old state, another browser, a link of somebody else's, or a code
of another login."""
import sqlite3
import urllib.parse

from world import APP_ID, Client, World

PERSONA = "rani"


def begin(w, client=None):
    """(client, address of the dialog): a browser that has asked for it."""
    client = client or Client(w.site)
    return client, client.ok("GET", "/auth/facebook/?next=%2Fapps")["redirect_url"]


def bounced(w, url, persona=PERSONA, **choices):
    """What the page finds in its address after the dialog."""
    back = urllib.parse.urlsplit(w.dialog(url, persona, **choices))
    assert back.path == "/auth/facebook/callback/", back
    reply = Client(w.site).get(back.path + "?" + back.query)
    location = reply.header("Location")
    assert reply.status == 302 and location.startswith("/#/login/facebook?"), reply
    return dict(urllib.parse.parse_qsl(location.split("?", 1)[1]))


def end(client, given):
    return client.post("/auth/facebook/login/", {k: given[k] for k in ("code", "state") if k in given})


def refused(client, given, code, status=400):
    reply = end(client, given)
    assert reply.status == status and reply.json()["code"] == code, reply
    assert "simpul_session" not in client.cookies and "csrftoken" not in client.cookies, client.cookies
    assert client.get("/account/").status == 401


def exchanges(w):
    return sum("/oauth/access_token" in r["path"] for r in w.sim_requests()["requests"])


def rows(w, sql):
    with sqlite3.connect(w.env["SIMPUL_DATABASE"]) as db:
        got = db.execute(sql).fetchall()
    db.close()
    return got


def connected(w, email="sari@simpul.test"):
    """A user who has connected the Facebook account, and who is logged out again."""
    user = w.login(email)
    assert w.facebook_login(user, PERSONA).status == 200
    user.ok("POST", "/auth/logout/")


def test_who_connected_it_is_let_in():
    with World() as w:
        options = Client(w.site).ok("GET", "/auth/options/")
        assert options == {"facebook_login": True, "registration": "closed"}, options
        connected(w)
        tokens = rows(w, "SELECT token_sealed FROM social_tokens")

        client, url = begin(w)
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)
        assert query["scope"] == ["public_profile"] and query["client_id"] == [APP_ID], query
        assert query["redirect_uri"] == [w.site + "/auth/facebook/callback/"], query
        reply = end(client, bounced(w, url))
        assert reply.status == 200, reply
        assert reply.json()["user"]["email"] == "sari@simpul.test" and reply.json()["token"] == "", reply
        cookies = [v for k, v in reply.headers if k.lower() == "set-cookie"]
        assert any(c.startswith("simpul_session=") and "HttpOnly" in c for c in cookies), cookies
        assert client.ok("GET", "/account/")["email"] == "sari@simpul.test"
        # It is a session like every other: unsafe methods need its CSRF token.
        assert client.post("/auth/logout/", csrf=False).status == 403
        client.ok("POST", "/auth/logout/")

        # The stored token of the connection is the one that was there before; this login left none.
        assert rows(w, "SELECT token_sealed FROM social_tokens") == tokens
        assert rows(w, "SELECT count(*) FROM audit_log WHERE action = 'login.facebook'") == [(1,)]
        assert w.secrets_in(w.processes["simpul"].read_log()) == []

        # A program gets a token instead of cookies; the cookie of the first step comes along.
        tool, url = begin(w, Client(w.site, browser=False))
        token = end(tool, bounced(w, url)).json()["token"]
        tool.cookies, tool.bearer = {}, token
        assert tool.ok("GET", "/account/")["email"] == "sari@simpul.test"

        # A session that was there ends with the new login.
        client, url = begin(w, w.login("budi@simpul.test"))
        old = dict(client.cookies)
        assert end(client, bounced(w, url)).status == 200
        assert client.ok("GET", "/account/")["email"] == "sari@simpul.test"
        before = Client(w.site)
        before.cookies = old
        assert before.get("/account/").status == 401


def test_nobody_else_is_let_in():
    with World() as w:
        connected(w)
        email = rows(w, "SELECT email FROM social_accounts")[0][0]
        assert "@" in email, email
        # Another person's Facebook account.
        client, url = begin(w)
        refused(client, bounced(w, url, persona="bima"), "facebook_account_unknown")
        # The person says no.
        client, url = begin(w)
        given = bounced(w, url, cancel="1")
        assert given["error"] == "access_denied" and "code" not in given, given
        refused(client, given, "invalid_field")
        # Disconnected here: it opens nothing any more.
        user = w.login(add=False)
        social = user.ok("GET", "/user/socialaccounts")[0]["id"]
        assert user.call("DELETE", f"/user/socialaccounts/{social}").status == 204
        # And that a user has the e-mail address Facebook knows is not enough.
        w.add_user(email)
        client, url = begin(w)
        refused(client, bounced(w, url), "facebook_account_unknown")


def test_a_user_who_is_shut_out():
    with World() as w:
        connected(w)
        with sqlite3.connect(w.env["SIMPUL_DATABASE"]) as db:
            db.execute("UPDATE users SET is_active = 0")
        db.close()
        client, url = begin(w)
        refused(client, bounced(w, url), "bad_credentials")


def test_states_that_are_not_this_browsers():
    with World() as w:
        connected(w)
        attacker, url = begin(w)
        given = bounced(w, url)
        asked = exchanges(w)

        # A link with the attacker's code, opened by a victim: with no login under way, and with one of his own.
        refused(Client(w.site), given, "state_invalid")
        # Whatever came of it, that state is used up: even for who began it.
        refused(attacker, given, "state_invalid")
        victim, own = begin(w)
        attacker, url = begin(w)
        stolen = bounced(w, url)
        refused(victim, stolen, "state_invalid")
        state = urllib.parse.parse_qs(urllib.parse.urlsplit(own).query)["state"][0]
        # The cookie under another name, with another value, or without one.
        for spoil in (lambda c: {"oa_00000000": v for v in c.values()}, lambda c: {k: "A" * 43 for k in c},
                      lambda c: {k: "" for k in c}):
            client, url = begin(w)
            given = bounced(w, url)
            client.cookies = spoil(client.cookies)
            refused(client, given, "state_invalid")
        for wrong in ("", "x", state[:-1], state + "A", "A" * 43, state[:-1] + "*"):
            client, _ = begin(w)
            refused(client, {"code": "AQx", "state": wrong}, "invalid_field" if not wrong else "state_invalid")
        assert exchanges(w) == asked, "Meta was asked about a state that is not this browser's"

        # Replayed by the very browser that was let in.
        client, url = begin(w)
        given = bounced(w, url)
        assert end(client, given).status == 200
        client.ok("POST", "/auth/logout/")
        refused(client, given, "state_invalid")
        # A code that was used before, with a fresh state.
        client, url = begin(w)
        state = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["state"][0]
        refused(client, {"code": given["code"], "state": state}, "state_invalid")


def test_logins_and_connections_do_not_mix():
    with World() as w:
        user = w.login()
        # A state of connecting does not log in, and a state of logging in does not connect.
        url = user.ok("GET", "/user/auth/facebook/login/?process=connect")
        back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(w.dialog(url, PERSONA)).query))
        stranger = Client(w.site)
        stranger.cookies = {k: v for k, v in user.cookies.items() if k.startswith("oa_")}
        refused(stranger, back, "state_invalid")
        _, url = begin(w, user)
        reply = user.get("/user/auth/facebook/login/callback/?" + urllib.parse.urlencode(bounced(w, url)))
        assert reply.status == 403 and reply.json()["code"] == "permission_denied", reply
        assert user.ok("GET", "/user/socialaccounts") == []


def test_an_old_state():
    with World() as w:
        connected(w)
        client, url = begin(w)
        given = bounced(w, url)
        with sqlite3.connect(w.env["SIMPUL_DATABASE"]) as db:
            db.execute("UPDATE facebook_logins SET expires_s = expires_s - 601")
        db.close()
        refused(client, given, "state_invalid")
        begin(w)
        assert rows(w, "SELECT count(*) FROM facebook_logins") == [(1,)], "what has expired is swept"


def test_other_sites_and_floods():
    with World() as w:
        connected(w)
        client, url = begin(w)
        given = bounced(w, url)
        for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
            reply = client.call("POST", "/auth/facebook/login/", given, headers=headers)
            assert reply.status == 403 and reply.json()["code"] == "csrf_failed", reply
        assert end(client, given).status == 200, "what was refused before it was looked at used nothing up"

        asked = exchanges(w)
        for _ in range(60):
            reply = end(Client(w.site), {"code": "AQx", "state": "A" * 43})
            if reply.status == 429:
                break
        assert reply.status == 429 and reply.json()["code"] == "too_many_login_attempts", reply
        assert int(reply.header("Retry-After")) > 0 and any(c.isdigit() for c in reply.json()["message"]), reply
        reply = Client(w.site).get("/auth/facebook/")
        assert reply.status == 429, reply
        assert exchanges(w) == asked
        w.login(add=False)  # logging in with a password is counted for itself


def test_it_can_be_turned_off():
    with World(settings={"SIMPUL_FACEBOOK_LOGIN": "no"}) as w:
        assert Client(w.site).ok("GET", "/auth/options/")["facebook_login"] is False
        for reply in (Client(w.site).get("/auth/facebook/"), end(Client(w.site), {"code": "x", "state": "A" * 43})):
            assert reply.status == 403 and reply.json()["code"] == "forbidden", reply
