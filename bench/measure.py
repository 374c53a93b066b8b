#!/usr/bin/env python3
"""measure.py COMMAND...: runs it and says, as JSON, how many milliseconds of processor and of clock it took, with
all processes it started: those that outlive their parents (a browser's do) are waited for."""
import ctypes
import json
import os
import resource
import subprocess
import sys
import time

PR_SET_CHILD_SUBREAPER = 36


def main():
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    started = time.monotonic()
    subprocess.run(sys.argv[1:], check=True, stdout=sys.stderr)
    clock = time.monotonic() - started
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            break
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"cpu_ms": (used.ru_utime + used.ru_stime) * 1000, "clock_ms": clock * 1000}))


main()
