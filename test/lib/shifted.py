"""A wall clock that a scenario moves: see shifted_clock.c."""
import os
import struct
import subprocess


class ShiftedClock:
    """A wall clock for simpul that the test moves."""

    def __init__(self, world):
        self.library = os.path.join(world.folder, "shifted_clock.so")
        source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shifted_clock.c")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.library, source], check=True)
        self.path = os.path.join(world.folder, "shift")
        self.set(0)
        world.env |= {"LD_PRELOAD": self.library, "SHIFTED_CLOCK": self.path,
                            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"}

    def set(self, seconds):
        with open(self.path + ".new", "wb") as f:
            f.write(struct.pack("<q", seconds))
        os.replace(self.path + ".new", self.path)
