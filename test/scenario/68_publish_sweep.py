"""Goal of this test: the publisher is killed at every system call that anybody else can see (writes, syncs, sends,
receipts), for each kind of post and each way Meta is known to behave, and at every pair of named places of the
protocol; started again it publishes each post once: lost 0, duplicates 0, by the simulator's ledger, and the id it
keeps is that post's. By default a sample, drawn from a seed that a failure prints; all of it with SCENARIO_FULL=1
(SWEEP_LANES at a time; SWEEP_KINDS alone, comma-separated; of the writes to files every SWEEP_EVERY-th), as a table."""
import itertools
import os
import random
import threading
import time

from lone import BEHAVIOURS, KINDS, Lane, Table
from sample import FULL

SEED = int(os.environ.get("SCENARIO_SEED", "20261121"))
LANES = int(os.environ.get("SWEEP_LANES", "2"))
EVERY = int(os.environ.get("SWEEP_EVERY", "1"))
CHOSEN = os.environ.get("SWEEP_KINDS", ",".join(KINDS)).split(",")
SAMPLE_S = 8  # how long a sample may take
PIECE = 5  # kills of a sample between two looks at the clock
TWICE = 0.25  # so many of the cases are killed once more while they recover

PLACES = ("before:claim", "after:claim", "before:create", "after:create", "send:create", "answered:create",
          "before:created", "after:created", "send:poll", "send:list", "before:intend", "after:intend", "send:publish",
          "answered:publish", "before:publish", "after:publish", "answered:permalink", "before:finish", "after:finish")
PLACES_AGAIN = PLACES + ("send:look", "send:find", "before:find", "after:find")


def sweep(lane, kind, behaviour, draws, table, limit=None):
    """Kills at each call of one kind and behaviour, or at `limit` of them."""
    counts, clean = lane.calls_of(kind, behaviour)
    assert clean.published == 1 and clean.state == "done", f"undisturbed: {kind}, {behaviour}: {clean}"
    points = [(call, n) for call, count in counts.items() for n in range(1, count + 1)
              if call != "pwrite64" or n % EVERY == 0]
    if limit:
        points = draws.sample(points, min(limit, len(points)))
    for call, n in points:
        again = (draws.choice(points) if draws.random() < TWICE else None)
        result = lane.killed_at(kind, behaviour, call, n, again)
        if result:
            table.add(kind, behaviour, f"{call} {n}" + (f" and then {again[0]} {again[1]}" if again else ""), result)


def told(table, seed=True):
    print(table.text() + (f"\n    seed {SEED}" if seed else ""), flush=True)
    assert not table.failures, f"seed {SEED}:\n" + "\n".join(table.failures)


def in_lanes(cases, work):
    """work(lane, case, table) for every case, each lane with a simulator of its own; gives one table."""
    whole, lock, todo = Table(), threading.Lock(), list(cases)

    def next_case():
        with lock:
            return todo.pop(0) if todo else None

    def live():
        try:
            with Lane() as lane:
                while case := next_case():
                    table = Table()
                    if case[0] in lane.templates:
                        work(lane, case, table)
                    with lock:
                        whole.merge(table)
                        if table.rows:
                            print("\n".join([table.text().splitlines()[1], *table.failures]), flush=True)
        except Exception as problem:  # told with the others
            with lock:
                whole.failures.append(repr(problem))

    threads = [threading.Thread(target=live) for _ in range(LANES)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return whole


def test_killed_at_every_system_call():
    draws, table = random.Random(SEED), Table()
    cases = list(itertools.product(CHOSEN, BEHAVIOURS))
    if FULL:
        def all_of(lane, case, table):
            sweep(lane, *case, random.Random(f"{SEED}{case}"), table)
        table = in_lanes(cases, all_of)
    else:
        draws.shuffle(cases)
        with Lane() as lane:
            began = time.monotonic()
            for case in cases:
                if time.monotonic() - began > SAMPLE_S:
                    break
                if case[0] in lane.templates:
                    sweep(lane, *case, draws, table, PIECE)
    told(table)


def test_killed_at_two_named_places():
    draws, table = random.Random(SEED), Table()
    pairs = list(itertools.product(PLACES, PLACES_AGAIN))
    if FULL:
        def all_pairs(lane, case, table):
            for pair in pairs:
                table.add(*case, " and then ".join(pair), lane.dead_at(*case, *pair)[1])
        table = in_lanes(list(itertools.product(CHOSEN, BEHAVIOURS)), all_pairs)
    else:
        with Lane() as lane:
            began = time.monotonic()
            while time.monotonic() - began < SAMPLE_S / 3:
                case = draws.choice(list(lane.templates)), draws.choice(list(BEHAVIOURS))
                pair = draws.choice(pairs)
                table.add(*case, " and then ".join(pair), lane.dead_at(*case, *pair)[1])
    told(table)
