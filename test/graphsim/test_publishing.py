"""Goal of this test: what a publisher must bear shows over real sockets: an effect without an answer,
an answer before its effect, a client that dies in between, and files that come slowly or never."""

import http.client
import http.server
import json
import socket
import struct
import threading
import time
import unittest
from urllib.parse import parse_qs, urlencode, urlsplit

from test_graphsim import APP, CALLBACK, PATIENCE_S, SECRET, Simulator

SCOPES = ("pages_show_list,pages_read_engagement,instagram_basic,instagram_content_publish,"
          "pages_manage_posts")


class SlowFiles(http.server.BaseHTTPRequestHandler):
    """Sends the head of a file and then nothing."""
    opened = threading.Event()

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        self.wfile.flush()
        SlowFiles.opened.set()
        time.sleep(PATIENCE_S)

    def log_message(self, *arguments):
        pass


class Files(http.server.BaseHTTPRequestHandler):
    """One picture in many ways; /n/3 leads there over three redirects."""
    picture = b""

    def do_GET(self):
        way, _, rest = self.path[1:].partition("/")
        body = Files.picture
        if way == "n" and rest != "0":
            return self.redirect(f"http://127.0.0.1:{self.server.server_port}/n/{int(rest) - 1}")
        if way == "away":
            return self.redirect("http://192.0.2.7/a.jpg")
        if way == "missing":
            return self.send_error(404)
        self.send_response(200)
        if way == "chunked":
            self.send_header("Transfer-Encoding", "chunked")
            body = b"".join(b"%x\r\n%s\r\n" % (len(part), part)
                            for part in (body[:700], body[700:])) + b"0\r\n\r\n"
        elif way != "unstated":
            more = {"short": 5, "announced": 9 << 20}.get(way, 0)
            self.send_header("Content-Length", str(len(body) + more))
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to):
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def log_message(self, *arguments):
        pass


class Publishing(unittest.TestCase):
    def setUp(self):
        self.sim = Simulator("--require-appsecret-proof", "off")
        self.addCleanup(self.stop)
        self.token = self.login()
        status, answer = self.get("/me/accounts", fields="id,access_token,instagram_business_account")
        self.assertEqual(status, 200)
        self.page = answer["data"][0]
        self.account = self.page["instagram_business_account"]["id"]

    def stop(self):
        begin = time.monotonic()
        self.assertEqual(self.sim.stop(), 0)
        self.assertLess(time.monotonic() - begin, PATIENCE_S / 2)

    def login(self):
        query = urlencode({"client_id": APP, "redirect_uri": CALLBACK, "scope": SCOPES,
                           "state": "s", "_sim_persona": "rani"})
        _, headers, _ = self.sim.call("GET", "/v25.0/dialog/oauth?" + query)
        code = parse_qs(urlsplit(headers["Location"]).query)["code"][0]
        query = urlencode({"client_id": APP, "client_secret": SECRET, "redirect_uri": CALLBACK,
                           "code": code})
        _, _, body = self.sim.call("GET", "/v25.0/oauth/access_token?" + query)
        return json.loads(body)["access_token"]

    def get(self, path, **arguments):
        query = urlencode({**arguments, "access_token": self.token})
        status, _, body = self.sim.call("GET", f"/v25.0{path}?{query}")
        return status, json.loads(body)

    def post(self, path, timeout=PATIENCE_S, **arguments):
        form = urlencode({**arguments, "access_token": self.token})
        status, headers, body = self.sim.call(
            "POST", f"/v25.0{path}", form,
            {"Content-Type": "application/x-www-form-urlencoded"}, timeout)
        return status, headers, body

    def container(self, caption):
        url = f"{self.sim.origin}/_cdn/sample.jpg?width=320&height=320"
        status, _, body = self.post(f"/{self.account}/media", image_url=url, caption=caption)
        self.assertEqual(status, 200, body)
        return json.loads(body)["id"]

    def publish(self, container, **more):
        return self.post(f"/{self.account}/media_publish", creation_id=container, **more)

    def ledger(self, text):
        _, _, body = self.sim.call("GET", "/_sim/ledger?" + urlencode({"text": text}))
        return json.loads(body)["published"]

    def await_ledger(self, text, count):
        deadline = time.monotonic() + PATIENCE_S
        while self.ledger(text) != count:
            self.assertLess(time.monotonic(), deadline, f"{text}: {self.ledger(text)}")
            time.sleep(0.02)

    def test_effects_without_an_answer(self):
        for name, fault in {"cut": {"cut": True}, "hang": {"hang": True},
                            "half": {"truncate": True}, "late": {"delay_ms": 60000}}.items():
            with self.subTest(name):
                container = self.container(name)
                self.sim.lever("/faults", {"path": "/*/media_publish", "effect": True, **fault})
                with self.assertRaises((ConnectionError, TimeoutError, socket.timeout,
                                        http.client.HTTPException)):
                    self.publish(container, timeout=0.7)
                self.assertEqual(self.ledger(name), 1)
                self.sim.lever("/faults", {}, "DELETE")

    def test_a_client_that_dies_before_the_effect(self):
        container = self.container("mati")
        self.sim.lever("/faults", {"path": "/*/media_publish", "effect_delay_ms": 400,
                                   "delay_ms": 400})
        form = urlencode({"creation_id": container, "access_token": self.token})
        host, port = self.sim.netloc.split(":")
        raw = socket.create_connection((host, int(port)), timeout=PATIENCE_S)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raw.sendall((f"POST /v25.0/{self.account}/media_publish HTTP/1.1\r\nHost: x\r\n"
                     "Content-Type: application/x-www-form-urlencoded\r\n"
                     f"Content-Length: {len(form)}\r\n\r\n{form}").encode())
        deadline = time.monotonic() + PATIENCE_S
        while self.sim.lever("/faults", None, "GET")[0]["fired"] == 0:
            self.assertLess(time.monotonic(), deadline)
        raw.close()
        self.await_ledger("mati", 1)

    def test_answers_come_in_one_piece(self):
        container = self.container("utuh")
        host, port = self.sim.netloc.split(":")
        for target in (f"/v25.0/{container}?fields=status_code,status&access_token={self.token}",
                       f"/v25.0/{self.account}/media?limit=25&fields=id,caption,permalink,"
                       f"timestamp&access_token={self.token}"):
            raw = socket.create_connection((host, int(port)), timeout=PATIENCE_S)
            raw.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            piece = raw.recv(1 << 20)
            head, _, body = piece.partition(b"\r\n\r\n")
            lengths = [int(line.split(b":")[1]) for line in head.split(b"\r\n")
                       if line.lower().startswith(b"content-length:")]
            self.assertEqual([len(body)], lengths)
            raw.close()

    def test_other_bad_answers(self):
        self.sim.lever("/faults", {"path": "/*/media_publish", "status": 429, "body": "{}",
                                   "headers": {"Retry-After": "7"}, "times": 1})
        status, headers, _ = self.publish("1")
        self.assertEqual((status, headers["Retry-After"]), (429, "7"))
        self.sim.lever("/faults", {"path": "/*/media_publish", "body_bytes": 3000000, "times": 1})
        self.assertGreater(len(self.publish("1")[2]), 3000000)
        self.sim.lever("/faults", {"path": "/*/media_publish", "drip_ms": 4, "times": 1})
        begin = time.monotonic()
        self.publish("1")
        self.assertGreater(time.monotonic() - begin, 0.5)
        status, _, body = self.sim.call("POST", "/_sim/faults", json.dumps(
            {"headers": {"Content-Length": "1"}}))
        self.assertEqual(status, 400, body)

    def serve(self, handler):
        files = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        files.daemon_threads = True
        threading.Thread(target=files.serve_forever, daemon=True).start()
        self.addCleanup(files.server_close)
        self.addCleanup(files.shutdown)
        return f"http://127.0.0.1:{files.server_port}"

    def test_files_are_fetched(self):
        Files.picture = self.sim.call("GET", "/_cdn/sample.jpg")[2]
        origin = self.serve(Files)
        for path, subcode in {"/whole": None, "/chunked": None, "/unstated": None, "/n/3": None,
                              "/n/4": 2207052, "/away": 2207052, "/missing": 2207052,
                              "/short": 2207052, "/announced": 2207004}.items():
            with self.subTest(path):
                status, _, body = self.post(f"/{self.account}/media", image_url=origin + path)
                error = json.loads(body).get("error", {})
                self.assertEqual((status, error.get("error_subcode")),
                                 (400 if subcode else 200, subcode))

    def test_a_file_that_never_comes_holds_nobody_up(self):
        url = self.serve(SlowFiles) + "/a"
        status, _, body = self.post(f"/{self.account}/media", media_type="REELS", video_url=url)
        self.assertEqual(status, 200)
        container = json.loads(body)["id"]
        waiting = threading.Thread(target=lambda: self.assertRaises(
            Exception, self.post, f"/{self.account}/media", image_url=url, timeout=1))
        waiting.start()
        self.assertTrue(SlowFiles.opened.wait(PATIENCE_S))
        begin = time.monotonic()
        self.assertEqual(self.get(f"/{container}", fields="status_code")[1]["status_code"],
                         "IN_PROGRESS")
        self.assertLess(time.monotonic() - begin, PATIENCE_S / 10)
        waiting.join()
        self.sim.lever("/publishing", {"fetch_ms": 300, "video_ms": 0})
        status, _, body = self.post(f"/{self.account}/media", image_url=url)
        self.assertEqual((status, json.loads(body)["error"]["error_subcode"]), (400, 2207003))
        _, _, body = self.post(f"/{self.account}/media", media_type="REELS", video_url=url)
        container, deadline = json.loads(body)["id"], time.monotonic() + PATIENCE_S
        while not (status := self.get(f"/{container}", fields="status")[1]["status"]).endswith("2207003"):
            self.assertLess(time.monotonic(), deadline, status)
            time.sleep(0.02)


if __name__ == "__main__":
    unittest.main()
