"""Raw-socket client and a running probe_server, for the tests of this folder. Standard library only."""

import json
import os
import socket
import struct
import subprocess
import time
import unittest

PROGRAM = os.environ.get("PROBE_SERVER", "build/dev/test/http/probe_server")

# Sanitizers make everything slower, machines are shared: patience is not part of what is tested.
PATIENCE_S = 10


class Server:
    """probe_server with the given settings; ends when the `with` block does."""

    def __init__(self, **settings):
        args = [f"{name}={value}" for name, value in settings.items()]
        self.process = subprocess.Popen(
            [PROGRAM, *args], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        with self.process.stdout as out:
            self.port = int(out.readline())
        self.clients = []

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.stop()
        for client in self.clients:
            client.close()
        assert self.ended() == 0, "probe_server did not end well"

    def stop(self):
        """Begins the graceful stop."""
        if not self.process.stdin.closed:
            self.process.stdin.close()

    def ended(self):
        """How it ended; an error when it has not within our patience."""
        try:
            return self.process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def connect(self, receive_buffer=None):
        client = Client(self.port, receive_buffer)
        self.clients.append(client)
        return client

    def get(self, target, headers=""):
        with self.connect() as client:
            client.send(get(target, headers))
            return client.answer()

    def stats(self):
        figures = json.loads(self.get("/stats").body)
        return figures | {"unfinished": figures["requests"] - figures["finished"]}

    def settled(self, within_s=PATIENCE_S, **want):
        """The figures named, as soon as they are as wanted; at the end of that time as they are."""
        end = time.monotonic() + within_s
        while True:
            stats = self.stats()
            seen = {name: stats[name] for name in want}
            if seen == want or time.monotonic() > end:
                return seen
            time.sleep(0.002)

    def rss_kib(self):
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1])
        raise AssertionError("no VmRSS")


class Answer:
    def __init__(self, status, headers, body, is_complete):
        self.status = status
        self.headers = headers
        self.body = body
        self.is_complete = is_complete


class Client:
    def __init__(self, port, receive_buffer=None):
        self.socket = socket.socket()
        self.socket.settimeout(PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            self.socket.connect(("127.0.0.1", port))
        except OSError:
            self.socket.close()
            raise
        self.buffer = b""
        self.is_closed = False

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, raw):
        if isinstance(raw, str):
            raw = raw.encode("latin-1")
        try:
            self.socket.sendall(raw)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server has said all it wanted to say

    def more(self, timeout_s=PATIENCE_S):
        """Receives once; False when the server has closed."""
        self.socket.settimeout(timeout_s)
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError:
            data = b""
        self.buffer += data
        self.is_closed = self.is_closed or not data
        return bool(data)

    def more_if_any(self, wait_s):
        try:
            self.more(wait_s)
        except TimeoutError:
            pass

    def half_close(self):
        """Says that no more will be sent; the server may have closed already."""
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def reset_on_close(self):
        """As when a browser's tab is closed while bytes are on their way."""
        on, seconds = 1, 0
        linger = struct.pack("ii", on, seconds)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    def take_until(self, end):
        while end not in self.buffer:
            if not self.more():
                return None
        taken, self.buffer = self.buffer.split(end, 1)
        return taken

    def take(self, count):
        while len(self.buffer) < count and self.more():
            pass
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def take_rest(self):
        while self.more():
            pass
        taken, self.buffer = self.buffer, b""
        return taken

    def take_chunks(self):
        body = b""
        while True:
            line = self.take_until(b"\r\n")
            if line is None:
                return body, False
            size = int(line, 16)
            piece = self.take(size + 2)
            if len(piece) < size + 2:
                return body + piece, False
            if size == 0:
                return body, True
            body += piece[:-2]

    def answer(self, to_head=False):
        """The next answer, None when the server closed instead."""
        head = self.take_until(b"\r\n\r\n")
        if head is None:
            return None
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        headers = {}
        for line in lines[1:]:
            name, value = line.split(": ", 1)
            headers[name.lower()] = value
        if to_head or status < 200 or status in (204, 304):
            return Answer(status, headers, b"", True)
        if headers.get("transfer-encoding") == "chunked":
            return Answer(status, headers, *self.take_chunks())
        if "content-length" in headers:
            length = int(headers["content-length"])
            body = self.take(length)
            return Answer(status, headers, body, len(body) == length)
        return Answer(status, headers, self.take_rest(), True)

    def seconds_of_dripping(self, raw, every_s, sign):
        """Sends the bytes again and again: how long until the server says `sign`."""
        start = time.monotonic()
        while sign not in self.buffer and not self.is_closed and time.monotonic() < start + PATIENCE_S:
            self.send(raw)
            self.more_if_any(every_s)
        assert sign in self.buffer, f"the server said {self.buffer!r}"
        return time.monotonic() - start

    def is_open(self, wait_s=0.1):
        """Whether the server keeps the connection, and says nothing more, for a moment."""
        if self.is_closed:
            return False
        try:
            return self.more(wait_s)
        except TimeoutError:
            return True

    def seconds_until_closed(self):
        start = time.monotonic()
        while self.more():
            pass
        return time.monotonic() - start


class Case(unittest.TestCase):
    def settles(self, server, within_s=PATIENCE_S, **want):
        """What another thread of the server does is waited for, and asked until it is done."""
        self.assertEqual(server.settled(within_s, **want), want)


def get(target, headers="", version="1.1"):
    return f"GET {target} HTTP/{version}\r\nHost: a\r\n{headers}\r\n"


def post(target, headers, body=""):
    return f"POST {target} HTTP/1.1\r\nHost: a\r\n{headers}\r\n{body}"
