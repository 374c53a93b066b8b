"""Goal of this test: what happens to a server over the years: clocks that jump, a day without a collection, a
disk that fills up, posts that vanish between two pages, an account too small for Meta's statistics. Nothing is
lost that Meta still tells, nothing is counted twice, nothing crashes."""
import os
import resource
import signal
import sqlite3
import struct
import subprocess
import time

from crawl import Stand, differences
from shifted import ShiftedClock

DAY_S = 86400


def rows_of(path, sql, *arguments):
    with sqlite3.connect(path) as db:
        rows = db.execute(sql, arguments).fetchall()
    db.close()
    return rows


def job_state(path):
    return rows_of(path, "SELECT state FROM jobs")[0][0]


def collect_while(stand, path, happens):
    """A job collects; `happens` after its third call."""
    stand.edit(path, "INSERT INTO jobs (kind, unique_key, payload, state, priority, run_at_ms, max_attempts, created_ms)"
                     " VALUES ('sync.account', ?, ?, 'waiting', 0, 0, 5, 0)",
               f"sync.account:{stand.account}", '{"account_id":"%s"}' % stand.account)
    stand.forget_calls()
    environment = stand.environment(path, SIMPUL_PORT="0")
    log = open(os.path.join(stand.world.folder, "server.log"), "ab")
    server = subprocess.Popen([stand.world.binary("simpul"), "serve"], env=environment, stdin=subprocess.DEVNULL,
                              stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 60
        while stand.world.sim("GET", "/requests?limit=0")["total"] < 3:
            assert time.monotonic() < deadline, "no collection began"
            time.sleep(0.005)
        happens()
        while job_state(path) in ("waiting", "running"):
            assert time.monotonic() < deadline, "the collection did not end"
            time.sleep(0.02)
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()
        log.close()
    assert job_state(path) == "done"


def test_the_clock_jumps_while_it_collects():
    with Stand("bima") as stand:
        clock = ShiftedClock(stand.world)
        rows, _ = stand.undisturbed()
        stand.world.sim("POST", "/latency", {"ms": 20})
        for jump_s in (3600, -3600):
            clock.set(0)
            path = stand.fresh()
            collect_while(stand, path, lambda: clock.set(jump_s))
            wrong = differences(rows, stand.dump(path))
            assert not wrong, f"{jump_s} s: {wrong}"
            assert rows_of(path, "SELECT count(*) FROM sync_runs") == [(1,)], f"{jump_s} s: collected twice"
            stand.drop(path)


def test_a_day_is_skipped():
    with Stand("bima") as stand:
        clock = ShiftedClock(stand.world)
        now_s = stand.world.sim("GET", "/clock")["now_s"]
        path = stand.fresh()
        for days in (3, 1, 0):
            clock.set(-days * DAY_S)
            stand.world.sim("POST", "/clock", {"now": time.strftime("%Y-%m-%dT%H:%M:%SZ",
                                                                    time.gmtime(now_s - days * DAY_S))})
            assert stand.sync(path).status == "done"
        profiles = rows_of(path, "SELECT day, followers_count, followers_growth FROM profile_days ORDER BY day")
        days = [p[0] for p in profiles]
        assert days == [days[0], days[0] + 2, days[0] + 3], profiles
        for before, after in zip(profiles, profiles[1:]):
            assert after[2] == after[1] - before[1], "growth is since the last day that is known"
        reach = [d for (d,) in rows_of(path, "SELECT day FROM insight_days WHERE metric = 'reach' ORDER BY day")]
        assert reach == list(range(reach[0], reach[-1] + 1)), "Meta still tells the numbers of the day that was skipped"


def test_the_disk_is_full():
    with Stand("bima") as stand:
        rows, _ = stand.undisturbed()
        for room in (1, 200_000, 1_000_000):
            path = stand.fresh()

            def little_room():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                limit = max(room, 64 * 1024)
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

            outcome = stand.sync(path, preexec_fn=little_room)
            print(f"    {room:9,} bytes left: exit {outcome.code}, {outcome}")
            assert outcome.code == 1, "there was room enough"
            assert rows_of(path, "PRAGMA integrity_check") == [("ok",)]
            assert stand.sync(path).status == "done"
            wrong = differences(rows, stand.dump(path))
            assert not wrong, f"{room} bytes: {wrong}"
            stand.drop(path)


def test_a_post_is_deleted_between_two_pages():
    with Stand("bima") as stand:
        clock = ShiftedClock(stand.world)
        path = stand.fresh()
        assert stand.sync(path).status == "done"
        newest_first = [m for (m,) in rows_of(path, "SELECT id FROM media ORDER BY posted_s DESC, id DESC")]
        stand.drop(path)
        # The last of the first page, which the cursor points at; and one that is not listed yet.
        for victim in (newest_first[99], newest_first[150]):
            path = stand.fresh()
            stand.world.faults({"path": "/*/media", "after": 1, "times": 1, "delete_media": victim})
            clock.set(0)
            first = stand.sync(path)
            # What was listed in the same second counts as listed.
            clock.set(60)
            second = stand.sync(path)
            stand.world.no_faults()
            assert second.status == "done", (str(first), str(second))
            there = {m for (m,) in rows_of(path, "SELECT id FROM media WHERE is_archived = 0")}
            # What was deleted in an earlier turn is gone as well.
            missing = set(newest_first) - there
            assert victim in missing and len(missing) <= 2, missing
            stand.drop(path)


def test_fewer_than_a_hundred_followers():
    with Stand("hana") as stand:
        path = stand.fresh()
        for _ in range(2):
            outcome = stand.sync(path)
            assert outcome.status == "done", (str(outcome), outcome.steps)
        assert rows_of(path, "SELECT count(*) FROM media")[0][0] > 10
        assert rows_of(path, "SELECT count(*) FROM audience_days") == [(0,)], "unknown, not nobody"
        assert rows_of(path, "SELECT count(*) FROM insight_days WHERE metric = 'reach'")[0][0] > 20
