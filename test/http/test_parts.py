"""
Goal of this test: bodies that come in parts — of any length, from slow clients, cut off, refused before they came, with
lengths that lie — need little memory, reach the handler once and in order, and it always learns how they end. And
streams whose length is told beforehand.
"""

import hashlib
import os
import time
import unittest

from probe import Case, Server, get, post

IS_SANITIZED = "SANITIZED" in os.environ


def fnv(data):
    h = 0xCBF29CE484222325
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def said(data, announced):
    return f"{len(data)} of {announced}, {fnv(data):016x}".encode()


def some_bytes(count):
    block = b"".join(hashlib.sha256(bytes([i])).digest() for i in range(251))
    return (block * (count // len(block) + 1))[:count]


class Parts(Case):
    def test_bodies_of_every_length(self):
        with Server() as server, server.connect() as client:
            for target in ("/parts", "/parts-inline"):
                for length in (0, 1, 1000, 262143, 262144, 262145, 600001):
                    data = some_bytes(length)
                    client.send(post(target, f"Content-Length: {length}\r\n"))
                    client.send(data)
                    answer = client.answer()
                    self.assertEqual(answer.body, said(data, length))
                    self.assertNotIn("connection", answer.headers)

    def test_chunked(self):
        data = some_bytes(700000)
        with Server() as server, server.connect() as client:
            client.send(post("/parts", "Transfer-Encoding: chunked\r\n"))
            for at in range(0, len(data), 70001):
                piece = data[at:at + 70001]
                client.send(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            client.send("0\r\n\r\n" + get("/plain"))
            self.assertEqual(client.answer().body, said(data, -1))
            self.assertEqual(client.answer().body, b"Hello, world!")

    def test_what_follows_a_body_is_another_request(self):
        """A length that is too short: the rest is read as the next request, and refused as none."""
        with Server() as server, server.connect() as client:
            client.send(post("/parts", "Content-Length: 5\r\n", "hello" + get("/plain")))
            self.assertEqual(client.answer().body, said(b"hello", 5))
            self.assertEqual(client.answer().body, b"Hello, world!")
            client.send(post("/parts", "Content-Length: 5\r\n", "hello, there\r\n\r\n"))
            self.assertEqual(client.answer().body, said(b"hello", 5))
            self.assertEqual(client.answer().status, 400)

    def test_leave_is_given_by_the_handler(self):
        expect = "Content-Length: 5\r\nExpect: 100-continue\r\n"
        with Server() as server, server.connect() as client:
            client.send(post("/parts", expect))
            self.assertEqual(client.answer().status, 100)
            client.send("hello")
            self.assertEqual(client.answer().body, said(b"hello", 5))
            client.send(post("/parts?refuse=1", expect))
            answer = client.answer()
            self.assertEqual((answer.status, answer.headers["connection"]), (403, "close"))
            self.assertEqual(server.stats()["cuts"], 0)

    def test_refused_in_the_middle(self):
        with Server() as server, server.connect() as client:
            client.send(post("/parts?stop=300000", "Content-Length: 100000000\r\n"))
            client.send(some_bytes(700000))
            answer = client.answer()
            self.assertEqual(answer.status, 200)
            self.assertEqual(answer.headers["connection"], "close")
            self.assertEqual(server.stats()["cuts"], 0)

    def test_too_long(self):
        with Server() as server:
            with server.connect() as client:
                client.send(post("/parts", f"Content-Length: {256 * 1024 * 1024 + 1}\r\n"))
                self.assertEqual(client.answer().status, 413)
            with server.connect() as client:  # chunks tell late
                client.send(post("/parts", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\nfffffff1\r\n"))
                self.assertEqual(client.answer().status, 413)
            self.settles(server, cuts=1)

    def test_client_leaves(self):
        """Whatever the handler is doing, it hears of it once, and the connection is gone."""
        begun = parts = 0
        with Server(pool=2) as server:
            for target in ("/parts", "/parts-inline", "/parts?ms=50"):
                for sent in (0, 10, 300000):
                    begun += 1
                    parts += sent == 300000  # more than fits one part, less than fits two
                    with server.connect() as client:
                        client.send(post(target, "Content-Length: 1000000\r\n"))
                        client.send(some_bytes(sent))
                        self.settles(server, begun=begun, parts=parts)
                        client.reset_on_close()
            self.settles(server, open=1, cuts=begun)

    def test_half_a_body(self):
        with Server() as server, server.connect() as client:
            client.send(post("/parts", "Content-Length: 1000\r\n", "x" * 500))
            client.half_close()
            self.assertIsNone(client.answer())
            self.settles(server, cuts=1)

    def test_nonsense_instead_of_a_chunk(self):
        with Server() as server, server.connect() as client:
            client.send(post("/parts", "Transfer-Encoding: chunked\r\n", "5\r\nhello\r\nxyz\r\n"))
            self.assertEqual(client.answer().status, 400)
            self.settles(server, cuts=1)

    def test_slow_client(self):
        with Server(grace=200, rate=100000, linger=200) as server, server.connect() as client:
            client.send(post("/parts", "Content-Length: 100000\r\n", "x" * 100))
            self.assertEqual(client.answer().status, 408)
            self.settles(server, cuts=1)

    def test_a_slow_handler_is_not_the_clients_fault(self):
        data = some_bytes(900000)
        with Server(grace=100, rate=20000000) as server, server.connect() as client:
            client.send(post("/parts?ms=150", f"Content-Length: {len(data)}\r\n"))
            client.send(data)
            self.assertEqual(client.answer().body, said(data, len(data)))

    def test_long_bodies_need_little_memory(self):
        """64 MiB through one connection, and 40 slow clients who hold no thread."""
        with Server(pool=1) as server:
            waiting = [server.connect() for _ in range(40)]
            for client in waiting:
                client.send(post("/parts", "Content-Length: 1000000\r\n", "x" * 1000))
            before = server.rss_kib()
            block, count = some_bytes(1 << 20), 64
            with server.connect() as client:
                client.send(post("/parts", f"Content-Length: {count << 20}\r\n"))
                for _ in range(count):
                    client.send(block)
                self.assertTrue(client.answer().body.startswith(str(count << 20).encode()))
            if not IS_SANITIZED:
                self.assertLess(server.rss_kib() - before, 4096)
            self.assertEqual(server.get("/pool").status, 200)

    def test_stop_with_bodies_under_way(self):
        with Server(drain=200) as server:
            server.connect().send(post("/parts", "Content-Length: 1000\r\n", "x"))
            self.settles(server, begun=1)
            start = time.monotonic()
            server.stop()
            server.ended()
            self.assertLess(time.monotonic() - start, 5)


class Sized(Case):
    def test_length_is_told(self):
        with Server() as server, server.connect() as client:
            for length in (0, 1, 100000, 3000000):
                client.send(get(f"/sized?bytes={length}"))
                answer = client.answer()
                self.assertEqual(answer.headers["content-length"], str(length))
                self.assertEqual(answer.body, b"z" * length)
                client.send(get(f"/sized?bytes={length}").replace("GET", "HEAD"))
                head = client.answer(to_head=True)
                self.assertEqual(head.headers["content-length"], str(length))

    def test_what_is_not_as_long_as_told_is_broken(self):
        with Server() as server:
            for query in ("bytes=300000&short=10", "bytes=300000&over=10"):
                with server.connect() as client:
                    client.send(get(f"/sized?{query}"))
                    answer = client.answer()
                    self.assertTrue(answer is None or not answer.is_complete or "over" in query, query)
                    self.assertFalse(client.is_open(1), query)
            self.assertEqual(server.get("/sized?bytes=0&over=1").status, 500)  # nothing had been sent


if __name__ == "__main__":
    unittest.main()
