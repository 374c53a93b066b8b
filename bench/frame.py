"""What every bench needs: builds, processes, ports, clocks, and the shape of a result."""
import dataclasses
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BENCH = ROOT / "bench"
BUILD = ROOT / "build" / "release-objects"
WORK = ROOT / "var" / "bench"


@dataclasses.dataclass
class Row:
    """One line of the table. `better` says which way is better; the ratio is how many times better
    ours is than the peer's (above 1: ours wins), None without a peer."""

    name: str
    ours: float
    unit: str
    peer: float | None = None
    peer_name: str | None = None
    better: str = "more"  # or "less"

    @property
    def ratio(self):
        if self.peer is None or not self.peer or not self.ours:
            return None
        return self.ours / self.peer if self.better == "more" else self.peer / self.ours

    def as_json(self):
        return {
            "name": self.name,
            "ours": self.ours,
            "peer": self.peer,
            "peer_name": self.peer_name,
            "ratio": self.ratio,
            "unit": self.unit,
        }


class Unavailable(Exception):
    """A bench cannot run here; the message says what is missing and how to get it."""


def run(*command, **options):
    """Runs to the end; the output of a failure is shown."""
    options.setdefault("cwd", ROOT)
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
    return done.stdout


def peak_rss_kib(command, env=None):
    """Runs to the end and says how much memory it had at most."""
    process = subprocess.Popen([str(c) for c in command], env={**os.environ, **(env or {})}, cwd=ROOT,
                               stdout=subprocess.DEVNULL)  # fmt: skip
    peak = 0
    while process.poll() is None:
        # Not wait4's ru_maxrss: that remembers the size of the process that forked.
        for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                peak = int(line.split()[1])
        time.sleep(0.005)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return peak


def measured(command, out=None, env=None):
    """(processor seconds, peak MiB) of a whole process."""
    with open(out or os.devnull, "wb") as stdout:
        process = subprocess.Popen([str(c) for c in command], cwd=ROOT, stdout=stdout,
                                   env={**os.environ, **(env or {})})  # fmt: skip
        peak = 0
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            # Not ru_maxrss: that remembers the size of the process that forked.
            try:
                for line in pathlib.Path(f"/proc/{process.pid}/status").read_text().splitlines():
                    if line.startswith("VmHWM:"):
                        peak = int(line.split()[1])
            except OSError:
                pass
            time.sleep(0.002)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, peak / 1024


def build_release(*targets):
    """Release binaries of the given meson targets."""
    run("tools/configure", BUILD.relative_to(ROOT))
    run("ninja", "-C", BUILD, "-j2", *targets)


def npm_peers(folder=BENCH):
    """The packages that the folder's lock names."""
    if not shutil.which("npm"):
        raise Unavailable("npm is missing: apt-get install npm")
    lock = folder / "package-lock.json"
    stamp = folder / "node_modules" / ".package-lock.json"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        run("npm", "ci", "--no-audit", "--no-fund", cwd=folder)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Process:
    """A server of the bench: started, waited for, measured and ended."""

    def __init__(self, command, ready_url, log, env=None, timeout_s=30):
        self.started = time.monotonic()
        self.log = open(log, "wb")
        self.process = subprocess.Popen(
            [str(c) for c in command],
            stdout=self.log,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
            cwd=ROOT,
        )
        self.ready_ms = self._wait(ready_url, timeout_s)

    def _wait(self, url, timeout_s):
        while time.monotonic() - self.started < timeout_s:
            if self.process.poll() is not None:
                raise RuntimeError(f"ended at once, see {self.log.name}")
            try:
                with urllib.request.urlopen(url, timeout=1):
                    return (time.monotonic() - self.started) * 1000
            except urllib.error.HTTPError:
                return (time.monotonic() - self.started) * 1000
            except OSError:
                time.sleep(0.001)
        self.stop()
        raise RuntimeError(f"not ready after {timeout_s} s, see {self.log.name}")

    def rss_mib(self):
        """Resident memory of the process and its children."""
        total = 0
        for pid in [self.process.pid, *self._children(self.process.pid)]:
            for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1])
        return total / 1024

    @staticmethod
    def _children(pid):
        found = []
        for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
            found += [int(c) for c in (task / "children").read_text().split()]
        return found

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def last_json(text):
    """The JSON object on the last line of a program's output."""
    return json.loads(text.strip().splitlines()[-1])
