"""A fleet: 1,000 accounts collected once, by one process, from a Meta that answers every call after 100 ms.

All accounts are connected and were collected before; then a job for each is queued, as the daily collection
does, and the time runs from the start of the server to the end of the last job. 16 jobs and 16 connections at
once (`worker_threads`, `graph_connections`). Memory is the most the server had. The peer is the usual pattern,
one call for the insights and one for the comments of each media, one call after the other: it is run for a
few of the same accounts with the same latency, in the same run. FLEET_ACCOUNTS changes the number of accounts.
"""
import concurrent.futures
import json
import os
import pathlib
import sqlite3
import sys
import time
import urllib.parse
import urllib.request

import frame
import site_under_test as site

sys.path.insert(0, str(frame.BENCH / "peers"))
import per_media  # noqa: E402

ACCOUNTS = int(os.environ.get("FLEET_ACCOUNTS", "1000"))
PEER_ACCOUNTS = 3
PAGES_EACH = 50
LATENCY_MS = 100
LANES = int(os.environ.get("FLEET_LANES", "16"))


def connect_all(target):
    """[(social account id, Instagram id)] of every agency."""
    found = []
    for agency in range(1, (ACCOUNTS + PAGES_EACH - 1) // PAGES_EACH + 1):
        dialog = target.call("/user/auth/facebook/login/?process=connect")
        query = urllib.parse.urlsplit(site.redirect_of(f"{dialog}&_sim_persona=fleet-{agency:03}")).query
        social = target.call(f"/user/auth/facebook/login/callback/?{query}")
        rows = target.call("/user/socialaccounts?provider=facebook")
        extra = json.loads(next(r for r in rows if r["id"] == social["id"])["extra_data"])
        found += [(social["id"], p["instagram_business_account"]["id"]) for p in extra["page"]]
    return found


def collect_first(target, accounts):
    def one(row):
        social, account = row
        target.fetch(social, account)

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for done in [pool.submit(one, row) for row in accounts]:
            done.result()


def queue_all(target, accounts):
    with sqlite3.connect(target.database) as db:
        db.executemany(
            "INSERT INTO jobs (kind, unique_key, payload, state, priority, run_at_ms, max_attempts, created_ms) "
            "VALUES ('sync.account', ?, ?, 'waiting', -1, 0, 5, 0)",
            [(f"sync.account:{a}", json.dumps({"account_id": a})) for _, a in accounts],
        )  # fmt: skip
        last = db.execute("SELECT max(id) FROM jobs").fetchone()[0]
    db.close()
    return last - len(accounts)


def forget_pictures(target):
    """What is left of fetching pictures for reports: it is not what is measured."""
    with sqlite3.connect(target.database) as db:
        db.execute("DELETE FROM jobs WHERE kind = 'pictures.fetch'")
    db.close()


def await_jobs(target, after):
    """Until none waits or runs; how many failed."""
    while True:
        with sqlite3.connect(f"file:{target.database}?mode=ro", uri=True, timeout=60) as db:
            states = dict(db.execute("SELECT state, count(*) FROM jobs WHERE id > ? AND kind = 'sync.account' GROUP BY state", (after,)))
        db.close()
        if not states.get("waiting", 0) + states.get("running", 0):
            return sum(n for state, n in states.items() if state != "done")
        time.sleep(0.1)


def peak_mib(server):
    for line in pathlib.Path(f"/proc/{server.process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmHWM")


def metric(target, name):
    """Of /metrics; None when there is none of that name."""
    with urllib.request.urlopen(target.url + "/metrics") as reply:
        for line in reply.read().decode().splitlines():
            if line.startswith(name + " "):
                return float(line.split()[1])
    return None


def run_peer(target):
    """Accounts a minute."""
    crawler = per_media.Crawler(target.graph_url, site.APP_ID, site.APP_SECRET)
    redirect_uri = f"{target.url}/restapi/user/auth/facebook/callback/"
    query = urllib.parse.urlencode({
        "client_id": site.APP_ID, "redirect_uri": redirect_uri, "state": "bench", "response_type": "code",
        "scope": "pages_show_list,pages_read_engagement,instagram_basic,instagram_manage_insights,business_management",
        "_sim_persona": "fleet-001",
    })  # fmt: skip
    crawler.login(site.redirect_of(f"{target.graph_url}/{per_media.VERSION}/dialog/oauth?{query}"), redirect_uri)
    pages = crawler.get("me/accounts", fields="instagram_business_account", limit=PEER_ACCOUNTS)["data"]
    began = time.monotonic()
    for page in pages:
        crawler.crawl(page["instagram_business_account"]["id"])
    return 60 * len(pages) / (time.monotonic() - began)


def bench():
    with site.Site("fleet", ["--fleet", str(ACCOUNTS), "--app-users", "1000000"]) as target:
        target.env |= {"SIMPUL_CRAWL_TIMES": "", "SIMPUL_WORKER_THREADS": str(LANES),
                       "SIMPUL_GRAPH_CONNECTIONS": str(LANES), "SIMPUL_UPSTREAM_THREADS": "32",
                       "SIMPUL_LOG_LEVEL": "error"}  # fmt: skip
        target.start_server()
        target.login()
        accounts = connect_all(target)
        collect_first(target, accounts)
        target.server.stop()
        after = queue_all(target, accounts)
        forget_pictures(target)
        target.sim("/_sim/requests", "DELETE")
        target.sim("/_sim/latency", "POST", {"ms": LATENCY_MS})
        began = time.monotonic()
        server = target.start_server()
        failed = await_jobs(target, after)
        seconds = time.monotonic() - began
        memory = peak_mib(server)
        calls = target.sim("/_sim/requests?limit=0")["total"]
        commits, writes = metric(target, "simpul_database_commits_total"), metric(target, "simpul_database_writes_total")
        peer = run_peer(target)
    if failed:
        raise RuntimeError(f"{failed} of {len(accounts)} accounts failed")
    n = len(accounts)
    yield frame.Row(f"{n:,} accounts", 60 * n / seconds, "accounts a minute", peer, "one call per media, in turn")
    yield frame.Row("memory at most", memory, "MiB", better="less")
    yield frame.Row("HTTP calls", calls / n, "calls an account", better="less")
    if commits is not None:
        yield frame.Row("commits of the writer", commits / n, "commits an account", better="less")
        yield frame.Row("writes in one commit", writes / commits, "writes a commit")
