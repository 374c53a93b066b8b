"""graphsim and simpul as two processes of release binaries, with a connected account: what the
benches of the whole server run against."""
import json
import shutil
import subprocess
import urllib.error
import urllib.parse
import urllib.request

import frame

EMAIL, PASSWORD = "bench@simpul.test", "bench-password-1"
APP_ID, APP_SECRET = "1234567890123456", "graphsim-bench-app-secret"


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def redirect_of(url):
    """Where a URL leads."""
    try:
        urllib.request.build_opener(NoRedirect).open(url)
    except urllib.error.HTTPError as answer:
        if answer.headers["Location"]:
            return answer.headers["Location"]
        raise
    raise RuntimeError(f"{url} did not redirect")


class Site:
    """with Site("name") as site: a new database under var/bench/name, one user, nothing connected."""

    def __init__(self, name, graphsim_args=()):
        frame.build_release("src/cmd/simpul", "graphsim/graphsim")
        self.simpul_bin = frame.BUILD / "src" / "cmd" / "simpul"
        self.folder = frame.WORK / name
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.port, self.graph_port = frame.free_port(), frame.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.graph_url = f"http://127.0.0.1:{self.graph_port}"
        self.database = self.folder / "simpul.db"
        self.env = {
            "SIMPUL_PORT": str(self.port),
            "SIMPUL_BASE_URL": self.url,
            "SIMPUL_DATABASE": str(self.database),
            "SIMPUL_MASTER_KEY_FILE": str(self.folder / "master.key"),
            "SIMPUL_GRAPH_URL": self.graph_url,
            "SIMPUL_DIALOG_URL": self.graph_url,
            "SIMPUL_META_APP_ID": APP_ID,
            "SIMPUL_META_APP_SECRET": APP_SECRET,
        }
        self.graphsim = self.server = None
        self.graphsim_args = list(graphsim_args)
        self.cookies = {}

    def simpul(self, *arguments, stdin=None):
        done = subprocess.run(
            [self.simpul_bin, *arguments], env={**self.env, "PATH": "/usr/bin:/bin"}, input=stdin,
            capture_output=True, text=True, cwd=frame.ROOT,
        )  # fmt: skip
        if done.returncode != 0:
            raise RuntimeError(f"simpul {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def start_server(self):
        self.server = frame.Process(
            [self.simpul_bin, "serve"], f"{self.url}/readyz", self.folder / "simpul.log", self.env
        )
        return self.server

    def __enter__(self):
        self.graphsim = frame.Process(
            [frame.BUILD / "graphsim" / "graphsim", "--port", self.graph_port, "--app-id", APP_ID, "--app-secret", APP_SECRET,
             *self.graphsim_args],
            f"{self.graph_url}/_sim/state", self.folder / "graphsim.log",
        )  # fmt: skip
        self.simpul("keys", "init")
        self.simpul("migrate")
        self.simpul("user", "add", EMAIL, "--name", "Bench", "--password-stdin", stdin=PASSWORD + "\n")
        return self

    def __exit__(self, *_):
        for process in (self.server, self.graphsim):
            if process:
                process.stop()

    # ---- calls ---------------------------------------------------------------------------------

    def call(self, path, method="GET", body=None):
        """One call of the web app's user: JSON back. Cookies are kept."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if "csrftoken" in self.cookies:
            headers["X-CSRFToken"] = self.cookies["csrftoken"]
        data = None if body is None else json.dumps(body).encode()
        if data is not None:
            headers["Content-Type"] = "application/json"
        text = self._send(urllib.request.Request(self.url + path, data, headers, method=method))
        return json.loads(text) if text else None

    def fetch_bytes(self, path):
        """A download of the web app's user."""
        cookies = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        return self._send(urllib.request.Request(self.url + path, headers={"Cookie": cookies}))

    def _send(self, request):
        with urllib.request.urlopen(request, timeout=300) as reply:
            for cookie in reply.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.split(";")[0].partition("=")
                if "Max-Age=0" in cookie:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = value
            return reply.read()

    def sim(self, path, method="GET", body=None):
        """A lever of the simulator."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.graph_url + path, data, method=method)
        with urllib.request.urlopen(request) as reply:
            return json.loads(reply.read() or b"null")

    def login(self):
        self.call("/auth/login/", "POST", {"email": EMAIL, "password": PASSWORD})

    def connect(self, persona):
        """The login dance with the simulator; returns (social account id, Instagram id)."""
        dialog = self.call("/user/auth/facebook/login/?process=connect")
        query = urllib.parse.urlsplit(redirect_of(f"{dialog}&_sim_persona={persona}")).query
        social = self.call(f"/user/auth/facebook/login/callback/?{query}")
        extra = json.loads(self.call("/user/socialaccounts?provider=facebook")[0]["extra_data"])
        return social["id"], extra["page"][0]["instagram_business_account"]["id"]

    def fetch(self, social_id, account_id):
        """The first collection of an account."""
        return self.call(
            f"/cekbrand/instagram-graph-api/fetch-instagram-data/{account_id}", "POST", {"id": social_id}
        )

    def fill(self, persona, days):
        """Logs in, connects a persona, and plays that many daily collections of its account, whose id comes back."""
        self.login()
        social_id, account_id = self.connect(persona)
        self.fetch(social_id, account_id)
        self.simpul("sync", account_id, "--replay-days", str(days), "--simulator", self.graph_url)
        return account_id
