"""Crawls that can be repeated: one simulator whose clock stands still, a database with a connected account
that was never collected, and copies of it to crawl. Two crawls of the same copy end with the same rows, so
a crawl that was disturbed can be compared with one that was not."""
import json
import os
import re
import shutil
import sqlite3
import subprocess
import time
import urllib.parse

from world import World

# What a run writes about itself, not about the account.
BOOKKEEPING = {"account_tokens", "metric_refusals", "sync_accounts", "sync_runs", "sync_slots", "sync_steps"}
PATIENCE_S = 120


def is_instant(column):
    """Columns that say when the row was written, which is another time in every run."""
    return column in ("updated_s", "created_s", "checked_s", "seen_s", "since_s", "connected_s", "added_s")


class Outcome:
    """How one `simpul sync` ended."""

    def __init__(self, code, text, database, account):
        self.code, self.text = code, text
        with sqlite3.connect(database) as db:
            row = db.execute("SELECT status, error_code FROM sync_runs WHERE account_id = ? ORDER BY id DESC LIMIT 1",
                             (account,)).fetchone()
            self.status, self.error = row or (None, None)
            self.steps = {name: (state, message) for name, state, message in db.execute(
                "SELECT step, state, message FROM sync_steps WHERE account_id = ?", (account,))}
        db.close()

    def less_than_done(self):
        return {name: state for name, (state, _) in self.steps.items() if state != "done"}

    def __str__(self):
        less = ",".join(f"{name} {state}" for name, state in sorted(self.less_than_done().items()))
        return " ".join(part for part in (self.status, self.error, less) if part)


class Stand:
    """`with Stand("bima") as s:`; settings are added to simpul's."""

    def __init__(self, persona, settings=None, graphsim_args=()):
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        self.persona = persona
        self.world = World(start=False, settings=settings, graphsim_args=["--clock", now, *graphsim_args])
        self.count = 0

    def __enter__(self):
        w = self.world
        try:
            w.run("keys", "init")
            w.start_graphsim()
            w.start_simpul()
            self.account = self._connect()
            w.stop_simpul()
        except BaseException:
            w.__exit__(None, None, None)
            raise
        self.template = w.env["SIMPUL_DATABASE"]
        self._forget_first_run()
        w.no_faults()
        return self

    def __exit__(self, *error):
        return self.world.__exit__(*error)

    def _connect(self):
        """Connected, and the first collection kept from happening: after the profile Meta knows no such app."""
        w = self.world
        user = w.login()
        assert w.facebook_login(user, self.persona, decline="").status == 200
        social, ids = w.instagram_of(user)
        w.faults({"path": "/", "after": 1, "error": {"code": 101, "message": "Missing client_id parameter."}})
        user.post(f"/cekbrand/instagram-graph-api/fetch-instagram-data/{ids[0]}", {"id": social})
        return ids[0]

    def _forget_first_run(self):
        with sqlite3.connect(self.template) as db:
            for table in ("jobs", "sync_runs", "sync_steps", "metric_refusals"):
                db.execute(f"DELETE FROM {table}")
            assert db.execute("SELECT count(*) FROM ig_accounts").fetchone()[0] == 1
            assert db.execute("SELECT count(*) FROM media").fetchone()[0] == 0
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()

    # ---- databases ----

    def fresh(self):
        """The path of a new copy."""
        self.count += 1
        path = os.path.join(self.world.folder, f"copy-{self.count}.db")
        shutil.copyfile(self.template, path)
        return path

    def drop(self, path):
        for end in ("", "-wal", "-shm"):
            if os.path.exists(path + end):
                os.unlink(path + end)

    def dump(self, path):
        """{table: sorted rows} of everything that was collected."""
        tables = {}
        with sqlite3.connect(path) as db:
            names = [n for (n,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for table in sorted(set(names) - BOOKKEEPING):
                columns = [c[1] for c in db.execute(f"PRAGMA table_info({table})")]
                if "account_id" not in columns and table != "ig_accounts":
                    continue
                kept = ", ".join(c for c in columns if not is_instant(c))
                tables[table] = sorted(db.execute(f"SELECT {kept} FROM {table}"), key=repr)
        db.close()
        return tables

    def edit(self, path, sql, *arguments):
        with sqlite3.connect(path) as db:
            db.execute(sql, arguments)
        db.close()

    # ---- crawls ----

    def environment(self, database, **more):
        return {**self.world.env, "SIMPUL_DATABASE": database, **more}

    def sync(self, database, **popen):
        done = subprocess.run([self.world.binary("simpul"), "sync", self.account], env=self.environment(database),
                              capture_output=True, timeout=PATIENCE_S, cwd=self.world.folder, **popen)
        text = (done.stdout + done.stderr).decode(errors="replace")
        assert "Sanitizer" not in text, text[-4000:]
        assert done.returncode in (0, 1), f"sync ended with {done.returncode}\n{text[-4000:]}"
        return Outcome(done.returncode, text, database, self.account)

    def calls(self):
        """The HTTP calls since the log was emptied, as [label]: what a call is for."""
        log = self.world.sim("GET", "/requests?limit=100000")["requests"]
        return [label(r) for r in log if not r["in_batch"]]

    def forget_calls(self):
        self.world.sim("DELETE", "/requests")

    def undisturbed(self):
        """(rows, labels of the calls) of a crawl that nothing disturbs."""
        path = self.fresh()
        self.forget_calls()
        outcome = self.sync(path)
        assert outcome.status == "done", (str(outcome), outcome.text)
        rows = self.dump(path)
        self.drop(path)
        return rows, self.calls()


def label(request):
    """`profile`, `media`, `insights` … of a logged call; a batch is named after its first element."""
    path = request["path"]
    if path == "/" and request["method"] == "POST":
        text = request["query"]
        start = text.find('"relative_url":"')
        path = "/" + text[start + 16:].split('"')[0].replace("\\/", "/").lstrip("/")
    path, _, query = path.partition("?")
    parts = [p for p in path.split("/") if p and not re.fullmatch(r"v\d+\.\d", p)]
    if len(parts) == 1:
        return "profile"
    if parts[1] == "insights" and "demographics" in urllib.parse.unquote(query):
        return "audience"
    return parts[1]


def differences(wanted, got):
    """What a person needs to see of two dumps that are not the same; empty when they are."""
    lines = []
    for table in sorted(wanted.keys() | got.keys()):
        want, have = wanted.get(table, []), got.get(table, [])
        if want == have:
            continue
        missing, extra = sorted(set(want) - set(have), key=repr), sorted(set(have) - set(want), key=repr)
        lines.append(f"{table}: {len(want)} rows wanted, {len(have)} there; missing {missing[:2]}, too many {extra[:2]}")
    return "\n".join(lines)
