"""What a scenario changes beneath simpul: its wall clock (shifted_clock.c), its disk (bad_disk.c) and the disk of its
database (bad_database.c)."""
import os
import struct
import subprocess
import sys
import tempfile
import time

# 10 in the morning in Jakarta, the zone that days are counted in: no scenario meets a midnight by chance.
MORNING_S = 3 * 3600
DAY_S = 86400


def library(name, folder):
    """lib/NAME.c, built."""
    path = os.path.join(folder, name + ".so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", path, source], check=True)
    return path


def with_library(env, path):
    """The environment of programs that load the library before everything else."""
    return {**env, "LD_PRELOAD": " ".join(filter(None, [env.get("LD_PRELOAD"), path])),
            "ASAN_OPTIONS": env.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}


def preload(world, name):
    """simpul and the simulator load lib/NAME.c before everything else."""
    world.env = with_library(world.env, library(name, world.folder))


def from_the_morning_on(main):
    """main(), in a program whose clock, and the clock of all that it starts, began at ten in the morning."""
    if "RUN_CLOCK" in os.environ:
        return main()
    with tempfile.TemporaryDirectory(prefix="simpul-clock-") as folder:
        now_s = int(time.time())
        clock = Clock(os.path.join(folder, "shift"), now_s - now_s % DAY_S + MORNING_S - now_s)
        env = with_library(os.environ, library("shifted_clock", folder))
        again = subprocess.Popen([sys.executable, *sys.argv],
                                 env={**env, "SHIFTED_CLOCK": clock.path, "RUN_CLOCK": clock.path})
        try:
            return again.wait()
        except KeyboardInterrupt:
            return again.wait()  # the terminal has told it, too


class Clock:
    """A wall clock that the test moves: this one's for the processes that get its path as SHIFTED_CLOCK. It is
    told in seconds from the clock of the run."""

    def __init__(self, path, seconds=0):
        self.path = path
        self.base = 0
        if "RUN_CLOCK" in os.environ:
            with open(os.environ["RUN_CLOCK"], "rb") as f:
                self.base = struct.unpack("<q", f.read())[0]
        with open(path, "wb") as f:
            f.write(struct.pack("<q", self.base + seconds))

    def set(self, seconds):
        # In place, because it is mapped.
        with open(self.path, "r+b") as f:
            f.write(struct.pack("<q", self.base + seconds))

    def get(self):
        with open(self.path, "rb") as f:
            return struct.unpack("<q", f.read())[0] - self.base

    def put_on(self, seconds):
        self.set(self.get() + seconds)

    def now(self):
        return time.time() + self.get()


class ShiftedClock(Clock):
    """The clock of every process that is started with the world's environment."""

    def __init__(self, world):
        super().__init__(os.path.join(world.folder, "shift"))
        if "RUN_CLOCK" not in os.environ:
            preload(world, "shifted_clock")
        world.env["SHIFTED_CLOCK"] = self.path


class BadDisk:
    """Exports and uploads are written slowly, or find the disk full."""

    def __init__(self, world):
        preload(world, "bad_disk")
        self.path = os.path.join(world.folder, "disk")
        self.set("good")
        world.env["BAD_DISK"] = self.path

    def set(self, mood):
        with open(self.path + ".new", "w", encoding="ascii") as f:
            f.write(mood)
        os.replace(self.path + ".new", self.path)


class BadDatabase:
    """The disk beneath the database is "full", "broken" or loses writes ("sync")."""

    def __init__(self, world):
        preload(world, "bad_database")
        self.path = os.path.join(world.folder, "database-disk")
        self.set("good")
        world.env["BAD_DATABASE"] = self.path

    def set(self, mood):
        with open(self.path + ".new", "w", encoding="ascii") as f:
            f.write(mood)
        os.replace(self.path + ".new", self.path)
