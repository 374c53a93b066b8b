"""Goal of this test: a server that is killed while it publishes, at random moments and at every named place of the
protocol, publishes each post once, and so do several servers on one database of which one after the other is stopped
and goes on later: lost 0, duplicates 0, by the simulator's ledger, and nobody writes behind a fence. The random moments
are drawn from a seed that a failure prints. A few kills, posts and two servers by default; a thousand kills, a thousand
posts for eight servers, and every place, with SCENARIO_FULL=1."""
import os
import random
import signal
import sqlite3
import time

from desk import QUICK, Desk, at, published, steps_of
from sample import FULL
from world import Process, World

SEED = int(os.environ.get("SCENARIO_SEED", "20261121"))
KILLS = 1000 if FULL else 8
POSTS = 200 if FULL else 16
SERVERS = 8 if FULL else 2
POSTS_OF_SERVERS = 1000 if FULL else 16
STOPS = 40 if FULL else 4
CLICKS = 10  # on "publish now", of some posts, while they are published
EFFECT_DELAY_MS = 300
PLACES = ("answered:create", "after:created", "before:intend", "after:intend", "answered:publish", "after:publish")
MORE_PLACES = ("after:claim", "after:create", "send:create", "before:created", "send:poll", "send:list", "send:publish",
               "before:publish", "answered:permalink", "before:finish", "after:finish")
# Where the recovery dies as well, once the post is in doubt.
AGAIN = ("send:look", "send:find", "before:find", "after:find")


def kill(world):
    process = world.processes.pop("simpul")
    process.child.send_signal(signal.SIGKILL)
    process.child.wait(20)
    process.log.close()


def die(world, seconds=20):
    """The server kills itself at its failpoint."""
    process = world.processes.pop("simpul")
    assert process.child.wait(seconds) == -signal.SIGKILL, process.read_log()[-2000:]
    process.log.close()


def leases_run_out(world):
    with sqlite3.connect(world.env["SIMPUL_DATABASE"], timeout=30) as db:
        db.execute("UPDATE jobs SET lease_until_ms = 0 WHERE state = 'running'")
        assert db.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    db.close()


def stop_off_the_lock(world, process):
    """Stops a server at a moment at which it does not hold the database's lock: nobody can take a lock from a
    process that sleeps, so with it in its hand the others would wait, and publish nothing, until it goes on."""
    for _ in range(100):
        process.child.send_signal(signal.SIGSTOP)
        try:
            with sqlite3.connect(world.env["SIMPUL_DATABASE"], timeout=0.5, isolation_level=None) as db:
                db.execute("BEGIN IMMEDIATE")
                db.execute("ROLLBACK")
            db.close()
            return
        except sqlite3.OperationalError:
            process.child.send_signal(signal.SIGCONT)
            time.sleep(0.05)
    raise AssertionError("the server holds the lock all the time")


def start(world, failpoint=None):
    world.env.pop("FAILPOINT", None)
    if failpoint:
        world.env["FAILPOINT"] = failpoint
    leases_run_out(world)
    world.start_simpul()


def all_in_state(desk, state):
    """How many posts of the plan are in that state."""
    return desk.user.ok("GET", f"/api/posts?state={state}&page_size=1")["count"]


def await_all(desk, count, seconds):
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        done = all_in_state(desk, "published")
        if done == count and not all_in_state(desk, "publishing"):
            return
        time.sleep(0.2)
    states = {s: all_in_state(desk, s) for s in ("scheduled", "publishing", "published", "failed", "unconfirmed")}
    raise AssertionError(f"seed {SEED}: not all of {count} published after {seconds} s: {states}")


def settled_ledger(world):
    """The ledger once every effect is in it: they come EFFECT_DELAY_MS after Meta's answer at most."""
    time.sleep(2 * EFFECT_DELAY_MS / 1000)
    return published(world)


def some_post(desk, n):
    """A picture, an album, a text on the Page, in turn."""
    page = [{"connection_id": desk.connection, "place": "page"}]
    return ({"caption": f"Kiriman {n}", "media": [{"url": desk.file(seed=n)}]},
            {"caption": f"Album {n}", "media": [{"url": desk.file(seed=f"{n}{part}")} for part in range(2)]},
            {"caption": f"Kabar {n}", "media": [], "targets": page})[n % 3]


def test_killed_at_random_moments():
    draws = random.Random(SEED)
    with World(settings={**QUICK, "SIMPUL_GRAPH_TIMEOUT_S": "1"}) as w:
        desks = [Desk(w, f"orang{i}@simpul.test", persona) for i, persona in enumerate(("rani", "bima"))]
        # The hardest way: effects come late, and a container can be published twice.
        w.sim("POST", "/publishing", {"republish": "again", "quota_total": POSTS})
        w.faults({"path": "/*/media_publish", "effect_delay_ms": EFFECT_DELAY_MS})
        posts = 0
        for n in range(POSTS // len(desks)):
            for desk in desks:
                desk.post(publish_at=at(n * KILLS / POSTS * 2), **some_post(desk, n))
                posts += 1
        for _ in range(KILLS):
            time.sleep(draws.uniform(0.05, 1.2))
            kill(w)
            start(w)
        for desk in desks:
            await_all(desk, POSTS // len(desks), 300)
        ledger = settled_ledger(w)
        print(f"    {KILLS} kills, {posts} posts: {ledger['published']} published, {ledger['duplicates']} twice")
        assert (ledger["published"], ledger["distinct"], ledger["duplicates"]) == (posts, posts, 0), (SEED, ledger)


def die_and_publish(desk, number, places):
    """One post; the server dies at each of the places, one after the other, then lives."""
    w = desk.world
    w.stop_simpul()
    start(w, places[0])
    reply = None
    try:
        reply = desk.post(caption=f"Mati di {'+'.join(places)}", publish_now=True, media=[{"url": desk.file(seed=number)}])
    except OSError:
        pass  # it may die before it has answered
    die(w)
    for place in places[1:]:
        start(w, place)
        die(w)
    start(w)
    if reply is None:
        newest = desk.user.ok("GET", "/api/posts?page_size=100")["results"]
        reply = max(newest, key=lambda p: int(p["id"]))
    return desk.await_state(reply, "published", "failed", "unconfirmed", seconds=40)


def test_killed_at_named_places():
    with World(settings={**QUICK, "SIMPUL_GRAPH_TIMEOUT_S": "1"}) as w:
        if not has_failpoints(w):
            print("    this build has no failpoints")
            return
        desk = Desk(w)
        cases = [(place,) for place in PLACES + (MORE_PLACES if FULL else ())]
        cases += [("answered:publish", again) for again in (AGAIN if FULL else AGAIN[:1])]
        for number, places in enumerate(cases):
            got = die_and_publish(desk, number, places)
            assert got["state"] == "published" and got["targets"][0]["media_id"], (places, got)
            assert steps_of(got).count("create") <= 2, (places, got)
        ledger = settled_ledger(w)
        print(f"    {sum(map(len, cases))} deaths, {len(cases)} posts: {ledger['published']} published, "
              f"{ledger['duplicates']} twice")
        assert (ledger["published"], ledger["duplicates"]) == (len(cases), 0), ledger


def has_failpoints(world):
    """A release build has none."""
    with open(world.binary("simpul"), "rb") as f:
        return b"FAILPOINT" in f.read()


def check_fences(world):
    """Every claim has a fence of its own, and no step is written with an older one than the step before."""
    with sqlite3.connect(world.env["SIMPUL_DATABASE"], timeout=30) as db:
        behind = db.execute("SELECT count(*) FROM post_steps s JOIN post_steps b ON b.target_id = s.target_id "
                            "AND b.number = s.number - 1 WHERE s.fence < b.fence").fetchone()[0]
        twice = db.execute("SELECT count(*) FROM (SELECT 1 FROM post_steps WHERE event = 'claim' "
                           "GROUP BY target_id, fence HAVING count(*) > 1)").fetchone()[0]
    db.close()
    assert (behind, twice) == (0, 0), f"{behind} steps behind a fence, {twice} claims with one that was taken"


def click(desks, post):
    """Impatient, and in vain: it is under way."""
    for _ in range(CLICKS):
        desks[post["desk"]].user.post(f"/api/posts/{post['id']}/publish-now")


def test_servers_that_are_stopped_and_go_on():
    draws = random.Random(SEED)
    with World(settings={**QUICK, "SIMPUL_GRAPH_TIMEOUT_S": "1"}) as w:
        # Room for all of them: an album of two takes three containers, of which Meta gives an account 400 a day.
        w.sim("POST", "/publishing", {"republish": "again", "quota_total": POSTS_OF_SERVERS, "duplicate_s": 0,
                                      "containers_max": 3 * POSTS_OF_SERVERS})
        desks = [Desk(w, f"orang{i}@simpul.test", persona) for i, persona in enumerate(("rani", "bima"))]
        others = [Process(f"simpul-{n}", [w.binary("simpul"), "serve"], {**w.env, "SIMPUL_PORT": "0"}, w.folder)
                  for n in range(2, SERVERS + 1)]
        try:
            plan = [{**desk.post(publish_at=at(n / 4), **some_post(desk, n)), "desk": number}
                    for n in range(POSTS_OF_SERVERS // 2) for number, desk in enumerate(desks)]
            for _ in range(STOPS):
                other = draws.choice(others)
                time.sleep(draws.uniform(0.2, 0.8))
                stop_off_the_lock(w, other)
                leases_run_out(w)  # whoever looks believes it dead
                time.sleep(draws.uniform(0.1, 1.5))
                other.child.send_signal(signal.SIGCONT)
                for post in draws.sample(plan, 2):
                    click(desks, post)
            for desk in desks:
                await_all(desk, POSTS_OF_SERVERS // 2, 600 if FULL else 90)
        finally:
            for other in others:
                other.child.send_signal(signal.SIGCONT)
                assert other.stop() == 0, other.read_log()[-2000:]
        ledger = settled_ledger(w)
        print(f"    {SERVERS} servers, {len(plan)} posts: {ledger['published']} published, "
              f"{ledger['duplicates']} twice")
        assert (ledger["published"], ledger["duplicates"]) == (len(plan), 0), (SEED, ledger)
        check_fences(w)
