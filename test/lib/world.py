"""A whole system for one scenario: graphsim and simpul as real processes on loopback, with a database
and a master key of their own in a temporary folder, and clients that behave like a browser or like an
API user. Everything is bounded in time, and only processes started here are ended."""
import contextlib
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.parse

from contract import Contract

BUILD = os.environ.get("SIMPUL_BUILD", "build/release")
APP_ID = "1234567890123456"
APP_SECRET = "graphsim-demo-app-secret"
PASSWORD = "kata sandi rahasia 1"


PORTS = range(20000, 30000)  # below those that the kernel gives to connections that go out
_claims = []


def free_port():
    """A port for a server to listen on later; no other test is given it while this process lives."""
    while True:
        port = random.choice(PORTS)
        claim = socket.socket(socket.AF_UNIX)
        try:
            claim.bind(f"\0simpul-test-port-{port}")
            with socket.socket() as s:
                s.bind(("127.0.0.1", port))
        except OSError:  # another test's, or in use
            claim.close()
            continue
        _claims.append(claim)
        return port


_contract = None
_sites = set()  # the simpuls of this run: what they answer is checked


def contract():
    """The OpenAPI document of the binary under test; made once."""
    global _contract
    if _contract is None:
        printed = subprocess.run([os.path.join(BUILD, "simpul"), "routes", "--openapi"],
                                 capture_output=True, timeout=60, check=True).stdout
        _contract = Contract(json.loads(printed))
    return _contract


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def header(self, name):
        values = [v for k, v in self.headers if k.lower() == name.lower()]
        return values[0] if values else None

    def json(self):
        return json.loads(self.body.decode())

    def text(self):
        return self.body.decode()

    def __repr__(self):
        return f"<{self.status} {self.body[:300]!r}>"


class Client:
    """Keeps cookies like a browser does, follows nothing by itself, and sends the CSRF header."""

    def __init__(self, base, browser=True):
        self.base = urllib.parse.urlsplit(base)
        self.cookies = {}
        self.browser = browser
        self.bearer = None
        self.log = []

    def call(self, method, target, body=None, headers=None, csrf=True):
        sent = {"Accept": "application/json", "Host": self.base.netloc}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        if self.bearer:
            sent["Authorization"] = "Bearer " + self.bearer
        if csrf and "csrftoken" in self.cookies and method not in ("GET", "HEAD"):
            sent["X-CSRFToken"] = self.cookies["csrftoken"]
        if self.browser and method not in ("GET", "HEAD"):
            sent["Origin"] = f"{self.base.scheme}://{self.base.netloc}"
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            sent["Content-Type"] = "application/json"
        sent.update(headers or {})
        sent = {k: v for k, v in sent.items() if v is not None}
        connection = http.client.HTTPConnection(self.base.hostname, self.base.port, timeout=120)
        try:
            connection.request(method, target, body=body, headers=sent)
            got = connection.getresponse()
            reply = Reply(got.status, got.getheaders(), got.read())
        finally:
            connection.close()
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                self._keep(value)
        self.log.append((method, target, reply.status))
        if self.base.netloc in _sites:
            contract().check(method, target, reply)
        return reply

    def _keep(self, line):
        pair, *attributes = line.split(";")
        name, _, value = pair.strip().partition("=")
        if any(a.strip().lower() == "max-age=0" for a in attributes):
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value

    def get(self, target, **kw):
        return self.call("GET", target, **kw)

    def post(self, target, body=None, **kw):
        return self.call("POST", target, body, **kw)

    def ok(self, method, target, body=None, **kw):
        """A call that must answer 2xx; gives its JSON, or None without a body."""
        reply = self.call(method, target, body, **kw)
        assert 200 <= reply.status < 300, f"{method} {target}: {reply}"
        return reply.json() if reply.body else None


class Process:
    def __init__(self, name, argv, env, folder):
        self.name = name
        self.log_path = os.path.join(folder, name + ".log")
        self.log = open(self.log_path, "ab")
        self.child = subprocess.Popen(argv, env=env, stdin=subprocess.DEVNULL,
                                      stdout=self.log, stderr=self.log)

    def stop(self, seconds=20):
        if self.child.poll() is None:
            self.child.send_signal(signal.SIGTERM)
        try:
            return self.child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
            raise AssertionError(f"{self.name} did not stop within {seconds} s")
        finally:
            self.log.close()

    def kill(self):
        self.child.kill()
        self.child.wait()
        self.log.close()

    def read_log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as f:
            return f.read()


class World:
    """`with World() as w:` gives a running system; `start=False` gives only the folder and settings."""

    def __init__(self, start=True, settings=None, graphsim_args=()):
        self.folder = tempfile.mkdtemp(prefix="simpul-scenario-")
        self.port, self.graph_port = free_port(), free_port()
        self.site = f"http://localhost:{self.port}"
        _sites.add(f"localhost:{self.port}")
        self.graph = f"http://localhost:{self.graph_port}"
        self.graphsim_args = list(graphsim_args)
        self.processes = {}
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("SIMPUL_")}
        self.env.update({
            "SIMPUL_PORT": str(self.port),
            "SIMPUL_BASE_URL": self.site,
            "SIMPUL_DATABASE": os.path.join(self.folder, "simpul.db"),
            "SIMPUL_MASTER_KEY_FILE": os.path.join(self.folder, "master.key"),
            "SIMPUL_GRAPH_URL": self.graph,
            "SIMPUL_DIALOG_URL": self.graph,
            "SIMPUL_META_APP_ID": APP_ID,
            "SIMPUL_META_APP_SECRET": APP_SECRET,
            "SIMPUL_CRAWL_TIMES": "",
            "SIMPUL_FACEBOOK_LOGIN": "yes",
        })
        self.env.update(settings or {})
        self.autostart = start

    def __enter__(self):
        if self.autostart:
            try:
                self.run("keys", "init")
                self.start_graphsim()
                self.start_simpul()
            except BaseException:
                self.__exit__(None, None, None)
                raise
        return self

    def __exit__(self, kind, value, trace):
        failures = []
        for name in ("simpul", "graphsim"):
            process = self.processes.pop(name, None)
            if not process:
                continue
            if kind is not None:
                print(f"--- end of {name}.log\n{process.read_log()[-4000:]}")
            try:
                status = process.stop()
                if status != 0:
                    failures.append(f"{name} ended with status {status}\n{process.read_log()[-3000:]}")
            except AssertionError as error:
                failures.append(str(error))
        shutil.rmtree(self.folder, ignore_errors=True)
        if failures and kind is None:
            raise AssertionError("\n".join(failures))

    def binary(self, name):
        return os.path.abspath(os.path.join(BUILD, name))

    def run(self, *args, stdin="", expect=0):
        """Runs `simpul ARGS` to its end; gives standard output."""
        done = subprocess.run([self.binary("simpul"), *args], env=self.env, input=stdin.encode(),
                              capture_output=True, timeout=180, cwd=self.folder)
        self.last_error = done.stderr.decode(errors="replace")
        assert done.returncode == expect, \
            f"simpul {' '.join(args)} ended with {done.returncode}, not {expect}:\n{done.stdout}\n{self.last_error}"
        return done.stdout.decode()

    def start_graphsim(self):
        argv = [self.binary("graphsim"), "--port", str(self.graph_port), "--app-id", APP_ID,
                "--app-secret", APP_SECRET, *self.graphsim_args]
        self.processes["graphsim"] = Process("graphsim", argv, self.env, self.folder)
        self._await("graphsim", self.graph + "/_sim/state")

    def start_simpul(self):
        self.processes["simpul"] = Process("simpul", [self.binary("simpul"), "serve"], self.env, self.folder)
        self._await("simpul", self.site + "/readyz")

    def stop_simpul(self):
        status = self.processes.pop("simpul").stop()
        assert status == 0, f"simpul ended with status {status}"

    def _await(self, name, url):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            if self.processes[name].child.poll() is not None:
                break
            try:
                if Client(url).get(urllib.parse.urlsplit(url).path).status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"{name} did not start:\n{self.processes[name].read_log()[-3000:]}")

    # ---- the database, under a running server ----

    def edit(self, statement, *values):
        """How many rows it changed."""
        with contextlib.closing(sqlite3.connect(self.env["SIMPUL_DATABASE"], timeout=30)) as db, db:
            return db.execute(statement, values).rowcount

    def make_due(self, job, seconds=20):
        """What waits of that kind, or with that key, is due now; a job that is still at work is waited for."""
        deadline = time.monotonic() + seconds
        while not self.edit("UPDATE jobs SET run_at_ms = 1 WHERE ? IN (kind, unique_key) AND state = 'waiting'", job):
            assert time.monotonic() < deadline, f"no {job} waits"
            time.sleep(0.05)

    # ---- the simulator ----

    def sim(self, method, path, body=None):
        return Client(self.graph, browser=False).ok(method, "/_sim" + path, body)

    def faults(self, *rules):
        self.sim("POST", "/faults", list(rules))

    def no_faults(self):
        Client(self.graph, browser=False).call("DELETE", "/_sim/faults")

    def sim_requests(self):
        return self.sim("GET", "/requests")

    # ---- people ----

    def add_user(self, email, plan=None, password=PASSWORD):
        args = ["user", "add", email, "--name", "Sari Uji", "--password-stdin"]
        self.run(*args, *(["--plan", plan] if plan else []), stdin=password + "\n")

    def login(self, email="sari@simpul.test", plan=None, add=True, browser=True):
        """A client that is logged in; browser=False gives one with a Bearer token."""
        if add:
            self.add_user(email, plan)
        client = Client(self.site, browser=browser)
        got = client.ok("POST", "/auth/login/", {"email": email, "password": PASSWORD})
        if not browser:
            client.cookies.clear()
            client.bearer = got["token"]
        return client

    def dialog(self, oauth_url, persona, **choices):
        """Walks Meta's dialog by script; gives the address it sends the browser back to."""
        query = {"_sim_persona": persona, **{"_sim_" + k: v for k, v in choices.items()}}
        parts = urllib.parse.urlsplit(oauth_url + "&" + urllib.parse.urlencode(query))
        reply = Client(self.graph).get(parts.path + "?" + parts.query)
        assert reply.status in (302, 303), f"the dialog answered {reply}"
        return reply.header("Location")

    def meta_connect(self, client, persona, **choices):
        """GET connect → dialog → GET callback; gives the callback's reply."""
        started = client.ok("GET", "/api/meta/connect")
        back = urllib.parse.urlsplit(self.dialog(started["oauth_url"], persona, **choices))
        return client.get(back.path + "?" + back.query)

    def facebook_login(self, client, persona, **choices):
        """The CekBrand way to the end of login/callback; gives that reply."""
        url = client.ok("GET", "/user/auth/facebook/login/?process=connect")
        back = urllib.parse.urlsplit(self.dialog(url, persona, **choices))
        bounced = Client(self.site).get(back.path + "?" + back.query)
        assert bounced.status == 302, bounced
        query = bounced.header("Location").split("?", 1)[1]
        return client.get("/user/auth/facebook/login/callback/?" + query)

    def instagram_of(self, client):
        """(social account id, [instagram id, …]) of the newest Facebook account."""
        accounts = client.ok("GET", "/user/socialaccounts?provider=facebook")
        newest = max(accounts, key=lambda a: a["last_login"])
        pages = json.loads(newest["extra_data"])["page"]
        ids = [p["instagram_business_account"]["id"] for p in pages if p.get("instagram_business_account")]
        return newest["id"], ids

    def connected_account(self, client, persona="rani"):
        """A Facebook account connected and its first Instagram account collected; gives its id."""
        assert self.facebook_login(client, persona).status == 200
        social, ids = self.instagram_of(client)
        got = client.ok("POST", f"/cekbrand/instagram-graph-api/fetch-instagram-data/{ids[0]}", {"id": social})
        assert got["id"] == ids[0], got
        return ids[0]

    def secrets_in(self, *texts):
        """Graph tokens found where none may be."""
        return [m for t in texts for m in re.findall(r"EAA[A-Za-z0-9]{20,}", t)]
