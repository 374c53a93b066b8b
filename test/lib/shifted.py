"""What a scenario changes beneath simpul: its wall clock (shifted_clock.c), its disk (bad_disk.c) and the disk of its
database (bad_database.c)."""
import os
import struct
import subprocess
import time


def preload(world, name):
    """Builds lib/NAME.c and has simpul load it before everything else."""
    library = os.path.join(world.folder, name + ".so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    world.env["LD_PRELOAD"] = " ".join(filter(None, [world.env.get("LD_PRELOAD"), library]))
    world.env["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"


class Clock:
    """A wall clock that the test moves: this one's for the processes that get its path as SHIFTED_CLOCK."""

    def __init__(self, path, seconds=0):
        self.path = path
        with open(path, "wb") as f:
            f.write(struct.pack("<q", seconds))

    def set(self, seconds):
        # In place, because it is mapped.
        with open(self.path, "r+b") as f:
            f.write(struct.pack("<q", seconds))

    def get(self):
        with open(self.path, "rb") as f:
            return struct.unpack("<q", f.read())[0]

    def put_on(self, seconds):
        self.set(self.get() + seconds)

    def now(self):
        return time.time() + self.get()


class ShiftedClock(Clock):
    """The clock of every process that is started with the world's environment."""

    def __init__(self, world):
        super().__init__(os.path.join(world.folder, "shift"))
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
