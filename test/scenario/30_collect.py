"""Goal of this test: collecting: few calls, history that adds up day by day, one bad thing never costs
the rest, and a request whose client goes away still collects."""
import datetime
import http.client
import json
import threading
import time

from world import Client, World


def http_calls(w):
    """What went over the wire: a batch is one call, whatever is in it."""
    return [r["path"] for r in w.sim_requests()["requests"] if not r["in_batch"]]


def test_a_thousand_media_in_forty_calls():
    with World() as w:
        user = w.login()
        assert w.facebook_login(user, "indra").status == 200
        social, ids = w.instagram_of(user)
        before = len(http_calls(w))
        user.ok("POST", f"/cekbrand/instagram-graph-api/fetch-instagram-data/{ids[0]}", {"id": social})
        used = len(http_calls(w)) - before
        media = user.ok("GET", f"/cekbrand/accounts/{ids[0]}/media")
        assert len(media) >= 1000, len(media)
        with_reach = [m for m in media if any(i["metric"].endswith("reach") for i in m["insights"])]
        assert len(with_reach) > 0.9 * len(media), len(with_reach)
        assert used <= 40, used
        progress = user.ok("GET", f"/cekbrand/accounts/{ids[0]}/sync")
        assert progress["state"] == "done", progress
        # The request itself reads the profile once before it queues the run.
        assert progress["http_calls"] == used - 1, (progress, used)


def test_replayed_days_add_up():
    with World() as w:
        user = w.login()
        account = w.connected_account(user)
        w.run("sync", account, "--replay-days", "14", "--simulator", w.graph)
        days = user.ok("GET", f"/cekbrand/accounts/{account}/user-data?date_frame=28")
        assert len(days) == 14, [d["datestamp"] for d in days]
        for previous, day in zip(days, days[1:]):
            assert day["followers_count_growth"] == day["followers_count"] - previous["followers_count"]
        # The simulator's own books: what the profile said at noon lies between two ends of days.
        books = [w.sim("GET", f"/truth/{account}?day={d['datestamp']}")["followers"] for d in days[:-3]]
        for day, book in zip(days, books):
            assert abs(day["followers_count"] - book) < 0.01 * book, (day, book)
        engagement = user.ok("GET", f"/cekbrand/accounts/{account}/media/engagement?date_frame=28")
        assert len(engagement) == 14
        assert all(e["like_count_growth"] >= 0 for e in engagement)


def test_a_refused_metric_costs_only_itself():
    with World() as w:
        user = w.login()
        w.faults({"path": "/insights", "times": 1, "error": {
            "code": 100, "message": "(#100) metric[0] must be one of the following values: reach"}})
        account = w.connected_account(user)
        assert len(user.ok("GET", f"/cekbrand/accounts/{account}/media")) > 100
        assert user.ok("GET", "/cekbrand/accounts")[0]["latest_user_data"]["followers_count"] > 0


def test_server_errors_are_tried_again():
    with World() as w:
        user = w.login()
        assert w.facebook_login(user, "rani").status == 200
        social, ids = w.instagram_of(user)
        w.faults({"path": "/media", "times": 1, "status": 500, "html": True},
                 {"path": "/media", "times": 1, "after": 1, "truncate": 500})
        user.ok("POST", f"/cekbrand/instagram-graph-api/fetch-instagram-data/{ids[0]}", {"id": social})
        assert len(user.ok("GET", f"/cekbrand/accounts/{ids[0]}/media")) > 250


def test_the_owner_knows_when_the_next_one_comes():
    times = {"SIMPUL_CRAWL_TIMES": "06:30", "SIMPUL_CRAWL_SPREAD_MINUTES": "0"}
    with World(settings=times) as w:
        user = w.login()
        account = w.connected_account(user, "hana")
        now_s = w.sim("GET", "/clock")["now_s"]
        jakarta = datetime.timezone(datetime.timedelta(hours=7))
        tomorrow = datetime.datetime.fromtimestamp(now_s, jakarta) + datetime.timedelta(days=1)
        due = tomorrow.strftime("%Y-%m-%dT06:30:00")
        told = user.ok("GET", f"/cekbrand/accounts/{account}/sync")["next_run"]
        assert told.startswith(due), (told, due)
        status = json.loads(w.run("sync", "--status", "--json"))
        assert [a["next_run"] for a in status if a["id"] == account] == [told], status


def test_a_client_that_leaves_does_not_stop_the_job():
    with World() as w:
        user = w.login()
        assert w.facebook_login(user, "rani").status == 200
        social, ids = w.instagram_of(user)
        w.faults({"path": "/media", "delay_ms": 300})
        connection = http.client.HTTPConnection("localhost", w.port, timeout=30)
        connection.request("POST", f"/cekbrand/instagram-graph-api/fetch-instagram-data/{ids[0]}",
                           json.dumps({"id": social}),
                           {"Content-Type": "application/json", "X-CSRFToken": user.cookies["csrftoken"],
                            "Cookie": "; ".join(f"{k}={v}" for k, v in user.cookies.items())})
        deadline = time.monotonic() + 60
        while not any(r["path"].endswith("/media") for r in w.sim_requests()["requests"]):
            assert time.monotonic() < deadline, "the collection never began"
            time.sleep(0.02)
        connection.close()  # in the middle of it
        while time.monotonic() < deadline:
            if user.ok("GET", "/cekbrand/accounts"):
                if user.ok("GET", f"/cekbrand/accounts/{ids[0]}/sync")["state"] == "done":
                    break
            time.sleep(0.1)
        assert len(user.ok("GET", f"/cekbrand/accounts/{ids[0]}/media")) > 250


def test_two_requests_share_one_job():
    with World() as w:
        user = w.login()
        assert w.facebook_login(user, "rani").status == 200
        social, ids = w.instagram_of(user)
        w.faults({"path": "/media", "delay_ms": 200, "times": 3})
        answers = []

        def fetch():
            client = Client(w.site)
            client.cookies = dict(user.cookies)
            answers.append(client.post(
                f"/cekbrand/instagram-graph-api/fetch-instagram-data/{ids[0]}", {"id": social}).status)

        threads = [threading.Thread(target=fetch) for _ in range(3)]
        before = sum(p.endswith("/media") for p in http_calls(w))
        for t in threads:
            t.start()
        for t in threads:
            t.join(timeout=90)
        assert answers == [200, 200, 200], answers
        listing = sum(p.endswith("/media") for p in http_calls(w)) - before
        assert listing <= 8, listing


def test_an_account_below_100_followers():
    with World() as w:
        user = w.login()
        account = w.connected_account(user, "hana")
        assert user.ok("GET", f"/cekbrand/accounts/{account}/insights/reach?date_frame=28") is not None
        days = user.ok("GET", f"/cekbrand/accounts/{account}/user-data")
        assert days[-1]["followers_count"] < 100
        csv = user.get(f"/cekbrand/accounts/{account}/download/csv/city")
        assert csv.status == 200 and csv.text().count("\r\n") == 1, csv
