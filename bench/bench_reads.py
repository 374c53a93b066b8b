"""Every reading of an account, of a database with 1,000,000 media of 200 accounts and 3 years of days
(1.3 GB, `reads_data.py`): 50th and 99th percentile of one request, asked of one account after the
other, so that nothing is answered from a warm corner. Accounts have 5,000 posts each; "all" asks for
all of them and for all days.

Two connections, wrk over loopback, 2 s for each figure, ours and the peer alternately. The peer, one
process of fastify with better-sqlite3, serves the six calls that open the dashboard from the same
file; its bodies are compared with ours before anything is timed.
"""
import json
import shutil
import sqlite3
import time

import bench_dashboard
import frame
import reads_data
import site_under_test as site

CONNECTIONS, SECONDS = 2, 2
WINDOWS = {"all": "", "28 days": "?date_frame=28"}
PEER = "fastify, better-sqlite3"
# What the peer serves, below /cekbrand/accounts/{account}.
OF_PEER = ("", "/media", "/user-data", "/media/summary", "/media/engagement/average/summary", "/hashtag-metrics")
ACCOUNT = "/cekbrand/accounts/{account_id}"
# Streams, and what another bench measures.
LEFT_OUT = ("/download/", "/competitor")


def fill(target):
    now_s = int(time.time())
    db = sqlite3.connect(target.database)
    user_id = db.execute("SELECT id FROM users").fetchone()[0]
    db.close()
    reads_data.load(target.database, user_id, now_s)
    db = sqlite3.connect(target.database, isolation_level=None)
    # Tokens nobody opens: they were checked a moment ago.
    db.execute("INSERT INTO account_tokens (account_id, social_account_id, token_sealed, last_checked_s, state, "
               "updated_s) SELECT id, 1, x'00', ?1, 'valid', ?1 FROM ig_accounts", (now_s + 86400,))
    db.close()


def readings(target):
    """[(path below the account, takes a window)] of every GET of an account."""
    document = json.loads(target.simpul("routes", "--openapi"))
    for path, item in document["paths"].items():
        if not path.startswith(ACCOUNT) or "get" not in item or any(word in path for word in LEFT_OUT):
            continue
        if path.count("{") - path.count("{media_id}") > 1:
            continue
        takes_window = any(p.get("name") == "date_frame" for p in item["get"]["parameters"])
        yield path.removeprefix(ACCOUNT), takes_window


def load(url, path, cookie):
    output = frame.run("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", frame.BENCH / "one_route.lua", url,
                       "--", cookie, str(reads_data.FIRST_ACCOUNT)[:-5], reads_data.ACCOUNTS, path)  # fmt: skip
    result = frame.last_json(output)
    if result["bad"]:
        raise RuntimeError(f"{result['bad']} of {result['requests']} requests for {path} failed")
    return result


def bench():
    if not shutil.which("wrk"):
        raise frame.Unavailable("wrk is missing: apt-get install wrk")
    frame.npm_peers()
    with site.Site("reads") as target:
        fill(target)
        target.start_server()
        target.login()
        cookie = f"simpul_session={target.cookies['simpul_session']}"
        peer = bench_dashboard.Peer(target.database, 1)
        try:
            for account in reads_data.account_ids()[::100]:
                bench_dashboard.compare(target.url, peer.url, account, cookie)
            for reading, takes_window in readings(target):
                for window, query in WINDOWS.items():
                    if not takes_window and query:
                        continue
                    path = f"/cekbrand/accounts/{{account}}{reading}{query}".replace("{media_id}", "{media}")
                    ours = load(target.url, path, cookie)
                    theirs = load(peer.url, path, cookie) if reading in OF_PEER else {}
                    name = f"{reading or '/'}, {window}" if takes_window else reading or "/"
                    peer_name = PEER if theirs else None
                    yield frame.Row(f"{name}: p50", ours["p50_ms"], "ms", theirs.get("p50_ms"), peer_name, "less")
                    yield frame.Row(f"{name}: p99", ours["p99_ms"], "ms", theirs.get("p99_ms"), peer_name, "less")
            yield frame.Row("RSS after all", target.server.rss_mib(), "MiB", peer.process.rss_mib(), PEER, "less")
        finally:
            peer.process.stop()
    shutil.rmtree(target.folder, ignore_errors=True)
