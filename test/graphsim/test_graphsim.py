"""Goal of this test: the graphsim binary, over real sockets, behaves as a client of Meta expects:
the login dance, a whole crawl of one account, and the faults that only a socket can show."""

import hashlib
import hmac
import http.client
import json
import os
import socket
import subprocess
import threading
import time
import unittest
from urllib.parse import parse_qs, urlencode, urlsplit

APP, SECRET = "1029384756102938", "graphsim-app-secret-for-development"
CALLBACK = "http://127.0.0.1:9/callback"
SCOPES = ("pages_show_list,pages_read_engagement,instagram_basic,instagram_manage_insights,"
          "instagram_manage_comments")
# Sanitizers make everything several times slower.
PATIENCE_S = 60 if os.environ.get("SANITIZED") else 15


class Simulator:
    """One process of graphsim on a port the kernel picked."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [os.environ["GRAPHSIM"], "--port", "0", *arguments],
            stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().strip()
        assert line.startswith("graphsim listening on http://127.0.0.1:"), line
        self.origin = line.split()[-1]
        self.netloc = urlsplit(self.origin).netloc

    def stop(self):
        self.process.terminate()
        status = self.process.wait(timeout=PATIENCE_S)
        self.process.stdout.close()
        return status

    def call(self, method, target, body=None, headers=None, timeout=PATIENCE_S):
        connection = http.client.HTTPConnection(self.netloc, timeout=timeout)
        try:
            connection.request(method, target, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def lever(self, path, value, method="POST"):
        status, _, body = self.call(method, "/_sim" + path, json.dumps(value))
        assert status == 200, body
        return json.loads(body)

    def graph(self, token, path, **arguments):
        proof = hmac.new(SECRET.encode(), token.encode(), hashlib.sha256).hexdigest()
        query = urlencode({**arguments, "appsecret_proof": proof})
        joint = "&" if "?" in path else "?"
        status, _, body = self.call("GET", path + joint + query,
                                    headers={"Authorization": "Bearer " + token})
        return status, json.loads(body)

    def login(self, persona):
        query = urlencode({"client_id": APP, "redirect_uri": CALLBACK, "scope": SCOPES,
                           "state": "s", "_sim_persona": persona})
        status, headers, _ = self.call("GET", "/v25.0/dialog/oauth?" + query)
        assert status == 302
        code = parse_qs(urlsplit(headers["Location"]).query)["code"][0]
        form = urlencode({"client_id": APP, "client_secret": SECRET, "redirect_uri": CALLBACK,
                          "code": code})
        status, _, body = self.call("POST", "/v25.0/oauth/access_token", form)
        assert status == 200, body
        query = urlencode({"client_id": APP, "client_secret": SECRET,
                           "grant_type": "fb_exchange_token",
                           "fb_exchange_token": json.loads(body)["access_token"]})
        _, _, body = self.call("GET", "/v25.0/oauth/access_token?" + query)
        return json.loads(body)["access_token"]


class Crawl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.sim = Simulator("--clock", "2026-11-21T02:00:00Z")
        cls.token = cls.sim.login("rani")
        _, pages = cls.sim.graph(cls.token, "/v25.0/me/accounts",
                                 fields="id,access_token,instagram_business_account")
        cls.page = pages["data"][0]
        cls.account = cls.page["instagram_business_account"]["id"]

    @classmethod
    def tearDownClass(cls):
        status = cls.sim.stop()
        assert status == 0, f"graphsim ended with {status}"

    def tearDown(self):
        self.sim.lever("/faults", {}, "DELETE")

    def follow(self, answer):
        """The rest of a listing: `next` is followed as it stands."""
        rows = answer["data"]
        while "next" in answer.get("paging", {}):
            target = answer["paging"]["next"]
            self.assertTrue(target.startswith(self.sim.origin + "/v25.0/"))
            status, answer = self.sim.graph(self.token, target[len(self.sim.origin):])
            self.assertEqual(status, 200)
            rows += answer["data"]
        return rows

    def test_every_media_with_insights(self):
        fields = ("id,caption,media_type,media_product_type,media_url,permalink,timestamp,"
                  "like_count,comments_count,insights.metric(views,reach,saved,shares,"
                  "total_interactions){name,values}")
        status, node = self.sim.graph(self.token, f"/v25.0/{self.account}",
                                      fields="username,followers_count,media_count")
        self.assertEqual((status, node["username"]), (200, "dapurnusantara.id"))
        _, first = self.sim.graph(self.token, f"/v25.0/{self.account}/media", limit=100,
                                  fields=fields, since="2026-01-01")
        rows = self.follow(first)
        self.assertGreater(len(rows), 200)
        self.assertEqual(len({row["id"] for row in rows}), len(rows))
        for row in rows:
            values = {m["name"]: m["values"][0]["value"] for m in row["insights"]["data"]}
            self.assertGreaterEqual(values["views"], values["reach"])
        times = [row["timestamp"] for row in rows]
        self.assertEqual(times, sorted(times, reverse=True))

    def test_insights_of_a_month(self):
        status, answer = self.sim.graph(
            self.token, f"/v25.0/{self.account}/insights", metric="reach,follower_count",
            period="day", since="2026-10-25", until="2026-11-20")
        self.assertEqual(status, 200)
        ends = [value["end_time"] for value in answer["data"][0]["values"]]
        self.assertEqual(len(ends), 26)
        self.assertIn("2026-11-01T07:00:00+0000", ends)
        self.assertIn("2026-11-02T08:00:00+0000", ends)

    def test_pictures_are_where_the_answers_say(self):
        _, node = self.sim.graph(self.token, f"/v25.0/{self.account}", fields="profile_picture_url")
        url = node["profile_picture_url"]
        self.assertTrue(url.startswith(self.sim.origin + "/_cdn/"))
        status, headers, body = self.sim.call("GET", url[len(self.sim.origin):])
        self.assertEqual((status, headers["Content-Type"]), (200, "image/jpeg"))
        self.assertTrue(body.startswith(b"\xff\xd8\xff"))

    def test_days_pass(self):
        _, before = self.sim.graph(self.token, f"/v25.0/{self.account}", fields="followers_count")
        self.sim.lever("/clock", {"advance_s": 7 * 86400})
        _, after = self.sim.graph(self.token, f"/v25.0/{self.account}", fields="followers_count")
        self.sim.lever("/clock", {"now": "2026-11-21T02:00:00Z"})
        _, again = self.sim.graph(self.token, f"/v25.0/{self.account}", fields="followers_count")
        self.assertGreater(after["followers_count"], before["followers_count"])
        self.assertEqual(again["followers_count"], before["followers_count"])

    def test_tokens_in_headers_are_not_in_urls(self):
        self.sim.graph(self.token, "/v25.0/me")
        log = self.sim.lever("/requests?path=/me&limit=1", None, "GET")
        self.assertFalse(log["requests"][-1]["token_in_url"])
        self.assertTrue(log["requests"][-1]["has_proof"])

    def test_truncated_answer(self):
        self.sim.lever("/faults", {"path": "/me", "truncate": True})
        with self.assertRaises((http.client.IncompleteRead, ConnectionError)):
            self.sim.graph(self.token, "/v25.0/me")

    def test_waiting_requests_hold_nobody_up(self):
        self.sim.lever("/faults", [{"path": "/me", "hang": True},
                                   {"path": "/" + self.page["id"], "delay_ms": 700}])
        slow_took = []

        def hang():
            with self.assertRaises((socket.timeout, TimeoutError)):
                self.sim.call("GET", "/v25.0/me", timeout=0.6)

        def slow():
            begin = time.monotonic()
            self.assertEqual(self.sim.graph(self.token, "/v25.0/" + self.page["id"])[0], 200)
            slow_took.append(time.monotonic() - begin)

        threads = [threading.Thread(target=t) for t in [hang] * 12 + [slow] * 12]
        for thread in threads:
            thread.start()
        begin = time.monotonic()
        status, _ = self.sim.graph(self.token, f"/v25.0/{self.account}", fields="id")
        took = time.monotonic() - begin
        for thread in threads:
            thread.join()
        self.assertEqual(status, 200)
        self.assertLess(took, 0.5 * PATIENCE_S / 15)
        self.assertEqual(len(slow_took), 12)
        self.assertGreaterEqual(min(slow_took), 0.7)

    def test_many_at_once(self):
        failures = []

        def work():
            connection = http.client.HTTPConnection(self.sim.netloc, timeout=PATIENCE_S)
            for _ in range(40):
                connection.request("GET", f"/v25.0/{self.account}/media?limit=5&" + urlencode(
                    {"access_token": self.token, "appsecret_proof": hmac.new(
                        SECRET.encode(), self.token.encode(), hashlib.sha256).hexdigest()}))
                answer = connection.getresponse()
                if answer.status != 200 or len(json.loads(answer.read())["data"]) != 5:
                    failures.append(answer.status)
            connection.close()

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])


class Process(unittest.TestCase):
    def test_stops_at_once_while_requests_wait(self):
        sim = Simulator()
        sim.lever("/faults", {"path": "/me", "hang": True})
        raw = socket.create_connection(sim.netloc.split(":"), timeout=PATIENCE_S)
        raw.sendall(b"GET /v25.0/me HTTP/1.1\r\nHost: x\r\n\r\n")
        deadline = time.monotonic() + PATIENCE_S
        while sim.lever("/requests?path=/me", None, "GET")["count"] == 0:
            self.assertLess(time.monotonic(), deadline)
        begin = time.monotonic()
        self.assertEqual(sim.stop(), 0)
        self.assertLess(time.monotonic() - begin, PATIENCE_S / 2)
        raw.close()

    def test_bad_settings_stop_the_start(self):
        for arguments, says in ((["--port", "x"], "--port needs a number"),
                                (["--clock", "noon"], "--clock needs a time"),
                                (["--flavour", "vanilla"], "There is no option --flavour"),
                                (["--app-id"], "--app-id needs ID")):
            run = subprocess.run([os.environ["GRAPHSIM"], *arguments], capture_output=True,
                                 text=True, timeout=PATIENCE_S, check=False)
            self.assertEqual(run.returncode, 2, arguments)
            self.assertIn(says, run.stderr)

    def test_settings(self):
        sim = Simulator("--app-id=77", "--app-secret=s7", "--require-appsecret-proof=off",
                        "--redirect-uri=https://example.test/cb")
        status, _, body = sim.call("GET", "/oauth/access_token?client_id=77&client_secret=s7"
                                          "&grant_type=client_credentials")
        self.assertEqual((status, json.loads(body)["access_token"]), (200, "77|s7"))
        dialog = "/dialog/oauth?client_id=77&_sim_persona=rani&redirect_uri="
        self.assertEqual(sim.call("GET", dialog + "https://example.test/cb")[0], 302)
        self.assertEqual(sim.call("GET", dialog + "https://example.test/cb2")[0], 400)
        self.assertEqual(sim.call("GET", dialog + "http://127.0.0.1/")[0], 400)
        self.assertEqual(sim.stop(), 0)


if __name__ == "__main__":
    unittest.main()
