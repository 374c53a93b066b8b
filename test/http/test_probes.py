"""
Goal of this test: the 33 conformance and abuse probes on which HTTP servers differ get the right
answer. Written as STATUS,STATUS plus "/c" when the connection is closed afterwards.
"""

import time
import unittest

from probe import Case, Server, get, post

BODY = "Content-Length: 5\r\n"
CHUNKED = "Transfer-Encoding: chunked\r\n"

# name, bytes, answers
PROBES = [
    ("pipeline x3", get("/plain") * 3, "200,200,200"),
    ("no Host", "GET /plain HTTP/1.1\r\n\r\n", "400/c"),
    ("two Host", get("/plain", "Host: b\r\n"), "400/c"),
    ("CL+TE", post("/echo", BODY + CHUNKED, "0\r\n\r\n" + get("/plain")), "400/c"),
    ("TE xchunked", post("/echo", "Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"), "501/c"),
    ("CL 5 and CL 6", post("/echo", BODY + "Content-Length: 6\r\n", "hello!"), "400/c"),
    ("CL +5", post("/echo", "Content-Length: +5\r\n", "hello"), "400/c"),
    ("CL 5x", post("/echo", "Content-Length: 5x\r\n", "hello"), "400/c"),
    ("CL -1", post("/echo", "Content-Length: -1\r\n", "hello"), "400/c"),
    ("CL 2^64", post("/echo", "Content-Length: 18446744073709551616\r\n", "hello"), "413/c"),
    ("space before colon", get("/plain", "X : y\r\n"), "400/c"),
    ("obs-fold", get("/plain", "X: y\r\n z\r\n"), "400/c"),
    ("bare LF", "GET /plain HTTP/1.1\nHost: a\n\n", "400/c"),
    ("bare CR in a value", get("/plain", "X: y\rz\r\n"), "400/c"),
    ("NUL in a value", get("/plain", "X: y\0z\r\n"), "400/c"),
    ("header without colon", get("/plain", "nonsense\r\n"), "400/c"),
    ("bad chunk size", post("/echo", CHUNKED, "xyz\r\nhello\r\n0\r\n\r\n"), "400/c"),
    ("chunk size overflow", post("/echo", CHUNKED, "ffffffffffffffff1\r\nhello\r\n"), "413/c"),
    ("64K header", get("/plain", "X: " + "y" * 65536 + "\r\n"), "431/c"),
    ("2000 headers", get("/plain", "X: y\r\n" * 2000), "431/c"),
    ("20K URL", get("/plain?" + "y" * 20000), "414/c"),
    ("8 MB body", post("/echo", "Content-Length: 8000000\r\n", "y" * 8000000), "413/c"),
    ("HTTP/1.0 keep-alive", get("/plain", "Connection: keep-alive\r\n", "1.0"), "200/c"),
    ("HTTP/9.9", get("/plain", "", "9.9"), "505/c"),
    ("%00 in the path", get("/plain%00.txt"), "400/c"),
    ("/x/../plain", get("/x/../plain"), "400/c"),
    ("absolute-form", get("http://a/plain"), "200"),
    ("HEAD", get("/plain").replace("GET", "HEAD"), "200"),
]


class Probes(Case):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(linger=300)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def answered(self, client, want, to_head=False):
        """The answers are those that are wanted, and so is what becomes of the connection."""
        statuses, closes = want.removesuffix("/c").split(","), want.endswith("/c")
        for status in statuses:
            answer = client.answer(to_head)
            self.assertEqual((str(answer and answer.status), answer and answer.is_complete), (status, True))
        self.assertEqual(client.is_open(), not closes, want)
        self.assertEqual(client.buffer, b"", "bytes behind the last answer")

    def test_probes(self):
        for name, raw, want in PROBES:
            with self.subTest(name), self.server.connect() as client:
                client.send(raw)
                self.answered(client, want, raw.startswith("HEAD"))

    def test_expect_100(self):
        with self.server.connect() as client:
            client.send(post("/echo", BODY + "Expect: 100-continue\r\n"))
            self.assertEqual(client.answer().status, 100)
            client.send("hello")
            answer = client.answer()
            self.assertEqual((answer.status, answer.body), (200, b"hello"))
            self.assertTrue(client.is_open())

    def test_expect_100_of_a_body_that_is_too_large(self):
        with self.server.connect() as client:
            client.send(post("/echo", "Content-Length: 9000000\r\nExpect: 100-continue\r\n"))
            self.answered(client, "413/c")

    def test_byte_by_byte(self):
        with self.server.connect() as client:
            for byte in post("/echo", BODY, "hello") + get("/plain"):
                client.send(byte)
            self.answered(client, "200,200")

    def test_half_close(self):
        for target in ("/plain", "/pool", "/suspend?ms=30", "/stream?bytes=300000"):
            with self.subTest(target), self.server.connect() as client:
                client.send(get(target))
                client.half_close()
                self.answered(client, "200/c")


class Deadlines(Case):
    @classmethod
    def setUpClass(cls):
        cls.server = Server(head=300, idle=300, linger=300)

    @classmethod
    def tearDownClass(cls):
        cls.server.__exit__()

    def test_partial_head_is_cut(self):
        with self.server.connect() as client:
            client.send("GET /plain HTTP/1.1\r\nHos")
            start = time.monotonic()
            self.assertEqual(client.answer().status, 408)
            self.assertFalse(client.is_open())
            self.assertLess(time.monotonic() - start, 3)

    def test_slow_head_is_cut(self):
        """One line now and then does not keep the deadline away: it counts from the first byte."""
        with self.server.connect() as client:
            client.send("GET /plain HTTP/1.1\r\nHost: a\r\n")
            self.assertLess(client.seconds_of_dripping("X: y\r\n", 0.05, b" 408 "), 3)

    def test_idle_connection_is_closed(self):
        for before in ("", get("/plain")):
            with self.server.connect() as client:
                client.send(before)
                if before:
                    client.answer()
                self.assertLess(client.seconds_until_closed(), 3)
                self.assertEqual(client.buffer, b"")


if __name__ == "__main__":
    unittest.main()
