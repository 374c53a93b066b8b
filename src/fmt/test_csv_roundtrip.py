#!/usr/bin/env python3
"""Python's csv module reads back what the writer wrote: usage test_csv_roundtrip.py CSV_CAT

Goal: 40 formula payloads in each of 10 columns come back as text with one apostrophe before them,
10,000 random rows come back unchanged, and no cell that comes back starts a formula.
"""
import csv
import io
import random
import struct
import subprocess
import sys

TRIGGERS = "=+-@\uff1d\uff0b\uff0d\uff20"
SKIPPED = " \t\n\r\v\f\0\u00a0\u200b\u3000\ufeff"
TAILS = ["1+1", "cmd|'/C calc'!A0", 'HYPERLINK("http://x.test","klik")', "SUM(A1:A9),2"]
COLUMNS = 10


def payloads():
    found = [t + tail for t in TRIGGERS for tail in TAILS]
    found += ["\t=1", "\r=1", "\n=1", "\0=1", " =1+1", "\u00a0@x", "\tteks", "\n+1"]
    assert len(found) == 40
    return found


def expected(text):
    dangerous = text[:1] in ("\t", "\r", "\n", "\0") and text
    dangerous = dangerous or text.lstrip(SKIPPED)[:1] in TRIGGERS and text.lstrip(SKIPPED)
    return "'" + text if dangerous else text


def random_text(rng):
    alphabet = ["a", "Z", "7", " ", ",", '"', "\n", "\r\n", "\t", ";", "#", "=", "-", "é", "🍜", "كافيه",
                "中", "'", "\u200b", "@"]
    return "".join(rng.choice(alphabet) for _ in range(rng.randrange(0, 40)))


def write(csv_cat, rows):
    message = bytearray()
    for row in rows:
        for cell in row:
            data = cell.encode()
            message += struct.pack("<I", len(data)) + data
        message += struct.pack("<I", 0xFFFFFFFF)
    return subprocess.run([csv_cat], input=bytes(message), stdout=subprocess.PIPE, check=True).stdout


def check(csv_cat, rows):
    text = write(csv_cat, rows).decode()
    read = list(csv.reader(io.StringIO(text, newline="")))
    wanted = [[expected(cell) for cell in row] for row in rows]
    assert len(read) == len(wanted), (len(read), len(wanted))
    for got, want in zip(read, wanted):
        assert got == want, (got, want)
        for cell in got:
            assert not cell or cell.lstrip(SKIPPED)[:1] not in TRIGGERS or not cell.lstrip(SKIPPED), cell
    assert text.endswith("\r\n") and not text.startswith("\ufeff")


def main():
    csv_cat = sys.argv[1]
    rng = random.Random(20221024)
    for column in range(COLUMNS):
        check(csv_cat, [["teks"] * column + [p] + ["teks"] * (COLUMNS - 1 - column) for p in payloads()])
    check(csv_cat, [[random_text(rng) for _ in range(COLUMNS)] for _ in range(10000)])
    check(csv_cat, [["x" * 32767, "🍜" * 20000, ""]])


main()
