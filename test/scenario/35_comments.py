"""Goal of this test: every comment and every answer is stored, however long the thread, however old the comment
that is answered, and wherever a collection was cut short; and a post is not read again further than to what is
new. Meta's own lists, read one by one, are the measure."""
import sqlite3
import time

from crawl import Stand
from meta import Meta
from shifted import ShiftedClock

PERSONA = "rani"  # posts with hundreds of comments
DAY_S = 86400
LONG_THREAD = 120  # answers; Meta tells 50 at a time
LIMIT_REACHED = {"code": 4, "message": "(#4) Application request limit reached"}


def stored(path):
    """{(post, comment, the one it answers or None)}"""
    with sqlite3.connect(path) as db:
        rows = set(db.execute("SELECT media_id, id, parent_id FROM media_comments"))
    db.close()
    return rows


def told(meta, account):
    """The same as Meta tells it."""
    return {(post, comment, parent) for post, count in meta.posts(account) if count
            for comment, parent in meta.comments(post)}


def check_all_there(stand, meta, path):
    want, have = told(meta, stand.account), stored(path)
    assert want == have, (f"{len(want)} comments, {len(have)} stored; missing {len(want - have)} "
                          f"{sorted(want - have)[:3]}, too many {sorted(have - want)[:3]}")
    return want


def comment_calls(stand):
    """How many lists of comments or answers were asked for, in batches or alone."""
    log = stand.world.sim("GET", "/requests?elements=1&limit=100000")["requests"]
    return sum(r["path"].endswith(("/comments", "/replies")) for r in log)


class Days:
    """Both clocks, put on together."""

    def __init__(self, stand):
        self.stand, self.clock, self.passed_s = stand, ShiftedClock(stand.world), 0
        self.now_s = stand.world.sim("GET", "/clock")["now_s"]

    def pass_by(self, days):
        self.passed_s += days * DAY_S
        self.clock.set(self.passed_s)
        now = time.gmtime(self.now_s + self.passed_s)
        self.stand.world.sim("POST", "/clock", {"now": time.strftime("%Y-%m-%dT%H:%M:%SZ", now)})


def old_comment(meta, stand):
    """The oldest comment of a post with several pages of them."""
    posts = dict(meta.posts(stand.account))
    post = max(posts, key=posts.get)
    tops = [c for c, parent in meta.comments(post) if parent is None]
    assert len(tops) > 100, len(tops)
    return tops[-1]


def test_long_threads_are_read_to_their_end():
    with Stand(PERSONA) as stand:
        meta = Meta(stand.world, PERSONA)
        old = old_comment(meta, stand)
        for i in range(LONG_THREAD):
            meta.answer(old, f"Terima kasih {i}")
        path = stand.fresh()
        assert stand.sync(path).status == "done"
        everything = check_all_there(stand, meta, path)
        assert sum(parent == old for _, _, parent in everything) >= LONG_THREAD
        for i in range(LONG_THREAD, LONG_THREAD + 3):
            meta.answer(old, f"Terima kasih {i}")
        stand.forget_calls()
        assert stand.sync(path).status == "done"
        check_all_there(stand, meta, path)


def test_answers_to_old_comments_are_found():
    with Stand(PERSONA) as stand:
        meta, days = Meta(stand.world, PERSONA), Days(stand)
        path = stand.fresh()
        stand.forget_calls()
        assert stand.sync(path).status == "done"
        first = comment_calls(stand)
        known = check_all_there(stand, meta, path)
        for day in range(3):
            days.pass_by(1)
            if day == 1:
                meta.answer(old_comment(meta, stand), "Masih ada, Kak")
            stand.forget_calls()
            assert stand.sync(path).status == "done"
            used = comment_calls(stand)
            now = check_all_there(stand, meta, path)
            late = {c for c in now - known if c[2] in {k[1] for k in known}}
            print(f"    day {day + 1}: {len(now - known)} new, {len(late)} of them answers to known comments; "
                  f"{used} lists, the first time {first}")
            assert late, "no answer to a known comment: nothing was tested"
            known = now
            stand.forget_calls()
            assert stand.sync(path).status == "done"
            assert comment_calls(stand) == 0, "nothing new, and yet it was read again"


def cut_at_two_batches(stand, path):
    """A collection that Meta's limit ends when the third batch of comments is asked for."""
    stand.world.faults({"path": "/*/comments", "after": 100, "batched": True, "error": LIMIT_REACHED})
    outcome = stand.sync(path)
    stand.world.no_faults()
    return outcome


def test_a_list_goes_on_where_it_was_cut():
    with Stand(PERSONA) as stand:
        meta = Meta(stand.world, PERSONA)
        path = stand.fresh()
        stand.forget_calls()
        assert stand.sync(path).status == "done"
        whole = comment_calls(stand)
        stand.drop(path)

        path = stand.fresh()
        stand.forget_calls()
        cuts = 0
        while True:
            outcome = cut_at_two_batches(stand, path)
            if outcome.status == "done":
                break
            cuts += 1
            assert cuts < 20, (str(outcome), outcome.steps)
        used = comment_calls(stand)
        check_all_there(stand, meta, path)
        print(f"    cut {cuts} times: {used} lists, {whole} when it is not")
        assert cuts > 1
        # What was cut is asked again: at most one batch each time.
        assert used <= whole + 50 * cuts, (used, whole)


def test_a_cursor_that_meta_no_longer_takes():
    with Stand(PERSONA) as stand:
        meta = Meta(stand.world, PERSONA)
        path = stand.fresh()
        assert cut_at_two_batches(stand, path).error == "graph_busy"
        stand.edit(path, "UPDATE media SET comments_after = 'AQHRgone' WHERE comments_after IS NOT NULL")
        first, second = stand.sync(path), stand.sync(path)
        assert first.steps["comments"][0] == "partial" and "cursor" in first.steps["comments"][1], first.steps
        assert second.status == "done", (str(second), second.steps)
        check_all_there(stand, meta, path)


def test_a_page_that_leads_to_itself():
    with Stand(PERSONA) as stand:
        meta = Meta(stand.world, PERSONA)
        meta_told = told(meta, stand.account)
        once, for_ever = stand.fresh(), stand.fresh()
        stand.world.faults({"path": "/*/comments", "batched": True, "after": 60, "times": 30, "repeat_page": True})
        assert stand.sync(once).status == "done"
        assert stored(once) == meta_told
        stand.world.no_faults()
        stand.world.faults({"path": "/*/comments", "batched": True, "after": 60, "times": 0, "repeat_page": True})
        outcome = stand.sync(for_ever)
        stand.world.no_faults()
        assert outcome.steps["comments"][0] == "partial", outcome.steps
        assert "circle" in outcome.steps["comments"][1], outcome.steps
        assert stand.sync(for_ever).status == "done"
        assert stored(for_ever) == meta_told
