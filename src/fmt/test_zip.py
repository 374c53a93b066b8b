#!/usr/bin/env python3
"""Independent readers open what the zip writer wrote: usage test_zip.py ZIP_CAT [full]

Goal: Python's zipfile and Info-ZIP read back every name, byte and time, for texts, random bytes,
repetitions, empty entries and edges of the compressor's window; the same input gives the same
bytes; 70,000 entries and, with `full`, an entry past 4 GiB need ZIP64 and get it.
"""
import io
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile


def entry(method, name, data):
    name = name.encode()
    size = data if isinstance(data, int) else len(data)
    head = method.encode() + struct.pack("<H", len(name)) + name + struct.pack("<Q", size)
    return head if isinstance(data, int) else head + data


def make(zip_cat, *entries):
    return subprocess.run([zip_cat], input=b"".join(entries), stdout=subprocess.PIPE, check=True).stdout


def check(zip_cat, files):
    data = make(zip_cat, *(entry(*f) for f in files))
    assert data == make(zip_cat, *(entry(*f) for f in files)), "not deterministic"
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        assert z.testzip() is None
        assert z.namelist() == [name for _, name, _ in files]
        for (method, name, content), info in zip(files, z.infolist()):
            assert z.read(info) == content, name
            assert info.date_time == (2022, 10, 24, 11, 51, 0), info
            assert info.flag_bits == 0x808 and info.compress_type == (0 if method == "s" else 8)
    return data


def unzip_agrees(data):
    if not shutil.which("unzip"):
        return
    with tempfile.NamedTemporaryFile(suffix=".zip") as file:
        file.write(data)
        file.flush()
        said = subprocess.run(["unzip", "-tq", file.name], stdout=subprocess.PIPE, text=True)
        assert said.returncode == 0 and "No errors" in said.stdout, said.stdout


def contents(rng):
    words = [bytes(rng.choices(b"abcdefghij ", k=rng.randrange(2, 9))) for _ in range(200)]
    yield b""
    yield b"a"
    for size in (2, 3, 4, 5, 8, 9, 100, 32767, 32768, 32769, 65263, 65534, 65535, 65536, 65537, 200_000):
        yield b" ".join(rng.choices(words, k=size // 4 + 1))[:size]
        yield rng.randbytes(size)
        yield b"x" * size
    for period in (1, 2, 3, 5, 255, 258, 259, 32766, 32767, 32768, 40000):
        yield (rng.randbytes(period) * (150_000 // period + 1))[:150_000]
    # Frequencies that grow like Fibonacci's numbers want codes longer than 15 bits.
    skewed, a, b = bytearray(), 1, 1
    for symbol in range(24):
        skewed += bytes([symbol]) * a
        a, b = b, a + b
    order = list(skewed)
    rng.shuffle(order)
    yield bytes(order)


def main():
    zip_cat, is_full = sys.argv[1], "full" in sys.argv[2:]
    rng = random.Random(20221024)
    names = ["a.csv", "Data @dapur Tanggal 18 Oktober 2022.csv", "ringkasan/é-中-🍜.json"]
    files = [(method, f"{i}-{names[i % 3]}", content)
             for i, content in enumerate(contents(rng)) for method in "sd"]  # fmt: skip
    unzip_agrees(check(zip_cat, files))

    many = subprocess.run([zip_cat, "70000"], stdout=subprocess.PIPE, check=True).stdout
    with zipfile.ZipFile(io.BytesIO(many)) as z:
        assert len(z.namelist()) == 70000 and z.namelist()[-1] == "69999"

    huge = 5 * 2**30 if is_full else 100 * 2**20
    data = make(zip_cat, entry("D", "nol.bin", huge), entry("d", "kecil.txt", b"kopi"))
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        assert z.getinfo("nol.bin").file_size == huge and z.read("kecil.txt") == b"kopi"
    unzip_agrees(data)


main()
