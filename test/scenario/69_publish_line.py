"""Goal of this test: a server whose line to Meta is bad: a fifth of the pieces comes late and connections break; nothing
comes through at all; requests arrive and their answers do not, which is the hardest case. Each post is published
once, nothing is lost, and once the line is good again everything ends within the quiet period and half a minute. The
line is a relay of bytes, so no rights are needed. Seconds by default, two minutes of each with SCENARIO_FULL=1."""
import os
import random
import time

from desk import Desk, at, published
from lone import wait_until
from sample import FULL
from wire import Line
from world import World

SEED = int(os.environ.get("SCENARIO_SEED", "20261121"))
QUIET_S, TIMEOUT_S = 2, 1
BAD_S = 120 if FULL else 3  # longer than a call may take
POSTS = 60 if FULL else 4  # in each bad time
SETTINGS = {"SIMPUL_GRAPH_TIMEOUT_S": str(TIMEOUT_S), "SIMPUL_PUBLISH_QUIET_S": str(QUIET_S)}
# A look that found nobody is put off, at most so long.
HEALS_S = QUIET_S + TIMEOUT_S + (330 if FULL else 40)


def count(desk, state):
    return desk.user.ok("GET", f"/api/posts?state={state}&page_size=1")["count"]


def test_a_bad_line():
    with World(start=False, settings=SETTINGS) as w, Line(w.graph_port, random.Random(SEED)) as line:
        w.run("keys", "init")
        w.start_graphsim()
        w.env["SIMPUL_GRAPH_URL"] = f"http://127.0.0.1:{line.port}"
        w.start_simpul()
        w.sim("POST", "/publishing", {"republish": "again", "quota_total": 1000, "duplicate_s": 0})
        desks = [Desk(w, f"orang{i}@simpul.test", persona) for i, persona in enumerate(("rani", "bima"))]
        planned = 0
        for state in ("lossy", "cut", "deaf"):
            for n in range(POSTS):
                page = {"targets": [{"connection_id": desks[n % 2].connection, "place": "page"}], "media": []}
                desks[n % 2].post(caption=f"{state} {n}", publish_at=at(1 + n * BAD_S / POSTS),
                                  **(page if n % 4 > 1 else {"media": [{"url": desks[n % 2].file(seed=n)}]}))
                planned += 1
            time.sleep(1)
            line.state = state
            time.sleep(BAD_S)
            line.state = "good"
            healed = time.monotonic()
            wait_until(f"all published after {state}",
                       lambda: sum(count(d, "published") for d in desks) == planned
                       and not any(count(d, "publishing") for d in desks), HEALS_S)
            print(f"    {state} for {BAD_S} s: all {POSTS} published {time.monotonic() - healed:.1f} s after it was over")
        ledger = published(w)
        print(f"    {planned} posts: {ledger['published']} published, {ledger['duplicates']} twice")
        assert (ledger["published"], ledger["duplicates"]) == (planned, 0), (SEED, ledger)
