"""
Goal of this test: what happens beside the parser — slow bodies and readers, full queues, suspended
requests, streams, caps, proxies, many idle connections, and a stop that drops nobody.
"""

import concurrent.futures
import os
import random
import signal
import threading
import time
import unittest

from probe import PATIENCE_S, Case, Server, get, post

IS_SANITIZED = "SANITIZED" in os.environ


class Keeping(Case):
    def test_answers_are_in_order(self):
        """A slow first request does not let a quick second one pass."""
        with Server() as server, server.connect() as client:
            client.send(get("/sleep?ms=50") + get("/json") + get("/suspend?ms=20") + get("/who"))
            bodies = [client.answer().body for _ in range(4)]
            self.assertEqual(bodies[0], b"Hello, world!")
            self.assertTrue(bodies[1].startswith(b'{"data"'))
            self.assertEqual(bodies[2], b"Hello, world!")
            self.assertEqual(bodies[3], b"127.0.0.1 http a /who")

    def test_long_pipeline(self):
        with Server() as server, server.connect() as client:
            pool_body = server.get("/pool").body
            client.send((get("/plain") + get("/pool")) * 500)
            for _ in range(500):
                self.assertEqual(client.answer().body, b"Hello, world!")
                self.assertEqual(client.answer().body, pool_body)

    def test_bodies(self):
        big = "0123456789abcdef" * 60000
        chunks = "".join(f"{n:x}\r\n{'z' * n}\r\n" for n in (1, 10, 5000, 100000))
        with Server() as server, server.connect() as client:
            for target in ("/echo", "/echo-inline"):
                client.send(post(target, f"Content-Length: {len(big)}\r\n", big))
                self.assertEqual(client.answer().body, big.encode())
                client.send(post(target, "Transfer-Encoding: chunked\r\n", chunks + "0\r\n\r\n"))
                self.assertEqual(client.answer().body, b"z" * 105011)

    def test_headers(self):
        with Server() as server:
            first, second = server.get("/plain"), server.get("/plain")
            self.assertRegex(first.headers["date"], r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$")
            self.assertRegex(first.headers["x-request-id"], r"^[0-9a-f]{16}$")
            self.assertNotEqual(first.headers["x-request-id"], second.headers["x-request-id"])
            self.assertNotIn("connection", first.headers)
            closing = server.get("/plain", "Connection: close\r\n")
            self.assertEqual(closing.headers["connection"], "close")

    def test_etag(self):
        with Server() as server, server.connect() as client:
            client.send(get("/etag", 'If-None-Match: "v1"\r\n') + get("/etag"))
            self.assertEqual(client.answer().status, 304)
            self.assertEqual(client.answer().status, 200)

    def test_forwarded(self):
        fields = "X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"
        with Server(forwarded=1, per_address=1) as server:
            with server.connect(), server.connect():
                self.assertEqual(server.get("/who", fields).body, b"203.0.113.9 https a /who")
        with Server() as server:
            self.assertEqual(server.get("/who", fields).body, b"127.0.0.1 http a /who")


class Slow(Case):
    def test_slow_body_is_cut(self):
        with Server(grace=200, rate=1000, linger=200) as server, server.connect() as client:
            client.send(post("/echo", "Content-Length: 100000\r\n", "x" * 100))
            self.assertLess(client.seconds_of_dripping("x", 0.02, b" 408 "), 4)

    def test_body_that_is_fast_enough_is_not_cut(self):
        with Server(grace=100, rate=100) as server, server.connect() as client:
            client.send(post("/echo", "Content-Length: 200\r\n"))
            for _ in range(20):
                time.sleep(0.02)
                client.send("x" * 10)
            self.assertEqual(client.answer().status, 200)

    def test_body_that_never_comes(self):
        with Server(grace=150, linger=100) as server, server.connect() as client:
            client.send(post("/echo", "Content-Length: 5\r\n", "he"))
            self.assertEqual(client.answer().status, 408)
            self.assertLess(client.seconds_until_closed(), 3)

    def test_reader_that_stops_is_cut(self):
        for target in ("/large?bytes=8000000", "/stream?bytes=100000000"):
            with self.subTest(target), Server(stall=200) as server, server.connect() as client:
                client.send(get(target))
                self.settles(server, begun=1)
                self.settles(server, within_s=0.8, open=1)
                self.assertFalse(client.answer().is_complete)

    def test_reader_that_trickles_is_cut(self):
        """It always reads something before the stall deadline, but not enough: 200 KB a second."""
        for rate, is_cut in ((2000000, True), (1000, False)):
            with Server(stall=400, rate=rate) as server, server.connect(8192) as client:
                client.send(get("/stream?bytes=1000000000&piece=100000"))
                start = time.monotonic()
                while time.monotonic() - start < 1.8 and len(client.take(4000)) == 4000:
                    time.sleep(0.02)
                self.assertEqual(time.monotonic() - start < 1.8, is_cut)

    def test_stream_to_a_slow_reader_needs_little_memory(self):
        with Server() as server, server.connect() as client:
            before = server.rss_kib()
            client.send(get("/stream?bytes=15000000&piece=1000"))
            self.settles(server, begun=1)
            time.sleep(0.3)  # it is slow; the server writes as far as it can
            answer = client.answer()
            self.assertEqual((len(answer.body), answer.is_complete), (15000000, True))
            if not IS_SANITIZED:
                self.assertLess(server.rss_kib() - before, 2048)

    def test_slow_clients_do_not_slow_others(self):
        with Server(head=3000) as server:
            slow = [server.connect() for _ in range(500)]
            for client in slow:
                client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
            took = []
            with server.connect() as client:
                for _ in range(100):
                    start = time.monotonic()
                    client.send(get("/pool"))
                    self.assertEqual(client.answer().status, 200)
                    took.append(time.monotonic() - start)
            self.assertLess(sorted(took)[98], 0.1)
            self.settles(server, open=501)  # all of them are still at it
            for client in slow:
                self.assertEqual(client.answer().status, 408)


class Suspending(Case):
    def test_resume(self):
        """One thread holds none of them: the first goes on when the last has begun."""
        with Server(pool=1) as server:
            clients = [server.connect() for _ in range(50)]
            for i, client in enumerate(clients):
                client.send(get(f"/suspend{'-inline' if i % 2 else ''}?ms=0&until=50"))
            self.assertEqual({client.answer().status for client in clients}, {200})
            self.settles(server, resumed=50)

    def test_resume_at_once(self):
        """The ticket comes back while the handler is still returning."""
        with Server() as server, server.connect() as client:
            for _ in range(300):
                client.send(get("/suspend?ms=0"))
                self.assertEqual(client.answer().status, 200)

    def test_deadline(self):
        with Server() as server, server.connect() as client:
            client.send(get("/suspend?ms=0&until=2&wait=50"))
            answer = client.answer()
            self.assertEqual((answer.status, answer.headers["retry-after"]), (503, "1"))
            client.send(get("/plain"))
            self.assertEqual(client.answer().status, 200)
            self.settles(server, rung=1, resumed=0)

    def test_client_leaves(self):
        with Server() as server:
            for begun in range(1, 21):
                with server.connect() as client:
                    client.send(get("/suspend?ms=0&until=21"))
                    self.settles(server, begun=begun)
                    client.reset_on_close()
            self.settles(server, open=1)
            server.get("/plain")
            self.settles(server, rung=20, gone=20, resumed=0)

    def test_stop_with_open_tickets(self):
        with Server(drain=100) as server, server.connect() as client:
            client.send(get("/suspend?ms=400&wait=5000"))
            self.settles(server, begun=1)
            server.stop()
            self.assertLess(client.seconds_until_closed(), 3)


class Streaming(Case):
    def test_whole_streams(self):
        with Server() as server, server.connect() as client:
            for size in (0, 1, 999, 70000, 1000000):
                client.send(get(f"/stream?bytes={size}&piece=777"))
                answer = client.answer()
                self.assertTrue(answer.is_complete)
                self.assertEqual(answer.body, b"x" * size)
            self.assertTrue(client.is_open())

    def test_head(self):
        with Server() as server, server.connect() as client:
            client.send(get("/stream").replace("GET", "HEAD") + get("/plain"))
            self.assertEqual(client.answer(to_head=True).headers["transfer-encoding"], "chunked")
            self.assertEqual(client.answer().body, b"Hello, world!")

    def test_http_1_0(self):
        with Server() as server, server.connect() as client:
            client.send(get("/stream?bytes=300000", "", "1.0"))
            answer = client.answer()
            self.assertNotIn("transfer-encoding", answer.headers)
            self.assertEqual(len(answer.body), 300000)

    def test_broken_stream_is_incomplete(self):
        with Server() as server, server.connect() as client:
            client.send(get("/stream?bytes=500000&fail=100000"))
            answer = client.answer()
            self.assertFalse(answer.is_complete)
            self.assertLess(len(answer.body), 500000)

    def test_broken_stream_of_http_1_0_is_a_reset(self):
        with Server() as server, server.connect() as client:
            client.send(get("/stream?bytes=500000&fail=100000", "", "1.0"))
            client.socket.settimeout(5)
            with self.assertRaises(ConnectionResetError):
                while client.socket.recv(65536):
                    pass

    def test_client_leaves(self):
        with Server() as server:
            for _ in range(10):
                with server.connect() as client:
                    client.send(get("/stream?bytes=1000000000&piece=10000"))
                    client.take(1000)
            self.settles(server, stream_errors=10, open=1)


class Caps(Case):
    def test_full_queue(self):
        with Server(upstream=1, queue=2) as server:
            clients = [server.connect() for _ in range(10)]
            clients[0].send(get("/hold"))
            self.settles(server, begun=1)  # one at work, and room for two
            for client in clients[1:]:
                client.send(get("/hold"))
            self.settles(server, requests_refused=7)
            server.get("/release")
            answers = [client.answer() for client in clients]
            refused = [i for i, answer in enumerate(answers) if answer.status == 503]
            self.assertEqual([answer.status for answer in answers].count(200), 3)
            self.assertEqual({answers[i].headers["retry-after"] for i in refused}, {"1"})
            clients[refused[0]].send(get("/plain"))
            self.assertEqual(clients[refused[0]].answer().status, 200)

    def test_per_address(self):
        with Server(per_address=3) as server:
            clients = [server.connect() for _ in range(3)]
            for client in clients:
                client.send(get("/plain"))
                self.assertEqual(client.answer().status, 200)
            with server.connect() as client:
                self.assertEqual(client.answer().status, 503)
                self.assertFalse(client.is_open())
            clients[0].close()
            self.assertTrue(self.is_let_in(server))

    def is_let_in(self, server):
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            answer = server.get("/plain")
            if answer and answer.status == 200:
                return True
        return False

    def test_oldest_idle_connection_makes_room(self):
        with Server(connections=5, loops=1) as server:
            clients = [server.connect() for _ in range(5)]
            for client in clients:
                client.send(get("/plain"))
                client.answer()
            self.assertEqual(server.get("/plain").status, 200)
            self.assertFalse(clients[0].is_open())
            self.assertTrue(clients[4].is_open())

    def test_busy_connections_do_not(self):
        with Server(connections=2, loops=1) as server:
            clients = [server.connect() for _ in range(2)]
            for client in clients:
                client.send(get("/stream?bytes=30000000"))
                client.more()  # it is being answered
            self.assertEqual(server.get("/plain").status, 503)
            for client in clients:
                answer = client.answer()
                self.assertEqual((answer.status, answer.is_complete), (200, True))

    def test_idle_connections_need_little_memory(self):
        with Server() as server:
            server.get("/plain")
            before = server.rss_kib()
            clients = [server.connect() for _ in range(2000)]
            for client in clients:
                client.send(get("/plain"))
            for client in clients:
                self.assertEqual(client.answer().status, 200)
            self.settles(server, open=2001)
            if not IS_SANITIZED:
                per_connection = (server.rss_kib() - before) * 1024 / 2000
                self.assertLess(per_connection, 2560)


class Chaos(Case):
    TARGETS = (
        "/plain", "/pool", "/sleep?ms=2", "/suspend?ms=3", "/suspend?ms=20&wait=5",
        "/suspend-inline?ms=0", "/stream?bytes=300000", "/stream?bytes=90000&fail=20000",
        "/large?bytes=700000", "/nothing", "/x/../y",
    )  # fmt: skip

    def misbehave(self, server, dice, until):
        """Sends sound and broken requests, reads some of the answers, leaves somehow."""
        while time.monotonic() < until:
            with server.connect() as client:
                raw = "".join(
                    dice.choice((get, lambda t: post(t, "Content-Length: 3\r\n", "abc")))(
                        dice.choice(self.TARGETS)
                    )
                    for _ in range(dice.randrange(1, 6))
                )
                for _ in range(dice.randrange(4)):
                    cut = dice.randrange(len(raw) + 1)
                    client.send(raw[:cut])
                    raw = raw[cut:]
                    client.more_if_any(dice.random() * 0.004)
                leaving = dice.randrange(3)
                if leaving == 0:
                    client.reset_on_close()
                elif leaving == 1:
                    client.half_close()
                    client.more_if_any(0.02)

    def test_whatever_clients_do(self):
        with Server(head=40, grace=40, idle=60, stall=100, linger=40, pool=2) as server:
            until = time.monotonic() + 2.5
            with concurrent.futures.ThreadPoolExecutor(12) as threads:
                list(threads.map(lambda i: self.misbehave(server, random.Random(i), until), range(12)))
            self.settles(server, open=1, unfinished=0)
            self.assertGreater(server.stats()["finished"], 500)


class Stopping(Case):
    def test_running_requests_end(self):
        with Server() as server:
            clients = {
                target: server.connect()
                for target in ("/sleep?ms=200", "/suspend?ms=200", "/stream?bytes=30000000")
            }
            for target, client in clients.items():
                client.send(get(target))
            idle = server.connect()
            idle.send(get("/plain"))
            idle.answer()
            self.settles(server, begun=4)
            server.stop()
            self.assertFalse(idle.is_open(1))
            for target, client in clients.items():
                answer = client.answer()
                self.assertEqual((target, answer.status), (target, 200))
                self.assertTrue(answer.is_complete)
                self.assertFalse(client.is_open(1))

    def test_nobody_is_dropped_under_load(self):
        """Every request that a stopping server lets in is answered in full."""
        server = Server()
        halves, done = [], [0]

        def work():
            while True:
                try:
                    client = server.connect()
                except OSError:
                    return  # no longer listening
                with client:
                    try:
                        for _ in range(20):
                            client.send(get("/pool"))
                            answer = client.answer()
                            if not answer:
                                if client.buffer:
                                    halves.append(client.buffer)
                                break
                            if answer.status != 200 or not answer.is_complete:
                                halves.append(answer)
                            done[0] += 1
                            if "connection" in answer.headers:
                                break
                    except OSError:
                        pass

        threads = [threading.Thread(target=work) for _ in range(16)]
        with server:
            for thread in threads:
                thread.start()
            while done[0] < 1000 and any(thread.is_alive() for thread in threads):
                time.sleep(0.01)
            server.stop()
            for thread in threads:
                thread.join()
        self.assertGreaterEqual(done[0], 1000)
        self.assertEqual(halves, [])

    def test_stop_does_not_wait_for_the_idle(self):
        with Server(drain=10000) as server:
            for _ in range(10):
                server.connect()
            self.settles(server, open=11)
            start = time.monotonic()
            server.stop()
            server.ended()
            self.assertLess(time.monotonic() - start, 3)

    def test_stop_does_not_wait_for_those_just_let_in(self):
        with Server(drain=10000, loops=1) as server:
            server.process.send_signal(signal.SIGSTOP)
            for _ in range(100):
                server.connect()
            server.stop()
            start = time.monotonic()
            server.process.send_signal(signal.SIGCONT)
            server.ended()
            self.assertLess(time.monotonic() - start, 3)

    def test_stop_has_an_end(self):
        with Server(drain=150) as server, server.connect() as client:
            client.send(get("/stream?bytes=1000000000"))
            client.take(100)
            start = time.monotonic()
            server.stop()
            server.ended()
            self.assertLess(time.monotonic() - start, 3)


if __name__ == "__main__":
    unittest.main()
