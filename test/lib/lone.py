"""The publisher alone in a process (test/publish/lone_publisher.c), on a copy of a plan with one post, against a
simulator whose clock is the same file: it may be killed anywhere and started again, and the simulator's ledger
tells how often the post was published. Waits take no time, so the settings of the protocol are the product's own."""
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time

from desk import Desk, at
from shifted import ShiftedClock
from world import World

# What another process, or a later one, can see of a publisher: what it writes, sends and receives. The rest
# (memory, locks, reading files, clocks) leaves nothing behind when it dies.
CALLS = ("write", "writev", "pwrite64", "pwritev", "fsync", "fdatasync", "ftruncate", "fallocate", "unlink", "unlinkat",
         "rename", "mkdir", "socket", "connect", "sendto", "sendmsg", "recvfrom", "recvmsg", "shutdown")

PAGE = "page"
# kind -> what the request for a post says; the place is Instagram unless it is named.
KINDS = {
    "ig image": {"media": ["jpg"]},
    "ig carousel": {"media": ["jpg", "jpg", "jpg"]},
    "ig reel": {"media": ["mp4"]},
    "ig story": {"media": ["jpg"], "kind": "story", "caption": ""},
    "page text": {"media": [], "place": PAGE},
    "page photos": {"media": ["jpg", "jpg"], "place": PAGE},
    "page reel": {"media": ["mp4"], "kind": "reel", "place": PAGE},
}
SHAPES = {"jpg": {}, "mp4": {"width": 1080, "height": 1920}}
NO_KEY = ("ig story",)  # nothing tells it from another's: it may end as unknown

# Effects come so late; the product waits 120 seconds before it looks.
EFFECT_DELAY_MS = 45000
USUAL = {"effect_delay_ms": 0, "republish": "refused", "quota_total": 1000000, "containers_max": 1000000,
         "duplicate_s": 0}
BEHAVIOURS = {
    "instant": {},
    "delayed effect": {"effect_delay_ms": EFFECT_DELAY_MS},
    "republishable": {"effect_delay_ms": EFFECT_DELAY_MS, "republish": "again"},
    "error after effect": {"fault": True},
}
LEASE_S = 16  # one second more than a job of publishing has
LATE_S = 180  # whatever was sent has taken effect by then


class Result:
    """How a case ended: the target's row, and what the world has seen of it."""

    def __init__(self, state, items, step_events, media_id):
        self.state, self.items, self.events, self.media_id = state, items, step_events, media_id
        self.published = len(items)

    @property
    def is_bound_wrongly(self):
        """The id that was found is another post's."""
        return bool(self.media_id) and self.published == 1 and self.items[0]["id"] != self.media_id

    def __repr__(self):
        return f"{self.state}, published {self.published} times, {'>'.join(self.events)}"


class Lane:
    """`with Lane() as lane:` has a simulator of its own; lanes run beside each other."""

    def __init__(self, settings=None, kinds=KINDS):
        self.world = World(start=False, settings=settings or {})
        self.kinds = kinds
        self.templates = {}
        self.database = os.path.join(self.world.folder, "lone.db")
        self.count = 0
        self.last_item = 0

    def __enter__(self):
        w = self.world
        try:
            w.env["SIMPUL_GRAPH_URL"] = f"http://127.0.0.1:{w.graph_port}"
            self.clock = ShiftedClock(w)
            w.run("keys", "init")
            w.start_graphsim()
            w.start_simpul()
            self._plan(Desk(w))
        except BaseException:
            w.__exit__(Exception, None, None)
            raise
        return self

    def __exit__(self, *trace):
        self.world.__exit__(*trace)

    # ---- the plan ----

    def _plan(self, desk):
        """A database for each kind, with its post in it."""
        w, posts = self.world, {}
        for name, kind in self.kinds.items():
            target = {"connection_id": desk.connection, **({"place": kind["place"]} if "place" in kind else {})}
            body = {"media": [{"url": desk.file(f"sample.{ending}", seed=i, ms=5000, **SHAPES[ending])}
                              for i, ending in enumerate(kind["media"])],
                    "caption": kind.get("caption", "?"), "targets": [target], "publish_at": at(30 * 86400),
                    **({"kind": kind["kind"]} if "kind" in kind else {})}
            reply = desk.user.call("POST", "/api/posts", body)
            if reply.status >= 300:
                print(f"    {name}: not in this build ({reply.json()['error'].get('field')})")
                continue
            posts[name] = reply.json()["id"]
        w.stop_simpul()
        for name, post in posts.items():
            path = os.path.join(w.folder, f"template-{name.replace(' ', '-')}.db")
            shutil.copyfile(w.env["SIMPUL_DATABASE"], path)
            with sqlite3.connect(path) as db:
                db.execute("PRAGMA foreign_keys = ON")
                db.execute("DELETE FROM posts WHERE id <> ?", (post,))
                db.execute("DELETE FROM jobs WHERE kind <> 'publish.target' OR unique_key NOT IN "
                           "(SELECT 'publish.target:' || id FROM post_targets)")
                assert db.execute("SELECT count(*) FROM jobs").fetchone() == (1,), name
            db.close()
            self.templates[name] = path

    def behave(self, behaviour, kind):
        """The simulator does from now on as the behaviour says, until the next call."""
        rules = dict(BEHAVIOURS[behaviour])
        fault = rules.pop("fault", False)
        self.world.no_faults()
        self.world.sim("POST", "/publishing", {**USUAL, **rules})
        if fault:
            path = publish_path(kind)
            self.world.faults({**path, "effect": True, "times": 1, "error": {"code": 1, "message": "made up"}})

    def fresh(self, kind, late_s=0):
        """A copy of the plan whose post is due now, or was; gives the database."""
        self.count += 1
        path = self.database
        for ending in ("", "-wal", "-shm"):
            if os.path.exists(path + ending):
                os.unlink(path + ending)
        shutil.copyfile(self.templates[kind], path)
        due_ms = int((self.clock.now() - late_s) * 1000)
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA synchronous = OFF")
            db.execute("UPDATE posts SET caption = CASE caption WHEN '' THEN '' ELSE ? END, publish_s = ?",
                       (f"Kiriman {self.count}", due_ms // 1000))
            db.execute("UPDATE post_media SET url = replace(url, 'seed=', ?)", (f"seed={self.count}0",))
            db.execute("UPDATE post_targets SET due_ms = ?", (due_ms,))
            db.execute("UPDATE jobs SET run_at_ms = ?", (due_ms,))
        db.close()
        return path

    # ---- running ----

    def start(self, database, strace=(), **more):
        env = {**self.world.env, "SIMPUL_DATABASE": database, **more}
        argv = [self.world.binary("lone_publisher")]
        if strace:
            # The tracer itself lives in real time, and a sanitizer's leak check cannot trace the traced.
            inside = [f"-E{name}={env.pop(name)}" for name in ("LD_PRELOAD", "SHIFTED_CLOCK")]
            env["ASAN_OPTIONS"] = env.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
            argv = ["strace", "-f", "-qq", *inside, *strace, *argv]
        with open(os.path.join(self.world.folder, "lone.log"), "ab") as log:
            return subprocess.Popen(argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)

    def run(self, database, strace=(), seconds=120, **more):
        """To its end: the exit status (negative: the signal), and what it printed."""
        child = self.start(database, strace, **more)
        try:
            out, _ = child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            child.communicate()
            raise AssertionError(f"not done after {seconds} s\n{self.log()}")
        return child.returncode, json.loads(out) if out else None

    def finish(self, database):
        """The next process: the lease of the one that died runs out, and it goes on to the end."""
        self.clock.put_on(LEASE_S)
        status, told = self.run(database)
        assert status == 0, f"ended with {status}\n{self.log()}"
        return told

    def is_sanitized(self):
        """Then its memory says nothing of the product's."""
        with open(self.world.binary("lone_publisher"), "rb") as f:
            return b"__asan_init" in f.read()

    def log(self):
        with open(os.path.join(self.world.folder, "lone.log"), encoding="utf-8", errors="replace") as f:
            return f.read()[-3000:]

    def result(self, database):
        self.clock.put_on(LATE_S)
        items = self.world.sim("GET", f"/ledger?since={self.last_item + 1}")["items"]
        self.last_item = max([self.last_item] + [item["number"] for item in items])
        with sqlite3.connect(database) as db:
            state, media_id = db.execute("SELECT state, media_id FROM post_targets").fetchone()
            events = [row[0] for row in db.execute("SELECT event FROM post_steps ORDER BY number")]
        db.close()
        return Result(state, items, events, media_id)

    # ---- dying ----

    def calls_of(self, kind, behaviour):
        """{system call: how often one thread makes it} of a run that nothing disturbs, and how that ended."""
        trace = os.path.join(self.world.folder, "trace")
        self.behave(behaviour, kind)
        database = self.fresh(kind)
        status, _ = self.run(database, ("--seccomp-bpf", "-o", trace, "-e", "trace=" + ",".join(CALLS)))
        assert status == 0, f"{kind}, {behaviour}: ended with {status}\n{self.log()}"
        counts = {}
        with open(trace, encoding="utf-8", errors="replace") as f:
            for line in f:
                match = re.match(r"(\d+) +(\w+)\(", line)
                if match:
                    thread, call = match.groups()
                    counts.setdefault(call, {}).setdefault(thread, 0)
                    counts[call][thread] += 1
        return {call: max(threads.values()) for call, threads in counts.items()}, self.result(database)

    def killed_at(self, kind, behaviour, call, number, again=None):
        """Killed as it makes that call for the nth time, perhaps again in the recovery, then left alone.
        None: it was not reached."""
        self.behave(behaviour, kind)
        database = self.fresh(kind)
        if self.run(database, injection(call, number))[0] != -signal.SIGKILL:
            self.result(database)
            return None
        if again:
            self.clock.put_on(LEASE_S)
            self.run(database, injection(*again))
        self.finish(database)
        return self.result(database)

    def dead_at(self, kind, behaviour, *places):
        """Killed at named places, one after the other, then left alone; how many of them were reached."""
        self.behave(behaviour, kind)
        database = self.fresh(kind)
        reached = 0
        for place in places:
            status, _ = self.run(database, FAILPOINT=place)
            assert status in (0, -signal.SIGKILL), f"{place}: {status}\n{self.log()}"
            reached += status != 0
            self.clock.put_on(LEASE_S)
        self.finish(database)
        return reached, self.result(database)


def injection(call, number):
    return ("-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={number}")


def publish_path(kind):
    """The call that makes a post of that kind public, as a fault names it."""
    if kind.startswith("ig"):
        return {"path": "/*/media_publish", "method": "POST"}
    if kind == "page reel":
        return {"path": "/*/video_reels", "method": "POST", "after": 1}
    return {"path": "/*_*", "method": "POST"}


class Table:
    """What came of the kills: a row for each kind and behaviour."""

    HEAD = ("kind", "behaviour", "kill points", "lost", "duplicates", "unknown", "wrong id")

    def __init__(self):
        self.rows = {}
        self.failures = []

    def add(self, kind, behaviour, what, result):
        row = self.rows.setdefault((kind, behaviour), [0, 0, 0, 0, 0])
        row[0] += 1
        row[1] += result.published == 0
        row[2] += result.published > 1
        row[3] += result.state == "unknown"
        row[4] += result.is_bound_wrongly
        may_not_know = kind in NO_KEY and behaviour == "republishable"
        if result.published != 1 or result.is_bound_wrongly or \
                result.state not in ("done", *(("unknown",) if may_not_know else ())):
            self.failures.append(f"{kind}, {behaviour}, {what}: {result}")

    def merge(self, other):
        for key, row in other.rows.items():
            mine = self.rows.setdefault(key, [0, 0, 0, 0, 0])
            self.rows[key] = [a + b for a, b in zip(mine, row)]
        self.failures += other.failures

    def lines(self):
        total = [sum(row[i] for row in self.rows.values()) for i in range(5)]
        yield self.HEAD
        yield from ((*key, *map(str, row)) for key, row in self.rows.items())
        yield ("all", "", *map(str, total))

    def text(self):
        return "\n".join("    {:12} {:19} {:>11} {:>5} {:>11} {:>8} {:>9}".format(*line) for line in self.lines())

    def markdown(self):
        lines = list(self.lines())
        return "\n".join("| " + " | ".join(line) + " |" for line in [lines[0], ("---",) * 2 + ("--:",) * 5, *lines[1:]])


def wait_until(what, condition, seconds=30):
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError(f"{what}: not after {seconds} s")
