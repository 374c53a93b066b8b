"""What the database does: writing the daily likes and comments of posts (with growth and sums per
day), small writes that must be on disk, and the readings behind an opened dashboard.

Ours is the store as the server uses it; the peer is better-sqlite3 with the same tables. The
usual account has 300 posts and a year of days, the huge one 100,000 posts. Best of three rounds,
taken alternately; readings are the median.
"""
import shutil

import frame

ROUNDS = 3
READINGS = {
    "usual_28_ms": "dashboard readings, usual account, 28 days",
    "usual_all_ms": "dashboard readings, usual account, a year",
    "huge_28_ms": "dashboard readings, huge account, 28 days",
    "huge_all_ms": "dashboard readings, huge account, a year",
}


def measure(command):
    folder = frame.WORK / "store"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return frame.last_json(frame.run(*command, folder))


def best_of(results, key, better):
    values = [r[key] for r in results]
    return max(values) if better == "more" else min(values)


def bench():
    frame.npm_peers()
    frame.build_release("bench/store_bench")
    ours, peer = [], []
    for _ in range(ROUNDS):
        ours.append(measure([frame.BUILD / "bench" / "store_bench"]))
        peer.append(measure(["node", frame.BENCH / "peers" / "store.mjs"]))
    for name, key, peer_key in (
        ("media days written, a page to a commit", "rows_per_s_paged", "rows_per_s_paged"),
        ("media days written, one commit", "rows_per_s_at_once", "rows_per_s_at_once"),
        ("durable small writes, one at a time", "writes_alone", "writes_alone"),
        ("durable small writes, 64 callers", "writes_together", "writes_alone"),
    ):
        yield frame.Row(name, best_of(ours, key, "more"), "writes/s", best_of(peer, peer_key, "more"), "better-sqlite3")
    for key, name in READINGS.items():
        yield frame.Row(name, best_of(ours, key, "less"), "ms", better="less")
