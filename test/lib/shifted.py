"""What a scenario changes beneath simpul: its wall clock (shifted_clock.c) and its disk (bad_disk.c)."""
import os
import struct
import subprocess


def preload(world, name):
    """Builds lib/NAME.c and has simpul load it before everything else."""
    library = os.path.join(world.folder, name + ".so")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), name + ".c")
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source], check=True)
    world.env["LD_PRELOAD"] = " ".join(filter(None, [world.env.get("LD_PRELOAD"), library]))
    world.env["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"


class ShiftedClock:
    """A wall clock for simpul that the test moves."""

    def __init__(self, world):
        preload(world, "shifted_clock")
        self.path = os.path.join(world.folder, "shift")
        self.set(0)
        world.env["SHIFTED_CLOCK"] = self.path

    def set(self, seconds):
        with open(self.path + ".new", "wb") as f:
            f.write(struct.pack("<q", seconds))
        os.replace(self.path + ".new", self.path)


class BadDisk:
    """Exports are written slowly, or find the disk full."""

    def __init__(self, world):
        preload(world, "bad_disk")
        self.path = os.path.join(world.folder, "disk")
        self.set("good")
        world.env["BAD_DISK"] = self.path

    def set(self, mood):
        with open(self.path + ".new", "w", encoding="ascii") as f:
            f.write(mood)
        os.replace(self.path + ".new", self.path)
