"""Goal of this test: a collection that is killed at any moment, and again while it goes on, ends with the same
rows as one that was left alone. The moments are drawn from a seed that a failure prints. 25 kills by default,
a hundred with SCENARIO_FULL=1."""
import os
import random
import signal
import sqlite3
import subprocess
import time

from crawl import Stand, differences
from sample import FULL

PERSONA = "bima"
SEED = int(os.environ.get("SCENARIO_SEED", "20261121"))
KILLS = 100 if FULL else 25
# A job may begin five times.
KILLS_EACH = 4
PATIENCE_S = 90


class Server:
    """simpul on a database of its own."""

    def __init__(self, stand, database):
        environment = stand.environment(database, SIMPUL_PORT="0")
        self.log = open(os.path.join(stand.world.folder, "killed.log"), "ab")
        self.child = subprocess.Popen([stand.world.binary("simpul"), "serve"], env=environment,
                                      stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def end(self, number):
        self.child.send_signal(number)
        status = self.child.wait(PATIENCE_S)
        self.log.close()
        return status


def queue_job(stand, database):
    stand.edit(database, "INSERT INTO jobs (kind, unique_key, payload, state, priority, run_at_ms, max_attempts, "
                         "created_ms) VALUES ('sync.account', ?, ?, 'waiting', 0, 0, 5, 0)",
               f"sync.account:{stand.account}", '{"account_id":"%s"}' % stand.account)


def state_of(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30) as db:
        row = db.execute("SELECT state, error_cause FROM jobs").fetchone()
    db.close()
    return row


def await_end(database, server):
    """Seconds until the job has ended."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_S:
        state, cause = state_of(database)
        if state not in ("waiting", "running"):
            assert state == "done", (state, cause)
            return time.monotonic() - began
        assert server.child.poll() is None, "the server ended by itself"
        time.sleep(0.01)
    raise AssertionError(f"not done after {PATIENCE_S} s: {state_of(database)}")


def a_minute_passes(stand, database):
    """Leases of the process that is gone run out."""
    stand.edit(database, "UPDATE jobs SET lease_until_ms = 0 WHERE state = 'running'")


def wait_for_calls(stand, database, calls):
    """Until Meta was asked so often; whether the collection still goes on then."""
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE_S:
        if state_of(database)[0] == "done":
            return False
        if stand.world.sim("GET", "/requests?limit=0")["total"] >= calls:
            return True
        time.sleep(0.002)
    raise AssertionError(f"Meta was not asked {calls} times")


def kill_once(stand, database, draws, calls_max):
    """Whether it was hit while it collected; and what to tell of the moment."""
    calls, more_ms = draws.randint(0, calls_max), draws.uniform(0, 25)
    stand.forget_calls()
    server = Server(stand, database)
    is_going = wait_for_calls(stand, database, calls)
    time.sleep(more_ms / 1000)
    server.end(signal.SIGKILL)
    a_minute_passes(stand, database)
    return is_going, f"{calls} calls and {more_ms:.0f} ms"


def finish(stand, database):
    if state_of(database)[0] == "done":
        return
    server = Server(stand, database)
    await_end(database, server)
    status = server.end(signal.SIGTERM)
    assert status == 0, f"the server ended with {status}"


def check_integrity(database):
    with sqlite3.connect(database) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    db.close()


def test_killed_at_any_moment():
    draws = random.Random(SEED)
    with Stand(PERSONA) as stand:
        rows, calls = stand.undisturbed()
        copy = stand.fresh()
        queue_job(stand, copy)
        finish(stand, copy)
        assert not differences(rows, stand.dump(copy)), "a job and a command collect differently"
        stand.drop(copy)

        killed = hits = 0
        while killed < KILLS:
            copy, told = stand.fresh(), []
            queue_job(stand, copy)
            for n in range(min(KILLS_EACH, KILLS - killed)):
                # What goes on has less before it.
                hit, moment = kill_once(stand, copy, draws, len(calls) // (1 if n == 0 else 4))
                killed += 1
                hits += hit
                told.append(moment)
            finish(stand, copy)
            wrong = differences(rows, stand.dump(copy))
            assert not wrong, f"seed {SEED}, killed after {', '.join(told)}: {wrong}"
            check_integrity(copy)
            stand.drop(copy)
        print(f"    {killed} kills, {hits} of them while it collected")
        assert hits > killed / 2, "the moments came too late"
