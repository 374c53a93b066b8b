"""Goal of this test: who follows, when they are online, what they say and how they feel: what Meta told
is what the routes answer, in the contract's shapes, and nothing to tell is an empty list."""
import datetime
import urllib.parse

from world import World

SENTIMENTS = {"pos", "neu", "neg"}


def insights(user, account, name, window="date_frame=28", **kw):
    return user.ok("GET", f"/cekbrand/accounts/{account}/insights/{name}?{window}", **kw)


def check_demographics_are_what_meta_told(user, account):
    followers = user.ok("GET", "/cekbrand/accounts")[0]["latest_user_data"]["followers_count"]

    cities = insights(user, account, "audience-city")
    assert len(cities) == 45, len(cities)
    assert set(cities[0]) == {"city", "province", "value", "end_time", "updated_timestamp"}, cities[0]
    assert all(c["city"] and c["province"] and c["value"] > 0 for c in cities)
    assert ("Jakarta", "Jakarta") in [(c["city"], c["province"]) for c in cities[:5]], cities[:5]
    assert [c["value"] for c in cities] == sorted((c["value"] for c in cities), reverse=True)

    countries = insights(user, account, "audience-country")
    assert countries[0]["country_code"] == "ID" and countries[0]["value"] > 0.8 * followers, countries[0]

    people = insights(user, account, "audience-gender-age")
    assert {p["gender"] for p in people} == {"M", "F", "U"}
    assert {p["age"] for p in people} == {"13-17", "18-24", "25-34", "35-44", "45-54", "55-64", "65+"}
    assert len({(p["gender"], p["age"]) for p in people}) == len(people) == 21, len(people)

    # Meta's day ends at a Pacific midnight: in the afternoon in Jakarta.
    assert cities[0]["end_time"][10:] in ("T14:00:00+07:00", "T15:00:00+07:00"), cities[0]
    tokyo = insights(user, account, "audience-city", headers={"X-Time-Zone": "Asia/Tokyo"})
    assert tokyo[0]["end_time"][10:] in ("T16:00:00+09:00", "T17:00:00+09:00"), tokyo[0]


def check_online_followers(user, account):
    rows = insights(user, account, "online-followers", "date_frame=7")
    assert set(rows[0]) == {"hour", "value", "end_time", "updated_timestamp"}, rows[0]
    days = sorted({r["end_time"] for r in rows})
    assert 5 <= len(days) <= 7, days
    for day in days:
        assert [r["hour"] for r in rows if r["end_time"] == day] == list(range(24)), day
    more = insights(user, account, "online-followers")
    assert len(more) > 3 * len(rows) and more[-1] == rows[-1]


def check_comments_and_sentiment(user, account):
    media = user.ok("GET", f"/cekbrand/accounts/{account}/media")
    talked_about = max(media, key=lambda m: m["comments_count"])
    base = f"/cekbrand/accounts/{account}/media/{talked_about['id']}"
    comments = user.ok("GET", base + "/comments")
    assert len(comments) == talked_about["comments_count"], (len(comments), talked_about)
    assert {"id", "username", "text", "sentiment", "confidence", "is_unsure"} <= set(comments[0])
    assert [c["timestamp"] for c in comments] == sorted((c["timestamp"] for c in comments), reverse=True)
    assert {c["sentiment"] for c in comments} <= SENTIMENTS  # collecting has classified them all
    assert all(1 / 3 <= c["confidence"] <= 1 for c in comments)
    counts = user.ok("GET", base + "/sentiment")
    assert set(counts) == SENTIMENTS and sum(counts.values()) == len(comments), counts
    for label in SENTIMENTS:
        assert counts[label] == sum(c["sentiment"] == label for c in comments), (label, counts)
    days = user.ok("GET", f"/cekbrand/accounts/{account}/sentiment?date_frame=90")
    total = user.ok("GET", f"/cekbrand/accounts/{account}/sentiment/summary?date_frame=90")
    assert [d["datestamp"] for d in days] == sorted({d["datestamp"] for d in days})
    assert total["unclassified"] == 0 and 0 <= total["unsure"] <= sum(total[k] for k in SENTIMENTS)
    for key in total:
        assert total[key] == sum(d[key] for d in days), (key, total)
    # The original client asks for media of competitors too.
    assert user.ok("GET", f"/cekbrand/accounts/{account}/media/999/comments") == []
    assert user.ok("GET", f"/cekbrand/accounts/{account}/media/999/sentiment")["pos"] == 0


def check_the_usual_rate_and_its_place_among_the_routes(user, account):
    path = f"/restapi/cekbrand/accounts/{account}/media/engagement-rate-standart-value/"
    usual = user.ok("GET", path + "?date_frame=7")
    assert list(usual) == ["followers_range", "standart_value", *(f"range_{i}" for i in range(6)),
                           "min_followers", "max_followers"], usual
    followers = user.ok("GET", "/cekbrand/accounts")[0]["latest_user_data"]["followers_count"]
    assert usual["min_followers"] <= followers <= usual["max_followers"], (usual, followers)
    # A window without data: every member null, and no error.
    ago = "?start=2020-01-01T00:00:00Z&end=2020-01-07T00:00:00Z"
    assert set(user.ok("GET", path + ago).values()) == {None}


def test_nothing_to_tell_is_an_empty_list():
    with World() as w:
        user = w.login()
        account = w.connected_account(user, "hana")  # below 100 followers: Meta tells none of this
        for name in ("audience-city", "audience-country", "audience-gender-age", "online-followers"):
            assert insights(user, account, name) == [], name
        assert user.ok("GET", f"/cekbrand/accounts/{account}/sentiment?date_frame=7") is not None
        reply = user.get(f"/cekbrand/accounts/{account}/insights/audience-city?date_frame=8")
        assert reply.status == 400 and "date_frame" in reply.json()["error"], reply


def check_every_city_of_the_followers_is_on_the_map(user, account):
    for row in insights(user, account, "audience-city"):
        # The original client loses the province and sends the city alone, in lower case.
        for asked in (row["city"].lower(), f"{row['city']}, {row['province']}"):
            place = user.ok("GET", "/cekbrand/cities-coordinate/world/" + urllib.parse.quote(asked))
            assert -11 < place["lat"] < 7 and 95 < place["lng"] < 141, (asked, place)
            assert place["iso3"] in ("IDN", "SGP", "MYS"), (asked, place)
    bekasi = user.ok("GET", "/restapi/cekbrand/cities-coordinate/world/bekasi")
    assert list(bekasi) == ["city", "city_ascii", "lat", "lng", "country", "iso2", "iso3", "admin_name",
                            "capital", "population", "id"], bekasi
    assert bekasi["admin_name"] == "Jawa Barat" and bekasi["population"] > 1_000_000, bekasi
    assert round(bekasi["lat"], 1) == -6.2 and round(bekasi["lng"]) == 107, bekasi
    for nowhere in ("world/narnia", "mars/bekasi", "sg/bekasi", "world/%F0%9F%8D%9C"):
        reply = user.get("/cekbrand/cities-coordinate/" + nowhere)
        assert reply.status == 404 and reply.json()["code"] == "not_found", (nowhere, reply)


def check_best_time_to_post(user, account):
    path = f"/cekbrand/accounts/{account}/best-time?date_frame=28"
    week = user.ok("GET", path)
    assert week["time_zone"] == "Asia/Jakarta" and week["has_audience"] and week["posts"] > 50, week["posts"]
    assert len(week["cells"]) == len(week["online"]["cells"]) == 168
    # The heat map is the list of hours, folded into a week: 0 is Sunday, and no label is a day early.
    rows = insights(user, account, "online-followers")
    cells = {}
    for row in rows:
        began = datetime.datetime.fromisoformat(row["end_time"]) + datetime.timedelta(hours=row["hour"] - 24)
        cells.setdefault((began.isoweekday() % 7, began.hour), []).append(row["value"])
    for cell in week["online"]["cells"]:
        values = cells[cell["weekday"], cell["hour"]]
        assert abs(cell["value"] - sum(values) / len(values)) <= 0.5, cell
    top = max(week["online"]["cells"], key=lambda c: c["value"])
    assert top["is_max"] and top["is_recommended"] and top["value"] == week["online"]["max"], top
    assert week["best"][0]["score"] == max(c["score"] for c in week["cells"])
    assert all(c["score"] > 0 and abs(c["score"] - c["audience"] * c["effect"]) < 1e-9 for c in week["cells"])
    # Two hours east the same moment has another name.
    east = user.ok("GET", path, headers={"X-Time-Zone": "Asia/Jayapura"})
    assert east["time_zone"] == "Asia/Jayapura"
    top_east = next(c for c in east["online"]["cells"] if c["is_max"])
    assert (top_east["weekday"] * 24 + top_east["hour"] - top["weekday"] * 24 - top["hour"]) % 168 in (1, 2, 3)


def test_one_account_from_every_side():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        check_demographics_are_what_meta_told(user, account)
        check_online_followers(user, account)
        check_comments_and_sentiment(user, account)
        check_the_usual_rate_and_its_place_among_the_routes(user, account)
        check_every_city_of_the_followers_is_on_the_map(user, account)
        check_best_time_to_post(user, account)


def test_growth_is_stored_and_ranks():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        first = user.ok("GET", f"/cekbrand/accounts/{account}/growth")
        assert [g["frame_days"] for g in first] == [7, 28]
        followers = next(m for m in first[0]["metrics"] if m["metric"] == "followers")
        # Collected for the first time today: a value, and nothing to compare it with.
        assert followers["value"] > 0 and followers["growth"] is None, followers
        assert {m["kind"] for m in first[1]["media"]} >= {"largest_engagement", "smallest_engagement"}, first[1]
        w.run("sync", account, "--replay-days", "18", "--simulator", w.graph)
        week = user.ok("GET", f"/cekbrand/accounts/{account}/growth")[0]
        change = {m["metric"]: m for m in week["metrics"]}
        days = user.ok("GET", f"/cekbrand/accounts/{account}/user-data?date_frame=28")
        now, before = days[-1]["followers_count"], days[-8]["followers_count"]
        assert (change["followers"]["value"], change["followers"]["before"]) == (now, before), change
        assert change["followers"]["growth"] == now - before
        assert change["engagement"]["growth"] is not None
        history = user.ok("GET", f"/cekbrand/accounts/{account}/growth/history?metric=followers&date_frame=28")
        assert len(history) >= 18 and history[-1]["value"] == now, history[-1]
        ranking = user.ok("GET", "/cekbrand/accounts/growth?metric=followers&frame_days=7")
        assert [(r["rank"], r["account_id"], r["growth"]) for r in ranking] == [(1, account, now - before)]
        reply = user.get("/cekbrand/accounts/growth?metric=luck")
        assert reply.status == 400 and "metric" in reply.json()["error"], reply
