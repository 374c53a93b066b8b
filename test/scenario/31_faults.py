"""Goal of this test: each fault Meta can have, at each step of a collection: the stated outcome, and when the
fault is over the next collection has the same rows as one that nothing disturbed: nothing lost, nothing
counted twice. Meta's part is `graphsim`; a line for each case says what came out. Some of the cases run by
default; SCENARIO_FULL=1 runs all of them."""
import queue
import threading

from crawl import Stand, differences
from sample import FULL

PERSONA = "bima"  # three pages of media, and comments that go on
WORKERS = 2

WHOLE = ("done",)
PARTLY = ("partial",)
WAITS = ("failed graph_busy",)
NO_TOKEN = ("failed invalid_token",)
NO_NETWORK = ("failed network",)
NO_APP = ("failed config",)
# The usage headers of the last call hold nobody up.
WAITS_UNLESS_LAST = WAITS + WHOLE
# What a step can do without, it does without; the posts are listed with less.
PARTLY_OR_WITH_LESS = PARTLY + WHOLE


def error(code, subcode=None, message=None, **more):
    made = {"code": code, "message": message or f"(#{code}) made up"}
    if subcode:
        made["subcode"] = subcode
    return {"error": made, **more}


def once(fault):
    return {**fault, "times": 1}


# name, what Meta does from that call on, how the collection may end
FAULTS = [
    ("unknown error, once", once(error(1)), WHOLE),
    ("transient error, once", once(error(2)), WHOLE),
    ("error on HTTP 200, once", once(error(2, status=200)), WHOLE),
    ("transient error stays", error(2), PARTLY),
    ("4: app limit", error(4), WAITS),
    ("17: user limit", error(17, 2446079), WAITS),
    ("32: Page limit", error(32), WAITS),
    ("613: custom limit", error(613), WAITS),
    ("80002: Instagram limit", error(80002), WAITS),
    ("368: blocked", error(368, 1390008), WAITS),
    ("190/458: app removed", error(190, 458), NO_TOKEN),
    ("190/459: checkpoint", error(190, 459), NO_TOKEN),
    ("190/460: password changed", error(190, 460), NO_TOKEN),
    ("190/463: expired", error(190, 463), NO_TOKEN),
    ("190/464: unconfirmed", error(190, 464), NO_TOKEN),
    ("190/467: logged out", error(190, 467), NO_TOKEN),
    ("190/492: role lost", error(190, 492), PARTLY),
    ("190: unreadable token", error(190), NO_TOKEN),
    ("10: no permission", error(10), PARTLY),
    ("200: needs a permission", error(200), PARTLY),
    ("100: invalid parameter", error(100), PARTLY),
    ("100/33: object gone", error(100, 33), PARTLY),
    ("101: app unknown", error(101), NO_APP),
    ("1: too much data, once", once(error(1, message="Please reduce the amount of data you're asking for, "
                                                    "then retry your request")), PARTLY_OR_WITH_LESS),
    ("503 with a page, once", once({"html": True}), WHOLE),
    ("503 with a page stays", {"html": True}, PARTLY),
    ("200 with a page, once", once({"html": True, "status": 200}), WHOLE),
    ("not JSON, once", once({"garbage": True}), WHOLE),
    ("not JSON stays", {"garbage": True}, PARTLY),
    ("cut short, once", once({"truncate": True}), WHOLE),
    ("cut short stays", {"truncate": True}, NO_NETWORK),
    ("no answer, once", once({"hang": True}), WHOLE),
    ("no answer stays", {"hang": True}, NO_NETWORK),
    ("slow", {"delay_ms": 150}, WHOLE),
    ("usage at 80 %", {"usage_percent": 80}, WHOLE),
    ("usage at 96 %", {"usage_percent": 96}, WAITS_UNLESS_LAST),
    ("usage at 100 %", {"usage_percent": 100}, WAITS),
    ("short pages", {"short_pages": True}, WHOLE),
    ("a page repeats once", once({"repeat_page": True}), PARTLY_OR_WITH_LESS),
    ("a page repeats for ever", {"repeat_page": True}, PARTLY_OR_WITH_LESS),
]
# Try after try with pauses: by default only where little comes after.
TEDIOUS = {"transient error stays", "503 with a page stays", "not JSON stays", "no answer stays"}


def places_of(calls):
    """{step: number of calls before it}: the first call of each step, and one in the middle of a listing."""
    places = {}
    for number, name in enumerate(calls):
        places.setdefault(name, number)
    places["media, page 2"] = calls.index("media") + 1
    return places


def chosen(fault_number, fault, place_number, place):
    if FULL:
        return True
    if fault in TEDIOUS:
        return place == "comments"
    return (fault_number + place_number) % 5 == 0


def run_case(stand, rows, before, fault):
    """(how the collection ended, what is wrong): disturbed, then once more without the fault."""
    path = stand.fresh()
    stand.world.faults({"path": "/", "after": before, **fault})
    outcome = stand.sync(path)
    stand.world.no_faults()
    if outcome.status == "done":
        wrong = differences(rows, stand.dump(path))
    else:
        stand.edit(path, "UPDATE account_tokens SET state = 'valid'")  # as a reconnected one
        again = stand.sync(path)
        wrong = differences(rows, stand.dump(path)) if again.status == "done" else f"then {again}: {again.text}"
    stand.drop(path)
    return outcome, wrong


def ended(outcome):
    return " ".join(part for part in (outcome.status, outcome.error) if part)


def work(cases, failures, lines):
    with Stand(PERSONA, {"SIMPUL_GRAPH_TIMEOUT_S": "1"}) as stand:
        rows, calls = stand.undisturbed()
        places = places_of(calls)
        while True:
            try:
                number, (name, fault, wanted) = cases.get_nowait()
            except queue.Empty:
                return
            for place_number, place in enumerate(places):
                if not chosen(number, name, place_number, place):
                    continue
                outcome, wrong = run_case(stand, rows, places[place], fault)
                lines.append((number, place_number, f"    {name:27} {place:14} {outcome}"))
                if ended(outcome) not in wanted:
                    failures.append(f"{name} at {place}: {outcome}, not {' or '.join(wanted)}")
                if wrong:
                    failures.append(f"{name} at {place}: {wrong}")


def test_each_fault_at_each_step():
    cases, failures, lines = queue.Queue(), [], []
    for numbered in enumerate(FAULTS):
        cases.put(numbered)

    def guarded():
        try:
            work(cases, failures, lines)
        except Exception as problem:  # shown with the others
            failures.append(repr(problem))

    threads = [threading.Thread(target=guarded) for _ in range(WORKERS)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    print("\n".join(line for _, _, line in sorted(lines)))
    assert not failures, "\n" + "\n".join(failures)
    assert len(lines) >= len(FAULTS), f"{len(lines)} cases"


# One element of a batch fails, once or as often as it is asked: the others must not be lost with it.
ELEMENTS = [
    ("unknown error", error(1), "*/insights", 1),
    ("transient error", error(2), "*/insights", 12),
    ("transient error", error(2), "*/comments", 12),
    ("object gone", error(100, 33), "*/comments", 1),
    ("invalid parameter", error(100), "*/insights", 1),
    ("no permission", error(10), "*/comments", 1),
]


def test_one_bad_element_costs_only_itself():
    with Stand(PERSONA) as stand:
        rows, _ = stand.undisturbed()
        for name, fault, path, times in ELEMENTS:
            copy = stand.fresh()
            stand.world.faults({"path": path, "batched": True, "after": 3, "times": times, **fault})
            outcome = stand.sync(copy)
            stand.world.no_faults()
            print(f"    {name:27} {path:14} {outcome}")
            assert outcome.status in ("done", "partial"), (name, str(outcome))
            assert sum(map(len, stand.dump(copy).values())) > 0.9 * sum(map(len, rows.values())), name
            stand.edit(copy, "DELETE FROM metric_refusals")  # the week they are remembered is over
            assert stand.sync(copy).status == "done", name
            wrong = differences(rows, stand.dump(copy))
            assert not wrong, f"{name}: {wrong}"
            stand.drop(copy)
