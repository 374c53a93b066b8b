"""Goal of this test: what graphsim sends by itself arrives as Meta sends it: the challenge before a
subscription, signed events, the same again when they are not taken, and signed requests."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time
import unittest
from urllib.parse import parse_qs, urlencode, urlsplit

import test_graphsim as base
from test_graphsim import APP, PATIENCE_S, SECRET

base.SCOPES += ",pages_manage_metadata"
ACCOUNT = "dapurnusantara.id"


class Callback:
    """An app's server: takes down what arrives, and answers as it is told."""

    def __init__(self):
        self.got = []
        self.status = 200
        self.token = "rahasia"
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def answer(self, status, body):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                asked = parse_qs(urlsplit(self.path).query)
                right = asked["hub.verify_token"] == [outer.token]
                self.answer(200 if right else 403, asked["hub.challenge"][0].encode())

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append((self.headers, body))
                self.answer(outer.status, b'{"url":"http://x/1","confirmation_code":"1"}')

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def wait(self, count):
        deadline = time.monotonic() + PATIENCE_S
        while len(self.got) < count and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(self.got) == count, f"{len(self.got)} arrived, not {count}"


class Webhooks(unittest.TestCase):
    def setUp(self):
        self.sim = base.Simulator("--clock", "2026-11-21T02:00:00Z")
        self.callback = Callback()

    def tearDown(self):
        self.callback.stop()
        self.assertEqual(self.sim.stop(), 0)

    def subscribe(self, verify_token):
        form = urlencode({"object": "instagram", "fields": "comments,mentions",
                          "callback_url": self.callback.url, "verify_token": verify_token,
                          "access_token": f"{APP}|{SECRET}"})
        status, _, body = self.sim.call("POST", f"/v25.0/{APP}/subscriptions", form)
        return status, json.loads(body)

    def subscribe_page(self):
        token = self.sim.login("rani")
        _, pages = self.sim.graph(token, "/v25.0/me/accounts", fields="id,access_token")
        page = pages["data"][0]
        proof = hmac.new(SECRET.encode(), page["access_token"].encode(), hashlib.sha256).hexdigest()
        form = urlencode({"subscribed_fields": "feed", "access_token": page["access_token"],
                          "appsecret_proof": proof})
        status, _, body = self.sim.call("POST", f"/v25.0/{page['id']}/subscribed_apps", form)
        self.assertEqual((status, json.loads(body)), (200, {"success": True}))

    def log(self, count, state):
        """The deliveries, when each is in that state."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            rows = json.loads(self.sim.call("GET", "/_sim/webhooks")[2])["deliveries"]
            if len(rows) == count and all(r["state"] == state for r in rows):
                return rows
            if time.monotonic() > deadline:
                self.fail(rows)
            time.sleep(0.01)

    def tried(self, times):
        """The only delivery, when that many tries are written down."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            row = json.loads(self.sim.call("GET", "/_sim/webhooks")[2])["deliveries"][0]
            if len(row["tries"]) == times:
                return row
            if time.monotonic() > deadline:
                self.fail(row)
            time.sleep(0.01)

    def test_a_wrong_challenge_is_no_subscription(self):
        status, answer = self.subscribe("salah")
        self.assertEqual((status, answer["error"]["code"]), (400, 2200))
        status, answer = self.subscribe(self.callback.token)
        self.assertEqual((status, answer), (200, {"success": True}))

    def test_signed_events(self):
        self.subscribe(self.callback.token)
        self.subscribe_page()
        made = self.sim.lever("/webhooks", {"field": "comments", "account": ACCOUNT, "count": 2})
        self.assertEqual(made["events"], 2)
        self.callback.wait(1)
        headers, body = self.callback.got[0]
        mac = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        self.assertEqual(headers["X-Hub-Signature-256"], "sha256=" + mac)
        self.assertEqual(headers["Content-Type"], "application/json")
        change = json.loads(body)["entry"][1]["changes"][0]
        self.assertEqual(change["field"], "comments")
        self.assertEqual(set(change["value"]) - {"parent_id"}, {"id", "from", "text", "media"})
        self.log(1, "delivered")

    def test_again_when_not_taken_and_twice_when_asked(self):
        self.subscribe(self.callback.token)
        self.subscribe_page()
        self.callback.status = 500
        self.sim.lever("/webhooks", {"field": "mentions", "account": ACCOUNT, "duplicates": 1})
        self.callback.wait(1)
        self.assertEqual(self.tried(1)["tries"][0]["status"], 500)
        self.callback.status = 200
        self.sim.lever("/clock", {"advance_s": 61})
        self.callback.wait(3)
        self.assertEqual(len({body for _, body in self.callback.got}), 1)
        self.assertEqual([t["status"] for t in self.log(1, "delivered")[0]["tries"]], [500, 200, 200])

    def test_given_up_after_a_day_and_a_half(self):
        self.callback.status = 404
        self.sim.lever("/webhooks", {"field": "comments", "account": ACCOUNT, "url": self.callback.url})
        for tries in range(1, 10):
            self.callback.wait(tries)
            if self.tried(tries)["state"] == "dropped":
                break
            self.sim.lever("/clock", {"advance_s": 6 * 3600})
        self.assertEqual((self.tried(tries)["state"], tries), ("dropped", 7))

    def test_data_deletion(self):
        self.sim.lever("/app", {"data_deletion_url": self.callback.url})
        self.sim.lever("/data-deletion", {"persona": "rani"})
        self.callback.wait(1)
        headers, body = self.callback.got[0]
        signature, payload = parse_qs(body.decode())["signed_request"][0].split(".")
        mac = hmac.new(SECRET.encode(), payload.encode(), hashlib.sha256).digest()
        self.assertEqual(base64.urlsafe_b64decode(signature + "="), mac)
        told = json.loads(base64.urlsafe_b64decode(payload + "=="))
        self.assertEqual(told["algorithm"], "HMAC-SHA256")
        row = self.log(1, "delivered")[0]
        self.assertEqual(json.loads(row["answer"])["confirmation_code"], "1")


if __name__ == "__main__":
    unittest.main()
