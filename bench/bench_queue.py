"""What the job queue does: jobs queued a second, and jobs claimed and completed a second, each durable before it is
reported; how late 10,000 jobs begin that are due in the same second; processor time of a queue that waits.

Ours is the queue as the server uses it (SQLite, synchronous=FULL). The peers are graphile-worker on PostgreSQL
(fsync on, as installed) and BullMQ on Redis (`appendfsync always`; and `no`, which is not durable), each with its
own defaults, over Unix sockets. "Workers" are ours threads, theirs the concurrency of one process. Best of two
rounds, taken alternately. Idle time is that of the worker and of its database together.
"""
import contextlib
import glob
import os
import pathlib
import pwd
import shutil
import subprocess
import tempfile
import time

import frame

ROUNDS = int(os.environ.get("QUEUE_ROUNDS", "2"))
WORKERS = (1, 8, 32)
WAITING = int(os.environ.get("QUEUE_WAITING", "1000000"))
DUE_AT_ONCE = 10000
IDLE_WAITING, IDLE_S = 100000, 10


def cpu_s(pid):
    """Processor time of a process and all below it, those that have ended too."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    total = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            with contextlib.suppress(FileNotFoundError):
                total += cpu_s(int(child))
    return total


class Server:
    """A peer's database in a temporary folder, ended with the bench."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="simpul-bench-")

    def await_ready(self, *command):
        for _ in range(200):
            if subprocess.run(command, capture_output=True).returncode == 0:
                return
            time.sleep(0.05)
        self.stop()
        raise frame.Unavailable(f"{command[0]}: not ready")

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class Postgres(Server):
    peer = "queue-graphile.mjs"

    def __init__(self):
        super().__init__()
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin")) or ["/usr/bin"]
        user = {}
        if os.getuid() == 0:  # it refuses to be root
            owner = pwd.getpwnam("postgres")
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        data = os.path.join(self.folder, "data")
        subprocess.run([f"{programs[-1]}/initdb", "-D", data, "-U", "bench", "-A", "trust", "-E", "UTF8",
                        "--locale=C.UTF-8"], check=True, capture_output=True, cwd="/", **user)
        self.process = subprocess.Popen(
            [f"{programs[-1]}/postgres", "-D", data, "-k", self.folder, "-c", "listen_addresses=",
             "-c", "shared_buffers=256MB"],
            cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **user)
        self.await_ready(f"{programs[-1]}/psql", "-h", self.folder, "-U", "bench", "-d", "postgres", "-c", "SELECT 1")
        self.address = f"postgresql://bench@/postgres?host={self.folder}"


class Redis(Server):
    peer = "queue-bullmq.mjs"

    def __init__(self, fsync):
        super().__init__()
        if not shutil.which("redis-server"):
            raise frame.Unavailable("redis-server is missing: tools/install-packages bench")
        self.address = os.path.join(self.folder, "redis.sock")
        self.process = subprocess.Popen(
            ["redis-server", "--port", "0", "--unixsocket", self.address, "--save", "", "--appendonly", "yes",
             "--appendfsync", fsync, "--dir", self.folder],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.await_ready("redis-cli", "-s", self.address, "ping")


@contextlib.contextmanager
def servers():
    started = []
    try:
        for name, make in (("graphile-worker", Postgres), ("BullMQ, fsync always", lambda: Redis("always")),
                           ("BullMQ, no fsync", lambda: Redis("no"))):
            started.append((name, make()))
        yield started
    finally:
        for _, server in started:
            server.stop()


def ours(*arguments):
    with tempfile.TemporaryDirectory(prefix="simpul-bench-", dir=frame.WORK) as folder:
        return frame.last_json(frame.run(frame.BUILD / "bench" / "queue_bench", folder, *arguments))


def peer(server, *arguments):
    return frame.last_json(frame.run("node", frame.BENCH / "peers" / server.peer, server.address, *arguments))


def idle_of_peer(server):
    """The worker's own time, as it tells, and its database's meanwhile."""
    command = ["node", frame.BENCH / "peers" / server.peer, server.address, "idle", "8", IDLE_WAITING, IDLE_S]
    child = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True)
    child.stdout.readline()
    before = cpu_s(server.process.pid)
    child.stdout.readline()
    used_s = cpu_s(server.process.pid) - before
    return frame.last_json(child.communicate()[0])["cpu_percent"] + used_s * 100 / IDLE_S


def compare(rivals, figures, ours_arguments, peer_arguments):
    """Ours against each peer; `figures`: (name of the row, member, unit, which way is better)."""
    mine, theirs = [], {rival: [] for rival, _ in rivals}
    for _ in range(ROUNDS):
        mine.append(ours(*ours_arguments))
        for rival, server in rivals:
            theirs[rival].append(peer(server, *peer_arguments))
    for name, key, unit, better in figures:
        best = max if better == "more" else min
        for rival, _ in rivals:
            yield frame.Row(name, best(m[key] for m in mine), unit, best(t[key] for t in theirs[rival]), rival, better)


def speed(name):
    return [(name, "per_s", "jobs/s", "more")]


def bench():
    frame.npm_peers()
    frame.build_release("bench/queue_bench")
    with servers() as rivals:
        for workers in WORKERS:
            yield from compare(rivals, speed(f"queued, {workers} callers"),
                               ("enqueue", workers, 20000), ("enqueue", workers, 5000))
        for workers in WORKERS:
            yield from compare(rivals, speed(f"claimed and completed, {workers} workers"),
                               ("run", workers, 20000, 0), ("run", workers, 5000, 0))
        yield from compare(rivals, speed(f"the same, 8 workers, {WAITING:,} wait"),
                           ("run", 8, 20000, WAITING), ("run", 8, 5000, WAITING))
        late = [(f"lateness of 10,000 due at once, {key[:3]}", key, "ms", "less") for key in ("p50_ms", "p99_ms")]
        yield from compare(rivals, late, ("late", 32, DUE_AT_ONCE), ("late", 32, DUE_AT_ONCE))
        mine = ours("idle", 8, IDLE_WAITING, IDLE_S)["cpu_percent"]
        for rival, server in rivals:
            yield frame.Row("idle, 100,000 wait", mine, "% of a core", idle_of_peer(server), rival, "less")
