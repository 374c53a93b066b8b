"""How much of a test is run: a sample by default, all of it with SCENARIO_FULL=1 (./dev test --full)."""
import os

FULL = os.environ.get("SCENARIO_FULL") == "1"


def only_in_full(test):
    """Takes long, or shows what another test beside it shows in part: not listed by default."""
    test.is_only_in_full = True
    return test


def is_left_out(test):
    return not FULL and getattr(test, "is_only_in_full", False)
