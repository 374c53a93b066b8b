"""The six calls that open the dashboard (account, media, user-data, media summary, average summary,
hashtags), as one logged-in user with 90 collected days of an account with 290 media.

The peer serves the same calls from the same SQLite file with fastify and better-sqlite3, in one
process and in a cluster of two (the machine has two cores). Before anything is timed, every body is
compared, number by number. Load: wrk with 32 connections for 8 s over loopback, contestants taken
alternately, the median of three rounds; wrk takes its share of the same cores. RSS is that of all
processes after the load, idle RSS before it; ready is from exec to the first answer.
"""
import json
import shutil
import statistics
import urllib.request

import frame
import site_under_test as site

CONNECTIONS, SECONDS, ROUNDS = 32, 8, 3
PERSONA, HISTORY_DAYS = "rani", 90
WINDOWS = {"7 days": "date_frame=7", "90 days": "date_frame=90"}


def paths(account_id, query):
    base = f"/cekbrand/accounts/{account_id}"
    return [base, f"{base}/media?{query}", f"{base}/user-data?{query}", f"{base}/media/summary",
            f"{base}/media/engagement/average/summary?{query}", f"{base}/hashtag-metrics?{query}"]  # fmt: skip


def body(url, cookie):
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookie})) as reply:
        return json.loads(reply.read())


def compare(ours, peer, account_id, cookie):
    """The peer must compute the same JSON, whatever the order of keys; insights have no order. How an
    account's token fares is told by ours alone."""
    def normal(value):
        if isinstance(value, dict):
            return {k: normal(v) for k, v in value.items() if k != "token"}
        if isinstance(value, list):
            items = [normal(v) for v in value]
            has_no_order = items and isinstance(items[0], dict) and "metric" in items[0]
            return sorted(items, key=lambda i: i["metric"]) if has_no_order else items
        return value

    for query in WINDOWS.values():
        for path in paths(account_id, query):
            if normal(body(ours + path, cookie)) != normal(body(peer + path, cookie)):
                raise RuntimeError(f"the peer answers {path} differently")


def load(url, account_id, query, cookie):
    output = frame.run("wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", frame.BENCH / "six_calls.lua",
                       url, "--", account_id, query, cookie)  # fmt: skip
    result = frame.last_json(output)
    if result["bad"]:
        raise RuntimeError(f"{result['bad']} of {result['requests']} requests to {url} failed")
    return result["requests"] / result["seconds"], result["p99_ms"]


class Peer:
    def __init__(self, database, workers):
        self.port = frame.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = frame.Process(
            ["node", frame.BENCH / "peers" / "dashboard.mjs", database, self.port, workers],
            f"{self.url}/", frame.WORK / f"dashboard-peer-{workers}.log",
        )  # fmt: skip
        self.idle_mib = self.process.rss_mib()


def prepare(target):
    """90 collected days, and a login."""
    target.start_server()
    account_id = target.fill(PERSONA, HISTORY_DAYS)
    target.server.stop()
    ready = statistics.median(started_ms(target) for _ in range(5))
    target.start_server()
    return account_id, ready


def started_ms(target):
    server = target.start_server()
    server.stop()
    return server.ready_ms


def compare_load(contestants, account_id, cookie):
    """{(contestant, window): (requests/s, p99)}: medians."""
    found = {}
    for _ in range(ROUNDS):
        for name, url in contestants.items():
            for window, query in WINDOWS.items():
                found.setdefault((name, window), []).append(load(url, account_id, query, cookie))
    return {k: tuple(statistics.median(v) for v in zip(*runs)) for k, runs in found.items()}


def bench():
    if not shutil.which("wrk"):
        raise frame.Unavailable("wrk is missing: apt-get install wrk")
    frame.npm_peers()
    with site.Site("dashboard") as target:
        account_id, ready = prepare(target)
        cookie = f"simpul_session={target.cookies['simpul_session']}"
        body(f"{target.url}/cekbrand/accounts/{account_id}", cookie)
        idle = target.server.rss_mib()
        peers = {"fastify, 1 process": Peer(target.database, 1), "fastify, cluster of 2": Peer(target.database, 2)}
        try:
            for peer in peers.values():
                compare(target.url, peer.url, account_id, cookie)
            contestants = {"ours": target.url} | {name: p.url for name, p in peers.items()}
            figures = compare_load(contestants, account_id, cookie)
            rss = {name: p.process.rss_mib() for name, p in peers.items()}
            ours_rss = target.server.rss_mib()
        finally:
            for peer in peers.values():
                peer.process.stop()
    for name, peer in peers.items():
        for window in WINDOWS:
            ours, theirs = figures["ours", window], figures[name, window]
            yield frame.Row(f"dashboard requests/s, {window}", ours[0], "requests/s", theirs[0], name)
            yield frame.Row(f"dashboard p99, {window}", ours[1], "ms", theirs[1], name, "less")
        yield frame.Row("RSS after load", ours_rss, "MiB", rss[name], name, "less")
        yield frame.Row("idle RSS", idle, "MiB", peer.idle_mib, name, "less")
        yield frame.Row("start to ready", ready, "ms", peer.process.ready_ms, name, "less")
    binary = (frame.BUILD / "src" / "cmd" / "simpul").stat().st_size / 1e6
    yield frame.Row("simpul, web app included", binary, "MB")
