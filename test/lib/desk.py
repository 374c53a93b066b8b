"""Somebody who publishes: connected, with files to show and a plan to look at."""
import time
from datetime import datetime, timedelta, timezone

# Short, so that what is looked for after a crash is looked for soon.
QUICK = {"SIMPUL_GRAPH_TIMEOUT_S": "2", "SIMPUL_PUBLISH_QUIET_S": "1"}


def at(seconds):
    moment = datetime.now(timezone.utc) + timedelta(seconds=seconds)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def published(world, **query):
    """What the world has seen."""
    return world.sim("GET", "/ledger?" + "&".join(f"{k}={v}" for k, v in query.items()))


def steps_of(post):
    return [s["event"] for s in post["targets"][0]["steps"]]


class Desk:
    def __init__(self, world, email="sari@simpul.test", persona="rani"):
        self.world, self.user = world, world.login(email, browser=False)
        got = world.meta_connect(self.user, persona).json()
        if got.get("requires_page_selection"):
            usable = next(p for p in self.user.ok("GET", "/api/meta/pages")["pages"] if p["usable"])
            got = self.user.ok("POST", "/api/meta/select-page", {"page_id": usable["id"]})
        self.account = got["instagram_business_account_id"]
        self.connection = self.user.ok("GET", "/api/meta/status")["connection_id"]

    def file(self, name="sample.jpg", **query):
        query = {"seed": "1", **query}
        return f"{self.world.graph}/_cdn/{name}?" + "&".join(f"{k}={v}" for k, v in query.items())

    def post(self, **members):
        body = {"media": [{"url": self.file()}], "targets": [{"connection_id": self.connection}],
                "caption": "Promo minggu ini", **members}
        return self.user.ok("POST", "/api/posts", body)

    def get(self, post):
        return self.user.ok("GET", f"/api/posts/{post['id']}")

    def await_state(self, post, *states, seconds=20):
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            got = self.get(post)
            if got["state"] in states and not any(t["step"] in ("published", "commenting") for t in got["targets"]):
                return got
            time.sleep(0.05)
        raise AssertionError(f"not {states} after {seconds} s: {got}")

    def await_true(self, is_so, seconds=20):
        began = time.monotonic()
        while not is_so():
            assert time.monotonic() - began < seconds, f"not within {seconds} s"
            time.sleep(0.05)
