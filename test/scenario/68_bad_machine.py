"""Goal of this test: whatever the machine does to the server while posts are due, each post is published once or said not
to be: the disk full and writable again, I/O errors, a database that another process locks, a disk that loses writes
(then it stops for good and says so), hardly any descriptors or memory, and tokens that end between the claim and the
publishing. Lost 0, duplicates 0, by the simulator's ledger. All of it, and more rounds, with SCENARIO_FULL=1."""
import os
import random
import resource
import signal
import socket
import sqlite3
import subprocess
import time

from desk import QUICK, Desk, at, published, steps_of
from sample import FULL, only_in_full
from shifted import BadDatabase
from world import Client, World

SEED = int(os.environ.get("SCENARIO_SEED", "20261121"))
ROUNDS = 12 if FULL else 1
SHORT = {**QUICK, "SIMPUL_GRAPH_TIMEOUT_S": "1"}


def bad_world():
    w = World(start=False, settings=SHORT)
    return w, BadDatabase(w)


def start(w):
    w.run("keys", "init")
    w.start_graphsim()
    w.start_simpul()


def readiness(w):
    """(status, words) of /readyz."""
    reply = Client(w.site).get("/readyz")
    return reply.status, reply.text()


def noticed(w, seconds=4):
    """What /readyz says once something was to be stored; 200 when nothing was for a while."""
    deadline = time.monotonic() + seconds
    while readiness(w)[0] == 200 and time.monotonic() < deadline:
        time.sleep(0.05)
    return readiness(w)[0]


def publish_calls(w):
    return sum(r["path"].endswith("/media_publish") for r in w.sim_requests()["requests"])


def count(desk, state):
    return desk.user.ok("GET", f"/api/posts?state={state}&page_size=1")["count"]


def leases_run_out(w):
    with sqlite3.connect(w.env["SIMPUL_DATABASE"], timeout=30) as db:
        db.execute("UPDATE jobs SET lease_until_ms = 1 WHERE state = 'running'")
    db.close()


def await_published(desk, posts, seconds=60):
    deadline = time.monotonic() + seconds
    while count(desk, "published") < posts or count(desk, "publishing"):
        assert time.monotonic() < deadline, \
            {s: count(desk, s) for s in ("scheduled", "publishing", "published", "failed", "unconfirmed", "held")}
        time.sleep(0.2)


def told(name, w, posts):
    """One line of the table; nothing lost, nothing doubled."""
    ledger = published(w)
    lost = posts - ledger["distinct"]
    print(f"    {name}: {posts} posts, {ledger['published']} published, lost {lost}, duplicates {ledger['duplicates']}")
    assert (lost, ledger["duplicates"]) == (0, 0), (name, SEED, ledger)
    with sqlite3.connect(w.env["SIMPUL_DATABASE"], timeout=30) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        # Nothing was sent that was not written down before.
        for target, events in db.execute("SELECT target_id, group_concat(event, ' ') FROM "
                                         "(SELECT * FROM post_steps ORDER BY target_id, number) GROUP BY target_id"):
            words = events.split()
            assert "intend" in words[:words.index("publish") if "publish" in words else None], (target, events)
    db.close()


def plan(desk, posts, seconds):
    return [desk.post(caption=f"Kiriman {n}", media=[{"url": desk.file(seed=n)}], publish_at=at(1 + n * seconds / posts))
            for n in range(posts)]


def spoil_while_publishing(mood, name):
    """The disk is bad again and again while posts are due, and good in between."""
    draws = random.Random(SEED)
    w, disk = bad_world()
    with w:
        start(w)
        desk, posts = Desk(w), 6 * ROUNDS
        w.sim("POST", "/publishing", {"quota_total": 2 * posts})
        plan(desk, posts, 3 * ROUNDS)
        seen = set()
        for _ in range(ROUNDS):
            time.sleep(draws.uniform(0.3, 1.2))
            disk.set(mood)
            time.sleep(draws.uniform(0.8, 2.0))
            seen.add(noticed(w))
            disk.set("good")
        assert 503 in seen, "it says that it cannot store anything"
        if not FULL:
            leases_run_out(w)  # instead of waiting for it
        await_published(desk, posts)
        assert readiness(w)[0] == 200
        told(name, w, posts)


def test_disk_full():
    spoil_while_publishing("full", "J10 disk full")


@only_in_full
def test_io_errors():
    spoil_while_publishing("broken", "J9 I/O errors")


@only_in_full
def test_somebody_else_holds_the_lock():
    with World(settings=SHORT) as w:
        desk, posts = Desk(w), 4
        plan(desk, posts, 2)
        # Longer than SQLite waits by itself: 10 s.
        with sqlite3.connect(w.env["SIMPUL_DATABASE"], timeout=30, isolation_level=None) as db:
            db.execute("BEGIN IMMEDIATE")
            before = publish_calls(w)
            time.sleep(14)
            during = publish_calls(w)
            assert during - before <= 1, "only what was written down before"
            assert readiness(w)[0] == 503
            db.execute("ROLLBACK")
        db.close()
        await_published(desk, posts)
        told("J9 locked", w, posts)


def test_a_disk_that_loses_writes():
    w, disk = bad_world()
    with w:
        start(w)
        desk = Desk(w)
        desk.await_state(desk.post(caption="Sebelum", publish_now=True), "published")
        post = desk.post(caption="Hilang", publish_at=at(1.5))
        before = publish_calls(w)
        disk.set("sync")
        deadline = time.monotonic() + 15
        while readiness(w)[0] == 200:
            assert time.monotonic() < deadline, "it has not noticed"
            time.sleep(0.1)
        # It stops for good, at once, and says so: also when the disk seems well again.
        disk.set("good")
        time.sleep(3)
        status, words = readiness(w)
        assert status == 503 and "fsync" in words, words
        assert "the disk lost a write: no job runs any more, nothing is published" in w.processes["simpul"].read_log()
        assert publish_calls(w) == before, "nothing is sent without an intent on the disk"
        assert desk.user.get("/api/posts").status == 200, "reading goes on"
        assert desk.user.post("/api/posts", {"media": [{"url": desk.file()}], "caption": "x", "draft": True,
                                             "targets": [{"connection_id": desk.connection}]}).status == 500
        w.stop_simpul()
        leases_run_out(w)
        w.start_simpul()
        desk.await_state(post, "published", seconds=40)
        told("J11 fsync error", w, 2)


def few_descriptors(w, allowed):
    """From the next start on."""
    w.binary_of = w.binary
    script = os.path.join(w.folder, "simpul")
    with open(script, "w", encoding="ascii") as f:
        f.write(f"#!/bin/sh\nulimit -n {allowed}\nexec {w.binary('simpul')} \"$@\"\n")
    os.chmod(script, 0o700)
    w.binary = lambda name: script if name == "simpul" else w.binary_of(name)


def test_hardly_any_descriptors():
    with World(settings=SHORT) as w:
        desk, posts = Desk(w), 8 if not FULL else 40
        w.stop_simpul()
        few_descriptors(w, 64)
        w.start_simpul()
        w.sim("POST", "/publishing", {"quota_total": 2 * posts})
        plan(desk, posts, 3)
        idle = []
        try:
            for _ in range(150):  # clients that only hold what they got
                held = socket.create_connection(("127.0.0.1", w.port), timeout=5)
                held.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n")
                idle.append(held)
            deadline = time.monotonic() + 60
            while published(w)["published"] < posts:
                assert time.monotonic() < deadline, published(w)
                time.sleep(0.2)
        finally:
            for held in idle:
                held.close()
        await_published(desk, posts)
        assert "few descriptors" in w.processes["simpul"].read_log()
        assert w.processes["simpul"].child.poll() is None
        told("J12 64 descriptors", w, posts)


def memory_bytes(pid):
    with open(f"/proc/{pid}/statm", encoding="ascii") as f:
        return int(f.read().split()[0]) * resource.getpagesize()


@only_in_full
def test_no_memory():
    """It dies when it gets none, and what it was at is found again."""
    draws = random.Random(SEED)
    with World(settings=SHORT) as w:
        desk, posts, deaths = Desk(w), 6 * ROUNDS, 0
        w.sim("POST", "/publishing", {"quota_total": 2 * posts})
        plan(desk, posts, 2 * ROUNDS)
        for _ in range(ROUNDS):
            time.sleep(draws.uniform(0.2, 1.0))
            child = w.processes["simpul"].child
            allowed = memory_bytes(child.pid)
            subprocess.run(["prlimit", f"--pid={child.pid}", f"--as={allowed}"], check=True)
            try:
                child.wait(2)
                deaths += 1
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)  # as the kernel does
                child.wait()
            w.processes.pop("simpul").log.close()
            leases_run_out(w)
            w.start_simpul()
        await_published(desk, posts)
        print(f"    {deaths} of {ROUNDS} died by themselves for want of memory, the others were killed")
        told("J12 no memory", w, posts)


# ---- J14: a token that ends in between ----

def slow_reel(desk, **more):
    """Two seconds pass between its claim and its publishing."""
    desk.world.sim("POST", "/publishing", {"video_ms": 2000})
    return desk.post(media=[{"url": desk.file("sample.mp4", ms=5000)}], publish_now=True, **more)


def await_step(desk, post, step):
    deadline = time.monotonic() + 20
    while step not in steps_of(desk.get(post)):
        assert time.monotonic() < deadline, desk.get(post)
        time.sleep(0.02)


def test_a_token_that_ends_in_between():
    rows = []
    with World(settings={**SHORT, "SIMPUL_WEBHOOK_VERIFY_TOKEN": "x"}) as w:
        desk = Desk(w)

        def disconnected():
            desk.user.ok("POST", "/api/meta/disconnect")

        def deauthorized():
            w.sim("POST", "/deauthorize", {"persona": "rani", "url": w.site + "/api/meta/deauthorize"})

        def revoked():
            w.sim("POST", "/token", {"persona": "rani", "state": "revoke"})

        events = ((revoked, "token_expired"), (disconnected, "not_connected"), (deauthorized, "token_expired"))
        for event, code in events if FULL else events[:1]:
            post = slow_reel(desk, caption=event.__name__)
            await_step(desk, post, "created")
            event()
            time.sleep(0.3)  # the event is stored
            before = len(w.sim_requests()["requests"])
            got = desk.await_state(post, "failed", seconds=40)
            fault = got["targets"][0]["fault"]["code"]
            calls = [r for r in w.sim_requests()["requests"][before:] if r["path"].endswith("/media_publish")]
            assert fault == code and not calls, (event.__name__, got, calls)
            rows.append(f"{event.__name__} → failed, {fault}")
            w.meta_connect(desk.user, "rani")
            desk.user.ok("POST", f"/api/posts/{post['id']}/retry")
            desk.await_state(post, "published", seconds=40)
        for row in rows:
            print(f"    J14 {row}; published after a reconnection")
        told("J14 tokens", w, len(rows))
