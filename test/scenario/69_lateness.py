"""Goal of this test: how late posts are when many are due. Hundreds of posts of many accounts within a minute, with a Meta
that takes 300 ms for every call, begin and are out in time, each account's in their order; and a tenant with hundreds of
posts does not keep another's single one waiting. SCENARIO_FULL=1 runs it in full size and prints the table."""
import json
import sqlite3
import time
from datetime import datetime, timedelta, timezone

from desk import published
from sample import FULL
from world import World

LATENCY_MS = 300


class Tenant:
    """Somebody of an agency of the fleet with many accounts; his posts come as a plan."""

    def __init__(self, world, email, agency, accounts):
        self.world, self.user = world, world.login(email, browser=False)
        self.connections = []
        for number in range(accounts):
            world.meta_connect(self.user, agency)
            pages = [p for p in self.user.ok("GET", "/api/meta/pages")["pages"] if p["usable"]]
            self.user.ok("POST", "/api/meta/select-page", {"page_id": pages[number]["id"]})
            self.connections.append(self.user.ok("GET", "/api/meta/status")["connection_id"])
            world.tokens.update(dict(rows_of(
                world, "SELECT public_id, page_token_sealed FROM social_connections WHERE status = 'connected'")))

    def plan(self, dues):
        """One post for each (number of the account, instant)."""
        url = f"{self.world.graph}/_cdn/sample.jpg?seed=1"
        rows = [{"key": f"{n}", "caption": f"Nomor {n}", "media": [{"url": url}],
                 "targets": [{"connection_id": self.connections[account]}],
                 "publish_at": due.strftime("%Y-%m-%dT%H:%M:%SZ")} for n, (account, due) in enumerate(dues)]
        got = self.user.call("POST", "/api/posts/import", json.dumps(rows).encode(),
                             headers={"Content-Type": "application/json"}).json()
        assert got["stored"] == len(rows), [r for r in got["rows"] if not r["ok"]][:3]
        return [r["post_id"] for r in got["rows"]]


def rows_of(world, query, *args):
    with sqlite3.connect(f"file:{world.env['SIMPUL_DATABASE']}?mode=ro", uri=True, timeout=30) as db:
        rows = db.execute(query, args).fetchall()
    db.close()
    return rows


def all_at_once(world):
    """A user connects one Page at a time. Here those from before are connected still, as if he were many; and
    nothing is collected meanwhile."""
    world.processes.pop("simpul").kill()  # in the middle of collecting, which would be waited for
    with sqlite3.connect(world.env["SIMPUL_DATABASE"], timeout=30) as db:
        db.executemany("UPDATE social_connections SET status = 'connected', page_token_sealed = ?, "
                       "disconnected_s = NULL WHERE public_id = ?",
                       [(sealed, public_id) for public_id, sealed in world.tokens.items()])
        db.execute("DELETE FROM jobs WHERE kind LIKE 'sync.%'")
    db.close()
    world.start_simpul()


def await_all(world, count, seconds):
    began = time.monotonic()
    while True:
        states = dict(rows_of(world, "SELECT state, count(*) FROM post_targets GROUP BY state"))
        if states.get("done", 0) == count:
            return
        assert not states.keys() & {"failed", "unknown", "held"}, states
        assert time.monotonic() - began < seconds, states
        time.sleep(0.2)


def lateness(world, event):
    """[(due, seconds late)] of that step."""
    return [(due, late / 1000) for due, late in rows_of(
        world, "SELECT t.due_ms, min(s.at_ms) - t.due_ms FROM post_targets t JOIN post_steps s ON s.target_id = t.id "
        "WHERE s.event = ? GROUP BY t.id ORDER BY 1", event)]


def percentile(values, percent):
    values = sorted(values)
    return values[min(len(values) - 1, len(values) * percent // 100)]


def show(name, rows):
    late = [seconds for _, seconds in rows]
    print(f"    {name:<28} p50 {percentile(late, 50):6.2f} s   p99 {percentile(late, 99):6.2f} s   "
          f"most {max(late):6.2f} s   of {len(late)}")
    return percentile(late, 50), percentile(late, 99)


def order_is_kept(world):
    """One account's posts go out in the order of their times."""
    out = rows_of(world, "SELECT t.place_id, t.due_ms, t.id FROM post_targets t JOIN post_steps s "
                  "ON s.target_id = t.id AND s.event = 'publish' ORDER BY t.place_id, s.at_ms, t.due_ms, t.id")
    return out == sorted(out)


class Fleet(World):
    def __init__(self):
        super().__init__(settings={"SIMPUL_LOG_LEVEL": "warn"},
                         graphsim_args=("--fleet", "100", "--app-users", "1000000"))
        self.tokens = {}


def test_many_posts_within_a_minute():
    tenants, accounts, seconds, posts = (2, 50, 60, 1000) if FULL else (1, 8, 4, 16)
    with Fleet() as w:
        people = [Tenant(w, f"armada{n}@simpul.test", f"fleet-{n + 1:03}", accounts) for n in range(tenants)]
        all_at_once(w)
        begin = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(seconds=8 + posts // 200)
        moments = [(n % (tenants * accounts), begin + timedelta(seconds=n * seconds // posts)) for n in range(posts)]
        for n, person in enumerate(people):
            person.plan([(account // tenants, due) for account, due in moments if account % tenants == n])
        w.sim("POST", "/latency", {"ms": LATENCY_MS})
        assert datetime.now(timezone.utc) < begin, "the plan was stored too late to measure anything"
        await_all(w, posts, 8 + seconds + 120)
        print(f"\n    {posts} posts of {tenants * accounts} accounts within {seconds} s, {LATENCY_MS} ms a call")
        p50, p99 = show("begun after the due time", lateness(w, "claim"))
        show("out after the due time", lateness(w, "publish"))
        assert p50 <= 0.5 and p99 <= 5, (p50, p99)
        assert order_is_kept(w)
        ledger = published(w)
        assert (ledger["published"], ledger["duplicates"]) == (posts, 0), ledger


def test_one_tenant_does_not_delay_another():
    crowd, accounts = (900, 45) if FULL else (30, 6)
    with Fleet() as w:
        big = Tenant(w, "besar@simpul.test", "fleet-001", accounts)
        small = Tenant(w, "kecil@simpul.test", "fleet-002", 1)
        all_at_once(w)
        due = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(seconds=8 + crowd // 200)
        big.plan([(n % accounts, due) for n in range(crowd)])
        mine = small.plan([(0, due + timedelta(seconds=1))])[0]
        w.sim("POST", "/latency", {"ms": LATENCY_MS})
        await_all(w, crowd + 1, 60 + crowd // 2)
        print(f"\n    {crowd} posts of one tenant due at once, and one of another a second later")
        show("the many, begun", lateness(w, "claim"))
        show("the many, out", lateness(w, "publish"))
        late = {event: rows_of(w, "SELECT min(s.at_ms) - t.due_ms FROM post_targets t JOIN post_steps s "
                               "ON s.target_id = t.id WHERE s.event = ? AND t.post_id = ?", event, mine)[0][0]
                for event in ("claim", "publish")}
        print(f"    the one: begun {late['claim'] / 1000:.2f} s, out {late['publish'] / 1000:.2f} s after its time")
        assert late["claim"] <= 5000, late
        assert order_is_kept(w)
