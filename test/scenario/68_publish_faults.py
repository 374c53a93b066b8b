"""Goal of this test: what can be wrong with an answer of Meta, at each step of publishing: no answer, a broken one, a
lying one, an endless one, an error, on the wire as a client sees it; and a clock that jumps at each request. For each
case the stated end; published once or, where the post is called failed, not at all; no crash, no more memory than
an answer may take. By default a sample, drawn from a seed that a failure prints; all of it with SCENARIO_FULL=1."""
import os
import random
import subprocess
import time

import wire
from lone import KINDS, Lane, Table
from sample import FULL
from shifted import Clock, preload
from wire import Wire, answer, error, sends

SEED = int(os.environ.get("SCENARIO_SEED", "20261121"))
SAMPLE_S = 6
JUMPS_SAMPLE_S = 3
ALMOST_TOO_LATE_S = 6900  # so it is given up after two more hours, not four
PEAK_MORE_KIB = 8 * 1024  # an answer of 4 MiB, and the buffer it grows in

ONCE = {"ig image": KINDS["ig image"]}
# name, what is answered instead, and how the post ends when that happens at: create, poll, list, publish, and
# publish after it took effect. D: published; F: failed, and (unless Meta lies) not there.
FAULTS = (
    ("refused", "refused", "DDDDD"),
    ("reset before an answer", wire.reset, "DDDDD"),
    ("reset after the headers", wire.headers_only, "DDDDD"),
    ("cut in the body", wire.half, "DDDDD"),
    ("no answer", wire.hang, "DDDDD"),
    ("a byte at a time", wire.drip, "DDDDD"),
    ("429 with Retry-After", sends(answer(429, "slow down", [("Retry-After", "7")])), "DDDDD"),
    ("500", sends(error(1, 0, 500)), "DDDDD"),
    ("502 of a proxy", sends(answer(502, "<html>Bad gateway</html>")), "DDDDD"),
    ("503", sends(error(2, 0, 503)), "DDDDD"),
    ("504 of a proxy", sends(answer(504, "<html>Timeout</html>")), "DDDDD"),
    ("200 with an error", sends(error(2, 0, 200)), "DDDDD"),
    ("code 1", sends(error(1, 99)), "DDDDD"),
    ("code 2", sends(error(2)), "DDDDD"),
    ("code 4", sends(error(4)), "DDDDD"),
    ("code 17", sends(error(17)), "DDDDD"),
    ("code 32", sends(error(32)), "DDDDD"),
    ("code 190", sends(error(190, 463)), "FFFFF"),
    ("code 368", sends(error(368)), "FFFDD"),
    ("code 506", sends(error(506)), "FFFDD"),
    ("code 613", sends(error(613)), "DDDDD"),
    ("not ready", sends(error(9007, 2207027)), "DDDDD"),
    ("suspected spam", sends(error(4, 2207051, 403)), "FFFDD"),
    ("a length too long", wire.too_long, "DDDDD"),
    ("a length too short", wire.too_short, "DDDDD"),
    ("a bad chunk", sends(wire.CHUNKED + b"zz\r\n{\"id\":\"1\"}\r\n"), "DDDDD"),
    ("chunks that end too soon", sends(wire.CHUNKED + b"5\r\n{\"id\"\r\n"), "DDDDD"),
    ("no HTTP", sends(b"\x16\x03\x01\x02\x00 garbage \xff\xfe\r\n\r\n"), "DDDDD"),
    ("a web page", sends(answer(200, "<!doctype html><html></html>")), "DDDDD"),
    ("nothing", sends(answer(200, "")), "DDDDD"),
    ("100 MB", wire.huge, "DDDDD"),
    ("keys twice", sends(answer(200, '{"id":"1","id":"2"}')), "DDDDD"),
    ("elsewhere, by http", sends(answer(302, "", [("Location", "http://127.0.0.1:9/")])), "DDDDD"),
)
PLACES = ("create", "poll", "list", "publish", "publish, after it took effect")
ENDS = {"D": "done", "F": "failed"}


def over_the_wire(lane, line, database, **more):
    return lane.run(database, SIMPUL_GRAPH_URL=f"http://127.0.0.1:{line.port}", **more)


def once_at(line, place, action):
    """A rule that spoils the first answer of that step."""
    step, has_effect, used = place.split(",")[0], "after" in place, []

    def rule(request, _number):
        if request.step != step or used:
            return None
        used.append(True)
        if action == "refused":
            line.refuse_for(0.4)
            return has_effect, wire.reset
        return has_effect, action
    return rule, used


def run_case(lane, line, name, action, place):
    lane.behave("instant", "ig image")
    database = lane.fresh("ig image")
    line.rule, used = once_at(line, place, action)
    status, told = over_the_wire(lane, line, database, SIMPUL_GRAPH_TIMEOUT_S="1")
    line.rule = None
    assert status == 0, f"{name} at {place}: ended with {status}\n{lane.log()}"
    assert used, f"{name} at {place}: there was no such call"
    return lane.result(database), told


def test_each_fault_at_each_call():
    draws, failures, table, peak, seen = random.Random(SEED), [], Table(), 0, 0
    cases = [(*fault, at) for fault in FAULTS for at in range(len(PLACES))]
    if not FULL:
        draws.shuffle(cases)
    with Lane(kinds=ONCE) as lane, Wire(lane.world.graph_port) as line:
        database = lane.fresh("ig image")
        usual_kib = over_the_wire(lane, line, database)[1]["peak_kib"]
        steps, clean = list(line.steps), lane.result(database)
        assert clean.published == 1 and {"create", "poll", "list", "publish"} <= set(steps), (steps, clean)
        is_measured = not lane.is_sanitized()
        began = time.monotonic()
        for name, action, ends, at in cases:
            if not FULL and time.monotonic() - began > SAMPLE_S:
                break
            result, told = run_case(lane, line, name, action, PLACES[at])
            wanted, seen = ENDS[ends[at]], seen + 1
            table.add("ig image", PLACES[at], name, result)
            peak = max(peak, told["peak_kib"] - usual_kib)
            # A definite refusal that is a lie cannot be told from a true one.
            may_be = (1,) if wanted == "done" else (0, 1) if at == 4 else (0,)
            if result.state != wanted or result.published not in may_be:
                failures.append(f"{name} at {PLACES[at]}: {result}, not {wanted}")
    print(f"    {seen} of {len(cases)} cases, {sum(row[2] for row in table.rows.values())} published twice; "
          f"{peak} KiB more memory than undisturbed")
    assert not failures, f"seed {SEED}:\n" + "\n".join(failures)
    assert peak <= PEAK_MORE_KIB or not is_measured, f"{peak} KiB"


def test_a_name_that_takes_long_and_a_certificate_of_somebody_else():
    with Lane(kinds=ONCE) as lane:
        w = lane.world
        preload(w, "slow_names")
        database = lane.fresh("ig image")
        status, _ = lane.run(database, SIMPUL_GRAPH_URL=w.graph, SIMPUL_GRAPH_TIMEOUT_S="1", SLOW_NAMES="2")
        result = lane.result(database)
        assert status == 0 and (result.state, result.published) == ("done", 1), result
        # Nobody but Meta gets the token: every call is refused before it is made, until it is too late.
        key, certificate = (os.path.join(w.folder, name) for name in ("tls.key", "tls.crt"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-days",
                        "2", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        with TlsServer(certificate, key) as server:
            database = lane.fresh("ig image", ALMOST_TOO_LATE_S)
            status, told = lane.run(database, SIMPUL_GRAPH_URL=f"https://localhost:{server.port}")
            result = lane.result(database)
            assert status == 0 and (result.state, result.published) == ("failed", 0), result
            assert server.requests == 0 and told["waited_s"] > 3600, (server.requests, told)


class TlsServer:
    """Somebody who says that he is Meta."""

    def __init__(self, certificate, key):
        import socket
        import ssl
        import threading
        self.requests = 0
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]

        def serve():
            while True:
                try:
                    connection, _ = self.listener.accept()
                except OSError:
                    return
                try:
                    with context.wrap_socket(connection, server_side=True) as inside:
                        if inside.recv(65536):
                            self.requests += 1
                except OSError:
                    connection.close()
        threading.Thread(target=serve, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.close()


HOUR_S, DAY_S = 3600, 86400
JUMPS = {"an hour on": HOUR_S, "an hour back": -HOUR_S, "a day on": DAY_S, "a day back": -DAY_S,
         "to 2038-01-20": None, "to 1970": None}
MOMENTS = {"to 2038-01-20": 2147558400, "to 1970": HOUR_S}


def test_the_clock_jumps_at_each_request():
    """Our clock, not Meta's, before or after each request, and stays there."""
    draws, table = random.Random(SEED), Table()
    with Lane(kinds=ONCE) as lane, Wire(lane.world.graph_port) as line:
        over_the_wire(lane, line, lane.fresh("ig image"))
        requests = len(line.steps)
        lane.result(lane.database)
        cases = [(behaviour, name, number, is_after) for behaviour in ("instant", "error after effect")
                 for name in JUMPS for number in range(1, requests + 1) for is_after in (False, True)]
        if not FULL:
            draws.shuffle(cases)
        began, seen = time.monotonic(), 0
        for behaviour, name, number, is_after in cases:
            if not FULL and time.monotonic() - began > JUMPS_SAMPLE_S:
                break
            what = f"{name} {'after' if is_after else 'before'} request {number}"
            table.add("ig image", behaviour, what, jump(lane, line, behaviour, name, number, is_after))
            seen += 1
        print(table.text() + f"\n    {seen} of {len(cases)} jumps")
    assert not table.failures, f"seed {SEED}:\n" + "\n".join(table.failures)


def jump(lane, line, behaviour, name, number, is_after):
    lane.behave(behaviour, "ig image")
    database = lane.fresh("ig image")
    clock = Clock(os.path.join(lane.world.folder, "our-clock"), lane.clock.get())
    first = len(line.steps)

    def move(n):
        if n - first == number:
            clock.put_on(JUMPS[name] if JUMPS[name] else int(MOMENTS[name] - clock.now()))
    line.before, line.after = (None, move) if is_after else (move, None)
    status, _ = over_the_wire(lane, line, database, SHIFTED_CLOCK=clock.path)
    line.before = line.after = None
    assert status == 0, f"{name}, request {number}: ended with {status}\n{lane.log()}"
    return lane.result(database)
