#!/usr/bin/env python3
"""Ten years of "every day at ..." in zones that change their clocks, held against Python's zoneinfo (PEP 495: a time that is
skipped is read by the clock of before, one that comes twice is the first): once each local day, and to the second."""
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONES = ("America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Jakarta")
TIMES = ("00:00", "01:30", "02:15", "02:30", "10:00", "23:59")
FIRST, DAYS = date(2026, 1, 1), 3650


def wanted(zone, time):
    hour, minute = map(int, time.split(":"))
    for n in range(DAYS):
        day = FIRST + timedelta(n)
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone), fold=0)
        yield int(moment.astimezone(timezone.utc).timestamp())


def seconds(time):
    hour, minute = map(int, time.split(":"))
    return str(hour * 3600 + minute * 60)


def main(program):
    differences = odd = 0
    for zone in ZONES:
        printed = subprocess.run([program, zone, str(FIRST), str(DAYS), *map(seconds, TIMES)],
                                 capture_output=True, text=True, timeout=60, check=True).stdout.split()
        assert len(printed) == DAYS * len(TIMES), (zone, len(printed))
        for n, time in enumerate(TIMES):
            got = [int(line) for line in printed[n * DAYS:(n + 1) * DAYS]]
            differences += sum(a != b for a, b in zip(got, wanted(zone, time), strict=True))
            local = [datetime.fromtimestamp(s, ZoneInfo(zone)) for s in got]
            assert all(a < b for a, b in zip(got, got[1:])), (zone, time)
            assert [m.date() for m in local] == [FIRST + timedelta(d) for d in range(DAYS)], (zone, time)
            odd += sum(m.strftime("%H:%M") != time for m in local)
    print(f"{differences} differences in {len(ZONES) * len(TIMES) * DAYS:,} times, "
          f"{len(ZONES) * DAYS:,} of each; {odd} fell into a gap")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
