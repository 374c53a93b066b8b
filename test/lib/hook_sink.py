"""A user's own program for one scenario: takes every webhook on a loopback port, keeps it, and answers as told."""
import base64
import hashlib
import hmac
import http.server
import json
import threading
import time


class Message:
    def __init__(self, headers, body):
        self.headers = {k.lower(): v for k, v in headers.items()}
        self.body = body
        self.json = json.loads(body)
        self.id, self.type, self.data = self.headers["webhook-id"], self.json["type"], self.json["data"]

    def is_signed_with(self, secret):
        signed = f"{self.id}.{self.headers['webhook-timestamp']}.".encode() + self.body
        key = base64.b64decode(secret.removeprefix("whsec_"))
        expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return expected in self.headers["webhook-signature"].split(" ")


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        sink = self.server
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with sink.changed:
            sink.messages.append(Message(self.headers, body))
            status = sink.answers.pop(0) if sink.answers else 200
            sink.changed.notify_all()
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"noted"[:4])

    def log_message(self, *_):
        pass


class HookSink(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.messages, self.answers = [], []  # what came; statuses of the next answers, 200 after them
        self.changed = threading.Condition()
        self.url = f"http://127.0.0.1:{self.server_address[1]}/hook"
        self.thread = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def await_message(self, number=1, seconds=20):
        """The n-th that came."""
        deadline = time.monotonic() + seconds
        with self.changed:
            while len(self.messages) < number:
                left = deadline - time.monotonic()
                assert left > 0 and self.changed.wait(left) or len(self.messages) >= number, \
                    f"no message {number} in {seconds} s: {[m.type for m in self.messages]}"
            return self.messages[number - 1]
