"""Goal of this test: competitors, from adding to letting go: looked up, limited, collected beside the own
account day by day, measured with the same formulas, shown to their own watcher only, and kept when they
go private, are renamed or disappear."""
import json

from world import Client, World

RIVAL = "tanahliat.studio"  # the smallest of the discoverable accounts
OTHER = "kedaipagi"


def base_of(account):
    return f"/cekbrand/accounts/{account}/competitor-accounts"


def add(user, account, username):
    reply = user.post(base_of(account), {"username": username})
    assert reply.status == 201, reply
    return reply.json()


def refused(user, account, username, status, code):
    reply = user.post(base_of(account), {"username": username})
    assert reply.status == status and reply.json()["code"] == code and reply.json()["detail"], reply
    return reply


def percent(value):
    return f"{value}%"


def check_formulas(user, url, frame):
    """Every figure of a window, worked out again from the lists it is made of."""
    window = f"?date_frame={frame}"
    days = user.ok("GET", url + "/user-data" + window)
    media = user.ok("GET", url + "/media" + window)
    both = user.ok("GET", url + f"/media?date_frame={2 * frame}") if 2 * frame in (28, 60, 90) else None
    got = user.ok("GET", url + "/media/engagement/average/summary" + window)
    followers = days[-1]["followers_count"]
    likes = [m["like_count"] for m in media if m["like_count"] is not None]
    comments = [m["comments_count"] for m in media if m["comments_count"] is not None]
    like, comment = sum(likes) / len(likes), sum(comments) / len(comments)
    assert got["like_average"] == like and got["comments_average"] == comment, (got, like, comment)
    assert got["engagement_average_rate"] == percent((like + comment) / followers * 100), got
    if both:
        assert {m["id"] for m in media} < {m["id"] for m in both}

    shown = user.ok("GET", url + "/media/summary" + window)
    scored = [m for m in media if m["like_count"] is not None and m["comments_count"] is not None]
    best = max(scored, key=lambda m: (m["like_count"] + m["comments_count"], m["timestamp"]))
    assert shown["best_media"]["id"] == best["id"], (shown["best_media"], best)
    rate = (best["like_count"] + best["comments_count"]) / followers * 100
    assert shown["best_media"]["engagement_rate"] == percent(rate), shown["best_media"]
    older = media[media.index(best) + 1:]
    before = shown["best_media_before"]
    assert (before["id"] == older[0]["id"]) if older else before is None, before

    sums = {}
    for m in media:
        for tag in {t.lower(): t for t in m["media_hashtag"]}:
            like, comment = sums.get(tag, (0, 0))
            sums[tag] = (like + (m["like_count"] or 0), comment + (m["comments_count"] or 0))
    tags = user.ok("GET", url + "/hashtag-metrics" + window)
    assert {t["hashtag"].lower(): (t["like_count"], t["comments_count"]) for t in tags} == sums
    totals = [t["like_count"] + t["comments_count"] for t in tags]
    assert totals == sorted(totals, reverse=True) and tags, totals


def test_from_adding_to_letting_go():
    with World() as w:
        user = w.login()
        account = w.connected_account(user, "hana")
        found = user.ok("GET", f"/cekbrand/instagram-graph-api/instagram-business/{RIVAL}")
        before = w.sim_requests()["count"]
        rival = add(user, account, f" @{RIVAL.upper()} ")
        calls = w.sim_requests()["count"] - before
        assert rival["id"] == found["id"] and rival["username"] == RIVAL, rival
        assert rival["state"] == "visible" and rival["state_detail"] is None and rival["last_seen"], rival
        assert user.ok("GET", base_of(account) + "?date_frame=7") == [rival]
        url = f"{base_of(account)}/{rival['id']}"

        # The answer came when everything was there: one look-up, the profile, and 100 posts a call.
        days = user.ok("GET", url + "/user-data")
        media = user.ok("GET", url + "/media")
        assert len(days) == 1 and days[0]["followers_count_growth"] is None, days
        assert len(media) == days[0]["media_count"] > 100, (len(media), days)
        assert calls == 2 + -(-len(media) // 100), calls
        assert all(m["insights"] == [] and m["media_type"] for m in media)
        hidden = [m for m in media if m["like_count"] is None]
        assert 0 < len(hidden) < len(media) / 2, len(hidden)  # hidden is unknown, never zero
        assert all(m["comments_count"] is not None for m in hidden)
        for frame in (28, 60, 90):
            check_formulas(user, url, frame)

        # The documents' spelling, and the proxy's prefix.
        for spelt in (url.replace("/accounts/", "/account/", 1), "/restapi" + url + "/"):
            assert user.ok("GET", spelt.rstrip("/") + "/user-data") == days, spelt

        for pasted in (RIVAL, f"https://www.instagram.com/{RIVAL}/?igsh=MWQ1", f"instagram.com/{RIVAL}"):
            refused(user, account, pasted, 400, "competitor_already_added")
        refused(user, account, "keramikhana", 400, "competitor_is_own_account")
        refused(user, account, "jokosusilo.pribadi", 400, "instagram_not_business")
        refused(user, account, "tidak.ada.sama.sekali", 400, "instagram_not_business")
        for bad in ("a b", "x){id}", "näme", ""):
            assert refused(user, account, bad, 400, "invalid_field").json()["error"]["username"]

        assert user.call("DELETE", url).status == 204
        assert user.ok("GET", base_of(account)) == []
        for target in ("/user-data", "/media", "/media/summary", "/hashtag-metrics"):
            assert user.get(url + target).status == 404, target
        assert user.call("DELETE", url).status == 404
        # Nothing was thrown away: who is added again has its history.
        assert add(user, account, RIVAL)["id"] == rival["id"]
        assert len(user.ok("GET", url + "/media")) == len(media)


def test_days_add_up_beside_the_own_account():
    with World() as w:
        user = w.login()
        account = w.connected_account(user, "hana")  # a small account of our own: the days play fast
        rivals = [add(user, account, name) for name in (RIVAL, OTHER)]
        w.run("sync", account, "--replay-days", "10", "--simulator", w.graph)
        for url in [f"{base_of(account)}/{r['id']}" for r in rivals] + [f"/cekbrand/accounts/{account}"]:
            days = user.ok("GET", url + "/user-data?date_frame=28")
            assert len(days) == 10, [d["datestamp"] for d in days]
            for previous, day in zip(days, days[1:]):
                assert day["followers_count_growth"] == day["followers_count"] - previous["followers_count"]
                assert day["media_count_growth"] == day["media_count"] - previous["media_count"]
        for rival in rivals:
            url = f"{base_of(account)}/{rival['id']}"
            days = user.ok("GET", url + "/user-data?date_frame=28")
            for day in days[:-3]:
                book = w.sim("GET", f"/truth/{rival['id']}?day={day['datestamp']}")["followers"]
                assert abs(day["followers_count"] - book) < 0.01 * book, (day, book)
            for frame in (28, 90):
                check_formulas(user, url, frame)
        standing = {a["id"]: a for a in json.loads(w.run("sync", "--status", "--json"))}
        assert {i: a["kind"] for i, a in standing.items()} == {
            account: "account", **{r["id"]: "competitor" for r in rivals}}, standing
        for rival in rivals:
            found = standing[rival["id"]]
            assert found["state"] == "done" and found["calls_today"] > 0 and found["last_success"], found


def test_lost_and_found():
    with World() as w:
        user = w.login()
        account = w.connected_account(user, "hana")
        rival, other = add(user, account, RIVAL), add(user, account, OTHER)
        url = f"{base_of(account)}/{rival['id']}"
        media = user.ok("GET", url + "/media")

        def state_after_a_crawl():
            w.run("sync", account)
            listed = {r["id"]: r for r in user.ok("GET", base_of(account))}
            assert listed[other["id"]]["state"] == "visible", listed  # the others go on
            assert user.ok("GET", url + "/media") == media  # and its history stays
            return listed[rival["id"]]

        w.sim("POST", "/account", {"account": RIVAL, "state": "private"})
        lost = state_after_a_crawl()
        assert lost["state"] == "not_found" and lost["state_detail"] and lost["last_seen"], lost
        refused(user, account, RIVAL, 400, "instagram_not_business")
        w.sim("POST", "/account", {"account": RIVAL, "state": "professional"})
        assert state_after_a_crawl()["state"] == "visible"

        # Renamed: not found under the old name, taken up again under the new one.
        w.sim("POST", "/account", {"account": RIVAL, "username": "tanahliat.baru"})
        assert state_after_a_crawl()["state"] == "not_found"
        again = add(user, account, "tanahliat.baru")
        assert again["id"] == rival["id"] and again["state"] == "visible", again
        assert again["username"] == "tanahliat.baru"
        assert len(user.ok("GET", base_of(account))) == 2

        # Renamed, and somebody else took the name: his numbers are not written into this history.
        w.sim("POST", "/account", {"account": "tanahliat.baru", "username": "tanahliat.lama"})
        w.sim("POST", "/account", {"account": "bahari.trip", "username": "tanahliat.baru"})
        lost = state_after_a_crawl()
        assert lost["state"] == "renamed" and lost["state_detail"], lost
        days = user.ok("GET", url + "/user-data")
        assert len(days) == 1 and abs(days[0]["followers_count"] - 35480) < 5000, days


def test_limits_of_plans():
    with World() as w:
        user = w.login(plan="trial")
        account = w.connected_account(user, "eka")
        rival = add(user, account, RIVAL)
        refused(user, account, OTHER, 403, "exceed_limit")
        url = f"{base_of(account)}/{rival['id']}"
        assert user.get(url + "/user-data?date_frame=28").status == 403  # as for the own account
        assert user.get(url + "/user-data?date_frame=7").status == 200
        assert user.call("DELETE", url).status == 204
        assert add(user, account, OTHER)["username"] == OTHER

        paid = w.login("budi@simpul.test", plan="paid-1")
        theirs = w.connected_account(paid, "hana")
        names = ("rumahhemat.id", "pawon.mbakyu", "tanahkopi.co", RIVAL, OTHER, "bahari.trip")
        for name in names:
            add(paid, theirs, name)
        refused(paid, theirs, "hijabkirana", 403, "exceed_limit")
        assert [r["username"] for r in paid.ok("GET", base_of(theirs))] == list(names)


def test_tenants_and_shared_competitors():
    with World() as w:
        sari, budi = w.login(), w.login("budi@simpul.test")
        hers, his = w.connected_account(sari, "rani"), w.connected_account(budi, "hana")
        rival = add(sari, hers, RIVAL)
        url, stolen = f"{base_of(hers)}/{rival['id']}", f"{base_of(his)}/{rival['id']}"
        targets = ("/user-data", "/media", "/media/summary", "/media/engagement/average/summary",
                   "/hashtag-metrics")
        for target in targets:
            assert budi.get(url + target).status == 404, target     # her account
            assert budi.get(stolen + target).status == 404, target  # his, which does not watch it
        assert budi.get(base_of(hers)).status == 404
        assert budi.post(base_of(hers), {"username": OTHER}).status == 404
        assert budi.call("DELETE", url).status == 404
        assert budi.call("DELETE", stolen).status == 404

        # Both watch it: it is stored once, and letting go concerns one of them.
        assert add(budi, his, RIVAL)["id"] == rival["id"]
        assert budi.ok("GET", stolen + "/media") == sari.ok("GET", url + "/media")
        assert budi.call("DELETE", stolen).status == 204
        assert sari.get(url + "/user-data").status == 200

        # A competitor that is connected here itself: its insights stay with its owner.
        mutual = add(budi, his, "dapurnusantara.id")
        assert mutual["id"] == hers
        seen = budi.ok("GET", f"{base_of(his)}/{hers}/media")
        own = sari.ok("GET", f"/cekbrand/accounts/{hers}/media")
        assert [m["id"] for m in seen] == [m["id"] for m in own]
        assert all(m["insights"] == [] for m in seen) and any(m["insights"] for m in own)
        # She disconnects, and connects again: it stays one account, watched all the while.
        assert sari.call("DELETE", f"/cekbrand/accounts/{hers}").status == 204
        w.run("sync", his)
        assert budi.ok("GET", base_of(his))[0]["state"] == "visible"
        assert sari.ok("GET", "/cekbrand/accounts") == []
        social, _ = w.instagram_of(sari)
        sari.ok("POST", f"/cekbrand/instagram-graph-api/fetch-instagram-data/{hers}", {"id": social})
        assert [r["id"] for r in sari.ok("GET", base_of(hers))] == [rival["id"]]


def test_a_stranger_at_the_door():
    with World() as w:
        user = w.login()
        account = w.connected_account(user, "hana")
        assert Client(w.site).get(base_of(account)).status == 401
        assert user.call("POST", base_of(account), {"username": RIVAL}, csrf=False).status == 403
        w.sim("POST", "/grant", {"persona": "hana", "withdraw": ["instagram_manage_insights"]})
        refused(user, account, RIVAL, 403, "permissions_missing")
        w.sim("POST", "/grant", {"persona": "hana", "give": ["instagram_manage_insights"]})
        w.sim("POST", "/token", {"persona": "hana", "state": "password_changed"})
        refused(user, account, RIVAL, 400, "invalid_token")
